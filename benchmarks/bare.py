"""What Quizproof is measured against: what anybody would write who wants only the shapes, or only the events.

    python bare.py layers FOLDER    parse, construct and run every layer of layers.jsonl
    python bare.py variants FOLDER  the same with each layer and input of variants.jsonl once, and compare every key
    python bare.py course FOLDER    grade responses.jsonl, each answer once, and write graded.jsonl
    python bare.py events FOLDER    read every event of the files in FOLDER/bank

Each prints one JSON object, with the time that it took without its imports.
"""

import ast
import json
import sys
import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeAlias

from clock import timed

Shape: TypeAlias = tuple[int, ...]


def run_layers(folder: Path) -> dict[str, Any]:
    """Return the time, and the shape of each output, or null where torch refuses the layer."""
    pairs = [json.loads(line) for line in (folder / "layers.jsonl").open(encoding="utf-8")]
    asked = [(text, tuple(shape)) for text, shape in pairs]
    with _torch({shape for _, shape in asked}) as shape_of, timed() as watch:
        found = [shape_of(text, shape) for text, shape in asked]
    return {**watch.spent._asdict(), "shapes": found}


def run_variants(folder: Path) -> dict[str, Any]:
    """Return the time, and how many keys are right."""
    lines = [json.loads(line) for line in (folder / "variants.jsonl").open(encoding="utf-8")]
    asked = [(text, tuple(shape), tuple(key)) for text, shape, key in lines]
    known: dict[tuple[str, Shape], Shape | None] = {}
    right = 0
    with _torch({shape for _, shape, _ in asked}) as shape_of, timed() as watch:
        for text, shape, key in asked:
            if (text, shape) not in known:
                known[text, shape] = shape_of(text, shape)
            right += known[text, shape] == key
    return {**watch.spent._asdict(), "right": right}


def grade_course(folder: Path) -> dict[str, Any]:
    """Return the time with all imports, and how many answers are right."""
    wanted = {name: tuple(map(int, name.split("-")[1:])) for name in _ids(folder / "bank.yaml")}
    known: dict[tuple[str, str], bool] = {}
    right = 0
    with timed() as watch, _torch({(1, 1, 28, 28)}) as shape_of, (folder / "bare.jsonl").open("w") as out:
        for line in (folder / "responses.jsonl").open(encoding="utf-8"):
            fields = json.loads(line)
            asked = fields["question"], fields["answer"]
            if asked not in known:
                known[asked] = shape_of(asked[1], (1, 1, 28, 28)) == wanted[asked[0]]
            right += known[asked]
            out.write(json.dumps(fields | {"right": known[asked]}) + "\n")
    return {**watch.spent._asdict(), "right": right}


def _ids(bank: Path) -> list[str]:
    return [line.split("id: ")[1].strip() for line in bank.read_text(encoding="utf-8").splitlines() if "- id: " in line]


@contextmanager
def _torch(shapes: Iterable[Shape]) -> Iterator[Callable[[str, Shape], Shape | None]]:
    """Within, there is a function that parses, constructs and runs a layer on an input of one of these shapes."""
    warnings.filterwarnings("ignore", message="Failed to initialize NumPy")
    import torch
    from torch import nn

    torch.set_num_threads(1)
    inputs = {shape: torch.randn(shape) for shape in shapes}

    def run(text: str, shape: Shape) -> Shape | None:
        try:
            call = ast.parse(text, mode="eval").body
            assert isinstance(call, ast.Call)
            assert isinstance(call.func, ast.Attribute)
            args = [ast.literal_eval(value) for value in call.args]
            words = {str(word.arg): ast.literal_eval(word.value) for word in call.keywords}
            return tuple(getattr(nn, call.func.attr)(*args, **words)(inputs[shape]).shape)
        except (RuntimeError, TypeError, ValueError):
            return None

    with torch.inference_mode():
        nn.Conv2d(1, 1, 1)(nn.MaxPool2d(2)(torch.randn(1, 1, 4, 4)))  # the first run of each loads a library
        yield run


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
    runs = {"layers": run_layers, "variants": run_variants, "course": grade_course, "events": read_events}
    print(json.dumps(runs[sys.argv[1]](Path(sys.argv[2]))))
