"""Transformer layers and stacks of them: the sizes of their first input (of the target, in a decoder) are kept."""

from collections.abc import Callable
from functools import partial
from math import prod
from typing import Any, NamedTuple, TypeAlias

from ..layercall import LayerCall
from ..shapes import Shape
from .attention import attention_parameters, attention_work
from .guess import guess
from .lines import INDENT, outputs, write
from .rule import (
    MODULE,
    PRODUCTS,
    Lines,
    NoRule,
    Plan,
    Refused,
    Worked,
    dimensions,
    elements,
    lenient,
    make,
    number,
    truth,
    weighted,
    whole,
)

Planner: TypeAlias = Callable[[LayerCall], Plan]

_ACTIVATIONS = ("ReLU", "GELU", "SiLU", "Tanh", "Sigmoid", "Mish", "LeakyReLU", "ELU", "SELU", "Softplus", "Identity")
_ENCODER_MODULES, _DECODER_MODULES = 11, 16


class _Block(NamedTuple):
    """One layer: its width, heads and feed-forward width, whether batches come first, its parameters."""

    embed: int
    heads: int
    wide: int
    batch_first: bool
    decodes: bool
    parameters: int


def encoder_layer(settings: list[Any]) -> Plan:
    """Plan nn.TransformerEncoderLayer."""
    return _layer(False, settings)


def decoder_layer(settings: list[Any]) -> Plan:
    """Plan nn.TransformerDecoderLayer."""
    return _layer(True, settings)


def _layer(decodes: bool, settings: list[Any]) -> Plan:
    block = _block(decodes, settings)
    return weighted(partial(lenient, partial(_run_block, block)), block.parameters, modules=_modules(block))


def _modules(block: _Block) -> int:
    return _DECODER_MODULES if block.decodes else _ENCODER_MODULES


def _block(decodes: bool, settings: list[Any]) -> _Block:
    embed, heads, wide, dropout, activation, eps, batch_first, norm_first, bias = settings
    number(eps, "layer_norm_eps")
    truth(norm_first, "norm_first")
    whole(embed, "d_model", least=1)
    whole(heads, "nhead", least=1)
    if embed % heads:
        raise Refused(f"d_model {embed} cannot be divided into {heads} heads")
    bias = truth(bias, "bias")
    attentions, norms = (2, 3) if decodes else (1, 2)
    parameters = attentions * attention_parameters(embed, bias, embed, embed) + norms * embed * (2 if bias else 1)
    if type(wide) is not int or wide < 0:
        whole(wide, "dim_feedforward")
        raise Refused(f"dim_feedforward may not be negative, and is {wide}", parameters)
    parameters += 2 * embed * wide + (wide + embed if bias else 0)
    if not 0 <= number(dropout, "dropout") <= 1:
        raise Refused(f"dropout must lie between 0 and 1, and is {dropout}", parameters)
    _admit(activation, parameters)
    return _Block(embed, heads, wide, truth(batch_first, "batch_first"), decodes, parameters)


def _admit(activation: Any, spent: int) -> None:
    if type(activation) is str:
        if activation not in ("relu", "gelu"):
            raise Refused(f"activation is 'relu', 'gelu' or a layer, not {activation!r}", spent)
    elif (
        type(activation) is not LayerCall or activation.name not in _ACTIVATIONS or activation.args or activation.kwargs
    ):
        raise NoRule("an activation that has no rule here")


def _run_block(block: _Block, shapes: tuple[Shape, ...], lines: Lines) -> Worked:
    target, memory = shapes[0], shapes[-1]
    dimensions(target, 2, 3)
    if len(memory) != len(target):
        raise Refused(f"the inputs {target} and {memory} must have as many dimensions")
    for shape in shapes:
        if shape[-1] != block.embed:
            raise Refused(f"the last size of {shape} must be d_model, {block.embed}")
    place = 0 if block.batch_first else 1
    batched = len(target) == 3
    if batched and memory[place] != target[place]:
        raise Refused(f"the inputs {target} and {memory} have different batch sizes")
    batch = target[place] if batched else 1
    length, keys = (target[1 - place], memory[1 - place]) if batched else (target[0], memory[0])
    rows = batch * length
    spent = _modules(block) * MODULE + block.parameters + elements(shapes) + prod(target)
    spent += attention_work(batch, length, length, block.embed, block.heads)
    if block.decodes:
        spent += attention_work(batch, length, keys, block.embed, block.heads)
    spent += 2 * rows * block.wide + 2 * rows * block.embed * block.wide // PRODUCTS
    if 0 in target or 0 in memory or block.wide == 0:
        raise NoRule("a size is 0", spent)
    if lines is not None:
        first = f"batch_first={block.batch_first}: {batch} in a batch" if batched else "without a batch"
        write(lines, f"{first}, {length} places of {block.embed} numbers")
        write(lines, f"attention to them{f' and {keys} of memory' * block.decodes}: each keeps its {block.embed}")
        write(lines, f"feed-forward: {block.embed} -> {block.wide} -> {block.embed}")
        outputs(lines, output=target)
    return make(Worked, ((target,), block.parameters, spent))


