"""What tests share."""

from collections.abc import Iterator

import pytest

from quizproof.engine.oracle import Oracle


@pytest.fixture(scope="session")
def oracle() -> Iterator[Oracle]:
    """One oracle for the whole run: torch takes seconds to load."""
    with Oracle(2, tries=2) as shared:
        yield shared
