"""The parameters and buffers of every layer that has some, as terms: their names and sizes are those of torch."""

from functools import partial
from typing import Any, Final, TypeAlias

from .terms import Absent, Group, Part, Size, Term, size

Weights: TypeAlias = "tuple[Part, ...]"


def _bias(given: Any, *sizes: Size, name: str = "bias") -> Part:
    return Term(name, sizes) if given else Absent(name, f"bias={given}")


def _shared(words: str, number: int, groups: int) -> Size:
    """Return the channels that each of some groups takes."""
    return size(words, number) if groups == 1 else size(f"{words} / groups", number // groups, f"({number} / {groups})")


def _kernel(dims: int, kernel: Any) -> tuple[Size, ...]:
    numbers = (kernel,) * dims if type(kernel) is int else kernel
    return tuple([size("" if place else "kernel", number) for place, number in enumerate(numbers)])


def _conv(dims: int, settings: list[Any]) -> Weights:
    inward, outward, kernel, _, _, _, groups, bias, _ = settings
    out = size("out", outward)
    sizes = (out, _shared("in", inward, groups), *_kernel(dims, kernel))
    return Term("weight", sizes), _bias(bias, out)


def _conv_transpose(dims: int, settings: list[Any]) -> Weights:
    inward, outward, kernel, _, _, _, groups, bias, _, _ = settings
    sizes = (size("in", inward), _shared("out", outward, groups), *_kernel(dims, kernel))
    return Term("weight", sizes), _bias(bias, size("out", outward))


def _linear(settings: list[Any]) -> Weights:
    inward, outward, bias = settings
    return Term("weight", (size("out", outward), size("in", inward))), _bias(bias, size("out", outward))


def _bilinear(settings: list[Any]) -> Weights:
    first, second, outward, bias = settings
    out = size("out", outward)
    return Term("weight", (out, size("in1", first), size("in2", second))), _bias(bias, out)


def _embedding(settings: list[Any]) -> Weights:
    rows, width, *_, freeze = settings
    sizes = (size("num_embeddings", rows), size("embedding_dim", width))
    return (Term("weight", sizes, "frozen" if freeze else "weight"),)


def _embedding_bag(settings: list[Any]) -> Weights:
    return _embedding([*settings[:2], False])


def _batch_norm(settings: list[Any]) -> Weights:
    features, _, _, affine, track, *_, bias = settings
    words = size("num_features", features)
    found: list[Part] = [*_affine(affine, bias, "affine", words)]
    if track:
        found += [Term(name, (words,), "buffer") for name in ("running_mean", "running_var")]
        found.append(Term("num_batches_tracked", (), "buffer"))
    return tuple(found)


def _affine(affine: Any, bias: Any, name: str, *sizes: Size) -> Weights:
    if not affine:
        return (Absent("weight and bias", f"{name}={affine}"),)
    return Term("weight", sizes), _bias(bias, *sizes)


def _group_norm(settings: list[Any]) -> Weights:
    _, channels, _, affine, bias = settings
    return _affine(affine, bias, "affine", size("num_channels", channels))


def _layer_norm(settings: list[Any]) -> Weights:
    normalized, _, affine, bias = settings
    return _affine(affine, bias, "elementwise_affine", *_normalized(normalized))


def _rms_norm(settings: list[Any]) -> Weights:
    normalized, _, affine = settings
    if not affine:
        return (Absent("weight", f"elementwise_affine={affine}"),)
    return (Term("weight", _normalized(normalized)),)


def _normalized(sizes: Any) -> tuple[Size, ...]:
    numbers = (sizes,) if type(sizes) is int else sizes
    return tuple([size("" if place else "normalized_shape", number) for place, number in enumerate(numbers)])


def _prelu(settings: list[Any]) -> Weights:
    return (Term("weight", (size("num_parameters", settings[0]),)),)


def _rnn(settings: list[Any]) -> Weights:
    inward, hidden, layers, _, bias, _, _, both_ways = settings
    return _recurrent(1, inward, hidden, layers, bias, both_ways, 0)


def _gru(settings: list[Any]) -> Weights:
    inward, hidden, layers, bias, _, _, both_ways = settings
    return _recurrent(3, inward, hidden, layers, bias, both_ways, 0)


def _lstm(settings: list[Any]) -> Weights:
    inward, hidden, layers, bias, _, _, both_ways, project = settings
    return _recurrent(4, inward, hidden, layers, bias, both_ways, project)


def _recurrent(gates: int, inward: int, hidden: int, layers: int, bias: Any, both_ways: Any, project: int) -> Weights:
    given = size("proj_size", project) if project else size("hidden", hidden)
    more = () if not project else (Term("weight_hr", (given, size("hidden", hidden))),)
    first = (*_gated(gates, size("input", inward), given, hidden, bias), *more)
    below = given if not both_ways else size(f"2 * {given.words}", 2 * given.number, f"(2 * {given.text})")
    later = (*_gated(gates, below, given, hidden, bias), *more)
    names = ("{0}_l{1}", "{0}_l{1}_reverse") if both_ways else ("{0}_l{1}",)
    groups = [Group("layer 0, both directions" if both_ways else "layer 0", first, names)]
    if layers > 1:
        which = "layer 1" if layers == 2 else f"layers 1 {'and' if layers == 3 else 'to'} {layers - 1}"
        groups.append(Group(f"{which}, both directions" if both_ways else which, later, names, range(1, layers)))
    if layers == 1 and not both_ways:
        return tuple([part._replace(name=f"{part.name}_l0") if isinstance(part, Term) else part for part in first])
    return tuple(groups)


def _gated(gates: int, inward: Size, given: Size, hidden: int, bias: Any) -> tuple[Term | Absent, ...]:
    if gates == 1:
        rows = size("hidden", hidden)
    else:
        rows = size(f"{gates} gates * hidden", gates * hidden, f"{gates} * {hidden}")
    matrices = (Term("weight_ih", (rows, inward)), Term("weight_hh", (rows, given)))
    if not bias:
        return (*matrices, Absent("bias_ih and bias_hh", f"bias={bias}"))
    return (*matrices, Term("bias_ih", (rows,)), Term("bias_hh", (rows,)))


def _cell(gates: int, settings: list[Any]) -> Weights:
    inward, hidden, bias, *_ = settings
    return _gated(gates, size("input", inward), size("hidden", hidden), hidden, bias)


def _attention(settings: list[Any]) -> Weights:
    embed, _, _, bias, bias_kv, _, key, value, _ = settings
    width, rows = size("embed", embed), size("3 * embed", 3 * embed, f"3 * {embed}")
    key, value = embed if key is None else key, embed if value is None else value
    parts: list[Part] = [Term("in_proj_weight", (rows, width))]
    if (key, value) != (embed, embed):
        into = (("q", width), ("k", size("kdim", key)), ("v", size("vdim", value)))
        parts = [Term(f"{letter}_proj_weight", (width, sizes)) for letter, sizes in into]
    parts += [
        _bias(bias, rows, name="in_proj_bias"),
        Term("out_proj.weight", (width, width)),
        _bias(bias, width, name="out_proj.bias"),
    ]
    if bias_kv:
        parts += [Term(name, (size("", 1), size("", 1), width)) for name in ("bias_k", "bias_v")]
    return tuple(parts)


def _encoder_layer(settings: list[Any]) -> Weights:
    return _block(("self_attn",), ("norm1", "norm2"), settings)


def _decoder_layer(settings: list[Any]) -> Weights:
    return _block(("self_attn", "multihead_attn"), ("norm1", "norm2", "norm3"), settings)


def _block(attentions: tuple[str, ...], norms: tuple[str, ...], settings: list[Any]) -> Weights:
    embed, heads, wide, _, _, _, _, _, bias = settings
    return (
        _several(attentions, _attention([embed, heads, 0, bias, False, False, None, None, False])),
        _several(("linear1",), _linear([embed, wide, bias])),
        _several(("linear2",), _linear([wide, embed, bias])),
        _several(norms, _layer_norm([embed, 0, True, bias])),
    )


def _several(names: tuple[str, ...], parts: Weights) -> Group:
    return Group(", ".join(names), parts, tuple([f"{name}.{{0}}" for name in names]))


def _transformer(settings: list[Any]) -> Weights:
    embed, heads, encoders, decoders, wide, dropout, activation, _, _, *rest = settings
    common = [embed, heads, wide, dropout, activation, *rest]
    norm = _layer_norm([embed, 0, True, rest[-1]])
    found: list[Part] = []
    for name, count, block in (
        ("encoder", encoders, _encoder_layer(common)),
        ("decoder", decoders, _decoder_layer(common)),
    ):
        found.append(Group(layers(f"{name} layer", count), block, (f"{name}.layers.{{1}}.{{0}}",), range(count)))
        found.append(_several((f"{name}.norm",), norm))
    return tuple(found)


def layers(name: str, count: int) -> str:
    """Return how many there are, in words.

    >>> layers("layer", 2), layers("layer", 1)
    ('2 layers', '1 layer')
    """
    return f"{count} {name}{'' if count == 1 else 's'}"


WEIGHTS: Final[dict[str, Any]] = {
    "BatchNorm1d": _batch_norm,
    "BatchNorm2d": _batch_norm,
    "BatchNorm3d": _batch_norm,
    "Bilinear": _bilinear,
    "Conv1d": partial(_conv, 1),
    "Conv2d": partial(_conv, 2),
    "Conv3d": partial(_conv, 3),
    "ConvTranspose1d": partial(_conv_transpose, 1),
    "ConvTranspose2d": partial(_conv_transpose, 2),
    "ConvTranspose3d": partial(_conv_transpose, 3),
    "Embedding": _embedding,
    "EmbeddingBag": _embedding_bag,
    "GRU": _gru,
    "GRUCell": partial(_cell, 3),
    "GroupNorm": _group_norm,
    "InstanceNorm1d": _batch_norm,
    "InstanceNorm2d": _batch_norm,
    "InstanceNorm3d": _batch_norm,
    "LSTM": _lstm,
    "LSTMCell": partial(_cell, 4),
    "LayerNorm": _layer_norm,
    "Linear": _linear,
    "MultiheadAttention": _attention,
    "PReLU": _prelu,
    "RMSNorm": _rms_norm,
    "RNN": _rnn,
    "RNNCell": partial(_cell, 1),
    "SyncBatchNorm": _batch_norm,
    "Transformer": _transformer,
    "TransformerDecoderLayer": _decoder_layer,
    "TransformerEncoderLayer": _encoder_layer,
}
"""From the name of a layer to the rule of its terms, of its settings in the order of the signature."""
