"""Readers of the exported formats that are text, and all readers by the name of their format."""

import json
import re
from collections.abc import Callable
from typing import Any

from lxml import html as lxml_html
from markdown_it import MarkdownIt

from exportreading import Answer, Read, code_of, plain, read_canvas, read_moodle

# GIFT, as Moodle's reader takes it apart: escapes first, then the first braces, then the marks within

_ESCAPES = {"\\\\": "\\", "\\n": "\n", **{f"\\{mark}": mark for mark in "~=#{}:"}}
_HELD = {escape: chr(0xF0000 + place) for place, escape in enumerate(_ESCAPES)}
_WEIGHT = re.compile(r"%(-?\d+(?:\.\d+)?)%")
_FORMAT = re.compile(r"\[(html|plain|markdown|moodle)\]")


def read_gift(document: bytes) -> list[Read]:
    found, place = [], ""
    for block in re.split(r"\n[ \t]*\n", document.decode()):
        labels = [line for line in block.split("\n") if line.strip().startswith("//")]
        text = "\n".join([line for line in block.split("\n") if line not in labels]).strip()
        if text.startswith("$CATEGORY:"):
            place = text.removeprefix("$CATEGORY:").strip()
            assert "\n" not in place
        elif text:
            found.append(_gift_question(text, place, " ".join(labels)))
    return found


def _gift_question(text: str, place: str, labels: str) -> Read:
    held = re.sub(r"\\(?:[\\n~=#{}:])", lambda escape: _HELD[escape[0]], text)
    named = re.fullmatch(r"::(.*?)::(.*?)\{(.*?)\}", held, re.DOTALL)
    assert named, text
    name, stem, inside = named.groups()
    assert "{" not in inside
    answers, mark, general = inside.rpartition("####")
    assert mark, text
    answers = answers.strip()
    asked, form = _gift_text(stem, "moodle")
    assert form == "html"
    kind = "numerical" if answers.startswith("#") else "multichoice" if "~" in answers else "shortanswer"
    assert kind != "shortanswer" or "->" not in answers, "Moodle would make pairs"
    sign = "=" if kind != "multichoice" else "(?=[~=])"
    parts = [one.strip() for one in re.split(sign, answers.removeprefix("#")) if one.strip()]
    more = {"category": place, "single": "=" in answers, "html": asked}
    more |= {
        "id": re.findall(r"\[id:((?:\\\]|[^\]])+)\]", labels),
        "tags": re.findall(r"\[tag:((?:\\\]|[^\]])+)\]", labels),
    }
    found = [_gift_answer(part, kind) for part in parts]
    return Read(_released(name), kind, plain(asked), code_of(asked), found, _gift_text(general, form)[0], more)


def _gift_answer(part: str, kind: str) -> Answer:
    share = 100.0
    if kind == "multichoice":
        share, part = (100.0 if part[0] == "=" else 0.0), part[1:]
    weight = _WEIGHT.match(part) if not (kind == "multichoice" and share) else None
    if weight:
        share, part = float(weight[1]), part[weight.end() :]
    text, _, said = part.partition("#")
    return Answer(_gift_text(text, "html")[0], share, _gift_text(said, "html")[0])


def _gift_text(text: str, form: str) -> tuple[str, str]:
    named = _FORMAT.match(text.strip())
    if named:
        form, text = named[1], text.strip()[named.end() :]
    return _released(text).strip(), form


def _released(text: str) -> str:
    for escape, character in _HELD.items():
        text = text.replace(character, _ESCAPES[escape])
    return text


# JupyterQuiz, which makes HTML of all texts after it has looked for formulas and links in them


def read_jupyterquiz(document: bytes) -> list[Read]:
    def refuse(constant: str) -> None:
        raise AssertionError(f"{constant} is no JSON")

    found = []
    for place, one in enumerate(json.loads(document, parse_constant=refuse), 1):
        answers = []
        for answer in one["answers"]:
            text = answer.get("answer", answer.get("value", answer.get("range")))
            if answer.get("type") != "default":
                answers.append(
                    Answer(
                        text if isinstance(text, str) else json.dumps(text),
                        100.0 * answer["correct"],
                        answer["feedback"],
                    )
                )
        for text in _strings(one):
            if text is not one["type"] and text not in [
                answer.get("answer") for answer in one["answers"] if one["type"] == "string"
            ]:
                assert not re.search(r"\$|\[[^\]]*\]\(", text), text
        code = "".join(lxml_html.fromstring(f"<pre>{one['code']}</pre>").itertext()) if "code" in one else ""
        found.append(Read(str(place), one["type"], plain(one["question"]), code, answers, "", one))
    return found


def _strings(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    return [text for part in parts for text in _strings(part)]


# Markdown, as GitHub reads it: with HTML, tables, and text that is struck out

_OURS = {"<details>\n<summary>Answer</summary>\n", "<details>\n<summary>Hints</summary>\n", "</details>\n"}


def read_markdown(document: bytes) -> list[Read]:
    reader = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    found: list[Read] = []
    folded = False
    tokens = reader.parse(document.decode())
    for place, token in enumerate(tokens):
        if token.type == "html_block":
            assert token.content in _OURS, token.content
            folded = token.content != "</details>\n"
        elif token.type == "heading_open" and token.tag in ("h1", "h2") and token.level == 0:
            if token.tag == "h2":
                found.append(Read(_inline(tokens[place + 1]), "", ""))
        elif not found or folded:
            continue
        elif token.type in ("fence", "code_block"):
            found[-1].code += token.content
        elif token.type == "inline":
            text = _inline(token)
            box = re.match(r"\[([ x])\] ?", token.content)
            if box and tokens[place - 2].type == "list_item_open" and token.level == 3:
                found[-1].answers.append(Answer(text[len(box[0]) :], 100.0 if box[1] == "x" else 0.0))
            elif tokens[place - 1].type != "heading_open" or tokens[place - 1].tag not in ("h1", "h2"):
                found[-1].asked = f"{found[-1].asked} {text}".strip()
    return found


def _inline(token: Any) -> str:
    kinds = {child.type for child in token.children}
    assert not kinds & {"html_inline", "image", "s_open"}, token.content
    words = ["\n" if one.type in ("softbreak", "hardbreak") else one.content for one in token.children]
    return " ".join("".join(words).split())


READERS: dict[str, Callable[[bytes], list[Read]]] = {
    "canvas": read_canvas,
    "moodle": read_moodle,
    "gift": read_gift,
    "jupyterquiz": read_jupyterquiz,
    "markdown": read_markdown,
}
