"""What holds when processes are killed and when many act at once, with real processes and a database of their own.

`make fault` runs all of it on both engines; the tests run a tenth.
"""
