"""`preview`: a question as a learner sees it, with what only its author sees: verdicts, feedback, hints, solution."""

from shlex import quote
from typing import Final

from rich.text import Text

from ..previewing import Preview, Verdicts
from ..question import Choice, Question
from ..verdict import Grade, Verdict
from ..wordings import notes
from .asking import print_asked, shown
from .code import coloured, print_steps
from .markdown import print_markdown
from .page import Page
from .wrapping import code, prose

_STYLES: Final = {
    Verdict.CORRECT: "good",
    Verdict.WRONG: "quiet",
    Verdict.UNREADABLE: "bad",
    Verdict.VOID: "bad",
}
_SAYS_NO_MORE: Final = "is not "
"""How feedback begins that says again that the answer is wrong, and then perhaps why."""


def print_preview(page: Page, preview: Preview) -> None:
    """Print the questions one after another, each under its id and its place."""
    for place, verdicts in enumerate(preview.shown):
        if place:
            page.line()
        _print_verdicts(page, verdicts)


def print_elsewhere(page: Page, preview: Preview, name: str) -> None:
    """Say how many findings concern other questions, and how to see them."""
    if preview.elsewhere:
        number = f"{preview.elsewhere} more finding{'s' * (preview.elsewhere != 1)}"
        page.line(f"{number} elsewhere in the bank: quizproof check {quote(name)}", "quiet")


def _print_verdicts(page: Page, found: Verdicts) -> None:
    question, lettered = found.question, bool(found.question.wrong)
    page.line(question.id, "title")
    page.line(", ".join([f"{found.file}:{found.line}", *_facts(question)]), "quiet")
    if question.variant is not None:
        page.line(f"variant {question.variant}", "quiet")
    page.line()
    print_asked(page, question)
    graded = list(zip(found.choices, found.grades, strict=True))
    more = notes(question, lettered)
    if lettered or more:
        page.line()
    for place, (choice, grade) in enumerate(graded if lettered else ()):
        _print_choice(page, question, choice, grade, 2, Text(f"{chr(ord('A') + place)}  ", style="title"))
    for note in more:
        page.line(note, "quiet")
    page.line()
    for choice, grade in () if lettered else graded:
        _print_choice(page, question, choice, grade, 0, Text("Answer: ", style="title"))
    if found.key is not None:
        page.line(coloured(page.safe(found.key)), hang=2, mark=Text("Computed key: ", style="title"), levels=code)
    _print_list(page, "Hints", [f"{place}. {hint}" for place, hint in enumerate(question.hints, 1)])
    _print_solution(page, found)
    _print_list(page, "Common mistakes", [f"- {mistake}" for mistake in question.mistakes])


def _facts(question: Question) -> list[str]:
    said = [
        (question.difficulty is not None, f"difficulty {question.difficulty}"),
        (question.measured is not None, str(question.measured)),
        (question.points != 1, f"{question.points:g} points"),
        (question.seconds is not None, f"{question.seconds or 0:g} s"),
        (question.source is not None, f"from {question.source}"),
    ]
    return [question.kind, *[fact for holds, fact in said if holds], *question.tags]


def _print_choice(page: Page, question: Question, choice: Choice, grade: Grade, indent: int, mark: Text) -> None:
    """Print a choice and the verdict on it: beside it where there is room, else below; then the author's feedback."""
    words, verdict = shown(page, question, choice), _verdict(page, question, choice, grade)
    beside = words.copy().append("  <- ", style="quiet").append_text(verdict)
    fits = indent + mark.cell_len + beside.cell_len <= page.room()
    levels = prose if choice.text is not None or question.kind == "match" else code
    page.line(beside if fits else words, indent=indent, hang=3, mark=mark, levels=levels)
    if not fits:
        page.line(verdict, indent=5, hang=2)
    if choice.text is not None and choice.answer is not None:
        page.line(coloured(page.safe(choice.answer)), indent=5, hang=2, mark=Text("graded: ", style="quiet"))
    if choice.why:
        print_markdown(page, choice.why, indent=5)


def _verdict(page: Page, question: Question, choice: Choice, grade: Grade) -> Text:
    """Return the word for what the choice is, what contradicts the author, and why."""
    is_key = choice in question.keys
    style = _STYLES[grade.verdict]
    word = grade.verdict.value
    if is_key and grade.verdict is not Verdict.CORRECT:
        word, style = f"{word}, and it is the key", "bad"
    elif not is_key and grade.verdict is Verdict.CORRECT:
        word, style = f"{word}, and it is a distractor", "bad"
    why = "" if grade.verdict is Verdict.CORRECT else grade.feedback
    if why.startswith(_SAYS_NO_MORE):
        why = why.partition(": ")[2]
    return Text(page.safe(f"{word}: {why}" if why else word), style=style)


def _print_list(page: Page, title: str, items: list[str]) -> None:
    if items:
        page.line(title, "title")
        print_markdown(page, "\n".join([" ".join(item.split()) for item in items]), indent=2)


def _print_solution(page: Page, found: Verdicts) -> None:
    steps = found.solution.steps if found.solution is not None else ()
    facts = found.solution.facts if found.solution is not None else ()
    if not (steps or facts or found.question.explanation):
        return
    page.line("Worked solution", "title")
    print_steps(page, steps)
    for fact in facts:
        page.line(coloured(page.safe(fact)), indent=2, hang=4)
    if found.question.explanation:
        print_markdown(page, found.question.explanation, indent=2)
