"""Attention. The sizes are those of the `Shape` section of torch.nn.MultiheadAttention."""

from functools import partial
from math import prod
from typing import Any, NamedTuple

from ..shapes import Shape
from .lines import outputs, step, write
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


class _Settings(NamedTuple):
    embed: int
    heads: int
    more_keys: int
    key: int
    value: int
    batch_first: bool
    parameters: int


def attention(settings: list[Any]) -> Plan:
    """Plan nn.MultiheadAttention."""
    embed, heads, dropout, bias, bias_kv, zero, key, value, batch_first = settings
    number(dropout, "dropout")
    whole(embed, "embed_dim", least=1)
    whole(heads, "num_heads", least=1)
    if embed % heads:
        raise Refused(f"embed_dim {embed} cannot be divided into {heads} heads")
    key = embed if key is None else whole(key, "kdim", least=0)
    value = embed if value is None else whole(value, "vdim", least=0)
    bias_kv = truth(bias_kv, "add_bias_kv")
    parameters = attention_parameters(embed, truth(bias, "bias"), key, value) + (2 * embed if bias_kv else 0)
    more = int(bias_kv) + int(truth(zero, "add_zero_attn"))
    chosen = _Settings(embed, heads, more, key, value, truth(batch_first, "batch_first"), parameters)
    return weighted(partial(lenient, partial(_attend, chosen)), parameters, modules=2)


def attention_parameters(embed: int, bias: bool, key: int, value: int) -> int:
    """Return the elements of the projections of query, key, value and output."""
    return embed * (2 * embed + key + value) + (4 * embed if bias else 0)


def _attend(settings: _Settings, shapes: tuple[Shape, ...], lines: Lines) -> Worked:
    query, key, value = shapes
    dimensions(query, 2, 3)
    for name, shape in (("key", key), ("value", value)):
        if len(shape) != len(query):
            raise Refused(f"query {query} and {name} {shape} must have as many dimensions")
    batched = len(query) == 3
    place = 0 if settings.batch_first else 1
    batch = (query[place],) if batched else ()
    length, keys = (query[1 - place], key[1 - place]) if batched else (query[0], key[0])
    for name, shape, width in (
        ("query", query, settings.embed),
        ("key", key, settings.key),
        ("value", value, settings.value),
    ):
        if shape[-1] != width:
            raise Refused(f"the last size of {name} {shape} must be {width}")
        if batched and shape[place] != query[place]:
            raise Refused(f"query {query} and {name} {shape} have different batch sizes")
    if key[:-1] != value[:-1]:
        raise Refused(f"key {key} and value {value} must agree in all sizes but the last")
    output, weights = (*query[:-1], settings.embed), (*batch, length, keys + settings.more_keys)
    spent = 2 * MODULE + settings.parameters + elements((*shapes, output, weights))
    spent += attention_work(prod(batch), length, keys + 2, settings.embed, settings.heads)
    if 0 in query or 0 in key:
        raise NoRule("a size of an input is 0", spent)
    if lines is not None:
        _explain(lines, settings, batch, length, keys)
        outputs(lines, output=output, weights=weights)
    return make(Worked, ((output, weights), settings.parameters, spent))


def _explain(lines: list[str], settings: _Settings, batch: Shape, length: int, keys: int) -> None:
    if batch:
        counts = f"{batch[0]} in a batch, {length} queries, {keys} keys"
        write(lines, f"batch_first={settings.batch_first}: {counts}")
    else:
        lines.append(f"without a batch: {length} queries, {keys} keys")
    if settings.more_keys:
        step(lines, "keys, with those that are added", f"{keys} + {settings.more_keys}", keys + settings.more_keys)
    embed, heads = settings.embed, settings.heads
    write(lines, f"each query becomes {embed} numbers, the embed_dim:")
    step(lines, "   heads * embed_dim / heads", f"{heads} * {embed // heads}", embed)
    write(
        lines,
        f"each query has a weight for each key, the mean of {heads} heads"
        if heads > 1
        else "each query has a weight for each key",
    )


def attention_work(batch: int, length: int, keys: int, embed: int, heads: int) -> int:
    """Return the cost of the projections and of the scores of each head."""
    projected, scores = 6 * batch * (length + keys) * embed, 3 * batch * heads * length * keys
    products = 2 * batch * (length + keys) * embed**2 + 2 * batch * length * keys * embed
    return projected + scores + products // PRODUCTS
