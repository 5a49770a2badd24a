"""Meetings of bodies, for one or many of their Questions, and the sittings within them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import replace

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contacts.fields import AddressField
from contacts.models import Body, Named, Question, StudyPeriod
from contacts.models.naming import NAMES
from contacts.together import Part, TogetherQuerySet
from contacts.words import all_words

QUESTIONS = Part(
    *("questions", "contributions.Meeting_questions", "meeting", ("group__code", "position", "number", "pk")),
    beside=("question", "question__period", "question__group"),
    is_many_to_many=True,
)
SITTINGS = Part("sittings", "contributions.Meeting", "parent", ("starts_on", "pk"), beside=("body",))


class MeetingQuerySet(TogetherQuerySet):
    def for_list(self) -> MeetingQuerySet:
        return self.select_related("body", "parent").together(QUESTIONS)  # type: ignore[no-any-return]

    def with_keys(self, keys: Iterable[int]) -> MeetingQuerySet:
        return self.filter(pk__in=list(keys))

    def for_table(self) -> MeetingQuerySet:
        """With what a row of the table, or an entry of the calendar, says."""
        return self.for_list().select_related("body", "parent", "period")

    def for_items(self) -> MeetingQuerySet:
        """With all that is said of a meeting as data in a list."""
        return self.for_list().select_related("period")

    def for_choice(self) -> MeetingQuerySet:
        """Name, dates and body alone."""
        return self.select_related("body")

    def for_detail(self) -> MeetingQuerySet:
        """With its sittings, each with its Questions."""
        found = self.for_list().select_related("period")
        return found.together(SITTINGS, replace(QUESTIONS, of=SITTINGS))  # type: ignore[no-any-return]

    def upcoming(self, on: datetime.date | None = None) -> MeetingQuerySet:
        """Not over on a day (today), the next first."""
        return self.not_over(on).exclude(status=Meeting.Status.CANCELLED)

    def not_over(self, on: datetime.date | None = None) -> MeetingQuerySet:
        """Those still to come, cancelled ones too, the next first."""
        on = on or timezone.localdate()
        not_over = Q(ends_on__gte=on) | Q(ends_on__isnull=True, starts_on__gte=on)
        return self.filter(not_over).order_by("starts_on", "pk")

    def of_ours_from(self, days: int, on: datetime.date | None = None) -> MeetingQuerySet:
        """Of our bodies, not cancelled, that begin so many days from a day (today) or later; the next first."""
        since = (on or timezone.localdate()) + datetime.timedelta(days=days)
        ours = Body.objects.ours().order_by().values("pk")
        begun = Q(starts_on__gte=since) | Q(starts_on__isnull=True)
        held = self.filter(begun, body__in=ours).exclude(status=Meeting.Status.CANCELLED)
        return held.order_by(F("starts_on").asc(nulls_last=True), "pk")

    def undated(self) -> MeetingQuerySet:
        """Without a day as yet."""
        return self.filter(starts_on__isnull=True).order_by("-pk")

    def newest_first(self) -> MeetingQuerySet:
        return self.order_by(F("starts_on").desc(nulls_last=True), "-pk")

    def past(self, on: datetime.date | None = None) -> MeetingQuerySet:
        on = on or timezone.localdate()
        return self.filter(Q(ends_on__lt=on) | Q(ends_on__isnull=True, starts_on__lt=on))

    def for_question(self, *questions: Question) -> MeetingQuerySet:
        """Meetings that sit for a Question, and those of its study group for all its Questions in the period."""
        found = Q(questions__in=questions)
        for question in questions:
            found |= Q(body=question.group_id, questions__isnull=True, period=question.period_id)
        return self.filter(found).distinct()

    def held_on(self, day: datetime.date, bodies: Iterable[Body], questions: Iterable[Question]) -> MeetingQuerySet:
        """Meetings on a day of one of the bodies; where Questions are named, those that sit for one of them."""
        on_day = Q(starts_on__lte=day) & (Q(ends_on__gte=day) | Q(ends_on__isnull=True, starts_on=day))
        found = self.filter(on_day, body__in=bodies)
        questions = list(questions)
        return found.filter(questions__in=questions).distinct() if questions else found

    def keys_around(self, keys: Iterable[int]) -> set[int]:
        """The keys, those of the meetings around them and so on up, and those of the sittings within them."""
        chosen = set(keys)
        up, down = set(chosen), set(chosen)
        level = chosen
        while level:
            above = set(self.filter(pk__in=level, parent__isnull=False).values_list("parent", flat=True))
            level = above - up
            up |= level
        level = chosen
        while level:
            level = set(self.filter(parent__in=level).values_list("pk", flat=True)) - down
            down |= level
        return up | down

    def taking_documents(self, days: int, on: datetime.date | None = None) -> MeetingQuerySet:
        """Whose document deadline lies within the next so many days, the first to end first."""
        on = on or timezone.localdate()
        soon = Q(document_deadline__range=(on, on + datetime.timedelta(days=days)))
        return self.filter(soon).exclude(status=Meeting.Status.CANCELLED).order_by("document_deadline", "pk")

    def for_body(self, *bodies: Body) -> MeetingQuerySet:
        return self.filter(body__in=bodies)

    def of_period(self, *periods: StudyPeriod) -> MeetingQuerySet:
        return self.filter(period__in=periods)

    def matching(self, text: str) -> MeetingQuerySet:
        """With each of the words in a name, the place or the body's code."""
        return self.filter(all_words(text, [*NAMES, "place", "body__code"], ["body__code_key"]))


