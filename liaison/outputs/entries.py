"""Statements and documents as entries of a feed: what their public pages say, and nothing else."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from urllib.parse import urlsplit

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from contacts.models import Question
from contributions.models import Document, Topic
from liaison.letter.build import build
from liaison.letter.formats import PUBLIC_WRITERS
from liaison.letter.labels import labels, printed_date
from liaison.letter.letter import Letter
from liaison.letter.sheet import Sheet
from liaison.letter.sheets import banner_of
from liaison.letter.to_html import part_of_page
from liaison.models import Statement

from .atom import HTML, Author, Category, Entry, To
from .columns import joined, page_link

SINCE = "2026"  # a tag: address (RFC 4151) names a day on which its maker held the domain


def identity(path: str) -> str:
    """A `tag:` address: it stays when the site moves from http to https, or its pages to other addresses."""
    return f"tag:{urlsplit(settings.SITE_URL).hostname},{SINCE}:{path}"


def midnight(day: datetime.date | None, latest: datetime.datetime) -> datetime.datetime | None:
    """Of a day, the beginning; not later than the moment."""
    if day is None:
        return None
    return min(datetime.datetime.combine(day, datetime.time(), datetime.UTC), latest)


# ---- statements --------------------------------------------------------------------------------------------------


def statement_moment(statement: Statement) -> datetime.datetime:
    """When the public was last told something of it: what staff note beside it is no news."""
    return statement.announced_at or statement.updated_at


def statement_entry(statement: Statement) -> Entry:
    """Of one read by `for_feed()`: its public Letter in full, of one published by its header that alone."""
    letter = build(statement, public=True)
    updated = statement_moment(statement)
    banner = banner_of(statement, statement.language)
    title = f"{labels(statement.language)['withdrawn']}: {letter.title}" if statement.is_withdrawn else letter.title
    return Entry(
        identity=identity(f"statement/{statement.slug}"),
        title=title or _("Liaison statement"),
        language=statement.language,
        updated=updated,
        published=midnight(statement.sent_on or statement.received_on or statement.date, updated),
        authors=_senders(statement, letter),
        categories=(*_states(statement), *_topics(statement.topics.all()), *_questions(_questions_of(statement))),
        links=_statement_links(statement),
        summary=_summary(statement, letter),
        content=part_of_page(letter, Sheet(banner=banner, transcription=statement.is_transcription)),
        answers=_answers(statement),
    )


def _senders(statement: Statement, letter: Letter) -> tuple[Author, ...]:
    bodies = [party.body for party in statement.senders]
    found = zip(letter.from_, bodies, strict=True)
    authors = [Author(party.text, page_link(body) if body else "") for party, body in found if party.text]
    return tuple(authors) or (Author(_("Unknown sender")),)


def _statement_links(statement: Statement) -> tuple[To, ...]:
    page = To("alternate", page_link(statement), HTML, language=statement.language)
    files = [
        To("related", f"{page.address.removesuffix('/')}.{writer.extension}", writer.media_type, writer.label)
        for writer in PUBLIC_WRITERS
    ]
    return (page, *files)


def _states(statement: Statement) -> list[Category]:
    """The purposes, and the filter of the register that finds it by its state."""
    scheme = f"{settings.SITE_URL}{reverse('liaison:statement-list')}"
    asked = dict.fromkeys((party.purpose, party.get_purpose_display()) for party in statement.recipients)
    found = [Category(purpose, f"{scheme}?purpose", str(label)) for purpose, label in asked if purpose]
    if statement.is_withdrawn:
        return [*found, Category("withdrawn", f"{scheme}?status", _("Withdrawn"))]
    if statement.is_answered:
        found.append(Category("answered", f"{scheme}?status", _("Answered")))
    elif statement.recipients_asked:
        found.append(Category("open", f"{scheme}?status", _("Open: a reply is awaited")))
    return found


def _questions_of(statement: Statement) -> Iterable[Question]:
    return dict.fromkeys(question for party in statement.parties.all() for question in party.questions.all())


def _answers(statement: Statement) -> tuple[tuple[str, str], ...]:
    targets = (reply.target for reply in statement.replies.all())
    return tuple((identity(f"statement/{row.slug}"), page_link(row)) for row in targets if row and row.is_public)


def _summary(statement: Statement, letter: Letter) -> str:
    """To whom, what for, until when."""
    words, language = labels(letter.language), letter.language
    recipients = joined(party.text for party in letter.to)
    asked = joined(words[f"for_{party.purpose}"] for party in letter.to if party.purpose)
    days = joined(printed_date(party.deadline, language) or party.deadline_text for party in letter.to)
    rows = [(words["to"], recipients), ("", asked), (words["deadline"], days)]
    text = ". ".join(f"{label}: {value}" if label else value for label, value in rows if value)
    return " – ".join(filter(None, [letter.symbol, printed_date(letter.date, language), text]))


# ---- documents ---------------------------------------------------------------------------------------------------


def document_moment(document: Document) -> datetime.datetime:
    return document.changed_at or datetime.datetime.combine(
        document.received_on or datetime.date(1970, 1, 1), datetime.time(), datetime.UTC
    )


def document_entry(document: Document) -> Entry:
    updated = document_moment(document)
    topics = [brief.topic for brief in document.briefs.all()]
    return Entry(
        identity=identity(f"document/{document.slug}"),
        title=f"{document.symbol} – {document.title}",
        language=document.language,
        updated=updated,
        published=midnight(document.received_on, updated),
        authors=_sources(document),
        categories=(*_topics(topics), *_questions(document.questions.all())),
        links=_document_links(document),
        summary=joined([document.get_kind_display(), document.source_text, document.meeting]),
        content=render_to_string("liaison/_document_entry.html", {"document": document}),
    )


def _document_links(document: Document) -> tuple[To, ...]:
    page = To("alternate", page_link(document), HTML)
    return (page, To("related", document.url, title=document.symbol)) if document.url else (page,)


def _sources(document: Document) -> tuple[Author, ...]:
    entities = tuple(Author(entity.name, page_link(entity)) for entity in document.entities)
    body = (Author(document.body.name, page_link(document.body)),) if document.body else ()
    return entities or ((Author(document.source_text),) if document.source_text else body) or (Author(document.symbol),)


# ---- both --------------------------------------------------------------------------------------------------------


def _topics(topics: Iterable[Topic]) -> list[Category]:
    scheme = f"{settings.SITE_URL}{reverse('liaison:topic-list')}"
    return [Category(topic.slug, scheme, topic.name) for topic in dict.fromkeys(topics)]


def _questions(questions: Iterable[Question]) -> list[Category]:
    scheme = f"{settings.SITE_URL}{reverse('liaison:home')}questions/"
    return [Category(question.slug, scheme, str(question)) for question in questions]
