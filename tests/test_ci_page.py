"""The page on CI: its files are what GitHub, GitLab, pre-commit, pytest and make read, and its commands are ours."""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
PAGE = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
TEXT = "title: Text\nquestions:\n  - {id: capital, kind: match, prompt: Where?, answer: Paris}\n"
FAKE_PIP = '#!/bin/sh\necho pip "$@" >> pip.log\n'


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)


YAMLS: list[dict[Any, Any]] = [yaml.safe_load(block) for block in blocks("yaml")]
WORKFLOWS = [read for read in YAMLS if "permissions" in read]
STEPS: list[dict[str, Any]] = [step for read in WORKFLOWS for step in read["jobs"]["keys"]["steps"]]
[GITLAB] = [read["keys"] for read in YAMLS if "keys" in read]
[PRE_COMMIT] = [block for block in blocks("yaml") if "repos:" in block]
[MAKEFILE] = blocks("make")
COMMANDS = sorted(set(re.findall(r"quizproof (?:check|lock)\b(?:[^\n|`]*\w)?", PAGE)))
"""Every command of ours that the page names, in a block or in a sentence."""


def run(folder: Path, *words: str | Path, **environment: str) -> "subprocess.CompletedProcess[str]":
    path = f"{folder / 'fake'}{os.pathsep}{BIN}{os.pathsep}{os.environ['PATH']}"
    quiet = {name: text for name, text in os.environ.items() if not name.startswith(("MAKE", "MFLAGS", "GIT_"))}
    return subprocess.run(
        words,
        cwd=folder,
        env={**quiet, "PATH": path, "QUIZPROOF_CACHE_DIR": str(folder / "cache"), **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder with a bank, and a pip that only notes what it is asked for."""
    (tmp_path / "quizbank").mkdir()
    (tmp_path / "quizbank" / "text.yaml").write_text(TEXT, encoding="utf-8")
    (tmp_path / "fake").mkdir()
    (tmp_path / "fake" / "pip").write_text(FAKE_PIP, encoding="utf-8")
    (tmp_path / "fake" / "pip").chmod(0o755)
    return tmp_path


def test_every_workflow_is_safe_for_strangers() -> None:
    assert len(WORKFLOWS) == 3
    for workflow in WORKFLOWS:
        assert workflow.keys() == {"name", True, "permissions", "jobs"}  # YAML 1.1 reads `on` as true
        assert workflow["permissions"] == {"contents": "read"}
        assert workflow[True].keys() <= {"push", "pull_request", "schedule"}
        [job] = workflow["jobs"].values()
        assert job.keys() <= {"runs-on", "timeout-minutes", "strategy", "steps"}
        assert job["timeout-minutes"] == 15
        assert job["steps"][0] == {"uses": "actions/checkout@v7", "with": {"persist-credentials": False}}
        assert [step for step in job["steps"] if "${{" in step.get("run", "")] == []


def test_actions_are_used_as_they_are() -> None:
    ours = [step for step in STEPS if step.get("uses") == "OWNER/quizproof@COMMIT"]
    assert len(ours) == 2
    for step in ours:
        assert step["with"].keys() <= ACTION["inputs"].keys()
    python = {step["uses"] for step in STEPS + ACTION["runs"]["steps"] if "setup-python" in step.get("uses", "")}
    assert python == {"actions/setup-python@v6"}


def test_the_table_of_inputs_is_the_actions() -> None:
    [table] = re.findall(r"\| input \|.*?\n\n", PAGE, re.DOTALL)
    assert re.findall(r"^\| `([\w-]+)` \|", table, re.MULTILINE) == list(ACTION["inputs"])


def test_every_option_is_one_of_the_command() -> None:
    assert len(COMMANDS) == 7
    known = {
        name: run(ROOT, BIN / "quizproof", name, "--help").stdout.partition("Options:")[2] for name in ("check", "lock")
    }
    options = [
        (command.split()[1], option) for command in COMMANDS for option in re.findall(r"(?<= )--?[\w-]+", command)
    ]
    options += [("check", option) for option in re.findall(r"`(--[\w-]+)[ `]", PAGE)]
    assert {name for name, _ in options} == {"check"}
    assert [(name, option) for name, option in options if not re.search(rf"{option}\b", known[name])] == []
    formats = set(re.findall(r"--format (\w+)|^\| `format` \| how to report \| `(\w+)`", PAGE, re.MULTILINE))
    assert {first or second for first, second in formats} <= set(re.findall(r"\w+", known["check"]))


def test_the_script_for_gitlab(project: Path) -> None:
    script = "\n".join(GITLAB["script"])
    reports = GITLAB["artifacts"]["reports"]

    right = run(project, "bash", "-e", "-o", "pipefail", "-c", script, CI_PROJECT_DIR=str(project))
    assert (right.returncode, right.stderr) == (0, "")
    assert all((project / name).stat().st_size for name in reports.values())
    (project / "quizbank" / "text.yaml").write_text(f"lesson: 2 + 2 = 5\n{TEXT}", encoding="utf-8")
    wrong = run(project, "bash", "-e", "-o", "pipefail", "-c", script, CI_PROJECT_DIR=str(project))
    assert (wrong.returncode, wrong.stderr) == (1, "")
    assert all("wrong-arithmetic" in (project / name).read_text(encoding="utf-8") for name in reports.values())
    assert reports.keys() == {"codequality", "junit"}
    assert GITLAB["artifacts"]["when"] == "always"


def test_the_workflow_without_the_action(project: Path) -> None:
    script = "\n".join([step["run"] for step in STEPS if "run" in step])

    done = run(project, "bash", "-e", "-o", "pipefail", "-c", script)

    assert (done.returncode, done.stderr) == (0, "")
    assert (project / "pip.log").read_text(encoding="utf-8") == (
        "pip install torch --index-url ADDRESS-OF-THE-CPU-BUILDS\npip install quizproof\n"
    )


def test_the_makefile(project: Path) -> None:
    (project / "Makefile").write_text(MAKEFILE, encoding="utf-8")

    unlocked = run(project, "make", "check")
    assert unlocked.returncode == 2
    for target in ("lint", "lock", "check"):
        done = run(project, "make", target)
        assert done.returncode == 0, done.stdout + done.stderr
    assert (project / "quizbank" / "quizproof.lock").exists()


def test_the_hooks_are_ours(project: Path) -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    [repository] = yaml.safe_load(PRE_COMMIT)["repos"]
    named = PRE_COMMIT.replace("COMMIT", "0123abcd" * 5)
    (project / ".pre-commit-config.yaml").write_text(named, encoding="utf-8")

    assert [hook["id"] for hook in repository["hooks"]] == [hook["id"] for hook in hooks]
    checked = run(project, "pre-commit", "validate-config", ".pre-commit-config.yaml")
    assert (checked.returncode, checked.stdout) == (0, "")


def test_the_settings_of_pytest(project: Path) -> None:
    [settings] = blocks("toml")
    assert tomllib.loads(settings) == {"tool": {"pytest": {"ini_options": {"quizproof_banks": ["quizbank"]}}}}
    (project / "pyproject.toml").write_text(settings, encoding="utf-8")

    done = run(
        project, BIN / "python", "-m", "pytest", "-q", "-p", "quizproof_pytest", PYTEST_DISABLE_PLUGIN_AUTOLOAD="1"
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 of 1 question proved, 1 trusted (text that nothing computes)" in done.stdout


def test_the_report_for_jenkins(project: Path) -> None:
    [command] = blocks("sh")

    done = run(project, "bash", "-e", "-c", command)

    assert (done.returncode, done.stderr) == (0, "")
    assert (project / "quizproof.xml").exists()


def test_no_package_index_is_named() -> None:
    texts = [PAGE, *[(ROOT / name).read_text(encoding="utf-8") for name in ("action.yml", ".pre-commit-hooks.yaml")]]
    hosts = set(re.findall(r"https?://([\w.-]+)", "".join(texts)))
    assert hosts == {"github.com"}
