"""What was measured goes into the files of a bank, and nothing else about the bank is another than before."""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from pages import printed
from quizproof.engine.analysis.facts import Analysis, Item, Rows, Whole
from quizproof.engine.analysis.measures import Measured, Missing, Score
from quizproof.engine.analysis.writingback.files import plan_write_back
from quizproof.engine.analysis.writingback.measurements import measurements
from quizproof.engine.analysis.writingback.planning import Plan, PlannedFile, plan
from quizproof.engine.bank import load
from quizproof.engine.bankfiles import NoBank
from quizproof.engine.checking import check
from quizproof.engine.exporting import Order, exported
from quizproof.engine.filecheck import How
from quizproof.engine.literals import Unreadable
from quizproof.engine.measured import Measurement
from quizproof.engine.oracle import Oracle
from quizproof.engine.previewing import preview
from quizproof.engine.screen.listing import print_questions, print_shown
from quizproof.engine.screen.page import Page
from quizproof.engine.screen.preview import print_preview
from quizproof.engine.shelf import SHIPPED, shipped
from quizproof.engine.yamltext import read_yaml

TESTS = Path(__file__).parent.parent
FOUND = Measurement(difficulty=0.62, discrimination=0.41, answers=812)
LINE = "measured: {difficulty: 0.62, discrimination: 0.41, answers: 812}"
BANKS = [*sorted(SHIPPED.glob("*.yaml")), TESTS / "banks" / "all_kinds.yaml"]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def topic(*ids: str, more: str = "") -> str:
    """The text of a topic with these questions."""
    items = "".join([f"  - {{id: {one}, kind: match{more}, prompt: p, answer: x}}\n" for one in ids])
    return f"title: T\nquestions:\n{items}"


def save(name: str, text: str) -> None:
    Path(name).parent.mkdir(exist_ok=True)
    Path(name).write_text(text, encoding="utf-8")


def measured_all(path: Path) -> bytes:
    """A bank in which all questions were measured."""
    ids = [question.id for one in load(path) for question in one.questions]
    result = plan([(str(path), path.read_bytes())], dict.fromkeys(ids, FOUND))
    assert result.sentences == ()
    assert result.files[0].changed == tuple(ids)
    return result.files[0].after


@pytest.mark.parametrize("path", BANKS, ids=lambda path: path.stem)
def test_a_bank_says_what_it_said(path: Path, tmp_path: Path, oracle: Oracle) -> None:
    copy = tmp_path / path.name
    copy.write_bytes(measured_all(path))
    assert {question.measured for one in load(copy) for question in one.questions} == {FOUND}

    wanted = read_yaml(path.read_bytes()).data
    for item in wanted["questions"]:
        item["measured"] = {"difficulty": 0.62, "discrimination": 0.41, "answers": 812}
    assert read_yaml(copy.read_bytes()).data == wanted

    assert check([copy], oracle, how=How(run=False)).findings == []  # as of the bank itself


def test_a_question_proved_by_torch_stays_proved(folder: Path, oracle: Oracle) -> None:
    path = TESTS / "banks" / "all_kinds.yaml"
    save("copy.yaml", measured_all(path).decode())
    old, new = check([path], oracle, keys=True), check(["copy.yaml"], oracle, keys=True)
    assert (new.findings, new.proved, new.trusted, new.keys) == ([], old.proved, old.trusted, old.keys)


@pytest.mark.parametrize("form", ["anki", "canvas", "gift", "html", "jupyterquiz", "markdown", "moodle"])
def test_what_is_exported_is_the_same(form: str, folder: Path, oracle: Oracle) -> None:
    path = TESTS / "exporters" / "bank.yaml"
    save("bank.yaml", measured_all(path).decode())
    old, new = [exported(load(one), Order(form), oracle) for one in (path, "bank.yaml")]
    assert (new.exported.file, new.exported.beside) == (old.exported.file, old.exported.beside)
    assert [loss.sentence for loss in new.exported.losses] == [loss.sentence for loss in old.exported.losses]


def test_it_is_said_where_the_difficulty_is_said(folder: Path, oracle: Oracle) -> None:
    save("t.yaml", topic("a", more=", difficulty: 2, measured: {difficulty: 0.625, answers: 1812}, tags: [b]"))
    [one] = load("t.yaml")
    said = "match, difficulty 2, measured 63% in 1,812 answers, b"
    pages: dict[str, Callable[[Page], None]] = {
        f"  {said}": lambda page: print_questions(page, one),
        f"t, {said}": lambda page: print_shown(page, one, one.questions[0], None),
        f"t.yaml:3, {said}": lambda page: print_preview(page, preview("t.yaml", oracle)),
    }
    for line, show in pages.items():
        assert line in printed(show).splitlines()


def test_the_files_that_would_change(folder: Path) -> None:
    save("bank/one.yaml", topic("a", "b"))
    save("bank/two.yaml", topic("c", more=f", {LINE}"))
    save("bank/three.yaml", topic("d"))
    save("bank/misconceptions.yaml", "misconceptions: []\n")
    before = {path: path.read_bytes() for path in Path("bank").iterdir()}
    result = plan_write_back(["bank", "bank/one.yaml"], dict.fromkeys("bcx", FOUND))
    one, two = before[Path("bank/one.yaml")], before[Path("bank/two.yaml")]
    assert result == Plan(
        (
            PlannedFile(
                "bank/one.yaml", one, one.replace(b"b, kind: match", f"b, kind: match, {LINE}".encode()), ("b",)
            ),
            PlannedFile("bank/two.yaml", two, two, kept=("c",)),
        ),
        "the bank has no question 'x': what was measured there is written nowhere",
    )
    assert {path: path.read_bytes() for path in Path("bank").iterdir()} == before
    assert result.files[0].diff() == (
        "--- bank/one.yaml\n+++ bank/one.yaml\n@@ -1,4 +1,4 @@\n title: T\n questions:\n"
        "   - {id: a, kind: match, prompt: p, answer: x}\n"
        "-  - {id: b, kind: match, prompt: p, answer: x}\n"
        f"+  - {{id: b, kind: match, {LINE}, prompt: p, answer: x}}\n"
    )
    assert result.files[0].write()
    assert Path("bank/one.yaml").read_bytes() == result.files[0].after
    assert plan_write_back(["bank"], dict.fromkeys("bc", FOUND)).files[0].kept == ("b",)


