"""What exists: topics, the questions of a topic, one question, and what to do next."""

from collections.abc import Sequence

from rich.text import Text

from ..choosing import Item, shuffled
from ..plural import count
from ..question import Question
from ..solving import Solution
from ..topic import Topic
from .asking import print_question
from .markdown import inline
from .page import Page
from .verdict import print_solution

_NARROW = 60


def print_start(page: Page, topics: Sequence[Topic], version: str) -> None:
    """Print what the command is, what there is to learn, and what to type next."""
    page.line(f"Quizproof {version}: quizzes whose answer keys are proved by running them.", "title")
    page.line()
    print_topics(page, topics)
    name = topics[0].name if topics else "FILE"
    page.line()
    page.line("Next", "title")
    commands = (
        (f"quizproof learn {name}", "read the lesson"),
        (f"quizproof take {name}", "take the quiz"),
        ("quizproof check", "prove the keys of your own quizbank/"),
        ("quizproof --help", "all commands"),
    )
    _print_pairs(page, commands)


def print_topics(page: Page, topics: Sequence[Topic]) -> None:
    """Print the topics with their titles and numbers of questions."""
    page.line("Topics", "title")
    numbers = [count(len(topic.questions), "question") for topic in topics]
    _print_pairs(
        page, [(topic.name, f"{topic.title} ({number})") for topic, number in zip(topics, numbers, strict=True)]
    )


def print_questions(page: Page, topic: Topic) -> None:
    """Print what a topic is about, and its questions: id, kind, difficulty, the first line of the prompt."""
    page.line(topic.title, "title")
    if topic.about:
        page.line(inline(page.safe(topic.about)))
    for question in topic.questions:
        page.line()
        page.line(question.id, "code")
        page.line(inline(page.safe(" ".join(question.prompt.split()))), indent=2)
        page.line(", ".join(_facts(topic, question)), "quiet", indent=2)


def print_shown(page: Page, topic: Topic, question: Question, solution: Solution | None) -> None:
    """Print one question as it is asked; with a solution, that too."""
    page.line(question.id, "title")
    page.line(", ".join([topic.name, *_facts(topic, question)]), "quiet")
    if question.variant is not None:
        page.line(f"variant {question.variant}", "quiet")
    page.line()
    item = Item(topic.name, question, shuffled(question, 0))
    print_question(page, question, item.choices)
    if question.source:
        page.line(f"Source: {question.source}", "quiet")
    if solution is not None:
        print_solution(page, item, solution)


def _facts(topic: Topic, question: Question) -> list[str]:
    facts = [question.kind]
    if question.variant is not None:
        number = len(topic.families[question.id])
        facts.append(f"{number:,} variant{'s' * (number != 1)}")
    if question.difficulty is not None:
        facts.append(f"difficulty {question.difficulty}")
    if question.measured is not None:
        facts.append(str(question.measured))
    return [*facts, *question.tags]


def _print_pairs(page: Page, pairs: Sequence[tuple[str, str]]) -> None:
    """Print words and what each means, in two columns or one under the other."""
    longest = max([len(left) for left, _ in pairs], default=0)
    for left, right in pairs:
        if page.room() < max(_NARROW, 2 * longest):
            page.line(left, "code", indent=2)
            page.line(right, indent=6)
        else:
            mark = Text(page.safe(left).ljust(longest) + "  ", style="code")
            page.line(right, indent=2, hang=mark.cell_len, mark=mark)
