"""What pytest loads of Quizproof in every run: its settings, and nothing of the engine before one of them is used.

This is installed as a package beside `quizproof`, not a module in it, because of how pytest marks the modules of a
plugin's distribution for rewritten assertions: where it finds no package at the top, it drops the first folder of
every path and takes `quizproof/__main__.py` for its own `__main__`, which is a warning in every run of everybody.

Nothing here asserts, so nothing is to be rewritten: PYTEST_DONT_REWRITE.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Declare the settings, all of them off."""
    parser.getgroup("quizproof", "Quizproof").addoption(
        "--quizproof",
        action="append",
        default=[],
        metavar="PATH",
        help="Prove the answer keys of this file or folder too; may be repeated.",
    )
    parser.addini(
        "quizproof_banks",
        "Files and folders of questions whose answer keys are proved, relative to this file.",
        type="paths",
        default=[],
    )
    parser.addini(
        "quizproof_per_file", "One test for each file, instead of one for each question.", type="bool", default=False
    )


def pytest_configure(config: pytest.Config) -> None:
    """Take part in the run where a bank was named."""
    config.addinivalue_line("markers", "quizproof: the answer key of a question, proved by running it")
    if config.getini("quizproof_banks") or config.getoption("quizproof"):
        import_module("quizproof.engine.pytest_plugin").take_part(config)
