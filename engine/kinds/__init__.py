"""Every kind of question: the word after `kind:` and its class."""

from typing import Final

from ..question import Question
from .config import ConfigQuestion
from .count import CountQuestion
from .fill import FillQuestion
from .layer import LayerQuestion
from .match import MatchQuestion
from .outcome import OutcomeQuestion
from .shape import ShapeQuestion
from .values import ValuesQuestion

KINDS: Final[dict[str, type[Question]]] = {
    "match": MatchQuestion,
    "shape": ShapeQuestion,
    "layer": LayerQuestion,
    "fill": FillQuestion,
    "config": ConfigQuestion,
    "values": ValuesQuestion,
    "outcome": OutcomeQuestion,
    "count": CountQuestion,
}
