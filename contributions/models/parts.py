"""What belongs to a document: its sources in order, its other symbols, its briefs by topic."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.db import models
from django.db.models import Case, When
from django.utils.translation import gettext_lazy as _

from contacts.models import Entity
from contributions import symbols

from .symbolled import Symbolled, matching, numbered
from .topics import Topic


class DocumentSource(models.Model):
    document = models.ForeignKey("Document", models.CASCADE, related_name="source_rows", verbose_name=_("document"))
    entity = models.ForeignKey(Entity, models.PROTECT, related_name="+", verbose_name=_("entity"))
    position = models.PositiveIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "entity"],
                name="documentsource_once",
                violation_error_message=_("This entity is a source of the document already."),
            )
        ]
        indexes = [models.Index("entity", "document", name="documentsource_of_entity")]

    def __str__(self) -> str:
        return str(self.entity)


class DocumentSymbolQuerySet(models.QuerySet["DocumentSymbol"]):
    def of(self, symbol: symbols.Symbol) -> DocumentSymbolQuerySet:
        return self.filter(matching(symbol))

    def numbered(self, identities: Collection[tuple[Any, ...]]) -> DocumentSymbolQuerySet:
        return self.filter(numbered(identities))

    def spelt(self, text: str) -> DocumentSymbolQuerySet:
        return self.filter(symbol__iexact=text)


class DocumentSymbol(Symbolled):
    """Another symbol under which the same document was issued."""

    document = models.ForeignKey("Document", models.CASCADE, related_name="other_symbols", verbose_name=_("document"))
    symbol = models.CharField(_("symbol"), max_length=80)

    objects = DocumentSymbolQuerySet.as_manager()

    class Meta:
        verbose_name = _("other symbol")
        verbose_name_plural = _("other symbols")
        ordering = ["symbol"]
        indexes = [models.Index("series", "number", name="documentsymbol_series_number")]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "symbol"],
                name="documentsymbol_once",
                violation_error_message=_("This symbol is there already."),
            )
        ]

    def __str__(self) -> str:
        return self.symbol

    def clean(self) -> None:
        super().clean()
        self.read_symbol()

    def read_symbol(self) -> None:
        self.take_parts(self.document.context)


class BriefQuerySet(models.QuerySet["Brief"]):
    def on_topics(self, topics: Iterable[Topic], language: str) -> BriefQuerySet:
        """Those on the topics; for each document the ones in the language first."""
        in_language = Case(When(language=language, then=0), default=1)
        return self.filter(topic__in=topics).order_by("document", in_language, "topic", "pk")

    def texts(self, documents: Iterable[int]) -> dict[int, str]:
        """The first text of each of the documents, by key."""
        found = self.filter(document__in=documents).values_list("document", "text")
        return dict(reversed(found))


class Brief(models.Model):
    """What a document has to do with a topic: plain paragraphs."""

    document = models.ForeignKey("Document", models.CASCADE, related_name="briefs", verbose_name=_("document"))
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="briefs", verbose_name=_("topic"))
    text = models.TextField(
        _("text"), blank=True, help_text=_("One paragraph a line; copied into the annex of a statement.")
    )
    language = models.CharField(_("language"), max_length=10, default="en")

    objects = BriefQuerySet.as_manager()

    class Meta:
        verbose_name = _("brief")
        verbose_name_plural = _("briefs")
        ordering = ["document", "topic"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "topic", "language"],
                name="brief_once_a_topic",
                violation_error_message=_("There is a brief on this topic in this language already."),
            )
        ]
        indexes = [models.Index("topic", "document", name="brief_of_topic")]

    def __str__(self) -> str:
        return f"{self.document}: {self.topic}"

    @property
    def paragraphs(self) -> list[str]:
        return [line for line in self.text.splitlines() if line.strip()]
