"""The settings of a project: where they are found, what they say, and what is told where they are wrong."""

import os
from pathlib import Path

import pytest

from quizproof.engine.project import BadSettings, Project, find_project

BAD = [
    ("not-toml", "quizproof.toml", "bank =", "quizproof.toml: this is not TOML: Invalid value (at end of document)"),
    (
        "unknown",
        "quizproof.toml",
        "# ours\nbnak = 'b/'",
        "quizproof.toml:2: setting 'bnak' is unknown; did you mean 'bank'?",
    ),
    (
        "far-from-all",
        "quizproof.toml",
        "x = 1",
        "quizproof.toml:1: setting 'x' is unknown; there are bank, select, ignore, lock",
    ),
    ("number", "quizproof.toml", "bank = 3", "quizproof.toml:1: bank is a text or a list of texts, not 3"),
    ("empty", "quizproof.toml", "bank = []", "quizproof.toml:1: bank is a text or a list of texts, not []"),
    ("lock", "quizproof.toml", "lock = true", "quizproof.toml:1: lock is the path of a file, not True"),
    (
        "nested",
        "quizproof.toml",
        f"bank = {'[' * 3000}",
        "quizproof.toml: this is nested too deeply: settings are texts, and lists of texts",
    ),
    (
        "a table of pyproject.toml",
        "quizproof.toml",
        "[tool.quizproof]\nbank = 'b/'",
        "quizproof.toml:1: setting 'tool' is unknown; in quizproof.toml the settings stand at the top, below no [tool]",
    ),
    (
        "a long key",
        "quizproof.toml",
        f"{'x' * 90} = 1",
        f"quizproof.toml:1: setting '{'x' * 59}…' is unknown; there are bank, select, ignore, lock",
    ),
    (
        "a date",
        "quizproof.toml",
        "bank = 2020-01-01",
        "quizproof.toml:1: bank is a text or a list of texts, not 2020-01-01",
    ),
    (
        "rule",
        "pyproject.toml",
        "[tool.quizproof]\nbank = 'b/'\nignore = ['wrong-kye']",
        "pyproject.toml:3: ignore: no rule is called 'wrong-kye'; did you mean wrong-key?",
    ),
    (
        "no-table",
        "pyproject.toml",
        "tool.quizproof = 1",
        "pyproject.toml:1: tool.quizproof is a table: write [tool.quizproof]",
    ),
]


@pytest.fixture(autouse=True)
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "repository"
    (folder / ".git").mkdir(parents=True)
    (folder / "week" / "one").mkdir(parents=True)
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.parametrize(("name", "text", "told"), [row[1:] for row in BAD], ids=[row[0] for row in BAD])
def test_what_is_wrong_is_told_with_its_place(repository: Path, name: str, text: str, told: str) -> None:
    (repository / name).write_text(text, encoding="utf-8")

    with pytest.raises(BadSettings) as problem:
        find_project()

    assert str(problem.value) == told


def test_bytes_that_are_no_text_are_told_with_their_line(repository: Path) -> None:
    (repository / "quizproof.toml").write_bytes(b"# a\n# \xe9\n")

    with pytest.raises(BadSettings) as problem:
        find_project()

    assert str(problem.value) == "quizproof.toml:2: byte 0xE9 is not UTF-8: save the file as UTF-8"


def test_no_settings() -> None:
    assert find_project() == Project()


def test_a_byte_order_mark_is_passed_by_and_a_fifo_is_not_waited_for(repository: Path) -> None:
    (repository / "quizproof.toml").write_bytes(b"\xef\xbb\xbflock = 'a.lock'")
    os.mkfifo(repository / "week" / "quizproof.toml")

    assert find_project("week").lock == "a.lock"


def test_paths_are_as_they_are_reached_from_here(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "bank = ['week', 'x.yaml']\nselect = 'wrong-key, bad-layer'\nignore = ['same-choice']\nlock = 'keys.lock'"
    (repository / "quizproof.toml").write_text(text, encoding="utf-8")
    monkeypatch.chdir(repository / "week" / "one")

    assert find_project() == Project(
        ("../", "../../x.yaml"), ("wrong-key", "bad-layer"), ("same-choice",), "../../keys.lock"
    )


def test_a_bank_without_a_slash_is_a_path(repository: Path) -> None:
    (repository / "quizproof.toml").write_text("bank = 'pooling'", encoding="utf-8")

    assert find_project().bank == ("pooling/",)


def test_the_nearest_wins_and_a_pyproject_without_settings_is_passed_by(repository: Path) -> None:
    (repository / "pyproject.toml").write_text("[tool.quizproof]\nbank = 'outer/'", encoding="utf-8")
    (repository / "week" / "pyproject.toml").write_text("[project]\nname = 'quizproof-week'", encoding="utf-8")
    (repository / "week" / "one" / "pyproject.toml").write_text("[tool.quizproof]\nbank = 'x/'", encoding="utf-8")
    (repository / "week" / "one" / "quizproof.toml").write_text("bank = 'inner/'", encoding="utf-8")

    assert find_project("week/one").bank == ("week/one/inner",)
    assert find_project("week").bank == ("outer/",)


def test_nothing_above_the_repository_counts(repository: Path) -> None:
    (repository.parent / "quizproof.toml").write_text("bank = 'foreign/'", encoding="utf-8")

    assert find_project("week") == Project()
