"""YAML text -> data, with the place of every key and value; whatever could mislead is refused by name.

PyYAML's C parser gives events; `_Builder` turns them into dicts, lists and the scalars of YAML 1.2's
core schema in one pass without recursion. It stops at the first thing that a bank must not hold
(aliases, tags, depth, ...), so that no file costs more than its length, and notes the traps
(`yamltraps`) on which authors and YAML disagree.
"""

from contextlib import suppress
from typing import Any, Final

import yaml

from .hidden import FORBIDDEN, hidden_character
from .yamlrefused import MAX_BYTES as MAX_BYTES
from .yamlrefused import Refused, decoded, escaped, property_of, syntax
from .yamlscalars import plain_scalar
from .yamltraps import (
    CARRIED,
    SPLIT,
    Trap,
    ambiguous,
    cut_by_comment,
    escaped_tex,
    joined_by_dash,
    short,
    split_list,
    unbalanced,
)
from .yamltree import Fault, Marks, Tree

MAX_DEPTH: Final = 16
MAX_NODES: Final = 200_000
MOST_FAULTS: Final = 300
TOO_MANY: Final = f"more than {MOST_FAULTS} problems in this file: mend those above first"
_BRACKETS: Final = 5_000


def read_yaml(raw: bytes) -> Tree:
    """Return what the bytes of one file say. Never raises: what is wrong is in `faults`."""
    tree = Tree("")
    try:
        tree.text = decoded(raw)
        hidden = FORBIDDEN.search(tree.text) if _looks_strange(raw) else None
        if hidden:
            raise Refused("refused-yaml", hidden.start(), hidden_character(hidden[0]))
        _build(tree)
    except Refused as stop:
        tree.data = None
        tree.text = tree.text or stop.text
        tree.faults.append(stop.fault)
    return tree


def survey(raw: bytes) -> None:
    """Let the C parser go over the bytes of one file, at least as far as `read_yaml` lets it; nothing comes back.

    Without making anything of the events this takes a tenth of the time.
    """
    if not hasattr(yaml, "CLoader"):
        return
    # Beyond this many brackets some might be open at once, which takes the scanner a time that grows with the square.
    if raw.count(b"[") + raw.count(b"{") > _BRACKETS:
        read_yaml(raw)
        return
    with suppress(Refused, yaml.YAMLError, ValueError):  # what is wrong in it is for the reader to say
        yaml.CLoader(decoded(raw)).raw_parse()


def _looks_strange(raw: bytes) -> bool:
    """Return whether a text may hold a hidden character: nearly none does, and to look at each takes a while."""
    return FORBIDDEN.search(raw.translate(None, _PLAIN).decode("utf-8")) is not None


_PLAIN: Final = b"\n" + bytes(range(0x20, 0x7F))
_FIRST_OF_TRAPS: Final = frozenset("-+.0123456789tTfFnN~yYoO")
_BLANKS: Final = frozenset(" \t")
_SCALAR: Final = yaml.ScalarEvent
_make: Final = tuple.__new__  # a sixth of the time of calling the class


def _build(tree: Tree) -> None:
    """Read the events of `tree.text` into `tree.data` and `tree.marks`. Raises Refused."""
    loader = getattr(yaml, "CLoader", yaml.Loader)(tree.text)
    builder = _Builder(tree)
    try:
        builder.run(loader.get_event)
    except yaml.MarkedYAMLError as error:
        raise syntax(tree, error, builder.last) from None
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise Refused("bad-yaml", 0, f"this is not YAML: {str(error).splitlines()[0]}") from None
    finally:
        loader.dispose()


class _Open:
    """A collection whose end has not come yet."""

    __slots__ = ("again", "flow", "inside", "key", "key_marks", "keys", "name", "start", "value")

    def __init__(self, value: Any, start: int, flow: bool, name: str) -> None:
        self.value = value
        self.start = start
        self.flow = flow
        self.name = name  # the key under which this collection stands
        self.keys: dict[str, tuple[int, int]] = {}
        self.inside: Any = {} if type(value) is dict else []
        self.key: str | None = None
        self.key_marks = Marks(0, 0)
        self.again = False  # its first key came again: the dash of another item is missing


