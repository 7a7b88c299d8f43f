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


_ARRIVES: Final = re.compile(
    r",? but (?:got |is |dimension )?(?:"
    r"input of (?:size|shape):? ?\[[^]]*\]|(?:torch\.Size\()?\[[^]]*\]\)?|"
    r"input\.size\(-?\d+\)=\d+(?: is not divisible by \d+)?(?: and kernel_size=.*)?|\d+ is size \d+)$"
)
"""What of a message says only what arrives at a layer."""

_WANTS: Final = tuple(
    [
        (re.compile(pattern), words)
        for pattern, words in (
            (r"mat1 and mat2 shapes cannot be multiplied \(.*and (\d+)x\d+\)", "a linear layer wants {} features"),
            (r"Given (?:groups|transposed)=.* to have (\d+) channels, but .*", "a convolution wants {} channels"),
            (r"\w+ should contain \d+ elements not (\d+)", "a norm wants {} channels"),
            (r"expected input's size at dim=1 to match num_features \((\d+)\).*", "a norm wants {} channels"),
            (r"Expected weight to be a vector .* weight of shape \[(\d+)\] .*", "a norm wants {} channels"),
            (r"Expected number of channels .* num_groups=(\d+)", "a norm wants a number of channels that {} divides"),
            (r"Number of channels must .* (\d+) groups", "a layer wants a number of channels that {} divides"),
            (r"Given normalized_shape=\[(.*?)\].*", "a norm wants {} as the last sizes"),
            (r"input\.size\(-1\) must be .* Expected (\d+), got .*", "a recurrent layer wants {} features"),
            (r"input has inconsistent input_size: .* expected (\d+)", "a recurrent layer wants {} features"),
            (r"was expecting embedding dimension of (\d+), but .*", "attention wants {} features"),
            (r"bilinear\(\): \w+ size does .* expected (\d+)", "a bilinear layer wants {} features"),
            (r"Mismatch of parameter .* numbers = (\d+) and .*", "nn.PReLU wants {} channels"),
            (r"unflatten: Provided sizes \[(.*)\] don't .*", "nn.Unflatten wants a size that is the product of {}"),
        )
    ]
)
"""How torch tells two numbers that do not fit, and what of it is the layer's own."""

_TOO_LARGE: Final = re.compile(
    r"Given input size: .*Output size is too small|Calculated padded input size .*|max_pool1d\(\) Invalid computed .*|"
    r"Given input with spatial size .*|fractional_max_pool\dd\(\): pool .* too large .*"
)


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


def of_the_layer(message: str) -> str:
    """Return what torch says, without what arrives at the layer: inside a network that may be what is asked.

    >>> of_the_layer("mat1 and mat2 shapes cannot be multiplied (1x100 and 400x10)")
    'a linear layer wants 400 features, and something else arrives'
    >>> of_the_layer("Expected 3D (unbatched) or 4D (batched) input to conv2d, but got input of size: [1, 100]")
    'Expected 3D (unbatched) or 4D (batched) input to conv2d'
    """
    for pattern, words in _WANTS:
        found = pattern.fullmatch(message)
        if found:
            return f"{words.format(found[1])}, and something else arrives"
    if _TOO_LARGE.fullmatch(message):
        return "a window is larger than what arrives"
    return _ARRIVES.sub("", message)


def starved(error: BaseException) -> bool:
    """Return whether this error says that memory ran out: nobody's mistake, and no verdict follows."""
    return isinstance(error, MemoryError) or (
        isinstance(error, RuntimeError) and any(words in str(error) for words in _NO_MEMORY)
    )


def _in_order(found: re.Match[str]) -> str:
    return "{" + ", ".join(sorted(found[1].split(", "))) + "}"  # a printed set has another order in each process
