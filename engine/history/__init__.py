"""The learner's record: what was asked and answered, kept for ever in one file of the user's data folder.

Events are appended and never changed; progress, schedule and statistics are derived from them. `events` has what can
be recorded, `record` the record itself, `queries` and `resuming` what others ask of it, `lines` a copy as JSON lines,
`backups` and `restoring` what to do after an accident. Only `file` knows SQLite.
"""
