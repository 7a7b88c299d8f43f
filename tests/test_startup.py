"""What is loaded before the first question can be answered: all the rest loads while it is read."""

import subprocess
import sys
from pathlib import Path

PROGRAM = """
import sys
from quizproof import engine
engine.load("pooling")
import quizproof.engine.screen.front
from quizproof.engine.screen.taking import take
later = [f"quizproof.engine.{name}" for name in ("misconceptions", "pictures", "picturing", "sizes", "solving")]
print([name for name in (*later, "_hashlib", "fractions", "json", "torch", "typer") if name in sys.modules])
"""


def test_what_a_verdict_needs_is_not_loaded_before_the_first_question_can_be_answered() -> None:
    done = subprocess.run([sys.executable, "-P", "-c", PROGRAM], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout == "[]\n"


LEFT = """
import sys
from quizproof import engine
topics, wish = engine.load("pooling"), engine.Quiz("pooling", engine.Wanted(), engine.Rules(7))
for _ in range(2):
    keeper = engine.keeper(sys.argv[1], True, print, engine.now)
    opened = engine.opened(keeper, topics, wish, 0.0)
    if opened.found is None:
        keeper.scribe(opened.bank, topics).begin(opened.sitting)
    keeper.close()
later = [f"quizproof.engine.{name}" for name in ("misconceptions", "sizes")]
print(opened.found is not None, [name for name in later if name in sys.modules])
"""


def test_nor_where_a_quiz_that_was_left_goes_on(tmp_path: Path) -> None:
    run = [sys.executable, "-P", "-c", LEFT, str(tmp_path)]
    done = subprocess.run(run, capture_output=True, encoding="utf-8", check=True)
    assert done.stdout == "True []\n"


LOADED = """
import sys
from quizproof import engine
engine.load("pooling")
here = [module for name, module in sys.modules.items() if name.startswith("quizproof.engine.")]
values = [value for module in here for value in vars(module).values()]
kinds = {value for value in values if "__dataclass_params__" in getattr(value, "__dict__", {})}
print(len(kinds) > 20, sorted([kind.__qualname__ for kind in kinds if kind.__dataclass_params__.frozen]))
"""


def test_no_value_that_a_bank_takes_is_made_the_slow_way() -> None:
    done = subprocess.run([sys.executable, "-P", "-c", LOADED], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout == "True []\n", "frozen.py has the dataclass for what is loaded before the first question"
