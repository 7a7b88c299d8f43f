"""The Python that a question shows, generated from what is graded, so that the two cannot differ."""

from .fields import fed
from .jobs import Each, Feed, Numbers, Sizes, Values
from .layercall import LayerCall
from .tensors import written


def snippet(
    layer: LayerCall | None, feed: Feed | None, *, weights: tuple[tuple[str, Numbers], ...] = (), train: bool = False
) -> str:
    """Return code that feeds `layer`, or a blank where that is what is asked, with `feed`.

    >>> from quizproof.engine.layercall import read_layer
    >>> print(snippet(read_layer("MaxPool2d(2)"), Sizes((1, 1, 6, 6))))
    x = torch.randn(1, 1, 6, 6)
    layer = nn.MaxPool2d(2)
    y = layer(x)
    """
    if layer is not None and feed is not None:
        feed = fed(layer, feed)
    return _lines(str(layer) if layer is not None else "nn.______", feed, weights, train)


def snippet_text(layer: str, feed: Feed) -> str:
    """Return the code for a layer that is still text, with a blank in it."""
    return _lines(layer, feed, (), False)


def _lines(layer: str, feed: Feed | None, weights: tuple[tuple[str, Numbers], ...], train: bool) -> str:
    lines = []
    arguments = "x"
    if isinstance(feed, Each):
        lines = [f"{name} = {_tensor(part)}" for name, part in feed.by_name]
        arguments = ", ".join([f"{name}={name}" for name, _ in feed.by_name])
    elif feed is not None:
        lines = [f"x = {_tensor(feed)}"]
    lines.append(f"layer = {layer}")
    lines += [f"layer.{name}.data = torch.tensor({written(numbers)})" for name, numbers in weights]
    if train:
        lines.append("layer.train()")
    if feed is not None:
        lines.append(f"y = layer({arguments})")
    return "\n".join(lines)


def _tensor(part: Sizes | Values) -> str:
    if isinstance(part, Sizes):
        return f"torch.randn{part.shape}" if len(part.shape) != 1 else f"torch.randn({part.shape[0]})"
    return f"torch.tensor({_floats(part.numbers)})"


def _floats(numbers: Numbers) -> str:
    """Write numbers so that torch makes floats of them: `1.` for 1."""
    if isinstance(numbers, tuple):
        return f"[{', '.join([_floats(item) for item in numbers])}]"
    return f"{numbers}." if isinstance(numbers, int) else f"{numbers:g}"
