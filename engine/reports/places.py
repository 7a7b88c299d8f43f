"""Where findings are: in a file that CI knows by its path in the repository, up to an end."""

import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import PurePath
from typing import Final

from ..checking import Report
from ..findings import Finding

_CHECKED_OUT: Final = ("GITHUB_WORKSPACE", "CI_PROJECT_DIR")
"""Where GitHub and GitLab say that the repository is."""


def end_of(finding: Finding) -> tuple[int, int]:
    """Return line and column behind the last character that is meant, or the start where that is not known."""
    return max((finding.line, finding.column), (finding.end_line, finding.end_column))


def project_root(environment: Mapping[str, str], folder: str) -> str:
    """Return the folder that CI shows paths from: that of the repository which `folder` is in, else `folder`.

    >>> project_root({"GITHUB_WORKSPACE": "/ci/bank"}, "/ci/bank/course")
    '/ci/bank'
    >>> project_root({}, "/bank")
    '/bank'
    """
    for name in _CHECKED_OUT:
        root = environment.get(name)
        if root and PurePath(folder).is_relative_to(root):
            return root
    return folder


def relative(report: Report, folder: str, root: str) -> Report:
    """Return the report with paths from `root`, with `/`, for names that were asked for in `folder`.

    A file that is elsewhere has its whole path.
    """
    names = {finding.file for finding in report.findings} | {file for file, _ in report.ids}
    paths = {name: relative_path(name, folder, root) for name in names}
    return replace(
        report,
        findings=[replace(finding, file=paths[finding.file]) for finding in report.findings],
        ids=[(paths[file], question) for file, question in report.ids],
    )


def relative_path(name: str, folder: str, root: str) -> str:
    """Return the path from `root` of a file that is called `name` in `folder`.

    >>> relative_path("./pooling.yaml", "/bank/course", "/bank")
    'course/pooling.yaml'
    >>> relative_path("../../etc/hosts", "/bank/course", "/bank/course")
    '/etc/hosts'
    """
    path = PurePath(os.path.normpath(os.path.join(folder, name)))
    return (path.relative_to(root) if path.is_relative_to(root) else path).as_posix()
