"""The public register as JSON, for other systems: thin addresses over the same queries as the pages.

`shapes` says what an answer looks like, `items` makes it of a row, `paging` and `answers` hand it over.
"""
