"""The papers of a register, one row a revision."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from contacts.fields import AddressField
from contacts.models import Body, Entity, Question, StudyPeriod
from contributions import symbols

from .meetings import Meeting
from .symbolled import Symbolled, matching
from .topics import Topic


class DocumentQuerySet(models.QuerySet["Document"]):
    def public(self) -> DocumentQuerySet:
        """What anybody may see in the register: every document but those kept for staff."""
        return self.filter(is_public=True)

    def for_list(self) -> DocumentQuerySet:
        return self.select_related("body", "period", "meeting").prefetch_related("sources", "questions")

    def for_detail(self) -> DocumentQuerySet:
        return self.for_list().prefetch_related("briefs__topic", "other_symbols", "questions__period")

    def contributions(self) -> DocumentQuerySet:
        return self.filter(kind__in=[Document.Kind.FOR_ACTION, Document.Kind.FOR_INFORMATION])

    def same_number(self, document: Document) -> DocumentQuerySet:
        """All revisions of a document's number, the latest first."""
        if document.number is None:
            return self.filter(pk=document.pk)
        same = {name: getattr(document, name) for name in ("prefix", "series", "number", "addendum", "corrigendum")}
        return self.filter(**same).order_by("-revision")

    def twins(self, document: Document) -> DocumentQuerySet:
        """Other rows of the very same revision."""
        return self.same_number(document).filter(revision=document.revision).exclude(pk=document.pk)

    def with_symbol(self, symbol: symbols.Symbol) -> DocumentQuerySet:
        """Documents that a parsed symbol may mean, own and other symbols, the latest revision first.

        A symbol without a period or sector means the document of that number in each period; one without a
        revision means all revisions.
        """
        found = self.filter(matching(symbol) | matching(symbol, "other_symbols__"))
        return found.order_by("-prefix", "-revision", "pk").distinct()

    def for_meeting(self, meeting: Meeting) -> DocumentQuerySet:
        """Documents of a meeting and of its sittings."""
        return self.filter(Q(meeting=meeting) | Q(meeting__parent=meeting))

    def for_question(self, question: Question) -> DocumentQuerySet:
        return self.filter(questions=question)

    def for_topic(self, topic: Topic) -> DocumentQuerySet:
        return self.filter(briefs__topic=topic).distinct()

    def for_entity(self, entity: Entity) -> DocumentQuerySet:
        return self.filter(sources=entity)

    def newest_first(self) -> DocumentQuerySet:
        return self.order_by(F("received_on").desc(nulls_last=True), "-pk")


class Document(Symbolled):
    """An input or output paper, one row a revision. A contribution is one kind of it."""

    class Kind(models.TextChoices):
        FOR_ACTION = "action", _("Contribution for action")
        FOR_INFORMATION = "information", _("Contribution for information")
        LIAISON_STATEMENT = "liaison", _("Liaison statement")
        ADMINISTRATIVE = "administrative", _("Administrative document")
        AGENDA = "agenda", _("Agenda")
        REPORT = "report", _("Report")
        TEMPORARY = "temporary", _("Temporary document")
        OTHER = "other", _("Other document")

    class Access(models.TextChoices):
        PUBLIC = "public", _("Open to all")
        ACCOUNT = "account", _("With an account")
        UNKNOWN = "unknown", _("Not known")

    symbol = models.CharField(
        _("symbol"), max_length=80, help_text=_("As it is printed: 2/34, 2/71 (Rev.1), SG2RGQ/20.")
    )
    period = models.ForeignKey(
        StudyPeriod, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("study period")
    )
    body = models.ForeignKey(
        Body,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("issued by"),
        help_text=_("The body among whose documents it stands."),
    )
    code = models.CharField(_("code"), max_length=80, blank=True, default="", editable=False)
    sort_key = models.CharField(max_length=120, editable=False, default="", blank=True)
    slug = AddressField()
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.FOR_ACTION)
    title = models.TextField(_("title"))
    language = models.CharField(
        _("language"), max_length=10, default="en", help_text=_("Of the title: en, fr, es, ru, ar or zh.")
    )
    source_text = models.CharField(_("source as printed"), max_length=400, blank=True)
    sources = models.ManyToManyField(
        Entity, through="DocumentSource", blank=True, related_name="+", verbose_name=_("sources")
    )
    questions = models.ManyToManyField(Question, blank=True, related_name="+", verbose_name=_("Questions"))
    meeting = models.ForeignKey(
        Meeting, models.PROTECT, null=True, blank=True, related_name="documents", verbose_name=_("meeting")
    )
    received_on = models.DateField(_("received"), null=True, blank=True)
    abstract = models.TextField(_("abstract"), blank=True)
    url = models.URLField(
        _("web address"),
        max_length=500,
        blank=True,
        help_text=_("Suggested from the symbol when left empty; correct it where the document is elsewhere."),
    )
    access = models.CharField(_("access"), max_length=10, choices=Access, default=Access.UNKNOWN)
    is_public = models.BooleanField(
        _("listed in public"),
        default=True,
        help_text=_("Untick to keep it for staff; its web address is not affected."),
    )
    note = models.TextField(_("note for staff"), blank=True, help_text=_("Never shown in public."))

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["-sort_key", "-pk"]
        indexes = [
            models.Index("series", "number", name="document_series_number"),
            models.Index("sort_key", name="document_sort_key"),
            models.Index("received_on", name="document_received"),
            models.Index("kind", "received_on", name="document_kind_received"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["prefix", "series", "number", "addendum", "corrigendum", "revision"],
                condition=Q(number__isnull=False),
                name="document_one_row_a_revision",
                violation_error_message=_("This revision of the document is in the register already."),
            )
        ]

    def __str__(self) -> str:
        return self.symbol

    def get_absolute_url(self) -> str:
        return reverse("liaison:document-detail", args=[self.slug])

    def slug_source(self) -> str:
        return self.code.replace(".", "-") or self.symbol

    @property
    def context(self) -> symbols.Context:
        """Where the symbol stands, for reading it."""
        return symbols.Context(period_prefix=self.period.prefix or None if self.period else None)

    def read_symbol(self) -> None:
        """Set number, series, revision and code from the printed symbol; a symbol of unknown form has none."""
        symbol = self.take_parts(self.context)
        if symbol is None:
            self.code, self.sort_key = "", self.symbol[:120]
            return
        self.code, self.sort_key = symbol.code, symbol.sort_key
        self.url = self.url or symbols.suggest_address(symbol)

    def clean(self) -> None:
        super().clean()
        self.read_symbol()
        if self.number is not None and Document.objects.twins(self).exists():
            raise ValidationError({"symbol": _("This revision of the document is in the register already.")})
