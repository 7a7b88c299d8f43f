"""Topic: one file of a bank as values, read from its data with every problem at its place."""

from collections.abc import Iterable, Mapping
from dataclasses import field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar

from .fields import Weights, as_layer, as_numbers, as_weights
from .findings import Finding, Source
from .frozen import dataclass
from .jobs import Feed, Job, Sizes, Want
from .keys import Fault, Unfit, as_many, as_mapping, as_name, as_text, as_words, key, read_keys, readers
from .kinds.running import QUESTION_COST, layer_job
from .layercall import LayerCall, closest
from .question import OF_VARIANTS, Question
from .reading import read_question
from .yamltext import MOST_FAULTS, TOO_MANY
from .yamltree import Path

if TYPE_CHECKING:
    from .family import Effort, Family
    from .sides import WrongSize

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Example:
    """A layer and its input, shown with the output that torch computes, or of a shape with the shape that comes out."""

    id: str = key(
        as_name, about="The name by which the lesson shows the example, as {{name}} on a line.", example="two-by-two"
    )
    caption: str = key(as_text, "", about="What it shows, in Markdown.", example="Each 2×2 block gives one number.")
    layer: LayerCall = key(as_layer, about="The layer that is run.", example="nn.MaxPool2d(2)")
    input: Feed = key(
        as_numbers,
        about="The numbers that go in, or {shape: [1, 3, 8, 8]}. Leading dimensions that the layer wants are added.",
        example="[[1, 2, 3, 4], [5, 6, 7, 8]]",
    )
    weights: Weights = key(
        as_weights,
        (),
        about="Parameters by their names; else they are random.",
        example="{weight: [[1, 0]], bias: [0]}",
    )

    def job(self) -> Job:
        """Return what torch computes of the example. Raises Unreadable where that is over the budget."""
        want = Want.SHAPE if isinstance(self.input, Sizes) else Want.VALUES
        return layer_job(want, self.layer, self.input, QUESTION_COST, weights=self.weights)


@dataclass(frozen=True, kw_only=True)
class TopicKeys:
    """The keys of a file but its questions, which are read one by one."""

    title: str = key(as_words, about="What the topic is called.", example="Max and average pooling")
    name: str | None = key(
        as_name, None, about="The name of the topic for ever; that of the file if left out.", example="pooling"
    )
    about: str = key(as_text, "", about="One or two sentences, in Markdown.", example="Shrink a map window by window.")
    lesson: str = key(
        as_text,
        "",
        about="What quizproof learn shows, in Markdown. A line {{id}} shows an example or asks a question.",
        example="A pooling layer keeps one number of each window.",
    )
    examples: tuple[Example, ...] = key(
        as_many(as_mapping(Example)),
        (),
        about="Layers with their input, shown with the output that torch computes.",
        example="[{id: two-by-two, layer: nn.MaxPool2d(2), input: [[1, 2], [3, 4]]}]",
    )


@dataclass(frozen=True, slots=True)
class Topic:
    """What one file teaches and asks. `places` has the path of each question in the file.

    Of a question in variants, `questions` has the first, and `families` all of them under its id. `rules` are the
    misconceptions that the bank adds.
    """

    name: str
    title: str
    about: str
    lesson: str
    examples: tuple[Example, ...]
    questions: tuple[Question, ...]
    places: tuple[Path, ...]
    source: Source
    families: "Mapping[str, Family]" = field(default_factory=lambda: MappingProxyType({}))
    rules: "tuple[WrongSize, ...]" = ()

    def finding(self, rule: str, message: str, path: Path, **more: Any) -> Finding:
        """Return the finding at a path such as ("questions", 0, "answer")."""
        return self.source.finding(rule, message, self.source.tree.span(path), **more)

    def place(self, path: Path, text: str, at: int, piece: str) -> tuple[int, int]:
        """Return where `piece`, from `at` on in the text at `path`, stands in the file.

        Where YAML folded or unquoted it away, that is the place of the whole text.
        """
        tree = self.source.tree
        start, end = tree.span(path)
        found = start - 1
        for _ in range(1 + text.count(piece, 0, at)):
            found = tree.text.find(piece, found + 1, end)
            if found < 0:
                return start, end
        return found, found + len(piece)


