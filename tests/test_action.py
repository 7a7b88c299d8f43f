"""The action for GitHub: its form, and its scripts, run by bash with what somebody hostile may write into an input."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
STEPS: list[dict[str, Any]] = ACTION["runs"]["steps"]
INSTALL = next(step for step in STEPS if step.get("id") == "install")
PROVE = next(step for step in STEPS if step.get("name") == "Prove the keys")
HOSTILE = "x; touch stolen $(touch stolen) `touch stolen` '\"&& touch stolen #"
FAKE = """\
import json, os, sys
with open(os.environ["SAID"], "a") as said:
    said.write(json.dumps([os.path.basename(sys.argv[0]), *sys.argv[1:]]) + "\\n")
if "venv" in sys.argv:
    os.makedirs(sys.argv[-1] + "/bin")
    os.symlink(sys.argv[0], sys.argv[-1] + "/bin/python")
if "-c" in sys.argv:
    print("versions=3.12.1-2.13.0+cpu-0.1.0-abc")
"""
TOPIC = "title: Text\nquestions:\n  - {id: capital, kind: match, prompt: Where?, answer: Paris}\n"


def test_it_is_what_github_reads() -> None:
    assert list(ACTION) == ["name", "description", "author", "branding", "inputs", "runs"]
    assert ACTION["runs"]["using"] == "composite"
    assert {name: sorted(given) for name, given in ACTION["inputs"].items()} == {
        name: ["default", "description"]
        for name in ("bank", "args", "format", "torch", "torch-index", "version", "python-version", "cache")
    }
    assert {type(given["default"]) for given in ACTION["inputs"].values()} == {str}
    for step in STEPS:
        assert ("run" in step) != ("uses" in step)
        assert step.keys() <= {"id", "if", "name", "run", "shell", "uses", "with", "env", "working-directory"}
        if "run" in step:
            assert step["shell"] == "bash"
        else:
            assert re.fullmatch(r"actions/[a-z/-]+@v[0-9]+", step["uses"])


def test_no_input_is_text_of_a_script() -> None:
    assert [step["run"] for step in STEPS if "${{" in step.get("run", "")] == []


def test_what_is_referred_to_is_there() -> None:
    text = (ROOT / "action.yml").read_text(encoding="utf-8")
    assert set(re.findall(r"\binputs\.([\w-]+)", text)) == set(ACTION["inputs"])
    assert set(re.findall(r"\bsteps\.([\w-]+)\.", text)) <= {step["id"] for step in STEPS if "id" in step}
    for step in STEPS:
        names = set(re.findall(r"\$\{?(INPUT_\w+|BIN)", step.get("run", "")))
        assert names == set(step.get("env", {}))


def test_the_cache_is_outside_the_checkout_and_filled_by_collaborators_only() -> None:
    restore, save = [step for step in STEPS if step.get("uses", "").startswith("actions/cache/")]
    assert restore["with"]["path"] == save["with"]["path"] == "${{ runner.temp }}/quizproof/cache"
    assert '--cache-dir="$RUNNER_TEMP/quizproof/cache"' in PROVE["run"]
    assert restore["with"]["key"].startswith(restore["with"]["restore-keys"].strip())
    assert re.findall(r"\[(.*?)\]", save["if"]) == ['"push", "schedule", "workflow_dispatch"']


def run(step: dict[str, Any], folder: Path, **environment: str) -> "subprocess.CompletedProcess[str]":
    """Run a step as GitHub does, in the checkout `folder/checkout`."""
    temp = folder / "temp dir"
    for place in (temp, folder / "checkout"):
        place.mkdir(exist_ok=True)
    script = folder / "script.sh"
    script.write_text(step["run"], encoding="utf-8")
    blank = dict.fromkeys(step["env"], "")
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", script],
        cwd=temp if "working-directory" in step else folder / "checkout",
        env={**os.environ, "RUNNER_TEMP": str(temp), "GITHUB_OUTPUT": str(folder / "output"), **blank, **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture
def fake(tmp_path: Path) -> dict[str, str]:
    """The environment for a Python that does nothing but note how it was called."""
    python = tmp_path / "fake" / "python"
    python.parent.mkdir()
    python.write_text(f"#!{sys.executable}\n{FAKE}", encoding="utf-8")
    python.chmod(0o755)
    path = f"{python.parent}{os.pathsep}{os.environ['PATH']}"
    return {"PATH": path, "SAID": str(tmp_path / "said"), "GITHUB_ACTION_PATH": "the action"}


PIP = ["python", "-P", "-m", "pip", "install", "--quiet"]


@pytest.mark.parametrize(
    ("inputs", "installs"),
    [
        pytest.param({}, [[*PIP, "torch", "the action"]], id="nothing said"),
        pytest.param(
            {"INPUT_TORCH": "2.13.0", "INPUT_VERSION": "0.2"},
            [[*PIP, "torch==2.13.0", "quizproof==0.2"]],
            id="versions",
        ),
        pytest.param(
            {"INPUT_TORCH_INDEX": "https://index.example/cpu"},
            [[*PIP, "--index-url=https://index.example/cpu", "torch"], [*PIP, "torch", "the action"]],
            id="an index",
        ),
        pytest.param(
            dict.fromkeys(["INPUT_TORCH", "INPUT_TORCH_INDEX", "INPUT_VERSION"], HOSTILE),
            [
                [*PIP, f"--index-url={HOSTILE}", f"torch=={HOSTILE}"],
                [*PIP, f"torch=={HOSTILE}", f"quizproof=={HOSTILE}"],
            ],
            id="hostile",
        ),
    ],
)
def test_what_is_installed(
    tmp_path: Path, fake: dict[str, str], inputs: dict[str, str], installs: list[list[str]]
) -> None:
    done = run(INSTALL, tmp_path, **fake, **inputs)

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    venv = f"{tmp_path}/temp dir/quizproof/venv"
    said = [json.loads(line) for line in Path(fake["SAID"]).read_text(encoding="utf-8").splitlines()]
    assert said[0] == ["python", "-P", "-m", "venv", venv]
    assert said[1:-1] == installs
    assert said[-1][:3] == ["python", "-P", "-c"]
    output = (tmp_path / "output").read_text(encoding="utf-8")
    assert output == f"bin={venv}/bin\nversions=3.12.1-2.13.0+cpu-0.1.0-abc\n"
    assert list(tmp_path.rglob("stolen")) == []


def test_a_failed_install_ends_the_step(tmp_path: Path, fake: dict[str, str]) -> None:
    python = tmp_path / "fake" / "python"
    python.write_text(python.read_text(encoding="utf-8") + "sys.exit('pip' in sys.argv)\n", encoding="utf-8")

    done = run(INSTALL, tmp_path, **fake)

    assert done.returncode == 1
    assert len(Path(fake["SAID"]).read_text(encoding="utf-8").splitlines()) == 2
    assert not (tmp_path / "output").exists()


def test_the_versions_are_those_that_are_installed(tmp_path: Path) -> None:
    """The program that names them, run for real."""
    [program] = re.findall(r"-c '\n(.*?)\n'", INSTALL["run"], re.DOTALL)

    done = subprocess.run([sys.executable, "-P", "-c", program], capture_output=True, encoding="utf-8", check=True)

    assert re.fullmatch(r"versions=3\.[0-9.]+-2\.[0-9.]+(?:\+\w+)?-[0-9.]+-[0-9a-f]{12}\n", done.stdout)


@pytest.mark.parametrize(
    ("inputs", "arguments"),
    [
        pytest.param({}, ["--"], id="nothing said"),
        pytest.param({"INPUT_CACHE": "false"}, ["--no-cache", "--"], id="no cache"),
        pytest.param(
            {"INPUT_ARGS": "--locked\n\n--ignore=wrong-key,same-choice\r\n", "INPUT_BANK": "a bank\nmore/pools.yaml\n"},
            ["--locked", "--ignore=wrong-key,same-choice", "--", "a bank", "more/pools.yaml"],
            id="lines",
        ),
        pytest.param(
            {"INPUT_ARGS": HOSTILE, "INPUT_BANK": f"--output=stolen\n{HOSTILE}\n*"},
            [HOSTILE, "--", "--output=stolen", HOSTILE, "*"],
            id="hostile",
        ),
    ],
)
def test_what_is_checked(tmp_path: Path, fake: dict[str, str], inputs: dict[str, str], arguments: list[str]) -> None:
    (tmp_path / "fake" / "python").rename(tmp_path / "fake" / "quizproof")

    done = run(
        PROVE, tmp_path, **fake, BIN=str(tmp_path / "fake"), **{"INPUT_CACHE": "true", "INPUT_FORMAT": "f g"} | inputs
    )

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    [said] = [json.loads(line) for line in Path(fake["SAID"]).read_text(encoding="utf-8").splitlines()]
    cache = f"--cache-dir={tmp_path}/temp dir/quizproof/cache"
    assert said == ["quizproof", "check", "--format=f g", cache, *arguments]
    assert list(tmp_path.rglob("stolen")) == []


def test_a_bank_is_checked_for_real(tmp_path: Path) -> None:
    bank = tmp_path / "checkout" / "our bank"
    bank.mkdir(parents=True)
    (bank / "text.yaml").write_text(TOPIC, encoding="utf-8")
    (bank / "lesson.yaml").write_text(f"lesson: 2 + 2 = 5\n{TOPIC.replace('capital', 'city')}", encoding="utf-8")
    here = {"BIN": str(Path(sys.executable).parent), "GITHUB_STEP_SUMMARY": str(tmp_path / "summary")}
    here |= {"INPUT_FORMAT": "github", "INPUT_CACHE": "true", "GITHUB_WORKSPACE": str(tmp_path / "checkout")}

    wrong = run(PROVE, tmp_path, **here, INPUT_BANK="our bank")
    right = run(PROVE, tmp_path, **here, INPUT_BANK="our bank/text.yaml")
    misused = run(PROVE, tmp_path, **here, INPUT_BANK="--help")

    assert (wrong.returncode, right.returncode, misused.returncode) == (1, 0, 2)
    title = "title=wrong-arithmetic,file=our bank/lesson.yaml,line=1,endLine=1,col=9,endColumn=18"
    assert wrong.stdout.startswith(f"::error {title}::our bank/lesson.yaml:1:9: error wrong-arithmetic: ")
    assert "wrong-arithmetic" in (tmp_path / "summary").read_text(encoding="utf-8")
    assert misused.stderr.startswith("quizproof: ")
