"""Every public class of `torch.nn` by name: the layers that may be named, and why the others may not.

The signatures are those of torch 2.13, without `device` and `dtype`: layers here run on the CPU in
float32. A test compares both tables with the installed torch. Long because torch.nn is.
"""

from functools import partial
from typing import Final

from .frozen import dataclass


@dataclass(frozen=True, slots=True)
class Layer:
    """One class: its signature as one types it, N where it is an N-d layer, and what `forward` must be given.

    `places` counts the places for arguments that torch has after the named ones: `device`, `dtype`.
    """

    signature: str
    dims: int | None = None
    inputs: tuple[str, ...] = ("input",)
    places: int = 0


_CONV = ", stride=1, padding=0, dilation=1, groups=1, bias=True, padding_mode='zeros'"
_CONV_TRANSPOSE = ", stride=1, padding=0, output_padding=0, groups=1, bias=True, dilation=1, padding_mode='zeros'"
_MAX_POOL = "kernel_size, stride=None, padding=0, dilation=1, return_indices=False, ceil_mode=False"
_AVG_POOL = "kernel_size, stride=None, padding=0, ceil_mode=False, count_include_pad=True"
_FRACTIONAL = "kernel_size, output_size=None, output_ratio=None, return_indices=False, _random_samples=None"
_BATCH_NORM = "eps=1e-05, momentum=0.1, affine=True, track_running_stats=True, *, bias=True"
_INSTANCE_NORM = "eps=1e-05, momentum=0.1, affine=False, track_running_stats=False, *, bias=True"
_ATTENTION = "dim_feedforward=2048, dropout=0.1, activation='relu'"
_ATTENTION_END = "layer_norm_eps=1e-05, batch_first=False, norm_first=False, bias=True"
_RECURRENT = "bias=True, batch_first=False, dropout=0.0, bidirectional=False"
_UNPOOLED = ("input", "indices")

_placed = partial(Layer, places=2)

