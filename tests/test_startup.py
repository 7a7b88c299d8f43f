"""What is loaded before the first question can be answered: all the rest loads while it is read."""

import subprocess
import sys

PROGRAM = """
import sys
from quizproof import engine
engine.load("pooling")
import quizproof.engine.screen.front
from quizproof.engine.screen.taking import take
later = [f"quizproof.engine.{name}" for name in ("misconceptions", "pictures", "picturing", "sizes", "solving")]
print([name for name in (*later, "fractions", "json", "torch", "typer") if name in sys.modules])
"""


def test_what_a_verdict_needs_is_not_loaded_before_the_first_question_can_be_answered() -> None:
    done = subprocess.run([sys.executable, "-P", "-c", PROGRAM], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout == "[]\n"
