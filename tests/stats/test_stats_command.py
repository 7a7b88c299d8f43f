"""`quizproof stats` as it is typed. A file in tests/stats/golden is a test: command, record, width, what is printed.

To write what is printed now into them: WRITE_GOLDEN=1 pytest tests/stats, and read the difference.
"""

import json
import os
import re
import shlex
import subprocess
import sys
from datetime import date
from pathlib import Path

import jsonschema
import pytest
from rich.cells import cell_len

from practised import RECORDS
from quiztaking import Absent, run
from recording import DAY, NAME, NOON, attempt, begun, opened, wrong

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
FILES = sorted((HERE / "golden").glob("*.txt"))
RULE = "----\n"
TODAY = date(2026, 11, 22)
NOW = "2026-11-22T12:00:00Z"
COMMAND = "  quizproof practice --misconception "
"""A line that begins with this is never broken, so that it can be copied whole."""


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folders = {name: tmp_path_factory.mktemp(name) for name in RECORDS}
    for name, folder in folders.items():
        with opened(folder) as history:
            history.append(*RECORDS[name](TODAY))
    return folders


def stats(folder: Path, *words: str, width: int = 80, **more: str) -> tuple[int, str, str]:
    """What the command gives on a record, as of a Sunday."""
    environment = {"QUIZPROOF_DATA_DIR": str(folder), "QUIZPROOF_NOW": NOW, **more}
    return run(["stats", *words], Absent(), width=width, environment=environment)


