"""Topics in every layout that an author may choose."""

from collections.abc import Sequence
from typing import Final

from hypothesis import strategies as st

ITEMS: Final = [
    "{id: a, kind: config, prompt: p, answer: nn.ReLU()}",
    "id: a\nkind: config\nprompt: p\nanswer: nn.ReLU()",
    "id: a\nkind: config\nprompt: p\nanswer:\n  text: t\n  answer: nn.ReLU()  # - no item",
    "id: a\nkind: config\nanswer: nn.ReLU()\nprompt: |\n  one\n\n  # two",
    "id: a\nkind: config\nanswer: nn.ReLU()\nprompt: |-\n  - one\n",
    "id: a\nkind: config\nanswer: nn.ReLU()\nprompt: |+\n  one\n\n",
    "id: a\nkind: config\nanswer: nn.ReLU()\nprompt: >\n  one\n  two\n\n",
    "id: a\nkind: config\nprompt: p\nanswer: nn.ReLU()\nhints:\n- one\n- 'two\n\n  three'",
    "id: a\nkind: config\nprompt: p\nanswer: nn.ReLU()\nexplanation:",
    "# a remark first\nid: a\nkind: config\nprompt: p\nanswer: nn.ReLU()\n# a remark last",
]
AFTER: Final = [
    "",
    "\n",
    "\n\n\n",
    "# end\n",
    "\n# end",
    "about: b\n",
    "\nabout: b",
    "...\n",
    "      # far in\n",
    "      # far in\nabout: b",
]


@st.composite
def topics(draw: st.DrawFn, kinds: Sequence[str] = ITEMS) -> str:
    """A topic of one to three questions, whose ids are q0, q1 and q2."""
    margin, dash = draw(st.sampled_from(["", " ", "  ", "    "])), draw(st.sampled_from(["- ", "-   ", "-\n"]))
    between = draw(st.sampled_from(["", "\n", "\n\n", f"{margin}# the next\n"]))
    items = []
    for number, item in enumerate(draw(st.lists(st.sampled_from(kinds), min_size=1, max_size=3))):
        indent = margin + ("  " if dash == "-\n" else " " * len(dash))
        first, *rest = item.replace("id: a", f"id: q{number}", 1).split("\n")
        lead = f"{margin}{dash}{indent if dash.endswith(chr(10)) else ''}{first}"
        items.append("".join([f"{line}\n" for line in [lead, *[f"{indent}{line}" if line else "" for line in rest]]]))
    return f"title: T\nquestions:\n{between.join(items)}{draw(st.sampled_from(AFTER))}"


def alike(one: bytes, other: bytes) -> int:
    """How many bytes two texts begin with alike."""
    return next((place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
