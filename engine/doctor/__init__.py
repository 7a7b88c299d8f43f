"""The doctor: one line for each thing that Quizproof needs, with what to do where it is not as it should be.

Nothing is changed by looking: no record is begun, none is moved.
"""

import json
import platform
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final

from ..frozen import dataclass
from ..homes import NoHome
from ..oracle import Oracle
from ..version import VERSION
from .checked import Checked as Checked
from .checked import State as State
from .checked import broken, fine
from .folders import NO_HOME
from .terminal import Screen as Screen

_PACKAGE: Final = Path(__file__).parent.parent.parent


@dataclass(frozen=True, slots=True)
class Patient:
    """What is looked at: the folders of the record and of the cache, and the screen."""

    data: Path
    cache: Path
    screen: Screen


def patient(data_dir: str | None, screen: Screen) -> Patient:
    """Return this user's folders, and the screen."""
    from ..cache import own_folder as cache_folder
    from ..history.folder import own_folder

    return Patient(_or_no_home(lambda: own_folder(data_dir)), _or_no_home(cache_folder), screen)


def _or_no_home(folder: Callable[[], Path]) -> Path:
    try:
        return folder()
    except NoHome:
        return NO_HOME


def examine(patient: Patient, oracle: Oracle) -> Iterator[Checked]:
    """Yield what each check finds, as it is known; torch loads meanwhile, and comes last."""
    from .judge import Judge
    from .terminal import check_terminal

    judge = Judge(oracle)
    yield fine("quizproof", f"{VERSION}, in {_PACKAGE}")
    yield fine("python", f"{platform.python_version()} ({platform.python_implementation()}) on {platform.system()}")
    yield from _guarded("record", lambda: _record(patient.data))
    yield check_terminal(patient.screen)
    yield from _guarded("cache", lambda: _cache(patient.cache))
    yield from _guarded("bank", _bank)
    yield judge.check()


def sound(found: Iterable[Checked]) -> bool:
    """Return whether nothing is broken."""
    return all(one.state is not State.BROKEN for one in found)


def checks_as_json(found: Iterable[Checked]) -> str:
    """Return what was found as one JSON object."""
    checks = [{"name": one.name, "state": one.state.value, "found": one.found, "mend": one.mend} for one in found]
    return json.dumps({"format": 1, "checks": checks}, indent=2) + "\n"


def _guarded(name: str, check: Callable[[], list[Checked]]) -> list[Checked]:
    """Return what a check finds; where it can't even be made, that."""
    try:
        return check()
    except (ImportError, OSError) as error:  # a Python without SQLite, a disk that fails
        return [broken(name, f"it can't be looked at: {error}", "mend this first, then look again")]


# A check is imported where it is made: what is missing for one of them must not keep the others from being made.
def _record(folder: Path) -> list[Checked]:
    from .record import check_record

    return check_record(folder)


def _cache(folder: Path) -> list[Checked]:
    from .remembered import check_cache

    return [check_cache(folder)]


def _bank() -> list[Checked]:
    from .shelves import check_bank

    return [check_bank()]
