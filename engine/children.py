"""Processes of our own: the same Python, and the same engine, as the program that starts them."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Final

PARENT: Final = "QUIZPROOF_PARENT"
"""The variable that tells a process of ours who has started it: one that ends at once is its parent no more."""


def started(module: str) -> "subprocess.Popen[bytes]":
    """Start a module of the engine, such as `worker`, that is spoken to on its stdin and stdout. Raises OSError.

    `-P`, so that what lies in the current folder under the name of one of our modules is not taken for it.
    """
    package = __package__ or ""
    environment = os.environ | {PARENT: str(os.getpid())}
    if "." not in package:  # a checkout that is not installed: the engine is found beside this file
        found = [str(Path(__file__).parent.parent), environment.get("PYTHONPATH", "")]
        environment["PYTHONPATH"] = os.pathsep.join(filter(None, found))
    return subprocess.Popen(
        [sys.executable, "-P", "-m", f"{package}.{module}"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # Ctrl-C in the terminal is for this process, which decides about the other
        env=environment,
    )
