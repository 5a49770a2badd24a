"""The papers of a register, one row a revision."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef, Prefetch, Q
from django.db.models.functions import Abs, Left, Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from contacts.fields import AddressField, SinceField
from contacts.keys import match_key
from contacts.models import Body, Entity, Question, StudyPeriod
from contacts.ordering import SORTED_BY, ListIndex, last_first
from contacts.search.backends import Found
from contacts.search.finding import find, narrowed
from contacts.together import Part, TogetherQuerySet
from contributions import symbols

from .document_names import NamesQuerySet
from .document_outputs import OutputsQuerySet
from .meetings import Meeting
from .parts import Brief, DocumentSource, DocumentSymbol
from .symbolled import Symbolled, matching, numbered
from .topics import Topic

PARTS = (
    Part(
        *("source_rows", "contributions.DocumentSource", "document", ("position", "pk"), ("entity",)),
        without=("entity__note",),
    ),
    Part(
        *("questions", "contributions.Document_questions", "document"),
        order=("group__code", "position", "number", "pk"),
        beside=("question", "question__period", "question__group"),
        without=("question__note", "question__group__note", "question__group__letterhead"),
        is_many_to_many=True,
    ),
)
PARTS_OF_PAGE = (
    Part("briefs", "contributions.Brief", "document", ("topic__name", "pk"), ("topic",)),
    Part("other_symbols", "contributions.DocumentSymbol", "document", ("symbol",)),
)


class DocumentQuerySet(TogetherQuerySet, OutputsQuerySet, NamesQuerySet):
    # Who may see what. Every public page, export and count starts from `public`.

    def public(self) -> DocumentQuerySet:
        """What anybody may see in the register: every document but those kept for staff."""
        return self.filter(is_public=True)

    # By symbol

    def same_number(self, document: Document) -> DocumentQuerySet:
        """All revisions of a document's number, the latest first."""
        if document.number is None:
            return self.filter(pk=document.pk)
        same = {name: getattr(document, name) for name in ("prefix", "series", "number", "addendum", "corrigendum")}
        return self.filter(**same).order_by("-revision")

    def latest_revisions(self, documents: Iterable[Document]) -> dict[object, Document]:
        """The latest public revision of each of the documents, or the document itself, by its `number_key`."""
        found = {document.number_key: document for document in documents}
        numbers = {(row.prefix, row.series, row.number) for row in found.values() if row.number is not None}
        for row in self.public().numbered(numbers).defer("abstract", "note") if numbers else []:
            known = found.get(row.number_key)
            if known and row.revision > known.revision:
                found[row.number_key] = row
        return found

    def twins(self, document: Document) -> DocumentQuerySet:
        """Other rows of the very same revision."""
        return self.same_number(document).filter(revision=document.revision).exclude(pk=document.pk)

    def with_symbol(self, symbol: symbols.Symbol) -> DocumentQuerySet:
        """Documents that a parsed symbol may mean, own and other symbols, the latest revision first.

        A symbol without a period or sector means the document of that number in each period; one without a
        revision means all revisions. Other symbols are looked up at once, so that each part goes by its index.
        """
        others = list(DocumentSymbol.objects.of(symbol).values_list("document", flat=True))
        return self.filter(matching(symbol) | Q(pk__in=others)).order_by("-prefix", "-revision", "pk")

    def spelt(self, text: str) -> DocumentQuerySet:
        """Documents with a symbol, own or other, that is printed just so: for symbols of unknown form."""
        others = list(DocumentSymbol.objects.spelt(text).values_list("document", flat=True))
        return self.filter(Q(symbol__iexact=text) | Q(pk__in=others)).order_by("-prefix", "-revision", "pk")

    def numbered(self, identities: Collection[tuple[Any, ...]]) -> DocumentQuerySet:
        """Those of a batch of identities, and few others; see `symbolled.numbered`."""
        return self.filter(numbered(identities))

    def of_unknown_form(self, texts: Iterable[str]) -> DocumentQuerySet:
        """With one of the symbols, none of which this site can read, in any case of its letters."""
        lowered = self.filter(number__isnull=True).alias(lower_symbol=Lower("symbol"))
        return lowered.filter(lower_symbol__in={text.lower() for text in texts})

    def near(self, symbol: symbols.Symbol) -> DocumentQuerySet:
        """Of the same series with a number close by, and of the same number in another series of the group.

        The same number first, then the closest, the latest period first.
        """
        group = symbol.group.partition(".")[0]
        close = Q(series=symbol.series_key, number__range=(symbol.number - 3, symbol.number + 3))
        beside = Q(series__startswith=group, number=symbol.number)
        away = Abs(F("number") - symbol.number, output_field=models.IntegerField())
        return self.filter(close | beside).order_by(away, "-prefix", "series", "-revision")

    # What belongs to what

    def contributions(self) -> DocumentQuerySet:
        return self.filter(kind__in=Document.CONTRIBUTIONS)

    def of_kind(self, kind: str) -> DocumentQuerySet:
        """Of a kind; "contribution" is both kinds of contribution."""
        return self.contributions() if kind == "contribution" else self.filter(kind=kind)

    def of_period(self, *periods: StudyPeriod) -> DocumentQuerySet:
        return self.filter(period__in=periods)

    def for_body(self, *bodies: Body) -> DocumentQuerySet:
        """Issued by one of the bodies or a body under them."""
        return self.issued_by(Body.objects.keys_under(*bodies))

    def issued_by(self, bodies: Collection[int]) -> DocumentQuerySet:
        """Issued by one of the bodies; `Body.objects.keys_under(body)` are a body and its parts."""
        return self.filter(body__in=bodies)

    def for_group(self, *groups: Body) -> DocumentQuerySet:
        """Issued by a study group, or for one of its Questions."""
        return self.filter(Q(body__in=groups) | Exists(self._questions(question__group__in=groups)))

    def for_question(self, *questions: Question) -> DocumentQuerySet:
        links = Document.questions.through.objects.filter(question__in=questions)
        return self.filter(pk__in=links.values("document"))

    def for_meeting(self, *meetings: Meeting) -> DocumentQuerySet:
        """Documents of a meeting and of its sittings."""
        return self.filter(Q(meeting__in=meetings) | Q(meeting__parent__in=meetings))

    def of_meetings(self, meetings: Iterable[int]) -> DocumentQuerySet:
        """Of the meetings of these keys themselves."""
        return self.filter(meeting__in=list(meetings))

    def for_topic(self, *topics: Topic) -> DocumentQuerySet:
        return self.filter(pk__in=Brief.objects.filter(topic__in=topics).values("document"))

    def for_entity(self, *entities: Entity) -> DocumentQuerySet:
        return self.filter(pk__in=DocumentSource.objects.filter(entity__in=entities).values("document"))

    def from_country(self, country: str) -> DocumentQuerySet:
        return self.filter(pk__in=DocumentSource.objects.filter(entity__country=country).values("document"))

    def in_language(self, language: str) -> DocumentQuerySet:
        return self.filter(language=language)

    def received_from(self, day: datetime.date) -> DocumentQuerySet:
        return self.filter(received_on__gte=day)

    def received_until(self, day: datetime.date) -> DocumentQuerySet:
        """Received by the end of a day."""
        return self.filter(received_on__lte=day)

    def matching(self, text: str, found: Found | None = None, *, is_alone: bool = False) -> DocumentQuerySet:
        """That the index of search finds for the words; and those with a symbol that is the whole text.

        `found` is what the index found for them before, if it was asked; `is_alone`: nothing else narrows the list.
        """
        found = found or find("document", text, symbols.spellings(text), ranks=False)
        matching = narrowed(self, found, is_alone=is_alone)
        try:
            symbol = symbols.parse(text)
        except symbols.SymbolError:
            return matching
        named = list(self.model.objects.with_symbol(symbol).order_by().values_list("pk", flat=True))
        if found.keys is None:
            return self.filter(Q(pk__in=matching.order_by().values("pk")) | Q(pk__in=named))
        return self.filter(pk__among=frozenset([*found.keys, *named]))

    def _questions(self, **conditions: object) -> models.QuerySet:
        return Document.questions.through.objects.filter(document=OuterRef("pk"), **conditions)

    # In which order

    def newest_first(self) -> DocumentQuerySet:
        return self.sorted_by("-received")

    def sorted_by(self, sort: str) -> DocumentQuerySet:
        """By received, symbol or title, with "-" the other way round; rows without a date come last."""
        name = sort.removeprefix("-")
        column = {"received": F("received_on"), "symbol": F("sort_key"), "title": Left("title", SORTED_BY)}[name]
        nulls_last = True if name == "received" else None  # an index serves both ways only where nothing is said
        if sort.startswith("-"):
            return self.order_by(column.desc(nulls_last=nulls_last), "-pk")
        return self.order_by(column.asc(nulls_last=nulls_last), "pk")

    def in_document_order(self) -> DocumentQuerySet:
        """As their symbols are ordered, an earlier revision before a later one."""
        return self.order_by("sort_key", "pk")

    # What a page needs, in a constant number of queries

    def for_list(self) -> DocumentQuerySet:
        """With sources in their order and Questions, without the long texts."""
        return self.select_related("body", "period", "meeting").defer("abstract", "note").together(*PARTS)  # type: ignore[no-any-return]

    def with_briefs_on(self, topic: Topic) -> DocumentQuerySet:
        """Each with `briefs_on_topic`."""
        briefs = Brief.objects.filter(topic=topic)
        return self.prefetch_related(Prefetch("briefs", briefs, to_attr="briefs_on_topic"))

    def for_choice(self) -> DocumentQuerySet:
        """Symbol, title and period alone."""
        return self.select_related("period").defer("abstract", "note")

    def for_comparison(self) -> DocumentQuerySet:
        """With all that a list of documents may say of them."""
        return self.for_detail().order_by("pk")

    def for_detail(self) -> DocumentQuerySet:
        """With everything that its page reads."""
        return self.for_list().defer(None).together(*PARTS_OF_PAGE)  # type: ignore[no-any-return]


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

    CONTRIBUTIONS = [Kind.FOR_ACTION, Kind.FOR_INFORMATION]

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
    public_since = SinceField(_("public since"), of="is_public")
    note = models.TextField(_("note for staff"), blank=True, help_text=_("Never shown in public."))
    changed_at = models.DateTimeField(null=True, auto_now=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["-sort_key", "-pk"]
        indexes = [
            models.Index("series", "number", name="document_series_number"),
            models.Index("sort_key", "id", name="document_sort_key"),
            models.Index("received_on", name="document_received"),
            models.Index("changed_at", "id", name="document_changed"),
            models.Index("kind", "received_on", name="document_kind_received"),
            models.Index("language", "received_on", name="document_language_received"),
            ListIndex(last_first("received_on"), F("id").desc(), name="document_newest"),
            models.Index(Left("title", SORTED_BY), "id", name="document_title"),
            ListIndex(  # on SQLite alone, see its migration
                *(last_first("received_on"), F("id").desc()),
                *(F("is_public"), F("period"), F("kind"), F("language"), F("body")),
                name="document_listed",
            ),
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
    def number_key(self) -> object:
        """The same for all revisions of a number, and for nothing else."""
        if self.number is None:
            return self.pk
        return (self.prefix, self.series, self.number, self.addendum, self.corrigendum)

    @property
    def entities(self) -> list[Entity]:
        """The sources in their order, read with `for_list`."""
        return [row.entity for row in self.source_rows.all()]

    def sources_in_order(self) -> list[Entity]:
        """The same, however the document was read."""
        if "source_rows" in getattr(self, "_prefetched_objects_cache", {}):
            return self.entities
        return [row.entity for row in self.source_rows.select_related("entity")]

    @property
    def source_printed_otherwise(self) -> bool:
        """Whether the printed source says more, or other, than the names of the entities."""
        names = "".join(entity.name for entity in self.entities)
        return bool(self.source_text and names) and match_key(self.source_text) != match_key(names)

    @property
    def may_ask_for_account(self) -> bool:
        return self.access != self.Access.PUBLIC

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


def by_question(documents: Iterable[Document]) -> list[tuple[Question | None, list[Document]]]:
    """Documents read with `for_list` under each of their Questions, in order; those for none of them last."""
    groups: dict[Question | None, list[Document]] = {}
    for document in documents:
        for question in document.questions.all() or [None]:
            groups.setdefault(question, []).append(document)
    return sorted(groups.items(), key=lambda group: (group[0] is None, group[0] and group[0].place))
