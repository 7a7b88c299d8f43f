"""What is analysed, taken in: `rows` reads a graded row, `gathering` keeps all as arrays.

`kinds` keeps each different answer once, `own` makes rows of learners' records, and `reading` says what a file holds.
"""
