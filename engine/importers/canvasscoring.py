"""What the conditions of a QTI 1.2 item say is right."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple
from xml.etree.ElementTree import Element

from .form import Uncarried
from .xmltree import text_of

_LOW = ("vargte", "vargt")
_HIGH = ("varlte", "varlt")


class _Condition(NamedTuple):
    asks: Element
    earns: float
    links: tuple[str, ...]


class Scoring:
    """The conditions of an item: what is asked, what it earns, and which feedback it shows."""

    def __init__(self, item: Element) -> None:
        self.conditions: list[_Condition] = []
        for one in item.iterfind("resprocessing/respcondition"):
            asks = one.find("conditionvar")
            if asks is None:
                continue
            try:
                earns = sum([float(text_of(each).strip() or 0) for each in one.iterfind("setvar")])
            except ValueError:
                raise Uncarried("what an answer earns is no number") from None
            links = tuple([each.get("linkrefid", "") for each in one.iterfind("displayfeedback")])
            self.conditions.append(_Condition(asks, earns, links))

    def single(self, labels: Iterable[str]) -> list[float]:
        """Return the share of the points that each label earns, where one may be chosen."""
        earned = dict.fromkeys(labels, 0.0)
        for condition in self.conditions:
            for name in _equals(condition.asks):
                if name in earned and condition.earns:
                    earned[name] = condition.earns
        best = max(earned.values(), default=0.0)
        return [value / best if best > 0 else value for value in earned.values()]

    def several(self, labels: Iterable[str]) -> list[float]:
        """Return the share of the points that each label earns, where all that apply are chosen."""
        earned = dict.fromkeys(labels, 0.0)
        for condition in self.conditions:
            chosen = _equals(condition.asks)
            if condition.earns and (len(chosen) > 1 or condition.asks.find(".//not") is not None):
                for name in chosen:
                    earned[name] = 1.0
            elif condition.earns and len(chosen) == 1:
                earned[chosen[0]] = earned.get(chosen[0], 0.0) + condition.earns
        total = sum([value for value in earned.values() if value > 0])
        return [value / total if total else value for value in earned.values()]

    def linked(self) -> dict[str, str]:
        """Return the feedback that choosing each label shows."""
        found = {}
        for condition in self.conditions:
            names = _equals(condition.asks)
            if len(names) == 1:
                for link in condition.links:
                    if link not in ("correct_fb", "general_incorrect_fb", "general_fb"):
                        found[names[0]] = link
        return found

    def equal(self) -> list[str]:
        """Return every text that earns something."""
        return [name for condition in self.conditions if condition.earns > 0 for name in _equals(condition.asks)]

    def chosen(self, response: str) -> list[str]:
        """Return the labels of one response that earn something."""
        return [
            text_of(one).strip()
            for condition in self.conditions
            if condition.earns > 0
            for one in condition.asks.iterfind("varequal")
            if one.get("respident") == response
        ]

    def number(
        self, only: Callable[[Sequence[tuple[float, float]]], tuple[float, float]]
    ) -> tuple[float, float, float | None]:
        """Return the least and the largest number that is right, and the one that is named. Raises Uncarried."""
        found = [_range(condition.asks) for condition in self.conditions if condition.earns > 0]
        if not found:
            raise Uncarried("no number of it is right")
        low, high = only([(low, high) for low, high, _ in found])
        return next(one for one in found if one[:2] == (low, high))


def _equals(asks: Element) -> list[str]:
    """Return what is asked for, but not what must not be."""
    inside = [text_of(one).strip() for one in asks.iterfind("varequal")]
    for word in ("and", "or"):
        inside += [text_of(one).strip() for part in asks.iterfind(word) for one in part.iterfind("varequal")]
    return inside


def _range(asks: Element) -> tuple[float, float, float | None]:
    try:
        named = [float(text_of(one)) for one in asks.iter("varequal")]
        lows = [float(text_of(one)) for tag in _LOW for one in asks.iter(tag)]
        highs = [float(text_of(one)) for tag in _HIGH for one in asks.iter(tag)]
    except ValueError:
        raise Uncarried("a number of it can't be read") from None
    value = named[0] if named else None
    if not named and (not lows or not highs):
        raise Uncarried("its numbers have no end on one side")
    return min([*lows, *named]), max([*highs, *named]), value
