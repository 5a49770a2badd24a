"""Annexes and the rows of their tables."""

from __future__ import annotations

from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from contacts.models import Entity
from contributions.models import Document, DocumentSource

from .parties import Party
from .sealing import SealedRow, SealedRowsQuerySet


class AnnexQuerySet(SealedRowsQuerySet):
    def for_detail(self) -> AnnexQuerySet:
        return self.prefetch_related(Prefetch("entries", Entry.objects.select_related("document")))


class Annex(SealedRow):
    LIVING = ("compiled",)

    statement = models.ForeignKey("Statement", models.CASCADE, related_name="annexes", verbose_name=_("statement"))
    number = models.PositiveIntegerField(_("number"), default=1)
    title = models.TextField(_("title"), blank=True)
    intro = models.TextField(_("introduction"), blank=True)
    columns = models.JSONField(_("column headings"), default=list, blank=True)
    content = models.TextField(
        _("text"), blank=True, help_text=_("For an annex that is text, or text after its table.")
    )
    # What was chosen when its documents were last compiled, and which were passed over; see services/proposing.py.
    compiled = models.JSONField(default=dict, blank=True, editable=False)

    objects = AnnexQuerySet.as_manager()

    class Meta:
        verbose_name = _("annex")
        verbose_name_plural = _("annexes")
        ordering = ["statement", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["statement", "number"],
                name="annex_number_once",
                violation_error_message=_("The statement has an annex of this number already."),
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1),
                name="annex_number_from_one",
                violation_error_message=_("Annexes are numbered from 1."),
            ),
        ]

    def __str__(self) -> str:
        return _("Annex %(number)s: %(title)s") % {"number": self.number, "title": self.title}

    def get_absolute_url(self) -> str:
        return reverse("liaison:annex-detail", args=[self.statement.slug, self.number])

    @property
    def headings(self) -> list[str]:
        """Those of its table as printed; the form's own where none were, for `entries` have three parts."""
        return self.columns or [_("Document and source"), _("Title"), _("Brief information")]


class EntryQuerySet(SealedRowsQuerySet):
    def from_entities(self, *entities: Entity) -> EntryQuerySet:
        """Rows that cite a public document of one of the entities, alone or with others. What was only printed as a
        source names none."""
        theirs = DocumentSource.objects.filter(entity__in=entities).values("document")
        return self.filter(document__in=theirs, document__is_public=True)

    def from_country(self, country: str) -> EntryQuerySet:
        theirs = DocumentSource.objects.filter(entity__country=country).values("document")
        return self.filter(document__in=theirs, document__is_public=True)

    def statements(self) -> QuerySet:
        """The keys of their statements, for a query of statements."""
        return self.order_by().values("annex__statement")

    def sent_to(self, party: Party) -> EntryQuerySet:
        """Rows with a document in what we sent to the same body before, or to one that is printed the same."""
        same = Q(body=party.body_id) if party.body_id else Q(body__isnull=True, text__iexact=party.text)
        got = Party.objects.filter(
            same, statement=OuterRef("annex__statement"), part__in=[Party.Part.TO, Party.Part.CC]
        )
        sent = self.filter(Exists(got), annex__statement__status="sent", document__isnull=False)
        return sent.exclude(annex__statement=party.statement_id)


class Entry(SealedRow):
    """A row of an annex: a document, or words where there is none, and the text printed for it."""

    STATEMENT = "annex__statement"
    LIVING = ("document", "taken")

    annex = models.ForeignKey(Annex, models.CASCADE, related_name="entries", verbose_name=_("annex"))
    position = models.PositiveIntegerField(_("order"), default=0)
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("document")
    )
    symbol = models.CharField(_("symbol"), max_length=80, blank=True, help_text=_("As printed in this statement."))
    source = models.CharField(_("source"), max_length=400, blank=True)
    title = models.TextField(_("title"), blank=True)
    brief = models.TextField(_("brief"), blank=True, help_text=_("Plain text, one paragraph a line."))
    url = models.URLField(_("web address"), max_length=500, blank=True, help_text=_("Empty: the document’s own."))
    # What the register said of the document when it was last looked at, so that what it says since is told as news.
    taken = models.JSONField(default=dict, blank=True, editable=False)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("row")
        verbose_name_plural = _("rows")
        ordering = ["position", "pk"]
        indexes = [models.Index("document", "annex", name="entry_of_document")]

    def __str__(self) -> str:
        return self.symbol or self.title

    @property
    def brief_paragraphs(self) -> list[str]:
        return [line for line in self.brief.splitlines() if line.strip()]

    @property
    def is_in_register(self) -> bool:
        """Whether its document has a public page here."""
        return self.document is not None and self.document.is_public

    @property
    def address(self) -> str:
        return self.url or (self.document.url if self.document else "")
