"""Backups of all rows and files, by the engine's own tools, and their way back. See docs/operations.md."""
