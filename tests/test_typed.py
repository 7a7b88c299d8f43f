"""What one typed line is: a command, letters, or the answer itself."""

import pytest

from asking import ask
from quizproof.engine.literals import BANK, LEARNER
from quizproof.engine.typed import Answer, Command, NotAnAnswer, read_line

TEXT = ask("""
kind: match
answer: "`max` keeps the largest"
distractors: [{text: keeps the mean, why: nope}, d]
""")
OUTCOME = ask("""
kind: outcome
layer: nn.AvgPool2d(2, stride=3)
input: [1, 1, 5, 5]
answer: {text: "No, it runs", answer: runs}
distractors:
  - {text: "Yes, the stride", answer: raises}
  - {text: "Yes, the window", answer: raises}
""")
SEVERAL = ask("""
kind: layer
input: [1, 1, 10, 10]
output: [1, 1, 3, 3]
answers: [nn.MaxPool2d(3), nn.AvgPool2d(3)]
distractors: [nn.MaxPool2d(2), nn.MaxPool2d(4)]
""")

REFUSED = {
    "nothing": (TEXT, "  ", "nothing was typed; :idk shows the answer, :help says what can be typed"),
    "unknown command": (
        TEXT,
        ":hnt",
        "':hnt' is no command; there are :hint, :choices, :idk, :skip, :undo, :flag, :suspend, :quit, :help",
    ),
    "colon alone": (
        TEXT,
        ":",
        "':' is no command; there are :hint, :choices, :idk, :skip, :undo, :flag, :suspend, :quit, :help",
    ),
    "letter beyond": (TEXT, "E", "there is no choice E: type a letter from A to C, or the answer itself"),
    "two letters": (TEXT, "A b", "one choice is right here: type one letter"),
    "one beyond": (SEVERAL, "A, F", "there is no choice F: type a letter from A to D, or the answer itself"),
}


@pytest.mark.parametrize(("question", "line", "said"), REFUSED.values(), ids=REFUSED)
def test_not_an_answer(question, line: str, said: str) -> None:
    with pytest.raises(NotAnAnswer) as caught:
        read_line(question, question.choices, line)
    assert str(caught.value) == said


COMMANDS = {
    ":hint": Command.HINT,
    ":h": Command.HINT,
    " : Hint ": Command.HINT,
    ":idk": Command.IDK,
    ":i": Command.IDK,
    ":skip": Command.SKIP,
    ":s": Command.SKIP,
    ":quit": Command.QUIT,
    ":Q": Command.QUIT,
    ":help": Command.HELP,
    ":?": Command.HELP,
}


@pytest.mark.parametrize(("line", "command"), COMMANDS.items(), ids=COMMANDS)
def test_commands(line: str, command: Command) -> None:
    assert read_line(TEXT, TEXT.choices, line) is command
    assert read_line(TEXT, (), line) is command


LETTERS = {
    "A": [0],
    "b": [1],
    "C)": [2],
    "(a)": [0],
    "d.": [3],
    "A C": [0, 2],
    "c,a": [0, 2],
    "A, B; d": [0, 1, 3],
    "B B": [1],
}


@pytest.mark.parametrize(("line", "places"), LETTERS.items(), ids=LETTERS)
def test_letters(line: str, places: list[int]) -> None:
    chosen = tuple([SEVERAL.choices[place] for place in places])
    answer = Answer(tuple([choice.graded for choice in chosen]), chosen, lettered=True)
    assert read_line(SEVERAL, SEVERAL.choices, line) == answer
    assert answer.bounds is BANK


def test_a_lone_letter_is_a_choice_even_where_it_is_also_an_answer() -> None:
    assert read_line(TEXT, TEXT.choices, "b").choices == (TEXT.distractors[0],)
    assert read_line(TEXT, (), "d") == Answer(("d",), (TEXT.distractors[1],))


CONTENTS = {
    "as shown": (TEXT, "`max`  keeps THE largest", "`max` keeps the largest", 0),
    "text shown for another answer": (OUTCOME, "no, it RUNS", "runs", 0),
    "the second of two that mean the same": (OUTCOME, "Yes, the window", "raises", 2),
    "what is meant": (OUTCOME, "it works", "it works", 0),
    "what two choices mean": (OUTCOME, "raises", "raises", None),
    "in backticks": (OUTCOME, "`runs`", "runs", 0),
    "backticks within": (TEXT, "`some` or `other`", "`some` or `other`", None),
    "no choice": (TEXT, "something else", "something else", None),
    "unreadable": (OUTCOME, "(((", "(((", None),
}


@pytest.mark.parametrize(("question", "line", "content", "place"), CONTENTS.values(), ids=CONTENTS)
@pytest.mark.parametrize("hidden", [False, True], ids=["choices", "open"])
def test_contents(question, line: str, content: str, place: int | None, hidden: bool) -> None:
    answer = read_line(question, () if hidden else question.choices, line)
    choice = None if place is None else question.choices[place]
    assert answer == Answer((content,), (choice,))
    assert answer.bounds is LEARNER


def test_several_contents_are_parted_by_semicolons() -> None:
    choices = SEVERAL.choices
    answer = read_line(SEVERAL, choices, " MaxPool2d(kernel_size=3);nn.MaxPool2d(2); ")
    assert answer == Answer(("MaxPool2d(kernel_size=3)", "nn.MaxPool2d(2)"), (None, choices[2]))


def test_rows_of_a_tensor_stay_one_answer() -> None:
    question = ask("{kind: values, layer: nn.MaxPool2d(1), input: [[1, 2], [3, 4]]}")
    assert read_line(question, (), "1 2; 3 4").contents == ("1 2; 3 4",)
