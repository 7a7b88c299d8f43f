"""Grading a course: rows in, the same rows with their grades out, in order; each answer is judged once, however often.

`asks` has what is asked of a grader, `grader` answers it, `executing` hands chunks of it to whoever grades: this
process, several on this machine (`local`, each a `gradingprocess`), or a `cluster`, whose `scheduler` is reached at its
`address`; `packing` packs the bank for them, `node` is what runs on a cluster, and `alike` tells whether that is what
runs here. `store` remembers what was graded, also after a kill, `stream` brings rows and grades together, `outputs`
puts a whole file in its place, and `destinations` are where rows go.
"""
