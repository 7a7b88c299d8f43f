"""`quizproof doctor`: the whole, at any width, and that it changes nothing."""

import json
import os
import pwd
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from io import BytesIO, TextIOWrapper
from pathlib import Path
from unittest import mock

import pytest
from rich.cells import cell_len

from damaging import DAMAGE, a_record, snapshot
from quizproof.engine.doctor import Checked, State
from quizproof.engine.oracle import Oracle
from quizproof.engine.screen.doctor import print_checked
from quizproof.engine.screen.page import Page, page_on
from quizproof.engine.version import VERSION
from quiztaking import Absent, Borrowed, run
from recording import NAME, opened

ROOT = Path(__file__).parent.parent.parent


RESTORE = "`quizproof history restore`"


MAKE = "make that possible, or give another folder with --data-dir or QUIZPROOF_DATA_DIR"


FINE, LOOK, BROKEN = State.FINE, State.LOOK, State.BROKEN


class Terminal(TextIOWrapper):
    """What is printed to a terminal, kept."""

    def isatty(self) -> bool:
        return True


def doctor(*words: str, oracle: Oracle, width: int = 80, **environment: str) -> tuple[int, str, str]:
    given = {"QUIZPROOF_DATA_DIR": "DATA", "QUIZPROOF_CACHE_DIR": "CACHE", **environment}
    return run(["doctor", *words], oracle, width=width, environment=given)


def test_the_whole(data: Path, oracle: Oracle) -> None:
    a_record(data, 41)
    with opened(data) as record:
        record.back_up()
    before = snapshot(data.parent)
    with mock.patch("quizproof.engine.doctor.judge.monotonic", return_value=0.0):
        code, out, err = doctor(oracle=Borrowed(oracle))
    assert (code, err) == (0, "")
    counted = out.partition("bank: ")[2].partition(" with")[0]
    assert out.replace(str(ROOT), "PACKAGE").replace(counted, "N") == (
        f"Fine    Quizproof: {VERSION}, in PACKAGE\n"
        f"Fine    Python: {sys.version.split()[0]} (CPython) on Linux\n"
        f"Fine    record: DATA/{NAME}, sound and writable, with 41 attempts\n"
        "Fine    backup: the newest of 1 is of 2026-11-22, with 41 attempts\n"
        "Fine    kept aside: nothing\n"
        "Fine    terminal: no terminal, 80 wide, utf-8, no colours (it is no terminal),\n"
        "        line editing\n"
        "Fine    cache: none yet: it begins with the first `check`, in CACHE\n"
        "Fine    bank: N with all their variants, all\n"
        "        readable\n"
        "Fine    torch: 2.x, loaded in 0.0 s; nn.MaxPool2d(2) is computed, and right\n"
        "\n"
        "9 checks: all fine.\n"
    )
    assert snapshot(data.parent) == before


def test_as_json(data: Path, oracle: Oracle) -> None:
    DAMAGE["half"][0](a_record(data))
    code, out, err = doctor("--json", oracle=Borrowed(oracle))
    said = json.loads(out)
    assert (code, err, set(said), said["format"]) == (1, "", {"format", "checks"}, 1)
    assert [(one["name"], one["state"]) for one in said["checks"]] == [
        ("quizproof", "fine"),
        ("python", "fine"),
        ("record", "broken"),
        ("backup", "look"),
        ("aside", "fine"),
        ("terminal", "fine"),
        ("cache", "fine"),
        ("bank", "fine"),
        ("torch", "fine"),
    ]
    assert said["checks"][2] == {
        "name": "record",
        "state": "broken",
        "found": f"DATA/{NAME} is damaged",
        "mend": f"{RESTORE} keeps it aside, and takes back what can be read of it and of the newest backup",
    }
    assert said["checks"][0]["mend"] is None


@pytest.mark.parametrize("width", [80, 40, 20])
@pytest.mark.parametrize("damage", [damage for damage, _ in DAMAGE.values()], ids=list(DAMAGE))
def test_it_fits_and_changes_nothing(damage: Callable[[Path], object], width: int, data: Path) -> None:
    damage(a_record(data))
    before = snapshot(data.parent)
    code, out, err = doctor(oracle=Absent(1), width=width)
    assert (code, err) == (1, "")
    assert max(map(cell_len, out.splitlines())) <= width
    assert [line[:6] for line in out.splitlines() if line.startswith(("Fine", "Look", "Broken"))] == [
        "Fine  ", "Fine  ", "Broken", "Look  ", "Fine  ", "Fine  " if width >= 40 else "Look  ", "Fine  ", "Fine  ",
        "Broken",
    ]  # fmt: skip
    assert snapshot(data.parent) == before


def test_without_a_home(data: Path) -> None:
    def nobody(_: int) -> object:
        raise KeyError

    with ExitStack() as stack:
        stack.enter_context(mock.patch.object(pwd, "getpwuid", nobody))
        code, out, err = run(["doctor"], Absent(1), environment={"QUIZPROOF_CACHE_DIR": "", "QUIZPROOF_DATA_DIR": ""})
    assert (code, err) == (1, "")
    lines = " ".join(out.split())
    assert f"Broken record: there is none, and none can be made: no home folder is known What to do: {MAKE}." in lines
    assert "Look cache: nothing is remembered: no home folder is known" in lines
    assert list(Path().iterdir()) == []


def test_a_python_without_sqlite(data: Path) -> None:
    def absent(folder: Path) -> list[Checked]:
        raise ModuleNotFoundError("No module named '_sqlite3'")

    with mock.patch("quizproof.engine.doctor.record.check_record", absent):
        code, out, _ = doctor("--json", oracle=Absent(1))
    assert (code, len(json.loads(out)["checks"])) == (1, 7)
    assert json.loads(out)["checks"][2]["found"] == "it can't be looked at: No module named '_sqlite3'"


def test_only_the_word_is_in_colour() -> None:
    with mock.patch.dict(os.environ, {"TERM": "xterm-256color", "COLUMNS": "70"}, clear=True):
        page = page_on(out := Terminal(BytesIO(), encoding="utf-8"))
        print_checked(page, [Checked("a", LOOK, "one", "two")])
    page.flush()
    first = out.buffer.getvalue().decode().splitlines()[:2]  # type: ignore[attr-defined]
    assert first == ["\x1b[1;33mLook    \x1b[0m\x1b[1ma\x1b[0m: one", "        What to do: two."]


def test_each_line_appears_as_it_is_known() -> None:
    out = TextIOWrapper(BytesIO(), encoding="utf-8")
    page: Page = page_on(out, environment={"COLUMNS": "80"})
    seen: list[bytes] = []

    def checks() -> Iterator[Checked]:
        yield Checked("a", FINE, "one")
        seen.append(out.buffer.getvalue())  # type: ignore[attr-defined]
        yield Checked("b", BROKEN, "two", "three")

    assert not print_checked(page, checks())
    page.flush()
    assert seen == [b"Fine    a: one\n"]
    assert out.buffer.getvalue().decode() == (  # type: ignore[attr-defined]
        "Fine    a: one\nBroken  b: two\n        What to do: three.\n\n2 checks: 1 broken, 0 worth a look.\n"
    )
