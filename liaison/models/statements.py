"""The statement: what it says, where it stands, who may see it."""

from __future__ import annotations

import datetime

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Prefetch, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contacts.models import Body, Entity, Question, StudyPeriod
from contributions.models import Document, Meeting, Topic

from .annexes import Annex, Entry
from .parties import Party, Reply

LANGUAGES = [
    ("ar", _("Arabic")),
    ("zh", _("Chinese")),
    ("en", _("English")),
    ("fr", _("French")),
    ("ru", _("Russian")),
    ("es", _("Spanish")),
]


class StatementQuerySet(models.QuerySet["Statement"]):
    # Who may see what. `public` is the security boundary: every public page, export and count starts from it.

    def public(self) -> StatementQuerySet:
        """Statements with a public page: withdrawn ones too, whose page says so."""
        return self.filter(
            status__in=Statement.PUBLIC_STATUSES,
            visibility__in=[Statement.Visibility.PUBLIC, Statement.Visibility.HEADER],
            correction_of__isnull=True,
            slug__isnull=False,
        )

    def listed(self) -> StatementQuerySet:
        """The public register: without what was withdrawn."""
        return self.public().exclude(status=Statement.Status.WITHDRAWN)

    def withdrawn(self) -> StatementQuerySet:
        return self.filter(status=Statement.Status.WITHDRAWN)

    def removed(self) -> StatementQuerySet:
        """Statements that should never have been public: their address says so, with status 410."""
        return self.filter(visibility=Statement.Visibility.REMOVED, slug__isnull=False)

    # What belongs to what

    def for_body(self, *bodies: Body) -> StatementQuerySet:
        """Sent by, to, or in copy to one of the bodies or a body under them."""
        return self._with_party(body__in=Body.objects.under(*bodies))

    def sent_to(self, *bodies: Body) -> StatementQuerySet:
        return self._with_party(body__in=Body.objects.under(*bodies), part__in=[Party.Part.TO, Party.Part.CC])

    def for_question(self, *questions: Question) -> StatementQuerySet:
        return self._with_party(questions__in=questions)

    def for_topic(self, topic: Topic) -> StatementQuerySet:
        return self.filter(topics=topic)

    def citing(self, document: Document) -> StatementQuerySet:
        """Statements with an annex row or reply that cites any revision of the document."""
        same = Document.objects.same_number(document).order_by().values("pk")
        row = Entry.objects.filter(annex__statement=OuterRef("pk"), document__in=same)
        return self.filter(Exists(row) | Q(registered_as__in=same))

    def citing_entity(self, entity: Entity) -> StatementQuerySet:
        """Statements whose annex cites a document of the entity: where its papers went."""
        row = Entry.objects.filter(annex__statement=OuterRef("pk"), document__sources=entity)
        return self.filter(Exists(row))

    def citing_country(self, country: str) -> StatementQuerySet:
        row = Entry.objects.filter(annex__statement=OuterRef("pk"), document__sources__country=country)
        return self.filter(Exists(row))

    def agreed_at(self, meeting: Meeting) -> StatementQuerySet:
        """Approved at the meeting or at a sitting of it."""
        return self.filter(Q(approval_meeting=meeting) | Q(approval_meeting__parent=meeting))

    def for_meeting(self, meeting: Meeting) -> StatementQuerySet:
        """Agreed at it, registered among its documents, or considered there."""
        considered = Party.objects.filter(statement=OuterRef("pk"), considered_at=meeting)
        return self.filter(
            Q(approval_meeting=meeting)
            | Q(approval_meeting__parent=meeting)
            | Q(registered_as__meeting=meeting)
            | Exists(considered)
        )

    def incoming_for(self, meeting: Meeting) -> StatementQuerySet:
        """Incoming statements on the meeting's list: registered among its documents, or considered at it."""
        on_list = Q(registered_as__meeting=meeting) | Q(considerations__meeting=meeting)
        return self.filter(on_list, direction=Statement.Direction.INCOMING).distinct()

    def of_direction(self, direction: str) -> StatementQuerySet:
        return self.filter(direction=direction)

    def with_purpose(self, purpose: str) -> StatementQuerySet:
        return self._with_party(part=Party.Part.TO, purpose=purpose)

    def with_symbol(self, symbol: str) -> StatementQuerySet:
        """Whose own number it is, or under whose number it was registered with us."""
        return self.filter(Q(symbol__iexact=symbol) | Q(registered_as__symbol__iexact=symbol))

    # What is to be done

    def open(self) -> StatementQuerySet:
        """Action or comment was asked of somebody who has not answered."""
        return self.exclude(status=Statement.Status.WITHDRAWN).filter(Exists(Party.objects.open_of(OuterRef("pk"))))

    def answered(self) -> StatementQuerySet:
        """Action or comment was asked, and all who were asked have answered."""
        asked = Party.objects.asked_of(OuterRef("pk"))
        return self.filter(Exists(asked)).exclude(Exists(Party.objects.open_of(OuterRef("pk"))))

    def overdue(self, on: datetime.date | None = None) -> StatementQuerySet:
        late = Party.objects.open_of(OuterRef("pk")).filter(deadline__lt=on or timezone.localdate())
        return self.exclude(status=Statement.Status.WITHDRAWN).filter(Exists(late))

    def due_within(self, days: int, on: datetime.date | None = None) -> StatementQuerySet:
        """With a reply due in the next so many days, today included."""
        on = on or timezone.localdate()
        soon = Party.objects.open_of(OuterRef("pk")).filter(deadline__range=(on, on + datetime.timedelta(days=days)))
        return self.exclude(status=Statement.Status.WITHDRAWN).filter(Exists(soon))

    # What a page needs, in a constant number of queries

    def newest_first(self) -> StatementQuerySet:
        return self.order_by(F("date").desc(nulls_last=True), "-pk")

    def for_list(self) -> StatementQuerySet:
        """With senders and recipients, without the long texts."""
        return (
            self.select_related("period")
            .defer("content", "abstract", "action_required", "signatures")
            .prefetch_related(Prefetch("parties", Party.objects.for_list()))
        )

    def for_detail(self) -> StatementQuerySet:
        """With everything that `letter.build` and the statement's page read."""
        return self.select_related("period", "approval_meeting", "registered_as").prefetch_related(
            Prefetch("parties", Party.objects.for_detail()),
            "contacts__person",
            Prefetch("annexes", Annex.objects.for_detail()),
            "next_meetings__meeting",
            Prefetch("replies", Reply.objects.select_related("target")),
            "attachments__document",
            "topics",
        )

    def _with_party(self, **conditions: object) -> StatementQuerySet:
        return self.filter(Exists(Party.objects.filter(statement=OuterRef("pk"), **conditions)))


