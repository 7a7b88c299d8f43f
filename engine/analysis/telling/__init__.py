"""The facts of an analysis told: for people in words (on the screen, and as a page), for programs as JSON.

`wholetest` has the words for the test as a whole, `measuring` those for the numbers of a question, `detailing` for its
answers and misconceptions, `advice` for what to look at. `drawing` has the charts, `onequestion` a question on the
`page`.
"""
