"""Taking a quiz, practising, reading a lesson."""

from typing import Annotated

import typer

from . import FINE, completing, engine
from .banks import all_topics, path_of
from .options import ChoiceOrder, Count, DataDir, Difficulty, PlainQuiz, Restart, Save, Tags
from .sitting import any_seed, keeper_of, practise, sit, terminal_of


def take(
    bank: Annotated[
        str,
        typer.Argument(metavar="TOPIC|FILE|FOLDER", help="What to be asked about.", autocompletion=completing.topics),
    ],
    open_: Annotated[bool, typer.Option("--open", help="Show no choices where torch decides.")] = False,
    test: Annotated[bool, typer.Option("--test", help="Easy to hard, one attempt, all feedback at the end.")] = False,
    timed: Annotated[bool, typer.Option("--timed", help="Answers that come late earn nothing.")] = False,
    count: Count = None,
    seed: ChoiceOrder = None,
    tag: Tags = None,
    difficulty: Difficulty = None,
    attempts: Annotated[
        int | None, typer.Option(min=1, help="Attempts: 1 with choices and 2 without if left out.")
    ] = None,
    fail_under: Annotated[
        float | None, typer.Option(min=0, max=100, metavar="PERCENT", help="Exit with 1 below this score.")
    ] = None,
    json_file: Annotated[str | None, typer.Option("--json", metavar="FILE", help="Write the results as JSON.")] = None,
    restart: Restart = False,
    missed: Annotated[bool, typer.Option("--missed", help="Only what was missed the last time.")] = False,
    save: Save = True,
    data_dir: DataDir = None,
    plain: PlainQuiz = False,
) -> int:
    """Take a quiz, or go on with the one that you left. Type a letter or the answer itself; :help lists what else."""
    return sit(
        bank,
        open_=open_,
        test=test,
        timed=timed,
        count=count,
        seed=seed,
        tags=tag or (),
        difficulty=difficulty,
        attempts=attempts,
        fail_under=fail_under,
        json_file=json_file,
        restart=restart,
        missed=missed,
        save=save,
        data_dir=data_dir,
        plain=plain,
    )


def practice(
    banks: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[TOPIC]...", help="What to practise; all topics if left out.", autocompletion=completing.topics
        ),
    ] = None,
    most: Annotated[int, typer.Option("-n", min=1, help="So many questions at most.")] = 10,
    new: Annotated[int, typer.Option(min=0, help="So many new ones a day.")] = 5,
    ahead: Annotated[bool, typer.Option("--ahead", help="Also what is not due yet.")] = False,
    tag: Tags = None,
    misconception: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Questions that show this one.", autocompletion=completing.misconceptions),
    ] = None,
    seed: Annotated[int | None, typer.Option(help="Which variants; others each time if left out.")] = None,
    restart: Restart = False,
    save: Save = True,
    data_dir: DataDir = None,
    plain: PlainQuiz = False,
) -> int:
    """Practise what is due today, and some that is new. Questions come back when you are about to forget them."""
    oracle = engine.Oracle(workers=1)
    oracle.start()
    terminal = terminal_of(plain)
    keeper, found = keeper_of(terminal.page, data_dir, save), [path_of(bank) for bank in banks or ()]
    topics = tuple([topic for bank in found for topic in engine.load(bank)]) if found else all_topics()
    wish = engine.Wish(most, new, ahead, tuple(tag or ()), misconception)
    label = engine.practice_label([engine.label_of(bank) for bank in found], wish)
    seed = any_seed() if seed is None else seed
    return practise(terminal, keeper, topics, label, wish, seed, oracle, restart)


def learn(
    bank: Annotated[
        str, typer.Argument(metavar="TOPIC|FILE", help="The topic to learn.", autocompletion=completing.topics)
    ],
    seed: ChoiceOrder = None,
    save: Save = True,
    data_dir: DataDir = None,
    plain: PlainQuiz = False,
) -> int:
    """Read the lesson of a topic. Its examples are computed as you read, and it asks questions."""
    oracle = engine.Oracle(workers=1)
    oracle.start()
    terminal, rules = terminal_of(plain), engine.Rules(any_seed() if seed is None else seed)
    found, keeper = path_of(bank), keeper_of(terminal.page, data_dir, save)
    for topic in engine.load(found):
        engine.print_lesson(terminal, topic, oracle, rules, keeper, engine.label_of(found))
    keeper.close()
    return FINE