class Statement(models.Model):
    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        IN_REVIEW = "in_review", _("In review")
        APPROVED = "approved", _("Approved")
        SENT = "sent", _("Sent")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        RECORDED = "recorded", _("Recorded")
        CLOSED = "closed", _("Closed")

    class Visibility(models.TextChoices):
        PUBLIC = "public", _("Public")
        HEADER = "header", _("Header only")
        STAFF = "staff", _("Staff only")
        REMOVED = "removed", _("Removed from public view")

    class Direction(models.TextChoices):
        OUTGOING = "outgoing", _("Outgoing")
        INCOMING = "incoming", _("Incoming")
        INTERNAL = "internal", _("Internal")
        OTHER = "other", _("Between others")

    class ApprovalLevel(models.TextChoices):
        STUDY_GROUP = "study_group", _("Approved by the study group")
        RAPPORTEUR_GROUP = "rapporteur_group", _("Agreed at a rapporteur group meeting")
        CORRESPONDENCE = "correspondence", _("Agreed by correspondence")
        MANAGEMENT = "management", _("Approved by the group’s management")

    PUBLIC_STATUSES = [Status.SENT, Status.WITHDRAWN, Status.RECORDED, Status.CLOSED]
    OPEN_TO_EDITS = [Status.DRAFT, Status.IN_REVIEW, Status.APPROVED]

    title = models.TextField(_("title"), help_text=_("Concise; for a reply: “Reply to the liaison statement from …”."))
    subtitle = models.TextField(
        _("lines under the title"), blank=True, help_text=_("One a line; the Question’s title among them.")
    )
    symbol = models.CharField(_("symbol"), max_length=80, blank=True, help_text=_("Its own number, if it has one."))
    other_symbols = models.TextField(_("other symbols"), blank=True, help_text=_("One a line, as printed."))
    reference = models.CharField(_("reference"), max_length=200, blank=True)
    slug = models.SlugField(
        _("address"), max_length=160, unique=True, null=True, blank=True, default=None, editable=False
    )
    period = models.ForeignKey(
        StudyPeriod, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("study period")
    )
    language = models.CharField(_("language"), max_length=2, choices=LANGUAGES, default="en")
    original_language = models.CharField(_("original language"), max_length=2, choices=LANGUAGES, default="en")

    date = models.DateField(_("date"), null=True, blank=True, help_text=_("The date that the statement bears."))
    sent_on = models.DateField(_("sent"), null=True, blank=True, help_text=_("The date of record."))
    received_on = models.DateField(_("received"), null=True, blank=True)
    recorded_on = models.DateField(_("recorded"), null=True, blank=True, editable=False)

    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.DRAFT, editable=False)
    visibility = models.CharField(
        _("visibility"), max_length=10, choices=Visibility, default=Visibility.STAFF, editable=False
    )
    direction = models.CharField(
        _("direction"), max_length=10, choices=Direction, default=Direction.OTHER, editable=False
    )

    meeting = models.ForeignKey(
        Meeting,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("meeting"),
        help_text=_("The meeting where it was prepared."),
    )
    meeting_text = models.CharField(_("meeting as printed"), max_length=400, blank=True)
    meeting_start = models.DateField(_("meeting from"), null=True, blank=True)
    meeting_end = models.DateField(_("meeting until"), null=True, blank=True)

    approval_text = models.CharField(_("approval as printed"), max_length=400, blank=True)
    approval_level = models.CharField(_("level of approval"), max_length=20, choices=ApprovalLevel, blank=True)
    approval_date = models.DateField(_("date of approval"), null=True, blank=True)
    approval_meeting = models.ForeignKey(
        Meeting, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("approved at")
    )
    approval_paragraph = models.CharField(
        _("paragraph of the report"), max_length=200, blank=True, help_text=_("Where the report records it.")
    )

    action_required = models.TextField(
        _("cover note"), blank=True, help_text=_("The line “Action required” above the header, if any.")
    )
    reply_to = models.CharField(_("send reply to"), max_length=400, blank=True)
    signatures = models.TextField(_("signatures"), blank=True, help_text=_("One a line, as printed."))
    keywords = models.TextField(_("keywords"), blank=True, help_text=_("One a line."))
    topics = models.ManyToManyField(Topic, blank=True, related_name="+", verbose_name=_("topics"))
    registered_as = models.OneToOneField(
        Document,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("registered as"),
        help_text=_("The document of ours under which an incoming statement was registered."),
    )
    is_interim = models.BooleanField(
        _("interim reply"), default=False, help_text=_("An interim reply does not close the request it answers.")
    )
    correction_of = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="corrections", editable=False
    )
    withdrawn_on = models.DateField(_("withdrawn"), null=True, blank=True, editable=False)
    withdrawal_reason = models.TextField(_("reason for withdrawal"), blank=True, editable=False)

    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("assigned to"),
    )
    original_sha256 = models.CharField(max_length=64, blank=True, editable=False, db_index=True)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    updated_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=0, editable=False)

    # Long texts stand last, so that lists which leave them out need not read past them.
    abstract = models.TextField(_("abstract"), blank=True)
    content = models.TextField(_("content"), blank=True)

    objects = StatementQuerySet.as_manager()

    class Meta:
        verbose_name = _("liaison statement")
        verbose_name_plural = _("liaison statements")
        ordering = [F("date").desc(nulls_last=True), "-pk"]
        indexes = [
            models.Index("status", "visibility", "date", name="statement_public_by_date"),
            models.Index("date", "id", name="statement_date"),
            models.Index("direction", "date", name="statement_direction_date"),
            models.Index("symbol", name="statement_symbol"),
        ]
        permissions = [("send_statement", _("Can send, publish and withdraw liaison statements"))]
        constraints = [
            models.CheckConstraint(
                condition=Q(meeting_start__isnull=True)
                | Q(meeting_end__isnull=True)
                | Q(meeting_start__lte=F("meeting_end")),
                name="statement_meeting_ends_after_it_starts",
                violation_error_message=_("The meeting cannot end before it starts."),
            ),
        ]

    def __str__(self) -> str:
        return self.symbol or self.title or _("Untitled statement")

    def get_absolute_url(self) -> str:
        return reverse("liaison:statement-detail", args=[self.slug])

    # Words for templates and admin, so that neither compares status strings

    @property
    def is_draft(self) -> bool:
        return self.status in self.OPEN_TO_EDITS

    @property
    def is_withdrawn(self) -> bool:
        return self.status == self.Status.WITHDRAWN

    @property
    def is_incoming(self) -> bool:
        return self.direction == self.Direction.INCOMING

    @property
    def is_transcription(self) -> bool:
        """Not ours: shown on a neutral sheet, never under our letterhead."""
        return self.direction in (self.Direction.INCOMING, self.Direction.OTHER)

    @property
    def is_header_only(self) -> bool:
        return self.visibility == self.Visibility.HEADER

    @property
    def is_public(self) -> bool:
        shown = self.visibility in (self.Visibility.PUBLIC, self.Visibility.HEADER)
        return bool(self.slug) and shown and self.status in self.PUBLIC_STATUSES and self.correction_of_id is None

    @property
    def subtitle_lines(self) -> list[str]:
        return [line for line in self.subtitle.splitlines() if line.strip()]

    # Parties are read from the prefetched rows, so a list costs no query for them

    def _part(self, part: str) -> list[Party]:
        return [party for party in self.parties.all() if party.part == part]

    @property
    def senders(self) -> list[Party]:
        return self._part(Party.Part.FROM)

    @property
    def recipients(self) -> list[Party]:
        return self._part(Party.Part.TO)

    @property
    def copies(self) -> list[Party]:
        return self._part(Party.Part.CC)
