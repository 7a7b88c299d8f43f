"""`learn`: the lesson of a topic, its examples with the output that torch computes, and its questions in place."""

import re
from typing import Final

from ..choosing import Rules, item
from ..fields import fed
from ..jobs import Computed, Ran, Sizes, Values
from ..keeping import Keeper
from ..literals import Unreadable
from ..oracle import Oracle
from ..pictures import scene, with_numbers
from ..session import begin
from ..tensors import shape_of, written
from ..topic import Example, Topic
from ..workerprocess import TorchAbsent
from .code import print_code
from .front import Front
from .grids import print_grids
from .markdown import print_markdown
from .page import Page
from .picture import print_numbers
from .terminal import Terminal

_SHOWN: Final = re.compile(r"^\s*\{\{\s*([a-z0-9-]+)\s*\}\}\s*$", re.MULTILINE)


def print_lesson(terminal: Terminal, topic: Topic, oracle: Oracle, rules: Rules, keeper: Keeper, bank: str) -> None:
    """Print a lesson from top to bottom; where it names a question, ask it. Ends where the learner quits.

    Where nobody answers, because the input has ended, questions are shown and the lesson goes on.
    """
    page = terminal.page
    ended: list[bool] = []

    def read(prompt: str) -> str:
        try:
            return terminal.read(prompt)
        except EOFError:
            ended.append(True)
            raise

    front = Front(Terminal(page, read, terminal.clock), oracle)
    page.line(topic.title, "title")
    examples = {example.id: example for example in topic.examples}
    questions = {question.id: question for question in topic.questions}
    pieces = _SHOWN.split(topic.lesson or topic.about)
    for place, piece in enumerate(pieces):
        if place % 2 == 0:
            if piece.strip():
                page.line()
                print_markdown(page, piece.strip("\n"))
        elif piece in examples:
            page.line()
            print_example(page, examples[piece], oracle)
        elif piece in questions:
            begun = begin((item(topic, questions[piece], rules),), rules, terminal.clock())
            front.scribe = keeper.scribe(bank, [topic])
            if front.scribe is not None:
                front.scribe.begin(begun[0], "learn")
            front.take(begun)
            if front.quit and not ended:
                return
        else:
            page.line()
            page.line(f"There is no example or question {piece}.", "doubt")
    for example in topic.examples:
        if example.id not in pieces[1::2]:
            page.line()
            print_example(page, example, oracle)


def print_example(page: Page, example: Example, oracle: Oracle) -> None:
    """Print an example and what torch makes of its input."""
    if example.caption:
        print_markdown(page, example.caption)
    weights = [f"{name}: {written(numbers)}" for name, numbers in example.weights]
    print_code(page, "\n".join([str(example.layer), *weights]))
    feed = fed(example.layer, example.input)
    try:
        outcome = oracle.ask([example.job()])[0]
    except (TorchAbsent, Unreadable) as error:
        page.word("Not computed", "doubt", f"{error}.")
        return
    match feed, outcome:
        case Values(numbers), Computed():
            plain = scene(example.layer, shape_of(numbers), outcome.shape)
            found = with_numbers(plain, numbers, outcome.numbers, example.weights) if plain is not None else None
            if found is None or not found.numbers or not print_numbers(page, found):
                print_grids(page, numbers, outcome.numbers)
        case Sizes(shape), Ran(shapes):
            page.line(f"{shape} -> {', '.join(map(str, shapes))}", indent=2, hang=4)
        case _:
            page.word("Not computed", "doubt", "torch does not run this example.")
