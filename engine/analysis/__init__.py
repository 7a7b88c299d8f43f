"""Item analysis: what a class's graded answers say of its questions, by classical test theory.

`intake` takes rows in, `computing` makes numbers of them, `itemizing` makes each question a fact, and `analyzing` puts
all together as `facts`, whose numbers are `measures`. `remarking` says which questions to look at: of each of the
`reasons` its limit and its words. `spots` looks up in the facts where a misconception shows most. `telling` tells an
analysis in the words of `wording`, as a page and as JSON; `writingback` puts what was measured into the bank.
"""
