"""`new`: topics that pass `check`, and questions put into a file whose other bytes stay as they are."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from drawn_topics import alike, topics
from quizproof.engine.appending import appended
from quizproof.engine.authoring import append_questions, new_topic
from quizproof.engine.bank import read_bank
from quizproof.engine.checking import check
from quizproof.engine.kinds import KINDS
from quizproof.engine.literals import Unreadable
from quizproof.engine.oracle import Oracle
from quizproof.engine.schema import schema_text
from quiztaking import Borrowed, run

SCHEMA = "quizproof.schema.json"
MODELINE = f"# yaml-language-server: $schema={SCHEMA}\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def new(*words: str) -> tuple[int, str, str]:
    return run(["new", *words], Borrowed(Oracle(1)))


def read(file: str) -> str:
    return Path(file).read_bytes().decode()


def test_a_new_topic_has_a_question_of_each_kind_and_passes_check(folder: Path, oracle: Oracle) -> None:
    assert new("max-pooling.yaml") == (
        0,
        "max-pooling.yaml: a new topic with 8 questions: match-question, shape-question,\n"
        "  layer-question, fill-question, config-question, values-question,\n"
        "  outcome-question, count-question\n"
        "quizproof.schema.json: what editors complete and check the topic by; keep it\n"
        "  with the topic\n"
        "Put your own words in, then: quizproof preview max-pooling.yaml\n",
        "",
    )
    assert read("max-pooling.yaml").startswith(f"{MODELINE}title: Max pooling\nquestions:\n  - id: match-question\n")
    assert read(SCHEMA) == schema_text()
    report = check(["max-pooling.yaml"], oracle)
    assert report.findings == []
    assert (report.questions, report.proved) == (len(KINDS), len(KINDS))


def test_a_new_topic_of_chosen_kinds(folder: Path) -> None:
    code, out, err = new("topic.yaml", "--kind", "count", "--kind", "count")
    assert (code, err) == (0, "")
    assert out.startswith("topic.yaml: a new topic with 2 questions: count-question, count-question-2\n")
    assert read("topic.yaml") == (
        f"{MODELINE}title: Topic\nquestions:\n{block('count-question')}\n{block('count-question-2')}"
    )


def test_ids_are_free_in_the_whole_folder(folder: Path) -> None:
    Path("other.yml").write_text("questions: broken: {\n  - id: count-question\n", encoding="utf-8")
    assert new_topic("topic.yaml", ["count"]).ids == ("count-question-2",)
    assert append_questions("topic.yaml", ["count"]).ids == ("count-question-3",)
    assert append_questions("topic.yaml", ["shape"]).ids == ("shape-question",)


TITLES = {
    "max_pooling": "title: Max pooling\n",
    "yes": 'title: "Yes"\n',
    "null": 'title: "Null"\n',
    "007": 'title: "007"\n',
    "été": "title: Été\n",
    "-": "title: A new topic\n",
}


@pytest.mark.parametrize(("stem", "line"), TITLES.items(), ids=TITLES)
def test_the_title_is_text_whatever_the_file_is_called(stem: str, line: str, folder: Path) -> None:
    new_topic(f"./{stem}.yaml", ["count"])
    assert read(f"{stem}.yaml").splitlines(keepends=True)[1] == line
    assert [found for one in read_bank([f"./{stem}.yaml"]) for found in one.findings] == []


def test_one_schema_serves_a_repository(folder: Path) -> None:
    (folder / "bank" / ".git").mkdir(parents=True)
    (folder / "bank" / "week 1").mkdir()
    (folder / SCHEMA).write_text("not of this repository", encoding="utf-8")
    assert new("bank/a.yaml", "--kind", "count")[0] == 0
    assert (folder / "bank" / SCHEMA).read_text(encoding="utf-8") == schema_text()
    code, out, _ = new("bank/week 1/b.yaml", "--kind", "count")
    assert (code, "schema" in out) == (0, False)
    assert read("bank/week 1/b.yaml").startswith(f"# yaml-language-server: $schema=../{SCHEMA}\n")
    assert not (folder / "bank" / "week 1" / SCHEMA).exists()


def test_a_folder_that_is_missing_is_made(folder: Path) -> None:
    assert new("course/week 1/a.yaml", "--kind", "count")[0] == 0
    assert sorted(path.name for path in Path("course/week 1").iterdir()) == ["a.yaml", SCHEMA]


def test_a_schema_of_another_version_is_told_and_kept(folder: Path) -> None:
    Path(SCHEMA).write_text("{}", encoding="utf-8")
    _, out, _ = new("a.yaml", "--kind", "count")
    assert f"{SCHEMA} is that of another version; to renew it: quizproof schema\n  -o {SCHEMA}\n" in out
    assert read(SCHEMA) == "{}"


TOPIC = "title: T\nquestions:\n  - {id: a, kind: count, prompt: p, layer: nn.ReLU(), answer: 0}\n"
REFUSED = {
    "it exists": (
        ["topic.yaml"],
        "topic.yaml exists: append to it with --kind, such as --kind shape, or choose another name",
    ),
    "no such kind": (["topic.yaml", "--kind", "shap"], "'shap' is no kind; did you mean shape?"),
    "nothing like a kind": (
        ["new.yaml", "--kind", "x"],
        "'x' is no kind; there are match, shape, layer, fill, config, values, outcome, count",
    ),
    "not the name of a topic": (["topic.txt"], "topic.txt is no name for a topic: it must end in .yaml"),
    "a file in place of a folder": (["topic.yaml/new.yaml"], "topic.yaml: File exists"),
    "a folder": (
        [".", "--kind", "shape"],
        ". is no file of text: name a file, or one that does not exist yet",
    ),
    "brackets": (
        ["brackets.yaml", "--kind", "shape"],
        "brackets.yaml:2:12: the questions stand in brackets: write each behind a dash, on lines of its own",
    ),
    "no list": (
        ["no_list.yaml", "--kind", "shape"],
        "no_list.yaml:1:1: there is no list `questions` here: write `questions:` first",
    ),
    "text for a list": (
        ["text.yaml", "--kind", "shape"],
        "text.yaml:2:12: there is no list `questions` here: write `questions:` first",
    ),
    "no YAML": (
        ["broken.yaml", "--kind", "shape"],
        "broken.yaml:1:8: YAML cannot be read here: found character that cannot start any token; text that begins "
        "with '@' needs quotes",
    ),
    "not UTF-8": (
        ["bytes.yaml", "--kind", "shape"],
        "bytes.yaml:1:8: byte 0xFF is not UTF-8: save the file as UTF-8",
    ),
}


@pytest.mark.parametrize(("words", "said"), REFUSED.values(), ids=REFUSED)
def test_refused_in_one_sentence_and_nothing_is_written(words: list[str], said: str, folder: Path) -> None:
    texts = {
        "topic": TOPIC.encode(),
        "brackets": b"title: T\nquestions: [{id: a}]\n",
        "no_list": b"title: T\n",
        "text": b"title: T\nquestions: none\n",
        "broken": b"title: @home\nquestions:\n",
        "bytes": b"title: \xff\nquestions:\n",
    }
    for name, text in texts.items():
        Path(f"{name}.yaml").write_bytes(text)
    assert new(*words) == (2, "", f"quizproof: {said}\n")
    assert {path.stem: path.read_bytes() for path in folder.iterdir()} == texts


def block(name: str, margin: str = "  ", dash: str = "- ") -> str:
    """The example of `count` as an item of a list."""
    first, *rest = KINDS["count"].example.splitlines(keepends=True)
    assert first == "id: count-question\n"
    return f"{margin}{dash}id: {name}\n" + "".join([f"{margin}{' ' * len(dash)}{line}" for line in rest])


LAYOUTS = {
    "a question before it": (
        "title: T\nquestions:\n  - id: a\n    kind: config\n    prompt: p\n    answer: nn.ReLU()\n@",
        "\n" + block("new"),
    ),
    "no indentation": (
        "title: T\nquestions:\n- id: a\n  kind: config\n  prompt: p\n  answer: nn.ReLU()\n@",
        "\n" + block("new", ""),
    ),
    "much indentation": (
        "title: T\nquestions:\n    -   id: a\n        kind: config\n        prompt: p\n        answer: nn.ReLU()\n@",
        "\n" + block("new", "    ", "-   "),
    ),
    "the dash on a line of its own": (
        "title: T\nquestions:\n  -\n    id: a\n    kind: config\n    prompt: p\n    answer: nn.ReLU()\n@",
        "\n" + block("new"),
    ),
    "questions without blank lines between": (
        "title: T\nquestions:\n"
        "  - {id: a, kind: config, prompt: p, answer: nn.ReLU()}\n"
        "  - {id: b, kind: config, prompt: p, answer: nn.ReLU()}\n@",
        block("new"),
    ),
    "questions with blank lines between": (
        "title: T\nquestions:\n"
        "  - {id: a, kind: config, prompt: p, answer: nn.ReLU()}\n\n"
        "  - {id: b, kind: config, prompt: p, answer: nn.ReLU()}\n@",
        "\n" + block("new"),
    ),
    "a comment between": (
        "title: T\nquestions:\n"
        "  - {id: a, kind: config, prompt: p, answer: nn.ReLU()}\n\n  # the second\n"
        "  - {id: b, kind: config, prompt: p, answer: nn.ReLU()}  # - like this\n@",
        "\n" + block("new"),
    ),
    "other keys after it": (
        "questions:\n  - {id: a, kind: config, prompt: p, answer: nn.ReLU()}\n@\ntitle: T\n",
        "\n" + block("new"),
    ),
    "a comment of the question, and one of the file": (
        "title: T\nquestions:\n  - id: a\n    kind: config\n    prompt: p\n    answer: nn.ReLU()\n"
        "    # of this question\n\n    # of it as well\n@  # of the list\n# of the file\n",
        "\n" + block("new"),
    ),
    "no newline at the end": (
        "title: T\nquestions:\n  - {id: a, kind: config, prompt: p, answer: nn.ReLU()}@",
        "\n\n" + block("new"),
    ),
    "blank lines at the end": (
        "title: T\nquestions:\n  - {id: a, kind: config, prompt: p, answer: nn.ReLU()}\n@\n\n",
        "\n" + block("new"),
    ),
    "a text of several lines at the end": (
        "title: T\nquestions:\n  - id: a\n    kind: config\n    prompt: p\n    answer: nn.ReLU()\n"
        "    explanation: |\n      one\n\n      # two\n@",
        "\n" + block("new"),
    ),
    "a text that keeps its blank lines": (
        "title: T\nquestions:\n  - id: a\n    kind: config\n    prompt: p\n    answer: nn.ReLU()\n"
        "    explanation: |+\n      one\n\n@",
        block("new"),
    ),
    "a text whose next blank line would be its own": (
        "title: T\nquestions:\n  - id: a\n    kind: config\n    prompt: p\n    answer: nn.ReLU()\n"
        "    explanation: |+\n      one\n@",
        block("new"),
    ),
    "a quoted text of several lines": (
        "title: T\nquestions:\n  - id: a\n    kind: config\n    answer: nn.ReLU()\n    prompt: 'one\n\n      two'\n@",
        "\n" + block("new"),
    ),
    "only the key": ("title: T\nquestions:  # to come\n@", block("new")),
    "only the key, in the middle": ("title: T\nquestions:\n@about: b\n", block("new")),
    "the end of the document is marked": (
        "---\ntitle: T\nquestions:\n  - {id: a, kind: config, prompt: p, answer: nn.ReLU()}\n@...\n",
        "\n" + block("new"),
    ),
    "a question that cannot be read": (
        "title: T\nquestions:\n  - {id: a, kind: nothing}\n@",
        "\n" + block("new"),
    ),
    "characters of several bytes": (
        "title: 窓×\nquestions:\n  - {id: a, kind: config, prompt: 最大, answer: nn.ReLU()}\n@# ×\n",
        "\n" + block("new"),
    ),
}


@pytest.mark.parametrize(("text", "inserted"), LAYOUTS.values(), ids=LAYOUTS)
@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["plain", "BOM"])
def test_every_other_byte_is_kept(text: str, inserted: str, newline: str, mark: str) -> None:
    before = (mark + text.replace("@", "")).replace("\n", newline).encode()
    after = (mark + text.replace("@", inserted)).replace("\n", newline).encode()
    assert appended(before, "t.yaml", ["count"], ["new"]) == after


@settings(max_examples=300, deadline=None)
@given(topics(), st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_whatever_the_layout_new_bytes_come_in_at_one_place(text: str, newline: str, cut: bool) -> None:
    before = (text.rstrip("\n") if cut else text).replace("\n", newline).encode()
    after = appended(before, "t.yaml", ["count"], ["new"])
    assert alike(before, after) + alike(before[::-1], after[::-1]) >= len(before)
    ended = before if before.endswith(b"\n") else before + newline.encode()
    old, new = yaml.safe_load(ended), yaml.safe_load(after)
    assert new["questions"].pop()["id"] == "new"
    assert new == old


def test_a_file_that_would_say_something_else_is_not_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quizproof.engine.appending.block", lambda *_: "    answer: nn.ReLU6()\n")
    with pytest.raises(Unreadable, match=r"^t\.yaml: no question can be put after the last one; see how the list"):
        appended(TOPIC.encode(), "t.yaml", ["count"], ["new"])


def test_several_are_appended_in_order_and_pass_check(folder: Path, oracle: Oracle) -> None:
    Path("topic.yaml").write_text(TOPIC, encoding="utf-8")
    assert new("topic.yaml", "--kind", "shape", "--kind", "values") == (
        0,
        "topic.yaml: 2 questions: shape-question, values-question\n"
        "Put your own words in, then: quizproof preview topic.yaml\n",
        "",
    )
    report = check(["topic.yaml"], oracle, keys=True)
    assert report.findings == []
    assert [name for name, _, _ in report.keys] == ["a", "shape-question", "values-question"]
    assert [path.name for path in folder.iterdir()] == ["topic.yaml"]
