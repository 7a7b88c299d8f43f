"""The Python that a question shows, generated from what is graded, so that the two cannot differ."""

from math import isfinite

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
    words = _words(layer) if layer is not None else None
    return _lines(str(layer) if layer is not None else "nn.______", feed, weights, train, words)


def snippet_text(layer: str, feed: Feed) -> str:
    """Return the code for a layer that is still text, with a blank in it."""
    return _lines(layer, feed, (), False)


def _words(layer: LayerCall) -> int | None:
    """Return how many words a layer knows that takes their numbers, or the first one of a Sequential; else None."""
    if layer.name == "Sequential":
        first = next((part for part in layer.args if isinstance(part, LayerCall)), None)
        return _words(first) if first is not None else None
    given = layer.args[0] if layer.args else dict(layer.kwargs).get("num_embeddings")
    return given if layer.name in ("Embedding", "EmbeddingBag") and isinstance(given, int) else None


def _lines(
    layer: str,
    feed: Feed | None,
    weights: tuple[tuple[str, Numbers], ...],
    train: bool,
    words: int | None = None,
) -> str:
    lines = []
    arguments = "x"
    if isinstance(feed, Each):
        lines = [f"{name} = {_tensor(part)}" for name, part in feed.by_name]
        arguments = ", ".join([f"{name}={name}" for name, _ in feed.by_name])
    elif feed is not None:
        lines = [f"x = {_tensor(feed) if words is None else _whole(feed, words)}"]
    lines.append(f"layer = {layer}")
    lines += [f"layer.{name}.data = torch.tensor({_floats(numbers)})" for name, numbers in weights]
    if train:
        lines.append("layer.train()")
    if feed is not None:
        lines.append(f"y = layer({arguments})")
    return "\n".join(lines)


def _tensor(part: Sizes | Values) -> str:
    if isinstance(part, Sizes):
        return f"torch.randn{part.shape}" if len(part.shape) != 1 else f"torch.randn({part.shape[0]})"
    return f"torch.tensor({_floats(part.numbers)})"


def _whole(part: Sizes | Values, below: int) -> str:
    if isinstance(part, Sizes):
        return f"torch.randint({below}, {part.shape})"
    return f"torch.tensor({written(part.numbers)})"


def _floats(numbers: Numbers) -> str:
    """Write numbers so that torch makes floats of them: `1.` for 1.

    >>> _floats((1, 0.25))
    '[1., 0.25]'
    """
    if isinstance(numbers, tuple):
        return f"[{', '.join([_floats(item) for item in numbers])}]"
    if isinstance(numbers, int):
        return f"{numbers}."
    return repr(numbers) if isfinite(numbers) else f'float("{numbers}")'
