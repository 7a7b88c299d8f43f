"""What a run of tests needs to know of banks: which questions their files ask, and what was found of each."""

import os
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from .frozen import dataclass

if TYPE_CHECKING:
    from .cache import Cache
    from .findings import Finding
    from .project import Project


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of a file: its id, the line where it begins, and whether its answer is computed."""

    id: str
    line: int
    computed: bool


@dataclass(frozen=True, slots=True)
class Found:
    """What was found, by file and by the question's place in it; None is what belongs to no question."""

    torch: str
    findings: "dict[tuple[Path, int | None], list[Finding]]"

    def of(self, path: Path, place: int | None) -> "list[Finding]":
        """Return what was found of one question, or of none."""
        return self.findings.get((path, place), [])

    def of_file(self, path: Path) -> "list[Finding]":
        """Return all that was found of a file."""
        found = [finding for (file, _), findings in self.findings.items() if file == path for finding in findings]
        return sorted(found, key=lambda finding: (finding.line, finding.column))


AskedIn: TypeAlias = Mapping[Path, tuple[Asked, ...]]


def files_of(banks: Iterable[Path]) -> frozenset[Path]:
    """Return the files of all banks. Raises NoBank."""
    from .bank import find_files

    return frozenset([settled(path) for bank in banks for path, _, _ in find_files(bank)])


def asked_in(banks: Iterable[Path]) -> AskedIn:
    """Return what each file asks. Raises NoBank."""
    from .bank import read_bank
    from .scoutprocess import Scout

    asked = {}
    with Scout() as scout:
        for read in read_bank(list(banks), scout=scout):
            tree = read.topic.source.tree
            asked[settled(read.topic.source.file)] = tuple(
                [
                    Asked(
                        question.id,
                        tree.position(tree.span(path)[0])[0],
                        question.computed or bool(getattr(question, "evidence", ())),
                    )
                    for question, path in zip(read.topic.questions, read.topic.places, strict=True)
                ]
            )
    return asked


def found_in(banks: Iterable[Path], asked: AskedIn, project: "Project", here: Path) -> Found:
    """Prove the banks and sort what was found, with names as one would type them in the folder `here`.

    Raises NoBank and TorchAbsent.
    """
    from .checking import Selection, check
    from .filecheck import How
    from .oracle import Oracle
    from .scoutprocess import Scout

    names = list(banks)
    with Scout() as scout, Oracle(tries=2) as oracle:
        report = check(
            names,
            oracle,
            how=How(cache=_cache(names)),
            selection=Selection(project.select, project.ignore),
            scout=scout,
        )
    found = Found(report.torch, {})
    for finding in report.findings:
        path = settled(finding.file)
        place = place_of(asked.get(path, ()), finding)
        message = finding.message.replace(f"{here}{os.sep}", "")
        told = replace(finding, file=shown(path, here), message=message)
        found.findings.setdefault((path, place), []).append(told)
    return found


def _cache(banks: list[Path]) -> "Cache | None":
    """Return the user's own memory of proofs, unless it lies in what is proved."""
    from .cache import Cache, inside, installed_torch, own_folder
    from .homes import NoHome

    try:
        torch, folder = installed_torch(), own_folder()
    except NoHome:  # then each key is proved again
        return None
    return Cache(folder, torch) if torch and not any(inside(folder, bank) for bank in banks) else None


def place_of(asked: tuple[Asked, ...], finding: "Finding") -> int | None:
    """Return the place of the question that a finding is about, None where it is about none.

    An id may stand in a file twice, which is an error too: the question is the last with that id above the finding.
    """
    places = [place for place, one in enumerate(asked) if one.id == finding.question and one.line <= finding.line]
    return places[-1] if places else None


def settled(path: str | os.PathLike[str]) -> Path:
    """Return the path from the root, without dots; links stay."""
    return Path(os.path.abspath(path))


def shown(path: Path, here: Path) -> str:
    """Return the path from the folder `here` where it is in it."""
    return os.fspath(path.relative_to(here) if path.is_relative_to(here) else path)


def outermost(paths: Iterable[Path]) -> list[Path]:
    """Return each path once, and none that lies in another: a file that is read twice tells every id twice.

    >>> [path.as_posix() for path in outermost([Path("bank/one.yaml"), Path("bank"), Path("bank"), Path("other")])]
    ['bank', 'other']
    """
    kept = list(dict.fromkeys(paths))
    return [path for path in kept if not any(path != other and path.is_relative_to(other) for other in kept)]
