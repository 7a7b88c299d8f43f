"""An item analysis as one JSON object for other programs."""

import json
from dataclasses import fields
from typing import Any, Final

from ..facts import Analysis, Answer, Item, Slice, Slip
from ..measures import Measured, Score, Times
from ..reasons import Remark

FORMAT: Final = 1
_DIGITS: Final = 6


def analysis_as_json(found: Analysis) -> str:
    """Return all facts as JSON. Numbers have 6 digits after the point at most: the same facts give the same bytes.

    A number that may be unknown is an object: `value`, null where it is unknown, `n`, the students it is made of, and
    `missing`, null or why it is unknown (`reasons.Missing`). A share of answers or a mean score is from 0 to 1. Keys:

    - `format`: 1.
    - `attempts`: which attempt counts, `first`, `last`, `best` or `all`; `unanswered_wrong`: whether what a student
      left out counts as wrong.
    - `rows`: what became of the rows: `read`, `counted`, `repeated`, `unreadable`, `void`, `ungraded`, `nameless`.
    - `test`: `students` (null: no row names one), `questions`, `answers`, `mean_score`, `complete` (students who
      answered all questions), and of these `mean` and `sd` of their points, `coefficient` (`kr20` or `alpha`),
      `reliability`, `reliability_se`, `reliability_likely` (95 %) and `sem`, the standard error of measurement in
      points; `tenths`, `thirds`, `cuts` (where the thirds part).
    - `items`: the questions in order. Each has `id`, `topic`, `kind`, `prompt`, `variant` (that of the prompt),
      `difficulty` (the mean score), `difficulty_likely`, `n`, `answered`, `full`, `discrimination`,
      `reliability_without`, `thirds` (`difficulty` and `n` of each), `answers`, `other_answers`, `other_kinds`, `time`
      (seconds), `variants`, `other_variants`, `parameters`, `misconceptions`, `remarks`, `unreadable`, `void`,
      `repeated`, `left_out`, `several`, `author_difficulty` (1 to 5) and `expected_difficulty`.
    - each of `answers`: `answer`, `shown` (what a learner reads of a choice), `right`, `offered` (null: no bank says),
      `count`, `share`, `thirds` (how many of each), `discrimination`, `misconceptions` that give it, `why`, `variant`,
      `variants`, `made` (misconceptions make it, of the numbers of each variant); of `variants` and of the `values` of
      a parameter `name`: `label`, `difficulty`, `n`, `misconceptions` (`name`, `sure`, `perhaps`); of `time` (`all`,
      `right`, `wrong`): `n`, `quartile_1`, `median`, `quartile_3`.
    - each of `remarks`: `reason` (`reasons.Reason`, which says what the rest is), `value`, `limit`, `n`, `few` (a
      guess), `answer`, `than`.
    - `misconceptions`: those of all questions, the most frequent first: `name`, `slip` (what its user does), how often
      it was seen, `sure` and `perhaps`; `students`, `kept` (in two answers or more), `questions`, `shows`, `rate` and
      `rate_n` (`facts.Slip`).
    - `look_at`: the ids of the questions to look at, the gravest first.

    Whoever answered is not named anywhere.
    """
    whole = found.whole
    facts = {
        "format": FORMAT,
        "attempts": found.attempts,
        "unanswered_wrong": found.unanswered_wrong,
        "rows": {field.name: getattr(found.rows, field.name) for field in fields(found.rows)},
        "test": {
            "students": whole.students,
            "questions": whole.questions,
            "answers": whole.score.n,
            "mean_score": whole.score.mean,
            "complete": whole.complete,
            "mean": _measured(whole.mean),
            "sd": _measured(whole.deviation),
            "coefficient": "kr20" if whole.dichotomous else "alpha",
            "reliability": _measured(whole.reliability),
            "reliability_se": _measured(whole.error),
            "reliability_likely": whole.likely,
            "sem": _measured(whole.measurement),
            "tenths": whole.tenths,
            "thirds": whole.thirds,
            "cuts": whole.cuts,
        },
        "items": [_item(item) for item in found.items],
        "misconceptions": [_slip(slip) for slip in found.slips],
        "look_at": [item.id for item in found.to_look_at],
    }
    return json.dumps(_rounded(facts), indent=2) + "\n"


