"""The desk's pages for liaison statements."""

from . import annexes, board, followers, mails, periods, series, statements, trail

__all__ = ["annexes", "board", "followers", "mails", "periods", "series", "statements", "trail"]
