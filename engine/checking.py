"""Prove a bank: every key right, every distractor wrong, by torch and by an independent formula."""

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from time import perf_counter

from .bank import read_bank
from .claims import Proof, plan_proof
from .collecting import seldom
from .findings import ERROR, Finding
from .jobs import Job
from .oracle import Oracle
from .proof import settle_proof
from .proofprose import TopicProof, plan_topic, settle_topic
from .sameness import Pair, same_settings


@dataclass(slots=True)
class Report:
    """What a check found. `proved` questions were computed, `trusted` ones are text that nothing proves.

    `keys` are question, variant and computed key, where they were asked for (`with_keys`).
    """

    torch: str = ""
    files: int = 0
    questions: int = 0
    proved: int = 0
    trusted: int = 0
    variants: int = 0
    answers_run: int = 0
    seconds: float = 0.0
    findings: list[Finding] = field(default_factory=list)
    with_keys: bool = False
    keys: list[tuple[str, str | None, str]] = field(default_factory=list)

    @property
    def errors(self) -> int:
        """The number of findings that fail a run."""
        return sum(finding.severity == ERROR for finding in self.findings)


def check(
    names: Sequence[str | os.PathLike[str]],
    oracle: Oracle,
    *,
    keys: bool = False,
    clock: Callable[[], float] = perf_counter,
) -> Report:
    """Return everything that is wrong with the bank at these names; with `keys`, the computed keys too.

    Files are read, computed and forgotten one after another, so memory does not grow with the bank.
    Raises NoBank and TorchAbsent.
    """
    began = clock()
    report = Report(with_keys=keys)
    with seldom():
        pairs = _prove(names, oracle, report)
    report.findings += same_settings(oracle, pairs)
    report.findings.sort(key=lambda finding: (finding.file, finding.line, finding.column, finding.rule))
    report.variants = report.questions
    report.answers_run = oracle.answers_run
    report.torch = oracle.torch if oracle.answers_run else ""
    report.seconds = clock() - began
    return report


def _prove(names: Sequence[str | os.PathLike[str]], oracle: Oracle, report: Report) -> list[Pair]:
    """Fill the report file by file, and return the pairs of layers that torch must still compare."""
    pairs: list[Pair] = []
    for proof, outcomes in oracle.map(_proofs(names, report)):
        if isinstance(proof, TopicProof):
            report.findings += settle_topic(proof, outcomes)
            continue
        proved = settle_proof(proof, outcomes)
        report.findings += proved.findings
        pairs += proved.pairs
        if not any(finding.severity == ERROR for finding in proved.findings):
            report.proved += proved.computed
            report.trusted += not proved.computed
            if report.with_keys and proved.key is not None:
                report.keys.append((proof.question.id, None, proved.key))
    return pairs


def _proofs(
    names: Sequence[str | os.PathLike[str]], report: Report
) -> Iterator[tuple[Proof | TopicProof, tuple[Job, ...]]]:
    for read in read_bank(names):
        topic = read.topic
        report.files += 1
        report.questions += len(topic.questions)
        report.findings += read.findings
        whole = plan_topic(topic)
        yield whole, whole.jobs
        for question, path in zip(topic.questions, topic.places, strict=True):
            proof = plan_proof(topic, question, path)
            yield proof, proof.jobs
