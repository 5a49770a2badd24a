"""The statement: what it says, where it stands, who may see it."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Left, NullIf
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from contacts.fields import SinceField
from contacts.keys import match_key
from contacts.models import Appointment, Question, StudyPeriod
from contacts.ordering import SORTED_BY, ListIndex, last_first
from contacts.pages import people_in_office
from contributions.models import Document, Meeting, Topic

from .annexes import Annex
from .sealing import SealedError, is_unsealed
from .statement_parties import WithParties
from .statement_queries import StatementQuerySet, kept_for_good

if TYPE_CHECKING:
    from .trail import Revision, Translation

LANGUAGES = [
    ("ar", _("Arabic")),
    ("zh", _("Chinese")),
    ("en", _("English")),
    ("fr", _("French")),
    ("ru", _("Russian")),
    ("es", _("Spanish")),
]


class Statement(WithParties, models.Model):
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
    # All that `letter.build` and its sheet read of the statement's own row: sealed with it (models/sealing.py).
    SEALED = [
        *("title", "subtitle", "symbol", "other_symbols", "reference", "period", "period_label", "date", "direction"),
        *("language", "original_language", "meeting_text", "meeting_start", "meeting_end", "approval_text"),
        *("approval_level", "approval_date", "action_required", "reply_to", "signatures", "keywords", "is_interim"),
        *("abstract", "content"),
    ]

    title = models.TextField(_("title"), help_text=_("Concise; for a reply: “Reply to the liaison statement from …”."))
    subtitle = models.TextField(
        _("lines under the title"), blank=True, help_text=_("One a line; the Question’s title among them.")
    )
    symbol = models.CharField(_("symbol"), max_length=80, blank=True, help_text=_("Its own number, if it has one."))
    other_symbols = models.TextField(_("other symbols"), blank=True, help_text=_("One a line, as printed."))
    reference = models.CharField(_("reference"), max_length=200, blank=True)
    slug = models.SlugField(
        pgettext_lazy("of a page", "address"),
        max_length=160,
        unique=True,
        null=True,
        blank=True,
        default=None,
        editable=False,
    )
    period = models.ForeignKey(
        StudyPeriod, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("study period")
    )
    period_label = models.CharField(max_length=60, blank=True, editable=False)  # as it was when it was frozen
    language = models.CharField(_("language"), max_length=2, choices=LANGUAGES, default="en")
    original_language = models.CharField(_("original language"), max_length=2, choices=LANGUAGES, default="en")

    date = models.DateField(_("date"), null=True, blank=True, help_text=_("The date that the statement bears."))
    sent_on = models.DateField(_("sent"), null=True, blank=True, help_text=_("The date of record."))
    received_on = models.DateField(_("received"), null=True, blank=True)
    recorded_on = models.DateField(_("recorded"), null=True, blank=True, editable=False)
    public_since = SinceField(_("public since"), of="is_public")

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
    redacted_on = models.DateField(_("redacted"), null=True, blank=True, editable=False)

    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("assigned to"),
    )
    assigned_questions = models.ManyToManyField(Question, blank=True, related_name="+", verbose_name=_("dealt with by"))
    original_sha256 = models.CharField(max_length=64, blank=True, editable=False, db_index=True)
    text_key = models.CharField(max_length=64, blank=True, editable=False, db_index=True)  # of letter.compare
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    updated_at = models.DateTimeField(auto_now=True)
    # When the public was last told something of it (services/trail.py): it was published, corrected, answered ...
    announced_at = models.DateTimeField(null=True, default=timezone.now, editable=False)
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
            models.Index(fields=["language", "date"], name="statement_language_date"),
            ListIndex(last_first("date"), F("id").desc(), name="statement_newest"),
            models.Index("announced_at", "id", name="statement_announced"),
            models.Index(Left("title", SORTED_BY), "id", name="statement_title"),
            models.Index(NullIf("symbol", Value("")), "id", name="statement_symbol_up"),
            ListIndex(last_first(NullIf("symbol", Value(""))), F("id").desc(), name="statement_symbol_down"),
        ]
        permissions = [
            ("agree_statement", _("Can record the approval of liaison statements")),
            ("send_statement", _("Can send, publish, correct and withdraw liaison statements")),
            ("redact_statement", _("Can redact liaison statements, and read what was redacted")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(meeting_start__isnull=True)
                | Q(meeting_end__isnull=True)
                | Q(meeting_start__lte=F("meeting_end")),
                name="statement_meeting_ends_after_it_starts",
                violation_error_message=_("The meeting cannot end before it starts."),
            ),
            models.CheckConstraint(
                condition=Q(correction_of__isnull=True) | ~Q(correction_of=F("pk")),
                name="statement_not_correction_of_itself",
                violation_error_message=_("A statement cannot be a correction of itself."),
            ),
            models.UniqueConstraint(
                fields=["correction_of"],
                condition=Q(correction_of__isnull=False),
                name="statement_one_open_correction",
                violation_error_message=_("A correction of this statement is being prepared already."),
            ),
        ]

    def __str__(self) -> str:
        return self.symbol or self.title or gettext("Untitled statement")

    def save(self, **kwargs: Any) -> None:
        """As Django's; what is sealed is not overwritten."""
        fields = kwargs.get("update_fields")
        if not (self._state.adding or is_unsealed()) and (fields is None or set(fields) & set(self.SEALED)):
            self._refuse_change()
        super().save(**kwargs)

    def get_absolute_url(self) -> str:
        return reverse("liaison:statement-detail", args=[self.slug])

    def get_admin_url(self) -> str:
        """Of its page at the desk."""
        return reverse("admin:liaison_statement_change", args=[self.pk])

    def _refuse_change(self) -> None:
        names = [self._meta.get_field(name).attname for name in self.SEALED]
        frozen = Statement._base_manager.filter(pk=self.pk, recorded_on__isnull=False)
        stored = frozen.values(*names).first() or {}
        changed = [name for name in stored if stored[name] != getattr(self, name)]
        if changed:
            text = gettext("What was sent or recorded cannot be changed (%(fields)s). Correct it instead.")
            raise SealedError(text % {"fields": ", ".join(changed)}, [self])

    def delete(self, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """A draft can be deleted; what was sent or recorded, or agreed by a meeting, never."""
        if not self.is_deletable:
            raise SealedError(kept_for_good(self), [self])
        return super().delete(**kwargs)

    # Words for templates and admin, so that neither compares status strings

    @property
    def is_draft(self) -> bool:
        return self.status in self.OPEN_TO_EDITS

    @property
    def is_deletable(self) -> bool:
        """One query."""
        return Statement.objects.deletable().filter(pk=self.pk).exists()

    @property
    def is_frozen(self) -> bool:
        """Sent or recorded by our services: what it says was written out and is sealed."""
        return self.recorded_on is not None

    @property
    def is_approved(self) -> bool:
        return self.status == self.Status.APPROVED

    @property
    def is_correction(self) -> bool:
        """A hidden draft that will take the place of what was sent."""
        return self.correction_of_id is not None

    @property
    def printed_period(self) -> str | None:
        """The label of the study period as it goes into the Letter: that of the day when the statement was frozen."""
        if self.is_frozen:
            return self.period_label or None
        return self.period.label if self.period else None

    @property
    def is_not_agreed(self) -> bool:
        return self.status in (self.Status.DRAFT, self.Status.IN_REVIEW)

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
    def is_by_others(self) -> bool:
        """Others wrote it: it is recorded as it is, gaps and all. Without a sender it is not known to be."""
        return self.is_incoming or (self.direction == self.Direction.OTHER and bool(self.pk and self.senders))

    @property
    def is_removed(self) -> bool:
        return self.visibility == self.Visibility.REMOVED

    @property
    def is_header_only(self) -> bool:
        return self.visibility == self.Visibility.HEADER

    @property
    def is_public(self) -> bool:
        shown = self.visibility in (self.Visibility.PUBLIC, self.Visibility.HEADER)
        return bool(self.slug) and shown and self.status in self.PUBLIC_STATUSES and self.correction_of_id is None

    @property
    def shown_annexes(self) -> list[Annex]:
        """The annexes that the public may read: none where the header alone is published."""
        return [] if self.is_header_only else list(self.annexes.all())

    @property
    def direction_of_text(self) -> str:
        """For `dir` on the statement's own words."""
        return "rtl" if self.language == "ar" else "ltr"

    @property
    def subtitle_lines(self) -> list[str]:
        return [line for line in self.subtitle.splitlines() if line.strip()]

    @property
    def is_overdue(self) -> bool:
        return not self.is_withdrawn and any(party.is_overdue() for party in self.recipients)

    def in_office_now(self, on: datetime.date | None = None) -> list[Appointment]:
        """Who holds a role today for the senders' Questions, or for the Questions that took them up.

        Nobody where these are the people whom the statement names. One query.
        """
        questions = [question.pk for party in self.senders for question in party.questions.all()]
        holders = people_in_office(tuple(questions), on or timezone.localdate()) if questions else []
        printed = {match_key(contact.name) for contact in self.contacts.all()}
        return holders if {match_key(holder.person.name) for holder in holders} != printed else []

    def revision(self, number: int) -> Revision | None:
        return self.revisions.filter(number=number).first()

    def revision_in_force(self) -> Revision | None:
        """What was issued last, with its letter; None of a draft and of what was recorded without one. One query."""
        return self.revisions.order_by("number").last()

    def superseded_by(self, revision: Revision) -> int | None:
        """The number of the revision that is in force instead; None for the one in force. One query."""
        later = self.revisions.filter(number__gt=revision.number)
        return later.order_by("-number").values_list("number", flat=True).first()

    def public_translation(self, language: str) -> Translation | None:
        return self.translations.filter(language=language, status="published").first()
