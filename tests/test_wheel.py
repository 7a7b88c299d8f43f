"""What is shipped is the tree: every module and every topic, under one name, and nothing else."""

import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest
from _pytest.config import _iter_rewritable_modules

from quizproof.engine.version import VERSION

ROOT = Path(__file__).resolve().parent.parent
MADE = (".*_cache", ".git", ".hypothesis", ".venv", "__pycache__", "build", "dist", "*.egg-info")
INFO = f"quizproof-{VERSION}.dist-info/"
PLUGIN = "quizproof_pytest/__init__.py"
ENTRY = "engine/pytest_entry/__init__.py"  # the plugin, as it lies in the tree
FOR_THE_GATE = {".ci/gate.py", ".ci/run", "LICENSE", "Makefile", "constraints.txt", "pyproject.toml"}
FOR_THE_GATE |= {".pre-commit-hooks.yaml", "action.yml"}

pytestmark = pytest.mark.build


def files(tree: Path, *patterns: str) -> set[str]:
    return {path.relative_to(tree).as_posix() for part in patterns for path in tree.glob(part) if path.is_file()}


def modules_and_topics(tree: Path) -> set[str]:
    """What must be shipped: what lies there, whether pyproject.toml has heard of it or not."""
    return files(tree, "*.py", "engine/**/*", "quizbank/**/*")


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of this tree as a clone has it: a build must not see, or leave, anything in the checkout."""
    return Path(
        shutil.copytree(
            ROOT, tmp_path_factory.mktemp("clone") / "tree", ignore=shutil.ignore_patterns(*MADE), symlinks=True
        )
    )


@pytest.fixture(scope="module")
def sdist(tree: Path) -> Path:
    return built("sdist", tree)


@pytest.fixture(scope="module", params=["tree", "sdist"])
def wheel(request: pytest.FixtureRequest, tree: Path, sdist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel of the tree, as `pip install .` makes it, and one of the sdist."""
    if request.param == "tree":
        return built("wheel", tree)
    unpacked = tmp_path_factory.mktemp("unpacked")
    with tarfile.open(sdist) as archive:
        archive.extractall(unpacked, filter="data")
    return built("wheel", unpacked / f"quizproof-{VERSION}")


def built(what: str, source: Path) -> Path:
    command = [sys.executable, "-P", "-m", "build", "--no-isolation", f"--{what}", source]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Warning" not in done.stderr, done.stderr
    [file] = (source / "dist").iterdir()
    return Path(shutil.move(file, source.parent / file.name))


def contents(wheel: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_wheel_holds_the_tree_under_one_name(wheel: Path, tree: Path) -> None:
    expected = {
        PLUGIN if name == ENTRY else f"quizproof/{name}": (tree / name).read_bytes()
        for name in modules_and_topics(tree)
    }
    shipped = {name: held for name, held in contents(wheel).items() if not name.startswith(INFO)}
    forgotten, strange = expected.keys() - shipped.keys(), shipped.keys() - expected.keys()
    assert (sorted(forgotten), sorted(strange)) == ([], []), "pyproject.toml lists the packages and their data by hand"
    assert shipped == expected


def test_the_wheel_says_what_it_is(wheel: Path) -> None:
    about = {name.removeprefix(INFO): held.decode() for name, held in contents(wheel).items() if name.startswith(INFO)}
    assert sorted(about) == ["METADATA", "RECORD", "WHEEL", "entry_points.txt", "licenses/LICENSE", "top_level.txt"]
    assert about["entry_points.txt"] == (
        "[console_scripts]\nquizproof = quizproof.cli:main\n\n[pytest11]\nquizproof = quizproof_pytest\n"
    )
    assert about["top_level.txt"] == "quizproof\nquizproof_pytest\n"
    assert about["licenses/LICENSE"] == (ROOT / "LICENSE").read_text(encoding="utf-8")


def test_pytest_takes_no_module_of_ours_for_its_own(wheel: Path) -> None:
    """Else it warns in every run of whoever has installed us: it would want to rewrite `__main__`."""
    names = contents(wheel)

    assert set(_iter_rewritable_modules(names)) == {"quizproof_pytest"}
    assert "__main__" in set(_iter_rewritable_modules([name for name in names if name != PLUGIN]))


def test_the_sdist_can_run_the_gate(sdist: Path, tree: Path) -> None:
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    needed = modules_and_topics(tree) | files(tree, "tests/**/*", "benchmarks/**/*", "docs/**/*") | FOR_THE_GATE
    assert sorted(needed - names) == []
