"""What is said after a line: a hint, or the verdict, the word first, then what torch made of the answer, then why."""

from typing import TYPE_CHECKING, Final

from rich.text import Text

from ..choosing import Item
from ..question import Choice
from ..session import Event, Help, Hint, NotRead, PutAway, Reveal, TakeBack, TryAgain
from ..sitting import Ending, Record, Try
from ..verdict import Grade, Verdict
from .asking import print_choice, shown_plainly
from .code import coloured, print_steps
from .markdown import print_markdown
from .page import Page
from .wrapping import CODE

if TYPE_CHECKING:
    from ..pictures import Picture
    from ..solving import Solution

WORDS: Final = {
    Verdict.CORRECT: ("Correct", "good"),
    Verdict.WRONG: ("Not correct", "bad"),
    Verdict.VOID: ("Not counted", "doubt"),
}
_COMMANDS: Final = {
    ":hint or :h": "a hint",
    ":choices or :c": "show the choices; that counts as a hint",
    ":idk or :i": "show me the answer",
    ":skip or :s": "go on to the next question",
    ":undo or :u": "the last answer does not count for practice",
    ":flag NOTE": "keep a note that something is wrong here",
    ":suspend": "never ask this in practice again",
    ":quit or :q": "stop here; the same command goes on",
    ":help or :?": "this list",
}
_WITHOUT_ANSWER: Final = {Ending.SKIPPED: "Skipped", Ending.SHOWN: "Shown"}
_LONGEST_ANSWER: Final = 60
_ABOUT_THE_ANSWER: Final = ("gives ", "has ", "is ", "uses ")
"""How feedback begins whose subject is the answer itself."""


def print_said(page: Page, event: Event) -> None:
    """Print what is said while a question is still asked."""
    match event:
        case NotRead():
            print_not_read(page, event)
        case Hint():
            print_hint(page, event)
        case Help(item):
            print_help(page, item)
        case TryAgain():
            print_try_again(page, event)
        case Reveal():
            print_revealed(page, event)
        case TakeBack(record):
            print_taken_back(page, record)
        case PutAway(item):
            print_put_away(page, item)
        case _:
            pass


def print_hint(page: Page, hint: Hint) -> None:
    """Print a hint, or that there is none."""
    if not hint.text:
        page.line("There is no hint here.")
        return
    page.line(f"Hint {hint.number} of {hint.of}" if hint.of > 1 else "Hint", "title")
    print_markdown(page, hint.text, indent=2)


def print_help(page: Page, item: Item) -> None:
    """Say what can be typed."""
    page.line(f"Type {'a letter, or ' if item.choices else ''}the answer itself, and Enter. Or:")
    for word, meaning in _COMMANDS.items():
        page.line(meaning, indent=2, hang=16, mark=Text(f"{word:<16}", style=CODE))


def print_revealed(page: Page, event: Reveal) -> None:
    """Print the choices of a question that was asked open, or why there are none."""
    if event.reason:
        page.line(f"{event.reason[0].upper()}{event.reason[1:]}.")
        return
    for choice in event.item.choices:
        print_choice(page, event.item.question, choice, event.item.letter(choice))


def print_taken_back(page: Page, record: Record | None) -> None:
    """Say of which question the answer was taken back."""
    if record is None:
        page.line("There is no answer to take back.")
        return
    page.line(f"Taken back: {record.item.question.id} is practised as if you had not answered.", hang=2)


def print_put_away(page: Page, item: Item) -> None:
    """Say that a question was put away, and how it comes back."""
    name = item.question.id
    page.line(f"Put away. `quizproof history unsuspend {name}` takes it out again.", hang=2)


def print_not_read(page: Page, event: NotRead) -> None:
    """Say why nothing was graded: it is asked again."""
    page.word("Not read", "doubt", _sentence(event.sentence))


def print_try_again(page: Page, event: TryAgain) -> None:
    """Say what a wrong answer does, and never the key: attempts remain."""
    print_grade(page, event.attempt)
    page.line("One more try." if event.left == 1 else f"{event.left} more tries.")


