"""Rows of the register as data: the one place that says what of a row leaves, for the API and for lists as JSON.

A row comes from a QuerySet that began with `public()`; what hangs on it is asked here whether it is public too.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from contacts.models import Appointment, Body, Entity, Named, Question, StudyPeriod
from contributions.models import Document, Meeting, Topic
from liaison.models import Party, Statement

from . import shapes
from .addresses import api, of, page

LANGUAGES = ("ar", "zh", "fr", "ru", "es")


def names(row: Named) -> shapes.Names:
    return shapes.Names(en=row.name, **{code: getattr(row, f"name_{code}") or None for code in LANGUAGES})


def slug_of(row: Any) -> str | None:
    return row.slug if row else None


def public_slug(statement: Statement | None) -> str | None:
    return statement.slug if statement and statement.is_public else None


def body_ref(body: Body | None) -> shapes.BodyRef | None:
    return shapes.BodyRef(slug=body.slug, code=body.code) if body else None


def question_ref(question: Question) -> shapes.QuestionRef:
    return shapes.QuestionRef(number=question.number, slug=question.slug)


def entity_ref(entity: Entity) -> shapes.EntityRef:
    return shapes.EntityRef(slug=entity.slug, name=entity.name, country=entity.country or None)


# ---- statements --------------------------------------------------------------------------------------------------


def statement_item(statement: Statement) -> shapes.StatementItem:
    """Of a statement read with `for_items()`."""
    return shapes.StatementItem(**_statement(statement))


def _statement(statement: Statement) -> dict[str, Any]:
    return {
        "slug": statement.slug,
        "url": of(statement),
        "api": api("statement", statement.slug),
        "json_": page("statement-json", statement.slug),
        "title": statement.title,
        "date": statement.date,
        "sent": statement.sent_on,
        "received": statement.received_on,
        "symbol": statement.symbol or None,
        "language": statement.language,
        "languages": [statement.language, *_versions(statement)],
        "direction": statement.direction,
        "status": statement.status,
        "published": "header" if statement.is_header_only else "full",
        "study_period": statement.period.label if statement.period else None,
        "from_": [shapes.Sender(**_sender(party)) for party in statement.senders],
        "to": [_recipient(party, statement) for party in statement.recipients],
        "cc": [_recipient(party, statement) for party in statement.copies],
        "meeting": slug_of(statement.approval_meeting),
        "topics": [topic.slug for topic in statement.topics.all()],
        "in_reply_to": [
            shapes.InReplyTo(
                slug=public_slug(reply.target), text=reply.text, symbol=reply.symbol or None, date=reply.date
            )
            for reply in statement.replies.all()
        ],
        "answered_by": answers_to(statement),
        "revision": statement.revision_number or 0,
        "updated": statement.updated_at,
    }


def _versions(statement: Statement) -> list[str]:
    if statement.is_header_only:
        return []
    return [row.language for row in statement.translations.all() if row.is_published]


def answers_to(statement: Statement) -> list[str]:
    """Those that say so, and those that were recorded as a recipient's answer."""
    said = [reply.statement for reply in statement.answered_in.all()]
    recorded = [party.answered_by for party in statement.parties.all()]
    slugs = [public_slug(row) for row in [*said, *recorded]]
    return sorted({slug for slug in slugs if slug})


def last_change(statement: Statement) -> datetime.datetime:
    """Of the statement, or of what is said here of those that answer it."""
    said = [reply.statement for reply in statement.answered_in.all()]
    recorded = [party.answered_by for party in statement.parties.all() if party.answered_by]
    return max(row.updated_at for row in [statement, *said, *recorded])


def _sender(party: Party) -> dict[str, Any]:
    known = {question.number: question.slug for question in party.questions.all()}
    return {
        "text": party.printed,
        "body": body_ref(party.body),
        "questions": [
            shapes.QuestionRef(number=number, slug=known.get(number)) for number in party.question_numbers or known
        ],
    }


def _recipient(party: Party, statement: Statement) -> shapes.Recipient:
    return shapes.Recipient(
        **_sender(party),
        purpose=party.purpose or None,
        deadline=party.deadline,
        deadline_text=party.deadline_text,
        state=_state(party, statement),
        acknowledged=party.acknowledged_on,
        their_symbol=party.their_symbol or None,
        their_url=party.their_url or None,
        considered_at=slug_of(party.considered_at),
        outcome=party.outcome or None,
        outcome_text=party.outcome_text,
        answered=party.answered_on,
        answered_by=public_slug(party.answered_by),
    )


