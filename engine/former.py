"""The ids that questions had before: what a learner did under them counts for what they are called now."""

from collections.abc import Iterable

from .history.queries import Was
from .topic import Topic


def former_ids(topics: Iterable[Topic]) -> Was:
    """Return the former ids of every question, by its topic and its id."""
    return {(topic.name, question.id): question.was for topic in topics for question in topic.questions}