def read_topic(source: Source, stem: str, rules: "tuple[WrongSize, ...]" = ()) -> tuple[Topic, list[Finding]]:
    """Return the topic of one file, with the questions that could be read, and everything that is wrong in it."""
    reader = _Reader(source, rules)
    data = source.tree.data
    for fault in source.tree.faults:
        reader.add(fault.rule, fault.message, (fault.start, fault.end), fatal=not source.tree.harmless(fault))
    if not isinstance(data, dict):
        if not source.tree.faults:
            start = source.tree.span(())[0]
            reader.add(*_no_topic(data), (start, start + 1))
        return Topic(stem, stem, "", "", (), (), (), source), reader.findings
    items = data.get("questions")
    keys = reader.read_keys(data)
    questions: list[Question] = []
    places: list[Path] = []
    if not isinstance(items, list) or not items:
        sentence = _no_questions(data)
        if sentence:
            reader.add("bad-type", sentence, source.tree.span(("questions",)))
        items = []
    for index, item in enumerate(items):
        if reader.full:
            break
        path = ("questions", index)
        question = reader.read_question(item, path)
        if question is not None:
            questions.append(question)
            places.append(path)
    keys = keys or TopicKeys(title=stem)
    reader.check_examples(keys.examples)
    topic = Topic(
        keys.name or stem,
        keys.title,
        keys.about,
        keys.lesson,
        keys.examples,
        tuple(questions),
        tuple(places),
        source,
        MappingProxyType(reader.families),
        rules,
    )
    return topic, reader.findings


def _no_topic(data: Any) -> tuple[str, str]:
    if data is None:
        return "refused-yaml", "the file is empty: a topic needs a title and questions"
    return "bad-type", "a topic is a mapping with the keys title and questions"


def _no_questions(data: dict[str, Any]) -> str:
    """Return what is wrong with a topic without a list of questions; "" where their key is only misspelt."""
    if data.get("questions") is not None:
        return "write a list of questions here, each behind a dash"
    unknown = tuple([name for name in data if name not in readers(TopicKeys)])
    misspelt = "questions" not in data and closest("questions", unknown)
    return "" if misspelt else "key 'questions' is missing or empty"


class _Reader:
    """Collects what is wrong in one file, and the families in it."""

    def __init__(self, source: Source, rules: "tuple[WrongSize, ...]") -> None:
        self.source = source
        self.rules = rules
        self.findings: list[Finding] = []
        self.families: dict[str, Family] = {}
        self.effort: Effort | None = None
        self.full = False  # nothing more is told, and no further question read

    def add(
        self, rule: str, message: str, span: tuple[int, int], question: str | None = None, *, fatal: bool = True
    ) -> None:
        if len(self.findings) < MOST_FAULTS:
            self.findings.append(self.source.finding(rule, message, span, question=question, fatal=fatal))
        elif not self.full:
            self.full = True
            self.findings.append(self.source.finding("refused-yaml", TOO_MANY, span, question=question, fatal=True))

    def read_keys(self, data: dict[str, Any]) -> TopicKeys | None:
        """Return the keys beside the questions, or None with every problem noted."""
        try:
            return read_keys(TopicKeys, data, "questions")
        except Unfit as unfit:
            self._note(unfit.faults, ())
        return None

    def check_examples(self, examples: Iterable[Example]) -> None:
        """Note the examples whose id another one has: a lesson shows an example by its id."""
        first: dict[str, int] = {}
        for place, example in enumerate(examples):
            span = self.source.tree.span(("examples", place, "id"))
            line = first.setdefault(example.id, self.source.tree.position(span[0])[0])
            if line != self.source.tree.position(span[0])[0]:
                said = f"id {example.id!r} is already an example's in line {line}: an id names one example"
                self.add("duplicate-id", said, span)

    def read_question(self, item: Any, path: Path) -> Question | None:
        """Return the question at `path`, of a family the first; None, with every problem noted, if there is none."""
        in_variants = isinstance(item, dict) and any(name in item for name in OF_VARIANTS)
        try:
            return self._read_family(item) if in_variants else self._with_rules(read_question(item))
        except Unfit as unfit:
            name = item["id"] if isinstance(item, dict) and type(item.get("id")) is str else None
            self._note(unfit.faults, path, name)
        return None

    def _read_family(self, item: dict[str, Any]) -> Question:
        from .family import Effort, read_family  # few banks need it

        self.effort = self.effort or Effort()
        family = read_family(item, self.effort)
        question = self._with_rules(family.first)
        if self.rules:
            family = replace(family, first=question)
        self.families.setdefault(question.id, family)
        return question

    def _with_rules(self, question: Question) -> Question:
        return replace(question, rules=self.rules) if self.rules else question

    def _note(self, faults: Iterable[Fault], path: Path, question: str | None = None) -> None:
        tree = self.source.tree
        told = {fault.start for fault in tree.faults}
        for fault in faults:
            span = tree.span((*path, *fault.path), key=fault.of_key)
            if span[0] not in told and not any(start <= span[0] < end for start, end in tree.split):
                self.add(fault.rule, fault.sentence, span, question)
