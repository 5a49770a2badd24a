"""Meetings and deadlines as a calendar of RFC 5545, written event by event by the icalendar library."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vUri

from contributions.models import Meeting
from liaison.letter.legible import clean
from liaison.models import Party
from liaison.renditions import hide_addresses

from .columns import joined, page_link
from .paged import EPOCH

MEDIA_TYPE = "text/calendar; charset=utf-8"
END = b"END:VCALENDAR"
STATES = {
    Meeting.Status.PLANNED: "TENTATIVE",
    Meeting.Status.CONFIRMED: "CONFIRMED",
    Meeting.Status.CANCELLED: "CANCELLED",
}


def written(name: str, events: Iterable[Event]) -> Iterator[bytes]:
    """The calendar, piece by piece."""
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//Liaison//Liaison statements//EN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", clean(name))
    calendar.add("refresh-interval", datetime.timedelta(hours=12), parameters={"VALUE": "DURATION"})
    head, _end, _rest = calendar.to_ical().partition(END)
    yield head
    for event in events:
        yield event.to_ical()
    yield END + b"\r\n"


def meeting_events(meetings: Iterable[Meeting]) -> Iterator[Event]:
    """Each meeting that has a day, all day long; and the last day for its documents."""
    for meeting in meetings:
        if meeting.starts_on:
            yield _meeting(meeting)
        if meeting.document_deadline:
            yield _document_deadline(meeting)


def deadline_events(parties: Iterable[Party]) -> Iterator[Event]:
    """The day by which a recipient is to answer."""
    for party in parties:
        hide_addresses(party.statement, [party.statement, *party.statement.parties.all(), party])
        yield _deadline(party)


def _meeting(meeting: Meeting) -> Event:
    after = (meeting.ends_on or meeting.starts_on) + datetime.timedelta(days=1)  # the day of the end is not part of it
    event = _event(f"meeting-{meeting.slug}", meeting.starts_on, after, meeting.changed_at)
    event.add("summary", clean(f"{meeting.body.code}: {meeting.name}"))
    event.add("status", STATES[Meeting.Status(meeting.status)])
    event.add("transp", "TRANSPARENT")  # it does not make its reader busy
    if meeting.place:
        event.add("location", clean(meeting.place))
    questions = joined(question.label for question in meeting.questions.all())
    lines = [meeting.get_kind_display(), questions, meeting.dates_text, meeting.website]
    event.add("description", clean_lines(lines))
    event.add("url", vUri(page_link(meeting)))
    event.add("categories", [_("Meeting")])
    return event


def _document_deadline(meeting: Meeting) -> Event:
    event = _day_event(f"documents-{meeting.slug}", meeting.document_deadline, meeting.changed_at)
    event.add("summary", clean(_("Documents due: %(meeting)s") % {"meeting": meeting.name}))
    event.add("status", "CANCELLED" if meeting.is_cancelled else "CONFIRMED")
    event.add("url", vUri(page_link(meeting)))
    event.add("categories", [_("Deadline")])
    return event


def _deadline(party: Party) -> Event:
    statement = party.statement
    event = _day_event(f"deadline-{statement.slug}-{party.pk}", party.deadline, statement.announced_at)
    words = {"recipient": party.short, "title": statement.symbol or statement.title}
    text = (
        _("Answered by %(recipient)s: %(title)s") if party.answered_on else _("Reply due by %(recipient)s: %(title)s")
    )
    event.add("summary", clean(text % words))
    event.add("status", "CANCELLED" if statement.is_withdrawn else "CONFIRMED")
    senders = joined(row.short for row in statement.parties.all() if row.part == Party.Part.FROM)
    event.add("description", clean_lines([statement.title, senders and f"{_('From')}: {senders}", _asked(party)]))
    event.add("url", vUri(page_link(statement)))
    event.add("categories", [_("Deadline")])
    return event


def _asked(party: Party) -> str:
    return f"{_('For')}: {party.get_purpose_display()}" if party.purpose else ""


def clean_lines(lines: Iterable[Any]) -> str:
    return "\n".join(text for line in lines if (text := clean(str(line or "")).strip()))


def _day_event(name: str, day: datetime.date | None, changed: datetime.datetime | None) -> Event:
    assert day is not None  # noqa: S101 -- asked for by the caller
    return _event(name, day, day + datetime.timedelta(days=1), changed)


def _event(name: str, first: datetime.date | None, after: datetime.date, changed: datetime.datetime | None) -> Event:
    """Of whole days. The UID stays what it is for the same meeting or request, whatever of it changes."""
    event = Event()
    event.add("uid", f"{name}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("dtstamp", changed or EPOCH)
    event.add("last-modified", changed or EPOCH)
    event.add("dtstart", first)
    event.add("dtend", after)
    return event


def calendar_name(publisher: str, facts: str) -> str:
    return ": ".join(filter(None, [_("Meetings and deadlines") + f" – {publisher}", facts]))
