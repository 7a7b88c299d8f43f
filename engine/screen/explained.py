"""`explain`: the output of a layer, how its size comes about, and a picture of its windows."""

from ..explaining import Explanation
from .code import print_code, print_steps
from .page import Page
from .picture import print_picture


def print_explanation(page: Page, explanation: Explanation) -> None:
    """Print what becomes of an input in a layer."""
    print_code(page, str(explanation.layer), indent=0)
    outputs = [str(shape) if shape is not None else "no tensor" for shape in explanation.outputs]
    page.line(f"{explanation.input} -> {', '.join(outputs)}", "title", hang=4)
    page.line(f"Confirmed by torch {explanation.torch}.", "quiet")
    if explanation.parameters:
        page.line(f"Parameters: {explanation.parameters:,}.")
    if explanation.steps:
        page.line()
        print_steps(page, explanation.steps)
    if len(explanation.slides) in (1, 2):
        page.line()
        print_picture(page, explanation.slides)
