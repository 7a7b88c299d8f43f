"""Topic: one file of a bank as values, read from its data with every problem at its place."""

from dataclasses import dataclass
from typing import Any, TypeVar

from .fields import as_layer, as_numbers
from .findings import Finding, Source
from .jobs import Feed
from .keys import MOST_ITEMS, Unfit, as_many, as_mapping, as_name, as_text, as_words, key, named, read_keys
from .kinds import KINDS
from .layercall import LayerCall, closest
from .question import Question
from .yamltext import MOST_FAULTS, TOO_MANY
from .yamltree import Path

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Example:
    """A layer and its input, shown with the output that torch computes."""

    id: str = key(
        as_name, about="The name by which the lesson shows the example, as {{name}} on a line.", example="two-by-two"
    )
    caption: str = key(as_text, "", about="What it shows, in Markdown.", example="Each 2×2 block gives one number.")
    layer: LayerCall = key(as_layer, about="The layer that is run.", example="nn.MaxPool2d(2)")
    input: Feed = key(
        as_numbers,
        about="The numbers that go in. Leading dimensions that the layer wants are added.",
        example="[[1, 2, 3, 4], [5, 6, 7, 8]]",
    )


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
    """What one file teaches and asks. `places` has the path of each question in the file."""

    name: str
    title: str
    about: str
    lesson: str
    examples: tuple[Example, ...]
    questions: tuple[Question, ...]
    places: tuple[Path, ...]
    source: Source

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


def read_topic(source: Source, stem: str) -> tuple[Topic, list[Finding]]:
    """Return the topic of one file, with the questions that could be read, and everything that is wrong in it."""
    reader = _Reader(source)
    data = source.tree.data
    for fault in source.tree.faults:
        reader.add(fault.rule, fault.message, (fault.start, fault.end), fatal=not source.tree.harmless(fault))
    if not isinstance(data, dict):
        if not source.tree.faults:
            start = source.tree.span(())[0]
            reader.add(*_no_topic(data), (start, start + 1))
        return Topic(stem, stem, "", "", (), (), (), source), reader.findings
    items = data.get("questions")
    keys = reader.read(TopicKeys, {key: value for key, value in data.items() if key != "questions"}, ())
    questions: list[Question] = []
    places: list[Path] = []
    if not isinstance(items, list) or not items:
        sentence = "write a list of questions here" if items is not None else "key 'questions' is missing or empty"
        reader.add("bad-type", sentence, source.tree.span(("questions",) if "questions" in data else ()))
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
    topic = Topic(
        keys.name or stem, keys.title, keys.about, keys.lesson, keys.examples, tuple(questions), tuple(places), source
    )
    return topic, reader.findings


def _no_topic(data: Any) -> tuple[str, str]:
    if data is None:
        return "refused-yaml", "the file is empty: a topic needs a title and questions"
    return "bad-type", "a topic is a mapping with the keys title and questions"


class _Reader:
    """Collects what is wrong in one file."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.findings: list[Finding] = []
        self.full = False  # nothing more is told, and no further question read

    def add(
        self, rule: str, message: str, span: tuple[int, int], question: str | None = None, *, fatal: bool = True
    ) -> None:
        if len(self.findings) < MOST_FAULTS:
            self.findings.append(self.source.finding(rule, message, span, question=question, fatal=fatal))
        elif not self.full:
            self.full = True
            self.findings.append(self.source.finding("refused-yaml", TOO_MANY, span, question=question, fatal=True))

    def read_question(self, item: Any, path: Path) -> Question | None:
        """Return the question at `path`, or None where it cannot be read."""
        if not isinstance(item, dict):
            self.add(
                "bad-type",
                f"a question is a mapping with the keys id, kind and prompt, not {named(item)}",
                self.span(path),
            )
            return None
        kind = item.get("kind")
        name = item["id"] if type(item.get("id")) is str else None
        if not isinstance(kind, str) or kind not in KINDS:
            self.add(*self._no_kind(item), self.span((*path, "kind")), name)
            return None
        if kind == "match" and isinstance(item.get("evidence"), list):
            item = item | {"evidence": self._evidence(item["evidence"], (*path, "evidence"), name)}
        return self.read(KINDS[kind], item, path, name)

    def _evidence(self, items: list[Any], path: Path, name: str | None) -> tuple[Question, ...]:
        """Return the facts under a text question: questions without an id and a prompt of their own."""
        found = []
        if len(items) > MOST_ITEMS:
            many = f"too many: {len(items):,} facts, at most {MOST_ITEMS} are read"
            self.add("bad-type", many, self.span(path), name)
            return ()
        for index, item in enumerate(items):
            at = (*path, index)
            if isinstance(item, dict) and item.get("kind") == "match":
                self.add("bad-type", "evidence is computed: its kind cannot be match", self.span((*at, "kind")), name)
                continue
            whole = {"id": "evidence", "prompt": "-"} | item if isinstance(item, dict) else item
            fact = self.read_question(whole, at)
            if fact is not None and not fact.keys:
                self.add("missing-key", "evidence needs an answer: it says what is true", self.span(at), name)
            elif fact is not None:
                found.append(fact)
        return tuple(found)

    def _no_kind(self, item: dict[str, Any]) -> tuple[str, str]:
        known = ", ".join(KINDS)
        kind = item.get("kind")
        if kind is None:
            return "bad-type", f"key 'kind' is missing: write one of {known}"
        close = closest(str(kind), tuple(KINDS))
        meant = f"did you mean {close!r}?" if close else f"it is one of {known}"
        return "bad-type", f"kind {kind!r} is unknown; {meant}"

    def read(self, kind: type[T], data: dict[str, Any], path: Path, question: str | None = None) -> T | None:
        """Return `data` as a value of `kind`, or None with every problem noted."""
        try:
            return read_keys(kind, data)
        except Unfit as unfit:
            faults = unfit.faults
        tree = self.source.tree
        told = {fault.start for fault in tree.faults}
        for fault in faults:
            span = tree.span((*path, *fault.path), key=fault.of_key)
            if span[0] not in told and not any(start <= span[0] < end for start, end in tree.split):
                self.add(fault.rule, fault.sentence, span, question)
        return None

    def span(self, path: Path) -> tuple[int, int]:
        return self.source.tree.span(path)
