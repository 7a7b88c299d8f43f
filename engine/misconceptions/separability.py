"""Which misconceptions the variants of a question tell apart, and which give the right answer by luck."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations
from textwrap import wrap
from typing import Any, Final

from ..fields import fed, input_shapes
from ..layercall import LayerCall
from ..literals import Unreadable
from ..prediction import predicted
from ..question import Question
from . import rank
from .cases import case_of, mistaken, sides_of, table

CORE: Final = (
    "no-plus-one",
    "ceil-for-floor",
    "padding-once",
    "padding-ignored",
    "dilation-ignored",
    "dilation-times-kernel",
    "pool-stride-one",
    "divided-by-kernel",
    "divided-by-stride",
    "kernel-not-subtracted",
    "ceil-mode-ignored",
    "naive-ceil-mode",
    "transposed-by-forward",
    "transposed-output-padding",
    "output-padding-ignored",
    "transposed-padding-added",
    "transposed-times-stride",
)
"""The wrong formulas by which a variant is drawn. A seed names a variant for ever: this list may never change, nor may
what its formulas give and where they apply."""

_NARROW: Final = 52


def score(question: Question) -> int:
    """Return how many distinct wrong answers the core's formulas lead to, none by luck: more tell more apart.

    0 where no size is computed.
    """
    layer, feed = getattr(question, "layer", None), getattr(question, "input", None)
    if not isinstance(layer, LayerCall) or feed is None:
        return 0
    feed = fed(layer, feed)
    shape = input_shapes(feed)
    try:
        expected = predicted(layer, shape)[1]
    except Unreadable:
        return 0
    if not isinstance(expected, tuple) or not expected or not isinstance(shape, tuple):
        return 0
    sides = sides_of(case_of(layer, shape, expected[0]))
    right = expected[0][len(expected[0]) - len(sides) :]
    rules = [rule for rule in table(sides) if rule.slug in CORE and any(map(rule.applies, sides))]
    return len({mistaken(rule, sides, right) for rule in rules} - {right, None})


def answers(question: Question) -> dict[str, frozenset[str]]:
    """Return the answers that each misconception leads to, by its name."""
    found: dict[str, frozenset[str]] = {}
    for slug, _, text in question.predictions():
        found[slug] = found.get(slug, frozenset()) | {text}
    return found


def tells_apart(question: Question, one: str, other: str) -> bool:
    """Return whether the users of two misconceptions, by their names, give different answers to a question."""
    found = answers(question)
    return one in found and other in found and not found[one] & found[other]


def wrong_answers(question: Question, slugs: tuple[str, ...]) -> int:
    """Return how many distinct wrong answers these misconceptions lead to: none of one that is right by luck."""
    if not slugs:
        return 0
    found = answers(question)
    return len({found[slug] for slug in slugs if slug in found and not _is_right(question, found[slug])})


@dataclass(slots=True)
class Separability:
    """What some variants tell apart, added up. For each misconception: in how many it applies, in how many it is right.

    `together` and `apart` have each pair of misconceptions that apply in one variant, and are told apart in one.
    """

    variants: int = 0
    applies: dict[str, int] = field(default_factory=dict)
    lucky: dict[str, int] = field(default_factory=dict)
    together: set[tuple[str, str]] = field(default_factory=set)
    apart: set[tuple[str, str]] = field(default_factory=set)

    def add(self, question: Question) -> None:
        """Take note of one variant."""
        found = answers(question)
        self.variants += 1
        for slug, texts in found.items():
            self.applies[slug] = self.applies.get(slug, 0) + 1
            self.lucky[slug] = self.lucky.get(slug, 0) + _is_right(question, texts)
        for one, other in combinations(sorted(found), 2):
            self.together.add((one, other))
            if not found[one] & found[other]:
                self.apart.add((one, other))

    def merge(self, other: "Separability") -> None:
        """Take note of what others found."""
        self.variants += other.variants
        for mine, more in ((self.applies, other.applies), (self.lucky, other.lucky)):
            for slug, number in more.items():
                mine[slug] = mine.get(slug, 0) + number
        self.together |= other.together
        self.apart |= other.apart

    @property
    def slugs(self) -> tuple[str, ...]:
        """The misconceptions that apply, the commonest first."""
        from .known import MISCONCEPTIONS  # a table needs it, drawing a variant does not

        places = {slug: place for place, slug in enumerate(MISCONCEPTIONS)}
        return tuple(sorted(self.applies, key=lambda slug: (rank(slug), places.get(slug, -1))))

    @property
    def not_apart(self) -> tuple[tuple[str, str], ...]:
        """The pairs that no variant tells apart, though both apply in one."""
        return tuple(sorted(self.together - self.apart))

    def as_facts(self) -> dict[str, Any]:
        """Return all of it as data."""
        rows = [{"name": slug, "applies": self.applies[slug], "by_luck": self.lucky[slug]} for slug in self.slugs]
        return {"variants": self.variants, "misconceptions": rows, "not_told_apart": [list(p) for p in self.not_apart]}

    def as_text(self, width: int = 80) -> str:
        """Return all of it as lines of at most `width` columns, so far as names fit."""
        if not self.applies:
            return "\n".join(wrap("No misconception speaks of this question.", width))
        lines = list(_table(self, width))
        groups = _groups(self.not_apart)
        if groups:
            said = "Not told apart by this question:" if self.variants == 1 else "Not told apart by any variant:"
            lines += ["", *wrap(said, width)]
            for group in groups:
                names = ", ".join(group)
                lines += wrap(names, width, initial_indent="  ", subsequent_indent="    ", break_on_hyphens=False)
        return "\n".join(lines)


def _is_right(question: Question, texts: frozenset[str]) -> bool:
    right = {question.derived(), *[key.graded for key in question.keys]}
    return bool(right & texts)


def _table(found: Separability, width: int) -> Iterator[str]:
    heads = ("misconception", "applies", "right by luck")
    longest = max(len(heads[0]), *map(len, found.applies))
    if width < _NARROW:
        for slug in found.slugs:
            yield slug
            yield from wrap(
                f"applies {found.applies[slug]}, right by luck {found.lucky[slug]}", width, initial_indent="  "
            )
        return
    yield f"{heads[0]:<{longest}}  {heads[1]:>7}  {heads[2]:>13}"
    for slug in found.slugs:
        yield f"{slug:<{longest}}  {found.applies[slug]:>7}  {found.lucky[slug] or '-':>13}"


def _groups(pairs: tuple[tuple[str, str], ...]) -> list[tuple[str, ...]]:
    """Return the pairs as few groups as a first try gives: all in a group are pairs of each other."""
    known = set(pairs)
    groups: list[list[str]] = []
    for pair in pairs:
        for group in groups:
            if set(pair) <= set(group):
                break
            new = [slug for slug in pair if slug not in group]
            if all((min(one, slug), max(one, slug)) in known for slug in new for one in group):
                group += new
                break
        else:
            groups.append(list(pair))
    return [tuple(group) for group in groups]
