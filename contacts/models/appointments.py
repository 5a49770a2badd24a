"""Appointments: who holds a role, for what, and when."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from contacts.words import all_words

from .bodies import Body, Question
from .naming import NAMES
from .people import Entity, Person, Role
from .periods import StudyPeriod


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    def on(self, day: datetime.date) -> AppointmentQuerySet:
        """Appointments that a day falls into; an unknown start or end does not limit."""
        return self.filter(
            Q(starts_on__isnull=True) | Q(starts_on__lte=day), Q(ends_on__isnull=True) | Q(ends_on__gte=day)
        )

    def current(self, on: datetime.date | None = None) -> AppointmentQuerySet:
        """In office on a day (today): open on it, in a period that runs, or without one for a body that exists."""
        on = on or timezone.localdate()
        question_runs = Q(question__period__starts_on__lte=on, question__period__ends_on__gte=on)
        body_exists = Q(body__isnull=False) & (Q(body__ends_on__isnull=True) | Q(body__ends_on__gte=on))
        period_runs = Q(period__isnull=True) | Q(period__starts_on__lte=on, period__ends_on__gte=on)
        return self.on(on).filter(question_runs | body_exists & period_runs)

    def ending(self, first: datetime.date, last: datetime.date) -> AppointmentQuerySet:
        """Whose last day lies between two days, both included: their own, or that of the period."""
        between = (first, last)
        own = Q(ends_on__range=between)
        of_period = Q(question__period__ends_on__range=between) | Q(period__ends_on__range=between)
        return self.filter(own | Q(ends_on__isnull=True) & of_period)

    def outlasting(self, day: datetime.date | None) -> AppointmentQuerySet:
        """Begun by a day, as far as is known, and not ended by it."""
        begun = Q(starts_on__isnull=True) | Q(starts_on__lte=day)
        return self.filter(begun, Q(ends_on__isnull=True) | Q(ends_on__gt=day))

    def past(self, on: datetime.date | None = None) -> AppointmentQuerySet:
        return self.exclude(pk__in=self.model.objects.current(on).values("pk"))

    def with_standing(self, on: datetime.date | None = None) -> AppointmentQuerySet:
        """Each with `standing`: "now" for those in office on a day (today), "coming" or "before" for the others."""
        on = on or timezone.localdate()
        current = Q(pk__in=self.model.objects.current(on).order_by().values("pk"))
        coming = Q(starts_on__gt=on) | Q(question__period__starts_on__gt=on) | Q(period__starts_on__gt=on)
        standing = Case(When(current, then=Value("now")), When(coming, then=Value("coming")), default=Value("before"))
        return self.annotate(standing=standing)

    def of_standing(self, standing: str, on: datetime.date | None = None) -> AppointmentQuerySet:
        return self.with_standing(on).filter(standing=standing)

    def of_period(self, *periods: StudyPeriod) -> AppointmentQuerySet:
        """For the Questions of the periods, or for a body in one of them."""
        return self.filter(Q(question__period__in=periods) | Q(period__in=periods))

    def of_role(self, *roles: Role) -> AppointmentQuerySet:
        return self.filter(role__in=roles)

    def of_country(self, country: str) -> AppointmentQuerySet:
        """Held by somebody of the country, by the entity of the appointment or else the person's own."""
        return self.filter(Q(entity__country=country) | Q(entity__isnull=True, person__entity__country=country))

    def of_questions(self, *questions: Question) -> AppointmentQuerySet:
        return self.filter(question__in=questions)

    def in_group(self, group: Body, period: StudyPeriod | None) -> AppointmentQuerySet:
        """Held in a study group at any time, or for one of its Questions of a period."""
        return self.filter(Q(body=group) | Q(question__group=group, question__period=period))

    def of_people(self, people: Iterable[int]) -> AppointmentQuerySet:
        """Held by the people of these keys."""
        return self.filter(person__in=list(people))

    def held_for(self, questions: Iterable[int], bodies: Iterable[int]) -> AppointmentQuerySet:
        """For one of the Questions of these keys or for one of the bodies themselves."""
        return self.filter(Q(question__in=list(questions)) | Q(body__in=list(bodies)))

    def of_bodies(self, *bodies: Body) -> AppointmentQuerySet:
        """Held in the bodies themselves or for their Questions."""
        return self.filter(Q(body__in=bodies) | Q(question__group__in=bodies))

    def matching(self, text: str) -> AppointmentQuerySet:
        """With each of the words in the person's name, another spelling of it, or the role."""
        columns = ["person__name", *(f"role__{name}" for name in NAMES)]
        return self.filter(all_words(text, columns, ["person__name_key", "person__aliases__key"])).distinct()

    def as_entered(self) -> AppointmentQuerySet:
        return self.order_by("pk")

    def by_question(self) -> AppointmentQuerySet:
        """Question by Question, the latest period first, those in office before others; bodies come last."""
        latest = F("question__period__label").desc(nulls_last=True)
        question = ["question__group__code", "question__position", "question__number", "question", "body__code"]
        in_office = Case(When(standing="now", then=0), When(standing="coming", then=1), default=2)
        holder = ["role__position", "position", "person__name", "pk"]
        return self.with_standing().order_by(latest, *question, in_office, *holder)

    def in_office_first(self) -> AppointmentQuerySet:
        in_office = Case(When(standing="now", then=0), When(standing="coming", then=1), default=2)
        last = F("starts_on").desc(nulls_last=True)
        return self.with_standing().order_by(in_office, "role__position", "position", last, "person__name", "pk")

    def for_question(self, question: Question) -> AppointmentQuerySet:
        return self.filter(question=question)

    def taking_up(self, questions: Iterable[int]) -> AppointmentQuerySet:
        """For the Questions of these keys, and for those that continue them in the next period."""
        keys = list(questions)
        return self.filter(Q(question__in=keys) | Q(question__continues__in=keys)).distinct()

    def for_body(self, body: Body) -> AppointmentQuerySet:
        return self.filter(body=body)

    def for_person(self, person: Person) -> AppointmentQuerySet:
        return self.filter(person=person)

    def for_entity(self, entity: Entity) -> AppointmentQuerySet:
        """On behalf of the entity; of the person's own where the appointment names none."""
        return self.filter(Q(entity=entity) | Q(entity__isnull=True, person__entity=entity))

    def for_reminder(self) -> AppointmentQuerySet:
        """With the person, and the Questions that theirs continues."""
        return self.select_related("person", "question").prefetch_related("question__continues")

    def with_keys(self, keys: Iterable[int]) -> AppointmentQuerySet:
        return self.filter(pk__in=list(keys))

    def for_list(self, on: datetime.date | None = None) -> AppointmentQuerySet:
        """With all that is printed of an appointment, and its standing on a day (today)."""
        related = ("person__entity", "role", "entity", "body", "period", "question__period", "question__group")
        return self.with_standing(on).select_related(*related)


