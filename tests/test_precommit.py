"""The hooks for pre-commit, run by pre-commit in a repository of its own."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
TOPIC = """\
title: Small pools
questions:
  - id: ten-to-three
    kind: layer
    prompt: Which layer turns a 10×10 map into 3×3?
    input: [1, 1, 10, 10]
    output: [1, 1, 3, 3]
    answer: nn.MaxPool2d(kernel_size=3, stride=3)
    distractors:
      - nn.AvgPool2d(kernel_size=4, stride=4)
      - nn.AvgPool2d(kernel_size=4, stride=5)
"""
TEXT = "title: Text\nquestions:\n  - {id: capital, kind: match, prompt: Where?, answer: Paris}\n"
WRONG_KEY = """\
quizbank/pools.yaml:8:13: error wrong-key: the key nn.MaxPool2d(kernel_size=3, stride=2) gives (1, 1, 4, 4), not \
(1, 1, 3, 3)"""
TOLD_TWICE = "quizbank/text.yaml:3:10: error duplicate-id: id 'ten-to-three' is already at quizbank/pools.yaml:3: "
TORCH = "import os, pathlib; pathlib.Path(os.environ['TORCH_WAS_LOADED']).touch(); raise ImportError('there is none')\n"


@dataclass(frozen=True)
class Repository:
    """A repository with a bank, and the hooks in its settings."""

    folder: Path
    environment: dict[str, str]

    def write(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def run(self, *command: str | Path) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            command,
            cwd=self.folder,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )

    def git(self, *words: str) -> str:
        done = self.run("git", *words)
        assert done.returncode == 0, done.stdout
        return done.stdout.strip()

    def commit(self) -> str:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--no-verify", "--message", "Some work")
        return self.git("rev-parse", "HEAD")

    def hooks(self, *words: str) -> tuple[dict[str, str], str]:
        """Return what became of each hook, and all that was printed."""
        done = self.run(BIN / "pre-commit", "run", "--color=never", *words)
        told = dict(re.findall(r"^(quizproof(?: lint)?)\.{3,}(?:\(.*\))?(\w+)$", done.stdout, re.MULTILINE))
        assert done.returncode == ("Failed" in told.values()), done.stdout
        return told, done.stdout


@pytest.fixture
def made(tmp_path: Path) -> Callable[[str], Repository]:
    """Make a repository with a name; it has none of the settings of whoever runs the tests."""
    quiet = {name: text for name, text in os.environ.items() if not name.startswith(("GIT_", "PRE_COMMIT", "PYTHON"))}
    who = {f"GIT_{role}_{what}": "a@b.example" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    environment = quiet | who
    environment |= {
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}",
        "PRE_COMMIT_HOME": str(tmp_path / "pre-commit"),
        "QUIZPROOF_CACHE_DIR": str(tmp_path / "cache"),
        "TORCH_WAS_LOADED": str(tmp_path / "torch-was-loaded"),
    }

    def make(name: str) -> Repository:
        repository = Repository(tmp_path / name, environment)
        repository.folder.mkdir()
        repository.git("init", "--quiet")
        return repository

    return make


@pytest.fixture
def repository(made: Callable[[str], Repository]) -> Repository:
    ours = made("ours")
    ours.write(".pre-commit-hooks.yaml", (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    commit = ours.commit()
    theirs = made("theirs")
    theirs.write("quizbank/pools.yaml", TOPIC)
    theirs.write("quizbank/text.yaml", TEXT)
    theirs.write("README.md", "A bank.\n")
    hooks = "[{id: quizproof-lint}, {id: quizproof}]"
    theirs.write(".pre-commit-config.yaml", f"repos:\n  - repo: {ours.folder}\n    rev: {commit}\n    hooks: {hooks}\n")
    theirs.commit()
    return theirs


def test_the_hooks_are_what_pre_commit_reads(made: Callable[[str], Repository]) -> None:
    done = made("any").run(BIN / "pre-commit", "validate-manifest", ROOT / ".pre-commit-hooks.yaml")

    assert (done.returncode, done.stdout) == (0, "")


def test_a_wrong_key_fails_and_is_told(repository: Repository) -> None:
    repository.write("quizbank/pools.yaml", TOPIC.replace("3, stride=3", "3, stride=2"))
    repository.git("add", "--all")

    told, printed = repository.hooks()

    assert told == {"quizproof lint": "Failed", "quizproof": "Failed"}
    assert printed.count(WRONG_KEY) == 2, printed


def test_an_id_that_another_file_has_is_found_though_only_one_is_committed(repository: Repository) -> None:
    repository.write("quizbank/text.yaml", TEXT.replace("capital", "ten-to-three"))
    repository.git("add", "--all")

    told, printed = repository.hooks("quizproof-lint")

    assert told == {"quizproof lint": "Failed"}
    assert TOLD_TWICE in printed


def test_a_right_bank_passes(repository: Repository) -> None:
    assert repository.hooks("--all-files")[0] == {"quizproof lint": "Passed", "quizproof": "Passed"}


def test_what_is_not_of_the_bank_is_no_work(repository: Repository) -> None:
    repository.write("README.md", "The bank.\n")
    repository.git("add", "--all")

    assert repository.hooks()[0] == {"quizproof lint": "Skipped", "quizproof": "Skipped"}


def test_only_the_hook_that_proves_loads_torch(repository: Repository, tmp_path: Path) -> None:
    fake = tmp_path / "fake"
    fake.mkdir()
    fake.joinpath("torch.py").write_text(TORCH, encoding="utf-8")
    repository.environment["PYTHONPATH"] = str(fake)
    loaded = Path(repository.environment["TORCH_WAS_LOADED"])

    told, _ = repository.hooks("quizproof-lint", "--all-files")
    assert (told, loaded.exists()) == ({"quizproof lint": "Passed"}, False)
    told, printed = repository.hooks("quizproof", "--all-files")
    assert (told, loaded.exists()) == ({"quizproof": "Failed"}, True)
    assert "quizproof: torch cannot be loaded: there is none; install it with `pip install torch`" in printed
