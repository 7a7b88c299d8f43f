"""Options and arguments that several commands have, in the same words."""

from typing import Annotated, TypeAlias

import typer

DataDir: TypeAlias = Annotated[str | None, typer.Option(metavar="FOLDER", help="Where your record is.")]
OwnDataDir: TypeAlias = Annotated[
    str | None, typer.Option(metavar="FOLDER", help="Where your record is; your data folder if left out.")
]
Save: TypeAlias = Annotated[bool, typer.Option("--save/--no-save", help="Whether to keep what you answer.")]
Restart: TypeAlias = Annotated[bool, typer.Option("--restart", help="Begin again, whatever was left.")]

Plain: TypeAlias = Annotated[bool, typer.Option("--plain", help="No colours.")]
PlainQuiz: TypeAlias = Annotated[bool, typer.Option("--plain", help="No colours and no bar.")]
FactsAsJson: TypeAlias = Annotated[bool, typer.Option("--json", help="Print the facts as JSON.")]

ChoiceOrder: TypeAlias = Annotated[
    int | None, typer.Option(help="The order of the choices; another one each time if left out.")
]
Count: TypeAlias = Annotated[int | None, typer.Option(min=1, help="Ask so many questions, drawn by the seed.")]
Tags: TypeAlias = Annotated[list[str] | None, typer.Option(help="Only questions with this tag; may be repeated.")]
Difficulty: TypeAlias = Annotated[str | None, typer.Option(metavar="N[-M]", help="Only questions from N to M, 1 to 5.")]

Jobs: TypeAlias = Annotated[
    int | None, typer.Option("-j", "--jobs", min=1, help="Workers; as many as cores if left out.")
]
Output: TypeAlias = Annotated[str, typer.Option("-o", "--output", metavar="FILE", help="Write it there.")]
OutputOrNone: TypeAlias = Annotated[str | None, typer.Option("-o", "--output", metavar="FILE", help="Write it there.")]
Paths: TypeAlias = Annotated[
    list[str] | None,
    typer.Argument(metavar="[PATH]...", help="Topics, files or folders; the project's bank if left out."),
]

Exam: TypeAlias = Annotated[
    str | None, typer.Option("--exam", metavar="FILE", help="What the letters on papers stand for: exam.json.")
]
Columns: TypeAlias = Annotated[
    list[str] | None,
    typer.Option("--column", metavar="NAME=COLUMN", help="What a column is called there, as in answer=response."),
]
Cluster: TypeAlias = Annotated[
    str | None, typer.Option("--cluster", metavar="ADDRESS", help="Grade on a Dask cluster, such as tcp://host:8786.")
]
