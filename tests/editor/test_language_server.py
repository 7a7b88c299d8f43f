"""What an author sees in an editor, asked of the real yaml-language-server: the same defects as `check` tells, at the
same places, and what is offered and said while writing."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from languageserver import ABSENT, SERVER, LanguageServer, Told, language_server
from quizproof.engine.authoring import SCHEMA_NAME, new_topic, topic_text
from quizproof.engine.bank import read_bank
from quizproof.engine.kinds import KINDS
from quizproof.engine.yamltext import read_yaml

pytestmark = pytest.mark.skipif(
    bool(ABSENT), reason=f"{' and '.join(ABSENT)} must be installed: editors run yaml-language-server with it"
)

TESTS = Path(__file__).parent.parent
MODELINE = f"# yaml-language-server: $schema={SCHEMA_NAME}\n"

READING = TESTS / "bad_banks" / "reading"
# fmt: off
KNOWABLE = [
    "alias", "anchor", "bad_id", "choice_keys", "colon_in_hint", "difficulty", "duplicate_key", "evidence",
    "fill_blanks", "match_without_answer", "missing_keys", "negative_size", "no_kind", "no_questions", "number_key",
    "numbers_by_name", "prompt_is_truth_value", "question_is_text", "questions_is_text", "shape_of_words",
    "starts_with_at", "tag", "top_is_a_list", "two_answers", "unknown_key", "unknown_key_of_topic", "unknown_kind",
]
# fmt: on
"""The files in bad_banks/reading whose defects YAML itself or a schema can know."""

GOOD = [*sorted((TESTS.parent / "quizbank").glob("*.yaml")), *sorted((TESTS / "banks").glob("*.yaml"))]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a topic and a schema, as `quizproof new` leaves it."""
    folder = tmp_path_factory.mktemp("author")
    new_topic(folder / "new.yaml")
    return folder


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[LanguageServer]:
    with language_server(folder) as server:
        yield server


@pytest.fixture(scope="module")
def told(server: LanguageServer, folder: Path) -> dict[str, Told]:
    """What the server says of each file, by its stem."""
    paths = [*[READING / f"{name}.yaml" for name in KNOWABLE], *GOOD, folder / "new.yaml"]
    texts = [path.read_text(encoding="utf-8") for path in paths]
    texts = [text if text.startswith(MODELINE) else with_modeline(text) for text in texts]
    return dict(zip([path.stem for path in paths], server.diagnostics(texts), strict=True))


def with_modeline(text: str) -> str:
    """The text with the modeline in place of its first comment, or before everything."""
    return MODELINE + re.sub(r"\A#.*\n", "", text)


def test_the_server_is_the_one_that_is_asked_for() -> None:
    wanted = json.loads(Path(__file__).with_name("package.json").read_text(encoding="utf-8"))["dependencies"]
    installed = json.loads((SERVER.parent.parent / "package.json").read_text(encoding="utf-8"))["version"]
    assert wanted == {"yaml-language-server": installed}, "`make test` installs it"


@pytest.mark.parametrize("name", KNOWABLE)
def test_the_same_defects_at_the_same_places(name: str, told: dict[str, Told], tmp_path: Path) -> None:
    path = tmp_path / f"{name}.yaml"
    path.write_text(with_modeline((READING / path.name).read_text(encoding="utf-8")), encoding="utf-8")
    ours = [f"{one.line}:{one.column}" for read in read_bank([path]) for one in read.findings]

    assert [place for place, _ in told[name]] == ours


@pytest.mark.parametrize("name", [*[path.stem for path in GOOD], "new"])
def test_nothing_is_said_against_a_good_topic(name: str, told: dict[str, Told]) -> None:
    assert told[name] == []


def test_the_schema_is_found_from_a_folder_below(server: LanguageServer) -> None:
    text = topic_text("week", ["count"], ["a"], f"../{SCHEMA_NAME}").replace("title", "titel")
    assert server.diagnostics([text], "below") == [[("2:1", "Property titel is not allowed.")]]