def test_there_are_transcripts_of_each_width_and_record() -> None:
    heads = [path.read_text(encoding="utf-8").partition(RULE)[0] for path in FILES]
    assert {re.search(r"^width (\d+)$", head, re.MULTILINE)[1] for head in heads} == {"80", "60", "40", "20"}  # type: ignore[index]
    assert {re.search(r"^record (\w+)$", head, re.MULTILINE)[1] for head in heads} == set(RECORDS)  # type: ignore[index]


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_transcript(path: Path, records: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    head, _, expected = path.read_text(encoding="utf-8").partition(RULE)
    told = dict(line.split(" ", 1) for line in head.splitlines())
    code, out, err = stats(records[told["record"]], *shlex.split(told["$"])[1:], width=int(told["width"]))

    said = out + err + (f"exit {code}\n" if code else "")
    if os.environ.get("WRITE_GOLDEN"):
        path.write_text(head + RULE + said, encoding="utf-8")
    assert said == expected
    wide = [line for line in out.splitlines() if cell_len(line) > int(told["width"])]
    assert [line for line in wide if not line.startswith(COMMAND)] == []
    assert out.isascii()


@pytest.mark.parametrize("more", [{"NO_COLOR": "1"}, {"TERM": "dumb"}, {"ACCESSIBLE": "1"}], ids=str)
def test_the_words_are_the_same_everywhere(records: dict[str, Path], more: dict[str, str]) -> None:
    expected = stats(records["weeks"])
    assert stats(records["weeks"], **more) == expected
    assert stats(records["weeks"], "--plain") == expected
    assert stats(records["weeks"], "--data-dir", str(records["weeks"]), QUIZPROOF_DATA_DIR="elsewhere") == expected


def test_where_there_is_no_record_none_is_begun(tmp_path: Path) -> None:
    folder = tmp_path / "none"
    sentence = "Nothing is in your record yet: `quizproof take pooling` begins it.\n"
    assert stats(folder) == (0, sentence, "")
    assert not folder.exists()


REFUSED = {
    "no topic": (
        ["nope"],
        "no topic is called 'nope'; shipped are convolution, pooling (a file needs its path, such as ./nope.yaml)",
    ),
    "no file": (["./nope.yaml"], "./nope.yaml does not exist"),
}


@pytest.mark.parametrize(("words", "sentence"), REFUSED.values(), ids=REFUSED)
def test_refused(records: dict[str, Path], words: list[str], sentence: str) -> None:
    for name in ("weeks", "empty"):
        assert stats(records[name], *words) == (2, "", f"quizproof: {sentence}\n")


def test_a_record_that_is_damaged(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(b"no record")
    code, out, err = stats(tmp_path)
    assert (code, out) == (2, "")
    assert re.fullmatch(r"quizproof: the record \S+ is no database; it is kept as \S+, and .*\n", err)


def test_a_topic_that_no_bank_has_any_more(records: dict[str, Path]) -> None:
    code, out, err = stats(records["odd"], "attention")
    assert (code, err) == (0, "")
    assert "  attention, in no bank here" in out
    assert "heads-added\n  3 times, last 13 October.\n" in out
    assert "pooling" not in out


def test_a_topic_by_its_file(records: dict[str, Path], tmp_path: Path) -> None:
    file = tmp_path / "other.yaml"
    file.write_text(
        "name: attention\ntitle: Heads\nquestions:\n  - {id: heads-0, kind: match, prompt: How many?, answer: 8}\n",
        encoding="utf-8",
    )
    code, out, err = stats(records["odd"], str(file))
    assert (code, err) == (0, "")
    assert "  Heads  ##############..........  57% of 7  likely 25 to 85%\n" in out


def test_a_bank_that_cannot_be_read_is_told_and_hides_nothing(
    records: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "quizproof.toml").write_text('bank = "bad.yaml"\n', encoding="utf-8")
    (tmp_path / "bad.yaml").write_text("title: [\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    code, out, err = stats(records["weeks"])
    assert (code, err) == (0, "quizproof: bad.yaml can't be read; `quizproof check` says why\n")
    monkeypatch.chdir(ROOT)
    assert out == stats(records["weeks"])[1]


def test_a_topic_that_was_not_practised_yet(records: dict[str, Path]) -> None:
    sentence = "Nothing of convolution is in your record yet: `quizproof take convolution`\n  begins it.\n"
    assert stats(records["odd"], "convolution") == (0, sentence, "")


def test_a_question_that_was_renamed_counts_under_its_id_of_now(tmp_path: Path) -> None:
    bank = tmp_path / "pooling.yaml"
    bank.write_text(
        "title: Pools\nquestions:\n  - {id: new, was: a, kind: match, prompt: What?, answer: this, difficulty: 2}\n",
        encoding="utf-8",
    )
    with opened(tmp_path) as history:
        history.append(begun(), wrong("a1", "padding-once"), begun("s2", at=NOON + DAY))
        history.append(attempt("a2", sitting="s2", question="new", at=NOON + DAY))
    found = json.loads(stats(tmp_path, str(bank), "--json", QUIZPROOF_NOW="2026-11-23T12:00:00Z")[1])
    assert found["difficulties"] == [
        {
            "difficulty": 2, "questions": 1, "met": 1,
            "first_tries": {"asked": 2, "right": 1, "part": 0.5, "likely": None},
        }
    ]  # fmt: skip
    [slip] = found["misconceptions"]
    assert (slip["example"]["question"], slip["example"]["right"], slip["since"]) == (
        "new",
        ["this"],
        {"asked": 1, "right": 1},
    )


SHARE = {
    "type": "object",
    "required": ["asked", "right", "part", "likely"],
    "additionalProperties": False,
    "properties": {
        "asked": {"type": "integer", "minimum": 0},
        "right": {"type": "integer", "minimum": 0},
        "part": {"type": ["number", "null"], "minimum": 0, "maximum": 1},
        "likely": {"type": ["array", "null"], "items": {"type": "number"}, "minItems": 2, "maxItems": 2},
    },
}
KINDS = {
    "text": {"type": "string"},
    "text or null": {"type": ["string", "null"]},
    "number": {"type": "integer"},
    "number or null": {"type": ["integer", "null"]},
    "true or false": {"type": "boolean"},
    "day": {"type": "string", "format": "date"},
    "day or null": {"type": ["string", "null"], "format": "date"},
    "list of texts": {"type": "array", "items": {"type": "string"}},
    "list of texts or null": {"type": ["array", "null"], "items": {"type": "string"}},
    "list of texts and nulls": {"type": "array", "items": {"type": ["string", "null"]}},
    "first tries": SHARE,
}


def documented() -> dict[str, object]:
    """The JSON Schema that docs/statistics.md makes: a table for the object, and one for each kind of part."""
    text = (ROOT / "docs" / "statistics.md").read_text(encoding="utf-8")
    parts = re.split(r"^## .*`(\w*)`.*$", text, flags=re.MULTILINE)
    tables = dict(zip(parts[1::2], parts[2::2], strict=True))

    def schema(name: str) -> dict[str, object]:
        rows = re.findall(r"^\| `(\w+)` \| ([^|]+?) \|", tables[name], re.MULTILINE)
        assert rows, name
        properties = {key: KINDS[kind] if kind in KINDS else below(kind) for key, kind in rows}
        return {
            "type": "object",
            "properties": properties,
            "required": list(properties),
            "additionalProperties": False,
        }

    def below(kind: str) -> dict[str, object]:
        many, name, null = re.fullmatch(r"(list of )?`(\w+)`( or null)?", kind).groups()  # type: ignore[union-attr]
        one = schema(name)
        if many:
            one = {"type": "array", "items": one}
        return {"anyOf": [one, {"type": "null"}]} if null else one

    return schema("stats")


@pytest.mark.parametrize("name", RECORDS)
def test_the_json_is_as_documented(name: str, records: dict[str, Path]) -> None:
    code, out, err = stats(records[name], "--json")
    found = json.loads(out)
    assert (code, err, found["format"], found["today"]) == (0, "", 1, "2026-11-22")
    checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
    jsonschema.Draft202012Validator(documented(), format_checker=checker).validate(found)
    assert len(found["days"]) == 28


def test_the_facts_of_a_small_record(records: dict[str, Path]) -> None:
    found = json.loads(stats(records["odd"], "--json")[1])
    days = found.pop("days")
    assert [day for day in days if day["questions"]] == [{"day": "2026-11-22", "questions": 3, "milliseconds": 126_000}]
    levels = found.pop("difficulties")
    assert [(one["difficulty"], one["met"], one["first_tries"]["right"]) for one in levels] == [
        (1, 1, 1), (2, 1, 0), (3, 0, 0), (4, 1, 0), (5, 0, 0),
    ]  # fmt: skip
    either, radius, heads = sorted(found.pop("misconceptions"), key=lambda slip: len(slip["slips"][0] or "z" * 999))
    assert [either["names"], heads["names"], heads["slips"], heads["count"], heads["command"]] == [
        ["kernel-as-radius"], ["heads-added"], [None], 3, None,
    ]  # fmt: skip
    assert radius["command"] == "quizproof practice --misconception pool-stride-one"
    assert found == {
        "format": 1,
        "today": "2026-11-22",
        "asked_for": None,
        "first_day": "2026-10-13",
        "days_practised": 2,
        "milliseconds": 126_000 + 20_000 + 120_000 + 220_000 + 4 * 300_000,
        "longest": 300_000,
        "first_tries": {"asked": 10, "right": 5, "part": 0.5, "likely": [0.2366, 0.7634]},
        "topics": [
            {
                "name": "pooling",
                "title": "Max and average pooling",
                "questions": 38,
                "met": 3,
                "first_tries": {"asked": 3, "right": 1, "part": 0.3333, "likely": None},
                "milliseconds": 126_000,
                "last_day": "2026-11-22",
            },
            {
                "name": "attention",
                "title": None,
                "questions": None,
                "met": 7,
                "first_tries": {"asked": 7, "right": 4, "part": 0.5714, "likely": [0.2505, 0.8418]},
                "milliseconds": 20_000 + 120_000 + 220_000 + 4 * 300_000,
                "last_day": "2026-10-13",
            },
        ],
        "due": {"now": 0, "days": [{"day": "2026-11-23", "questions": 2}, {"day": "2026-11-24", "questions": 1}]},
        "flags": 1,
    }


def test_json_and_a_page_at_once(records: dict[str, Path], tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    code, out, err = stats(records["odd"], "--json", "--html", str(page))
    assert (code, err, json.loads(out)["format"]) == (0, "", 1)
    assert stats(records["odd"], "--html", str(tmp_path / "other.html"), width=500) == (
        0,
        f"The statistics are in {tmp_path / 'other.html'}.\n",
        "",
    )
    assert page.read_bytes() == (tmp_path / "other.html").read_bytes()


def test_a_page_that_cannot_be_written(records: dict[str, Path], tmp_path: Path) -> None:
    page = tmp_path / "none" / "page.html"
    assert stats(records["odd"], "--html", str(page)) == (2, "", f"quizproof: {page}: No such file or directory\n")


LOADED = """
import sys
from quizproof import cli
sys.argv = ["quizproof", "stats", *sys.argv[1:]]
cli.main()
print(sorted({"pygal", "torch", "quizproof.engine.html"} & set(sys.modules)), file=sys.stderr)
"""


@pytest.mark.parametrize(
    ("words", "loaded"),
    [([], "[]"), (["--json"], "[]"), (["--html", "page.html"], "['pygal', 'quizproof.engine.html']")],
    ids=["on the screen", "as JSON", "as a page"],
)
def test_charts_are_loaded_for_a_page_only(
    records: dict[str, Path], words: list[str], loaded: str, tmp_path: Path
) -> None:
    environment = {**os.environ, "QUIZPROOF_DATA_DIR": str(records["odd"]), "QUIZPROOF_NOW": NOW}
    command = [sys.executable, "-P", "-c", LOADED, *words]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True, env=environment, cwd=tmp_path)
    assert done.stderr == f"{loaded}\n"
