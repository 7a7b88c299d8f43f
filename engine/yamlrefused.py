"""Refused: why the reading of a file of YAML stops, at its place and in the words of an author."""

from typing import Any, Final

from .hidden import named_character
from .yamltraps import short
from .yamltree import Fault, Marks, Tree

MAX_BYTES: Final = 1 << 20


class Refused(Exception):
    """Reading stops here: the file holds what no bank may hold, or is no YAML."""

    def __init__(self, rule: str, start: int, message: str, text: str = "") -> None:
        super().__init__(message)
        self.fault = Fault(rule, start, start + 1, message)
        self.text = text


def decoded(raw: bytes) -> str:
    """Return the text of a file. Raises Refused."""
    if len(raw) > MAX_BYTES:
        raise Refused("refused-yaml", 0, f"the file is larger than {MAX_BYTES >> 20} MiB: split the topic")
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")) or (len(raw) > 1 and b"\0\0" in (raw[:4:2], raw[1:4:2])):
        raise Refused("refused-yaml", 0, "the file is UTF-16 or UTF-32: save it as UTF-8")
    try:
        return raw.removeprefix(b"\xef\xbb\xbf").decode("utf-8")
    except UnicodeDecodeError as error:
        message = f"byte 0x{raw[error.start]:02X} is not UTF-8: save the file as UTF-8"
        before = raw[: error.start].removeprefix(b"\xef\xbb\xbf").decode("utf-8")
        raise Refused("refused-yaml", len(before), message, raw.decode("utf-8", "replace")) from None


def escaped(text: str, marks: Marks, character: str) -> Refused:
    """Return the refusal of a character that double quotes hold by an escape."""
    from .yamlsyntax import escape_of  # few files need it

    written, at = escape_of(text, marks.start, marks.end, character)
    stands = f"{written} in double quotes stands for {named_character(character)}, which is not allowed"
    return Refused("refused-yaml", at, f"{stands}: delete it, or put the text in single quotes")


def property_of(event: Any) -> Refused:
    """Return the refusal of a node with an anchor or a tag."""
    tag = (event.tag or "").replace("tag:yaml.org,2002:", "!!")
    what = f"the anchor &{short(event.anchor)}" if event.anchor is not None else f"the tag {short(tag)}"
    return Refused("refused-yaml", event.start_mark.index, f"{what} is not allowed: delete it, or quote the text")


def syntax(tree: Tree, error: Any, last: Marks) -> Refused:
    """Return the refusal for a syntax error, at the place where the mistake began rather than where it was noticed."""
    from .yamlsyntax import Problem, diagnosis  # few files need it

    noticed, began = error.problem_mark or error.context_mark, error.context_mark
    index = noticed.index if noticed else 0
    problem = Problem(error.problem or "", index, began.index if began else None, (last.start, last.end))
    mend, at = diagnosis(tree.text, problem)
    around = last.start if last.end <= index and "\n" not in tree.text[last.end : index] else index
    tree.faults = [one for one in tree.faults if one.rule != "split-text" or one.start < min(at, around)]
    what = (error.problem or "cannot be read").replace("<", "").replace(">", "")
    return Refused("bad-yaml", min(at, len(tree.text)), f"YAML cannot be read here: {what}{mend and f'; {mend}'}")
