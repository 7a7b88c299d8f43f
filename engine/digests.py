"""The digest functions that Python brings itself: `hashlib` has the same, and loads OpenSSL for others first.

That takes longer than printing the first question, which waits for it. `random` of the standard library does likewise.
"""

from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hashlib import blake2b as blake2b
    from hashlib import sha256 as sha256
else:

    def _first(name: str, *modules: str) -> Any:
        """Return a function of the first of these modules that this Python has."""
        for module in modules:
            with suppress(ImportError):
                return getattr(import_module(module), name)
        return getattr(import_module("hashlib"), name)

    blake2b = _first("blake2b", "_blake2")
    sha256 = _first("sha256", "_sha2", "_sha256")  # the second until Python 3.12
