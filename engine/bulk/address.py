"""Where a cluster is: the address of a Dask scheduler, or the file in which it has written that."""

import json
import re
from pathlib import Path
from typing import Final

from ..hidden import visible
from ..literals import Unreadable

_ADDRESS: Final = re.compile(r"(?:tcp|tls)://(?:[\w.-]+|\[[0-9A-Fa-f:.]+(?:%\w+)?\]):([0-9]{1,5})", re.ASCII)
_BARE: Final = re.compile(r"[\w.-]+:[0-9]{1,5}", re.ASCII)
_SHOWN: Final = 80


def scheduler_at(place: str) -> str:
    """Return the address of a scheduler: what was given, or what its file says. Raises Unreadable.

    >>> scheduler_at("tcp://127.0.0.1:8786")
    'tcp://127.0.0.1:8786'
    """
    if _is_address(place):
        return place
    shown = visible(place)[:_SHOWN] or "''"
    if not place or "://" in place or _BARE.fullmatch(place):
        such = f"tcp://{place}" if _BARE.fullmatch(place) else "tcp://127.0.0.1:8786"
        raise Unreadable(
            f"{shown} is no address of a Dask scheduler: write one such as {such}, or the path of its file"
        )
    try:
        found = json.loads(Path(place).read_bytes())
    except OSError as error:
        why = (error.strerror or "it cannot be read").lower()
        mend = "write an address such as tcp://127.0.0.1:8786, or the path that `dask scheduler --scheduler-file` has"
        raise Unreadable(f"the scheduler file {shown} cannot be opened ({why}): {mend}") from None
    except (ValueError, RecursionError):
        found = None
    address = found.get("address") if isinstance(found, dict) else None
    if not isinstance(address, str) or not _is_address(address):
        raise Unreadable(
            f"{shown} is not what `dask scheduler --scheduler-file` writes: it names no tcp:// or tls:// address"
        )
    return address


def _is_address(text: str) -> bool:
    found = _ADDRESS.fullmatch(text)
    return found is not None and 0 < int(found[1]) < 65_536
