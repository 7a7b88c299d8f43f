"""What is measured: layers, answers and banks of any length, the same in every run."""

import json
import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, product
from pathlib import Path
from typing import Final, NamedTuple

Pair = tuple[int, int]
Shape = tuple[int, ...]

MAP: Final = (1, 1, 28, 28)
IN_ONE_FILE: Final = 1_000
"""Questions in one file: half of the 1 MiB that a file may have."""

_ASKED: Final = 48
_PAIRED: Final = 0.15


class Made(NamedTuple):
    """A layer as one types it, and the shape of its output; None where torch refuses the layer."""

    text: str
    output: Shape | None
    full: str
    """The same layer with every argument by its name."""


def layers(shape: Shape, seed: int) -> Iterator[Made]:
    """Yield layers for an input of this shape (N, C, H, W), no two the same, one in twenty refused. Endless."""
    chance = random.Random(seed)
    seen: set[str] = set()
    while True:
        make = chance.choice((_max_pool, _avg_pool, _lp_pool, _conv, _unfold))
        made = _refused(chance) if chance.random() < 0.05 else make(chance, shape)
        if made.full not in seen:
            seen.add(made.full)
            yield made


def write_answers(folder: Path, count: int) -> list[Shape]:
    """Write `bank.yaml`, which asks for layers on one map, `answers.jsonl`, and `layers.jsonl` with the same layers.

    Returns the shape that each answer should give: about a third of them do.
    """
    chance = random.Random(1)
    made = list(islice(layers(MAP, seed=2), count))
    common = Counter(one.output for one in made if one.output is not None).most_common(_ASKED)
    keys = {output: next(one.text for one in made if one.output == output) for output, _ in common}
    questions = [_question(_id(output), MAP, output, key) for output, key in keys.items()]
    folder.joinpath("bank.yaml").write_text("title: Answers\nquestions:\n" + "".join(questions), encoding="utf-8")
    wanted = [one.output if one.output in keys else chance.choice(list(keys)) for one in made]
    with folder.joinpath("answers.jsonl").open("w", encoding="utf-8") as answers:
        for place, (one, output) in enumerate(zip(made, wanted, strict=True)):
            answers.write(json.dumps({"question": _id(output), "answer": one.text, "learner": place}) + "\n")
    _write_layers(folder, [(one.text, MAP) for one in made])
    return wanted


def write_course(folder: Path, rows: int, questions: int = 50, answers: int = 400) -> int:
    """Write `bank.yaml` with questions for layers, and `responses.jsonl` with what a course has answered to them.

    Each question has so many different answers; the most frequent is the key, and the frequency of the others falls
    with their rank, as words do. Returns how many different answers there are in all.
    """
    chance, made = random.Random(5), layers(MAP, seed=6)
    pool = list(islice(made, questions * answers * 2))
    common = [output for output, _ in Counter(one.output for one in pool if one.output is not None).most_common()]
    asked, pools = [], []
    for output in common[:questions]:
        key = next(one for one in pool if one.output == output)
        others = [one.text for one in chance.sample(pool, answers) if one.output != output]
        asked.append(_question(_id(output), MAP, output, key.text))
        pools.append((_id(output), [key.text, *others]))
    folder.joinpath("bank.yaml").write_text("title: A course\nquestions:\n" + "".join(asked), encoding="utf-8")
    weights = [1 / rank for rank in range(2, answers + 3)]
    weights[0] = sum(weights)  # half of all answers are right
    seen = set()
    with folder.joinpath("responses.jsonl").open("w", encoding="utf-8") as file:
        for row in range(rows):
            name, texts = pools[row % len(pools)]
            [text] = chance.choices(texts, weights[: len(texts)])
            seen.add((name, text))
            student = f"student-{row // len(pools):06}"
            line = {"student": student, "question": name, "attempt": 1, "answer": text, "seconds": row * 7 % 90}
            file.write(json.dumps(line) + "\n")
    return len(seen)


def _id(output: Shape) -> str:
    return f"to-{'-'.join(map(str, output))}"


def write_bank(folder: Path, count: int) -> None:
    """Write files of `layer` questions, one right choice and three wrong ones each, and `layers.jsonl` with all."""
    chance = random.Random(3)
    endless = {size: layers((1, 1, size, size), seed=size) for size in range(16, 48)}
    used: list[tuple[str, Shape]] = []
    folder.joinpath("bank").mkdir()
    for first in range(0, count, IN_ONE_FILE):
        texts = [f"title: Layers from {first}\nquestions:\n"]
        for number in range(first, min(first + IN_ONE_FILE, count)):
            size = chance.choice(list(endless))
            key = next(one for one in endless[size] if one.output is not None)
            wrong = [one.text for one in islice((o for o in endless[size] if o.output != key.output), 3)]
            assert key.output is not None
            texts.append(_question(f"question-{number}", (1, 1, size, size), key.output, key.text, wrong))
            used += [(text, (1, 1, size, size)) for text in (key.text, *wrong)]
        folder.joinpath("bank", f"{first:06}.yaml").write_text("".join(texts), encoding="utf-8")
    _write_layers(folder, used)


