"""What the README shows is what happens: its topic is proved, and each of its commands prints what stands below it."""

import os
import re
import subprocess
import sys
from pathlib import Path

README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
TOPICS = re.findall(r"```yaml\n(title: .*?)```", README, re.DOTALL)
FILES = ("small.yaml", "windows.yaml")
TRANSCRIPTS = re.findall(r"```console\n(.*?)```", README, re.DOTALL)


def settled(text: str) -> str:
    """Leave out what differs from run to run: times, torch's version, blanks at the end of a line."""
    text = re.sub(r"[0-9.]+ s\b", "N s", text)
    text = re.sub(r"torch [0-9][^ ;.]*(\.[0-9][^ ;.]*)*", "torch V", text)
    return "\n".join(line.rstrip() for line in text.splitlines())


def test_every_transcript(tmp_path: Path) -> None:
    for name, topic in zip(FILES, TOPICS, strict=True):
        (tmp_path / name).write_text(topic, encoding="utf-8")
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"

    for transcript in TRANSCRIPTS:
        for command, expected in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", transcript, re.MULTILINE):
            done = subprocess.run(
                ["bash", "-c", command],
                cwd=tmp_path,
                capture_output=True,
                text=True,
                check=False,
                env={**os.environ, "PATH": path, "COLUMNS": "80"},
            )
            assert done.stderr == ""
            assert settled(done.stdout).strip("\n") == settled(expected).strip("\n"), command


def test_the_python_example() -> None:
    (example,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)

    done = subprocess.run([sys.executable, "-c", example], capture_output=True, text=True, check=False)

    assert done.stderr == ""
    assert settled(done.stdout) == "38 of 38 proved by torch V"


def test_every_rule_and_every_kind_is_named() -> None:
    from quizproof.engine.kinds import KINDS
    from quizproof.engine.rules import RULES

    assert {rule for rule in RULES if f"`{rule}`" not in README} == set()
    assert {kind for kind in KINDS if f"| `{kind}` |" not in README} == set()