SAID: dict[str, Told] = {
    "unknown_key": [("9:5", "Property anwser is not allowed.")],
    "unknown_key_of_topic": [("2:1", "Property titel is not allowed.")],
    "missing_keys": [("4:5", 'Missing property "input".'), ("4:5", 'Missing property "prompt".')],
    "unknown_kind": [("5:11", f"a kind is one of {', '.join(KINDS)}")],
    "bad_id": [("4:9", "a name in lower-case words joined by dashes is wanted here, such as max-pool")],
    "difficulty": [
        ("10:17", "Value is above the maximum of 5."),
        ("11:14", "Value is below the exclusive minimum of 0."),
        ("12:13", 'Incorrect type. Expected "number".'),
    ],
    "duplicate_key": [("10:5", "Map keys must be unique")],
    "two_answers": [("10:5", "answer and answers exclude each other: delete one of the two")],
    "match_without_answer": [("4:5", "a match question needs an answer")],
    "prompt_is_truth_value": [
        ("6:13", "text is wanted here: text with ': ' in it, numbers and words such as true need quotes")
    ],
}


@pytest.mark.parametrize("name", SAID)
def test_each_defect_gives_one_message(name: str, told: dict[str, Told]) -> None:
    assert told[name] == SAID[name]


SHAPE = MODELINE + "title: T\nquestions:\n  - id: a\n    kind: shape\n"
COMMON = {"prompt", "answer", "answers", "distractors", "hints", "explanation", "mistakes", "tags"}
COMMON |= {"difficulty", "measured", "seconds", "points", "source", "was", "params", "let", "where"}
OFFERED = {
    "keys of a topic": (MODELINE + "|\n", {"title", "name", "about", "lesson", "examples", "questions"}),
    "keys of a kind": (SHAPE + "    |\n", COMMON | {"layer", "input", "of", "weights", "mode", "axes"}),
    "keys that are left": (
        SHAPE + "    prompt: p\n    layer: nn.ReLU()\n    |\n",
        COMMON - {"prompt"} | {"input", "of", "weights", "mode", "axes"},
    ),
    "kinds": (SHAPE.replace("kind: shape", "kind: |"), set(KINDS)),
    "kinds of evidence": (SHAPE.replace("shape", "match") + "    evidence:\n      - kind: |\n", {*KINDS} - {"match"}),
    "words of a key": (SHAPE + "    mode: |\n", {"eval", "train"}),
}


@pytest.mark.parametrize(("text", "labels"), OFFERED.values(), ids=OFFERED)
def test_what_can_stand_there_is_offered(text: str, labels: set[str], server: LanguageServer) -> None:
    assert set(server.completions(text)) == labels


def test_a_key_comes_with_its_example_as_authors_write_it(server: LanguageServer) -> None:
    found = server.completions(SHAPE + "    |\n")
    assert found["input"]["insertText"] == "input: [1, 1, 6, 6]"
    assert found["answer"]["insertText"] == "answer: ${1:(1, 1, 3, 3)}"
    assert found["hints"]["insertText"] == "hints:\n  - ${1}"


@pytest.mark.parametrize("word", KINDS)
def test_a_whole_question_is_offered_where_one_begins(word: str, server: LanguageServer) -> None:
    start = MODELINE + "title: T\nquestions:\n  - "
    offered = server.completions(f"{start}|\n")[f"{word} question"]["insertText"]
    typed = re.sub(r"\$\{\d:([^}]*)\}", r"\1", offered).replace("\n", "\n  ")  # an editor indents as the line above
    tree = read_yaml(f"{start}{typed}\n".encode())

    assert tree.faults == []
    assert tree.data["questions"] == [read_yaml(KINDS[word].example.encode()).data]


HOVERED = {
    "a key of a kind": (
        SHAPE + "    ax|es: [-1]\n",
        "Ask for the sizes along these axes only.\n\n```yaml\naxes: [-2, -1]\n```",
    ),
    "a key of every question": (
        SHAPE + "    diffi|culty: 2\n",
        "From 1, easy, to 5, hard. A test asks in this order.\n\nExample:\n\n```yaml\n2\n```\n",
    ),
    "a key of a choice": (
        SHAPE + "    answer: {w|hy: b}\n",
        "Feedback in Markdown for whoever chooses this. Equations in it are proved.\n\nExample:\n\n"
        "```yaml\nThe first window needs no step to be there.\n```\n",
    ),
    "a kind": (
        SHAPE.replace("kind", "ki|nd"),
        "`shape`: Right is the shape that torch computes; with axes, the sizes along these only.",
    ),
}


@pytest.mark.parametrize(("text", "said"), HOVERED.values(), ids=HOVERED)
def test_a_key_says_what_it_is_for(text: str, said: str, server: LanguageServer) -> None:
    assert said in server.hover(text)