LAYERS: Final[dict[str, Layer]] = {
    "AdaptiveAvgPool1d": Layer("output_size", 1),
    "AdaptiveAvgPool2d": Layer("output_size", 2),
    "AdaptiveAvgPool3d": Layer("output_size", 3),
    "AdaptiveMaxPool1d": Layer("output_size, return_indices=False", 1),
    "AdaptiveMaxPool2d": Layer("output_size, return_indices=False", 2),
    "AdaptiveMaxPool3d": Layer("output_size, return_indices=False", 3),
    "AlphaDropout": Layer("p=0.5, inplace=False"),
    "AvgPool1d": Layer(_AVG_POOL, 1),
    "AvgPool2d": Layer(_AVG_POOL + ", divisor_override=None", 2),
    "AvgPool3d": Layer(_AVG_POOL + ", divisor_override=None", 3),
    "BatchNorm1d": _placed("num_features, " + _BATCH_NORM, 1),
    "BatchNorm2d": _placed("num_features, " + _BATCH_NORM, 2),
    "BatchNorm3d": _placed("num_features, " + _BATCH_NORM, 3),
    "Bilinear": _placed(
        "in1_features, in2_features, out_features, bias=True",
        None,
        ("input1", "input2"),
    ),
    "CELU": Layer("alpha=1.0, inplace=False"),
    "ChannelShuffle": Layer("groups"),
    "CircularPad1d": Layer("padding", 1),
    "CircularPad2d": Layer("padding", 2),
    "CircularPad3d": Layer("padding", 3),
    "ConstantPad1d": Layer("padding, value", 1),
    "ConstantPad2d": Layer("padding, value", 2),
    "ConstantPad3d": Layer("padding, value", 3),
    "Conv1d": _placed("in_channels, out_channels, kernel_size" + _CONV, 1),
    "Conv2d": _placed("in_channels, out_channels, kernel_size" + _CONV, 2),
    "Conv3d": _placed("in_channels, out_channels, kernel_size" + _CONV, 3),
    "ConvTranspose1d": _placed("in_channels, out_channels, kernel_size" + _CONV_TRANSPOSE, 1),
    "ConvTranspose2d": _placed("in_channels, out_channels, kernel_size" + _CONV_TRANSPOSE, 2),
    "ConvTranspose3d": _placed("in_channels, out_channels, kernel_size" + _CONV_TRANSPOSE, 3),
    "CosineSimilarity": Layer("dim=1, eps=1e-08", None, ("x1", "x2")),
    "CrossMapLRN2d": Layer("size, alpha=0.0001, beta=0.75, k=1", 2),
    "Dropout": Layer("p=0.5, inplace=False"),
    "Dropout1d": Layer("p=0.5, inplace=False", 1),
    "Dropout2d": Layer("p=0.5, inplace=False", 2),
    "Dropout3d": Layer("p=0.5, inplace=False", 3),
    "ELU": Layer("alpha=1.0, inplace=False"),
    "Embedding": _placed(
        "num_embeddings, embedding_dim, padding_idx=None, max_norm=None, norm_type=2.0, scale_grad_by_freq=False, "
        "sparse=False, _weight=None, _freeze=False"
    ),
    "EmbeddingBag": _placed(
        "num_embeddings, embedding_dim, max_norm=None, norm_type=2.0, scale_grad_by_freq=False, mode='mean', "
        "sparse=False, _weight=None, include_last_offset=False, padding_idx=None"
    ),
    "FeatureAlphaDropout": Layer("p=0.5, inplace=False"),
    "Flatten": Layer("start_dim=1, end_dim=-1"),
    "Fold": Layer("output_size, kernel_size, dilation=1, padding=0, stride=1"),
    "FractionalMaxPool2d": Layer(_FRACTIONAL, 2),
    "FractionalMaxPool3d": Layer(_FRACTIONAL, 3),
    "GELU": Layer("approximate='none'"),
    "GLU": Layer("dim=-1"),
    # Three places: proj_size, which only nn.LSTM may be given, stands before device and dtype.
    "GRU": Layer(f"input_size, hidden_size, num_layers=1, {_RECURRENT}", places=3),
    "GRUCell": _placed("input_size, hidden_size, bias=True"),
    "GroupNorm": _placed("num_groups, num_channels, eps=1e-05, affine=True, *, bias=True"),
    "Hardshrink": Layer("lambd=0.5"),
    "Hardsigmoid": Layer("inplace=False"),
    "Hardswish": Layer("inplace=False"),
    "Hardtanh": Layer("min_val=-1.0, max_val=1.0, inplace=False, min_value=None, max_value=None"),
    "Identity": Layer("*args, **kwargs"),
    "InstanceNorm1d": _placed("num_features, " + _INSTANCE_NORM, 1),
    "InstanceNorm2d": _placed("num_features, " + _INSTANCE_NORM, 2),
    "InstanceNorm3d": _placed("num_features, " + _INSTANCE_NORM, 3),
    "LPPool1d": Layer("norm_type, kernel_size, stride=None, ceil_mode=False", 1),
    "LPPool2d": Layer("norm_type, kernel_size, stride=None, ceil_mode=False", 2),
    "LPPool3d": Layer("norm_type, kernel_size, stride=None, ceil_mode=False", 3),
    "LSTM": _placed(f"input_size, hidden_size, num_layers=1, {_RECURRENT}, proj_size=0"),
    "LSTMCell": _placed("input_size, hidden_size, bias=True"),
    "LayerNorm": _placed("normalized_shape, eps=1e-05, elementwise_affine=True, bias=True"),
    "LazyBatchNorm1d": _placed(_BATCH_NORM, 1),
    "LazyBatchNorm2d": _placed(_BATCH_NORM, 2),
    "LazyBatchNorm3d": _placed(_BATCH_NORM, 3),
    "LazyConv1d": _placed("out_channels, kernel_size" + _CONV, 1),
    "LazyConv2d": _placed("out_channels, kernel_size" + _CONV, 2),
    "LazyConv3d": _placed("out_channels, kernel_size" + _CONV, 3),
    "LazyConvTranspose1d": _placed("out_channels, kernel_size" + _CONV_TRANSPOSE, 1),
    "LazyConvTranspose2d": _placed("out_channels, kernel_size" + _CONV_TRANSPOSE, 2),
    "LazyConvTranspose3d": _placed("out_channels, kernel_size" + _CONV_TRANSPOSE, 3),
    "LazyInstanceNorm1d": _placed(_BATCH_NORM, 1),
    "LazyInstanceNorm2d": _placed(_BATCH_NORM, 2),
    "LazyInstanceNorm3d": _placed(_BATCH_NORM, 3),
    "LazyLinear": _placed("out_features, bias=True"),
    "LeakyReLU": Layer("negative_slope=0.01, inplace=False"),
    "Linear": _placed("in_features, out_features, bias=True"),
    "LocalResponseNorm": Layer("size, alpha=0.0001, beta=0.75, k=1.0"),
    "LogSigmoid": Layer(""),
    "LogSoftmax": Layer("dim=None"),
    "MaxPool1d": Layer(_MAX_POOL, 1),
    "MaxPool2d": Layer(_MAX_POOL, 2),
    "MaxPool3d": Layer(_MAX_POOL, 3),
    "MaxUnpool1d": Layer("kernel_size, stride=None, padding=0", 1, _UNPOOLED),
    "MaxUnpool2d": Layer("kernel_size, stride=None, padding=0", 2, _UNPOOLED),
    "MaxUnpool3d": Layer("kernel_size, stride=None, padding=0", 3, _UNPOOLED),
    "Mish": Layer("inplace=False"),
    "MultiheadAttention": _placed(
        "embed_dim, num_heads, dropout=0.0, bias=True, add_bias_kv=False, add_zero_attn=False, kdim=None, vdim=None, "
        "batch_first=False",
        None,
        ("query", "key", "value"),
    ),
    "PReLU": _placed("num_parameters=1, init=0.25"),
    "PairwiseDistance": Layer("p=2.0, eps=1e-06, keepdim=False", None, ("x1", "x2")),
    "PixelShuffle": Layer("upscale_factor", 2),
    "PixelUnshuffle": Layer("downscale_factor", 2),
    "RMSNorm": _placed("normalized_shape, eps=None, elementwise_affine=True", None, ("x",)),
    "RNN": Layer(
        f"input_size, hidden_size, num_layers=1, nonlinearity='tanh', {_RECURRENT}",
        places=3,
    ),
    "RNNCell": _placed("input_size, hidden_size, bias=True, nonlinearity='tanh'"),
    "RReLU": Layer("lower=0.125, upper=0.3333333333333333, inplace=False"),
    "ReLU": Layer("inplace=False"),
    "ReLU6": Layer("inplace=False"),
    "ReflectionPad1d": Layer("padding", 1),
    "ReflectionPad2d": Layer("padding", 2),
    "ReflectionPad3d": Layer("padding", 3),
    "ReplicationPad1d": Layer("padding", 1),
    "ReplicationPad2d": Layer("padding", 2),
    "ReplicationPad3d": Layer("padding", 3),
    "SELU": Layer("inplace=False"),
    "Sequential": Layer("*args"),
    "SiLU": Layer("inplace=False"),
    "Sigmoid": Layer(""),
    "Softmax": Layer("dim=None"),
    "Softmax2d": Layer("", 2),
    "Softmin": Layer("dim=None"),
    "Softplus": Layer("beta=1.0, threshold=20.0"),
    "Softshrink": Layer("lambd=0.5"),
    "Softsign": Layer(""),
    "SyncBatchNorm": _placed(
        "num_features, eps=1e-05, momentum=0.1, affine=True, track_running_stats=True, process_group=None, *, bias=True"
    ),
    "Tanh": Layer(""),
    "Tanhshrink": Layer(""),
    "Threshold": Layer("threshold, value, inplace=False"),
    "Transformer": _placed(
        f"d_model=512, nhead=8, num_encoder_layers=6, num_decoder_layers=6, {_ATTENTION}, custom_encoder=None, "
        f"custom_decoder=None, {_ATTENTION_END}",
        None,
        ("src", "tgt"),
    ),
    "TransformerDecoder": Layer("decoder_layer, num_layers, norm=None", None, ("tgt", "memory")),
    "TransformerDecoderLayer": _placed(f"d_model, nhead, {_ATTENTION}, {_ATTENTION_END}", None, ("tgt", "memory")),
    "TransformerEncoder": Layer(
        "encoder_layer, num_layers, norm=None, enable_nested_tensor=True, mask_check=True",
        None,
        ("src",),
    ),
    "TransformerEncoderLayer": _placed(f"d_model, nhead, {_ATTENTION}, {_ATTENTION_END}", None, ("src",)),
    "Unflatten": Layer("dim, unflattened_size"),
    "Unfold": Layer("kernel_size, dilation=1, padding=0, stride=1", 2),
    "Upsample": Layer("size=None, scale_factor=None, mode='nearest', align_corners=None, recompute_scale_factor=None"),
    "UpsamplingBilinear2d": Layer("size=None, scale_factor=None", 2),
    "UpsamplingNearest2d": Layer("size=None, scale_factor=None", 2),
    "ZeroPad1d": Layer("padding", 1),
    "ZeroPad2d": Layer("padding", 2),
    "ZeroPad3d": Layer("padding", 3),
}

