"""The version of Quizproof, written here and nowhere else: pyproject.toml reads it from this file."""

from typing import Final

VERSION: Final = "0.1.0"
