"""What is measured of all that a teacher says: variants of a question, what a wrong answer comes of, and `explain`."""

from pathlib import Path
from statistics import median
from typing import Final

import bank
from clock import Spent
from scripts import WORKERS, each, script, spent
from table import Row, compared

A_DIAGNOSIS: Final = 1e-3
"""Seconds that a learner's wrong answer may take to diagnose."""


def variants(folder: Path, rounds: int, _long: bool) -> list[Row]:
    """Measure `check` of one question in ten thousand variants, which share a few hundred layers and inputs."""
    count, apart = bank.write_family(folder)
    ours: list[Spent] = []
    bare: list[Spent] = []
    for _ in range(rounds):
        loop = script("bare", "variants", folder)
        assert loop["right"] == count, "the generated keys are wrong"
        bare.append(spent(loop))
        found = script("ours", "check", folder, WORKERS)
        assert found["variants"] == count
        ours.append(spent(found))
    rate = count / median([one.wall for one in ours])
    what = (
        f"`check` of {count:,} variants of one question, {rate:,.0f} a second: one variant, beside a bare loop that "
        f"runs each of its {apart} layers and inputs once and compares"
    )
    return [compared(what, each(ours, count), each(bare, count), limit=None)]


def diagnosis(_folder: Path, rounds: int, _long: bool) -> list[Row]:
    """Measure what it takes to say what a wrong answer comes of, beside a round trip to the worker."""
    found = [script("telling", "diagnose") for _ in range(rounds)]
    ours = [spent(one) for one in found]
    kinds = {kind: median([one["kinds"][kind] for one in found]) for kind in found[0]["kinds"]}
    listed = ", ".join([f"{kind} {seconds * 1e6:.0f} µs" for kind, seconds in kinds.items()])
    what = f"diagnosis of a wrong answer ({listed}), beside a round trip to torch"
    row = compared(what, ours, [Spent(*one["trip"]) for one in found], limit=None)
    return [row._replace(limit=f"{A_DIAGNOSIS * 1e3:g} ms", holds=max(kinds.values()) <= A_DIAGNOSIS)]


def explaining(_folder: Path, rounds: int, _long: bool) -> list[Row]:
    """Measure `explain` by the formulas alone, which must say what it says with torch, beside the start of torch."""
    found = [script("telling", "explain") for _ in range(rounds)]
    same = min([one["same"] for one in found])
    count = found[0]["count"]
    what = (
        f"`explain` of a shape without torch: derivation, parameters and picture, the same as with torch for {same} of "
        f"{count} layers, beside the start of torch, which only confirms them"
    )
    row = compared(what, [spent(one) for one in found], [Spent(*one["start"]) for one in found], limit=0.1)
    return [row._replace(holds=bool(row.holds) and same == count)]
