"""Layers with settings drawn at random, like those of questions, and what they are fed."""

from collections.abc import Callable, Iterator
from random import Random

from quizproof.engine.layercall import Argument, LayerCall
from torch_side import Feed

Draw = Callable[[Random], tuple[dict[str, object], Feed]]


def each_of(random: Random, dims: int, low: int, high: int) -> object:
    """Draw one whole number, or one for each dimension."""
    if dims == 1 or random.random() < 0.5:
        return random.randint(low, high)
    return tuple([random.randint(low, high) for _ in range(dims)])


def image(random: Random, channels: int, dims: int, low: int, high: int) -> tuple[int, ...]:
    sizes = tuple([random.randint(low, high) for _ in range(dims)])
    return (channels, *sizes) if random.random() < 0.3 else (random.randint(1, 2), channels, *sizes)


MOST = {1: 40, 2: 16, 3: 7}
"""Sizes go so far, by the number of dimensions."""


def pool(dims: int, *more: str) -> Draw:
    def draw(random: Random) -> tuple[dict[str, object], Feed]:
        kernel = random.randint(1, 5)
        settings: dict[str, object] = {
            "kernel_size": kernel if "norm_type" in more or random.random() < 0.7 else each_of(random, dims, 3, 4)
        }
        if random.random() < 0.8:
            settings["stride"] = each_of(random, dims, 1, 4)
        if "padding" in more:
            settings["padding"] = random.randint(0, kernel // 2)
        if "dilation" in more and random.random() < 0.4:
            settings["dilation"] = each_of(random, dims, 1, 3)
        if "norm_type" in more:
            settings["norm_type"] = random.randint(1, 3)
        settings["ceil_mode"] = random.random() < 0.5
        return settings, image(random, 2, dims, min(dims, 3), MOST[dims])

    return draw


def conv(dims: int) -> Draw:
    def draw(random: Random) -> tuple[dict[str, object], Feed]:
        groups = random.choice([1, 1, 2, 3])
        inward, outward = groups * random.randint(1, 2), groups * random.randint(1, 3)
        settings: dict[str, object] = {
            "in_channels": inward,
            "out_channels": outward,
            "kernel_size": each_of(random, dims, 1, 4),
            "groups": groups,
            "bias": random.random() < 0.7,
            "dilation": each_of(random, dims, 1, 2),
        }
        if random.random() < 0.2:
            settings["padding"] = "same"
        else:
            settings |= {"stride": each_of(random, dims, 1, 3), "padding": each_of(random, dims, 0, 2)}
        return settings, image(random, inward, dims, 2, MOST[dims])

    return draw


def conv_transpose(dims: int) -> Draw:
    def draw(random: Random) -> tuple[dict[str, object], Feed]:
        groups = random.choice([1, 1, 2])
        inward, outward = groups * random.randint(1, 2), groups * random.randint(1, 3)
        stride, more = random.randint(1, 3), random.randint(0, 2)
        settings: dict[str, object] = {
            "in_channels": inward,
            "out_channels": outward,
            "kernel_size": each_of(random, dims, 1, 4),
            "stride": stride,
            "padding": each_of(random, dims, 0, 1),
            "output_padding": min(more, stride),
            "groups": groups,
            "bias": random.random() < 0.7,
            "dilation": each_of(random, dims, 1, 2),
        }
        return settings, image(random, inward, dims, 3, MOST[dims])

    return draw


def adaptive(dims: int) -> Draw:
    def draw(random: Random) -> tuple[dict[str, object], Feed]:
        size: object = each_of(random, dims, 1, MOST[dims])
        if isinstance(size, tuple) and random.random() < 0.3:
            size = (None, *size[1:])
        return {"output_size": size}, image(random, 2, dims, 1, MOST[dims])

    return draw


def unfold(random: Random) -> tuple[dict[str, object], Feed]:
    names = {"kernel_size": (1, 4), "dilation": (1, 2), "padding": (0, 2), "stride": (1, 3)}
    return {name: each_of(random, 2, *ends) for name, ends in names.items()}, image(random, 2, 2, 1, 12)


def fold(random: Random) -> tuple[dict[str, object], Feed]:
    height, width, kernel, stride, padding = (
        *(random.randint(3, 9) for _ in range(2)),
        *(random.randint(low, high) for low, high in ((1, 3), (1, 2), (0, 1))),
    )
    blocks = [(size + 2 * padding - kernel) // stride + 1 for size in (height, width)]
    fed = (2 * kernel**2, blocks[0] * blocks[1] + (random.random() < 0.1))
    return {"output_size": (height, width), "kernel_size": kernel, "stride": stride, "padding": padding}, fed


def pad(dims: int, low: int) -> Draw:
    def draw(random: Random) -> tuple[dict[str, object], Feed]:
        padding: object = random.randint(max(low, 0), 3)
        if random.random() < 0.7:
            padding = tuple([random.randint(low, 3) for _ in range(2 * dims)])
        return {"padding": padding}, image(random, 2, dims, 4, 9)

    return draw


def constant_pad(dims: int) -> Draw:
    def draw(random: Random) -> tuple[dict[str, object], Feed]:
        settings, fed = pad(dims, -2)(random)
        return settings | {"value": random.random()}, fed

    return draw


def upsample(random: Random) -> tuple[dict[str, object], Feed]:
    dims = random.randint(1, 3)
    fed = image(random, 2, dims, 1, MOST[dims] // 2)
    fed = fed if len(fed) == dims + 2 else (1, *fed)
    if random.random() < 0.4:
        return {"size": each_of(random, dims, 1, MOST[dims])}, fed
    return {"scale_factor": random.choice([1, 2, 3, 1.5, 0.5, 2.7, 0.3, 1 / 3])}, fed


def pixel_shuffle(random: Random) -> tuple[dict[str, object], Feed]:
    factor = random.randint(1, 4)
    return {"upscale_factor": factor}, image(random, random.randint(1, 4) * random.choice([1, factor**2]), 2, 1, 6)


def pixel_unshuffle(random: Random) -> tuple[dict[str, object], Feed]:
    factor = random.randint(1, 3)
    height, width = [random.randint(1, 4) * random.choice([1, factor]) for _ in range(2)]
    return {"downscale_factor": factor}, (random.randint(1, 5), height, width)


def linear(random: Random) -> tuple[dict[str, object], Feed]:
    inward = random.randint(1, 30)
    fed = tuple([random.randint(1, 5) for _ in range(random.randint(0, 3))])
    last = inward if random.random() < 0.9 else inward + 1
    return {"in_features": inward, "out_features": random.randint(1, 30), "bias": random.random() < 0.7}, (*fed, last)


def flatten(random: Random) -> tuple[dict[str, object], Feed]:
    fed = tuple([random.randint(1, 9) for _ in range(random.randint(1, 6))])
    ends = [random.randint(-len(fed), len(fed) - 1) for _ in range(2)]
    return {"start_dim": ends[0], "end_dim": ends[1]}, fed


def recurrent(random: Random) -> tuple[dict[str, object], Feed]:
    inward = random.randint(1, 6)
    settings: dict[str, object] = {
        "input_size": inward,
        "hidden_size": random.randint(2, 6),
        "num_layers": random.choice([1, 1, 2, 3]),
    }
    settings |= {name: random.random() < 0.5 for name in ("bias", "batch_first", "bidirectional")}
    batch = (random.randint(1, 3),) if random.random() < 0.8 else ()
    return settings, (random.randint(1, 4), *batch, inward)


def lstm(random: Random) -> tuple[dict[str, object], Feed]:
    settings, fed = recurrent(random)
    return settings | {"proj_size": random.choice([0, 0, 1])}, fed


def attention(random: Random) -> tuple[dict[str, object], Feed]:
    heads, first = random.randint(1, 3), random.random() < 0.5
    embed = heads * random.randint(1, 3)
    key, value = (embed if random.random() < 0.6 else random.randint(1, 5) for _ in range(2))
    settings: dict[str, object] = {
        "embed_dim": embed,
        "num_heads": heads,
        "batch_first": first,
        "kdim": key,
        "vdim": value,
    }
    settings |= {name: random.random() < 0.4 for name in ("bias", "add_bias_kv", "add_zero_attn")}
    queries, keys, batch = (random.randint(1, 4) for _ in range(3))
    if random.random() < 0.2:
        return settings, ((queries, embed), (keys, key), (keys, value))
    shapes = [
        (batch, long, wide) if first else (long, batch, wide)
        for long, wide in ((queries, embed), (keys, key), (keys, value))
    ]
    return settings, tuple(shapes)


MANY = {1: 800, 2: 2_000, 3: 500}
LAYERS: dict[str, tuple[Draw, int, float]] = {
    **{f"MaxPool{dims}d": (pool(dims, "padding", "dilation"), MANY[dims], 0.6) for dims in (1, 2, 3)},
    **{f"AvgPool{dims}d": (pool(dims, "padding"), MANY[dims], 0.5) for dims in (1, 2, 3)},
    **{f"LPPool{dims}d": (pool(dims, "norm_type"), 500, 0.4) for dims in (1, 2, 3)},
    **{f"Conv{dims}d": (conv(dims), MANY[dims], 0.7) for dims in (1, 2, 3)},
    **{f"ConvTranspose{dims}d": (conv_transpose(dims), MANY[dims], 0.6) for dims in (1, 2, 3)},
    **{
        f"Adaptive{kind}Pool{dims}d": (adaptive(dims), MANY[dims] // 2, 1)
        for kind in ("Avg", "Max")
        for dims in (1, 2, 3)
    },
    "Unfold": (unfold, 2_000, 0.8),
    "Fold": (fold, 2_000, 0.8),
    **{
        f"{kind}Pad{dims}d": (pad(dims, 0), 400, 0.9)
        for kind in ("Reflection", "Replication", "Circular")
        for dims in (1, 2, 3)
    },
    **{f"ZeroPad{dims}d": (pad(dims, -2), 400, 0.9) for dims in (1, 2, 3)},
    **{f"ConstantPad{dims}d": (constant_pad(dims), 400, 0.9) for dims in (1, 2, 3)},
    "Upsample": (upsample, 2_000, 0.8),
    "PixelShuffle": (pixel_shuffle, 2_000, 0.6),
    "PixelUnshuffle": (pixel_unshuffle, 2_000, 0.6),
    "Linear": (linear, 2_000, 0.8),
    "Flatten": (flatten, 2_000, 0.5),
    "RNN": (recurrent, 600, 1),
    "GRU": (recurrent, 600, 1),
    "LSTM": (lstm, 1_000, 1),
    "MultiheadAttention": (attention, 1_500, 1),
}
"""How settings are drawn, how many, and which part of them torch must take, at least."""


def drawn(name: str) -> Iterator[tuple[LayerCall, Feed]]:
    random, (draw, count, _) = Random(name), LAYERS[name]
    for _ in range(count):
        settings, fed = draw(random)
        words: tuple[tuple[str, Argument], ...] = tuple(settings.items())  # type: ignore[assignment]  # literals
        yield LayerCall(name, (), words), fed
