"""The rules: their names, which the engine and whoever types one must know, and how they are shown.

To write the pages into docs/rules.md: WRITE_GOLDEN=1 pytest tests/test_rules.py, and read the difference.
"""

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.cells import cell_len

from pages import printed
from quizproof.engine.findings import ERROR, WARNING
from quizproof.engine.literals import Unreadable
from quizproof.engine.oracle import Oracle
from quizproof.engine.rules import RULES, find_rule, known, page, reference
from quizproof.engine.screen.rule import print_rule, print_rules
from quiztaking import Borrowed, run

ROOT = Path(__file__).parent.parent
ENGINE = ROOT / "engine"
DOCUMENT = ROOT / "docs" / "rules.md"

NO_RULES = {"nearest-exact"}
"""Words joined by dashes in the engine that name no rule."""

FINDS_NOTHING = (
    "analysis",
    "exporters",
    "html",
    "importers",
    "misconceptions",
    "pytest_plugin.py",
    "reports",
    "rules",
    "screen",
)
"""Where findings are passed on, not made, and where other things have names."""

NAME = re.compile(r"[a-z]+(?:-[a-z]+)+")


def constants(tree: ast.AST) -> Iterator[str]:
    """Yield the texts in a syntax tree but those that are given as examples."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        elif not isinstance(node, ast.keyword) or node.arg not in ("example", "such_as"):
            yield from constants(node)


def test_the_engine_finds_what_is_a_rule_and_nothing_else() -> None:
    """Each word joined by dashes in the engine is the name of a rule, or is listed as none."""
    paths = [path for path in ENGINE.rglob("*.py") if path.relative_to(ENGINE).parts[0] not in FINDS_NOTHING]
    words = {text for path in paths for text in constants(ast.parse(path.read_bytes())) if NAME.fullmatch(text)}

    assert words - NO_RULES - set(RULES) == set(), "add a rule and its page, or say in NO_RULES that it is none"
    assert set(RULES) - words == set(), "nothing finds these any more"
    assert NO_RULES - words == set()


def test_what_the_tests_find_has_the_severity_of_its_rule() -> None:
    texts = [path.read_text(encoding="utf-8") for path in (ROOT / "tests" / "bad_banks").rglob("*.txt")]
    found = set(re.findall(r"^\S+:\d+:\d+: (\w+) ([\w-]+): ", "".join(texts), re.MULTILINE))

    assert {rule.severity for rule in RULES.values()} == {ERROR, WARNING}
    assert found - {(rule.severity, rule.name) for rule in RULES.values()} == {(WARNING, "missing-key")}


def test_the_most_important_rule_comes_first() -> None:
    names = list(RULES)
    assert names[0] == "wrong-key"
    severities = [rule.severity for rule in RULES.values()]
    assert severities == sorted(severities)  # errors before warnings


UNKNOWN = {
    "misspelt": ("wrongkey", "no rule is called 'wrongkey'; did you mean wrong-key?"),
    "in capitals": ("WRONG-KEY", "no rule is called 'WRONG-KEY'; did you mean wrong-key?"),
    "nothing like it": ("E501", "no rule is called 'E501'; `quizproof rule` lists them"),
    "empty": ("", "no rule is called ''; `quizproof rule` lists them"),
    "a path": ("../rules/wrong-key", "no rule is called '../rules/wrong-key'; did you mean wrong-key?"),
    "a control character": ("bad\x1b[2J", "no rule is called 'bad\\x1b[2J'; `quizproof rule` lists them"),
    "long": ("z" * 9_000, f"no rule is called '{'z' * 39}…'; `quizproof rule` lists them"),
}


@pytest.mark.parametrize(("name", "sentence"), UNKNOWN.values(), ids=UNKNOWN)
def test_an_unknown_rule(name: str, sentence: str, oracle: Oracle) -> None:
    for ask in (find_rule, page, lambda name: known([f"wrong-key,{name}"]) if name else find_rule(name)):
        with pytest.raises(Unreadable) as caught:
            ask(name)
        assert str(caught.value) == sentence
    assert run(["rule", name], Borrowed(oracle)) == (2, "", f"quizproof: {sentence}\n")
    assert run(["rule", "--markdown", name], Borrowed(oracle)) == (2, "", f"quizproof: {sentence}\n")


NAMES = {
    "none": ([], ()),
    "one": (["wrong-key"], ("wrong-key",)),
    "with commas": (["bad-type,wrong-key"], ("bad-type", "wrong-key")),
    "with blanks": ([" bad-type , wrong-key "], ("bad-type", "wrong-key")),
    "a comma too many": (["bad-type,,wrong-key,"], ("bad-type", "wrong-key")),
    "twice": (["bad-type", "wrong-key,bad-type"], ("bad-type", "wrong-key")),
}


@pytest.mark.parametrize(("typed", "names"), NAMES.values(), ids=NAMES)
def test_known(typed: list[str], names: tuple[str, ...]) -> None:
    assert known(typed) == names


@pytest.mark.parametrize("typed", ["", " ", ",", " , "])
def test_a_text_without_any_name_is_no_choice(typed: str) -> None:
    with pytest.raises(Unreadable, match=r"^the name of a rule is missing; `quizproof rule` lists them$"):
        known(["wrong-key", typed])


@pytest.mark.parametrize("width", [80, 40, 20])
def test_the_list_of_rules_fits(width: int) -> None:
    lines = printed(print_rules, width=width).splitlines()

    assert max(map(cell_len, lines)) <= width
    assert [name for name in RULES if not any(line.startswith(name) for line in lines)] == []
    if width == 80:
        assert len(lines) == len(RULES) + 2
        assert lines[0] == "wrong-key          error    The answer contradicts torch or the question itself."
        assert lines[-3] == "unused-ignore      warning  A comment that should silence a rule does nothing."


def test_without_an_encoding_for_it_a_page_is_printed_in_ascii() -> None:
    out = printed(lambda on: print_rule(on, "right-distractor"), encoding="ascii")
    assert "    prompt: Which layer turns a 10x10 map into 3x3?\n" in out


def test_the_command(oracle: Oracle) -> None:
    lender = Borrowed(oracle)
    assert run(["rule"], lender) == (0, printed(print_rules), "")
    assert run(["rule", "bad-type"], lender) == (0, printed(lambda on: print_rule(on, "bad-type")), "")
    assert run(["rule", "bad-type", "--markdown"], lender) == (0, page("bad-type"), "")
    assert run(["rule", "--markdown"], lender) == (0, reference(), "")


def test_a_name_is_completed() -> None:
    environment = {
        **os.environ,
        "_QUIZPROOF_COMPLETE": "complete_bash",
        "COMP_WORDS": "quizproof rule wro",
        "COMP_CWORD": "2",
    }
    done = subprocess.run(
        [sys.executable, "-m", "quizproof"], env=environment, capture_output=True, encoding="utf-8", check=False
    )
    assert done.stdout.split() == ["wrong-key", "wrong-arithmetic"]


def test_the_document_holds_every_page() -> None:
    if os.environ.get("WRITE_GOLDEN"):
        DOCUMENT.parent.mkdir(exist_ok=True)
        DOCUMENT.write_text(reference(), encoding="utf-8")
    assert DOCUMENT.read_text(encoding="utf-8") == reference(), "WRITE_GOLDEN=1 pytest tests/test_rules.py writes it"
    assert re.findall(r"^## (.*)", reference(), re.MULTILINE) == list(RULES)


def test_names_are_known_without_reading_a_page_or_loading_what_is_heavy() -> None:
    program = (
        "import pathlib, sys; pathlib.Path.read_text = None;"
        "from quizproof import engine; engine.known(list(engine.RULES));"
        "print(sorted(name for name in sys.modules if name.startswith('quizproof.engine.')),"
        " {'rich', 'torch', 'typer', 'yaml'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-P", "-c", program], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout == "['quizproof.engine.frozen', 'quizproof.engine.literals', 'quizproof.engine.rules'] set()\n"
