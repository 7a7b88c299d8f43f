"""What a class's answers say of its questions, as facts that were made up by hand: always the same.

`SMALL` is a class of 90 with a reason of every kind to look at a question, `NAMELESS` answers that nobody signed,
`HOSTILE` one whose every text drives a terminal or a browser, `EMPTY` nothing at all; `many` makes long tests.
"""

from collections.abc import Sequence
from dataclasses import replace

from quizproof.engine.analysis.facts import (
    Analysis,
    Answer,
    Item,
    Parameter,
    Rows,
    Slice,
    Slip,
    Thirds,
    Whole,
)
from quizproof.engine.analysis.measures import Measured, Missing, Score, Spread, Times
from quizproof.engine.analysis.reasons import Reason, Remark

STUDENTS = 90
THIRDS: Thirds = (30, 30, 30)

PADDING = Slip(
    "padding-once", "adding the padding on one side only", 31, 9, 28, 12, ("two-sides", "half"), 160, Score(31, 124)
)
NO_PLUS_ONE = Slip("no-plus-one", "leaving out the + 1", 14, 0, 14, 0, ("half",), 90, Score(14, 70))
CEIL = Slip("ceil-for-floor", "rounding up", 0, 9, 9, 0, ("two-sides",))
OWN = Slip("our-own-idea", None, 2, 0)


def answer(text: str, thirds: Thirds, discrimination: float, *, right: bool = False, **more: object) -> Answer:
    """A choice that so many of each third took."""
    told: dict[str, object] = {
        "text": text,
        "shown": "",
        "right": right,
        "offered": True,
        "count": sum(thirds),
        "share": sum(thirds) / STUDENTS,
        "discrimination": Measured(discrimination, STUDENTS),
        "thirds": thirds,
    }
    return Answer(**(told | more))  # type: ignore[arg-type]


def item(name: str, thirds: Thirds, discrimination: float, *answers: Answer, **more: object) -> Item:
    """A question that so many of each third got right."""
    right = sum(thirds)
    told: dict[str, object] = {
        "id": name,
        "score": Score(right, STUDENTS),
        "full": right,
        "answered": STUDENTS,
        "discrimination": Measured(discrimination, STUDENTS),
        "without": Measured(0.741, STUDENTS),
        "thirds": tuple([Score(number, 30) for number in thirds]),
        "answers": answers,
        "topic": "pooling",
        "kind": "shape",
        "prompt": f"What comes out of `{name}`?",
        "times": Times(Spread(90, 12, 31.5, 55), Spread(right, 10, 28, 50), Spread(90 - right, 20, 40, 71)),
    }
    return Item(**(told | more))  # type: ignore[arg-type]


