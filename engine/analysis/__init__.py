"""Item analysis: what a class's graded answers say of its questions, by classical test theory.

`intake` takes rows in, `computing` makes numbers of them, `analyzing` puts these together as `facts`, whose numbers are
`measures` and whose whys are `reasons`. `spots` looks up in the facts where a misconception shows most. `telling` has
the words, the page and the JSON of an analysis, and `writingback` puts what was measured into the bank.
"""
