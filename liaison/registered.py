"""The document of ours under which an incoming statement was registered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contributions.models import Document

if TYPE_CHECKING:
    from .models import Statement


def own_document(statement: Statement) -> Document | None:
    """The document that is this liaison statement and bears its title; None where it stands for something else."""
    document = statement.registered_as
    return document if document and document.kind == Document.Kind.LIAISON_STATEMENT else None
