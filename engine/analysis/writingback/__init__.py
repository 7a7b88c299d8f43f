"""What was measured, put into the bank beside the authors' difficulty: every other byte stays as it was.

`measurements` says what an analysis measured, `placing` which edits put it into a question, `unharmed` that they change
nothing else. `planning` makes of these what files would say, and `files` finds those of banks. Who asked writes them.
"""