def _rounded(value: Any) -> Any:
    """Return a value with its numbers rounded, and no -0.0."""
    if isinstance(value, float):
        return round(value, _DIGITS) + 0.0
    if isinstance(value, dict):
        return {key: _rounded(one) for key, one in value.items()}
    return [_rounded(one) for one in value] if isinstance(value, list | tuple) else value


def _measured(measured: Measured) -> dict[str, Any]:
    missing = None if measured.missing is None else measured.missing.value
    return {"value": measured.value, "n": measured.n, "missing": missing}


def _score(score: Score) -> dict[str, Any]:
    return {"difficulty": score.mean, "n": score.n}


def _item(item: Item) -> dict[str, Any]:
    return {
        "id": item.id,
        "topic": item.topic,
        "kind": item.kind,
        "prompt": item.prompt,
        "variant": item.variant,
        "difficulty": item.score.mean,
        "difficulty_likely": item.score.likely,
        "n": item.score.n,
        "answered": item.answered,
        "full": item.full,
        "discrimination": _measured(item.discrimination),
        "reliability_without": _measured(item.without),
        "thirds": None if item.thirds is None else [_score(third) for third in item.thirds],
        "answers": [_answer(answer) for answer in item.answers],
        "other_answers": item.other_answers,
        "other_kinds": item.other_kinds,
        "time": None if item.times is None else _times(item.times),
        "variants": [_variant(variant) for variant in item.variants],
        "other_variants": item.other_variants,
        "parameters": [
            {"name": parameter.name, "values": [_variant(value) for value in parameter.values]}
            for parameter in item.parameters
        ],
        "misconceptions": [_slip(slip) for slip in item.slips],
        "remarks": [_remark(remark) for remark in item.remarks],
        "unreadable": item.unreadable,
        "void": item.void,
        "repeated": item.repeated,
        "left_out": item.left_out,
        "several": item.several,
        "author_difficulty": item.author,
        "expected_difficulty": item.expected,
    }


def _answer(answer: Answer) -> dict[str, Any]:
    return {
        "answer": answer.text,
        "shown": answer.shown,
        "right": answer.right,
        "offered": answer.offered,
        "count": answer.count,
        "share": answer.share,
        "thirds": answer.thirds,
        "discrimination": _measured(answer.discrimination),
        "misconceptions": answer.misconceptions,
        "why": answer.why,
        "variant": answer.variant,
        "variants": answer.variants,
        "made": answer.made,
    }


def _times(times: Times) -> dict[str, Any]:
    parts = {"all": times.every, "right": times.right, "wrong": times.wrong}
    return {
        name: None
        if spread is None
        else {"n": spread.n, "quartile_1": spread.low, "median": spread.median, "quartile_3": spread.high}
        for name, spread in parts.items()
    }


def _variant(one: Slice) -> dict[str, Any]:
    seen = [{"name": slug, "sure": sure, "perhaps": perhaps} for slug, sure, perhaps in one.slips]
    return {"label": one.label, **_score(one.score), "misconceptions": seen}


def _slip(slip: Slip) -> dict[str, Any]:
    return {
        "name": slip.slug,
        "slip": slip.said,
        "sure": slip.sure,
        "perhaps": slip.perhaps,
        "students": slip.students,
        "kept": slip.kept,
        "questions": slip.questions,
        "shows": slip.shows,
        "rate": None if slip.rate is None else slip.rate.mean,
        "rate_n": None if slip.rate is None else slip.rate.n,
    }


def _remark(remark: Remark) -> dict[str, Any]:
    return {
        "reason": remark.reason.value,
        "value": remark.value,
        "limit": remark.limit,
        "n": remark.n,
        "few": remark.few,
        "answer": remark.answer,
        "than": remark.than,
    }
