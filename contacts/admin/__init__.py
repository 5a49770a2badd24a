"""The desk's pages for bodies and people."""

from . import accounts, bodies, people

__all__ = ["accounts", "bodies", "people"]
