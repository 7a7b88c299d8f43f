"""A record as JSON lines: it moves to another machine, whole, and twice is as good as once."""

import json
from datetime import timedelta
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quizproof.engine.history.derived import Derived, derived, keep
from quizproof.engine.history.disk import Refused
from quizproof.engine.history.events import Event, Suspended
from quizproof.engine.history.facts import as_facts, as_line
from quizproof.engine.history.lines import BadLine, Imported, export_lines, import_lines
from recording import NAME, NOON, Teller, assert_sound, attempt, begun, ids, many, opened, shown

LINE = as_line(as_facts(attempt("a1")))


def exported(folder: Path) -> list[str]:
    with opened(folder) as history:
        return list(export_lines(history))


def test_a_line(tmp_path: Path) -> None:
    with opened(tmp_path) as history:
        history.append(
            attempt("a1", at=NOON + timedelta(microseconds=1500), question="caf\u00e9", misconceptions=("no-floor",))
        )
    assert exported(tmp_path) == [
        '{"event":"attempt","id":"a1","at":"2026-11-22T12:00:00.001500Z","sitting":"s1","place":0,"topic":"pooling",'
        '"question":"caf\\u00e9","bank":"pooling","answers":["1, 64, 28, 28"],"verdict":"correct","score":1.0,'
        '"misconceptions":["no-floor"],"ending":"right"}'
    ]


def test_a_moved_laptop(tmp_path: Path) -> None:
    with opened(tmp_path / "old") as old:
        old.append(begun(), shown(choices=("x", "\udcff")), *many(1200))
    lines = exported(tmp_path / "old")
    with opened(tmp_path / "new") as new:
        assert import_lines(new, lines) == Imported(1202, 0)
        assert import_lines(new, lines) == Imported(0, 1202)
    assert exported(tmp_path / "new") == lines
    assert_sound(tmp_path / "new")


def test_two_machines_make_one_record(tmp_path: Path) -> None:
    with opened(tmp_path / "one") as one, opened(tmp_path / "two") as two:
        one.append(*many(10))
        two.append(*many(10, 5))
        assert import_lines(one, list(export_lines(two))) == Imported(5, 5)
        assert import_lines(two, list(export_lines(one))) == Imported(5, 10)
    assert sorted(exported(tmp_path / "one")) == sorted(exported(tmp_path / "two"))


IDS = st.sampled_from([f"e{number}" for number in range(12)])
ATTEMPTS = st.builds(
    lambda name, seconds, note: attempt(name, at=NOON + timedelta(seconds=seconds), feedback=note),
    IDS,
    st.integers(0, 5),
    st.text(max_size=3),
)
OTHERS = st.builds(Suspended, id=IDS, at=st.just(NOON), topic=st.just("t"), question=st.just("q"))
SOME: st.SearchStrategy[Event] = ATTEMPTS | OTHERS


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(SOME), st.lists(SOME))
def test_importing_is_a_union(first: list[Event], second: list[Event]) -> None:
    """What is there stays; what has an id that is there, and says something else, is refused; the rest is added."""
    expected: dict[str, Event] = {}
    clashes = 0
    for event in chain(first, second):
        clashes += expected.setdefault(event.id, event) != event
    lines = [as_line(as_facts(event)) for event in chain(first, second)]
    with TemporaryDirectory() as folder, opened(Path(folder)) as history:
        done = [import_lines(history, part) for part in (lines[: len(first)], lines[len(first) :])]
        again = import_lines(history, list(export_lines(history)))
        found = {event.id: event for event in history.events("number > 0")}

    assert found == expected
    assert sum(one.added for one in done) == len(expected)
    assert sum(len(one.refused) for one in done) == clashes
    assert sum(one.added + one.known + len(one.refused) for one in done) == len(lines)
    assert again == Imported(0, len(expected))


def test_rubbish_is_refused_line_by_line(tmp_path: Path) -> None:
    lines = [
        f"\ufeff{LINE}\r\n",
        "\n",
        "rubbish\n",
        '{"event":"dropped","id":"d"}\n',
        f"{LINE}\n",
        LINE.replace("28, 28", "27, 27"),
        LINE.replace('"a1"', '"a2"'),
        LINE[:-5],
    ]
    with opened(tmp_path) as history:
        assert import_lines(history, lines) == Imported(
            2,
            1,
            (
                BadLine(3, "the line is no JSON: expecting value"),
                BadLine(4, "key 'at' is missing"),
                BadLine(6, "the event a1 is there already, and says something else"),
                BadLine(8, "the line is no JSON: unterminated string starting at"),
            ),
        )
    assert ids(tmp_path) == ["a1", "a2"]


def test_a_line_in_another_order_is_the_same_event(tmp_path: Path) -> None:
    facts = json.loads(LINE)
    other = json.dumps({name: facts[name] for name in sorted(facts)} | {"hints": 0}, indent=None)
    with opened(tmp_path) as history:
        assert import_lines(history, [LINE, other]) == Imported(1, 1)


def test_old_events_make_what_was_derived_old(tmp_path: Path) -> None:
    with opened(tmp_path) as history:
        history.append(attempt("a2"))
        keep(history, "cards", Derived(1, "of one"))
        keep(history, "cards", Derived(1, "of one attempt"))
        assert derived(history, "cards") == Derived(1, "of one attempt")
        import_lines(history, [LINE])
        assert derived(history, "cards") == Derived(0, "")


def test_where_nothing_can_be_written_nothing_is_imported(tmp_path: Path) -> None:
    (tmp_path / NAME).mkdir()
    with opened(tmp_path, Teller()) as history, pytest.raises(Refused, match="it is a folder"):
        import_lines(history, [LINE])


def test_who_reads_an_export_slowly_keeps_nobody_from_writing(tmp_path: Path) -> None:
    with opened(tmp_path) as history, opened(tmp_path) as other:
        history.append(*many(1500))
        lines = export_lines(history)
        next(lines)
        assert other.append(attempt("meanwhile"))
        assert len(list(lines)) == 1500
