"""Readers of what is exported, each by the rules of the program that it is for, and independent of our writers."""

import re
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from lxml import etree
from lxml import html as lxml_html


@dataclass
class Answer:
    """An answer as it stands in a file: its text, what it earns of 100, and what is said to it."""

    text: str
    share: float
    said: str = ""


@dataclass
class Read:
    """A question as a file asks it. `code` is what stands in the lines of code of what is asked."""

    name: str
    kind: str
    asked: str
    code: str = ""
    answers: list[Answer] = field(default_factory=list)
    solution: str = ""
    more: dict[str, Any] = field(default_factory=dict)


def plain(markup: str) -> str:
    """What a browser shows of a piece of HTML, spaces as one."""
    return " ".join("".join(_tree(markup).itertext()).split())


def code_of(markup: str) -> str:
    return "\n".join(["".join(one.itertext()) for one in _tree(markup).iter("pre")])


def elements(markup: str) -> set[str]:
    """The names of all elements in a piece of HTML, and of all attributes, each behind an @."""
    tree = _tree(markup)
    found = [one for one in tree.iter() if one is not tree]
    return {str(one.tag) for one in found} | {f"@{name}" for one in found for name in one.attrib}


def _tree(markup: str) -> Any:
    return lxml_html.fragment_fromstring(markup, create_parent="body", parser=lxml_html.HTMLParser(encoding="utf-8"))


# Canvas

QTI = "{http://www.imsglobal.org/xsd/ims_qtiasiv1p2}"


def canvas_files(package: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(package)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def canvas_root(package: bytes) -> Any:
    [quiz] = [data for name, data in canvas_files(package).items() if re.fullmatch(r"(i\w+)/\1\.xml", name)]
    return etree.fromstring(quiz)


def read_canvas(package: bytes) -> list[Read]:
    return [_canvas_item(item) for item in canvas_root(package).iter(f"{QTI}item")]


def _canvas_item(item: Any) -> Read:
    def texts(path: str, node: Any = item) -> list[str]:
        return [str(one) for one in node.xpath(path, namespaces={"q": QTI[1:-1]})]

    fields = dict(zip(texts(".//q:fieldlabel/text()"), texts(".//q:fieldentry/text()"), strict=False))
    feedback = {
        node.get("ident"): "".join(texts(".//q:mattext/text()", node)) for node in item.iter(f"{QTI}itemfeedback")
    }
    asked = item.findtext(f"{QTI}presentation/{QTI}material/{QTI}mattext") or ""
    kind = fields["question_type"].removesuffix("_question")
    answers = []
    if kind.startswith("multiple"):
        right = texts(".//q:respcondition[q:setvar]//q:varequal[not(parent::q:not)]/text()")
        for label in item.iter(f"{QTI}response_label"):
            text = "".join(texts(".//q:mattext/text()", label))
            name = label.get("ident")
            share = 100.0 / len(right) if name in right else 0.0
            answers.append(Answer(text, share, feedback.get(f"{name}_fb", "")))
    elif kind == "fill_in_multiple_blanks":
        for blank in item.iter(f"{QTI}response_lid"):
            [name], [size] = (
                texts("q:material/q:mattext/text()", blank),
                texts(".//q:response_label//q:mattext/text()", blank),
            )
            assert asked.count(f"[{name}]") == 1
            [share] = texts(f".//q:respcondition[.//q:varequal[@respident='{blank.get('ident')}']]/q:setvar/text()")
            answers.append(Answer(size, float(share)))
    else:
        answers = [Answer(text, 100.0) for text in texts(".//q:respcondition[q:setvar]//q:varequal/text()")]
    fields["ends"] = texts(".//q:vargte/text()") + texts(".//q:varlte/text()")
    fields["incorrect"] = feedback.get("general_incorrect_fb", "")
    solution = feedback.get("general_fb", "")
    return Read(item.get("title"), kind, plain(asked), code_of(asked), answers, solution, {**fields, "html": asked})


# Moodle


def read_moodle(document: bytes) -> list[Read]:
    found, place = [], ""
    for node in etree.fromstring(document):
        if node.get("type") == "category":
            place = node.findtext("category/text")
            continue
        text = node.findtext("questiontext/text") or ""
        more = {child.tag: child.text or child.findtext("text") for child in node if child.tag != "answer"}
        more |= {"category": place, "hints": [one.findtext("text") for one in node.findall("hint")], "html": text}
        more["tags"] = [one.text for one in node.findall("tags/tag/text")]
        more["tolerances"] = [one.text for one in node.iter("tolerance")]
        answers = [
            Answer(one.findtext("text") or "", float(one.get("fraction")), one.findtext("feedback/text") or "")
            for one in node.findall("answer")
        ]
        kind = node.get("type")
        if kind == "cloze":
            answers = [Answer(size, 100.0) for size in re.findall(r"\{\d*:[A-Z]+:=(-?\d+):0\}", text)]
            assert len(re.findall(r"\{\d*:", text)) == len(answers)
        solution = node.findtext("generalfeedback/text")
        found.append(Read(node.findtext("name/text"), kind, plain(text), code_of(text), answers, solution, more))
    return found
