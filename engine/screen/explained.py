"""`explain`: the output of a layer, how its size comes about, and a picture of what it does."""

from typing import Final

from ..explaining import Explanation
from ..pictures import Scene
from ..pictures.chain import shapes_text
from ..tensors import flat
from .code import print_code, print_steps
from .grids import print_grids
from .page import Page
from .picture import print_picture

_MOST_NUMBERS: Final = 400


def print_explanation(page: Page, explanation: Explanation) -> None:
    """Print what becomes of an input in a layer."""
    print_code(page, str(explanation.layer), indent=0)
    page.line(f"{explanation.input} -> {shapes_text(explanation.outputs)}", "title", hang=4)
    page.line(f"Confirmed by torch {explanation.torch}.", "quiet")
    if explanation.parameters:
        page.line(f"Parameters: {explanation.parameters:,}.")
    if explanation.random:
        page.line("The numbers depend on random weights or random numbers, so only shapes are shown.")
    if explanation.steps:
        page.line()
        print_steps(page, explanation.steps)
    if explanation.parameter_steps:
        page.line()
        print_steps(page, explanation.parameter_steps)
    if explanation.picture is not None:
        page.line()
        print_picture(page, explanation.picture)
    _print_numbers(page, explanation)


def _print_numbers(page: Page, explanation: Explanation) -> None:
    """Print the numbers of a layer whose picture has none."""
    given, made = explanation.numbers, explanation.results
    if given is None or made is None or (isinstance(explanation.picture, Scene) and explanation.picture.numbers):
        return
    page.line()
    if len(flat(given)) + len(flat(made)) > _MOST_NUMBERS:
        page.line(f"Too many numbers to print, {len(flat(made)):,} come out: --json has them.")
    else:
        print_grids(page, given, made)