HALF = item(
    "half",
    (14, 19, 27),
    0.46,
    answer("(1, 1, 14, 14)", (14, 19, 27), 0.46, right=True, variant="n=28,k=2", variants=24),
    answer("(1, 1, 13, 13)", (7, 6, 1), -0.31, misconceptions=("no-plus-one",), variant="n=28,k=2", variants=11),
    answer(
        "(1, 1, 15, 15)",
        (5, 3, 1),
        -0.2,
        misconceptions=("padding-once",),
        offered=False,
        variant="n=29,k=2",
        variants=1,
    ),
    answer("28", (4, 2, 1), -0.18, offered=False),
    prompt="Which shape comes out of the pool?\n\n- Mind the **floor**.\n- `n` is even.",
    variants=(
        Slice("n=28,k=2", Score(14, 20), (("no-plus-one", 4, 0),)),
        Slice("n=29,k=2", Score(9, 22), (("padding-once", 7, 0), ("no-plus-one", 2, 0))),
        Slice("n=30,k=3", Score(3, 4)),
    ),
    other_variants=21,
    parameters=(
        Parameter(
            "n",
            (
                Slice("6 to 9", Score(22, 24), (("no-plus-one", 1, 0),)),
                Slice("10 to 13", Score(17, 24), (("no-plus-one", 3, 0), ("padding-once", 2, 0))),
                Slice("14 to 32", Score(21, 40), (("no-plus-one", 10, 0), ("padding-once", 7, 0))),
                Slice("33", Score(0, 2)),
            ),
        ),
        Parameter(
            "k",
            (
                Slice("2", Score(33, 48), (("no-plus-one", 7, 0),)),
                Slice("3", Score(27, 42), (("no-plus-one", 7, 0),)),
            ),
        ),
    ),
    slips=(NO_PLUS_ONE, replace(PADDING, sure=9, perhaps=0)),
    other_answers=3,
    other_kinds=2,
    unreadable=4,
    repeated=11,
    author=2,
    expected=0.7,
)
TWO_SIDES = item(
    "two-sides",
    (13, 14, 9),
    -0.12,
    answer("(1, 1, 5, 5)", (13, 14, 9), -0.12, right=True),
    answer(
        "(1, 1, 4, 4)",
        (9, 8, 14),
        0.16,
        misconceptions=("padding-once", "ceil-for-floor"),
        why="Padding is added on both sides.",
    ),
    answer("(1, 1, 3, 3)", (8, 8, 7), -0.02),
    replace(answer("(1, 1, 9, 9)", (0, 0, 0), 0.0), discrimination=Measured(None, 90, Missing.NO_VARIANCE)),
    parameters=(
        Parameter(
            "p",
            (
                Slice("1", Score(24, 45), (("padding-once", 5, 2),)),
                Slice("2", Score(12, 45), (("padding-once", 17, 7), ("ceil-for-floor", 0, 9))),
            ),
        ),
    ),
    slips=(replace(PADDING, sure=22), CEIL),
    remarks=(
        Remark(Reason.IDLE, 0.0, 0.05, 90, answer="(1, 1, 9, 9)"),
        Remark(Reason.BEST_TAKE, 14 / 30, 9 / 30, 30, answer="(1, 1, 4, 4)", than="key"),
        Remark(Reason.BEST_TAKE, 14 / 30, 9 / 30, 30, answer="(1, 1, 4, 4)", than="weakest"),
        Remark(Reason.NEGATIVE, -0.12, 0.0, 90),
    ),
)
LOOKED_AT = {
    "windows-of-a-very-long-name-that-tells-all": Remark(Reason.EASY, 88 / 90, 0.95, 90),
    "hard-one": Remark(Reason.HARD, 9 / 90, 0.2, 90),
    "says-little": Remark(Reason.LOW, 0.07, 0.2, 90),
    "typed": Remark(Reason.UNREADABLE, 0.21, 0.1, 114),
    "voided": Remark(Reason.VOIDED, 12, 0, 90),
    "slow": Remark(Reason.SLOW, 412, 180, 90),
    "not-as-rated": Remark(Reason.UNLIKE_AUTHOR, 0.4, 0.85, 90),
    "of-few": Remark(Reason.HARD, 1 / 8, 0.2, 8, few=True),
}
RIGHT: dict[str, Thirds] = {
    "windows-of-a-very-long-name-that-tells-all": (28, 30, 30),
    "hard-one": (0, 2, 7),
    "says-little": (17, 19, 20),
    "typed": (9, 18, 27),
    "voided": (10, 19, 24),
    "slow": (11, 15, 25),
    "not-as-rated": (6, 11, 19),
    "of-few": (0, 0, 1),
}
ALL_THAT_APPLY = item(
    "all-that-apply",
    (8, 14, 22),
    0.38,
    answer("nn.MaxPool2d(2)", (20, 25, 30), 0.3, right=True, shown="`nn.MaxPool2d(2)` keeps the *largest* value"),
    answer("nn.AvgPool2d(2)", (16, 21, 28), 0.35, right=True, shown="`nn.AvgPool2d(2)`"),
    answer("nn.Conv2d(1, 1, 2)", (12, 9, 3), -0.3, shown="`nn.Conv2d(1, 1, 2)`"),
    several=True,
    score=Score(52.5, 90),
    full=44,
    kind="layer",
    times=None,
    left_out=3,
)

WHOLE = Whole(
    students=STUDENTS,
    questions=11,
    score=Score(512.5, 908),
    complete=81,
    dichotomous=False,
    mean=Measured(6.214, 81),
    deviation=Measured(2.271, 81),
    reliability=Measured(0.7512, 81),
    error=Measured(0.0402, 81),
    measurement=Measured(1.1329, 81),
    likely=(0.6611, 0.8249),
    tenths=(0, 1, 3, 9, 14, 21, 18, 13, 8, 3),
    thirds=THIRDS,
    cuts=(0.4545, 0.6818),
)
SMALL = Analysis(
    rows=Rows(read=961, counted=908, repeated=11, unreadable=28, void=12, ungraded=1, nameless=1),
    whole=WHOLE,
    items=(
        HALF,
        TWO_SIDES,
        *[
            item(name, RIGHT[name], 0.02 if name == "says-little" else 0.31, remarks=(remark,), author=2)
            for name, remark in LOOKED_AT.items()
        ],
        ALL_THAT_APPLY,
    ),
    slips=(PADDING, NO_PLUS_ONE, CEIL, OWN),
)


