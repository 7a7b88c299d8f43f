"""The whole page: what stands around the questions, what the scripts are told, and what the browser allows them."""

import base64
import json
from collections.abc import Sequence
from hashlib import sha256
from importlib.resources import files
from typing import Final

from ...html.elements import Markup, element, joined
from ...html.frame import PALETTE, document
from .asked import FONTS

_POLICY: Final = (
    "default-src 'none'; script-src '{script}'; style-src '{style}'; img-src data:; base-uri 'none'; form-action 'none'"
)
"""What the page may do: run this script and take this style. No request, whatever stands in a question."""

_KEYS: Final = "Letters choose an answer in the question that has the focus, Enter checks it and goes on."


def quiz_page(
    title: str, about: Markup, held: dict[str, object], templates: Sequence[Markup], *, varied: bool
) -> bytes:
    """Return a quiz that is taken in the page. `templates` are its questions; `varied`: some have several variants."""
    count = len(_listed(held["questions"]))
    said = [element("p", about)] if about else []
    start = element("button", "Start", type_="button", id="start")
    print_ = element("button", "Print", type_="button", class_="print plain")
    head = element(
        "header",
        element("h1", title),
        *said,
        element("p", f"{_counted(count)}. {_KEYS}", class_="screen"),
        element(
            "noscript", element("p", "The questions are shown and judged by a script, which is switched off here.")
        ),
        element("p", start, print_, class_="actions"),
    )
    seed = element("p", Markup("Questions of "), element("a", class_="seed", href="#"), class_="quiet")
    result = element(
        "section",
        element("h2", "Result", id="result-heading"),
        element("div", id="score", hidden=""),
        element("p", *_buttons(varied), class_="actions"),
        element(
            "p", Markup("Whoever opens this page with "), element("a", class_="seed", href="#"), _SAME, class_="quiet"
        ),
        id="result",
        class_="block",
        tabindex="-1",
        aria_labelledby="result-heading",
    )
    answers = element("section", element("h2", "Answers"), seed, element("ol", id="answers"), class_="on-paper")
    main = element("main", element("div", id="questions"), result, answers)
    return _page(title, held, _SCRIPTS, head, _PROGRESS, main, *templates)


_SCRIPTS: Final = ("page.js", "reading.js", "drawing.js", "result.js", "quiz.js")
_SAME: Final = " at the end of its address gets the same questions in the same order."
_PROGRESS: Final = element("aside", element("p", id="progress"), aria_label="Progress", class_="bar")


def _buttons(varied: bool) -> tuple[Markup, ...]:
    return (
        element("button", "Show the result so far", type_="button", id="finish", class_="plain"),
        element(
            "button", f"Again, {'with other numbers' if varied else 'in another order'}", type_="button", id="again"
        ),
    )


def exam_page(title: str, held: dict[str, object], papers: Sequence[Markup]) -> bytes:
    """Return an exam, whose answers are collected and not judged. `papers` are its sections."""
    name = element("label", "Name", for_="name"), element("input", type_="text", id="name", autocomplete="name")
    names = [str(number) for number in range(1, len(papers) + 1)]
    options = [element("option", one, value=one) for one in names]
    several = [element("label", "Paper", for_="paper"), element("select", *options, id="paper")]
    choice = [element("p", *several, class_="field screen")] if len(papers) > 1 else []
    start = element("button", "Start", type_="button", id="start")
    head = element(
        "header",
        element("h1", title),
        element("p", _EXAM, class_="screen"),
        element("p", *name, class_="field"),
        *choice,
        element("p", start, class_="actions"),
    )
    download = element("button", "Download the answers", type_="button", id="download")
    print_ = element("button", "Print", type_="button", class_="print plain")
    end = element(
        "section",
        element("h2", "When you are done", id="end-heading"),
        element("p", "Download your answers as a file and hand it in, or print this page."),
        element("p", download, print_, class_="actions"),
        id="end",
        class_="block screen",
        tabindex="-1",
        aria_labelledby="end-heading",
    )
    main = element("main", joined(papers), end)
    return _page(title, held, ("page.js", "exam.js"), head, _PROGRESS, main)


_EXAM: Final = (
    "Letters choose an answer in the question that has the focus, Enter goes on. Nothing is judged here: hand in your "
    "answers at the end."
)


def _page(title: str, held: dict[str, object], scripts: Sequence[str], *body: Markup) -> bytes:
    script = "\n".join([_file(name) for name in scripts])
    fonts = "".join([f"svg .{name}{{font-family:{font}}}\n" for name, font in FONTS.items()])
    style = f"{PALETTE}{_file('quiz.css')}{fonts}"
    version = sha256("\n".join([script, json.dumps(held), *body]).encode()).hexdigest()[:12]
    data = json.dumps(held | {"version": version}, ensure_ascii=True, allow_nan=False).replace("<", "\\u003c")
    policy = _POLICY.format(script=_digest(script), style=_digest(style))
    holding = element("script", Markup(data), type_="application/json", id="held")
    page = document(title, policy, style, *body, holding, element("script", Markup(script)))
    return page.encode()


def _file(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def _digest(text: str) -> str:
    return f"sha256-{base64.b64encode(sha256(text.encode()).digest()).decode()}"


def _counted(count: int) -> str:
    return "1 question" if count == 1 else f"{count} questions"


def _listed(found: object) -> list[object]:
    assert isinstance(found, list)
    return found
