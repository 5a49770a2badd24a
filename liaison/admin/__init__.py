"""The desk's pages for liaison statements."""

from . import annexes, board, mails, periods, series, statements, trail

__all__ = ["annexes", "board", "mails", "periods", "series", "statements", "trail"]