class _Builder:
    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.nodes = 0
        self.documents = 0
        self.depth_of_flow = 0
        self.last = Marks(0, 0)  # the value that was finished last
        self.torn = False  # the flow collection around this place was split inside a text

    def run(self, get_event: Any) -> None:
        stack: list[_Open] = []
        top = _Open([], 0, False, "")  # holds the document as its only item
        while True:
            event = get_event()
            kind = type(event)
            if kind is _SCALAR:  # nearly all events: what can be decided here is not handed on
                start, end = event.start_mark.index, event.end_mark.index
                value = event.value
                if event.anchor is not None or event.tag is not None:
                    raise property_of(event)
                marks = _make(Marks, (start, end, None, None))
                if event.style:
                    self._check_escapes(top, event, marks)
                elif (
                    not value
                    or value[0] in _FIRST_OF_TRAPS
                    or self.depth_of_flow
                    or self._before_blank(end)
                    or end - start > len(value)
                ):
                    value = self._plain(top, value, marks)
                self._place(top, value, marks)
            elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                stack.append(top)
                top = self._opened(event, top, len(stack), kind is yaml.MappingStartEvent)
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                closed, top = top, stack.pop()
                self._place(top, closed.value, self._closed(closed, event.end_mark.index))
            elif kind is yaml.StreamEndEvent:
                if top.value:
                    self.tree.data, self.tree.marks = top.value[0], top.inside[0]
                return
            else:
                self._refuse_marks(event)

    def _refuse_marks(self, event: Any) -> None:
        """Raise Refused for what no bank may hold besides values: directives, a second document, aliases."""
        start = event.start_mark.index
        if type(event) is yaml.DocumentStartEvent:
            self.documents += 1
            if self.documents > 1:
                raise Refused("refused-yaml", start, "a second document begins here: a file holds one topic")
            if event.version or event.tags:
                raise Refused("refused-yaml", start, "directives (%) are not allowed: delete the line")
        elif type(event) is yaml.AliasEvent:
            raise Refused(
                "refused-yaml",
                start,
                f"the alias *{short(str(event.anchor))} is not allowed: write its value out, or quote the text",
            )

    def _check_escapes(self, top: _Open, event: Any, marks: Marks) -> None:
        if event.style == '"':
            hidden = FORBIDDEN.search(event.value)
            if hidden:
                raise escaped(self.tree.text, marks, hidden[0])
            if "\t" in event.value or "\n" in event.value:
                self._trap_inside(top, escaped_tex(self.tree.text, marks.start, marks.end))

    def _before_blank(self, end: int) -> bool:
        return self.tree.text[end : end + 1] in _BLANKS

    def _plain(self, top: _Open, value: str, marks: Marks) -> Any:
        """Return what an unquoted scalar means, and note the traps it may be in."""
        if self.depth_of_flow and unbalanced(value):
            self._tear(marks, f"{short(value)!r} has an unbalanced bracket: {SPLIT}")
        if self._before_blank(marks.end):
            self._trap(top, marks, cut_by_comment(self.tree.text, marks.end, top.key or top.name))
        if marks.end - marks.start > len(value):
            self._trap_inside(top, joined_by_dash(self.tree.text, marks.start, marks.end))
        if value and value[0] not in _FIRST_OF_TRAPS:
            return value
        self._trap(top, marks, ambiguous(value))
        return plain_scalar(value)

    def _trap(self, top: _Open, marks: Marks, trap: Trap | None) -> None:
        is_key = top.key is None and type(top.value) is dict
        if trap and not is_key and not (top.key or top.name).startswith(CARRIED):
            self._note(trap[0], marks, trap[1])

    def _trap_inside(self, top: _Open, trap: tuple[int, Trap] | None) -> None:
        if trap:
            self._trap(top, Marks(trap[0], trap[0] + 1), trap[1])

    def _opened(self, event: Any, top: _Open, depth: int, mapping: bool) -> _Open:
        start = event.start_mark.index
        if event.anchor is not None or event.tag is not None:
            raise property_of(event)
        if depth > MAX_DEPTH:
            raise Refused("refused-yaml", start, f"nested deeper than {MAX_DEPTH} levels")
        if type(top.value) is dict and top.key is None and not self.torn:
            mend = f": quote text that begins with {self.tree.text[top.start]!r}" if top.flow else ""
            raise Refused("bad-yaml", start, f"a key must be text, not a list or a mapping{mend}")
        if event.flow_style:
            self.depth_of_flow += 1
        name = top.name if top.key is None or top.name[:2] == CARRIED else top.key
        return _Open({} if mapping else [], start, bool(event.flow_style), name)

    def _closed(self, closed: _Open, end: int) -> Marks:
        marks = Marks(closed.start, end, closed.keys, closed.inside)
        if closed.flow:
            self.depth_of_flow -= 1
            if type(closed.value) is list and not self.torn:
                torn_at = split_list(closed.value, closed.name)
                if torn_at is not None and self._is_plain(closed.inside[torn_at]):
                    item = closed.value[torn_at]
                    self._tear(closed.inside[torn_at], f"{short(item)!r} is an item of its own: {SPLIT}")
            if not self.depth_of_flow and self.torn:
                self.tree.split.append((closed.start, end))
                self.torn = False
        return marks

    def _is_plain(self, marks: Marks) -> bool:
        return self.tree.text[marks.start] not in "'\""

    def _place(self, top: _Open, value: Any, marks: Marks) -> None:
        """Put a finished node where it belongs: the next key, the value of the open key, or an item."""
        self.nodes += 1
        self.last = marks
        if self.nodes > MAX_NODES:
            raise Refused("refused-yaml", marks.start, f"more than {MAX_NODES:,} values: split the topic")
        if type(top.value) is list:
            top.value.append(value)
            top.inside.append(marks)
        elif top.key is None:
            top.key = self._key(top, value, marks)
            top.key_marks = marks
        else:
            key, top.key = top.key, None
            bare = value is None and marks.start == marks.end
            if bare and top.flow and ":" not in self.tree.text[top.key_marks.end : marks.start]:
                self._tear(top.key_marks, f"key {short(key)!r} has no value: {SPLIT}")
            if key not in top.value:
                top.value[key] = value
                top.keys[key] = (top.key_marks.start, top.key_marks.end)
                top.inside[key] = marks

    def _key(self, top: _Open, value: Any, marks: Marks) -> str:
        if value == "<<":
            raise Refused("refused-yaml", marks.start, "the merge key << is not allowed: write the keys out")
        written = self.tree.text[marks.start : marks.end]
        if type(value) is not str:
            if not self.torn and not top.flow:
                message = f"a key must be text, not {short(written) or 'nothing'}: quote it"
                self._note("bad-type", marks, message)
            return written
        if value in top.value and not self.torn and not top.again:
            line, column = self.tree.position(top.keys[value][0])
            first = value == next(iter(top.value)) and not top.flow
            top.again = first and self.tree.text[top.start - 2 : top.start] == "- "
            mend = "delete one of the two" + (", or begin another item here with '- '" if top.again else "")
            self._note("duplicate-key", marks, f"key {short(value)!r} is already at {line}:{column}: {mend}")
        return value

    def _tear(self, marks: Marks, message: str) -> None:
        if not self.torn:
            self.torn = True
            self._note("split-text", marks, message)

    def _note(self, rule: str, marks: Marks, message: str) -> None:
        if len(self.tree.faults) == MOST_FAULTS:
            raise Refused("refused-yaml", marks.start, TOO_MANY)
        self.tree.faults.append(Fault(rule, marks.start, marks.end, message))
