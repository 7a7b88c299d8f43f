"""What is printed: lines that are written once, from top to bottom, and never redrawn.

Nothing here decides anything about questions. Reading, writing, width and time come from outside, as a Terminal.
"""
