"""Study periods."""

from __future__ import annotations

import datetime

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class StudyPeriodQuerySet(models.QuerySet["StudyPeriod"]):
    def current(self, on: datetime.date | None = None) -> StudyPeriodQuerySet:
        """The periods that run on a day (today); a period without dates never does."""
        on = on or timezone.localdate()
        return self.filter(starts_on__lte=on, ends_on__gte=on)

    def newest_first(self) -> StudyPeriodQuerySet:
        return self.order_by("-label", "pk")

    def labelled(self, label: str) -> StudyPeriodQuerySet:
        return self.filter(label=label)

    def with_questions(self) -> StudyPeriodQuerySet:
        return self.filter(questions__isnull=False).distinct()


class StudyPeriod(models.Model):
    label = models.CharField(_("label"), max_length=20, unique=True, help_text=_("As it is printed: 2022-2025."))
    prefix = models.CharField(
        _("document prefix"),
        max_length=3,
        blank=True,
        validators=[RegexValidator(r"^[DTRS][0-9]{2}$", _("A sector’s letter and two digits of a year: D22."))],
        help_text=_("The sector’s letter and the year with which document codes of the period begin: D22."),
    )
    starts_on = models.DateField(_("first day"), null=True, blank=True)
    ends_on = models.DateField(_("last day"), null=True, blank=True)

    objects = StudyPeriodQuerySet.as_manager()

    class Meta:
        verbose_name = _("study period")
        verbose_name_plural = _("study periods")
        ordering = ["-label"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(starts_on__lte=F("ends_on")),
                name="studyperiod_ends_after_it_starts",
                violation_error_message=_("The last day of a period cannot be before its first."),
            ),
            models.UniqueConstraint(
                fields=["prefix"],
                condition=~Q(prefix=""),
                name="studyperiod_prefix",
                violation_error_message=_("Another period has this document prefix."),
            ),
        ]

    def __str__(self) -> str:
        return self.label

    def holds(self, day: datetime.date | None) -> bool:
        """Whether a day lies within it; not known where one of its ends is not."""
        return bool(day and self.starts_on and self.ends_on and self.starts_on <= day <= self.ends_on)

    @property
    def is_over(self) -> bool:
        return self.ends_on is not None and self.ends_on < timezone.localdate()

    @property
    def is_running(self) -> bool:
        today = timezone.localdate()
        return bool(self.starts_on and self.ends_on and self.starts_on <= today <= self.ends_on)
