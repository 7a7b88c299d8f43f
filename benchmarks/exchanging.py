"""Banks out and in: a package for Canvas written and read, beside text2qti, which writes one and computes nothing."""

import sys
from pathlib import Path

import bank
from table import Row
from whole import Ran, beside, ran


def exchanging(folder: Path, rounds: int, _long: bool, count: int = 10_000) -> list[Row]:
    """Measure the export of a bank and its import, whole commands, time and memory of all their processes."""
    bank.write_bank(folder, count)
    text = bank.write_text2qti(folder)
    quizproof, text2qti = [Path(sys.executable).with_name(name) for name in ("quizproof", "text2qti")]
    if not text2qti.exists():
        sys.exit("there is no command text2qti: `make bench` installs it")
    package = folder / "bank.zip"
    out: list[Ran] = []
    back: list[Ran] = []
    bare: list[Ran] = []
    for _ in range(rounds):
        out.append(ran([quizproof, "export", "canvas", folder / "bank", "-o", package], folder))
        back.append(ran([quizproof, "import", package, "-o", folder / "again.yaml", "--force"], folder, fine=(0, 1)))
        bare.append(ran([text2qti, text], folder))
    what = f"{count:,} questions, the whole command, beside text2qti writing them"
    named = {"export to Canvas": out, "import from Canvas, keys proved": back}
    return [beside(f"{how}, {what}", ours, bare) for how, ours in named.items()]
