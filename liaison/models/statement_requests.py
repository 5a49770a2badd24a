"""What is asked of the statements about requests: who is to answer, by when, and who has. By name."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from typing import Any, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Subquery
from django.utils import timezone

from .parties import Party
from .party_queries import between

# Whose request is meant: that of the bodies of these keys alone, or of any recipient where it is None.
Recipients = Collection[int] | None


class RequestQuerySet(models.QuerySet[Any]):
    """Of StatementQuerySet. With `to` only what was asked of these bodies counts: what one of several has answered is
    open to the others alone."""

    def standing(self) -> Self:
        return self.exclude(status=self.model.Status.WITHDRAWN)

    # Who got it, who sent it. Looked up by body, for a body has few of all statements.

    def sent_to(self, bodies: Collection[int]) -> Self:
        """Sent to, or in copy to, one of the bodies; `Body.objects.keys_under(body)` are a body and its parts."""
        got = Party.objects.of_bodies(bodies).filter(part__in=[Party.Part.TO, Party.Part.CC])
        return self.filter(pk__in=got.order_by().values("statement"))

    def sent_by(self, bodies: Collection[int]) -> Self:
        sent = Party.objects.of_bodies(bodies).filter(part=Party.Part.FROM)
        return self.filter(pk__in=sent.order_by().values("statement"))

    # What is asked for, and what became of that

    def with_purpose(self, purpose: str, to: Recipients = None) -> Self:
        return self.filter(Exists(_recipients(to).filter(purpose=purpose)))

    def due_between(
        self, first: datetime.date | None = None, last: datetime.date | None = None, to: Recipients = None
    ) -> Self:
        """With a recipient whose deadline lies between two days, both included."""
        return self.filter(Exists(_recipients(to).filter(**between("deadline", first, last))))

    def open(self, to: Recipients = None) -> Self:
        """Action or comment was asked of somebody who has not answered."""
        return self.standing().unanswered(to)

    def unanswered(self, to: Recipients = None) -> Self:
        """The same, of those too that were withdrawn since."""
        return self.filter(Exists(_open(to)))

    def not_open(self, to: Recipients = None) -> Self:
        return self.exclude(Exists(_open(to)))

    def with_deadline(self) -> Self:
        """With a day by which somebody who has not answered is to answer, past or to come."""
        return self.standing().filter(Exists(_open(None).filter(deadline__isnull=False)))

    def answered(self, to: Recipients = None) -> Self:
        """Action or comment was asked, and all who were asked have answered."""
        return self.filter(Exists(Party.objects.asked_of(OuterRef("pk")).of_bodies(to))).not_open(to)

    def overdue(self, on: datetime.date | None = None, to: Recipients = None) -> Self:
        return self.standing().filter(Exists(_open(to).filter(deadline__lt=on or timezone.localdate())))

    def due_within(self, days: int, on: datetime.date | None = None, to: Recipients = None) -> Self:
        """With a reply due in the next so many days, today included."""
        on = on or timezone.localdate()
        soon = _open(to).filter(deadline__range=(on, on + datetime.timedelta(days=days)))
        return self.standing().filter(Exists(soon))

    # In which order

    def soonest_due_first(self, to: Recipients = None) -> Self:
        """By the earliest deadline of those who have not answered; those without a deadline last."""
        return self.order_by(first_deadline(to).asc(nulls_last=True), "pk")

    def open_first(self, to: Recipients = None) -> Self:
        """First those that await a reply, the earliest deadline at the head; then the others, the newest first."""
        is_open = self.alias(is_awaited=Exists(_open(to)), awaited_by=first_deadline(to))
        return is_open.order_by(
            "-is_awaited", F("awaited_by").asc(nulls_last=True), F("date").desc(nulls_last=True), "-pk"
        )


def first_deadline(to: Recipients = None) -> Subquery:
    """Of those who have not answered; a column of a query of statements."""
    awaited = _open(to).filter(deadline__isnull=False)
    return Subquery(awaited.order_by("deadline").values("deadline")[:1])


def _recipients(to: Recipients) -> Any:
    return Party.objects.filter(statement=OuterRef("pk"), part=Party.Part.TO).of_bodies(to)


def _open(to: Recipients) -> Any:
    return Party.objects.open_of(OuterRef("pk")).of_bodies(to)
