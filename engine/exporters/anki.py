"""Anki's text files: cards of its basic note type, which every version of it imports, and imports again.

A text file can't bring pictures along. What they show, the derivation says.
"""

import re
from typing import Final

from ..html.elements import Markup, element, joined
from .cards import Card, cards
from .sheet import Exported, Sheet

_PRE: Final = re.compile(r"(<pre>.*?</pre>)", re.DOTALL)
_HEAD: Final = ("#separator:tab", "#html:true", "#notetype:Basic")


def to_anki(sheet: Sheet) -> Exported:
    """Return the text file. Raises CannotExport for an exam."""
    made, losses = cards(sheet)
    decks = tuple(dict.fromkeys([card.deck for card in made]))
    apart = len(decks) > 1
    head = [*_HEAD, *([] if apart else [f"#deck:{decks[0]}"]), "#guid column:1", "#tags column:4"]
    lines = [*head, *(["#deck column:5"] if apart else []), *[_line(card, apart) for card in made]]
    return Exported("".join([f"{line}\n" for line in lines]).encode(), losses=losses)


def _line(card: Card, apart: bool) -> str:
    front = _field(joined([card.question, card.choices, card.hints]))
    back = _field(joined([card.solution, card.more]))
    tags = _quoted(" ".join(card.tags))
    return "\t".join([card.guid, front, back, tags, *([_quoted(card.deck)] if apart else [])])


def _field(markup: Markup) -> str:
    """Return HTML in one line, where lines of code are parted as HTML parts them; set from the left."""
    pieces = _PRE.split(element("div", Markup(markup.strip()), style="text-align:left"))
    parted = [re.sub(r"\s+", " ", piece) if at % 2 == 0 else _code(piece) for at, piece in enumerate(pieces)]
    return _quoted("".join(parted))


def _code(piece: str) -> str:
    return piece.expandtabs(4).replace("\n</code>", "</code>").replace("\n", "<br>")


def _quoted(text: str) -> str:
    doubled = text.replace('"', '""')
    return f'"{doubled}"'
