"""`quizproof export`: topics in, files out. Only questions whose keys torch has confirmed leave."""

from collections.abc import Sequence
from pathlib import Path

from .bank import NoBank
from .choosing import Wanted
from .exporters import EXPORTERS, exam
from .exporters.sheet import STEM, Exported, Loss, Paper, Sheet
from .frozen import dataclass
from .layercall import closest
from .literals import Unreadable
from .oracle import Oracle
from .posing import Posed, posed
from .topic import Topic
from .writing import write_atomically


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be exported. `variants` of each question that has some; so many `papers`, each with its own seed."""

    format: str
    seed: int = 0
    wanted: Wanted = Wanted()
    variants: int = 1
    papers: int = 1
    exam: bool = False
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Export:
    """What came of it. `left_out` are questions that must not leave, each with the reason; `questions` went out."""

    exported: Exported
    left_out: tuple[Loss, ...]
    questions: int

    def alone(self) -> bytes:
        """Return the file. Raises Unreadable where others lie beside it."""
        if self.exported.beside:
            raise Unreadable("this is more than one file, and the output takes one: name a file with -o")
        return self.exported.file

    def write(self, file: str) -> tuple[str, ...]:
        """Write the file, and what lies beside it; return their names.

        Raises OSError, and Unreadable where the letters of another exam would be lost.
        """
        path = Path(file)
        beside = [(path.parent / name.replace(STEM, path.stem), text) for name, text in self.exported.beside]
        written = [(file, self.exported.file), *[(str(name), text) for name, text in beside]]
        for name, text in written:
            if Path(name).name == exam.NAME and Path(name).is_file() and Path(name).read_bytes() != text:
                mend = "write to another folder, or delete it"
                raise Unreadable(f"{name} has the letters of another exam, which would be lost: {mend}")
        for name, text in written:
            write_atomically(name, text)
        return tuple([name for name, _ in written])


def exported(topics: Sequence[Topic], order: Order, oracle: Oracle) -> Export:
    """Return the files of a format. Raises Unreadable for one that there is not, NoBank, and TorchAbsent."""
    if order.format not in EXPORTERS:
        close = closest(order.format, tuple(EXPORTERS))
        meant = f"did you mean {close}?" if close else f"there are {', '.join(sorted(EXPORTERS))}"
        raise Unreadable(f"no format is called {order.format!r}; {meant}")
    papers: list[Paper] = []
    left_out: dict[str, Loss] = {}
    for number in range(order.papers):
        found = posed(topics, oracle, order.seed, order.wanted, order.variants, number)
        sound: list[Posed] = []
        for one in found:
            if one.fault:
                left_out.setdefault(one.id, Loss(one, f"left out: {one.fault}"))
            else:
                sound.append(one)
        papers.append(Paper(str(number + 1), tuple(sound)))
    if not papers[0].posed:
        raise NoBank("there is no question to export: none has these tags and this difficulty, or none is sound")
    title = order.title or (topics[0].title if len(topics) == 1 else "Quiz")
    sheet = Sheet(title, tuple(papers), order.seed, order.exam)
    return Export(EXPORTERS[order.format](sheet), tuple(left_out.values()), len(papers[0].posed))
