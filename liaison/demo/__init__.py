"""The demonstration: the statement of 22 May 2023 with what belongs to it, and made-up rows in any number."""
