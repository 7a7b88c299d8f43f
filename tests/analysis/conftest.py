"""What tests of item analysis share."""

import pytest

from quizproof.engine.topic import Topic
from writtenbanks import topics_of


@pytest.fixture(scope="module")
def topics(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Topic, ...]:
    """The bank that a module writes as its `BANK`."""
    return topics_of(request.module.BANK, tmp_path_factory.mktemp("bank"))
