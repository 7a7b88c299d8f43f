"""What one check found: a state, what there is, and what to do about it."""

from enum import Enum

from ..frozen import dataclass


class State(Enum):
    """How something is: as it should be, worth a look, or so that something does not work."""

    FINE = "fine"
    LOOK = "look"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Checked:
    """One line of the doctor's. `mend` is what to do; None where nothing need be done."""

    name: str
    state: State
    found: str
    mend: str | None = None


def fine(name: str, found: str) -> Checked:
    """Return that something is as it should be."""
    return Checked(name, State.FINE, found)


def look(name: str, found: str, mend: str) -> Checked:
    """Return that something works, and could be better."""
    return Checked(name, State.LOOK, found, mend)


def broken(name: str, found: str, mend: str) -> Checked:
    """Return that something does not work."""
    return Checked(name, State.BROKEN, found, mend)
