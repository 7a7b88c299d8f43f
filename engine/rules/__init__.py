"""The rules that a bank is held to: a name for every kind of finding, and a page about each.

Names, severities and summaries are here, because every report and every option needs them. The page of a rule is the
Markdown file of its name beside this one, and is read when somebody asks for it.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Final, Literal

from ..frozen import dataclass
from ..literals import Unreadable

_PAGES: Final = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Rule:
    """What findings of one name have in common. `summary` is one sentence, in Markdown."""

    name: str
    severity: Literal["error", "warning"]
    summary: str


def _by_name(*rules: Rule) -> dict[str, Rule]:
    return {rule.name: rule for rule in rules}


# The order is that of importance, for where only some findings can be shown: first what tells a learner something
# false, then what nobody could prove, then what cannot be read, then what is merely not in order.
RULES: Final = _by_name(
    Rule("wrong-key", "error", "The answer contradicts torch or the question itself."),
    Rule("right-distractor", "error", "A distractor is right."),
    Rule("no-right-choice", "error", "None of the choices is right."),
    Rule("false-evidence", "error", "A fact under a text question does not hold."),
    Rule("wrong-arithmetic", "error", "An equation, or a shape after an arrow, is false."),
    Rule("random-key", "error", "The numbers depend on random weights or numbers."),
    Rule("same-choice", "error", "Two choices mean the same."),
    Rule("moved-key", "error", "The key is another than the lock file says."),
    Rule("formula-disagrees", "error", "torch and our own formula give different shapes."),
    Rule("not-proved", "error", "torch crashed, hung or ran out of memory, twice."),
    Rule("missing-key", "error", "The answer is missing."),
    Rule("bad-yaml", "error", "The file is not YAML."),
    Rule("refused-yaml", "error", "The file holds what no bank needs and may do harm."),
    Rule("split-text", "error", "A comma, a bracket or `#` splits or cuts a text."),
    Rule("ambiguous-scalar", "error", "An unquoted `no`, `010` or `1:30` is ambiguous."),
    Rule("duplicate-key", "error", "A key is there twice."),
    Rule("unknown-key", "error", "A key has no meaning here."),
    Rule("bad-type", "error", "A value is missing, or is not what its key takes."),
    Rule("bad-layer", "error", "A layer cannot be read or run, or costs too much."),
    Rule("bad-answer", "error", "An answer cannot be read."),
    Rule("bad-formula", "error", "A formula cannot be read, or has no value."),
    Rule("unknown-name", "error", "A placeholder such as `$n` names nothing."),
    Rule("no-variant", "error", "No set of values makes a variant."),
    Rule("too-many-variants", "error", "There are more variants than can be proved."),
    Rule("duplicate-id", "error", "Two questions have the same id."),
    Rule("unknown-id", "error", "A lesson or a distractor names what is not there."),
    Rule("revealing-hint", "error", "A hint contains the answer."),
    Rule("unlocked-key", "error", "The lock file has no line for the question."),
    Rule("stale-lock", "error", "A line of the lock file belongs to no question."),
    Rule("few-distractors", "warning", "Misconceptions make fewer than three wrong choices."),
    Rule("idle-distractor", "warning", "A misconception makes no wrong choice here."),
    Rule("same-variant", "warning", "Two variants ask the same."),
    Rule("unused-ignore", "warning", "A comment that should silence a rule does nothing."),
)
"""Every rule by its name, the most important first."""


def find_rule(name: str) -> Rule:
    """Return the rule of this name. Raises Unreadable where there is none."""
    found = RULES.get(name)
    if found is not None:
        return found
    from ..layercall import closest  # reads Python, which only a mistake needs here
    from ..shapes import shown

    close = closest(name, tuple(RULES))
    mend = f"did you mean {close}?" if close else "`quizproof rule` lists them"
    raise Unreadable(f"no rule is called {shown(name, 40)}; {mend}")


def known(names: Iterable[str]) -> tuple[str, ...]:
    """Return the names of rules that were typed, each once; one text may hold several, with commas between.

    Raises Unreadable where one is no rule, or where a text holds none at all.

    >>> known(["wrong-key, missing-key", "wrong-key"])
    ('wrong-key', 'missing-key')
    """
    found: dict[str, None] = {}
    for text in names:
        words = [word.strip() for word in text.split(",")]
        if not any(words):
            raise Unreadable("the name of a rule is missing; `quizproof rule` lists them")
        found |= {find_rule(word).name: None for word in words if word}
    return tuple(found)


def page(name: str) -> str:
    """Return the page of a rule in Markdown: what it means, a wrong and a right example, how to mend it.

    Raises Unreadable where there is no such rule.
    """
    return f"# {name}\n\n{about(find_rule(name))}"


def reference() -> str:
    """Return all pages as one document in Markdown, after a table of the rules."""
    table = [f"| [`{rule.name}`](#{rule.name}) | {rule.severity} | {rule.summary} |" for rule in RULES.values()]
    pages = [f"## {rule.name}\n\n{about(rule)}" for rule in RULES.values()]
    return "\n".join([_HEAD, *table, "", *pages])


_HEAD: Final = """\
# Rules

<!-- Written by `quizproof rule --markdown`. The pages are in engine/rules/. -->

What `quizproof check` finds has one of these names. Errors fail a run, warnings do not. `quizproof rule NAME` shows one
page. The rules that can tell a learner something false come first.

| rule | severity | what it means |
|---|---|---|"""


def about(rule: Rule) -> str:
    """Return what the page of a rule says below its title."""
    text = (_PAGES / f"{rule.name}.md").read_text(encoding="utf-8")
    return f"**{rule.severity.capitalize()}.** {rule.summary}\n\n{text}"
