"""Reads each file that stdin names in a process of its own, with little time and memory, and says what came of it.

One line of JSON a file: seconds of CPU, peak memory in MB, the signal that ended it, what is wrong, and what it says.
"""

import json
import os
import resource
import sys
from typing import Any

from quizproof.engine.bank import read_bank

SECONDS, MEGABYTES = 10, 900


def said(path: str) -> dict[str, Any]:
    """Return what is wrong in a file, and its data."""
    [read] = read_bank([path])
    told = [str(finding) for finding in read.findings]
    return {"told": told, "data": read.topic.source.tree.data, "ids": [one.id for one in read.topic.questions]}


def apart(path: str) -> dict[str, Any]:
    """Return the same and what it cost, from a process of its own."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_AS, (MEGABYTES << 20, MEGABYTES << 20))
        try:
            with open(writing, "w", encoding="utf-8") as pipe:
                pipe.write(json.dumps(said(path), allow_nan=True))
        finally:
            os._exit(0)
    os.close(writing)
    with open(reading, encoding="utf-8") as pipe:
        text = pipe.read()
    _, status, usage = os.wait4(child, 0)
    cost = {"seconds": usage.ru_utime + usage.ru_stime, "megabytes": usage.ru_maxrss >> 10}
    return cost | {"signal": os.WTERMSIG(status)} | (json.loads(text) if text else {"told": ["nothing came back"]})


if __name__ == "__main__":
    for line in sys.stdin:
        print(json.dumps(apart(line.rstrip("\n")), allow_nan=True), flush=True)
