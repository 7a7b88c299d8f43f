"""Questions as flash cards: what stands on the front, and what is revealed. Whoever learns judges the answer."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from ..hidden import visible
from ..html.elements import Markup, element, joined
from ..pictures import svg
from ..posing import Posed
from ..wordings import notes
from .consequences import letters_of, options_of, right_letters, wrong_answers
from .forms import Chosen, Unsaid, form_of
from .limits import keyed, lost
from .markup import code_block, html, paragraph
from .naming import name_of
from .sheet import Loss, Sheet
from .telling import choice, solved

KEPT: Final = ("hints", "tags", "difficulty", "source")
"""What an author says beside a question that a card has a place for."""

_NAME: Final = "Anki"
_COMMAND: Final = re.compile(r"\[(?=/?(?:anki:|sound:|latex|\$))", re.IGNORECASE)
"""Anki plays sounds and runs LaTeX where a field asks for it."""


@dataclass(frozen=True, slots=True)
class Card:
    """One card. `guid` stays the same for ever, so that importing again changes what is there. `picture` is SVG."""

    guid: str
    deck: str
    name: str
    question: Markup
    choices: Markup
    hints: Markup
    solution: Markup
    picture: str
    more: Markup
    tags: tuple[str, ...]


def cards(sheet: Sheet) -> tuple[tuple[Card, ...], tuple[Loss, ...]]:
    """Return the cards of a sheet, and what they have no place for. Raises CannotExport."""
    posed = keyed(sheet, _NAME)
    several = len({one.topic.name for one in posed}) > 1
    made = [_card(sheet, one, several) for one in posed]
    losses = [loss for one in posed for loss in lost(one, Chosen(()), _NAME, KEPT)]
    return tuple(made), tuple(losses)


def digest(*words: str) -> bytes:
    """Return bytes that follow from these words, and stay the same for ever."""
    return sha256(repr(words).encode("utf-8", "surrogatepass")).digest()


def inert(markup: str) -> Markup:
    """Return HTML in which nothing is a command to Anki.

    >>> inert("[sound:a.mp3] [[6, 8]] [LaTeX]")
    '&#91;sound:a.mp3] [[6, 8]] &#91;LaTeX]'
    """
    return Markup(_COMMAND.sub("&#91;", markup))


def _card(sheet: Sheet, posed: Posed, several: bool) -> Card:
    decks = [sheet.title, *([posed.topic.title] if several else [])]
    return Card(
        digest(posed.topic.name, posed.id, posed.question.variant or "").hex()[:20],
        "::".join([_deck(name) for name in decks]),
        visible(name_of(posed)),
        inert(_asked(posed)),
        inert(_choices(posed)),
        inert(_hints(posed)),
        inert(_solution(posed)),
        svg(posed.solution.picture) if posed.solution.picture is not None else "",
        inert(_more(posed)),
        tuple(dict.fromkeys(_tags(posed))),
    )


def _deck(name: str) -> str:
    """Return the name of a deck; a colon after another would begin a deck in it."""
    return re.sub(":{2,}", ":", " ".join(visible(name).split())).strip(":") or "Quiz"


def _asked(posed: Posed) -> Markup:
    found = notes(posed.question, choices=True)
    if posed.several:
        found = [*found[:-1], *(["Choose all that apply."] if options_of(posed) else ["Give all that apply."])]
    return joined(
        [html(posed.question.prompt), *([code_block(posed.code)] if posed.code else []), *map(paragraph, found)]
    )


def _choices(posed: Posed) -> Markup:
    found = options_of(posed)
    listed = [element("li", choice(one), **({"class_": "right"} if one.right else {})) for one in found]
    return element("ol", joined(listed), type_="A") if found else Markup("")


def _hints(posed: Posed) -> Markup:
    return joined([element("details", element("summary", "Hint"), html(hint)) for hint in posed.question.hints])


def _solution(posed: Posed) -> Markup:
    return joined([part for part in (right_letters(letters_of(posed)), solved(posed, form_of(posed))) if part])


def _more(posed: Posed) -> Markup:
    source = posed.question.source
    others = isinstance(form_of(posed), Unsaid)
    return joined(
        [
            *([paragraph("Other answers may be right, too.")] if others else []),
            wrong_answers(posed),
            *([paragraph(f"Source: {source}")] if source else []),
        ]
    )


def _tags(posed: Posed) -> Iterator[str]:
    difficulty = posed.question.difficulty
    for words in (posed.topic.name, *posed.question.tags):
        yield "_".join(visible(words).replace('"', "'").split())
    if difficulty is not None:
        yield f"difficulty::{difficulty}"
