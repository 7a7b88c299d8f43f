"""No answer that somebody types can run code, crash, hang or be judged otherwise than it deserves."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from hostile_answers import HOSTILE
from quizproof.engine.bank import load
from quizproof.engine.hidden import FORBIDDEN
from quizproof.engine.judging import grade_answer
from quizproof.engine.oracle import Oracle
from quizproof.engine.question import Question

BANK = Path(__file__).parent / "banks" / "hostile.yaml"


@pytest.fixture(scope="module")
def questions() -> dict[str, Question]:
    return {question.id: question for topic in load(BANK) for question in topic.questions}


def test_in_process(questions: dict[str, Question], oracle: Oracle) -> None:
    grades = [grade_answer(oracle, questions[name], answer) for name, answer, _ in HOSTILE]
    found = [(name, answer, grade.verdict.value) for (name, answer, _), grade in zip(HOSTILE, grades, strict=True)]

    assert found == list(HOSTILE)
    for grade in grades:
        assert not FORBIDDEN.search(grade.feedback + grade.computed)
        assert "\n" not in grade.feedback
        assert 0 < len(grade.feedback) < 300


def test_through_the_command(tmp_path: Path) -> None:
    lines = [
        json.dumps({"question": name, "answer": answer, "row": row}) for row, (name, answer, _) in enumerate(HOSTILE)
    ]
    responses = tmp_path / "responses.jsonl"
    responses.write_text("\n".join(lines) + "\n", encoding="utf-8")

    done = subprocess.run(
        [sys.executable, "-m", "quizproof", "grade", str(BANK), "--responses", str(responses)],
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, "")
    graded = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(one["row"], one["question"], one["verdict"]) for one in graded] == [
        (row, name, verdict) for row, (name, _, verdict) in enumerate(HOSTILE)
    ]
