"""What is on the shelf: the shipped topics and their ids, by name alone, without reading YAML.

Shell completion asks this at every Tab, so nothing here may be slow to load.
"""

import os
import re
from pathlib import Path
from typing import Final

SHIPPED: Final = Path(__file__).parent.parent / "quizbank"
"""The folder of the topics that come with the package."""

OWN_RULES: Final = "misconceptions.yaml"
"""The file of a bank's own misconceptions, beside its topics: it is no topic."""

_ID: Final = re.compile(rb"^ *(?:- )? *id: *([a-z0-9-]+)", re.MULTILINE)


def shipped() -> tuple[str, ...]:
    """Return the names of the shipped topics, in order."""
    return tuple(sorted(path.stem for path in SHIPPED.glob("*.yaml") if path.name != OWN_RULES))


def shipped_ids() -> tuple[str, ...]:
    """Return what looks like an id in the shipped topics: those of questions and of examples."""
    return tuple(sorted({name for path in SHIPPED.glob("*.yaml") for name in ids_like(path.read_bytes())}))


def ids_like(text: bytes) -> set[str]:
    """Return what looks like an id in a text of YAML, whether it can be read or not."""
    return {found.decode("ascii") for found in _ID.findall(text)}


def paths_like(incomplete: str) -> list[str]:
    """Return the folders and YAML files whose path begins with what was typed."""
    folder, start = os.path.split(incomplete)
    try:
        entries = sorted(os.scandir(folder or "."), key=lambda entry: entry.name)
    except OSError:
        return []
    found = [entry for entry in entries if entry.name.startswith(start) and not entry.name.startswith(".")]
    names = [f"{entry.name}{os.sep}" for entry in found if entry.is_dir()]
    names += [entry.name for entry in found if entry.name.endswith((".yaml", ".yml"))]
    return [os.path.join(folder, name) for name in names]
