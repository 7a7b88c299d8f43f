"""`layer`: which layer turns this input into that output?"""

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

from ..frozen import dataclass
from ..jobs import Outcome
from ..keys import as_many, as_text, key
from ..layercall import LayerCall, read_layer
from ..literals import BANK, Bounds
from ..shapes import Shape
from ..snippet import snippet
from ..verdict import Grade, wrong
from .producing import Producing


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class LayerQuestion(Producing):
    """Right is any layer that torch builds and whose output has the wanted shape; with `among`, of these names only."""

    among: tuple[str, ...] = key(
        as_many(as_text),
        (),
        about="Every layer in the answer must be of these.",
        example="[nn.MaxPool2d, nn.Sequential]",
    )

    example: ClassVar[str] = """\
id: layer-question
kind: layer
prompt: Which layer turns a 12×12 map into a 4×4 map?
input: [1, 1, 12, 12]
output: [1, 1, 4, 4]
answer: nn.MaxPool2d(kernel_size=3)
distractors:
  - answer: nn.MaxPool2d(kernel_size=4)
    why: Three windows of 4 fill 12.
  - answer: nn.AvgPool2d(kernel_size=3, stride=1)
    why: With a stride of 1 the windows overlap, and the map comes out 10×10.
explanation: Left out, the stride equals the window, so `floor((12 - 3) / 3) + 1 = 4` windows fit.
"""

    def read(self, text: str, bounds: Bounds = BANK) -> LayerCall:
        return read_layer(text, bounds)

    def judge(self, answer: Any, outcomes: Sequence[Outcome]) -> Grade:
        if self.among:
            names = {name.rpartition(".")[2] for name in self.among}
            other = next((part.name for part in answer.walk() if part.name not in names), None)
            if other is not None:
                listed = " or ".join([f"nn.{name}" for name in sorted(names)])
                return wrong("", f"uses nn.{other}, and only {listed} counts here")
        return super().judge(answer, outcomes)

    def guesses(self, shape: Shape) -> Iterator[str]:
        for text in _guesses(shape, self.output):
            if not self.among or text[3:].partition("(")[0] in {name.rpartition(".")[2] for name in self.among}:
                yield text

    def code(self) -> str:
        return snippet(None, self.input)


def _guesses(shape: Shape, output: Shape) -> Iterator[str]:
    """Yield layers that may turn `shape` into `output`: with the stride that fits best, the kernel follows."""
    yield "nn.ReLU()"
    yield "nn.Flatten()"
    dims = len(shape) - 2
    if len(output) == len(shape) and dims in (1, 2, 3) and 0 not in output:
        sizes = list(zip(shape[2:], output[2:], strict=True))
        stride = tuple([max(1, size // out) for size, out in sizes])
        kernel = tuple([size - (out - 1) * step for (size, out), step in zip(sizes, stride, strict=True)])
        window = f"kernel_size={_short(kernel)}, stride={_short(stride)}"
        yield from [f"nn.{name}{dims}d({window})" for name in ("MaxPool", "AvgPool")]
        yield f"nn.Conv{dims}d({shape[1]}, {output[1]}, {window})"
        yield f"nn.Upsample(size={output[2:]})"
    if shape and output:
        yield f"nn.Linear({shape[-1]}, {output[-1]})"


def _short(sizes: tuple[int, ...]) -> int | tuple[int, ...]:
    return sizes[0] if len(set(sizes)) == 1 else sizes
