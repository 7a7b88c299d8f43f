"""How machines of CI read the log of a step: what they would obey, and what of it is ours."""

import re
from typing import NamedTuple

from quizproof.engine.hidden import FORBIDDEN

MARKED = re.compile(r"##\w*\[")
"""What the runners of GitHub, Azure and TeamCity obey anywhere in a line."""


class Command(NamedTuple):
    """A workflow command of GitHub."""

    name: str
    properties: dict[str, str]
    data: str


def commands(log: str) -> list[Command]:
    """Return the workflow commands in a log, by the steps that GitHub's runner takes: whatever begins with `::`."""
    found = []
    for line in re.split(r"\r\n|\r|\n", log):
        if not line.lstrip().startswith("::"):
            continue
        head, separator, data = line.lstrip()[2:].partition("::")
        if separator:
            name, _, properties = head.partition(" ")
            pairs = [pair.partition("=") for pair in properties.strip().split(",") if pair]
            found.append(Command(name, {key: read(value, ":,") for key, _, value in pairs}, read(data)))
    return found


def read(text: str, more: str = "") -> str:
    """Return escaped text as the runner understands it, the percent sign last."""
    for character in f"\r\n{more}%":
        text = text.replace(f"%{ord(character):02X}", character)
    return text


def obeyed(log: str) -> list[str]:
    """Return what a terminal, or any machine of CI, would obey, but for GitHub's workflow commands."""
    return [*MARKED.findall(log), *FORBIDDEN.findall(log)]
