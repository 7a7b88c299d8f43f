"""A question with several blanks or pairs, as that many questions: each blank is right or wrong by itself."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from .form import Asked, Option, Uncarried

_MOST = 26


@dataclass(frozen=True, slots=True)
class Part:
    """What is asked at one blank, or of one half of a pair: the words for it, and its choices or typed answers."""

    words: str
    options: tuple[Option, ...] = ()
    typed: tuple[Option, ...] = ()


def parted(whole: Asked, parts: Sequence[Part]) -> list[Asked]:
    """Return a question for each part, or the question itself where there is one part. Raises Uncarried."""
    if not parts:
        raise Uncarried("nothing is asked in it")
    points = whole.points / len(parts) if whole.points else None
    found = []
    for number, part in enumerate(parts, 1):
        several = len(parts) > 1
        found.append(
            replace(
                whole,
                name=f"{whole.name}, part {number} of {len(parts)}" if several else whole.name,
                id=f"{whole.id}-{number}" if several and whole.id else whole.id,
                prompt=f"{whole.prompt}\n\n{part.words}".strip() if part.words else whole.prompt,
                options=part.options,
                typed=part.typed,
                points=None if points is None else round(points, 4),
            )
        )
    return found


def matched(whole: Asked, pairs: Sequence[tuple[str, str]], others: Sequence[str] = ()) -> list[Asked]:
    """Return a question for each first half of a pair: which second half belongs to it? Raises Uncarried."""
    offered = list(dict.fromkeys([*[second for _, second in pairs], *others]))
    if len(offered) < 2:
        raise Uncarried("all its pairs have one answer, so there is nothing to choose")
    if len(offered) > _MOST:
        raise Uncarried(f"it has {len(offered)} answers to choose from, and letters end at Z")
    return parted(
        whole,
        [
            Part(f"Which belongs to this one? {first}", tuple([Option(one, one == second) for one in offered]))
            for first, second in pairs
        ],
    )
