"""What torch says when it refuses, as one line that a learner can read."""

import re
from typing import Final

LONGEST: Final = 300
"""Characters of a message; a longer one is cut, with an ellipsis."""

_END: Final = re.compile(r"(?<!\be\.g)(?<!\bi\.e)(?<!\betc)(?<!\bvs)[.!?]\s+(?=[A-Z])")
_ADDS: Final = ("Calculated ", "Expected ", "Found ", "Got ", "Kernel size", "Output size", "Value ")
"""How a sentence begins that only gives the sizes of the one before it."""

_PLACE: Final = re.compile(
    r"""\s*(?:\bat\s+)?["']?(?:[A-Za-z]:)?[\\/][^\s"':]*\.(?:cc|cpp|cuh?|h|hpp|py)\b["']?(:\d+)*"""
)
_REPORT: Final = re.compile(r",?\s*please report a bug to PyTorch\.?\s*")
_COMBINATION: Final = " received an invalid combination of arguments"
_UNFIT: Final = re.compile(r"!([^!]+)!")
_SET: Final = re.compile(r"\{('[^'{}]*'(?:, '[^'{}]*')+)\}")
_NO_MEMORY: Final = ("can't allocate memory", "not enough memory", "Cannot allocate memory", "std::bad_alloc")


class Refused(Exception):
    """torch refused, with `error`, when it built or ran a layer: `when` is "built" or "run"."""

    def __init__(self, when: str, error: Exception) -> None:
        super().__init__(when, error)
        self.when = when
        self.error = error


def first_sentence(error: BaseException) -> str:
    """Return the first sentence of what torch says, on one line, without its full stop.

    Sentences that only give the sizes of the first one stay. File paths, lists of signatures and the stack of
    C++ calls go.

    >>> first_sentence(ValueError("eps must not be negative, e.g. -1.5. See the docs.\\nException raised from x"))
    'eps must not be negative, e.g. -1.5'
    >>> first_sentence(RuntimeError("Given input size: (1x1x1). Output size is too small. Mend it."))
    'Given input size: (1x1x1). Output size is too small'
    """
    said = str(error.args[0] if isinstance(error, KeyError) and error.args else error)
    called, combination, signatures = said.partition(_COMBINATION)
    if combination:
        unfit = [word for word in _UNFIT.findall(signatures) if word not in ("Parameter", "Tensor")]
        said = called + combination + (f": {unfit[0]} does not fit" if unfit else "")
    lines = [" ".join(line.split()) for line in said.partition("Exception raised from")[0].splitlines()]
    line = _REPORT.sub(". ", _PLACE.sub("", next((line for line in lines if line), "")))
    sentence, *others = _END.split(_SET.sub(_in_order, line))
    for other in others:
        if not other.startswith(_ADDS):
            break
        sentence = f"{sentence}. {other}"
    sentence = sentence.strip().rstrip(".,:;!").rstrip()
    if not sentence:
        return "torch gives no reason"
    return sentence if len(sentence) <= LONGEST else sentence[: LONGEST - 1].rstrip() + "…"


def starved(error: BaseException) -> bool:
    """Return whether this error says that memory ran out: nobody's mistake, and no verdict follows."""
    return isinstance(error, MemoryError) or (
        isinstance(error, RuntimeError) and any(words in str(error) for words in _NO_MEMORY)
    )


def _in_order(found: re.Match[str]) -> str:
    return "{" + ", ".join(sorted(found[1].split(", "))) + "}"  # a printed set has another order in each process
