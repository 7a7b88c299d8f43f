"""Markdown with `- [x]`: a heading or a number for each question, its text, and its choices as a list of tasks."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final, NamedTuple

from .form import Asked, Gathering, Imported, Line, Option, Uncarried, first_words
from .hypertext import Markdown
from .telling import option
from .texts import cleaned, decoded

_HEADING: Final = re.compile(r" {0,3}(#{1,6})[ \t]+(.*?)[ \t#]*")
_NUMBERED: Final = re.compile(r"\A {0,3}[0-9]{1,4}[.)][ \t]+(.*)\Z")
_BOX: Final = re.compile(r"[ \t]*[-*+][ \t]+\[([ xX])\][ \t]*(.*)")
_FENCE: Final = re.compile(r"[ \t]*(```+|~~~+)")
_POINTS: Final = re.compile(r"Points: ([0-9]+(?:\.[0-9]+)?)")
_SAFE: Final = re.compile(r"\\([<>&$_~!\]]|(?<=\w\\)\*(?=\w))")
_SUMMARY: Final = re.compile(r"<summary>(.*?)</summary>")


class _Section(NamedTuple):
    name: str
    line: int
    text: list[str]
    boxes: list[tuple[bool, str]]
    folded: dict[str, list[str]]


def import_markdown(raw: bytes) -> Imported:
    """Return the questions of a document in Markdown: all that have choices with a box. Raises Broken."""
    text, said = decoded(raw)
    found = Gathering()
    if said:
        found.left.append(Line("the file", "", said))
    for section in _sections(cleaned(text), found):
        prompt = "\n".join(section.text).strip()
        if not prompt and not section.boxes:
            continue
        name, place = section.name or first_words(prompt), f"line {section.line}"
        try:
            left: list[str] = []
            found.add(_asked(section, Asked(name, place, prompt), left), left)
        except Uncarried as why:
            found.refuse(name, place, why)
    return found.imported()


def _sections(text: str, found: Gathering) -> Iterator[_Section]:
    """Yield the parts of the document; one ends where a heading begins, or a paragraph after choices."""
    section, fence, fold = _Section("", 1, [], [], {}), "", ""
    for number, line in enumerate(text.split("\n"), 1):
        fenced = _FENCE.match(line)
        code = bool(fence)
        if fenced and (not fence or line.strip() == fence):
            fence = "" if fence else fenced[1]
        heading = None if code or fenced else _HEADING.fullmatch(line)
        box = None if code or fenced else _BOX.fullmatch(line)
        begins = bool(section.boxes and not fold and line.strip() and not box and not line[:1].isspace())
        if not code and line.strip() == "<details>":
            fold = "more"
        elif fold and (summary := _SUMMARY.fullmatch(line.strip())):
            fold = summary[1]
        elif not code and line.strip() == "</details>":
            fold = ""
        elif fold:
            section.folded.setdefault(fold, []).append(line)
        elif heading or begins:
            yield section
            section = _begun(line, number, heading, found)
        elif box:
            section.boxes.append((box[1] != " ", box[2]))
        elif section.boxes and line.strip():
            right, words = section.boxes[-1]
            section.boxes[-1] = (right, f"{words} {line.strip()}")
        else:
            section.text.append(line if code or any(section.text) else _NUMBERED.sub(r"\1", line))
    yield section


def _begun(line: str, number: int, heading: re.Match[str] | None, found: Gathering) -> _Section:
    """Return the section that a line begins. The first heading of the first rank is the title of the whole."""
    if heading is None:
        return _Section("", number, [_NUMBERED.sub(r"\1", line)], [], {})
    name = _unmarked(heading[2])
    if len(heading[1]) == 1 and not found.title:
        found.title, name = name, ""
    return _Section(name, number, [], [], {})


def _unmarked(text: str) -> str:
    return re.sub(r"\\(?=[^\w\s])", "", text).strip()


def _asked(section: _Section, asked: Asked, left: list[str]) -> Asked:
    points = _POINTS.search(asked.prompt)
    if points and float(points[1]) > 0:
        prompt = asked.prompt.replace(points[0], "").strip()
        asked = replace(asked, prompt=prompt, points=float(points[1]))
    asked = replace(asked, prompt=_kept(asked.prompt) or section.name, id=section.name)
    hints = [line.strip()[2:] for line in section.folded.get("Hints", ()) if line.strip().startswith("- ")]
    asked = replace(asked, hints=tuple([_kept(one) for one in hints]))
    if section.folded.keys() - {"Hints", "Answer"}:
        left.append("what is folded away under it is left out")
    if not section.boxes:
        return _typed(section, asked)
    options = [_option(words, right) for right, words in section.boxes]
    count = sum(one.right for one in options)
    if not count:
        raise Uncarried("no choice is marked as right, with [x]")
    several = count > 1 or "Choose all that apply" in asked.prompt
    if "Answer" in section.folded:
        left.append("its worked solution is left out: it is computed, or to be copied")
    return replace(asked, options=tuple(options), several=several)


def _typed(section: _Section, asked: Asked) -> Asked:
    """Return a question whose answer is typed, as `quizproof export markdown` writes it."""
    lines = [line for line in section.folded.get("Answer", ()) if line.startswith("Answer: ")]
    if not lines:
        raise Uncarried("it has no choices with a box, - [x] or - [ ]")
    return replace(asked, typed=(_option(lines[0].removeprefix("Answer: "), True),))


def _option(words: str, right: bool) -> Option:
    said = _kept(words.strip())
    return option(Markdown(said, " ".join(said.split())), right, "")


def _kept(text: str) -> str:
    """Return Markdown as our own: what only other readers take for a mark needs no backslash; code stays."""
    pieces = re.split(r"(```.*?```|`[^`\n]+`)", text, flags=re.DOTALL)
    return "".join([piece if place % 2 else _SAFE.sub(r"\1", piece) for place, piece in enumerate(pieces)])
