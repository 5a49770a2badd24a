"""What can be found of documents and topics."""

from __future__ import annotations

from django.db.models import Prefetch, QuerySet

from contacts.models import Alias, Body, Entity, Question
from contacts.search.sources import Findable, Source, refers, register
from contacts.search_sources import names_of, spellings, spoken
from contributions.models import Brief, Document, DocumentSource, DocumentSymbol, Topic


def _document(document: Document) -> Findable:
    entities = [row.entity for row in document.source_rows.all()]
    symbols = " ".join([document.symbol, document.code, *(other.symbol for other in document.other_symbols.all())])
    return Findable(
        title=[(document.title, document.language)],
        names=[
            (symbols, ""),
            (document.source_text, document.language),
            *(said for entity in entities for said in names_of(entity)),
            *(said for entity in entities for said in spellings(entity)),
            *(spoken(question) for question in document.questions.all()),
            *([(document.body.code, "en")] if document.body else []),
        ],
        text=[
            (document.abstract, document.language),
            *((brief.text, brief.language) for brief in document.briefs.all()),
            *(said for brief in document.briefs.all() for said in names_of(brief.topic)),
        ],
        date=document.received_on,
    )


def _documents() -> QuerySet[Document]:
    return (
        Document.objects.public()
        .select_related("body")
        .prefetch_related(
            Prefetch("source_rows", DocumentSource.objects.select_related("entity")),
            "source_rows__entity__aliases",
            Prefetch("briefs", Brief.objects.select_related("topic").order_by("topic", "pk")),
            "questions",
            "other_symbols",
        )
    )


def _topic(topic: Topic) -> Findable:
    return Findable(
        title=[(topic.name, "en"), (topic.code, "")],
        names=names_of(topic)[1:],
        text=[(topic.description, "en")],
    )


def register_all() -> None:
    register(Source("topic", Topic, Topic.objects.all, _topic))
    register(
        Source(
            "document",
            Document,
            _documents,
            _document,
            {
                Entity: refers(Document, "source_rows__entity"),
                Alias: refers(Document, "source_rows__entity__aliases"),
                Question: refers(Document, "questions"),
                Body: refers(Document, "body"),
                Topic: refers(Document, "briefs__topic"),
                DocumentSymbol: refers(Document, "other_symbols"),
                Brief: refers(Document, "briefs"),
            },
        )
    )