def test_a_file_that_was_saved_meanwhile_is_left_as_it_is(folder: Path) -> None:
    save("t.yaml", topic("a"))
    [one] = plan_write_back(["t.yaml"], {"a": FOUND}).files
    save("t.yaml", topic("a", "b"))
    assert not one.write()
    assert Path("t.yaml").read_text(encoding="utf-8") == topic("a", "b")


COMES_WITH = "this topic comes with Quizproof, and the next version replaces it: copy the file into a bank of your own"


@pytest.mark.parametrize(
    "bank", [shipped()[0], SHIPPED, SHIPPED / f"{shipped()[0]}.yaml"], ids=["name", "folder", "file"]
)
def test_a_shipped_topic_is_not_written(bank: str | Path) -> None:
    [one] = load(shipped()[0])
    result = plan_write_back([bank], {one.questions[0].id: FOUND})
    [file] = result.files
    assert (file.before, file.changed, result.unknown) == (file.after, (), "")
    assert result.sentences == (f"{file.file}: {COMES_WITH}",)


def test_what_is_installed_is_not_written_by_its_path_either(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = folder / "site-packages" / "quizproof" / "quizbank"
    shelf.parent.mkdir(parents=True)
    save(f"{shelf}/pooling.yaml", topic("a"))
    monkeypatch.setattr("quizproof.engine.analysis.writingback.files.SHIPPED", shelf)
    assert plan_write_back(["site-packages"], {"a": FOUND}).sentences == (
        f"site-packages/quizproof/quizbank/pooling.yaml: {COMES_WITH}",
    )


def test_a_shipped_topic_of_a_checkout_is_written_by_its_path(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save("quizbank/pooling.yaml", topic("a"))
    monkeypatch.setattr("quizproof.engine.analysis.writingback.files.SHIPPED", folder / "quizbank")
    assert plan_write_back(["quizbank"], {"a": FOUND}).files[0].changed == ("a",)


def test_a_file_that_is_read_only_is_not_written(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save("bank/one.yaml", topic("a"))
    save("bank/two.yaml", topic("b"))
    monkeypatch.setattr(os, "access", lambda path, mode: not str(path).endswith("one.yaml"))
    result = plan_write_back(["bank"], {"a": FOUND, "b": FOUND})
    assert result.sentences == ("bank/one.yaml: this file is read-only: make it writable",)
    assert [one.changed for one in result.files] == [(), ("b",)]


def test_a_link_out_of_the_bank_is_not_followed(folder: Path) -> None:
    save("elsewhere.yaml", topic("a"))
    save("bank/one.yaml", topic("b"))
    Path("bank/link.yaml").symlink_to("../elsewhere.yaml")
    result = plan_write_back(["bank"], {"a": FOUND, "b": FOUND})
    assert result.sentences == (
        "bank/link.yaml: this is a symbolic link that leaves the bank: put the file itself here",
        "the bank has no question 'a': what was measured there is written nowhere",
    )
    assert plan_write_back(["bank"], {"b": FOUND}).sentences == ()


def test_a_link_within_the_bank_is_one_file(folder: Path) -> None:
    save("bank/one.yaml", topic("a"))
    Path("bank/two.yaml").symlink_to("one.yaml")
    result = plan_write_back(["bank"], {"a": FOUND})
    assert [(one.file, one.changed, one.refused) for one in result.files] == [("bank/one.yaml", ("a",), ())]


@pytest.mark.parametrize(
    ("bank", "said"),
    [("nope.yaml", "nope.yaml does not exist"), ("pipe.yaml", "pipe.yaml is no file of text")],
)
def test_what_is_no_bank(bank: str, said: str, folder: Path) -> None:
    os.mkfifo("pipe.yaml")
    with pytest.raises(NoBank) as caught:
        plan_write_back([bank], {"a": FOUND})
    assert str(caught.value) == said


NONE = Measured(None, 0, Missing.FEW_STUDENTS)


def analysis(*items: Item) -> Analysis:
    return Analysis(Rows(), Whole(0, 1, Score(), 0, True, NONE, NONE, NONE, NONE, NONE), items, ())


@pytest.mark.parametrize("attempts", ["last", "best", "all"])
def test_only_first_tries_are_written(attempts: str) -> None:
    said = f"^`measured` is about first tries, and here the {attempts} count: count the first$"
    with pytest.raises(Unreadable, match=said):
        measurements(replace(analysis(), attempts=attempts))


def test_what_nobody_tried_is_not_written() -> None:
    said = "^`measured` is about first tries, and here what was left out counts as wrong: leave --unanswered out$"
    with pytest.raises(Unreadable, match=said):
        measurements(replace(analysis(), unanswered_wrong=True))


def test_what_an_analysis_has_measured() -> None:
    found = analysis(
        Item("a", Score(501.0, 812), 500, Measured(0.4149, 812), NONE),
        Item("b", Score(1.0, 3), 1, NONE, NONE),
        Item("nobody", Score(), 0, NONE, NONE),
    )
    assert measurements(found) == {"a": FOUND, "b": Measurement(difficulty=0.33, answers=3)}
