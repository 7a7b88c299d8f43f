"""Statistics as one JSON object for other programs. docs/statistics.md describes each key."""

import json
from typing import Any, Final

from ..history.sums import LONGEST
from .facts import Example, Slip, Statistics
from .shares import Share
from .wording import practise

FORMAT: Final = 1


def statistics_as_json(found: Statistics) -> str:
    """Return all facts as JSON: dates as ISO texts, parts from 0 to 1."""
    facts = {
        "format": FORMAT,
        "today": found.today.isoformat(),
        "asked_for": None if found.asked_for is None else list(found.asked_for),
        "first_day": None if found.first is None else found.first.isoformat(),
        "days_practised": found.practised,
        "milliseconds": found.milliseconds,
        "longest": LONGEST,
        "first_tries": _share(found.firsts),
        "topics": [
            {
                "name": topic.name,
                "title": topic.title,
                "questions": topic.questions,
                "met": topic.met,
                "first_tries": _share(topic.firsts),
                "milliseconds": topic.milliseconds,
                "last_day": topic.last.isoformat(),
            }
            for topic in found.topics
        ],
        "difficulties": [
            {
                "difficulty": one.difficulty,
                "questions": one.questions,
                "met": one.met,
                "first_tries": _share(one.firsts),
            }
            for one in found.difficulties
        ],
        "misconceptions": [_slip(slip) for slip in found.slips],
        "days": [
            {"day": day.day.isoformat(), "questions": day.questions, "milliseconds": day.milliseconds}
            for day in found.days
        ],
        "due": None
        if found.due is None
        else {
            "now": found.due.now,
            "days": [{"day": day.isoformat(), "questions": number} for day, number in found.due.days],
        },
        "flags": found.flags,
    }
    return json.dumps(facts, indent=2) + "\n"


def _share(share: Share) -> dict[str, Any]:
    ends = share.likely
    return {
        "asked": share.asked,
        "right": share.right,
        "part": None if share.part is None else round(share.part, 4),
        "likely": None if ends is None else [round(end, 4) for end in ends],
    }


def _slip(slip: Slip) -> dict[str, Any]:
    return {
        "names": list(slip.slugs),
        "slips": list(slip.said),
        "count": slip.count,
        "perhaps": slip.perhaps,
        "last_day": slip.last.isoformat(),
        "since": {"asked": slip.since.asked, "right": slip.since.right},
        "overcome": slip.overcome,
        "example": None if slip.example is None else _example(slip.example),
        "command": practise(slip),
    }


def _example(example: Example) -> dict[str, Any]:
    return {
        "topic": example.topic,
        "question": example.question,
        "variant": example.variant,
        "answers": list(example.answers),
        "right": list(example.right),
        "day": example.day.isoformat(),
    }
