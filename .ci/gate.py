"""The gate: what must hold before a change lands, the same here and in CI. `make test` runs it.

The steps run in this order, and the first that fails ends the run. The wheel is tried in an environment of its own,
from another folder, beside files of a learner that are named as ours are. Only torch and the other dependencies
are borrowed from the environment that runs the gate: they are a gigabyte.
"""

import os
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HERE = Path(sys.executable)
LONGEST = 1800
"""Seconds that one command may take: a hanging test must not hold CI for ever."""

LEARNERS_OWN = ("cli.py", "engine.py", "quizbank.py", "torch.py")
IS_THE_WHEELS = """
import sys
from pathlib import Path
import quizproof.cli, quizproof.engine
for module in (quizproof.cli, quizproof.engine):
    if not Path(module.__file__).is_relative_to(sys.prefix):
        sys.exit(f"{module.__name__} comes from {module.__file__}, not from the wheel")
"""


def main() -> None:
    """Run every step, and say how long the whole took."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="quizproof-gate-") as scratch:
        steps(Path(scratch))
    print(f"gate: passed in {time.monotonic() - began:.0f} s", flush=True)


def steps(scratch: Path) -> None:
    """Run the steps in order, with `scratch` for what they make."""
    with step("format"):
        run(tool("ruff"), "format", "--check", "--quiet", ".")
    with step("lint"):
        run(tool("ruff"), "check", "--quiet", ".")
    with step("types"):
        run(tool("mypy"), "engine", "cli.py", "__main__.py", ".ci/gate.py")
    with step("imports"):
        run(tool("lint-imports"), "--no-logo")
    with step("tests"):
        run(tool("pytest"), "-q", "--numprocesses=auto", "--dist=loadfile")
    with step("keys"):
        run(tool("quizproof"), "check", "quizbank", "--no-cache")
    with step("build"):  # the sdist, and the wheel from the sdist
        run(HERE, "-P", "-m", "build", "--no-isolation", "--outdir", scratch / "dist", ".", quiet=True)
    with step("install"):
        [wheel] = (scratch / "dist").glob("*.whl")
        python = install(wheel, scratch / "venv")
    with step("installed"):
        try_out(python, scratch / "elsewhere")


def install(wheel: Path, home: Path) -> Path:
    """Return the Python of a new environment at `home` that holds the wheel, and sees what it depends on."""
    run(HERE, "-m", "venv", "--without-pip", home)
    python = home / HERE.parent.name / HERE.name
    run(HERE, "-P", "-m", "pip", "--python", python, "install", "--quiet", "--no-deps", "--no-index", wheel)
    [packages] = home.glob("[Ll]ib/**/site-packages")
    borrowed = sorted({sysconfig.get_path("purelib"), sysconfig.get_path("platlib")})
    packages.joinpath("borrowed.pth").write_text("\n".join(borrowed) + "\n", encoding="utf-8")
    run(HERE, "-P", "-m", "pip", "--python", python, "check")
    return python


def try_out(python: Path, folder: Path) -> None:
    """Use what is installed, in a folder with a learner's own modules."""
    folder.mkdir()
    for name in LEARNERS_OWN:
        folder.joinpath(name).write_text(f"raise SystemExit('{name} of the folder was imported')\n", encoding="utf-8")
    run(python, "-P", "-c", IS_THE_WHEELS, cwd=folder)
    command = python.parent / "quizproof"
    run(command, "--version", cwd=folder)
    run(command, "check", "pooling", "--no-cache", cwd=folder)
    run(python, "-m", "quizproof", "check", "pooling", "--no-run", cwd=folder)
    run(command, "take", "pooling", cwd=folder, typed="A\n:hint\nB\n:idk\n", quiet=True)
    run(command, "new", "bank/topic.yaml", cwd=folder)
    run(command, "preview", "bank/topic.yaml", cwd=folder, quiet=True)
    run(command, "rule", "wrong-key", cwd=folder, quiet=True)
    run(python, "-P", "-W", "error", "-m", "pytest", "-q", "--quizproof", "bank", cwd=folder)


@contextmanager
def step(name: str) -> Iterator[None]:
    """Print the step's name and how long it took; where a command in it fails, print that and end the gate."""
    print(f"gate: {name} …", flush=True)
    began = time.monotonic()
    try:
        yield
    except subprocess.SubprocessError as failure:
        print(f"gate: {name} FAILED after {time.monotonic() - began:.1f} s: {failure}", flush=True)
        raise SystemExit(1) from None
    print(f"gate: {name} passed in {time.monotonic() - began:.1f} s", flush=True)


def run(*argv: str | Path, cwd: Path = ROOT, typed: str = "", quiet: bool = False) -> None:
    """Run a command with `typed` as its input; `quiet` shows what it prints only where it fails."""
    aside = subprocess.PIPE if quiet else None
    # What is tried must not find this tree by way of the caller's environment.
    environment = {name: text for name, text in os.environ.items() if name not in {"PYTHONPATH", "PYTHONSAFEPATH"}}
    done = subprocess.run(
        [str(word) for word in argv],
        cwd=cwd,
        env=environment,
        input=typed,
        encoding="utf-8",
        stdout=aside,
        stderr=subprocess.STDOUT if quiet else None,
        timeout=LONGEST,
        check=False,
    )
    if done.returncode:
        print(done.stdout or "", end="", flush=True)
        done.check_returncode()


def tool(name: str) -> Path:
    """Return the command `name` of the environment that runs the gate."""
    return HERE.parent / name


if __name__ == "__main__":
    main()
