"""Anki's packages: a deck with a note type of its own, whose cards show choices, and reveal the worked solution.

No clock is asked, so a note that changed does not look newer to Anki, only different: whoever imports a package again
chooses to update notes always. A text file of the format anki needs no such choice.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any, Final

from ..html.elements import element
from .cards import Card, cards, digest, inert
from .sheet import CannotExport, Exported, Sheet
from .zipped import zipped

_ABSENT: Final = "apkg needs genanki, which is not installed: pip install 'quizproof[anki]'; anki needs nothing"
_FIELDS: Final = ("Name", "Question", "Choices", "Hints", "Solution", "Picture", "More")
_FRONT: Final = '<div class="asked">{{Question}}{{Choices}}</div>{{Hints}}'
_BACK: Final = """<div class="told"><div class="asked">{{Question}}{{Choices}}</div>
<hr id="answer">{{Solution}}{{Picture}}{{More}}</div>"""
_FIRST: Final = 1_600_000_000
_SECONDS: Final = 2**26
"""To Anki all was made in the two years after this second, each thing when its words say."""
_STYLE: Final = """
.card{font:18px/1.5 system-ui,sans-serif;text-align:left;max-width:42em;margin:0 auto;padding:0 .5em;
color:#1a1a1a;background:#fff;overflow-wrap:anywhere}
pre,code{font-family:ui-monospace,Consolas,monospace;font-size:.9em;background:#f1f1f1}
pre{padding:.5em .7em;white-space:pre-wrap;border-left:3px solid #999}
code{padding:.1em .2em;border-radius:.2em}
pre code{padding:0}
ol[type=A] li{padding:.15em .3em;margin:.2em 0}
.told .right{font-weight:bold;border-left:4px solid #0067a5;background:#e8f1f8}
.told .right::after{content:" (right)"}
li p{margin:.2em 0}
summary{color:#555;cursor:pointer}
img{max-width:100%;background:#fff}
table{border-collapse:collapse}
th,td{border:1px solid #999;padding:.2em .5em}
.nightMode.card,.nightMode .card{color:#ececec;background:#161616}
.nightMode pre,.nightMode code{background:#2a2a2a}
.nightMode summary{color:#b4b4b4}
.nightMode .told .right{border-left-color:#56b4e9;background:#12324a}
"""


def to_apkg(sheet: Sheet) -> Exported:
    """Return the package. Raises CannotExport for an exam, and where genanki is missing."""
    made, losses = cards(sheet)
    pictures = tuple(dict.fromkeys([card.picture for card in made if card.picture]))
    files = {"collection.anki2": _collection(made)}
    files |= {str(number): picture.encode() for number, picture in enumerate(pictures)}
    names = {str(number): _file_name(picture) for number, picture in enumerate(pictures)}
    return Exported(zipped({**files, "media": json.dumps(names).encode()}), losses=losses)


def _collection(made: Iterable[Card]) -> bytes:
    """Return the database of a package."""
    try:
        import genanki  # type: ignore[import-untyped]  # an extra, without types
    except ImportError:
        raise CannotExport(_ABSENT) from None
    model = genanki.Model(
        _number("note type", *_FIELDS),
        "Quizproof",
        fields=[{"name": name} for name in _FIELDS],
        templates=[{"name": "Card", "qfmt": _FRONT, "afmt": _BACK}],
        css=_STYLE,
    )
    decks: dict[str, Any] = {}
    for place, card in enumerate(made):
        deck = decks.setdefault(card.deck, genanki.Deck(_number("deck", card.deck), card.deck))
        picture = f'<img src="{_file_name(card.picture)}">' if card.picture else ""
        name = inert(element("b", card.name)[3:-4])
        fields = [name, card.question, card.choices, card.hints, card.solution, picture, card.more]
        texts = [str(field) for field in fields]
        deck.add_note(genanki.Note(model, texts, tags=card.tags, guid=card.guid, due=place))  # asked in this order
    numbers = _numbers([note.guid for deck in decks.values() for note in deck.notes])
    with sqlite3.connect(":memory:") as database:  # genanki's own way leaves a file behind
        made_at = _second("looks", _FRONT, _BACK, _STYLE)
        genanki.Package(list(decks.values())).write_to_db(database.cursor(), made_at, numbers)
        changed = [(_second(*note.fields, *note.tags), note.guid) for deck in decks.values() for note in deck.notes]
        database.executemany("UPDATE notes SET mod = ? WHERE guid = ?", changed)
        database.commit()
        written = database.serialize()
    database.close()
    return written[:96] + bytes(4) + written[100:]  # where sqlite says which version of it wrote last


def _file_name(picture: str) -> str:
    """Return what a picture is called among those of all decks."""
    return f"quizproof-{digest(picture).hex()[:20]}.svg"


def _numbers(guids: Iterable[str]) -> Iterator[int]:
    """Yield the number of each note, and of its card: other decks have other numbers."""
    taken: set[int] = set()
    for guid in guids:
        for kind in ("note", "card"):
            number = _number(kind, guid)
            while number in taken:
                number += 1
            taken.add(number)
            yield number


def _number(*words: str) -> int:
    """Return what Anki takes for a moment in milliseconds."""
    return _FIRST * 1000 + int.from_bytes(digest(*words)[:8], "big") % (_SECONDS * 1000)


def _second(*words: str) -> int:
    return _FIRST + int.from_bytes(digest(*words)[:8], "big") % _SECONDS
