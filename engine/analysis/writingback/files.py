"""The files of banks, and which of them must not be written."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from ...bankfiles import NoBank, find_files, leaves
from ...measured import Measurement
from ...shelf import OWN_RULES, SHIPPED
from ...yamltext import MAX_BYTES
from .planning import Plan, PlannedFile, plan

_INSTALLED: Final = frozenset(("site-packages", "dist-packages"))
"""Folders of what is installed: a checkout may be written to by its path."""


def plan_write_back(banks: Sequence[str | os.PathLike[str]], measured: Mapping[str, Measurement]) -> Plan:
    """Return what the files of banks would say with what was measured, by the ids of questions. Nothing is written.

    Files that must not be written are as they were, with a sentence that says so. Raises NoBank.
    """
    files: dict[str, bytes] = {}
    blocked: dict[str, str] = {}
    unread: list[PlannedFile] = []
    seen: set[str] = set()
    for path, name, root in [file for bank in banks for file in find_files(bank)]:
        real = os.path.realpath(path)
        if real in seen or path.name == OWN_RULES:
            continue
        seen.add(real)
        if leaves(path, root):
            said = f"{name}: this is a symbolic link that leaves the bank: put the file itself here"
            unread.append(PlannedFile(name, b"", b"", refused=(said,)))
            continue
        files[name] = _read(path)
        blocked[name] = _blocked(real, root)
    found = plan(list(files.items()), measured)
    done = [_left(one, blocked[one.file]) if one.changed and blocked[one.file] else one for one in found.files]
    return Plan((*done, *(unread if found.unknown else ())), found.unknown)


def _read(path: Path) -> bytes:
    try:
        if not path.is_file():  # a fifo would hold the program for ever
            raise NoBank(f"{path} is no file of text")
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise NoBank(f"{path} cannot be opened: {error.strerror or error}") from None


def _blocked(real: str, root: Path) -> str:
    """Return why a file must not be written; "" where it may be."""
    inside = Path(real).is_relative_to(os.path.realpath(SHIPPED))
    if inside and (root == SHIPPED or not _INSTALLED.isdisjoint(SHIPPED.parts)):
        return (
            "this topic comes with Quizproof, and the next version replaces it: copy the file into a bank of your own"
        )
    return "" if os.access(real, os.W_OK) else "this file is read-only: make it writable"


def _left(one: PlannedFile, why: str) -> PlannedFile:
    return replace(one, after=one.before, changed=(), refused=(*one.refused, f"{one.file}: {why}"))