def _state(party: Party, statement: Statement) -> str | None:
    if party.answered_on:
        return "answered"
    if not party.is_open or statement.is_withdrawn:
        return None
    return "overdue" if party.is_overdue() else "awaited"


def statement_files(statement: Statement, language: str = "") -> shapes.Files:
    query = {"lang": language} if language else {}
    return shapes.Files(
        pdf=page("statement-pdf", statement.slug, **query),
        docx=page("statement-docx", statement.slug, **query),
        txt=page("statement-txt", statement.slug, **query),
        json=page("statement-json", statement.slug, **query),
    )


def revision_files(statement: Statement, number: int) -> shapes.Files:
    kinds = {"pdf": "pdf", "docx": "docx", "txt": "txt", "json_": "json"}
    addresses = {name: page("statement-revision", statement.slug, number, end) for name, end in kinds.items()}
    return shapes.Files(**addresses)


def whole_statement(statement: Statement, *, letter: dict[str, Any], language: str) -> dict[str, Any]:
    """Of a statement read with `for_items()` and its registered document; the Letter as it is, which is a dict."""
    withdrawal = None
    if statement.is_withdrawn:
        withdrawal = shapes.Withdrawal(date=statement.withdrawn_on, reason=statement.withdrawal_reason)
    registered = statement.registered_as
    more = {
        "withdrawal": withdrawal.model_dump(mode="json") if withdrawal else None,
        "registered_as": registered.slug if registered and registered.is_public else None,
        "files": plain(statement_files(statement, language)),
        "revisions": api("revisions", statement.slug),
        "annexes": api("annexes", statement.slug),
        "letter": letter,
    }
    return plain(statement_item(statement)) | more


def plain(shape: shapes.Shape) -> dict[str, Any]:
    return shape.model_dump(mode="json", by_alias=True)


# ---- documents ---------------------------------------------------------------------------------------------------


def document_item(document: Document) -> shapes.DocumentItem:
    """Of a document read with `for_list()`."""
    return shapes.DocumentItem(**_document(document))


def _document(document: Document) -> dict[str, Any]:
    return {
        "slug": document.slug,
        "url": of(document),
        "api": api("document", document.slug),
        "symbol": document.symbol,
        "code": document.code or None,
        "title": document.title,
        "kind": document.kind,
        "language": document.language,
        "study_period": document.period.label if document.period else None,
        "body": body_ref(document.body),
        "sources": [entity_ref(entity) for entity in document.entities],
        "source_text": document.source_text,
        "questions": [question_ref(question) for question in document.questions.all()],
        "meeting": slug_of(document.meeting),
        "received": document.received_on,
        "revision": document.revision,
        "address": document.url or None,
        "access": document.access,
    }


def whole_document(document: Document, revisions: Iterable[Document], cited_in: Iterable[Statement]) -> shapes.Document:
    """Of a document read with `for_detail()`."""
    return shapes.Document(
        **_document(document),
        other_symbols=[row.symbol for row in document.other_symbols.all()],
        abstract=document.abstract,
        briefs=[
            shapes.Brief(topic=row.topic.slug, language=row.language, text=row.text) for row in document.briefs.all()
        ],
        revisions=[
            shapes.DocumentRef(slug=row.slug, symbol=row.symbol, api=api("document", row.slug)) for row in revisions
        ],
        cited_in=[statement_ref(statement) for statement in cited_in],
        cited_in_all=api("citing_statements", document.slug),
    )


def statement_ref(statement: Statement) -> shapes.StatementRef:
    return shapes.StatementRef(
        slug=statement.slug,
        api=api("statement", statement.slug),
        url=of(statement),
        title=statement.title,
        symbol=statement.symbol or None,
        date=statement.date,
    )


# ---- bodies, meetings, topics, people ----------------------------------------------------------------------------


def body_item(body: Body) -> shapes.BodyItem:
    """Of a body read with `for_page()`."""
    return shapes.BodyItem(**_body(body))


