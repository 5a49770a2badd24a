"""Staff and readers at the site as it is deployed, more readers than it can serve, and an hour's worth of both.

`make load` runs it on a PostgreSQL of its own (tests/load/run.sh) and writes docs/load.md. It asks the loopback alone.
"""
