"""What tests share."""

import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from quizproof.engine.oracle import Oracle
from terminals import Start, Terminal

settings.register_profile(
    "fuzz", max_examples=2_000, deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
)
if os.environ.get("QUIZPROOF_FUZZ"):  # as `make fuzz` does
    settings.load_profile("fuzz")


@pytest.fixture(scope="session")
def oracle() -> Iterator[Oracle]:
    """One oracle for the whole run: torch takes seconds to load."""
    with Oracle(2, tries=2) as shared:
        yield shared


@pytest.fixture(autouse=True)
def _own_record(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test has a learner of its own, who has no record yet; the user's stays as it is."""
    monkeypatch.setenv("QUIZPROOF_DATA_DIR", str(tmp_path_factory.mktemp("learner") / "record"))


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Nothing is remembered from one run of the tests to the next, and the user's cache stays as it is."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("QUIZPROOF_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture
def start() -> Iterator[Start]:
    """Starts the command in a terminal. It must not say anything of our own faults there."""
    made: list[Terminal] = []

    def started(*words: str, columns: int = 80, rows: int = 50, **environment: str) -> Terminal:
        made.append(Terminal(*words, columns=columns, rows=rows, **environment))
        return made[-1]

    yield started
    for terminal in made:
        terminal.child.close(force=True)
    assert not [terminal for terminal in made if "Traceback" in terminal.said]
