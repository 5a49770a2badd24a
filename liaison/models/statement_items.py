"""What is read of statements that leave as data, in a constant number of queries."""

from __future__ import annotations

from typing import Any

from django.db.models import OuterRef, Prefetch, QuerySet, Subquery

from .parties import Party, Reply
from .trail import Revision, Translation

TEXTS = ("content", "abstract", "action_required", "signatures")


def read_as_items(statements: QuerySet[Any]) -> QuerySet[Any]:
    """With parties and what became of it, topics, thread, versions and the number of the revision in force."""
    last = Revision.objects.filter(statement=OuterRef("pk")).order_by("-number").values("number")[:1]
    parties = Party.objects.for_detail().defer(*_texts_of("answered_by"))
    replies = Reply.objects.select_related("target").defer(*_texts_of("target"))
    answers = Reply.objects.select_related("statement").defer(*_texts_of("statement"))
    versions = Translation.objects.defer("letter", "original", "findings", "settled")
    return (
        statements.select_related("period", "approval_meeting")
        .defer(*TEXTS)
        .annotate(revision_number=Subquery(last))
        .prefetch_related(
            Prefetch("parties", parties),
            Prefetch("replies", replies),
            Prefetch("answered_in", answers),
            Prefetch("translations", versions),
            "topics",
        )
    )


def _texts_of(relation: str) -> list[str]:
    return [f"{relation}__{name}" for name in TEXTS]
