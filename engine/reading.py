"""One question of YAML's data as a value, with everything that is wrong in it."""

from typing import Any

from .keys import MOST_ITEMS, Fault, Unfit, named, problem, read_each, read_keys
from .kinds import KINDS
from .layercall import closest
from .question import Question


def kind_of(item: Any) -> type[Question]:
    """Return the class of a question by its kind. Raises Unfit."""
    if not isinstance(item, dict):
        raise problem("bad-type", f"a question is a mapping with the keys id, kind and prompt, not {named(item)}")
    kind = item.get("kind")
    if isinstance(kind, str) and kind in KINDS:
        return KINDS[kind]
    known = ", ".join(KINDS)
    if kind is None:
        raise Unfit(Fault("bad-type", f"key 'kind' is missing: write one of {known}", ("kind",)))
    close = closest(str(kind), tuple(KINDS))
    meant = f"did you mean {close!r}?" if close else f"it is one of {known}"
    raise Unfit(Fault("bad-type", f"kind {kind!r} is unknown; {meant}", ("kind",)))


def read_question(item: Any) -> Question:
    """Return a question. Raises Unfit with everything that is wrong in it."""
    return read_keys(kind_of(item), with_evidence(item))


def with_evidence(item: dict[str, Any]) -> dict[str, Any]:
    """Return the keys of a question, with the facts under a text question read. Raises Unfit."""
    if item.get("kind") != "match" or not isinstance(item.get("evidence"), list):
        return item
    try:
        return item | {"evidence": _facts(item["evidence"])}
    except Unfit as unfit:
        faults = unfit.under("evidence")
    try:  # what else is wrong with the question is told too
        read_keys(kind_of(item), item | {"evidence": ()})
    except Unfit as unfit:
        faults += unfit.faults
    raise Unfit(*faults)


def _facts(items: list[Any]) -> tuple[Question, ...]:
    """Return questions without an id and a prompt of their own. Raises Unfit."""
    if len(items) > MOST_ITEMS:
        raise problem("bad-type", f"too many: {len(items):,} facts, at most {MOST_ITEMS} are read")
    return read_each(_fact, items)


def _fact(item: Any) -> Question:
    if isinstance(item, dict) and item.get("kind") == "match":
        raise Unfit(Fault("bad-type", "evidence is computed: its kind cannot be match", ("kind",)))
    fact = read_question({"id": "evidence", "prompt": "-"} | item if isinstance(item, dict) else item)
    if not fact.stated:
        raise problem("missing-key", "evidence needs an answer: it says what is true")
    return fact
