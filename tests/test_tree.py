"""What the tree as a whole promises: who imports what, nothing of one machine in it, versions that are pinned."""

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent
SHIPPED = sorted([*ROOT.glob("*.py"), *ROOT.glob("engine/**/*.py")])
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
PINS = dict(re.findall(r"^([\w.-]+)==(\S+)$", (ROOT / "constraints.txt").read_text(encoding="utf-8"), re.MULTILINE))

EXTRAS = {"anki": "genanki", "cluster": "distributed", "parquet": "pyarrow", "pdf": "typst"}
"""What somebody may install beside, and the module that it brings."""

ONLY_IN = {
    "distributed": ("engine/bulk/scheduler.py",),
    "genanki": ("engine/exporters/apkg.py",),
    "numpy": ("engine/analysis/",),
    "pyarrow": ("engine/responses/parquet.py",),
    "pytest": ("engine/pytest_plugin.py", "engine/pytest_entry/"),
    "rich": ("engine/screen/",),
    "torch": ("engine/layers.py",),
    "typer": ("engine/commands/",),
    "typst": ("engine/exporters/typesetting.py",),
    "yaml": ("engine/yamltext.py",),
}
ONLY_WITHIN = {"pytest"}
"""What our modules are loaded by, where they import it: nobody needs it to be installed for us."""

COMES_WITH = {"markdown_it": "markdown-it-py", "pydantic_core": "pydantic", "yaml": "pyyaml"}
"""The distribution that a module belongs to, where its name is another."""

ONE_MACHINES = re.compile(r"""(?<![\w.~>)\]}])(?:/(?:home|Users|root|tmp|work|opt|var|mnt)/\w|[A-Z]:\\\\?\w)""")


def imported(path: Path) -> set[str]:
    """The top-level modules of other projects that a file imports, also inside a function."""
    found = set()
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            found.add(str(node.module).partition(".")[0])
    return found - sys.stdlib_module_names - {"cli", "engine"}


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize(("module", "places"), ONLY_IN.items(), ids=ONLY_IN)
def test_a_heavy_module_is_imported_in_its_place_only(module: str, places: tuple[str, ...]) -> None:
    importers = [named(path) for path in SHIPPED if module in imported(path)]
    assert [name for name in importers if not name.startswith(places)] == []
    assert importers, f"nothing imports {module}: take it out of this table, and of pyproject.toml"


def test_what_is_imported_is_declared() -> None:
    extras = [line for extra in EXTRAS for line in PROJECT["optional-dependencies"][extra]]
    declared = {Requirement(line).name for line in [*PROJECT["dependencies"], *extras]}
    needed = {COMES_WITH.get(module, module) for path in SHIPPED for module in imported(path)}
    assert needed - ONLY_WITHIN == declared


def test_the_engine_imports_itself_relatively() -> None:
    absolute = {}
    for path in sorted(ROOT.glob("engine/**/*.py")):
        nodes = ast.walk(ast.parse(path.read_bytes()))
        names = {str(node.module) for node in nodes if isinstance(node, ast.ImportFrom) and not node.level}
        if ours := {name for name in names if name.partition(".")[0] in {"cli", "engine", "quizproof"}}:
            absolute[named(path)] = ours
    assert absolute == {}


def test_the_engine_comes_up_without_torch_rich_or_typer() -> None:
    program = "import sys, quizproof.engine; print(sorted({'rich', 'torch', 'typer'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-P", "-c", program], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout == "[]\n"


def test_an_extra_is_needed_only_by_what_it_is_for() -> None:
    program = "import sys; from quizproof.engine import EXPORTERS; print(sorted(set(sys.argv) & set(sys.modules)))"
    command = [sys.executable, "-P", "-c", program, *EXTRAS.values(), "torch", "rich", "sqlite3"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    assert done.stdout == "['sqlite3']\n"  # of Python itself


def test_the_tests_run_what_lies_here() -> None:
    from quizproof.engine import version

    assert Path(version.__file__) == ROOT / "engine" / "version.py"


def texts() -> list[Path]:
    """Every text of the project but the tests: hostile answers name places, too."""
    folders = [".ci", "benchmarks", "docs", "engine", "quizbank"]
    found = [path for path in ROOT.iterdir() if path.is_file()]
    found += [path for folder in folders for path in (ROOT / folder).rglob("*") if path.is_file()]
    return sorted(path for path in found if "__pycache__" not in path.parts)


def test_no_path_of_one_machine_is_written_anywhere() -> None:
    found = []
    for path in texts():
        for number, line in enumerate(path.read_bytes().decode("utf-8", "replace").splitlines(), 1):
            found += [f"{named(path)}:{number}: {hit[0]}" for hit in ONE_MACHINES.finditer(line)]
    assert found == []


@pytest.mark.parametrize(
    ("line", "hit"),
    [
        pytest.param("open('/home/ada/bank.yaml')", "/home/a", id="home"),
        pytest.param("cd /tmp/x", "/tmp/x", id="temporary folder"),
        pytest.param(r"C:\Users", r"C:\U", id="windows"),
        pytest.param("https://example.org/home/ada", None, id="address"),
        pytest.param("#!/usr/bin/env bash", None, id="shebang"),
        pytest.param("a/tmp/b", None, id="relative"),
    ],
)
def test_a_path_of_one_machine_is_known_when_seen(line: str, hit: str | None) -> None:
    seen = ONE_MACHINES.search(line)
    assert (seen and seen[0]) == hit


DEPENDENCIES = [
    *PROJECT["dependencies"],
    *[line for extra in PROJECT["optional-dependencies"].values() for line in extra],
]


@pytest.mark.parametrize("line", DEPENDENCIES)
def test_a_dependency_is_pinned_to_a_version_it_allows(line: str) -> None:
    wanted = Requirement(line)
    pins = {name.lower(): version for name, version in PINS.items()}
    assert pins[wanted.name.lower()] in wanted.specifier
