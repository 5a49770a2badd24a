"""The desk's pages for liaison statements."""

from . import annexes, board, mails, series, statements, trail

__all__ = ["annexes", "board", "mails", "series", "statements", "trail"]
