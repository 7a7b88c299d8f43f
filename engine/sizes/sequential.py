"""nn.Sequential: the output of each layer is the input of the next."""

from itertools import takewhile
from typing import Any

from ..catalogue import LAYERS
from ..layercall import LayerCall
from ..shapes import Shape
from .lines import INDENT, WIDTH, outputs, write
from .rule import MODULE, Lines, NoRule, Plan, Refused, Worked, make
from .transformer import Planner, planned

_TAKE_WHOLE_NUMBERS = ("Embedding", "EmbeddingBag")
_RESULTS = ("output: ", "output 0: ", "h_1: ")
"""How the lines begin that give the outputs of a layer: the title gives them already."""


def sequential(planner: Planner, settings: list[Any]) -> Plan:
    """Plan nn.Sequential: all of its layers are constructed before the first one runs."""
    calls = settings[0]
    plans = planned(planner, tuple([call for call in calls if type(call) is LayerCall]))
    if len(plans) < len(calls):
        raise Refused("nn.Sequential takes layers only", sum([plan.built for plan in plans]))
    known = [plan.parameters for plan in plans]
    parameters = None if None in known else sum([count for count in known if count is not None])
    built = MODULE + sum([plan.built for plan in plans])

    def run(shapes: tuple[Shape, ...], lines: Lines) -> Worked:
        return _run(calls, plans, built, shapes, lines)

    return make(Plan, (run, parameters, built, True))


def _run(
    calls: tuple[LayerCall, ...], plans: list[Plan], built: int, shapes: tuple[Shape, ...], lines: Lines
) -> Worked:
    spent, parameters = 0, 0
    results: list[str] = []
    for place, (call, plan) in enumerate(zip(calls, plans, strict=True)):
        _admit(call, plan, place, calls, shapes, spent)
        inner: Lines = None if lines is None else []
        try:
            worked = plan.run(shapes, inner)
        except Refused as refusal:
            raise Refused(f"layer {place + 1}, nn.{call.name}: {refusal}", refusal.spent + spent) from None
        except NoRule as none:
            raise NoRule(str(none), None if none.known is None else none.known + spent) from None
        shapes, spent, parameters = worked.shapes, spent + worked.cost - plan.built, parameters + worked.parameters
        if lines is not None and inner is not None:
            title, given = f"{place + 1}. {call}", f"-> {', '.join([str(shape) for shape in shapes])}"
            for line in (f"{title} {given}",) if len(title) + len(given) < WIDTH else (_cut(title), INDENT + given):
                write(lines, line)
            reasons = list(takewhile(lambda line: not line.startswith(_RESULTS), inner))
            results = inner[len(reasons) :]
            for line in reasons:
                write(lines, INDENT + line)
    if lines is not None and len(shapes) == 1:
        outputs(lines, output=shapes[0])
    elif lines is not None:
        lines += results or [f"output {place}: {shape}" for place, shape in enumerate(shapes)]
    return make(Worked, (shapes, parameters, built + spent))


def _admit(
    call: LayerCall, plan: Plan, place: int, calls: tuple[LayerCall, ...], shapes: tuple[Shape, ...], spent: int
) -> None:
    """Raise where the layer at `place` cannot be given what the layer before it gives."""
    names = LAYERS[call.name].inputs
    if len(names) > 1:
        taken = f"takes {' and '.join(names)}" if len(names) == 2 else f"takes {len(names)} inputs"
        raise Refused(f"layer {place + 1}, nn.{call.name}, {taken}, and nn.Sequential gives it one", spent)
    if len(shapes) > 1 and not plan.takes_many:
        before = calls[place - 1].name
        raise Refused(
            f"nn.{before} gives {len(shapes)} tensors, and layer {place + 1}, nn.{call.name}, takes one", spent
        )
    if place and call.name in _TAKE_WHOLE_NUMBERS:
        raise NoRule(f"nn.{call.name} takes whole numbers, and the layer before it may give others", spent)


def _cut(text: str) -> str:
    return text if len(text) <= 2 * WIDTH else f"{text[: 2 * WIDTH - 3]}..."
