"""What stands on papers, in solutions and on a teacher's key, as the template sets it."""

from collections import defaultdict
from typing import Any, Final, TypeAlias

from ..html.elements import Markup, element, joined
from ..kinds.match import MatchQuestion
from ..pictures import svg
from ..posing import Posed
from ..wordings import notes
from .consequences import letters_of, options_of, right_letters, wrong_answers
from .forms import Unsaid, form_of
from .markup import html, inline, paragraph
from .naming import name_of
from .sheet import Paper, Sheet
from .telling import asked, choice, solved
from .typeset import Node, nodes, plain

Fields: TypeAlias = dict[str, Any]

_SHORT: Final = 36
"""Choices of so many characters stand side by side."""
_ROWS: Final = {"values": 2, "layer": 2, "config": 2, "match": 2}
"""How high the box is for an answer that is written out, where more than a line may be needed."""
_OTHERS: Final = "Other answers may be right, too: torch has to judge what was written."


def paper_fields(sheet: Sheet, paper: Paper) -> Fields:
    """Return what stands on one paper; with the solutions behind it, unless it is an exam."""
    total = sum(posed.question.points for posed in paper.posed)
    where = " Answers go on the answer sheet at the end." if sheet.exam else ""
    about = f"{_count(len(paper.posed), 'question')}, {_points(total)}.{where}"
    numbered = list(enumerate(paper.posed, 1))
    worded = any(posed.question.points != 1 for posed in paper.posed)
    fields: Fields = {
        "label": _label(sheet, paper),
        "about": about,
        "questions": [_question(number, posed, worded) for number, posed in numbered],
    }
    if not sheet.exam:
        fields["hints"] = [_hints(number, posed) for number, posed in numbered if posed.question.hints]
        fields["solutions"] = [
            {"mark": str(number), **_solution(posed, letters_of(posed))} for number, posed in numbered
        ]
    return fields


def key_fields(sheet: Sheet) -> Fields:
    """Return what stands on the key of an exam: the right letters of each paper, and each solution once."""
    places: dict[tuple[str, str, str | None], list[str]] = defaultdict(list)
    first: dict[tuple[str, str, str | None], Posed] = {}
    for paper in sheet.papers:
        for number, posed in enumerate(paper.posed, 1):
            name = posed.topic.name, posed.id, posed.question.variant
            letters = letters_of(posed)
            where = f"Paper {plain(paper.name)}, question {number}" if len(sheet.papers) > 1 else f"Question {number}"
            places[name].append(f"{where}: {letters}" if letters else where)
            first.setdefault(name, posed)
    return {
        "about": _about_key(list(first.values())),
        "papers": [_right(sheet, paper) for paper in sheet.papers],
        "solutions": [
            {
                "title": plain(name_of(posed)),
                "places": " · ".join([*places[name], _points(posed.question.points)]),
                "asked": nodes(asked(posed, form_of(posed))),
                "mark": "",
                **_solution(posed, ""),
            }
            for name, posed in first.items()
        ],
    }


def _about_key(found: list[Posed]) -> str:
    trusted = len([posed for posed in found if _trusted(posed)])
    but = f", but for {_count(trusted, 'answer')} that nothing computes" if trusted else ""
    return f"For whoever grades, and not to be handed out. torch confirms what stands here{but}."


def _trusted(posed: Posed) -> bool:
    """Return whether an answer is its author's word."""
    return isinstance(posed.question, MatchQuestion) and not posed.question.evidence


def _label(sheet: Sheet, paper: Paper) -> str:
    return f"Paper {plain(paper.name)}" if len(sheet.papers) > 1 else ""


def _question(number: int, posed: Posed, worded: bool) -> Fields:
    options = options_of(posed)
    return {
        "number": number,
        "asked": nodes(joined([html(posed.question.prompt), *_code(posed)])),
        "notes": [plain(_on_paper(note)) for note in notes(posed.question, bool(options))],
        "choices": [{"letter": option.letter, "shown": nodes(choice(option))} for option in options],
        "wide": any(len(option.shown) > _SHORT for option in options),
        "several": posed.several,
        "rows": _ROWS.get(posed.question.kind, 1),
        "points": _points(posed.question.points) if worded else "",
    }


def _code(posed: Posed) -> list[Markup]:
    return [element("pre", element("code", posed.code))] if posed.code else []


def _on_paper(note: str) -> str:
    """Return a note as it is said where nobody types.

    >>> _on_paper("Type a number."), _on_paper("Choose all that apply, such as A, C.")
    ('Write a number.', 'Choose all that apply.')
    """
    if note.startswith("Choose all that apply"):
        return "Choose all that apply."
    return f"Write {note.removeprefix('Type ')}" if note.startswith("Type ") else note


def _hints(number: int, posed: Posed) -> Fields:
    found = [html(hint) for hint in posed.question.hints]
    listed = element("ol", joined([element("li", hint) for hint in found])) if len(found) > 1 else found[0]
    return {"mark": str(number), "said": nodes(listed)}


def _solution(posed: Posed, letters: str) -> Fields:
    """Return a worked solution: the answer and its derivation before the picture, all else behind it."""
    form = form_of(posed)
    whole = solved(posed, form)
    parts: list[Node] = nodes(joined([right_letters(letters), whole]))
    after = [place for place, part in enumerate(parts) if isinstance(part, dict) and part["tag"] == "pre"]
    cut = after[0] + 1 if after else len(parts)
    others = [paragraph(_OTHERS)] if isinstance(form, Unsaid) else []
    return {
        "said": parts[:cut],
        "picture": svg(posed.solution.picture) if posed.solution.picture is not None else "",
        "more": [*parts[cut:], *nodes(joined([*others, wrong_answers(posed)]))],
        "beside": _beside(posed),
    }


def _beside(posed: Posed) -> str:
    """Return what else the author says of a question."""
    question = posed.question
    parts = [
        "the answer is its author's, and nothing computes it" if _trusted(posed) else "",
        f"difficulty {question.difficulty} of 5" if question.difficulty is not None else "",
        f"{question.seconds:g} seconds" if question.seconds is not None else "",
        f"tags: {', '.join(question.tags)}" if question.tags else "",
        f"source: {question.source}" if question.source else "",
    ]
    found = "; ".join([part for part in parts if part])
    return plain(f"{found[0].upper()}{found[1:]}") if found else ""


def _right(sheet: Sheet, paper: Paper) -> Fields:
    numbered = list(enumerate(paper.posed, 1))
    return {
        "label": _label(sheet, paper),
        "letters": [{"mark": str(n), "letters": letters_of(posed)} for n, posed in numbered if letters_of(posed)],
        "written": [{"mark": str(n), "said": nodes(_written(posed))} for n, posed in numbered if not letters_of(posed)],
    }


def _written(posed: Posed) -> Markup:
    found = joined([element("code", answer) for answer in posed.answers], " or ")
    others = inline(f" {_OTHERS}") if isinstance(form_of(posed), Unsaid) else ""
    return paragraph(joined([found or "Not known.", others], " "))


def _points(number: float) -> str:
    return _count(number, "point")


def _count(number: float, what: str) -> str:
    return f"{number:g} {what}{'s' * (number != 1)}"
