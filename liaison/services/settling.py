"""What follows from the rows of a statement, brought in step after they were edited or imported."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation

from contacts.keys import match_key
from contacts.models import Appointment, Body
from contributions.models import Brief
from liaison import wording
from liaison.letter.build import build
from liaison.letter.compare import text_key
from liaison.models import Entry, Party, Statement, StatementContact

Direction = Statement.Direction


@transaction.atomic
def statement_settle(*, statement: Statement) -> Statement:
    """Bring in step what follows from a statement's parties; called after they were edited or imported.

    Sets the direction from the parties' bodies, and the printed Questions of a party from the chosen ones where none
    are written yet; and the key by which the same text is known when it comes again.
    """
    statement = Statement.objects.for_detail().get(pk=statement.pk)
    for party in statement.parties.all():
        if not party.questions_text and party.questions.all():
            party.questions_text = wording.question_numbers(party.questions.all())
            party.save(update_fields=["questions_text"])
    statement.direction = direction_of(statement)
    statement.text_key = text_key(build(statement))
    statement.save(update_fields=["direction", "text_key", "updated_at"])
    return statement


def direction_of(statement: Statement) -> str:
    """Which way a statement goes, from which of its parties lie within the home body's tree.

    A sender that matches no body counts as outside; so does a recipient. Without parties on one side the other
    decides.
    """
    ours = set(Body.objects.ours().values_list("pk", flat=True))
    senders = [party.body_id in ours for party in statement.senders]
    receivers = [party.body_id in ours for party in statement.recipients + statement.copies]
    from_us, to_us = any(senders), any(receivers)
    if from_us:
        return Direction.INTERNAL if receivers and all(receivers) else Direction.OUTGOING
    return Direction.INCOMING if to_us else Direction.OTHER


@transaction.atomic
def briefs_fill(*, statement: Statement) -> int:
    """Give the annex rows without a brief that of their document on the statement's topics; returns how many."""
    empty = Entry.objects.filter(annex__statement=statement, brief="", document__isnull=False)
    rows = list(empty.select_related("document"))
    briefs = Brief.objects.on_topics(statement.topics.all(), language=statement.language)
    texts = briefs.texts({row.document_id for row in rows})
    rows = [row for row in rows if row.document_id in texts]
    for row in rows:
        row.brief = texts[row.document_id]
    Entry.objects.bulk_update(rows, ["brief"])
    return len(rows)


@transaction.atomic
def contacts_fill(*, statement: Statement) -> int:
    """Add the people in office for the senders' Questions and bodies on the statement's date; returns how many.

    Nobody who is listed already is added again, and nobody is taken away.
    """
    day = statement.date or timezone.localdate()
    senders = Party.objects.for_detail().filter(statement=statement, part=Party.Part.FROM)
    questions = [question for party in senders for question in party.questions.all()]
    bodies = [] if questions else [party.body for party in senders if party.body]
    appointments = Appointment.objects.current(day).for_list()
    holders = appointments.filter(question__in=questions) if questions else appointments.filter(body__in=bodies)
    present = list(StatementContact.objects.filter(statement=statement))
    known = {contact.person_id for contact in present} | {match_key(contact.name) for contact in present}
    position = max((contact.position for contact in present), default=0)
    added = 0
    for appointment in holders:
        person = appointment.person
        if person.pk in known or person.name_key in known:
            continue
        known.add(person.pk)
        added += 1
        with translation.override(code_of_django(statement.language)):
            role = appointment.role_text
        StatementContact.objects.create(
            statement=statement,
            position=position + added,
            label=appointment.role.contact_label,
            role=role,
            affiliation=appointment.represents.name_in(statement.language) if appointment.represents else "",
            person=person,
            **wording.person(person),
        )
    return added


def code_of_django(language: str) -> str:
    """Django's code of a language of the register: zh-hans of zh."""
    return next((code for code, _name in settings.LANGUAGES if code.partition("-")[0] == language), language)
