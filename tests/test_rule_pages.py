"""The pages of the rules say what happens: the wrong example gives what is shown below it, the right one gives nothing.

To write what is found now into the pages: WRITE_GOLDEN=1 pytest tests/test_rule_pages.py, and read the difference.
"""

import os
import re
import shlex
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple
from unittest import mock

import pytest
from rich.cells import cell_len

from pages import printed
from quizproof import engine
from quizproof.engine.commands import proving
from quizproof.engine.findings import ERROR
from quizproof.engine.jobs import Broke, Job, Outcome, Ran
from quizproof.engine.oracle import Oracle
from quizproof.engine.rules import RULES, page
from quizproof.engine.scoutprocess import Scout
from quizproof.engine.screen.rule import print_rule
from quiztaking import Borrowed, run

PAGES = Path(__file__).parent.parent / "engine" / "rules"
WRITE = bool(os.environ.get("WRITE_GOLDEN"))

PRETENDED: dict[str, Outcome] = {
    "formula-disagrees": Ran(((1, 1, 4, 4),)),
    "not-proved": Broke("did not finish within 5 s"),
}
"""What torch must say for the wrong example to be found: no layer is known that gives these today."""

WITHOUT_RIGHT = {"formula-disagrees"}
"""Rules whose example is not the author's mistake, so that there is nothing to mend in it."""

