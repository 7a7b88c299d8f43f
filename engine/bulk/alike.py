"""Whether all nodes of a cluster grade as this machine does: what differs, where, and how to mend it."""

from collections.abc import Mapping
from typing import Final

from ..hidden import visible
from .node import Facts

_SHOWN: Final = 200


def difference(ours: Facts, nodes: Mapping[str, Facts | Exception]) -> str:
    """Return one sentence on the nodes that differ from this machine, or cannot say what they have; else "".

    Where this machine has no torch, the nodes are compared among themselves.

    >>> difference(("1.0", "aa", "2.9.0+cpu"), {"tcp://a:1": ("1.0", "aa", "2.9.0"), "tcp://b:1": ("1.0", "aa", "2.8")})
    'worker tcp://b:1 has torch 2.8, and this machine 2.9.0+cpu: install the same there with `pip install torch==2.9.0`'
    """
    version, files, torch = ours
    whose = "this machine"
    if not torch:
        known = {name: found[2] for name, found in nodes.items() if not isinstance(found, Exception) and found[2]}
        whose, torch = next(iter(known.items()), ("", ""))
        whose = f"worker {whose}"
    faults: dict[str, list[str]] = {}
    for name, found in nodes.items():
        if fault := _fault((version, files, torch), found, whose):
            faults.setdefault(fault, []).append(name)
    for fault, names in faults.items():
        return fault.replace("WORKER", _named(names), 1)
    return ""


def _fault(wanted: Facts, found: Facts | Exception, whose: str) -> str:
    """Return what is wrong with a node, with WORKER in the place of its name."""
    version, files, torch = wanted
    if isinstance(found, Exception) and "No module named 'quizproof'" in str(found):
        return f"Quizproof is missing on WORKER: install it there with `pip install quizproof=={version}`"
    if isinstance(found, Exception):
        said = " ".join(visible(f"{type(found).__name__}: {found}").split())[:_SHOWN]
        mend = f"install it there with `pip install quizproof=={version}`"
        return f"WORKER cannot load the Quizproof that this machine has ({said}): {mend}"
    if found[0] != version:
        mend = f"install the same there with `pip install quizproof=={version}`"
        return f"WORKER has Quizproof {found[0]}, and this machine {version}: {mend}"
    if found[1] != files:
        return f"WORKER has a Quizproof {version} whose files are not those of this machine: install the same there"
    if not found[2]:
        return f"torch is missing on WORKER: install it there with `pip install {_requirement(torch)}`"
    if _release(found[2]) != _release(torch):
        mend = f"install the same there with `pip install {_requirement(torch)}`"
        return f"WORKER has torch {found[2]}, and {whose} {torch}: {mend}"
    return ""


def _release(torch: str) -> str:
    """Return a version of torch without the build: `2.9.0+cpu` and `2.9.0+cu128` compute the same on a processor."""
    return torch.partition("+")[0]


def _requirement(torch: str) -> str:
    return f"torch=={_release(torch)}" if torch else "torch"


def _named(names: list[str]) -> str:
    more = len(names) - 1
    return f"worker {names[0]}" + (f" (and {more:,} more)" if more else "")
