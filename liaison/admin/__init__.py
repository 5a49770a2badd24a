"""The desk's pages for liaison statements."""

from . import annexes, statements, trail

__all__ = ["annexes", "statements", "trail"]
