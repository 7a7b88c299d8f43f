"""What was measured, put into the bank beside the authors' difficulty: every other byte stays as it was.

`placing` says which edits that takes, `unharmed` that they change nothing else, and `writing` finds the files.
"""
