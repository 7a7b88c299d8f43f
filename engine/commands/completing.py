"""What a shell completes a word with: names that begin as it does, and paths."""

from collections.abc import Iterable

from . import engine


def _beginning(names: Iterable[str], incomplete: str) -> list[str]:
    return [name for name in names if name.startswith(incomplete)]


def topics(incomplete: str) -> list[str]:
    """Return topics on the shelf, and paths."""
    return [*_beginning(engine.shipped(), incomplete), *files(incomplete)]


def files(incomplete: str) -> list[str]:
    """Return paths."""
    return engine.paths_like(incomplete)


def ids(incomplete: str) -> list[str]:
    """Return ids of the questions on the shelf."""
    return _beginning(engine.shipped_ids(), incomplete)


def importers(incomplete: str) -> list[str]:
    """Return formats that are read."""
    return _beginning(engine.IMPORTERS, incomplete)


def exporters(incomplete: str) -> list[str]:
    """Return formats that are written."""
    return _beginning(engine.EXPORTERS, incomplete)


def kinds(incomplete: str) -> list[str]:
    """Return kinds of questions."""
    return _beginning(engine.KINDS, incomplete)


def rules(incomplete: str) -> list[str]:
    """Return rules of `check`."""
    return _beginning(engine.RULES, incomplete)


def misconceptions(incomplete: str) -> list[str]:
    """Return misconceptions."""
    return _beginning(engine.MISCONCEPTIONS, incomplete)


def formats(incomplete: str) -> list[str]:
    """Return formats of a report."""
    return _beginning(engine.REPORTS, incomplete)
