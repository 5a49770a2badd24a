"""Meetings, and those who hold roles, as tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from contacts.models import Appointment
from contacts.models.appointments import AppointmentQuerySet
from contributions.models import Meeting
from contributions.models.meetings import MeetingQuerySet

from .columns import LONG, MIDDLE, PERIOD, QUESTION, SHORT, Column, Link, Table, joined, page_link, shown


def meetings(keys: Sequence[int]) -> MeetingQuerySet:
    return Meeting.objects.with_keys(keys).for_table()


def appointments(keys: Sequence[int]) -> AppointmentQuerySet:
    return Appointment.objects.with_keys(keys).for_list()


def _standing(appointment: Any) -> str:
    words = {"now": _("In office now"), "before": _("Before"), "coming": _("Yet to begin")}
    return words[appointment.standing]


def _period(appointment: Appointment) -> str:
    return shown(appointment.question.period if appointment.question else appointment.period)


MEETINGS = Table(
    view="liaison:meeting-list",
    name="meetings",
    title=gettext_lazy("Meetings"),
    read=meetings,
    columns=[
        Column(gettext_lazy("Meeting"), lambda row: row.local_name, LONG),
        Column(gettext_lazy("Body"), lambda row: shown(row.body), 16),
        Column(gettext_lazy("Kind"), lambda row: row.get_kind_display(), MIDDLE),
        Column(gettext_lazy("Number"), lambda row: row.number, SHORT),
        Column(gettext_lazy("First day"), lambda row: row.starts_on, SHORT),
        Column(gettext_lazy("Last day"), lambda row: row.ends_on, SHORT),
        Column(gettext_lazy("Dates in words"), lambda row: row.dates_text, 20),
        Column(gettext_lazy("Place"), lambda row: row.place, MIDDLE),
        Column(gettext_lazy("State"), lambda row: row.get_status_display(), SHORT),
        Column(QUESTION, lambda row: joined(question.label for question in row.questions.all()), 16),
        Column(PERIOD, lambda row: shown(row.period), SHORT),
        Column(gettext_lazy("Within"), lambda row: shown(row.parent), MIDDLE),
        Column(gettext_lazy("Document deadline"), lambda row: row.document_deadline, SHORT),
        Column(gettext_lazy("Web page"), lambda row: Link(row.website), 40),
        Column(gettext_lazy("Address"), page_link, LONG),
    ],
)
RAPPORTEURS = Table(
    view="liaison:rapporteur-list",
    name="rapporteurs",
    title=gettext_lazy("Rapporteurs"),
    read=appointments,
    columns=[
        Column(pgettext_lazy("person", "Name"), lambda row: shown(row.person), MIDDLE),
        Column(gettext_lazy("Role"), lambda row: row.role.local_name, MIDDLE),
        Column(gettext_lazy("Question"), lambda row: row.question.label if row.question else "", SHORT),
        Column(gettext_lazy("Body"), lambda row: shown(row.question.group if row.question else row.body), 16),
        Column(PERIOD, _period, SHORT),
        Column(gettext_lazy("On behalf of"), lambda row: row.represents.local_name if row.represents else "", MIDDLE),
        Column(gettext_lazy("Country"), lambda row: row.represents.country if row.represents else "", SHORT),
        Column(gettext_lazy("From (day)"), lambda row: row.starts_on, SHORT),
        Column(gettext_lazy("Until"), lambda row: row.ends_on, SHORT),
        Column(gettext_lazy("Standing"), _standing, 16),
        Column(gettext_lazy("Known from"), lambda row: row.witness, MIDDLE),
        Column(gettext_lazy("Address"), lambda row: page_link(row.office), LONG),
    ],
)
