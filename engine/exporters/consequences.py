"""What is said where nobody grades, on paper and on cards: which letters are right, and why others are not."""

from ..html.elements import Markup, element, joined
from ..posing import Option, Posed
from .forms import Chosen, form_of
from .markup import paragraph
from .telling import choice, said


def options_of(posed: Posed) -> tuple[Option, ...]:
    """Return the choices that a question shows; none where an answer is written out."""
    form = form_of(posed)
    return form.options if isinstance(form, Chosen) else ()


def letters_of(posed: Posed) -> str:
    """Return the right letters; "" where an answer is written out."""
    return " ".join([option.letter for option in options_of(posed) if option.right])


def right_letters(letters: str) -> Markup:
    """Return which letters are right, as a paragraph; nothing where there are none."""
    return paragraph(joined(["Right:", element("strong", letters)], " ")) if letters else Markup("")


def wrong_answers(posed: Posed) -> Markup:
    """Return what is to be said of each wrong choice; nothing where there are none."""
    told = [element("li", _told(option)) for option in options_of(posed) if not option.right]
    return joined([paragraph("Wrong answers:"), element("ul", joined(told))]) if told else Markup("")


def _told(option: Option) -> Markup:
    words = said(option)
    named = words.startswith("<p><code>") and not option.prose  # what is said names the answer
    return words if named else joined([element("p", choice(option)), words])