def unsigned(one: Item) -> Item:
    """The same question, where no row says whose an answer is."""
    unknown = Measured(None, 0, Missing.NOBODY)
    answers = tuple([replace(found, thirds=None, discrimination=unknown) for found in one.answers])
    reasons = (Reason.EASY, Reason.HARD, Reason.IDLE, Reason.SLOW, Reason.UNREADABLE, Reason.VOIDED)
    remarks = tuple([remark for remark in one.remarks if remark.reason in reasons])
    return replace(one, thirds=None, discrimination=unknown, without=unknown, answers=answers, remarks=remarks)


_NOBODY = Measured(None, 0, Missing.NOBODY)
NAMELESS = Analysis(
    rows=Rows(read=908, counted=908),
    whole=Whole(None, 11, WHOLE.score, 0, True, _NOBODY, _NOBODY, _NOBODY, _NOBODY, _NOBODY),
    items=tuple([unsigned(one) for one in SMALL.items]),
    slips=tuple([replace(slip, students=None, kept=None) for slip in SMALL.slips]),
    attempts="all",
)

_NONE = Measured(None, 0, Missing.FEW_QUESTIONS)
EMPTY = Analysis(
    rows=Rows(read=2, ungraded=2),
    whole=Whole(None, 0, Score(), 0, True, _NONE, _NONE, _NONE, _NONE, _NONE),
    items=(),
    slips=(),
)

NASTY = (
    "</code></td></svg><script>alert(1)</script><img src=x onerror=alert(2)>\x1b[2J\u202eevil\u2066\n\t"
    "=cmd|'/C calc'!A0 `**[x](javascript:alert(3))"
)


def _nasty(one: Item, place: int) -> Item:
    answers = tuple(
        [
            replace(
                found,
                text=f"{number}{NASTY}",
                shown=NASTY if number else "",
                why=NASTY,
                variant=NASTY,
                misconceptions=(NASTY,),
            )
            for number, found in enumerate(one.answers)
        ]
    )
    values = tuple(
        [
            replace(value, label=f"{number}{NASTY}", slips=((NASTY, (0, 1, 25, 0)[number], 1),))
            for number, value in enumerate(HALF.parameters[0].values)
        ]
    )
    remarks = tuple([replace(remark, answer=NASTY) for remark in one.remarks])
    return replace(
        one,
        id=f"{NASTY}{place}",
        topic=NASTY,
        kind=NASTY,
        prompt=NASTY,
        answers=answers,
        parameters=(Parameter(NASTY, values),),
        variants=(Slice(NASTY, Score(1, 2), ((NASTY, 1, 1),)),),
        remarks=remarks,
    )


HOSTILE = replace(
    SMALL,
    items=tuple([_nasty(one, place) for place, one in enumerate(SMALL.items)]),
    slips=tuple(
        [
            replace(slip, slug=f"{NASTY}{place}" if place else NASTY, said=NASTY, questions=(NASTY,))
            for place, slip in enumerate(SMALL.slips)
        ]
    ),
)


def shortened(found: Analysis) -> Analysis:
    """The same with few of the questions: of every kind that there is to show."""
    return replace(found, items=(*found.items[:3], *found.items[10:]))


CLASSES = {"small": SMALL, "nameless": NAMELESS, "empty": EMPTY, "hostile": HOSTILE}


def many(number: int, looked_at: Sequence[int] = ()) -> Analysis:
    """The same with so many questions, of which `looked_at` have a reason to look at them."""
    items = []
    for place in range(number):
        wanted = place in looked_at
        mean = ((place * 37) % 60 + 35) / 100
        right: Thirds = (round(24 * mean), round(30 * mean), min(30, round(36 * mean)))
        wrong = tuple([30 - one for one in right])
        choices = [answer(f"(1, {place}, 5, 5)", right, 0.4, right=True)]
        for rest in range(3):
            taken: Thirds = tuple([one // 3 + (rest == 0) * (one % 3) for one in wrong])  # type: ignore[assignment]
            choices.append(answer(f"(1, {place}, {rest}, {rest})", taken, -0.2))
        remarks = (Remark(Reason.LOW, 0.1, 0.2, 90),) if wanted else ()
        found = item(
            f"question-{place + 1}", right, 0.1 if wanted else ((place * 53) % 45 + 20) / 100, *choices, remarks=remarks
        )
        items.append(replace(found, parameters=HALF.parameters[:1]) if place % 3 == 0 else found)
    return replace(SMALL, items=tuple(items), whole=replace(WHOLE, questions=number))
