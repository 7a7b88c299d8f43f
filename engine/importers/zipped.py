"""Zips from strangers: only what is asked for is unpacked, in memory, and never more than a bank may have."""

import zlib
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Final
from zipfile import BadZipFile, ZipFile

from .form import Broken
from .texts import MOST_BYTES

_MOST_FILES: Final = 10_000


def unpacked(raw: bytes, wanted: Callable[[str], bool]) -> Iterator[tuple[str, bytes]]:
    """Yield name and content of the files whose names are wanted, in order of names. Raises Broken."""
    if len(raw) > MOST_BYTES:
        raise Broken(f"the zip is too large: at most {MOST_BYTES:,} bytes are read")
    left = MOST_BYTES
    try:
        with ZipFile(BytesIO(raw)) as packed:
            inside = [one for one in packed.infolist() if not one.is_dir()]
            if len(inside) > _MOST_FILES:
                raise Broken(f"the zip holds {len(inside):,} files, and at most {_MOST_FILES:,} are read")
            for one in sorted(inside, key=lambda one: one.filename):
                if not wanted(one.filename):
                    continue
                if one.flag_bits & 1:
                    raise Broken(f"{one.filename} in the zip is encrypted: unpack it first")
                with packed.open(one) as opened:  # what the zip says of a size may be a lie
                    content = opened.read(left + 1)
                left -= len(content)
                if left < 0:
                    raise Broken(f"the zip unpacks to more than {MOST_BYTES:,} bytes")
                yield one.filename, content
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError, RuntimeError) as error:
        if isinstance(error, Broken):
            raise
        raise Broken(
            f"the zip can't be read: {str(error).splitlines()[0] if str(error) else 'it is damaged'}"
        ) from None