def write_text2qti(folder: Path) -> Path:
    """Write the questions of FOLDER/bank in the text that text2qti reads."""
    from quizproof.engine.bank import load  # nothing else here needs the engine

    lines = ["Quiz title: Layers", ""]
    questions = [question for topic in load(folder / "bank") for question in topic.questions]
    for number, question in enumerate(questions, 1):
        lines.append(f"{number}. {question.prompt} This is {question.id}.")
        choices = [("*", key) for key in question.keys] + [(" ", choice) for _, choice in question.wrong]
        lines += [f"{mark.strip()}{chr(ord('a') + place)}) `{one.graded}`" for place, (mark, one) in enumerate(choices)]
        lines.append("")
    file = folder / "bank.txt"
    file.write_text("\n".join(lines), encoding="utf-8")
    return file


def write_family(folder: Path) -> tuple[int, int]:
    """Write a file with one question in variants, most of which differ in words only, and `variants.jsonl` with all.

    Returns how many there are, and how many layers and inputs in them.
    """
    folder.joinpath("bank").mkdir()
    folder.joinpath("bank", "variants.yaml").write_text(_FAMILY, encoding="utf-8")
    spans = range(8, 33), range(2, 6), range(1, 5), (0, 1)
    windows = [(n, k, s, p, (n + 2 * p - k) // s + 1) for n, k, s, p in product(*spans)]
    lines = [
        json.dumps((f"nn.MaxPool2d(kernel_size={k}, stride={s}, padding={p})", (1, 3, n, n), (1, 3, m, m))) + "\n"
        for n, k, s, p, m in windows
        if m > 1
    ]
    folder.joinpath("variants.jsonl").write_text("".join([line * len(_CAMERAS) for line in lines]), encoding="utf-8")
    return len(lines) * len(_CAMERAS), len(lines)


_CAMERAS: Final = range(1, 13)
_FAMILY: Final = f"""\
title: Variants
questions:
  - id: windows
    kind: shape
    prompt: Camera $camera takes pictures of $n×$n. What is the shape of the output?
    params: {{n: 8..32, k: 2..5, s: 1..4, p: [0, 1], camera: {_CAMERAS[0]}..{_CAMERAS[-1]}}}
    let: {{m: (n + 2 * p - k) // s + 1, less: m - 1, more: m + 1}}
    where: m > 1
    layer: nn.MaxPool2d(kernel_size=$k, stride=$s, padding=$p)
    input: [1, 3, $n, $n]
    answer: (1, 3, $m, $m)
    distractors:
      - answer: (1, 3, $less, $less)
        why: The +1 is missing.
      - answer: (1, 3, $more, $more)
        why: The last of these windows would stick out.
    hints:
      - Write the output size as a function of the window and the stride.
    explanation: |
      Along each side `($n + 2 * $p - $k) // $s + 1 = $m` windows fit.
"""


def edit_one(file: Path, number: int) -> None:
    """Change the last wrong choice of the last question: to another layer for each number."""
    head, hints, rest = file.read_text(encoding="utf-8").rpartition("\n    hints:")
    choices, _, _ = head.rpartition("\n")
    layer = f"nn.AvgPool2d(({number % 12 + 2}, 1), stride=1, divisor_override={number + 1})"
    file.write_text(f"{choices}\n      - {layer}{hints}{rest}", encoding="utf-8")


def _write_layers(folder: Path, used: list[tuple[str, Shape]]) -> None:
    lines = [json.dumps(one) + "\n" for one in used]
    folder.joinpath("layers.jsonl").write_text("".join(lines), encoding="utf-8")


def _question(name: str, shape: Shape, output: Shape, key: str, wrong: Sequence[str] = ()) -> str:
    rows, columns = output[-2:]
    lines = [
        f"  - id: {name}",
        "    kind: layer",
        f"    prompt: Which layer turns a map of {shape[-2]}×{shape[-1]} into {rows}×{columns}?",
        f"    input: {list(shape)}",
        f"    output: {list(output)}",
        f"    answer: {key}",
        *(["    distractors:", *(f"      - {text}" for text in wrong)] if wrong else []),
        "    hints:",
        "      - Write the output size as a function of the window and the stride.",
        "    explanation: |",
        f"      The output has {rows} times {columns} places, `{rows} * {columns} = {rows * columns}`.",
        "    tags: [shape, generated]",
    ]
    return "\n".join(lines) + "\n"


def _max_pool(chance: random.Random, shape: Shape) -> Made:
    kernel = _pair(chance, 2, 7)
    stride, dilation = _pair(chance, 1, 4), _pair(chance, 1, 2)
    padding = _padding(chance, kernel)
    ceil = chance.random() < 0.3
    words: dict[str, Pair | int] = {"kernel_size": kernel, "stride": stride, "padding": padding, "dilation": dilation}
    output = _slid(shape, shape[1], kernel, stride, padding, dilation, ceil)
    return _made(chance, "MaxPool2d", words, {"ceil_mode": ceil}, output)


def _avg_pool(chance: random.Random, shape: Shape) -> Made:
    kernel, stride = _pair(chance, 2, 7), _pair(chance, 1, 4)
    padding = _padding(chance, kernel)
    ceil = chance.random() < 0.3
    words: dict[str, Pair | int] = {"kernel_size": kernel, "stride": stride, "padding": padding}
    output = _slid(shape, shape[1], kernel, stride, padding, (1, 1), ceil)
    return _made(chance, "AvgPool2d", words, {"ceil_mode": ceil, "count_include_pad": chance.random() < 0.5}, output)


def _lp_pool(chance: random.Random, shape: Shape) -> Made:
    kernel, stride = _pair(chance, 2, 7), _pair(chance, 1, 4)
    ceil = chance.random() < 0.3
    words: dict[str, Pair | int] = {"norm_type": chance.randint(1, 4), "kernel_size": kernel, "stride": stride}
    output = _slid(shape, shape[1], kernel, stride, (0, 0), (1, 1), ceil)
    return _made(chance, "LPPool2d", words, {"ceil_mode": ceil}, output)


def _conv(chance: random.Random, shape: Shape) -> Made:
    kernel, stride = _pair(chance, 1, 5), _pair(chance, 1, 4)
    padding, dilation = _pair(chance, 0, 2), _pair(chance, 1, 2)
    channels = chance.choice((1, 1, 2, 4, 8, 16))
    words: dict[str, Pair | int] = {"in_channels": shape[1], "out_channels": channels, "kernel_size": kernel}
    more: dict[str, Pair | int] = {"stride": stride, "padding": padding, "dilation": dilation}
    output = _slid(shape, channels, kernel, stride, padding, dilation, False)
    return _made(chance, "Conv2d", words | more, {"bias": chance.random() < 0.5}, output)


def _unfold(chance: random.Random, shape: Shape) -> Made:
    kernel, dilation = _pair(chance, 1, 5), _pair(chance, 1, 2)
    padding, stride = _pair(chance, 0, 2), _pair(chance, 1, 4)
    words: dict[str, Pair | int] = {"kernel_size": kernel, "dilation": dilation, "padding": padding, "stride": stride}
    _, _, rows, columns = _slid(shape, 1, kernel, stride, padding, dilation, False)
    return _made(chance, "Unfold", words, {}, (shape[0], shape[1] * kernel[0] * kernel[1], rows * columns))


def _refused(chance: random.Random) -> Made:
    """Return one of the mistakes that learners make: a wrong name, or more padding than half of the window."""
    side, step = chance.randint(2, 99), chance.randint(1, 99)
    if chance.random() < 0.5:
        text = f"nn.MaxPool2d(size={side}, step={step})"
    else:
        text = f"nn.AvgPool2d({side % 7 + 2}, stride={step}, padding={side % 7 + 2})"
    return Made(text, None, text)


def _pair(chance: random.Random, least: int, most: int) -> Pair:
    first = chance.randint(least, most)
    return (first, chance.randint(least, most)) if chance.random() < _PAIRED else (first, first)


def _padding(chance: random.Random, kernel: Pair) -> Pair:
    return _pair(chance, 0, min(kernel) // 2)


def _made(
    chance: random.Random, name: str, words: Mapping[str, Pair | int], flags: dict[str, bool], output: Shape
) -> Made:
    """Return a layer whose first arguments stand without their names, as many as chance has it."""
    by_place = chance.randint(0, len(words))
    values = [(word, _written(value)) for word, value in words.items()] + [(w, str(flag)) for w, flag in flags.items()]
    named = [f"{word}={value}" for word, value in values]
    given = [value for _, value in values[:by_place]] + named[by_place:]
    return Made(f"nn.{name}({', '.join(given)})", output, f"{name} {named}")


def _written(value: Pair | int) -> str:
    return str(value[0]) if isinstance(value, tuple) and value[0] == value[1] else str(value)


def _slid(
    shape: Shape, channels: int, kernel: Pair, stride: Pair, padding: Pair, dilation: Pair, ceil: bool
) -> tuple[int, int, int, int]:
    """Return (N, channels, H, W) after a window slid over the last two sizes of `shape`."""
    sides = [_windows(*side, ceil) for side in zip(shape[-2:], kernel, stride, padding, dilation, strict=True)]
    return shape[0], channels, sides[0], sides[1]


def _windows(size: int, kernel: int, stride: int, padding: int, dilation: int, ceil: bool) -> int:
    room = size + 2 * padding - dilation * (kernel - 1) - 1
    count = (-(-room // stride) if ceil else room // stride) + 1
    return count - 1 if ceil and (count - 1) * stride >= size + padding else count
