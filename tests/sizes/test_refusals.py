"""Why torch refuses, in plain words with the numbers; torch refuses each of them too."""

import pytest

from quizproof.engine.layercall import read_layer
from quizproof.engine.literals import BANK
from quizproof.engine.shapes import Shape
from quizproof.engine.sizes import Refused, work_out
from torch_side import Agreed, agreement

MAP = (1, 2, 8, 8)
WORDS = (5, 2, 8)

SENTENCES: dict[str, tuple[Shape, str]] = {
    "nn.MaxPool2d(size=3, step=2)": (
        MAP,
        "nn.MaxPool2d takes no argument 'size': "
        "it takes kernel_size, stride, padding, dilation, return_indices and ceil_mode",
    ),
    "nn.MaxPool2d(3, padding=2)": (MAP, "padding 2 is more than half of the kernel 3"),
    "nn.MaxPool2d(3, padding=-1)": (MAP, "padding may not be negative, and is -1"),
    "nn.MaxPool2d(0)": (MAP, "kernel_size must be at least 1, not 0"),
    "nn.MaxPool2d(3, stride=0)": (MAP, "stride must be at least 1, not 0"),
    "nn.MaxPool2d(3, stride=1.5)": (MAP, "stride must be a whole number, not 1.5"),
    "nn.MaxPool2d((3, 3, 3))": (MAP, "kernel_size takes one number or 2, not a tuple of 3"),
    "nn.MaxPool1d((3, 3))": ((2, 8), "kernel_size takes one number, not a tuple of 2"),
    "nn.MaxPool2d(3, ceil_mode=1)": (MAP, "ceil_mode must be True or False"),
    "nn.MaxPool2d(9)": (MAP, "no window fits: the kernel 9 is larger than H = 8"),
    "nn.MaxPool2d(5, padding=1, dilation=3)": (
        MAP,
        "no window fits: the kernel 5 (dilated to 13) is larger than H = 8, padded to 10",
    ),
    "nn.MaxPool1d(6, dilation=2)": ((2, 8), "no window fits: the kernel 6 (dilated to 11) is larger than L = 8"),
    "nn.AvgPool3d(4, padding=2)": (
        (2, 5, 3, 9),
        "the kernel 4 is larger than H = 3, and padding does not count here",
    ),
    "nn.MaxPool2d(2)": ((8, 8), "the input must have 3 or 4 dimensions, and (8, 8) has 2"),
    "nn.MaxPool3d(2)": ((1, 0, 8, 8, 8), "no size but the batch may be 0, and the input is (1, 0, 8, 8, 8)"),
    "nn.AvgPool2d(2, divisor_override=0)": (MAP, "divisor_override may not be 0"),
    "nn.LPPool2d(0, 2)": (MAP, "norm_type may not be 0: the result is raised to the power 1 / norm_type"),
    "nn.Conv2d(3, 8, 3)": (MAP, "the input has 2 channels, and in_channels is 3"),
    "nn.Conv2d(2, 8, 3, groups=3)": (MAP, "in_channels 2 cannot be divided into 3 groups"),
    "nn.Conv2d(2, 8, (3,))": (MAP, "kernel_size takes one number or 2, not a tuple of 1"),
    "nn.Conv2d(2, 8, 3, stride=2, padding='same')": (MAP, "padding='same' needs stride 1, and it is 2"),
    "nn.Conv2d(2, 8, 3, padding='full')": (MAP, "padding is a number, 'same' or 'valid', not 'full'"),
    "nn.Conv2d(2, 8, 3, padding=8, padding_mode='reflect')": (
        MAP,
        "reflecting needs padding smaller than the size: 8 is not smaller than H = 8",
    ),
    "nn.ConvTranspose2d(2, 8, 3, 2, 1, 2)": (
        MAP,
        "output_padding 2 must be smaller than the stride 2 or the dilation 1",
    ),
    "nn.ConvTranspose2d(2, 8, 3, padding=6)": (MAP, "padding 6 leaves nothing of H: its size would be -2"),
    "nn.ConvTranspose1d(2, 8, (3, 3))": ((2, 8), "kernel_size takes one number, not a tuple of 2"),
    "nn.ConvTranspose1d(2, 8, 3, padding=-1)": ((2, 8), "padding may not be negative"),
    "nn.ConvTranspose1d(2, 8, 3, output_padding=-1)": ((2, 8), "output_padding may not be negative"),
    "nn.MaxUnpool1d(2)": ((2, 0), "no size but the batch may be 0, and the input is (2, 0)"),
    "nn.ConvTranspose1d(2, 8, 3, padding_mode='reflect')": ((2, 8), "nn.ConvTranspose1d pads with zeros only"),
    "nn.AdaptiveAvgPool2d((3, None, 3))": (MAP, "output_size takes one number or 2, not a tuple of 3"),
    "nn.FractionalMaxPool2d(3, output_size=7)": (MAP, "the kernel 3 is too large for 7 windows along H = 8"),
    "nn.FractionalMaxPool3d(0, 2)": ((2, 5, 5, 5), "kernel_size must be at least 1, not 0"),
    "nn.FractionalMaxPool2d(2, output_ratio=1.5)": (MAP, "output_ratio must lie between 0 and 1, and is 1.5"),
    "nn.Unfold(2)": ((2, 0, 8, 8), "no size but the batch may be 0, and the input is (2, 0, 8, 8)"),
    "nn.Fold((4, 5), 2)": ((0, 12), "no size but the batch may be 0, and the input is (0, 12)"),
    "nn.Fold((4, 5), 2, padding=1)": (
        (4, 8),
        "the input has 8 windows, and an output of (4, 5) needs 5 * 6",
    ),
    "nn.ZeroPad1d((1, 2, 3))": ((2, 8), "padding takes one number or 2, not a tuple of 3"),
    "nn.FractionalMaxPool2d(3)": (MAP, "output_size or output_ratio must be given"),
    "nn.FractionalMaxPool2d(3, 2, 0.5)": (MAP, "only one of output_size and output_ratio may be given"),
    "nn.Linear(4, 10)": (MAP, "the last size is 8, and in_features is 4"),
    "nn.Linear(8)": (MAP, "nn.Linear needs in_features and out_features, and out_features is missing"),
    "nn.Embedding(10, 3, padding_idx=10)": ((2,), "padding_idx 10 is none of the 10 embeddings"),
    "nn.EmbeddingBag(10, 3)": (
        (5,),
        "the input (5,) has 1 dimension, and then offsets must say where each bag starts",
    ),
    "nn.Flatten(2, 1)": (MAP, "start_dim 2 comes after end_dim 1 in (1, 2, 8, 8)"),
    "nn.Flatten(1, 4)": (MAP, "end_dim 4 is none of the 4 dimensions of (1, 2, 8, 8)"),
    "nn.Unflatten(2, (-2, 4))": (MAP, "unflattened_size (-2, 4) may hold one -1 and no other negative number"),
    "nn.PixelShuffle(2)": ((4, 8), "the input must have at least 3 dimensions, and (4, 8) has 2"),
    "nn.Unflatten(2, (3, -1))": (MAP, "the 8 of dimension 2 cannot be divided by 3"),
    "nn.Unflatten(2, (3, 3))": (MAP, "3 * 3 = 9 is not the 8 of dimension 2"),
    "nn.Conv1d(2, 8, (3, 3))": ((2, 8), "kernel_size takes one number, not a tuple of 2"),
    "nn.Fold((4, 5), (2, 3))": (
        (1, 12, 8),
        "the input has 8 windows, and an output of (4, 5) needs 3 * 3",
    ),
    "nn.PixelShuffle(3)": (MAP, "the 2 channels cannot be divided by 3 * 3 = 9"),
    "nn.PixelUnshuffle(3)": (MAP, "H = 8 cannot be divided by 3"),
    "nn.ChannelShuffle(3)": (MAP, "the 2 channels cannot be divided into 3 groups"),
    "nn.ZeroPad2d((1, 2, 3))": (MAP, "padding takes one number or 4, not a tuple of 3"),
    "nn.ZeroPad2d(-5)": (MAP, "more is cut off than W = 8 has"),
    "nn.CircularPad2d(9)": (MAP, "padding 9 goes around more than once: W = 8"),
    "nn.Upsample()": (MAP, "one of size and scale_factor must be given"),
    "nn.Upsample(8, 2)": (MAP, "one of size and scale_factor must be given, and not both"),
    "nn.Upsample(scale_factor=2, mode='linear')": (
        MAP,
        "the input must have 3 dimensions, and (1, 2, 8, 8) has 4",
    ),
    "nn.Upsample(scale_factor=0.1)": (MAP, "H would be 0"),
    "nn.Upsample(scale_factor=2, align_corners=True)": (MAP, "align_corners has no meaning with mode='nearest'"),
    "nn.BatchNorm2d(3)": (MAP, "the input has 2 channels, and num_features is 3"),
    "nn.BatchNorm1d(2, track_running_stats=False)": (
        (1, 2),
        "without running statistics a channel needs more than 1 value, and (1, 2) has 1",
    ),
    "nn.LayerNorm((2, 8))": (MAP, "the last sizes of (1, 2, 8, 8) must be normalized_shape, (2, 8)"),
    "nn.GroupNorm(3, 4)": (MAP, "num_channels 4 cannot be divided into 3 groups"),
    "nn.GroupNorm(2, 4)": (MAP, "the 2 channels of the input are not num_channels 4"),
    "nn.GLU(1)": ((4, 3), "dimension 1 is halved, and its size 3 is odd"),
    "nn.Dropout(1.5)": (MAP, "p must lie between 0 and 1, and is 1.5"),
    "nn.Softmax(4)": (MAP, "dim 4 is none of the 4 dimensions of (1, 2, 8, 8)"),
    "nn.PReLU(3)": (MAP, "num_parameters is 3, and the input (1, 2, 8, 8) has 2 channels"),
    "nn.RNN(8, 20, dropout=2)": (WORDS, "dropout must lie between 0 and 1, and is 2"),
    "nn.LSTM(10, 20)": (WORDS, "the last size is 8, and input_size is 10"),
    "nn.LSTM(8, 20, proj_size=20)": (
        WORDS,
        "proj_size must be at least 0 and smaller than hidden_size 20, and is 20",
    ),
    "nn.GRU(8, 20, bias=1)": (WORDS, "bias must be True or False"),
    "nn.MultiheadAttention(8, 3)": (WORDS, "embed_dim 8 cannot be divided into 3 heads"),
    "nn.MultiheadAttention(6, 3)": (WORDS, "the last size of query (5, 2, 8) must be 6"),
    "nn.TransformerEncoder(nn.Linear(8, 8), 2)": (
        WORDS,
        "the layers must be nn.TransformerEncoderLayer, not nn.Linear",
    ),
    "nn.Sequential(nn.MaxPool2d(2), nn.Conv2d(3, 4, 3))": (
        MAP,
        "layer 2, nn.Conv2d: the input has 2 channels, and in_channels is 3",
    ),
    "nn.Sequential(nn.LSTM(8, 4), nn.Linear(4, 2))": (
        WORDS,
        "nn.LSTM gives 3 tensors, and layer 2, nn.Linear, takes one",
    ),
    "nn.Sequential(nn.ReLU(), nn.MaxUnpool2d(2))": (
        MAP,
        "layer 2, nn.MaxUnpool2d, takes input and indices, and nn.Sequential gives it one",
    ),
    "nn.Sequential(3)": (MAP, "nn.Sequential takes layers only"),
}


