"""What must hold beside the answers: equations in prose, hints that keep the answer, examples that run."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final

from .arrows import Arrow, arrow_findings, plan_arrows
from .claims import Proof, texts_of_question
from .findings import ERROR, Finding
from .frozen import dataclass
from .jobs import Broke, Computed, Job, Outcome, Raised, Unfit
from .literals import Unreadable
from .prose import MOST_TOLD, false_claims
from .question import Question
from .topic import Topic
from .yamltree import Path

_EXEMPT: Final = re.compile(r"[0-9]{1,2}|runs|raises|[a-z]")
_REFERENCE: Final = re.compile(r"(^[ \t]*)?\{\{([^{}\n]*)\}\}(?:([ \t]*$))?", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class TopicProof:
    """A topic's lesson and examples, with what torch must compute for them: first the `examples` at these places."""

    topic: Topic
    jobs: tuple[Job, ...]
    examples: tuple[int, ...]
    arrows: tuple[Arrow, ...]
    faults: tuple[Finding, ...]


def plan_topic(topic: Topic) -> TopicProof:
    """Return the proof of what stands in a topic beside its questions."""
    jobs: list[Job] = []
    faults: list[Finding] = []
    examples: list[int] = []
    for place, example in enumerate(topic.examples):
        try:
            jobs.append(example.job())
            examples.append(place)
        except Unreadable as error:
            faults.append(topic.finding("bad-layer", f"{example.layer}: {error}", ("examples", place, "layer")))
    arrows = plan_arrows(_texts_of_topic(topic), jobs)
    return TopicProof(topic, tuple(jobs), tuple(examples), arrows, tuple(faults))


def _texts_of_topic(topic: Topic) -> Iterator[tuple[str, Path]]:
    yield topic.lesson, ("lesson",)
    yield topic.about, ("about",)
    for place, example in enumerate(topic.examples):
        yield example.caption, ("examples", place, "caption")


def settle_topic(proof: TopicProof, outcomes: Sequence[Outcome]) -> Iterator[Finding]:
    """Yield what is wrong with a topic's lesson and examples."""
    topic = proof.topic
    yield from proof.faults
    for text, path in _texts_of_topic(topic):
        yield from _false(topic, text, path, None)
    yield from arrow_findings(topic, proof.arrows, outcomes, None)
    yield from _unknown_references(topic)
    for place, outcome in zip(proof.examples, outcomes, strict=False):
        example, at = topic.examples[place], ("examples", place, "layer")
        match outcome:
            case Computed(random=True):
                yield topic.finding("random-key", "the example's output depends on random numbers", at)
            case Raised(error=error, message=message):
                yield topic.finding("bad-layer", f"torch refuses the example: {error}, {message}", at)
            case Unfit(reason):
                yield topic.finding("bad-layer", f"the example cannot be fed: {reason}", at)
            case Broke(reason):
                yield topic.finding("not-proved", f"{example.layer}: torch {reason}, twice", at)


def _unknown_references(topic: Topic) -> Iterator[Finding]:
    known = {example.id for example in topic.examples} | {question.id for question in topic.questions}
    told = 0
    for match in _REFERENCE.finditer(topic.lesson):
        name, alone = match[2].strip(), match[1] is not None and match[3] is not None
        if name not in known:
            message = f"the lesson names {name!r}, and no example or question of this file has that id"
        elif not alone:
            message = f"{match[0].strip()} shows nothing within a line: give it a line of its own"
        else:
            continue
        told += 1
        if told > MOST_TOLD:
            break
        yield topic.source.finding(
            "unknown-id", message, topic.place(("lesson",), topic.lesson, match.start(), match[0].strip())
        )


def prose_findings(proof: Proof, outcomes: Sequence[Outcome]) -> Iterator[Finding]:
    """Yield what is wrong in the texts of one question."""
    question, path = proof.question, proof.path
    for text, at in texts_of_question(question, path):
        yield from _false(proof.topic, text, at, question)
    yield from arrow_findings(proof.topic, proof.arrows, outcomes, question.id)
    kept = {_spaceless(text) for key in question.keys for text in (key.shown, key.graded)}
    kept = {text for text in kept if text and not _EXEMPT.fullmatch(text)}
    for place, hint in enumerate(question.hints):
        if kept and _reveals(_spaceless(hint), kept):
            at = (*path, "hints", place)
            yield proof.finding("revealing-hint", "the hint contains the answer: lead to it instead", at)


def _false(topic: Topic, text: str, path: Path, question: Question | None) -> Iterator[Finding]:
    """Yield the equations in a text that do not hold."""
    for claim in false_claims(text):
        span = topic.place(path, text, claim.start, claim.claim)
        name = question.id if question is not None else None
        yield topic.source.finding("wrong-arithmetic", claim.message, span, question=name, severity=ERROR)


def _reveals(hint: str, keys: Iterable[str]) -> bool:
    return any(key in hint and _stands_alone(key, hint) for key in keys)


def _stands_alone(key: str, hint: str) -> bool:
    before = r"(?<![\w.])" if key[0].isalnum() else ""
    after = r"(?!\w|\.\w)" if key[-1].isalnum() else ""
    return bool(re.search(before + re.escape(key) + after, hint))


@lru_cache(maxsize=1_024)  # variants share hints, and many an answer
def _spaceless(text: str) -> str:
    return re.sub(r" ?([^\w\s]) ?", r"\1", " ".join(text.replace("`", "").split())).casefold().strip()
