"""What files would say if what was measured stood beside what the authors think, every other byte as it is."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from ...findings import Edit, Source
from ...frozen import dataclass
from ...literals import Unreadable
from ...measured import MEASURED, Measurement
from ...rewriting import Rewritten, edited
from ...shapes import shown
from ...yamltext import read_yaml
from ...yamltree import Tree
from .placing import edits_for
from .unharmed import says, sound_edits

_MOST_NAMED: Final = 10


@dataclass(frozen=True, slots=True)
class PlannedFile(Rewritten):
    """A file as it would be, and the ids of its questions that would say something new, or say it already.

    `refused` says of each of the others why not, in a sentence.
    """

    changed: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """The files that have one of the questions, and a sentence for what no file has. Nothing is written yet."""

    files: tuple[PlannedFile, ...]
    unknown: str = ""

    @property
    def sentences(self) -> tuple[str, ...]:
        """All that could not be done."""
        return (
            *[sentence for one in self.files for sentence in one.refused],
            *([self.unknown] if self.unknown else []),
        )


@dataclass(frozen=True, slots=True)
class _Place:
    """A question: the number of its file, its place in the list there."""

    file: int
    index: int


def plan(files: Sequence[tuple[str, bytes]], measured: Mapping[str, Measurement]) -> Plan:
    """Return what files, each a name and its bytes, would say with what was measured of their questions, by their ids.

    A former id means the question that has it now. Each file is read again as it would be: where it said anything else
    than before, a question is refused, and the others are changed.
    """
    sources = [Source(name, read_yaml(raw)) for name, raw in files]
    wanted: list[dict[int, Measurement]] = [{} for _ in files]
    refused: list[list[str]] = [[] for _ in files]
    places, former = _known(sources)
    unknown = []
    for name, found in measured.items():
        now = name if name in places else former.get(name)
        if now is None:
            unknown.append(name)
            continue
        place, *others = places[now]
        at = _at(sources[place.file], place.index)
        if others:
            again = _at(sources[others[0].file], others[0].index)
            said = f"{again}: id {now!r} is already at {at}: nobody knows which of the two was measured"
            refused[others[0].file].append(said)
        elif now != name and (now in measured or place.index in wanted[place.file]):
            said = f"{at}: {name!r} is a former id of {now!r}, which was measured, too: only one of both can be written"
            refused[place.file].append(said)
        else:
            wanted[place.file][place.index] = found
    done = [
        _rewritten(source, raw, wants, said)
        for source, (_, raw), wants, said in zip(sources, files, wanted, refused, strict=True)
        if wants or said or (unknown and _is_refused(source.tree))
    ]
    return Plan(tuple(done), _unknown(unknown))


def _is_refused(tree: Tree) -> bool:
    return tree.data is None and bool(tree.faults)


def _questions(tree: Tree) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the questions that have an id, each with its place in the list."""
    items = tree.data.get("questions") if isinstance(tree.data, dict) else None
    for index, item in enumerate(items if isinstance(items, list) else ()):
        if isinstance(item, dict) and type(item.get("id")) is str:
            yield index, item


def _known(sources: Sequence[Source]) -> tuple[dict[str, list[_Place]], dict[str, str]]:
    """Return where each id stands, and the id that each former one has become."""
    places: dict[str, list[_Place]] = defaultdict(list)
    former: dict[str, str] = {}
    for number, source in enumerate(sources):
        for index, item in _questions(source.tree):
            places[item["id"]].append(_Place(number, index))
            was = item.get("was")
            for name in was if isinstance(was, list) else [was]:
                if type(name) is str:
                    former.setdefault(name, item["id"])
    return dict(places), former


def _at(source: Source, index: int, key: str = "id") -> str:
    """Return the place of a question's id, or of another key that it has."""
    line, column = source.tree.position(source.tree.span(("questions", index, key), key=key != "id")[0])
    return f"{source.file}:{line}:{column}"


def _unknown(names: Sequence[str]) -> str:
    if not names:
        return ""
    more = len(names) - _MOST_NAMED
    named = [*[shown(name, 40) for name in names[:_MOST_NAMED]], *([f"{more:,} more"] if more > 0 else [])]
    listed = named[0] if len(named) == 1 else f"{', '.join(named[:-1])} and {named[-1]}"
    return f"the bank has no question {listed}: what was measured there is written nowhere"


def _rewritten(source: Source, raw: bytes, wanted: Mapping[int, Measurement], said: Sequence[str]) -> PlannedFile:
    tree, ids = source.tree, {index: item["id"] for index, item in _questions(source.tree)}
    if _is_refused(tree):
        line, column = tree.position(tree.faults[0].start)
        return PlannedFile(source.file, raw, raw, refused=(f"{source.file}:{line}:{column}: {tree.faults[0].message}",))
    refused, kept = list(said), []
    edits: dict[int, tuple[Edit, ...]] = {}
    for index, found in sorted(wanted.items()):
        if says(tree, index, found):
            kept.append(ids[index])
            continue
        value = tree.data["questions"][index].get(MEASURED)
        try:
            edits[index] = edits_for(tree, tree.marks_at(("questions", index)), value, found)
        except Unreadable as error:
            refused.append(f"{_at(source, index, MEASURED)}: {error}")
    sound, faults = sound_edits(tree, edits, wanted)
    refused += [f"{_at(source, index)}: {fault}" for index, fault in faults.items()]
    after = edited(raw, sound.values()) if sound else raw
    return PlannedFile(
        source.file, raw, after, tuple([ids[index] for index in sorted(sound)]), tuple(kept), tuple(refused)
    )
