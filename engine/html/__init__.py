"""Pages for a browser: one file that needs no other, with charts as SVG. What a page is about is not known here.

`elements` writes HTML in which a text stays a text, `frame` a whole page, `charts` draws with pygal.
"""
