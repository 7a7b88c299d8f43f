"""The page of a quiz: `asked` writes questions, `comparing` what typed answers are compared with, `whole` the page.

The scripts and the style are files beside these, and stand in each page: page.js; in a quiz reading.js, drawing.js,
result.js and quiz.js; in an exam exam.js.
"""
