"""Where graded rows go: a file that is whole or absent, a stream, or nowhere; each with what remembers grades."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import BinaryIO

from ..frozen import dataclass
from ..responses import Responses, Row, format_of, writer
from .outputs import whole
from .store import Store


@dataclass(frozen=True, slots=True)
class Destination:
    """What remembers what was said, and what takes a row with that."""

    store: Store
    write: Callable[[Row, str], None]


@contextmanager
def into_file(path: str, about: str, responses: Responses, tell: Callable[[float], None]) -> Iterator[Destination]:
    """Let rows go to a file, in the format that its name says. It is whole at the end, or as it was.

    Where a run was killed, the next one goes on, if it is `about` the same. A table has to know the columns of the
    responses before its first row: reading them is told. Raises Unreadable, Unavailable and OSError.
    """
    form = format_of(path)
    columns = () if form.startswith("jsonl") else responses.columns(tell)
    with whole(path, about) as made:
        out = writer(made.file, form, columns)
        yield Destination(made.store, out.write)
        out.close()


@contextmanager
def into_stream(file: BinaryIO, *, prompt: bool) -> Iterator[Destination]:
    """Let rows go to a stream, as JSON lines; `prompt`: each at once."""
    out = writer(file, "jsonl")

    def at_once(row: Row, said: str) -> None:
        out.write(row, said)
        file.flush()

    with closing(Store()) as store:
        yield Destination(store, at_once if prompt else out.write)


@contextmanager
def into_nothing() -> Iterator[Destination]:
    """Let rows go nowhere: somebody looks at them as they pass."""
    with closing(Store()) as store:
        yield Destination(store, lambda _row, _said: None)
