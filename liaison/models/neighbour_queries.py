"""Which statements stand near another one: before and after it in the register, and on the same subject."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from .annexes import Entry
from .parties import Reply

if TYPE_CHECKING:
    from .statements import Statement


class NeighbourQueries(models.QuerySet["Statement"]):
    """For the queryset of statements."""

    def after(self, statement: Statement) -> Self:
        """Those that the register lists after it, the next one first: older ones, then those without a date."""
        if statement.date is None:
            return self.newest_first().filter(date__isnull=True, pk__lt=statement.pk)
        dated = Q(date__lte=statement.date) & ~Q(date=statement.date, pk__gte=statement.pk)
        return self.newest_first().filter(dated | Q(date__isnull=True))

    def before(self, statement: Statement) -> Self:
        """Those that the register lists before it, the one next to it first."""
        if statement.date is None:
            return self.oldest_first().filter(Q(date__isnull=False) | Q(pk__gt=statement.pk))
        return self.oldest_first().filter(date__gte=statement.date).exclude(date=statement.date, pk__lte=statement.pk)

    def sharing_documents(self, statement: Statement) -> Self:
        """Others whose annexes cite a document that its own annexes, read with `for_detail()`, cite."""
        entries = [entry for annex in statement.shown_annexes for entry in annex.entries.all()]
        documents = {entry.document_id for entry in entries} - {None}
        cites = Entry.objects.filter(annex__statement=OuterRef("pk"), document__in=documents)
        return self.filter(Exists(cites)).exclude(pk=statement.pk) if documents else self.none()

    def sharing_topics(self, statement: Statement) -> Self:
        topics = list(statement.topics.all())
        return self.for_topic(*topics).exclude(pk=statement.pk) if topics else self.none()

    def not_next_to(self, statement: Statement) -> Self:
        """Those that neither answer the statement, read with `for_detail()`, nor are answered by it."""
        answered = {reply.target_id for reply in statement.replies.all()}
        answers = {party.answered_by_id for party in statement.parties.all()}
        replying = Reply.objects.filter(target=statement).order_by().values("statement")
        return self.exclude(pk__in=(answered | answers) - {None}).exclude(pk__in=replying)

    def oldest_first(self) -> Self:
        """The order of the register from its end."""
        return self.order_by(models.F("date").asc(nulls_first=True), "pk")
