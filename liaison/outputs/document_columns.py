"""The papers as a table."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from contributions.models import Document
from contributions.models.documents import DocumentQuerySet
from liaison.models.statements import LANGUAGES

from .columns import LANGUAGE, LONG, MIDDLE, PERIOD, QUESTION, SHORT, Column, Link, Table, joined, page_link, shown

LANGUAGE_NAMES = dict(LANGUAGES)


def read(keys: Sequence[int]) -> DocumentQuerySet:
    return Document.objects.public().with_keys(keys).for_table()


def _countries(document: Document) -> str:
    return joined(entity.country for entity in document.entities)


DOCUMENTS = Table(
    view="liaison:document-list",
    name="documents",
    title=_("Documents"),
    read=read,
    columns=[
        Column(_("Symbol"), lambda row: row.symbol, 18),
        Column(_("Title"), lambda row: row.title, LONG),
        Column(_("Source"), lambda row: joined(entity.local_name for entity in row.entities), MIDDLE),
        Column(_("Source as printed"), lambda row: row.source_text, MIDDLE),
        Column(_("Country"), _countries, SHORT),
        Column(_("Kind"), lambda row: row.get_kind_display(), MIDDLE),
        Column(_("Received"), lambda row: row.received_on, SHORT),
        Column(QUESTION, lambda row: joined(question.label for question in row.questions.all()), 16),
        Column(PERIOD, lambda row: shown(row.period), SHORT),
        Column(_("Issued by"), lambda row: shown(row.body), 16),
        Column(_("Meeting"), lambda row: shown(row.meeting), MIDDLE),
        Column(_("Topics"), lambda row: joined(brief.topic.local_name for brief in row.briefs.all()), MIDDLE),
        Column(LANGUAGE, lambda row: str(LANGUAGE_NAMES.get(row.language, row.language)), SHORT),
        Column(_("Revision"), lambda row: row.revision if row.number is not None else None, 10),
        Column(_("Other symbols"), lambda row: joined(row.other_symbols.all()), 18),
        Column(_("Code"), lambda row: row.code, 20),
        Column(_("Access"), lambda row: row.get_access_display(), 16),
        Column(_("Where it is"), lambda row: Link(row.url), 40),
        Column(_("Address"), page_link, LONG),
    ],
)
