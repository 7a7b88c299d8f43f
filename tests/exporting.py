"""What is exported in tests: banks as they are posed, and the same with hostile texts in all places."""

import re
import string
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from hypothesis import strategies as st

from quizproof.engine import load
from quizproof.engine.exporters.sheet import Paper, Sheet
from quizproof.engine.hidden import visible
from quizproof.engine.oracle import Oracle
from quizproof.engine.posing import Option, Posed, posed
from quizproof.engine.verdict import Grade, Verdict

ROOT = Path(__file__).resolve().parent.parent
BANK = Path("tests/exporters/bank.yaml")
INTEROP = ROOT.parent / "shared" / "interop"
FORMATS = ("canvas", "moodle", "gift", "jupyterquiz", "markdown")
"""The formats that tests/exporters/test_formats.py is about."""

_MARKS = string.punctuation


class Questions(tuple[Posed, ...]):
    """Questions that say little of themselves where a test fails."""

    def __repr__(self) -> str:
        return f"{len(self)} questions"


def pose(oracle: Oracle, *banks: str | Path, variants: int = 2) -> tuple[Posed, ...]:
    """The questions of banks, or of shipped topics, as they go out."""
    topics = [topic for bank in banks for topic in load(ROOT / bank if isinstance(bank, Path) else bank)]
    return Questions([one for one in posed(topics, oracle, 0, None, variants) if not one.fault])


def sheet_of(questions: Iterable[Posed], title: str = "Every kind", exam: bool = False) -> Sheet:
    return Sheet(title, (Paper("1", tuple(questions)),), exam=exam)


def spoilt(question: Posed, text: str) -> Posed:
    """A question with the same text wherever an author, or torch, may write one."""
    prose = escaped(text)
    asked = question.question
    changed = replace(
        asked,
        prompt=prose,
        hints=(prose,),
        explanation=prose,
        mistakes=(prose,),
        tags=(text,) if visible(text).strip() else (),
        source=text,
    )
    return replace(
        question,
        question=changed,
        code=text if question.code else "",
        notes=(text,),
        options=tuple([_spoilt_option(option, text) for option in question.options]),
        solution=replace(question.solution, steps=(text,), facts=(text,)),
    )


def _spoilt_option(option: Option, text: str) -> Option:
    shown = " ".join(f"{option.letter}{text}".split())
    grade = replace(option.grade, feedback=f"says {text}")
    return replace(option, shown=escaped(shown) if option.prose else shown, grade=grade, why=escaped(text))


def escaped(text: str) -> str:
    """Markdown that says a plain text."""
    return "".join([f"\\{one}" if one in _MARKS else one for one in re.sub(r"[ \t\n]+", " ", text).strip(" ")])


HOSTILE: Sequence[str] = (
    "<script>alert(1)</script> & &amp; &lt; &#60;",
    "]]> --> <!-- <![CDATA[ ?> <?php",
    "~%100%=x#y{z}:: \\n \\\\ // [html] -> ####",
    "::name:: {=TRUE} {1:SHORTANSWER:=x} [size1] [[x]](y)",
    "=cmd|' /C calc'!A0 +1 -2 @SUM(1)",
    "\x1b[2J \x00 \x07 \x9b \u202eabc\u2066 \ufeff \ufffe \ud800 \u2028 \U000e0041",
    "`a``b``` ~~~ **c** __d__ ~~e~~ ![f](http://g) <http://h> [i]: javascript:j",
    "# one\n\n- [x] two\n---\n===\n| a | b |\n|---|---|\n    code\n```\nno end",
    "$x$ $$y$$ \\(z\\) \\[w\\]",
    "'\"`{{7*7}}${7*7}<%= 7 %>",
    "&&058; &&010 %50% * \\* %%",
    "",
    " ",
    "a\tb",
    "語 é 🙂 ß ﬁ e\u0301",
)
"""Texts that somewhere mean something else than what they say."""

hostile_texts = st.one_of(
    st.sampled_from(HOSTILE),
    st.lists(st.one_of(st.sampled_from(HOSTILE), st.text(max_size=5), st.sampled_from(list(_MARKS))), max_size=4).map(
        "".join
    ),
    st.text(st.characters(), max_size=30),
)


def named(questions: tuple[Posed, ...], name: str) -> Posed:
    return next(one for one in questions if one.id == name)


def with_right(question: Posed, right: int, wrong: int) -> Posed:
    """The question with so many right choices, and wrong ones."""
    options = [
        Option(
            chr(ord("A") + place), f"choice {place}", False, f"choice {place}", place < right, Grade(Verdict.WRONG, 0.0)
        )
        for place in range(right + wrong)
    ]
    return replace(question, options=tuple(options))
