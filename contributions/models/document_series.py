"""Which series the next document of a meeting belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Case, Count, Q, When

from contacts.models import StudyPeriod

from .meetings import Meeting

if TYPE_CHECKING:
    from .documents import Document


class SeriesQuerySet(models.QuerySet["Document"]):
    def of_meetings_like(self, meeting: Meeting, period: StudyPeriod | None) -> Self:
        """Those of the meeting; where it has none, those of all meetings of its kind that its body had in a period."""
        own = self.filter(meeting=meeting)
        same = Q(meeting__body=meeting.body_id, meeting__kind=meeting.kind, period=period)
        return own if own.exists() else self.filter(same)

    def last_of_series_for_liaison(self) -> Document | None:
        """The one with the highest number of the series in which liaison statements stand among them.

        Where there are none as yet, of the series of contributions; else of that of most papers.
        """
        numbers = self.filter(number__isnull=False).order_by().values("prefix", "series")
        is_contribution = Case(When(series__endswith="-C", then=1), default=0)
        liaisons = Count("pk", filter=Q(kind="liaison"))
        counted = numbers.annotate(liaisons=liaisons, is_contribution=is_contribution, papers=Count("pk"))
        main = counted.order_by("-liaisons", "-is_contribution", "-papers", "series").first()
        if main is None:
            return None
        return self.model.objects.filter(prefix=main["prefix"], series=main["series"]).order_by("-number").first()
