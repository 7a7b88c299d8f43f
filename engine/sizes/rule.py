"""What every rule of this package is made of: a planned layer, what it works out to, and its refusals.

A rule plans a layer from its settings, as torch constructs it; the plan is then run on shapes, as torch runs
it. Both are plain arithmetic on whole numbers, whatever numbers an author or a learner wrote.

**Cost.** One unit is one element, or the work that takes as long as one: 33 ns of one core. So 150 million are
at most about 5 s, mostly less than 1.5 s, and at most about 1.2 GB. Counted are parameters and buffers, inputs,
outputs, every intermediate, a floor for each module, and the work that outruns the elements (the numbers that
windows read, multiplications, steps of a recurrence). The figures beside the constants were measured with
torch 2.13 on one core.
"""

from collections.abc import Callable
from math import prod
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

from ..shapes import Shape

if TYPE_CHECKING:
    from ..layercall import Argument

MODULE: Final = 5_000
"""Constructing and calling one module, however small: 30 µs for nn.ReLU, 98 for nn.Linear, 150 for nn.BatchNorm1d."""
TAPS: Final = 30
"""Numbers that windows read one by one in the time of one element: pooling reads one a nanosecond."""
PRODUCTS: Final = 480
"""Multiplications of matrices in the time of one element: 40 and more a nanosecond where there are many channels."""

Lines: TypeAlias = "list[str] | None"
"""Where a derivation is written, where somebody wants one."""


class Worked(NamedTuple):
    """What a layer makes of its inputs: flattened outputs, elements of parameters, and what it costs.

    A tuple and no dataclass, like Plan: one is made for every answer, and `make` takes a sixth of the time.
    """

    shapes: tuple[Shape, ...]
    parameters: int
    cost: int


class Refused(ValueError):
    """torch refuses this. `str()` is one sentence; `spent` is the cost of what torch does before it refuses.

    Inside a rule, `spent` counts only what the plan does not: the rest is added where the rule is called.
    """

    def __init__(self, sentence: str, spent: int = 0) -> None:
        super().__init__(sentence)
        self.spent = spent


class NoRule(ValueError):
    """No formula here predicts what torch makes of this. `str()` says why; `spent` is a safe guess of the cost.

    Inside a rule, None asks for a guess from the numbers in the layer.
    """

    def __init__(self, why: str, spent: int | None = None) -> None:
        super().__init__(why)
        self.known = spent
        self.spent = spent or 0


Run: TypeAlias = Callable[[tuple[Shape, ...], Lines], Worked]


class Plan(NamedTuple):
    """A layer as constructed: how it runs, elements of its parameters, and the cost of constructing it.

    `parameters` is None for a lazy layer, which has them once it has run. The cost that `run` gives
    includes `built`. `takes_many`: it takes all outputs of the layer before it, as nn.Identity does.
    """

    run: Run
    parameters: int | None = 0
    built: int = MODULE
    takes_many: bool = False


Rule: TypeAlias = "Callable[[list[Any]], Plan]"
"""From settings in the order of the signature; each is an `Argument`, and the rule looks at its type."""

make: Final = tuple.__new__
"""`make(Worked, (shapes, parameters, cost))`: an instance without a call of its own `__new__`."""


def unweighted(run: Run) -> Plan:
    """Return the plan of a layer without parameters."""
    return make(Plan, (run, 0, MODULE, False))


def weighted(run: Run, parameters: int, buffers: int = 0, modules: int = 1) -> Plan:
    """Return the plan of a layer with parameters."""
    return make(Plan, (run, parameters, modules * MODULE + parameters + buffers, False))


def lenient(run: Run, shapes: tuple[Shape, ...], lines: Lines) -> Worked:
    """Run a plan; where it refuses an empty input, raise NoRule: torch does not look at everything then."""
    try:
        return run(shapes, lines)
    except Refused as refusal:
        if 0 in shapes[0]:
            raise NoRule(str(refusal), 0) from None
        raise


def whole(value: "Argument", name: str, least: int | None = None) -> int:
    """Return a setting that must be a whole number. Raises NoRule for True and False, Refused for the rest."""
    if type(value) is not int:
        raise not_whole(value, name)
    if least is not None and value < least:
        raise Refused(f"{name} must be at least {least}, not {value}")
    return value


def not_whole(value: object, name: str) -> Refused | NoRule:
    """Return the refusal of a setting that is no whole number."""
    if type(value) is bool:
        return NoRule(f"{name} is {value}, and torch takes a truth value for a number in some places only")
    return Refused(f"{name} must be a whole number" + (f", not {value!r}" if type(value) is float else ""))


def number(value: "Argument", name: str) -> float:
    """Return a setting that must be a number. Raises NoRule for anything else."""
    if type(value) is int or type(value) is float:
        return value
    raise NoRule(f"{name} is no number")


def truth(value: "Argument", name: str) -> bool:
    """Return whether torch takes a setting as true, where it looks at nothing else. Raises NoRule for a layer."""
    if value is None or type(value) in (bool, int, float, str, tuple):
        return bool(value)
    raise NoRule(f"{name} is a layer")


def flag(value: "Argument", name: str) -> bool:
    """Return a setting that must be True or False."""
    if type(value) is bool:
        return value
    raise Refused(f"{name} must be True or False")


def spread(value: "Argument", dims: int, name: str, one_for_all: bool = True) -> tuple[int, ...]:
    """Return one whole number for each dimension, from one number or a tuple of `dims` of them.

    `one_for_all`: a tuple of one will do too, as it does for most layers of torch.

    >>> spread(3, 2, "kernel_size"), spread((3,), 2, "kernel_size"), spread((3, 4), 2, "kernel_size")
    ((3, 3), (3, 3), (3, 4))
    """
    if type(value) is int:
        return (value,) * dims
    numbers = wholes(value, name)
    if len(numbers) == dims:
        return numbers
    if len(numbers) == 1 and one_for_all:
        return numbers * dims
    wanted = "one number" if dims == 1 else f"one number or {dims}"
    raise Refused(f"{name} takes {wanted}, not a tuple of {len(numbers)}")


def wholes(value: "Argument", name: str) -> tuple[int, ...]:
    """Return a setting that must be a tuple of whole numbers."""
    if type(value) is not tuple:
        raise not_whole(value, name)
    for item in value:
        if type(item) is not int:
            raise not_whole(item, name)
    return value  # type: ignore[return-value]  # whole numbers, as just compared


def dimensions(shape: Shape, *wanted: int) -> None:
    """Raise Refused for an input with another number of dimensions."""
    if len(shape) not in wanted:
        numbers = " or ".join([str(number) for number in wanted])
        plural = "" if wanted == (1,) else "s"
        raise Refused(f"the input must have {numbers} dimension{plural}, and {shape} has {len(shape)}")


def axis(dim: int, shape: Shape, name: str = "dim") -> int:
    """Return the place of a dimension that may count from the end. One number without dimensions counts as one."""
    count = len(shape) or 1
    if not -count <= dim < count:
        raise Refused(f"{name} {dim} is none of the {len(shape)} dimensions of {shape}")
    return dim % count


def elements(shapes: tuple[Shape, ...]) -> int:
    """Return how many numbers tensors of these shapes hold together.

    >>> elements(((2, 3), (4,)))
    10
    """
    return sum([prod(shape) for shape in shapes])
