"""What is said of a question, as HTML: what is asked, what a choice does, and the worked solution."""

from base64 import b64encode
from collections.abc import Iterable
from typing import Final

from ..html.elements import Markup, code, element, joined
from ..kinds.match import MatchQuestion
from ..kinds.outcome import OutcomeQuestion
from ..pictures import svg
from ..posing import Option, Posed
from ..wordings import notes
from .forms import Chosen, Form, Words
from .markup import code_block, html, inline, paragraph

_ABOUT_THE_ANSWER: Final = ("gives ", "has ", "is ", "uses ")
"""How feedback begins whose subject is the answer itself."""
_PICTURE: Final = "The input, the windows and the output, as the lines above derive them"


def noted(posed: Posed, form: Form) -> list[str]:
    """Return what must be known to answer, and stands in no code. How letters are typed does not belong to it."""
    found = notes(posed.question, not isinstance(form, Words))
    return found[:-1] if posed.question.answers else found


def listed_notes(posed: Posed) -> list[str]:
    """Return what must be known to answer, for a reader who has only the choices before them."""
    found = notes(posed.question, bool(posed.options))
    return [*found[:-1], "Choose all that apply."] if posed.question.answers and posed.options else found


def code_text(code: str) -> Markup:
    """Return code as HTML, with no element around it."""
    return Markup(element("b", code)[3:-4])


def asked(posed: Posed, form: Form) -> Markup:
    """Return what is asked: the prompt, its code, and what else must be known."""
    return joined(
        [
            html(posed.question.prompt),
            *([code_block(posed.code)] if posed.code else []),
            *map(paragraph, noted(posed, form)),
        ]
    )


def choice(option: Option) -> Markup:
    """Return a choice."""
    return inline(option.shown) if option.prose else code(option.shown)


def said(option: Option) -> Markup:
    """Return what is said to whoever gives this answer: what torch makes of it, and what the author says."""
    words = sentence(option)
    parts: list[Markup] = []
    if words:
        parts.append(paragraph(joined([code(option.graded), _plainly(words)], " ") if is_about(words) else words))
    if option.why:
        parts.append(html(option.why))
    return joined(parts)


def sentence(option: Option) -> str:
    """Return what torch makes of an answer as a sentence, of which the answer may be the subject; "" for nothing."""
    feedback = option.grade.feedback
    return f"{feedback}." if feedback and feedback[-1] not in ".!?" else feedback


def is_about(words: str) -> bool:
    """Return whether the answer itself is the subject of a sentence."""
    return words.startswith(_ABOUT_THE_ANSWER)


def _plainly(words: str) -> Markup:
    return Markup(paragraph(words).removeprefix("<p>").removesuffix("</p>"))


def solved(posed: Posed, form: Form, *, picture: bool = False, mistakes: bool = True) -> Markup:
    """Return the worked solution: the answer, how it comes about, what the author explains, and common mistakes."""
    solution, question = posed.solution, posed.question
    lines = lines_of(posed)
    return joined(
        [
            *_answers(posed, form),
            *([code_block("\n".join(lines))] if lines else []),
            *([_pictured(posed)] if picture and solution.picture is not None else []),
            *([html(question.explanation)] if question.explanation else []),
            *([mistaken(posed)] if mistakes and question.mistakes else []),
        ]
    )


def lines_of(posed: Posed) -> list[str]:
    """Return what torch says happens, where that is asked, the derivation, and the facts under the answer."""
    asked = posed.options and isinstance(posed.question, OutcomeQuestion)
    computed = [f"torch: {posed.options[0].grade.computed}"] if asked else []
    return [*computed, *posed.solution.steps, *posed.solution.facts]


def mistaken(posed: Posed) -> Markup:
    """Return the common mistakes; nothing where the author names none."""
    if not posed.question.mistakes:
        return Markup("")
    return joined([paragraph("Common mistakes:"), _listed([inline(one) for one in posed.question.mistakes])])


def _answers(posed: Posed, form: Form) -> list[Markup]:
    if isinstance(form, Chosen):
        found = [choice(option) for option in form.options if option.right]
    else:
        prose = isinstance(posed.question, MatchQuestion)
        found = [inline(answer) if prose else code(answer) for answer in posed.answers]
    if len(found) < 2:
        return [paragraph(joined(["Answer:", one], " ")) for one in found]
    return [paragraph("Answers:"), _listed(found)]


def _listed(parts: Iterable[Markup]) -> Markup:
    return element("ul", joined([element("li", part) for part in parts]))


def _pictured(posed: Posed) -> Markup:
    """Return the picture of the right layer as an image that holds itself: platforms take SVG out of a text."""
    assert posed.solution.picture is not None
    source = b64encode(svg(posed.solution.picture).encode()).decode()
    return element("p", Markup(f'<img src="data:image/svg+xml;base64,{source}" alt="{_PICTURE}" />'))
