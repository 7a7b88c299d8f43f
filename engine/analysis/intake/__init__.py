"""What is analyzed, taken in: `rows` reads a graded row, `arrays` keeps all of them, `distinct` each answer once.

`records` makes rows of learners' records, and `ungraded` has those graded that are not yet.
"""
