"""Numbers of things in words."""


def count(number: int, noun: str) -> str:
    """Return a number of things in words.

    >>> count(1, "file"), count(2000, "file")
    ('1 file', '2,000 files')
    """
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
