"""Files from strangers: one sentence each, whatever is in them."""

from contextlib import suppress
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizproof.engine.importers import IMPORTERS, zipped
from quizproof.engine.importers.form import Broken


def packed(**files: bytes) -> bytes:
    held = BytesIO()
    with ZipFile(held, "w", ZIP_DEFLATED) as zip_:
        for name, content in files.items():
            zip_.writestr(name.replace("_dot_", "."), content)
    return held.getvalue()


LAUGHS = b'<!DOCTYPE quiz [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><quiz>&b;</quiz>'
BROKEN = {
    "a billion laughs": (
        "moodle",
        LAUGHS,
        "it declares a DOCTYPE (line 1), which may hide anything: delete the declaration",
    ),
    "XML that ends early": (
        "moodle",
        b"<quiz><question>",
        "it is not well-formed XML: no element found, line 1, column 17",
    ),
    "deep XML": ("moodle", b"<quiz>" + b"<a>" * 200, "its XML is nested deeper than 100 levels (line 1)"),
    "other XML": ("moodle", b"<html/>", "it is no Moodle XML: it begins with <html>, not <quiz>"),
    "XML of Moodle": ("canvas", b"<quiz/>", "it is no QTI 1.2: it begins with <quiz>, not <questestinterop>"),
    "no zip": ("canvas", b"PK\x03\x04 and no more", "the zip can't be read: File is not a zip file"),
    "a zip of photos": ("canvas", packed(a_dot_jpg=b"x"), "the zip holds no quiz in QTI 1.2"),
    "no number": ("jupyterquiz", b'[{"question": NaN}]', "it is no JSON: NaN is no number of JSON"),
    "deep JSON": ("jupyterquiz", b"[" * 100_000, "it is no JSON: nested too deeply"),
    "JSON of something else": ("jupyterquiz", b"{}", "it is no quiz for jupyterquiz: a list of questions is wanted"),
    "TOML of something else": ("mdbook", b"a = 1", "it is no quiz for mdbook-quiz: there is no [[questions]]"),
    "null characters": ("gift", b"a\0b", "the file is no text: it holds null characters"),
    "no encoding": ("gift", b"\x81\x8d", "the file is neither UTF-8 nor Windows-1252 (byte 0): save it as UTF-8"),
}


@pytest.mark.parametrize(("format_", "raw", "why"), BROKEN.values(), ids=BROKEN)
def test_broken_files(format_: str, raw: bytes, why: str) -> None:
    with pytest.raises(Broken) as refused:
        IMPORTERS[format_](raw)
    assert str(refused.value) == why


def test_a_zip_bomb(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipped, "MOST_BYTES", 10_000)
    with pytest.raises(Broken) as refused:
        IMPORTERS["canvas"](packed(a_dot_xml=b" " * 20_000))
    assert str(refused.value) == "the zip unpacks to more than 10,000 bytes"


def test_windows_1252_is_told() -> None:
    found = IMPORTERS["gift"]("Größe? {=drei}".encode("cp1252"))

    assert [one.prompt for one in found.asked] == ["Größe?"]
    assert [str(line) for line in found.left] == ["the file: the file is not UTF-8: it was read as Windows-1252"]


@pytest.mark.parametrize("format_", IMPORTERS)
@settings(deadline=None)  # two cores, and others at work
@given(st.binary(max_size=80))
def test_rubbish_is_read_or_refused(format_: str, raw: bytes) -> None:
    with suppress(Broken):
        IMPORTERS[format_](raw)


@settings(deadline=None)  # two cores, and others at work
@given(st.text(st.sampled_from("{}~=#:%\\-> \n/$[]aT1."), max_size=60))
def test_any_gift_is_carried_or_refused(text: str) -> None:
    found = IMPORTERS["gift"](text.encode())
    assert all(str(line) for line in found.refused)