class Meeting(Named):
    class Kind(models.TextChoices):
        STUDY_GROUP = "study_group", _("Study group meeting")
        RAPPORTEUR_GROUP = "rapporteur_group", _("Rapporteur group meeting")
        COUNCIL_GROUP = "council_group", _("Council working group meeting")
        ADVISORY_GROUP = "advisory_group", _("Advisory group meeting")
        CONFERENCE = "conference", _("Conference or assembly")
        OTHER = "other", _("Other meeting")

    class Status(models.TextChoices):
        PLANNED = "planned", _("Planned")
        CONFIRMED = "confirmed", _("Confirmed")
        CANCELLED = "cancelled", _("Cancelled")

    slug = AddressField()
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.OTHER)
    body = models.ForeignKey(Body, models.PROTECT, related_name="+", verbose_name=_("body"))
    period = models.ForeignKey(
        StudyPeriod, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("study period")
    )
    questions = models.ManyToManyField(
        Question,
        blank=True,
        related_name="+",
        verbose_name=_("Questions"),
        help_text=_("Leave empty where it sits for all Questions of its body."),
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="sittings",
        verbose_name=_("within"),
        help_text=_("The meeting that it is a sitting of: Q3/2 on 7 December within SG2’s week."),
    )
    number = models.CharField(_("number"), max_length=30, blank=True, help_text=_("Second, 14, …"))
    place = models.CharField(_("place"), max_length=200, blank=True)
    starts_on = models.DateField(_("first day"), null=True, blank=True)
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    dates_text = models.CharField(
        _("dates in words"), max_length=200, blank=True, help_text=_("Where no day is set yet: autumn 2024.")
    )
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.PLANNED)
    document_deadline = models.DateField(_("document deadline"), null=True, blank=True)
    website = models.URLField(_("web page"), max_length=500, blank=True)
    note = models.TextField(_("note for staff"), blank=True, help_text=_("Never shown in public."))
    changed_at = models.DateTimeField(null=True, auto_now=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering = [F("starts_on").desc(nulls_last=True), "-pk"]
        indexes = [models.Index("body", "starts_on", name="meeting_body_starts")]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(starts_on__lte=F("ends_on")),
                name="meeting_ends_after_it_starts",
                violation_error_message=_("A meeting cannot end before it starts."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(starts_on__isnull=False),
                name="meeting_end_has_a_start",
                violation_error_message=_("A meeting with a last day needs its first day too."),
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("pk")),
                name="meeting_not_within_itself",
                violation_error_message=_("A meeting cannot sit within itself."),
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("liaison:meeting-detail", args=[self.slug])

    @property
    def with_sittings(self) -> list[Meeting]:
        """Itself and its sittings; read with `for_detail` it costs no query."""
        return [self, *self.sittings.all()]

    @property
    def is_cancelled(self) -> bool:
        return self.status == self.Status.CANCELLED

    @property
    def is_ahead(self) -> bool:
        """Not over; a meeting without a day is not known to be."""
        last = self.ends_on or self.starts_on
        return last is None or last >= timezone.localdate()

    @property
    def is_planned(self) -> bool:
        return self.status == self.Status.PLANNED

    def slug_source(self) -> str:
        return f"{self.starts_on or ''} {self.body.code} {self.name}"

    def clean(self) -> None:
        super().clean()
        above, seen = self.parent, {self.pk}
        while above and self.pk:
            if above.pk in seen:
                raise ValidationError({"parent": _("A meeting cannot sit within itself or one of its own sittings.")})
            seen.add(above.pk)
            above = above.parent
