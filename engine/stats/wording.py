"""The words for facts that the screen and the page share."""

from datetime import date, timedelta
from math import ceil, floor
from shlex import quote
from typing import Final

from ..plural import count
from .facts import Due, Example, OfTopic, Slip, Statistics
from .shares import Share

MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
WEEK: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
DIFFICULTIES: Final = {1: "1, easy", 2: "2", 3: "3", 4: "4", 5: "5, hard", None: "not given"}
TOO_FEW: Final = "too few to say"
NOT_YET: Final = "not asked yet"
NOT_HERE: Final = "in no bank here"
CAPPED: Final = "A question counts 5 minutes at most."
FIRST_TRY: Final = "The first answer of a sitting, right without a hint."
LIKELY: Final = "What is likely is where your true part is, at 95%: the more answers, the closer."
KEPT: Final = "The misconceptions you keep making"
NONE_KEPT: Final = "None: the questions that showed one went right since."
PRACTISE: Final = "quizproof practice"
PERHAPS: Final = "Perhaps: other misconceptions lead to the same answer."


def percent(part: float) -> str:
    """Return a part in hundredths.

    >>> percent(2 / 3)
    '67%'
    """
    return f"{floor(100 * part + 0.5)}%"


def likely(share: Share) -> str:
    """Return the likely range of a share, rounded outwards.

    >>> likely(Share(8, 10)), likely(Share(2, 3)), likely(Share())
    ('49 to 95%', 'too few to say', '')
    """
    ends = share.likely
    if ends is None:
        return TOO_FEW if share.asked else ""
    return f"{floor(100 * ends[0])} to {ceil(100 * ends[1])}%"


def of(share: Share) -> str:
    """Return how many of how many.

    >>> of(Share(8, 10))
    '8 of 10'
    """
    return f"{share.right} of {share.asked}"


def part(share: Share) -> str:
    """Return a share as a part and how many of how many.

    >>> part(Share(8, 10)), part(Share(1, 3)), part(Share())
    ('80%, 8 of 10', '1 of 3', 'not asked yet')
    """
    if share.part is None:
        return NOT_YET
    return of(share) if share.few else f"{percent(share.part)}, {of(share)}"


def times(number: int) -> str:
    """Return how often something happened.

    >>> times(1), times(2), times(3)
    ('once', 'twice', '3 times')
    """
    return {1: "once", 2: "twice"}.get(number, f"{number:,} times")


def span(milliseconds: int) -> str:
    """Return a time that was spent.

    >>> span(59_000), span(61_000), span(7_500_000)
    ('59 s', '1 min', '2 h 5 min')
    """
    seconds = milliseconds // 1000
    hours, minutes = seconds // 3600, seconds // 60 % 60
    if hours:
        return f"{hours:,} h {minutes} min"
    return f"{minutes} min" if minutes else f"{seconds} s"


def on(day: date, today: date) -> str:
    """Return a day in words, as of today.

    >>> on(date(2026, 11, 21), date(2026, 11, 22)), on(date(2025, 11, 21), date(2026, 11, 22))
    ('yesterday', '21 November 2025')
    """
    if day == today:
        return "today"
    if day == today - timedelta(days=1):
        return "yesterday"
    year = "" if day.year == today.year else f" {day.year}"
    return f"{day.day} {MONTHS[day.month - 1]}{year}"


def short(day: date) -> str:
    """Return a day in few letters.

    >>> short(date(2026, 11, 2))
    '2 Nov'
    """
    return f"{day.day} {MONTHS[day.month - 1][:3]}"


def weekday(day: date) -> str:
    """Return a day in few letters, with that of the week.

    >>> weekday(date(2026, 11, 2))
    'Mon 2 Nov'
    """
    return f"{WEEK[day.weekday()]} {short(day)}"


def heading(found: Statistics) -> str:
    """Return what a report is called."""
    return f"Statistics of {found.today.day} {MONTHS[found.today.month - 1]} {found.today.year}"


