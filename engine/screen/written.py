"""`new`: what was written, and what to do next."""

import os
from shlex import quote

from ..authoring import Written
from .page import Page


def print_written(page: Page, file: str, written: Written) -> None:
    """Say which questions stand in the file now, and what the schema beside it is for."""
    number = "1 question" if len(written.ids) == 1 else f"{len(written.ids)} questions"
    page.line(f"{file}: {'a new topic with ' if written.schema else ''}{number}: {', '.join(written.ids)}", hang=2)
    if written.schema is not None:
        schema = os.path.relpath(written.schema)
        if written.schema_is == "new":
            page.line(f"{schema}: what editors complete and check the topic by; keep it with the topic", hang=2)
        elif written.schema_is == "other":
            page.line(f"{schema} is that of another version; to renew it: quizproof schema -o {quote(schema)}", hang=2)
    page.line(f"Put your own words in, then: quizproof preview {quote(file)}", "quiet", hang=2)
