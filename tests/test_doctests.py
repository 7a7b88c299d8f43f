"""Every example in a docstring of the engine holds."""

import doctest
from importlib import import_module
from pathlib import Path

import pytest

ENGINE = Path(__file__).resolve().parent.parent / "engine"
WITH_EXAMPLES = sorted(path for path in ENGINE.rglob("*.py") if ">>> " in path.read_text(encoding="utf-8"))


def module_of(path: Path) -> str:
    return ".".join(("quizproof.engine", *path.relative_to(ENGINE).with_suffix("").parts)).removesuffix(".__init__")


@pytest.mark.parametrize("name", [module_of(path) for path in WITH_EXAMPLES])
def test_the_examples_hold(name: str) -> None:
    result = doctest.testmod(import_module(name), report=True)  # what fails is printed, with the line
    assert result.attempted > 0
    assert result.failed == 0
