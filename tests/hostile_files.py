"""Hostile files that are large or no text; what each of them must give stands in hostile_yaml/made.txt."""

from typing import Final

Q: Final = "title: T\nquestions:\n  - id: q\n    kind: match\n    prompt: Why?\n    answer: because\n"
"""A topic with nothing wrong in it."""


def many(text: str, count: int) -> str:
    """Return a topic of many questions, each with its number for `%`."""
    return "title: T\nquestions:\n" + "".join(f"- {text}\n".replace("%", str(place)) for place in range(count))


MADE: Final[dict[str, str | bytes]] = {
    "alias of a long text": f"a: &a {'x' * 10_000}\nb: [{'*a,' * 20_000}]\n",
    "100,000 brackets": "[" * 100_000 + "]" * 100_000,
    "100,000 braces": "{a: " * 100_000,
    "brackets in hints": f"{Q}    hints: {'[' * 100_000}\n",
    "dashes on a line": "- " * 500_000,
    "a nest of blocks": "".join(f"{' ' * place}a:\n" for place in range(1_000)),
    "question marks in brackets": "[? " * 300_000,
    "a long anchor": "&" + "a" * 1_000_000,
    "a long tag": "!" + "a" * 1_000_000,
    "a long alias": "*" + "a" * 1_000_000,
    "a long directive": "%" + "a" * 1_000_000,
    "traps in one line": f"{Q}    hints: [{'no, ' * 200_000}]\n",
    "traps in lines": f"{Q}    hints:\n" + "    - no\n" * 90_000,
    "octal digits": f"{Q}    points: 0{'7' * 100_000}\n",
    "5,000 digits": f"{Q}    points: {'9' * 5_000}\n",
    "colons between digits": f"{Q}    source: 1{':30' * 300_000}\n",
    "unknown keys in one line": f"{Q}  - {{{', '.join(f'k{place}: 1' for place in range(30_000))}, kind: match}}\n",
    "a long key": f"{'x' * 900}: 1\n{Q}",
    "a key too long for YAML": f"{'x' * 2_000}: 1\n{Q}",
    "keys twice in one line": "{" + "a: 1, " * 90_000 + "}",
    "empty questions": many("{}", 60_000),
    "unknown kinds": many("{kind: shap%}", 10_000),
    "one id": many("{id: a, kind: match, prompt: W, answer: b}", 6_000),
    "torn texts with other faults": many("{id: a, kind: match, prompt: f(W, x), answr: b}", 6_000),
    "unknown layers": many("{id: a%, kind: shape, prompt: W, layer: nn.MaxPol%d(3), input: [1]}", 2_000),
    "70,000 distractors": f"{Q}    distractors:\n" + "    - d\n" * 70_000,
    "27 choices": f"{Q}    distractors: [{', '.join(f'd{place}' for place in range(26))}]\n",
    "hints": f"{Q}    hints:\n" + "    - h\n" * 70_000,
    "facts": f"{Q}    evidence:\n" + "    - {kind: shape, layer: nn.ReLU(), input: [1], answer: [1]}\n" * 6_000,
    "examples": f"{Q}examples:\n" + "- {id: a, layer: nn.ReLU(), input: [1]}\n" * 6_000,
    "200,001 values": "[" + "1," * 200_001 + "]",
    "a line of 1 MiB": f"{Q}    promt: {'x' * 1_000_000}\n",
    "a layer of 1 MiB": f"{Q}  - {{id: l, kind: shape, prompt: W, input: [1], layer: '{'nn.Sequential(' * 70_000}'}}\n",
    "a shape of 60,000 sizes": f"{Q}  - {{id: l, kind: shape, prompt: W, layer: nn.ReLU(), input: [{'-1,' * 60_000}]}}",
    "blank lines in a block": f"{Q}lesson: |\n" + " \n" * 500_000,
    "lines in quotes": f'{Q}lesson: "' + "\n" * 1_000_000 + '"\n',
    "escapes in quotes": f'{Q}lesson: "' + r"\n" * 500_000 + '"\n',
    "lines of plain text": f"{Q}about: a\n" + " b\n" * 300_000,
    "numbers": f"{Q}  - {{id: v, kind: values, prompt: W, layer: nn.ReLU(), input: [{'1.5,' * 100_000}], answer: 1}}\n",
    "carriage returns only": Q.replace("\n", "\r"),
    "UTF-16 with a mark": Q.encode("utf-16"),
    "UTF-16 big-endian": Q.encode("utf-16-be"),
    "UTF-32": Q.encode("utf-32"),
    "UTF-7": Q.replace("?", "é").encode("utf-7"),
    "Latin-1": Q.replace("?", "é").encode("latin-1"),
    "overlong slash": Q.encode().replace(b"?", b"\xc0\xaf"),
    "surrogates in UTF-8": Q.encode().replace(b"?", b"\xed\xa0\xbd\xed\xb1\x8d"),
    "half a character at the end": Q.encode() + b"# \xe2\x82",
    "NUL": Q.replace("?", "\0"),
    "NUL at the end": f"{Q}\0",
    "escape": Q.replace("?", "\x1b]8;;file:///etc/passwd\x07"),
    "two byte order marks": f"\ufeff\ufeff{Q}",
    "byte order mark": f"\ufeff{Q}",
    "next line as line end": Q.replace("Why?", "Why\x85?"),
    "line separator": Q.replace("?", "\u2028"),
    "zero-width joiner": Q.replace("?", "\u200d"),
    "soft hyphen": Q.replace("?", "\xad"),
    "form feed": Q.replace("?", "\f"),
    "Windows line ends": Q.replace("\n", "\r\n"),
    "nothing": "",
    "1 MiB and a byte": "#" * ((1 << 20) + 1),
    "1 MiB": Q + "#" * ((1 << 20) - len(Q)),
}
