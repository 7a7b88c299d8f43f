"""An example of every layer that may be named: its arguments, and what it is fed."""

from quizproof.engine.catalogue import LAYERS
from quizproof.engine.layercall import LayerCall, read_layer
from quizproof.engine.literals import BANK
from quizproof.engine.shapes import Shape

LINE, MAP, VOLUME = (2, 4, 12), (1, 4, 9, 8), (1, 4, 6, 6, 6)
FED = {1: LINE, 2: MAP, 3: VOLUME}
WORDS, MORE_WORDS = (5, 2, 8), (6, 2, 8)
BLOCK = "nn.Transformer{}coderLayer(8, 2, 16)"

ELEMENTWISE = (
    "AlphaDropout",
    "CELU",
    "Dropout",
    "ELU",
    "FeatureAlphaDropout",
    "GELU",
    "GLU",
    "Hardshrink",
    "Hardsigmoid",
    "Hardswish",
    "Hardtanh",
    "Identity",
    "LeakyReLU",
    "LogSigmoid",
    "LogSoftmax",
    "Mish",
    "PReLU",
    "RReLU",
    "ReLU",
    "ReLU6",
    "SELU",
    "SiLU",
    "Sigmoid",
    "Softmax",
    "Softmax2d",
    "Softmin",
    "Softplus",
    "Softshrink",
    "Softsign",
    "Tanh",
    "Tanhshrink",
)

EXAMPLES: dict[str, tuple[str, Shape | tuple[Shape, ...]]] = {
    **dict.fromkeys(ELEMENTWISE, ("()", LINE)),
    **{
        f"{name}{dims}d": (arguments, FED[dims])
        for dims in (1, 2, 3)
        for name, arguments in {
            "AdaptiveAvgPool": "(5)",
            "AdaptiveMaxPool": "(5, return_indices=True)",
            "AvgPool": "(3, stride=2, padding=1)",
            "BatchNorm": "(4)",
            "CircularPad": "(2)",
            "ConstantPad": "(2, 1.5)",
            "Conv": "(4, 6, 3, dilation=2, padding='same')",
            "ConvTranspose": "(4, 6, 3, 2, 1, 1, groups=2)",
            "Dropout": "()",
            "InstanceNorm": "(4, affine=True)",
            "LPPool": "(2, 3)",
            "LazyBatchNorm": "()",
            "LazyConv": "(6, 3)",
            "LazyConvTranspose": "(6, 3)",
            "LazyInstanceNorm": "()",
            "MaxPool": "(3, 2, 1, ceil_mode=True)",
            "MaxUnpool": "(3, 2)",
            "ReflectionPad": "(2)",
            "ReplicationPad": "(2)",
            "ZeroPad": "(2)",
        }.items()
    },
    "Bilinear": ("(4, 3, 5)", ((2, 4), (2, 3))),
    "ChannelShuffle": ("(2)", MAP),
    "CosineSimilarity": ("()", ((2, 4, 3), (4, 1))),
    "CrossMapLRN2d": ("(3)", MAP),
    "Embedding": ("(10, 3)", (2, 5)),
    "EmbeddingBag": ("(10, 3)", (2, 5)),
    "Flatten": ("()", MAP),
    "Fold": ("((4, 5), (2, 3))", (1, 12, 9)),
    "FractionalMaxPool2d": ("(2, output_ratio=0.7)", MAP),
    "FractionalMaxPool3d": ("(2, 3)", VOLUME),
    "GRU": ("(8, 5)", WORDS),
    "GRUCell": ("(8, 5)", (3, 8)),
    "GroupNorm": ("(2, 4)", MAP),
    "LSTM": ("(8, 5, 2, bidirectional=True, proj_size=3)", WORDS),
    "LSTMCell": ("(8, 5)", (3, 8)),
    "LayerNorm": ("((9, 8))", MAP),
    "LazyLinear": ("(3)", LINE),
    "Linear": ("(12, 3)", LINE),
    "LocalResponseNorm": ("(2)", MAP),
    "MultiheadAttention": ("(8, 2, add_zero_attn=True)", (WORDS, MORE_WORDS, MORE_WORDS)),
    "PairwiseDistance": ("(keepdim=True)", ((2, 4, 3), (4, 1))),
    "PixelShuffle": ("(2)", (1, 8, 3, 5)),
    "PixelUnshuffle": ("(2)", (1, 3, 8, 4)),
    "RMSNorm": ("(8)", MAP),
    "RNN": ("(8, 5, batch_first=True)", WORDS),
    "RNNCell": ("(8, 5)", (8,)),
    "Sequential": ("(nn.Conv2d(4, 8, 3), nn.ReLU(), nn.Sequential(nn.Flatten(), nn.Linear(336, 10)))", MAP),
    "SyncBatchNorm": ("(4)", MAP),
    "Threshold": ("(0.1, 20)", LINE),
    "Transformer": ("(8, 2, 1, 2, 16)", (WORDS, MORE_WORDS)),
    "TransformerDecoder": (f"({BLOCK.format('De')}, 2)", (WORDS, MORE_WORDS)),
    "TransformerDecoderLayer": ("(8, 2, 16)", (WORDS, MORE_WORDS)),
    "TransformerEncoder": (f"({BLOCK.format('En')}, 2, nn.LayerNorm(8))", WORDS),
    "TransformerEncoderLayer": ("(8, 2, 16, batch_first=True)", WORDS),
    "Unflatten": ("(1, (2, -1))", MAP),
    "Unfold": ("(3, padding=1)", MAP),
    "Upsample": ("(scale_factor=1.7)", MAP),
    "UpsamplingBilinear2d": ("(5)", MAP),
    "UpsamplingNearest2d": ("(scale_factor=2)", MAP),
}


def example(name: str) -> tuple[LayerCall, Shape | dict[str, Shape]]:
    """Return the layer, and one shape or the shape of each input."""
    arguments, feed = EXAMPLES[name]
    call = read_layer(f"nn.{name}{arguments}", BANK)
    return call, dict(zip(LAYERS[name].inputs, feed, strict=True)) if isinstance(feed[0], tuple) else feed
