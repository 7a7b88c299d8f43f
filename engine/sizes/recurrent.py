"""Recurrent layers and their cells.

The sizes are those of the `Outputs` sections of torch.nn.LSTM, GRU and RNN, and of their cells.
"""

from functools import partial
from math import prod
from typing import Any, NamedTuple

from ..shapes import Shape
from .lines import outputs, write
from .rule import (
    MODULE,
    Lines,
    NoRule,
    Plan,
    Refused,
    Worked,
    dimensions,
    elements,
    flag,
    make,
    number,
    truth,
    weighted,
    whole,
)

_STEP = 1_000
"""One step of one layer in one direction: 20 µs for GRU(1, 1)."""
_PRODUCTS = 200
"""Multiplications in the time of one element: 6.5 a nanosecond for GRU(1024, 1024) and a batch of 1, 4 times as many
for larger ones."""
_BLOCK = 32
_PAIRS = 4
"""Pairs of weight names in the time of one element: each new name is looked for among all that are there."""


class _Settings(NamedTuple):
    inward: int
    hidden: int
    layers: int
    batch_first: bool
    directions: Any
    project: int
    cell: bool


def rnn(settings: list[Any]) -> Plan:
    """Plan nn.RNN."""
    inward, hidden, layers, nonlinearity, *rest = settings
    if nonlinearity not in ("tanh", "relu"):
        raise Refused("nonlinearity is 'tanh' or 'relu'")
    return _recurrent(1, False, [inward, hidden, layers, *rest, 0])


def gru(settings: list[Any]) -> Plan:
    """Plan nn.GRU."""
    return _recurrent(3, False, [*settings, 0])


def lstm(settings: list[Any]) -> Plan:
    """Plan nn.LSTM."""
    return _recurrent(4, True, settings)


def _recurrent(gates: int, cell: bool, settings: list[Any]) -> Plan:
    inward, hidden, layers, bias, batch_first, dropout, both_ways, project = settings
    if not 0 <= number(dropout, "dropout") <= 1:
        raise Refused(f"dropout must lie between 0 and 1, and is {dropout}")
    bias, batch_first = flag(bias, "bias"), flag(batch_first, "batch_first")
    whole(inward, "input_size", least=1)
    whole(hidden, "hidden_size", least=1)
    whole(layers, "num_layers", least=1)
    if not 0 <= whole(project, "proj_size") < hidden:
        raise Refused(f"proj_size must be at least 0 and smaller than hidden_size {hidden}, and is {project}")
    directions = 2 if truth(both_ways, "bidirectional") else 1
    given = project or hidden
    each = gates * hidden * given + (2 * gates * hidden if bias else 0) + project * hidden
    first = each + gates * hidden * inward
    later = each + gates * hidden * given * directions
    parameters = directions * (first + (layers - 1) * later)
    names = directions * layers * (2 + (2 if bias else 0) + (1 if project else 0))
    # oneDNN lays the weights of an LSTM out once more, in blocks.
    rows = 4 * -(-hidden // _BLOCK) * _BLOCK * directions if cell else 0
    more = names**2 // _PAIRS + rows * (inward + hidden + (layers - 1) * (directions * given + hidden))
    chosen = _Settings(inward, hidden, layers, batch_first, both_ways, project, cell)
    run = partial(_run, chosen, parameters, more)
    return weighted(run, parameters, more, modules=1 + directions * layers)


def _run(settings: _Settings, parameters: int, more: int, shapes: tuple[Shape, ...], lines: Lines) -> Worked:
    (shape,) = shapes
    dimensions(shape, 2, 3)
    batched = len(shape) == 3
    length = shape[1] if settings.batch_first and batched else shape[0]
    batch = () if not batched else (shape[0],) if settings.batch_first else (shape[1],)
    if shape[-1] != settings.inward:
        raise Refused(f"the last size is {shape[-1]}, and input_size is {settings.inward}")
    if type(settings.directions) is not bool:
        raise Refused("bidirectional must be True or False")
    if length == 0:
        raise Refused("the sequence has length 0")
    directions = 2 if settings.directions else 1
    given = settings.project or settings.hidden
    output = (*shape[:-1], directions * given)
    states = (directions * settings.layers, *batch)
    results = (output, (*states, given), (*states, settings.hidden))[: 3 if settings.cell else 2]
    if lines is not None:
        _explain(lines, settings, shape, results)
    rows = length * prod(batch)
    spent = MODULE * (1 + directions * settings.layers) + parameters + more
    spent += prod(shape) + elements(results) + settings.layers * rows * directions * 6 * settings.hidden
    spent += length * directions * settings.layers * _STEP + rows * parameters // (
        _PRODUCTS * min(max(1, prod(batch)), 4)
    )
    return make(Worked, (results, parameters, spent))


