"""The series in which a body numbers its statements: SG2/LS1, SG2/LS2, ..."""

from __future__ import annotations

import datetime
import re
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from contacts.models import Body, StudyPeriod

from .statements import Statement

NUMBER = re.compile(r"\{number(?::0([1-9]))?\}")


def check_pattern(pattern: str) -> None:
    """Refuses what is not plain text around one `{number}`, or `{number:04}` for leading zeros."""
    rest, places = NUMBER.subn("", pattern)
    if places != 1 or "{" in rest or "}" in rest:
        raise ValidationError(
            _("Write {number} once where the number stands, or {number:04} for four digits: SG2/LS{number}.")
        )


class SeriesQuerySet(models.QuerySet["Series"]):
    def for_list(self) -> SeriesQuerySet:
        return self.select_related("body", "period")

    def of(self, body: Body, *, period: StudyPeriod | None, on: datetime.date) -> Series | None:
        """The one by which a body numbers a statement of a period: the period's own, else the one for all periods.

        Without a period, that which runs on the day is meant.
        """
        own = Q(period=period) if period else Q(period__starts_on__lte=on, period__ends_on__gte=on)
        found = self.filter(own | Q(period__isnull=True), body=body)
        return found.order_by(F("period__label").desc(nulls_last=True)).first()


class Series(models.Model):
    body = models.ForeignKey(Body, models.PROTECT, related_name="+", verbose_name=_("body"))
    period = models.ForeignKey(
        StudyPeriod,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("study period"),
        help_text=_("Empty: the series goes on through all periods."),
    )
    pattern = models.CharField(
        _("pattern"),
        max_length=60,
        validators=[check_pattern],
        help_text=_(
            "The symbol with {number} where the number stands: SG2/LS{number}. "
            "{number:04} writes four digits: D22-SG02-LS-{number:04}."
        ),
    )
    next_number = models.PositiveIntegerField(
        _("next number"), default=1, help_text=_("The number that the next statement gets when it is sent.")
    )

    objects = SeriesQuerySet.as_manager()

    class Meta:
        verbose_name = _("series of numbers")
        verbose_name_plural = _("series of numbers")
        ordering = ["body__code", F("period__label").desc(nulls_last=True)]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "period"],
                name="series_once_a_period",
                violation_error_message=_("The body has a series for this period already."),
            ),
            models.UniqueConstraint(
                fields=["body"],
                condition=Q(period__isnull=True),
                name="series_once_for_all_periods",
                violation_error_message=_("The body has a series for all periods already."),
            ),
            models.CheckConstraint(
                condition=Q(next_number__gte=1),
                name="series_from_one",
                violation_error_message=_("Numbers begin with 1."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body.code}: {self.pattern}"

    def clean(self) -> None:
        super().clean()
        if self.body_id and self.next_number and NUMBER.search(self.pattern):
            symbol = self.symbol()
            if other := self.bearer(symbol):
                words = {"symbol": symbol, "title": other.title}
                raise ValidationError({"next_number": _("“%(title)s” has the symbol %(symbol)s already.") % words})

    def bearer(self, symbol: str) -> Statement | None:
        """The statement of the body that has a symbol already; in another period it may be given again."""
        for statement in Statement.objects.called([symbol]).sent_by(Body.objects.filter(pk=self.body_id)):
            if self.period_id is None or statement.period_id in (None, self.period_id):
                return statement
        return None

    def symbol(self, number: int | None = None) -> str:
        """That of a number, by default of the next one."""
        given = self.next_number if number is None else number

        def written(place: re.Match[str]) -> Any:
            return str(given).zfill(int(place[1] or 1))

        return NUMBER.sub(written, self.pattern)
