"""What the lists can be filtered by: one module a list, on the fields and the form of `base`."""

from .statements import StatementFilter

__all__ = ["StatementFilter"]