FENCE = re.compile(r"^```(\w+)(?: file=(\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SILENCER = re.compile(r"^(.*?) *# quizproof: ignore\[(\S+)\] \S.*\n", re.MULTILINE)


class Page(NamedTuple):
    """A page in parts: files of the wrong and the right example, what was typed, what was found, how to silence it."""

    wrong: dict[str, str]
    right: dict[str, str]
    silencers: list[str]
    command: str
    found: str


class Pretending(Borrowed):
    """An oracle to which torch always says the same."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(Oracle(1))
        self.outcome = outcome

    def ask(self, jobs: Sequence[Job]) -> list[Outcome]:
        return [self.outcome] * len(jobs)

    def map(self, asked: Iterable[tuple[object, Sequence[Job]]]) -> Iterator[tuple[object, list[Outcome]]]:
        return ((thing, self.ask(jobs)) for thing, jobs in asked)


class Lent(Scout):
    """A scout that stays when a command is done with it."""

    def close(self) -> None:
        pass


@pytest.fixture(scope="module")
def scout() -> Iterator[Scout]:
    lent = Lent()
    yield lent
    Scout.close(lent)


def parts(name: str) -> Page:
    """Return the parts of a page."""
    _, before, examples = page(name).partition("\n**Wrong**\n")
    assert before, "a page shows what is wrong under a line **Wrong**"
    wrong, _, right = examples.partition("\n**Right**\n")
    fences = [FENCE.findall(section) for section in (wrong, right)]
    silencers = [text for section in fences for _, _, text in section if SILENCER.fullmatch(text)]
    [(command, found)] = re.findall(r"^```console\n\$ (.*)\n((?:.*\n)*?)```$", wrong, re.MULTILINE)
    files = [
        {file or "small.yaml": text for language, file, text in section if language != "console"}
        for section in ([fence for fence in section if fence[2] not in silencers] for section in fences)
    ]
    return Page(files[0], files[1], silencers, command, found)


def found_in(files: dict[str, str], command: str, oracle: Oracle, folder: Path) -> tuple[int, str]:
    """Return the exit code of a command in a folder with these files, and what it prints before its last line."""
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    program, *words = shlex.split(command)
    assert program == "quizproof"
    with mock.patch.object(proving, "Oracle", return_value=oracle):
        code, out, err = run([*words, "--no-cache"], oracle)
    assert err == ""
    findings, _, summary = out.removesuffix("\n").rpartition("\n")
    assert re.search(r" in \d+ file", summary), out
    return code, findings


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, scout: Scout) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(engine, "Scout", lambda: scout)


@pytest.mark.parametrize("name", RULES)
def test_the_wrong_example_gives_what_the_page_shows(name: str, oracle: Oracle, tmp_path: Path) -> None:
    shown = parts(name)
    judge = Pretending(PRETENDED[name]) if name in PRETENDED else Borrowed(oracle)

    code, found = found_in(shown.wrong, shown.command, judge, tmp_path)

    if WRITE:
        path = PAGES / f"{name}.md"
        old, new = f"$ {shown.command}\n{shown.found}```", f"$ {shown.command}\n{found}```"
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
        shown = parts(name)
    assert found == shown.found
    assert f" {RULES[name].severity} {name}: " in found
    assert code == (RULES[name].severity == ERROR)


@pytest.mark.parametrize("name", [name for name in RULES if name not in WITHOUT_RIGHT])
def test_the_right_example_gives_nothing(name: str, oracle: Oracle, tmp_path: Path) -> None:
    shown = parts(name)
    assert shown.right
    assert shown.right != shown.wrong

    assert found_in(shown.right, shown.command, Borrowed(oracle), tmp_path) == (0, "")


def test_only_the_rules_listed_here_lack_a_right_example() -> None:
    assert {name for name in RULES if not parts(name).right} == WITHOUT_RIGHT


SILENCED = [name for name in RULES if parts(name).silencers]


@pytest.mark.parametrize("name", SILENCED)
def test_the_comment_on_the_page_silences_the_wrong_example(name: str, oracle: Oracle, tmp_path: Path) -> None:
    shown = parts(name)
    for silencer in shown.silencers:
        line, silenced = SILENCER.fullmatch(silencer).groups()  # type: ignore[union-attr]  # as parts() has found
        assert silenced == name
        assert f"{line}\n" in shown.wrong["small.yaml"]
        files = {"small.yaml": shown.wrong["small.yaml"].replace(f"{line}\n", silencer)}

        assert found_in(files, shown.command, Borrowed(oracle), tmp_path) == (0, "")


@pytest.mark.parametrize("name", [name for name in RULES if "\nIt cannot be silenced" in page(name)])
def test_what_cannot_be_silenced_is_found_all_the_same(name: str, oracle: Oracle, tmp_path: Path) -> None:
    shown = parts(name)
    places = re.findall(rf"^([\w.]+):(\d+):\d+: error {name}: ", shown.found, re.MULTILINE)
    assert places
    for file, line in places:
        lines = shown.wrong[file].splitlines()
        lines[int(line) - 1] += f"  # quizproof: ignore[{name}] not so easily"
        files = shown.wrong | {file: "\n".join(lines) + "\n"}

        code, found = found_in(files, shown.command, Borrowed(oracle), tmp_path)

        assert code == 1
        assert f"{file}:{line}:" in found
        assert f" error {name}: " in found


@pytest.mark.parametrize("name", RULES)
def test_every_page_has_the_same_parts(name: str) -> None:
    text = page(name)
    body = (PAGES / f"{name}.md").read_text(encoding="utf-8")

    assert text.startswith(f"# {name}\n\n**{RULES[name].severity.capitalize()}.** {RULES[name].summary}\n\n")
    assert "\nTo mend it, " in text
    assert re.findall(r"^(?:To silence it|Do not silence it|It cannot be silenced|It is a warning)", text, re.MULTILINE)
    assert max(len(line) for line in body.splitlines() if not line.startswith("small.")) <= 120
    assert len(body.splitlines()) <= 50


def test_every_page_has_a_rule() -> None:
    assert sorted(path.stem for path in PAGES.glob("*.md")) == sorted(RULES)


@pytest.mark.parametrize("width", [80, 40, 20])
@pytest.mark.parametrize("name", RULES)
def test_on_the_screen_an_example_stays_as_it_is_and_words_fit(name: str, width: int) -> None:
    out = printed(lambda on: print_rule(on, name), width=width)

    kept: list[str] = []
    for language, _, example in FENCE.findall(page(name)):
        lines = [f"  {line}" if line else "" for line in example.removesuffix("\n").split("\n")]
        if language == "console":
            kept += [line for line in lines if re.match(r"  \$ |    +(?:[0-9]* \| |= )", line)]
        else:
            assert "\n" + "\n".join(lines) + "\n" in out
            kept += lines
    assert {line for line in out.splitlines() if cell_len(line) > width} <= set(kept)
    assert "\n\n\n" not in out
    assert "```" not in out
    assert "**" not in out
