"""The desk's pages for liaison statements."""

from . import annexes, mails, series, statements, trail

__all__ = ["annexes", "mails", "series", "statements", "trail"]
