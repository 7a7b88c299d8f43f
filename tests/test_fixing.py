"""A file in fixing/ must become the .fixed beside it, byte by byte; where there is none, it must stay as it is."""

import shutil
from pathlib import Path

import pytest

from quizproof.engine.fixing import fix_file
from quizproof.engine.oracle import Oracle

FOLDER = Path(__file__).parent / "fixing"
BOM = b"\xef\xbb\xbf"


def mended(path: Path, raw: bytes, oracle: Oracle) -> bytes:
    """Return what is in a file with these bytes after its keys were mended."""
    path.write_bytes(raw)
    assert fix_file(str(path), oracle).write()
    return path.read_bytes()


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.yaml")), ids=lambda path: path.stem)
def test_fixing(path: Path, oracle: Oracle, tmp_path: Path) -> None:
    wanted = path.with_suffix(".fixed")
    raw = path.read_bytes()
    expected = wanted.read_bytes() if wanted.exists() else raw

    assert mended(tmp_path / path.name, raw, oracle) == expected
    assert mended(tmp_path / "again.yaml", expected, oracle) == expected


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.fixed")), ids=lambda path: path.stem)
def test_line_ends_and_byte_order_marks_stay(path: Path, oracle: Oracle, tmp_path: Path) -> None:
    raw = path.with_suffix(".yaml").read_bytes().replace(b"\n", b"\r\n")

    assert mended(tmp_path / "bank.yaml", BOM + raw, oracle) == BOM + path.read_bytes().replace(b"\n", b"\r\n")


def test_characters_of_several_bytes_before_the_key(oracle: Oracle, tmp_path: Path) -> None:
    raw = """title: Größe 🎉
questions:
  - {id: a, kind: shape, prompt: "10×10 → ?", layer: nn.MaxPool2d(2), input: [1, 1, 10, 10], answer: "1x1x4x4"} # ü
"""

    found = mended(tmp_path / "bank.yaml", raw.encode(), oracle)

    assert found == raw.replace("1x1x4x4", "(1, 1, 5, 5)").encode()


def test_a_file_that_was_saved_meanwhile_is_left_as_it_is(oracle: Oracle, tmp_path: Path) -> None:
    path = tmp_path / "styles.yaml"
    shutil.copy(FOLDER / "styles.yaml", path)
    fixed = fix_file(str(path), oracle)
    path.write_bytes(path.read_bytes() + b"# saved\n")

    assert not fixed.write()
    assert path.read_bytes() == (FOLDER / "styles.yaml").read_bytes() + b"# saved\n"


def test_the_diff_shows_what_would_change(oracle: Oracle, tmp_path: Path) -> None:
    path = tmp_path / "bank.yaml"
    text = "title: A\nquestions:\n- {id: a, kind: count, prompt: Q, layer: 'nn.Linear(3, 4)', answer: 12}"
    path.write_text(text, encoding="utf-8")

    fixed = fix_file(str(path), oracle)

    assert fixed.diff().replace(str(path), "bank.yaml") == (
        "--- bank.yaml\n"
        "+++ bank.yaml\n"
        "@@ -1,3 +1,3 @@\n"
        " title: A\n"
        " questions:\n"
        "-- {id: a, kind: count, prompt: Q, layer: 'nn.Linear(3, 4)', answer: 12}\n"
        "\\ No newline at end of file\n"
        "+- {id: a, kind: count, prompt: Q, layer: 'nn.Linear(3, 4)', answer: 16}\n"
        "\\ No newline at end of file\n"
    )
    assert path.read_text(encoding="utf-8") == text