_LOSS = "it is a loss, and compares an output with a target"
_HOLDER = "it holds layers or weights and computes nothing"
_WEIGHT = "it is a weight, not a layer"
_BASE = "it is a base class that other layers are made from"

EXCLUDED: Final[dict[str, str]] = {
    "AdaptiveLogSoftmaxWithLoss": _LOSS,
    "BCELoss": _LOSS,
    "BCEWithLogitsLoss": _LOSS,
    "Buffer": _WEIGHT,
    "CTCLoss": _LOSS,
    "Container": _BASE,
    "CosineEmbeddingLoss": _LOSS,
    "CrossEntropyLoss": _LOSS,
    "DataParallel": "it spreads work over devices, and layers here run on the CPU",
    "GaussianNLLLoss": _LOSS,
    "HingeEmbeddingLoss": _LOSS,
    "HuberLoss": _LOSS,
    "KLDivLoss": _LOSS,
    "L1Loss": _LOSS,
    "LinearCrossEntropyLoss": _LOSS,
    "LinearCrossEntropyOptions": "it holds the options of a loss",
    "MSELoss": _LOSS,
    "MarginRankingLoss": _LOSS,
    "Module": _BASE,
    "ModuleDict": _HOLDER,
    "ModuleList": _HOLDER,
    "MultiLabelMarginLoss": _LOSS,
    "MultiLabelSoftMarginLoss": _LOSS,
    "MultiMarginLoss": _LOSS,
    "NLLLoss": _LOSS,
    "NLLLoss2d": _LOSS,
    "Parameter": _WEIGHT,
    "ParameterDict": _HOLDER,
    "ParameterList": _HOLDER,
    "PoissonNLLLoss": _LOSS,
    "RNNBase": _BASE,
    "RNNCellBase": _BASE,
    "SmoothL1Loss": _LOSS,
    "SoftMarginLoss": _LOSS,
    "TripletMarginLoss": _LOSS,
    "TripletMarginWithDistanceLoss": _LOSS,
    "UninitializedBuffer": _WEIGHT,
    "UninitializedParameter": _WEIGHT,
}