def stack(planner: Planner, wanted: str, settings: list[Any]) -> Plan:
    """Plan nn.TransformerEncoder or nn.TransformerDecoder, whose layers must be `wanted`."""
    layer, count, norm, *flags = settings
    for value in flags:
        truth(value, "a setting")
    if type(layer) is not LayerCall:
        raise Refused(f"the first argument must be a layer such as nn.{wanted}(...)")
    if norm is not None and type(norm) is not LayerCall:
        raise NoRule("norm is no layer")
    if type(count) is not int:
        truth(count, "num_layers")
        raise NoRule("num_layers is no whole number")
    copies = max(count, 0)
    try:
        first, *last = planned(planner, (layer,) if norm is None else (layer, norm))
    except (Refused, NoRule) as refusal:
        raise type(refusal)(str(refusal), refusal.spent * (copies + 1)) from None
    built = MODULE + first.built * (copies + 1) + sum([norm.built for norm in last])
    if first.parameters is None or (last and last[0].parameters is None):
        raise NoRule("a lazy layer in a stack", built)
    parameters = first.parameters * copies + sum([norm.parameters or 0 for norm in last])
    run = partial(_run_stack, layer.name, wanted, first, count, last, parameters, built)
    return make(Plan, (run, parameters, built, False))


def planned(planner: Planner, calls: tuple[LayerCall, ...]) -> list[Plan]:
    """Return the plans of some layers. Where one has none, its refusal's `spent` is that of constructing them all."""
    plans: list[Plan] = []
    failed: Refused | NoRule | None = None
    spent = 0
    for call in calls:
        try:
            plans.append(planner(call))
            spent += plans[-1].built
        except (Refused, NoRule) as refusal:
            failed = failed or refusal
            spent += MODULE + (guess(call) if isinstance(refusal, NoRule) and refusal.known is None else refusal.spent)
    if failed is not None:
        raise type(failed)(str(failed), spent)
    return plans


def _run_stack(
    name: str,
    wanted: str,
    first: Plan,
    count: int,
    last: list[Plan],
    parameters: int,
    built: int,
    shapes: tuple[Shape, ...],
    lines: Lines,
) -> Worked:
    if count < 1:
        raise Refused(f"num_layers must be at least 1, not {count}")
    if name != wanted:
        raise Refused(f"the layers must be nn.{wanted}, not nn.{name}")
    inner: Lines = None if lines is None else []
    once = first.run(shapes, inner)
    results, spent = once.shapes, built + repeated(once.cost - first.built, count)
    if lines is not None and inner is not None:
        write(lines, f"{f'each of the {count} layers' if count > 1 else 'the layer'} keeps every size: {results[0]}")
        for line in inner[:-1]:
            write(lines, INDENT + line)
    for norm in last:
        after = norm.run(results, lines)
        results, spent = after.shapes, spent + after.cost - norm.built
    if lines is not None and not last:
        outputs(lines, output=results[0])
    return make(Worked, (results, parameters, spent))


def repeated(once: int, count: int) -> int:
    """Return the cost of running equal layers one after the other: the memory of the first one is used again.

    What is left is time, which is a third of the cost: 10 ns and less for an element.
    """
    return once + (count - 1) * once // 3


def transformer(settings: list[Any]) -> Plan:
    """Plan nn.Transformer."""
    embed, heads, encoders, decoders, wide, dropout, activation, encoder, decoder, *rest = settings
    if encoder is not None or decoder is not None:
        raise NoRule("custom_encoder or custom_decoder is given")
    whole(encoders, "num_encoder_layers")
    whole(decoders, "num_decoder_layers")
    common = [embed, heads, wide, dropout, activation, *rest]
    encode, decode = _block(False, common), _block(True, common)
    norm = encode.embed * (2 if truth(rest[-1], "bias") else 1)
    copies = (max(encoders, 0), max(decoders, 0))
    parameters = copies[0] * encode.parameters + copies[1] * decode.parameters + 2 * norm
    originals = encode.parameters + decode.parameters
    modules = (copies[0] + 1) * _ENCODER_MODULES + (copies[1] + 1) * _DECODER_MODULES + 5
    run = partial(_run_transformer, encode, decode, encoders, decoders, parameters, modules)
    return weighted(partial(lenient, run), parameters, originals, modules)


def _run_transformer(
    encode: _Block,
    decode: _Block,
    encoders: int,
    decoders: int,
    parameters: int,
    modules: int,
    shapes: tuple[Shape, ...],
    lines: Lines,
) -> Worked:
    source, target = shapes
    if encoders < 1 or decoders < 1:
        raise Refused("num_encoder_layers and num_decoder_layers must be at least 1")
    # The target goes through every decoder layer with what the encoders made of the source, which has its shape.
    decoded = _run_block(decode, (target, source), None)
    encoded = _run_block(encode, (source,), None)
    if lines is not None:
        write(lines, f"the encoder keeps the sizes of src: {source}")
        write(lines, f"the decoder reads it and keeps those of tgt: {target}")
        outputs(lines, output=target)
    spent = modules * MODULE + parameters + encode.parameters + decode.parameters
    spent += repeated(encoded.cost - encode.parameters, encoders)
    spent += repeated(decoded.cost - decode.parameters, decoders)
    return make(Worked, ((target,), parameters, spent + 2 * elements(shapes)))