def _body(body: Body) -> dict[str, Any]:
    return {
        "slug": body.slug,
        "url": of(body),
        "api": api("body", body.slug),
        "code": body.code,
        "names": names(body),
        "kind": body.kind,
        "parent": slug_of(body.parent),
        "is_home": body.is_home,
        "starts": body.starts_on,
        "ends": body.ends_on,
        "successor": slug_of(body.successor),
        "website": body.website or None,
        "wanted_format": body.wanted_format,
        "received": api("received", body.slug),
    }


def whole_body(body: Body, parts: Iterable[Body]) -> shapes.Body:
    return shapes.Body(**_body(body), former_names=body.former_names, parts=[part.slug for part in parts])


def question_item(question: Question) -> shapes.QuestionItem:
    """Of a Question read with `for_list()`."""
    return shapes.QuestionItem(**_question(question))


def _question(question: Question) -> dict[str, Any]:
    return {
        "slug": question.slug,
        "url": of(question),
        "number": question.number,
        "names": names(question),
        "study_period": question.period.label,
        "group": body_ref(question.group),
        "terms_of_reference": question.terms_of_reference or None,
    }


def whole_question(question: Question) -> shapes.Question:
    """Of a Question read with `for_detail()`."""
    return shapes.Question(
        **_question(question),
        continues=[row.slug for row in question.continues.all()],
        continued_by=[row.slug for row in question.continued_by.all()],
    )


def period_item(period: StudyPeriod) -> shapes.StudyPeriod:
    return shapes.StudyPeriod(
        label=period.label,
        prefix=period.prefix or None,
        starts=period.starts_on,
        ends=period.ends_on,
        is_running=period.is_running,
    )


def meeting_item(meeting: Meeting) -> shapes.MeetingItem:
    """Of a meeting read with `for_items()`."""
    return shapes.MeetingItem(**_meeting(meeting))


def _meeting(meeting: Meeting) -> dict[str, Any]:
    return {
        "slug": meeting.slug,
        "url": of(meeting),
        "api": api("meeting", meeting.slug),
        "names": names(meeting),
        "kind": meeting.kind,
        "body": body_ref(meeting.body),
        "questions": [question_ref(question) for question in meeting.questions.all()],
        "within": slug_of(meeting.parent),
        "study_period": meeting.period.label if meeting.period else None,
        "number": meeting.number,
        "place": meeting.place,
        "starts": meeting.starts_on,
        "ends": meeting.ends_on,
        "dates_text": meeting.dates_text,
        "status": meeting.status,
        "document_deadline": meeting.document_deadline,
        "website": meeting.website or None,
    }


def whole_meeting(meeting: Meeting) -> shapes.Meeting:
    """Of a meeting read with `for_detail()`."""
    return shapes.Meeting(
        **_meeting(meeting),
        sittings=[row.slug for row in meeting.sittings.all()],
        statements=api("statements", meeting=meeting.slug),
        documents=api("documents", meeting=meeting.slug),
    )


def topic_item(topic: Topic) -> shapes.Topic:
    return shapes.Topic(
        slug=topic.slug,
        url=of(topic),
        api=api("topic", topic.slug),
        code=topic.code or None,
        names=names(topic),
        statements=api("statements", topic=topic.slug),
        documents=api("documents", topic=topic.slug),
    )


def member_item(entity: Entity) -> shapes.Member:
    return shapes.Member(
        slug=entity.slug,
        url=of(entity),
        api=api("member", entity.slug),
        names=names(entity),
        kind=entity.kind,
        code=entity.code or None,
        country=entity.country or None,
        region=entity.region or None,
        website=entity.website or None,
        documents=api("documents", source=entity.slug),
        statements=api("statements", source=entity.slug),
    )


def appointment_item(appointment: Appointment) -> shapes.Appointment:
    """Of an appointment read with `for_list()`. `answers` sees to it that no address is shown that may not be."""
    person, question = appointment.person, appointment.question
    period = question.period if question else appointment.period
    return shapes.Appointment(
        name=person.name,
        honorific=person.honorific,
        email=(person.email or None) if appointment.is_current else None,
        role=shapes.RoleRef(code=appointment.role.code, name=appointment.role.name),
        body=body_ref(appointment.body),
        question=question_ref(question) if question else None,
        represents=entity_ref(appointment.represents) if appointment.represents else None,
        study_period=period.label if period else None,
        starts=appointment.starts_on,
        ends=appointment.ends_on,
        standing=appointment.standing,
    )