def overview(found: Statistics) -> str:
    """Return what was done in all, in a sentence or two."""
    began = "" if found.first is None else f" since {on(found.first, found.today)}".replace("since today", "today")
    done = f"{count(found.firsts.asked, 'question')} answered{began}, on {count(found.practised, 'day')}."
    share = found.firsts
    if share.part is None:
        return done
    return f"{done} {of(share) if share.few else percent(share.part)} right at the first try."


def practised(found: Statistics) -> str:
    """Return on how many of the last days something was done."""
    return f"{len(found.recent)} of the last {len(found.days)} days."


def weeks(found: Statistics) -> list[tuple[str, ...]]:
    """Return the last days in rows of a week: its Monday, and what was done on each day; "-" is a day without."""
    said = {day.day: str(day.questions) if day.questions else "-" for day in found.days}
    monday = found.days[0].day - timedelta(days=found.days[0].day.weekday())
    rows = []
    while monday <= found.today:
        rows.append((short(monday), *[said.get(monday + timedelta(days=place), "") for place in range(7)]))
        monday += timedelta(days=7)
    return rows


def spent(found: Statistics) -> str:
    """Return the time that was spent."""
    lately = sum(day.milliseconds for day in found.days)
    return f"{span(found.milliseconds)} in all, {span(lately)} of it in the last {len(found.days)} days. {CAPPED}"


def titled(topic: OfTopic) -> str:
    """Return what a topic is called."""
    return f"{topic.name}, {NOT_HERE}" if topic.title is None else topic.title


def met(met: int, questions: int | None) -> str:
    """Return how many questions of how many were met.

    >>> met(3, 40), met(3, None)
    ('3 of 40', '3')
    """
    return str(met) if questions is None else f"{met} of {questions}"


def named(slip: Slip) -> str:
    """Return the name of a misconception, or of those that it may be."""
    *others, last = slip.slugs
    return f"either {', '.join(others)} or {last}" if others else last


def meant(slip: Slip) -> str:
    """Return what the user of a misconception does; "" where that is not known."""
    known = [words for words in slip.said if words is not None]
    return f"It comes of {', or of '.join(known)}." if known else ""


def often(slip: Slip) -> str:
    """Return how often a misconception was seen."""
    return f"{times(slip.count)}, and perhaps {times(slip.perhaps)} more" if slip.perhaps else times(slip.count)


def afterwards(slip: Slip) -> str:
    """Return how the same questions went since then."""
    if not slip.since.asked:
        return "The same questions have not come up since."
    if slip.since.asked == 1:
        return f"Since then, one of the same questions went {'right' if slip.since.right else 'wrong'}."
    return f"Since then, the same questions went right {of(slip.since)} times."


def typed(answers: tuple[str, ...]) -> str:
    """Return answers as one reads them."""
    return " and ".join(answers)


def asked(example: Example) -> str:
    """Return which question an example is of."""
    return example.question if example.variant is None else f"{example.question}, {example.variant}"


def practise(slip: Slip) -> str | None:
    """Return the command that practises a misconception; None where there is none."""
    return None if slip.practise is None else f"quizproof practice --misconception {quote(slip.practise)}"


def briefly(slip: Slip) -> str:
    """Return a misconception in few words: how often, and where it is overcome how the same questions went since."""
    went = f"; since then right {of(slip.since)} times" if slip.overcome else ""
    return f"{named(slip)} ({times(slip.count + slip.perhaps)}{went})"


def flagged(found: Statistics) -> str:
    """Return how often questions were flagged, and the command that lists the flags."""
    return f"You left {count(found.flags, 'flag')}: `quizproof history flags` lists what you said."


def nothing(found: Statistics, suggestion: str) -> str:
    """Return what is said where nothing was answered yet."""
    what = "Nothing" if found.asked_for is None else f"Nothing of {', '.join(found.asked_for)}"
    return f"{what} is in your record yet: `quizproof take {quote(suggestion)}` begins it."


def due_now(due: Due) -> str:
    """Return what is due today."""
    return f"Due now: {count(due.now, 'question')}." if due.now else "Nothing is due now."
