"""An archive whose bytes follow from what is in it: not packed, for each zlib packs in its own way."""

from collections.abc import Mapping
from io import BytesIO
from typing import Final
from zipfile import ZIP_STORED, ZipFile, ZipInfo

_BEGINNING: Final = (1980, 1, 1, 0, 0, 0)
"""The first day that an archive can name: a file that is written twice is the same."""


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Return an archive of these files, by name."""
    archive = BytesIO()
    with ZipFile(archive, "w", ZIP_STORED) as made:
        for name in sorted(files):
            entry = ZipInfo(name, _BEGINNING)
            entry.create_system = 3  # else it says on which system it was made
            entry.external_attr = 0o644 << 16
            made.writestr(entry, files[name])
    return archive.getvalue()
