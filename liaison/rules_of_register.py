"""What the register knows that a draft does not heed: offices that ended, revisions that came since, deadlines."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django.db.models import prefetch_related_objects
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contacts.models import Appointment
from contributions.models import Document, Meeting

from .answers import answered_recipients
from .models import Entry, Party, Statement, StatementContact
from .problem import Problem

DAYS = 7  # within which a receiver's document deadline is told


def contacts_in_office(statement: Statement) -> list[Problem]:
    """Contacts who held a role for the senders and hold none on the statement's date."""
    contacts = [contact for contact in statement.contacts.all() if contact.person_id]
    if not contacts:
        return []
    day = statement.date or timezone.localdate()
    held = Appointment.objects.of_people(contact.person_id for contact in contacts)
    held = held.held_for(_questions(statement.senders), _bodies(statement.senders)).for_list(day)
    by_person: dict[int, list[Appointment]] = {}
    for appointment in held:
        by_person.setdefault(appointment.person_id, []).append(appointment)
    found = []
    for contact in contacts:
        offices = by_person.get(contact.person_id, [])
        if offices and not any(office.standing == "now" for office in offices):
            found.append(_ended(contact, offices, day))
    return [problem for problem in found if problem]


def _ended(contact: StatementContact, offices: list[Appointment], day: datetime.date) -> Problem | None:
    over = [office for office in offices if _end_of(office) and _end_of(office) < day]
    if not over:
        return None  # all are still to come
    last = max(over, key=_end_of)
    words = {"name": contact, "role": last.role_text, "day": formats.date_format(_end_of(last))}
    text = _("%(name)s is in office no longer: %(role)s until %(day)s.") % words
    return Problem("contacts", text, False, contact, "person")


def _end_of(office: Appointment) -> datetime.date | None:
    period = office.question.period if office.question else office.period
    ends = [office.ends_on, period.ends_on if period else None]
    if office.body and office.body.ends_on:
        ends.append(office.body.ends_on)
    return min((day for day in ends if day), default=None)


def superseded_entries(statement: Statement) -> list[Problem]:
    """Rows of an annex that cite a revision after which another one came."""
    entries = [row for annex in statement.annexes.all() for row in annex.entries.all() if row.document]
    if not entries:
        return []
    latest = Document.objects.latest_revisions(row.document for row in entries)
    old = [row for row in entries if row.document.revision < latest[row.document.number_key].revision]
    return [
        Problem("annexes", _superseded(row, latest[row.document.number_key]), False, row.annex, "title") for row in old
    ]


def _superseded(row: Entry, latest: Document) -> str:
    words = {"old": row.symbol or row.document, "new": latest.symbol, "annex": row.annex}
    return _("%(annex)s cites %(old)s, which %(new)s has replaced.") % words


def document_deadlines(statement: Statement) -> list[Problem]:
    """Receivers that close their list of documents in the next days: what comes later waits for another meeting."""
    bodies = {party.body_id: party for party in statement.recipients if party.body_id}
    found = []
    for meeting in Meeting.objects.for_body(*bodies).taking_documents(DAYS) if bodies else []:
        left = (meeting.document_deadline - timezone.localdate()).days
        when = ngettext("in %(n)d day", "in %(n)d days", left) % {"n": left} if left else _("today")
        words = {"party": bodies[meeting.body_id].printed, "day": formats.date_format(meeting.document_deadline)}
        text = _("%(party)s takes documents for %(meeting)s until %(day)s, %(when)s.")
        words |= {"meeting": meeting.local_name, "when": when}
        found.append(Problem("recipients", text % words, False, bodies[meeting.body_id], "body"))
    return found


def requests_closed(statement: Statement) -> list[Problem]:
    """Replies that are to close a request and whose senders are none of those who were asked."""
    if statement.is_interim:
        return []
    found = []
    replies = list(statement.replies.all())
    prefetch_related_objects([reply.target for reply in replies if reply.target], "parties")
    for reply in replies:
        target = reply.target
        if target and reply.closes and not answered_recipients(target, statement.senders):
            text = _("None of the senders is a recipient of “%(target)s”, so nobody’s request is closed.")
            found.append(Problem("replies", text % {"target": target}, False, reply, "target"))
    return found


def _questions(parties: Iterable[Party]) -> list[int]:
    return [question.pk for party in parties for question in party.questions.all()]


def _bodies(parties: Iterable[Party]) -> list[int]:
    return [party.body_id for party in parties if party.body_id]
