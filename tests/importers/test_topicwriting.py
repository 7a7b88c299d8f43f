"""What is written is read again as what it was."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from quizproof.engine.hidden import FORBIDDEN
from quizproof.engine.topicwriting import question_text, topic_texts
from quizproof.engine.yamltext import read_yaml

TEXT = st.one_of(
    st.text(min_size=1, max_size=30),
    st.text(st.sampled_from("ab :#-'\"\\\n\t[]{}?&*!|>%@`,0x1.~"), min_size=1, max_size=20),
    st.sampled_from(["no", "True", "null", "1:30", "010", "0x1F", "1e3", "---", "...", "- a", "? a", "a:", "= b"]),
).filter(lambda text: not FORBIDDEN.search(text) and "\r" not in text)


@settings(deadline=None)  # two cores, and others at work
@given(TEXT, st.lists(TEXT, min_size=1, max_size=3))
@example("x\n  y", ["a\n\nb"])
def test_texts_come_back(prompt: str, hints: list[str]) -> None:
    keys = {"id": "a", "prompt": prompt, "hints": hints, "distractors": [{"text": prompt, "why": hints[0]}]}
    (text,) = topic_texts(prompt, [question_text(keys)])
    tree = read_yaml(text.encode())

    assert tree.faults == []
    assert tree.data == {"title": prompt, "questions": [keys]}


@settings(deadline=None)  # two cores, and others at work
@given(st.integers(-(10**9), 10**9) | st.floats(allow_nan=False, allow_infinity=False))
def test_numbers_stay_as_they_are_written(number: float) -> None:
    from quizproof.engine.choice import as_choice

    (text,) = topic_texts("T", [question_text({"id": "a", "answer": str(number)})])
    data = read_yaml(text.encode()).data
    assert as_choice(data["questions"][0]["answer"]).graded == str(number)


def test_a_large_bank_is_parted() -> None:
    texts = topic_texts("T", [question_text({"id": f"q-{number}"}) for number in range(3)], most=(1_000, 2))

    assert texts == [
        "title: T, part 1\nquestions:\n  - id: q-0\n\n  - id: q-1\n",
        "title: T, part 2\nquestions:\n  - id: q-2\n",
    ]