def print_grade(page: Page, attempt: Try) -> None:
    """Print the word, and what the answer itself does."""
    word, style = WORDS[attempt.grade.verdict]
    if attempt.late:
        word, style = f"{word}, but late", "doubt"
    page.word(word, style, _sentence(_said(attempt)))
    if attempt.late:
        page.line(f"It took {attempt.seconds:.0f} s, so it earns nothing.", indent=2)


def print_ending(page: Page, record: Record) -> None:
    """Print what became of a question, the word first."""
    if record.ending in _WITHOUT_ANSWER:
        page.word(_WITHOUT_ANSWER[record.ending], "doubt")
        return
    attempt = record.tries[-1]
    print_grade(page, attempt)
    if record.ending is Ending.WRONG:
        if attempt.grade.score and not attempt.late:
            page.line(f"That is {attempt.grade.score:.0%} of the points.", indent=2)
        _print_whys(page, record.tries)


def print_typed(page: Page, record: Record) -> None:
    """Repeat the last answer to a question that stands far above."""
    if record.tries:
        page.line(f"You answered: {typed_plainly(page, record)}", hang=2)


def typed_plainly(page: Page, record: Record) -> str:
    """Return the last answer to a question: the choices that were taken, or what was typed."""
    answer = record.tries[-1].answer
    return " and ".join(
        [
            shown_plainly(page, record.item.question, choice) if answer.lettered and choice is not None else content
            for content, choice in zip(answer.contents, answer.choices, strict=True)
        ]
    )


def print_lesson_of(page: Page, record: Record, solution: "Solution") -> None:
    """Print what there is to learn from a question that is over."""
    grade = record.tries[-1].grade if record.tries else None
    print_solution(page, record.item, solution, grade, _own_picture(record))
    mistakes = record.item.question.mistakes
    if mistakes and record.ending is not Ending.RIGHT:
        page.line()
        page.line("Common mistakes", "title")
        print_markdown(page, "\n".join([f"- {' '.join(mistake.split())}" for mistake in mistakes]))
    if record.item.question.variant is not None:
        page.line(f"variant {record.item.question.variant}", "quiet", hang=4)


def print_solution(
    page: Page, item: Item, solution: "Solution", grade: Grade | None = None, own: "Picture | None" = None
) -> None:
    """Print the right answer, what torch computes, the derivation, a picture and what the author explains.

    `own` is the picture of the learner's own layer.
    """
    question = item.question
    keys = question.keys or tuple([Choice(answer=answer) for answer in solution.answers])
    if keys and (grade is None or grade.verdict is not Verdict.CORRECT):
        page.line()
        page.line("Answer" if len(keys) == 1 else "Answers", "title")
        for key in sorted(keys, key=item.letter):
            print_choice(page, question, key, item.letter(key))
    if grade is not None and grade.computed and question.kind == "outcome":
        page.line(f"torch: {grade.computed}", indent=2, hang=4)
    print_steps(page, solution.steps)
    for fact in solution.facts:
        page.line(coloured(page.safe(fact)), indent=2, hang=4)
    if grade is None or grade.verdict is not Verdict.CORRECT:
        from .picture import print_short  # what draws loads after the first question is on the screen

        print_short(page, solution.picture, own)
    if question.explanation:
        page.line()
        print_markdown(page, question.explanation)


def _own_picture(record: Record) -> "Picture | None":
    """Return the picture of the layer that the last answer is, where it was wrong and torch ran it."""
    if record.ending is not Ending.WRONG or record.item.question.answers:
        return None
    from ..picturing import picture_of_answer

    attempt = record.tries[-1]
    return picture_of_answer(
        record.item.question, attempt.answer.contents[0], attempt.answer.bounds, attempt.grade.computed
    )


def _said(attempt: Try) -> str:
    feedback = attempt.grade.feedback
    if not feedback.startswith(_ABOUT_THE_ANSWER):
        return feedback
    contents = ", ".join(attempt.answer.contents)
    return f"{contents if len(contents) <= _LONGEST_ANSWER else 'it'} {feedback}"


def _sentence(words: str) -> str:
    return f"{words}." if words and words[-1] not in ".!?" else words


def _print_whys(page: Page, tries: tuple[Try, ...]) -> None:
    """Print what the author says to the wrong choices that were made."""
    for choice in dict.fromkeys([choice for one in tries for choice in one.answer.choices if choice is not None]):
        if choice.why:
            print_markdown(page, choice.why, indent=2)