@pytest.mark.parametrize(("text", "shape", "sentence"), [(key, *row) for key, row in SENTENCES.items()], ids=SENTENCES)
def test_sentence(text: str, shape: Shape, sentence: str) -> None:
    call = read_layer(text, BANK)
    with pytest.raises(Refused) as refusal:
        work_out(call, shape)
    assert str(refusal.value) == sentence
    assert agreement([call], shape) == Agreed(shapes=0, refused=1)


def test_inputs_that_do_not_fit_together() -> None:
    sentences = {
        "nn.MultiheadAttention(8, 2)": (
            {"query": (5, 2, 8), "key": (6, 3, 8), "value": (6, 3, 8)},
            "query (5, 2, 8) and key (6, 3, 8) have different batch sizes",
        ),
        "nn.CosineSimilarity()": (
            {"x1": (2, 3), "x2": (2, 4)},
            "the inputs (2, 3) and (2, 4) cannot be broadcast: 3 is not 4",
        ),
        "nn.MaxUnpool2d(2)": (
            {"input": (1, 2, 3, 3), "indices": (1, 2, 3, 4)},
            "the indices must have the shape of the input, (1, 2, 3, 3), and have (1, 2, 3, 4)",
        ),
    }
    found = {}
    for text, (inputs, _) in sentences.items():
        with pytest.raises(Refused) as refusal:
            work_out(read_layer(text, BANK), inputs)
        found[text] = (inputs, str(refusal.value))
        assert agreement([read_layer(text, BANK)], tuple(inputs.values())) == Agreed(shapes=0, refused=1)
    assert found == sentences