class Appointment(models.Model):
    """A role that a person holds, or held, for a body or a Question, on behalf of an entity."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="appointments", verbose_name=_("person"))
    role = models.ForeignKey(Role, models.PROTECT, related_name="appointments", verbose_name=_("role"))
    body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="appointments", verbose_name=_("body")
    )
    question = models.ForeignKey(
        Question, models.PROTECT, null=True, blank=True, related_name="appointments", verbose_name=_("Question")
    )
    period = models.ForeignKey(
        StudyPeriod,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("study period"),
        help_text=_("For which a role in a body is held, if it is for one. A Question has its own."),
    )
    entity = models.ForeignKey(
        Entity,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="appointments",
        verbose_name=_("on behalf of"),
        help_text=_("The entity that put the person forward, as printed beside the name."),
    )
    position = models.PositiveIntegerField(_("order"), default=0, help_text=_("Among holders of the same role."))
    starts_on = models.DateField(
        pgettext_lazy("day", "from"), null=True, blank=True, help_text=_("Leave empty if it is not known.")
    )
    ends_on = models.DateField(
        pgettext_lazy("day", "until"), null=True, blank=True, help_text=_("Leave empty while it lasts.")
    )
    witness = models.CharField(
        _("known from"),
        max_length=300,
        blank=True,
        help_text=_("What tells of it where the dates are not known, such as a statement that names the holder."),
    )

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("appointment")
        verbose_name_plural = _("appointments")
        ordering = ["role__position", "position", "person__name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(body__isnull=True, question__isnull=False) | Q(body__isnull=False, question__isnull=True),
                name="appointment_for_body_or_question",
                violation_error_message=_("An appointment is for a body or for a Question: fill in one of the two."),
            ),
            models.CheckConstraint(
                condition=Q(period__isnull=True) | Q(question__isnull=True),
                name="appointment_period_of_body",
                violation_error_message=_("The Question tells the study period already: leave that empty."),
            ),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(starts_on__lte=F("ends_on")),
                name="appointment_ends_after_it_starts",
                violation_error_message=_("An appointment cannot end before it starts."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.role_text}"

    @property
    def office(self) -> Question | Body | None:
        """What the role is held for."""
        return self.question or self.body

    @property
    def last_day(self) -> datetime.date | None:
        """Its own, or that of the study period for which it is held."""
        period = self.question.period if self.question else self.period
        days = [self.ends_on, period.ends_on if period else None]
        return min((day for day in days if day), default=None)

    @property
    def represents(self) -> Entity | None:
        return self.entity or self.person.entity

    @property
    def is_current(self) -> bool:
        """In office; read with `with_standing`."""
        return self.standing == "now"

    @property
    def is_coming(self) -> bool:
        return self.standing == "coming"

    @property
    def role_text(self) -> str:
        """As it is printed under a name: “Co-Rapporteur for Question 3/2”."""
        if self.question_id:
            return _("%(role)s for Question %(number)s") % {"role": self.role, "number": self.question.number}
        return _("%(role)s of %(body)s") % {"role": self.role, "body": self.body}
