"""The shipped bank: every topic of it reads without findings."""

from pathlib import Path

from ..bank import NoBank, read_bank
from ..shelf import SHIPPED
from .checked import Checked, broken, fine

_AGAIN = "install Quizproof again: `pip install --force-reinstall --no-deps quizproof`"


def check_bank(folder: Path = SHIPPED) -> Checked:
    """Return how the shipped bank is, and how much is in it."""
    try:
        read = [one for one in read_bank([folder]) if one.own is None]
    except NoBank as absent:
        return broken("bank", str(absent), _AGAIN)
    findings = [finding for one in read for finding in one.findings]
    if findings:
        more = f", and {len(findings) - 1} more" if len(findings) > 1 else ""
        return broken("bank", f"{findings[0]}{more}", _AGAIN)
    questions = [(one.topic, question) for one in read for question in one.topic.questions]
    variants = sum(
        len(topic.families[question.id]) if question.id in topic.families else 1 for topic, question in questions
    )
    counted = f"{len(read)} topics, {len(questions):,} questions, {variants:,} with all their variants"
    return fine("bank", f"{counted}, all readable")
