"""`quizproof history export` and `import`: a record moves to another machine."""

import subprocess
import sys
from pathlib import Path

import pytest

from damaging import a_record
from keepinghouse import filled, history
from quizproof.engine.history.facts import as_facts, as_line
from recording import NAME, attempt, ids, many, opened


def test_a_moved_laptop(data: Path) -> None:
    old, new, file = filled(data), data.parent / "new", Path("mine.jsonl")
    assert history(old, "export", "-o", str(file)) == (0, "", "")
    assert history(old, "export") == (0, file.read_text(), "")
    assert len(file.read_text().splitlines()) == 38

    assert history(new, "import", str(file)) == (0, f"{file}: 38 new, 0 known already, 0 lines refused\n", "")
    assert history(new, "import", "-", typed=file.read_text()) == (
        0,
        "standard input: 0 new, 38 known already, 0 lines refused\n",
        "",
    )
    assert history(new, "export") == history(old, "export")


def test_several_files_and_refused_lines(data: Path) -> None:
    one, two = Path("one.jsonl"), Path("two.jsonl")
    one.write_text("".join([f"{as_line(as_facts(event))}\n" for event in many(3)]))
    two.write_text(one.read_text() + "rubbish\n" * 11 + '{"event":"dropped"}\n')
    assert history(data, "import", str(one), str(two)) == (
        1,
        f"{one}: 3 new, 0 known already, 0 lines refused\n"
        f"{two}: 0 new, 3 known already, 12 lines refused\n"
        + "".join([f"  line {number}: the line is no JSON: expecting value\n" for number in range(4, 14)])
        + "  and 2 lines more\n",
        "",
    )
    assert ids(data) == ["n0", "n1", "n2"]


def test_where_one_file_is_missing_none_is_imported(data: Path) -> None:
    Path("one.jsonl").write_text(as_line(as_facts(attempt())))
    missing = "two.jsonl"
    code, out, err = history(data, "import", "one.jsonl", missing)
    assert (code, out, err) == (2, "", f"quizproof: {missing}: No such file or directory\n")
    assert not (data).exists()


def test_a_record_is_no_json_lines(data: Path) -> None:
    path = a_record(data.parent / "my old").relative_to(data.parent)
    sentence = f"{path} is a record, not JSON lines: `quizproof history restore '{path}'` takes it back"
    assert history(data, "import", str(path)) == (2, "", f"quizproof: {sentence}\n")


def test_an_import_that_begins_a_record_where_one_was_says_so(data: Path) -> None:
    a_record(data, 5)
    with opened(data) as record:
        record.back_up()
    (data / NAME).unlink()
    typed = as_line(as_facts(attempt("new")))
    assert history(data, "import", "-", typed=typed) == (
        0,
        "standard input: 1 new, 0 known already, 0 lines refused\n",
        f"quizproof: there was no record at DATA/{NAME}, so a new one is begun; the backup of 2026-11-22 has 5 "
        "attempts: `quizproof history restore` takes it back\n",
    )


@pytest.mark.parametrize("before", [True, False], ids=["data-dir before the command", "after it"])
def test_another_folder(before: bool, data: Path) -> None:
    filled(data.parent / "other")
    given = ["--data-dir", "other"]
    words = [*given, "suspended"] if before else ["suspended", *given]
    code, out, err = history(data, *words)
    assert (code, err) == (0, "")
    assert out.startswith("b of convolution\na of pooling\n")


def test_an_export_ends_quietly_where_nobody_reads_on(data: Path) -> None:
    a_record(data, 3000)
    command = f'"{sys.executable}" -m quizproof history export --data-dir "{data}" | head -n 1'
    done = subprocess.run(["sh", "-c", command], capture_output=True, encoding="utf-8", check=False)
    assert (done.stderr, done.stdout.count("\n")) == ("", 1)
