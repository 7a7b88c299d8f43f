"""What Quizproof is measured against: what anybody would write who wants only the shapes, or only the events.

    python bare.py layers FOLDER    parse, construct and run every layer of layers.jsonl
    python bare.py events FOLDER    read every event of the files in FOLDER/bank

Each prints one JSON object, with the time that it took without its imports.
"""

import ast
import json
import sys
import warnings
from pathlib import Path
from typing import Any

from clock import timed


def run_layers(folder: Path) -> dict[str, Any]:
    """Return the time, and the shape of each output, or null where torch refuses the layer."""
    warnings.filterwarnings("ignore", message="Failed to initialize NumPy")
    import torch
    from torch import nn

    torch.set_num_threads(1)
    pairs = [json.loads(line) for line in (folder / "layers.jsonl").open(encoding="utf-8")]
    inputs = {tuple(shape): torch.randn(shape) for _, shape in pairs}
    asked = [(text, inputs[tuple(shape)]) for text, shape in pairs]
    found: list[tuple[int, ...] | None] = []
    with torch.inference_mode():
        nn.Conv2d(1, 1, 1)(nn.MaxPool2d(2)(torch.randn(1, 1, 4, 4)))  # the first run of each loads a library
        with timed() as watch:
            for text, tensor in asked:
                try:
                    call = ast.parse(text, mode="eval").body
                    assert isinstance(call, ast.Call)
                    assert isinstance(call.func, ast.Attribute)
                    args = [ast.literal_eval(value) for value in call.args]
                    words = {str(word.arg): ast.literal_eval(word.value) for word in call.keywords}
                    found.append(tuple(getattr(nn, call.func.attr)(*args, **words)(tensor).shape))
                except (RuntimeError, TypeError, ValueError):
                    found.append(None)
    return {**watch.spent._asdict(), "shapes": found}


def read_events(folder: Path) -> dict[str, Any]:
    """Return the time, and the number of events."""
    import yaml

    files = sorted((folder / "bank").iterdir())
    count = 0
    with timed() as watch:
        for file in files:
            loader = yaml.CLoader(file.read_text(encoding="utf-8"))
            while loader.get_event() is not None:
                count += 1
            loader.dispose()
    return {**watch.spent._asdict(), "events": count}


if __name__ == "__main__":
    print(json.dumps({"layers": run_layers, "events": read_events}[sys.argv[1]](Path(sys.argv[2]))))
