"""`quizproof history` on a record that has something of everything."""

from pathlib import Path

from quizproof.engine.history.events import Flagged, Suspended
from quiztaking import Absent, run
from recording import DAY, NOON, attempt, begun, many, opened, wrong

NOW = {"QUIZPROOF_NOW": "2026-11-24T09:00:00Z"}


READING = {
    "export": ["export"],
    "flags": ["flags"],
    "flags as JSON": ["flags", "--json"],
    "suspended": ["suspended"],
    "unsuspend": ["unsuspend", "a"],
    "undo": ["undo"],
    "forget": ["forget", "pooling", "--yes"],
}


AWAY = [("pooling", "a"), ("pooling", "b"), ("convolution", "b")]


def filled(folder: Path) -> Path:
    """A record of two topics, with flags and cards that are put away."""
    with opened(folder) as record:
        record.append(
            begun(),
            *many(30),
            wrong("w1", "no-floor", question="d"),
            attempt("c1", topic="convolution", question="six", at=NOON + DAY),
            Flagged(id="f1", at=NOON, topic="pooling", question="a", variant="n=10,k=3", note="Two are\nright\x1b[2J."),
            Flagged(id="f2", at=NOON + DAY, topic="convolution", question="six"),
            *[Suspended(id=f"p{n}", at=NOON, topic=t, question=q) for n, (t, q) in enumerate(AWAY)],
        )
    return folder


def history(folder: Path, *words: str, typed: str = "", width: int = 80) -> tuple[int, str, str]:
    """Run `quizproof history` on a folder that is named as it lies here."""
    environment = {"QUIZPROOF_DATA_DIR": folder.name, **NOW}
    return run(["history", *words], Absent(1), typed=typed, width=width, environment=environment)
