"""What a learner typed: a command, a letter, or the answer itself."""

import re
from enum import Enum
from typing import Final

from .frozen import dataclass
from .literals import BANK, LEARNER, Bounds, Unreadable, bare, folded
from .question import Choice, Question


class Command(Enum):
    """What can be typed in place of an answer, after a colon; by its first letter too, where no other has that."""

    HINT = "hint"
    CHOICES = "choices"
    IDK = "idk"
    SKIP = "skip"
    UNDO = "undo"
    FLAG = "flag"
    SUSPEND = "suspend"
    QUIT = "quit"
    HELP = "help"


@dataclass(frozen=True, slots=True)
class Flagging:
    """The learner says that something is wrong with the question, and in `note` what."""

    note: str


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer: the contents that are graded, and for each the choice that it is, if any.

    `lettered`: chosen, not written.
    """

    contents: tuple[str, ...]
    choices: tuple[Choice | None, ...]
    lettered: bool = False

    @property
    def bounds(self) -> Bounds:
        """How long the contents may be: what the author wrote may be longer than what a learner types."""
        return BANK if self.lettered else LEARNER


class NotAnAnswer(ValueError):
    """Nothing to grade was typed. `str()` is one sentence."""


LONGEST_NOTE: Final = 1_000
"""So many characters of a note are kept."""

_LETTERS: Final = re.compile(r"\(?[A-Za-z](?:[.)]?[\s,;]+\(?[A-Za-z])*[.)]?")
_COMMANDS: Final = {
    **{command.value[0]: command for command in reversed(Command)},  # of two with one letter, the first has it
    **{command.value: command for command in Command},
    "?": Command.HELP,
}


def read_line(question: Question, choices: tuple[Choice, ...], line: str) -> Command | Flagging | Answer:
    """Return what one line says to a question that is asked with these choices. Raises NotAnAnswer.

    A letter is always a choice where choices are shown; whatever begins with a colon is a command.
    """
    text = line.strip()
    if not text:
        raise NotAnAnswer("nothing was typed; :idk shows the answer, :help says what can be typed")
    if text.startswith(":"):
        return _command(text)
    if choices and _LETTERS.fullmatch(text):
        return _lettered(question, choices, text)
    contents = parts_of(question, text)
    meant = [_meant(question, choices or question.choices, content) for content in contents]
    graded = [
        choice.graded if choice is not None and folded(choice.shown) == folded(content) else content
        for choice, content in zip(meant, contents, strict=True)
    ]
    return Answer(tuple(graded), tuple(meant))


def _command(text: str) -> Command | Flagging:
    word, _, note = text[1:].strip().partition(" ")
    command = _COMMANDS.get(word.lower())
    if command is None or (note and command is not Command.FLAG):
        raise NotAnAnswer(f"{text[:20]!r} is no command; there are {', '.join([f':{one.value}' for one in Command])}")
    if command is not Command.FLAG:
        return command
    if not note.strip():
        raise NotAnAnswer("say what is wrong with the question, such as `:flag the key should be 4`")
    return Flagging(note.strip()[:LONGEST_NOTE])


def _lettered(question: Question, choices: tuple[Choice, ...], text: str) -> Answer:
    letters = sorted(set(re.findall("[A-Z]", text.upper())))
    last = chr(ord("A") + len(choices) - 1)
    beyond = [letter for letter in letters if letter > last]
    if beyond:
        raise NotAnAnswer(f"there is no choice {beyond[0]}: type a letter from A to {last}, or the answer itself")
    if len(letters) > 1 and not question.answers:
        raise NotAnAnswer("one choice is right here: type one letter")
    chosen = tuple([choices[ord(letter) - ord("A")] for letter in letters])
    return Answer(tuple([choice.graded for choice in chosen]), chosen, lettered=True)


def parts_of(question: Question, text: str) -> list[str]:
    """Return the answers in a text: where all that apply are asked, semicolons stand between them."""
    several = question.answers and question.kind != "values"  # there a semicolon ends a row
    return [bare(part).strip() for part in (text.split(";") if several else [text]) if part.strip()]


def _meant(question: Question, choices: tuple[Choice, ...], content: str) -> Choice | None:
    """Return the choice that somebody wrote out, by what it shows or, where only one does, by what it means."""
    for choice in choices:
        if folded(choice.shown) == folded(content):
            return choice
    try:
        said = question.read(content, LEARNER)
    except Unreadable:
        return None
    found = [choice for choice in choices if _means(question, choice, said)]
    return found[0] if len(found) == 1 else None


def _means(question: Question, choice: Choice, said: object) -> bool:
    try:
        return question.same(question.read(choice.graded, BANK), said)
    except Unreadable:
        return False