def _explain(lines: list[str], settings: _Settings, shape: Shape, results: tuple[Shape, ...]) -> None:
    hidden, project, layers = settings.hidden, settings.project, settings.layers
    directions = 2 if settings.directions else 1
    write(lines, _read(settings, shape))
    lines.append("D = 2 directions" if settings.directions else "D = 1 direction")
    each = f"D * {'proj_size' if project else 'hidden_size'} = {directions} * {project or hidden}"
    write(lines, f"each step of output has {each} = {directions * (project or hidden)}")
    states = f"D * num_layers = {directions} * {layers} = {directions * layers}"
    plural = "" if directions * layers == 1 else "s"
    write(lines, f"h_n holds {states} last state{plural} of {project or hidden}")
    if settings.cell:
        write(lines, f"c_n as many of {hidden}{', the hidden_size' if project else ''}")
    if len(shape) == 3 and settings.batch_first:
        lines.append("their batch comes second, whatever batch_first says")
    outputs(lines, **dict(zip(("output", "h_n", "c_n"), results, strict=False)))


def _read(settings: _Settings, shape: Shape) -> str:
    """Return which size of the input is what."""
    if len(shape) == 2:
        return f"without a batch: {shape[0]} steps of {shape[1]} numbers each"
    steps, batch = (shape[1], shape[0]) if settings.batch_first else (shape[0], shape[1])
    return f"batch_first={settings.batch_first}: {steps} steps, a batch of {batch}, {shape[2]} numbers each"


def cell(gates: int, settings: list[Any]) -> Plan:
    """Plan nn.RNNCell, nn.GRUCell or nn.LSTMCell, which has 4 gates."""
    inward, hidden, bias, *nonlinearity = settings
    whole(inward, "input_size", least=0)
    whole(hidden, "hidden_size", least=0)
    parameters = gates * hidden * (inward + hidden) + (2 * gates * hidden if truth(bias, "bias") else 0)
    known = nonlinearity in ([], ["tanh"], ["relu"])
    return weighted(partial(_cell, gates, inward, hidden, known, parameters), parameters)


def _cell(
    gates: int, inward: int, hidden: int, known: bool, parameters: int, shapes: tuple[Shape, ...], lines: Lines
) -> Worked:
    (shape,) = shapes
    dimensions(shape, 1, 2)
    if shape[-1] != inward:
        raise Refused(f"the last size is {shape[-1]}, and input_size is {inward}")
    if not known:
        raise Refused("nonlinearity is 'tanh' or 'relu'")
    state = (*shape[:-1], hidden)
    results = (state, state) if gates == 4 else (state,)
    spent = MODULE + parameters + prod(shape) + 2 * gates * prod(state) + prod(shape[:-1]) * parameters // _PRODUCTS
    if hidden == 0 or 0 in shape:
        raise NoRule("a size is 0", spent)
    if lines is not None:
        write(lines, f"{'one state for each input of the batch' if len(shape) == 2 else 'one state'}, and no sequence")
        lines.append(f"last size: {hidden}, the hidden_size")
        outputs(lines, **dict(zip(("h_1", "c_1") if gates == 4 else ("output",), results, strict=True)))
    return make(Worked, (results, parameters, spent))
