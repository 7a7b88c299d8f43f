"""`python -m quizproof`, and `python .` in a checkout: the same as the command `quizproof`."""

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING or not __package__:  # a checkout: this folder is on the path, under no name
    from cli import main
else:
    from .cli import main

sys.exit(main())
