"""Inputs as they stand in YAML: a list is a shape or numbers, and may say which."""

import pytest

from quizproof.engine.fields import as_feed, as_numbers
from quizproof.engine.jobs import Each, Feed, Sizes, Values
from quizproof.engine.keys import Fault, Reader, Unfit
from quizproof.engine.yamltext import read_yaml

REFUSED = {
    "a negative size": (
        as_numbers,
        "{shape: [1, -2]}",
        Fault("bad-type", "(1, -2) is not a shape: no size may be negative", ("shape", 1)),
    ),
    "no shape": (
        as_feed,
        "{shape: }",
        Fault("bad-type", "write a shape such as [1, 1, 10, 10], not nothing", ("shape",)),
    ),
    "no numbers": (as_feed, "{numbers: x}", Fault("bad-type", "write numbers here, not 'x'", ("numbers",))),
    "further in": (
        as_feed,
        "{query: {shape: [-1]}}",
        Fault("bad-type", "(-1,) is not a shape: no size may be negative", ("query", "shape", 0)),
    ),
}


@pytest.mark.parametrize(("read", "text", "fault"), REFUSED.values(), ids=REFUSED)
def test_refused(read: Reader, text: str, fault: Fault) -> None:
    with pytest.raises(Unfit) as refused:
        read(read_yaml(text.encode()).data)
    assert refused.value.faults == (fault,)


READ = {
    "a flat list, of a shape": (as_feed, "[1, 3]", Sizes((1, 3))),
    "a flat list, of numbers": (as_numbers, "[1, 3]", Values((1, 3))),
    "a shape": (as_feed, "{shape: [1, 3]}", Sizes((1, 3))),
    "a shape among numbers": (as_numbers, "{shape: [1, 3]}", Sizes((1, 3))),
    "a shape in words": (as_numbers, "{shape: 1x3}", Sizes((1, 3))),
    "numbers": (as_feed, "{numbers: [1, 3]}", Values((1, 3))),
    "numbers among numbers": (as_numbers, "{numbers: [1, 3]}", Values((1, 3))),
    "by name": (
        as_numbers,
        "{query: {shape: [1, 3]}, key: {numbers: [2]}, value: [4]}",
        Each((("query", Sizes((1, 3))), ("key", Values((2,))), ("value", Values((4,))))),
    ),
}


@pytest.mark.parametrize(("read", "text", "feed"), READ.values(), ids=READ)
def test_read(read: Reader, text: str, feed: Feed) -> None:
    assert read(read_yaml(text.encode()).data) == feed
