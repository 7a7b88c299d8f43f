"""What tests of sittings share."""

import os
import time
from collections.abc import Iterator
from itertools import count

import pytest

from quizproof.engine import clock


@pytest.fixture(autouse=True)
def _at_home(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The learner is in London in winter, and each look at the clock of this process takes a millisecond."""
    looks = count()
    monkeypatch.setattr(clock, "monotonic", lambda: clock._STARTED + next(looks) / 1000)
    before = os.environ.get("TZ")
    os.environ["TZ"] = "UTC"
    time.tzset()
    yield
    if before is None:
        del os.environ["TZ"]
    else:
        os.environ["TZ"] = before
    time.tzset()
