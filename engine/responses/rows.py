"""A row of responses, whatever file it came from."""

from typing import Any, NamedTuple, TypeAlias

Fields: TypeAlias = dict[str, Any]
"""What a row says, by the names of its columns, in their order: values as JSON has them."""


class Found(NamedTuple):
    """What a format has of a row. All but `line` are those of a Row; that is known of some with a `fault`."""

    fields: Fields
    text: str | None = None
    fault: str | None = None
    line: int | None = None


class Row(NamedTuple):
    """One row. `fields` is what it says, and comes out again as it is, then what is `added` to it.

    There are millions of them, and a tuple is made in a third of the time of a dataclass. `asked` has the fields by the
    names that a grader knows (question, variant, seed, answer), whatever the columns are called and whatever letters
    stand for. `text` is the JSON object that says the same as `fields`, where the row came as such a text, in ASCII and
    without space around it. `fault`: it cannot be read, and why.
    """

    fields: Fields
    asked: Fields
    added: Fields
    text: str | None = None
    fault: str | None = None
