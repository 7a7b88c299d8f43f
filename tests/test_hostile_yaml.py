"""Hostile files are refused with place and reason, or read with the pinned values, at little cost.

A file dropped into hostile_yaml/ is a test: what is wrong with it stands in the .txt beside it, or what it says, where
nothing is, in the .json. What is large or no text is made by hostile_files.py, and stands in made.txt.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from hostile_files import MADE, Q
from quiztaking import Absent, run

FOLDER = Path(__file__).parent / "hostile_yaml"
SMALL = sorted(FOLDER.glob("*.yaml"))
EXPECTED = dict(line.split(" | ", 1) for line in (FOLDER / "made.txt").read_text(encoding="utf-8").splitlines())
READER = Path(__file__).parent / "hostile_reader.py"


def write_made(folder: Path) -> list[Path]:
    """Write the files that are made, and return their paths in the order of MADE."""
    paths = [folder / f"made-{place:02}.yaml" for place in range(len(MADE))]
    for path, content in zip(paths, MADE.values(), strict=True):
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass"))
    return paths


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> dict[Path | str, dict[str, Any]]:
    """What came of each file, and what it cost in a process of its own."""
    made = write_made(tmp_path_factory.mktemp("hostile"))
    paths = [*SMALL, *made]
    done = subprocess.run(
        [sys.executable, READER], input="".join(f"{path}\n" for path in paths), capture_output=True, encoding="utf-8"
    )
    results = [json.loads(line) for line in done.stdout.splitlines()]
    for path, result in zip(paths, results, strict=True):
        result["told"] = [line.replace(f"{path}:", "", 1).replace(str(path), "FILE") for line in result["told"]]
    return dict(zip([*SMALL, *MADE], results, strict=True))


@pytest.mark.parametrize("path", SMALL, ids=lambda path: path.stem)
def test_small(path: Path, read: dict[Path, dict[str, Any]]) -> None:
    result = read[path]

    if path.with_suffix(".json").exists():
        expected = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        assert (result["told"], result["data"]) == ([], expected)
    else:
        assert "\n".join(result["told"]) + "\n" == path.with_suffix(".txt").read_text(encoding="utf-8")
    assert (result["seconds"] < 2, result["megabytes"] < 300, result["signal"]) == (True, True, 0)


@pytest.mark.parametrize("name", MADE)
def test_made(name: str, read: dict[str, dict[str, Any]]) -> None:
    result = read[name]
    first = result["told"][0][:200] if result["told"] else ""

    assert f"{len(result['told'])} | {first}".rstrip() == EXPECTED[name]
    assert (result["seconds"] < 2, result["megabytes"] < 300, result["signal"]) == (True, True, 0)


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    """A folder with files that are none."""
    folder = tmp_path / "bank"
    folder.mkdir()
    (tmp_path / "outside.yaml").write_text(Q)
    (folder / "leaves.yaml").symlink_to(tmp_path / "outside.yaml")
    (folder / "leaves-to-a-folder").symlink_to(tmp_path)
    (folder / "to-itself.yaml").symlink_to(folder / "to-itself.yaml")
    (folder / "to-nothing.yaml").symlink_to(folder / "nothing.yaml")
    (folder / "zeros.yaml").symlink_to("/dev/zero")
    os.mkfifo(folder / "fifo.yaml")
    (folder / "folder.yaml").mkdir()
    (folder / "new\nline ::error::x.yaml").write_text("- a")
    (folder / os.fsdecode(b"not-utf-8-\xff.yaml")).write_text("- a")
    return folder


ODD = ["leaves.yaml", "leaves-to-a-folder", "to-itself.yaml", "to-nothing.yaml", "zeros.yaml", "fifo.yaml"]


def test_check_names_every_file_and_ends_soon(bank: Path) -> None:
    write_made(bank)
    for path in SMALL:
        (bank / path.name).write_bytes(path.read_bytes())
    done = subprocess.run(
        [sys.executable, "-m", "quizproof", "check", "--format", "concise", "--no-run", "."],
        cwd=bank,
        capture_output=True,
        timeout=120,
    )
    out, err = done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace")
    named = {line.split(":", 1)[0].removeprefix("./") for line in out.splitlines()}
    wanted = [path.name for path in SMALL if path.with_suffix(".txt").exists()]
    wanted += [f"made-{place:02}.yaml" for place, name in enumerate(MADE) if EXPECTED[name][0] != "0"]

    assert (done.returncode, "Traceback" in out + err) == (1, False), err
    assert sorted({*wanted, *ODD} - named) == []
    assert "::error" not in [line[:7] for line in out.splitlines()]


COMMANDS = {
    "take": ["take", "FILE"],
    "learn": ["learn", "FILE"],
    "list": ["list", "FILE"],
    "show": ["show", "q", "--bank", "FILE"],
    "grade": ["grade", "FILE", "--responses", "-"],
}
FILES = ["alias_of_itself", "escaped_escape", "quote_without_end", "folder_as_id", "tab_in_indent", "nested_dashes"]


@pytest.mark.parametrize("words", COMMANDS.values(), ids=COMMANDS)
def test_the_other_commands_refuse_them_too(words: list[str]) -> None:
    for name in FILES:
        path = FOLDER / f"{name}.yaml"
        told = path.with_suffix(".txt").read_text(encoding="utf-8").splitlines()
        code, out, err = run([word.replace("FILE", str(path)) for word in words], Absent())

        assert (code, out, err.splitlines()) == (1, "", [f"{path}:{line}" for line in told])


def test_a_bank_of_links_is_refused_by_the_other_commands(bank: Path) -> None:
    code, out, err = run(["list", str(bank)], Absent())

    assert (code, out, "Traceback" in err) == (1, "", False)
    assert [name for name in ODD if f"{bank / name}:1:1: error refused-yaml: this is" not in err] == []
