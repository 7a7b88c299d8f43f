"""The facts of an analysis told: for people in words (on the screen, and as a page), for programs as JSON.

`wording` has the words for numbers and the whole test, `detailing` those for answers and misconceptions, `advice` what
to do about a question. `drawing` has the charts, `onequestion` a question on the `page`.
"""
