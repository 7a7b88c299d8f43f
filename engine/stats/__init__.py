"""Statistics: what a learner's record says, as facts; `asjson`, `page` and `screen/stats.py` say them.

`facts` has the facts, `shares` what can be said of a few answers, `telling` which misconceptions come first, `counting`
makes all of it from the record, `wording` has the words that the screen and the page share.
"""
