"""Search: one normaliser, one index, two engines behind it.

normaliser   text of six languages -> the words that are compared
queries      what somebody typed -> a question, written for either engine
sources      what of each kind of row is found, registered by the app whose rows they are
index        keeps the index in step with the rows; `manage.py reindex` rebuilds and checks it
backends     PostgreSQL's text search and SQLite's FTS5
excerpts     what was found, marked in its own words
"""
