"""What happened to a statement, and what is kept of it: events, revisions, translations, files, notes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language_info, gettext
from django.utils.translation import gettext_lazy as _

from contacts.models import Body
from contributions.models import Document, Meeting

from .parties import Party
from .sealing import SealedError, SealedRow, SealedRowsQuerySet, TrailQuerySet, TrailRow, is_unsealed
from .trail_queries import ConsiderationQuerySet, EventQuerySet, RevisionQuerySet

SHA256 = RegexValidator(r"^[0-9a-f]{64}$", _("A checksum is 64 hexadecimal digits."))


class Attachment(SealedRow):
    """A file or document that goes with the statement."""

    LIVING = ("document",)

    statement = models.ForeignKey("Statement", models.CASCADE, related_name="attachments")
    position = models.PositiveIntegerField(_("order"), default=0)
    title = models.CharField(_("title"), max_length=400)
    symbol = models.CharField(_("symbol"), max_length=80, blank=True)
    url = models.URLField(_("web address"), max_length=500, blank=True)
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("document")
    )
    sha256 = models.CharField(_("checksum"), max_length=64, blank=True, validators=[SHA256])

    objects = SealedRowsQuerySet.as_manager()

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.title


class Event(TrailRow):
    """A step in the life of a statement. Written by services, never changed."""

    class Kind(models.TextChoices):
        CREATED = "created", _("Created")
        IMPORTED = "imported", _("Imported")
        EDITED = "edited", _("Edited")
        SUBMITTED = "submitted", _("Submitted for review")
        RETURNED = "returned", _("Returned to draft")
        AGREED = "agreed", _("Approval recorded")
        REVISED = "revised", _("Changed in substance, back in review")
        SENT = "sent", _("Sent")
        RECORDED = "recorded", _("Recorded")
        PUBLISHED = "published", _("Published")
        HIDDEN = "hidden", _("Taken out of public view")
        HANDLED = "handled", _("What became of it")
        CORRECTING = "correcting", _("Correction begun")
        CORRECTED = "corrected", _("Corrected")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        ANSWERED = "answered", _("Answered")
        REOPENED = "reopened", _("Reopened")
        CLOSED = "closed", _("Closed")
        REDACTED = "redacted", _("Personal data redacted")
        UNSEALED = "unsealed", _("Sealed original read")
        SHARED = "shared", _("Address for review made")
        UNSHARED = "unshared", _("Address for review revoked")
        COMMENT = "comment", _("Comment")

    statement = models.ForeignKey("Statement", models.CASCADE, related_name="events", verbose_name=_("statement"))
    kind = models.CharField(_("what"), max_length=12, choices=Kind)
    at = models.DateTimeField(_("when"), auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("who")
    )
    from_status = models.CharField(_("from"), max_length=10, blank=True)
    to_status = models.CharField(_("to"), max_length=10, blank=True)
    note = models.TextField(_("note"), blank=True)
    is_public = models.BooleanField(_("public"), default=False)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.at:%Y-%m-%d %H:%M}"


class Revision(TrailRow):
    """What was sent: number 0 is the first. The Letter as it was, with its schema version in it.

    `letterhead` are the lines under which it went out, so that a stamp or another language years later stands under
    the same ones; None where they were not kept.
    """

    statement = models.ForeignKey("Statement", models.PROTECT, related_name="revisions", verbose_name=_("statement"))
    number = models.PositiveIntegerField(_("number"), default=0)
    letter = models.JSONField(_("letter"))
    letterhead = models.JSONField(_("letterhead"), null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    made_at = models.DateTimeField(_("made"), auto_now_add=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by")
    )

    objects = RevisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["statement", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["statement", "number"],
                name="revision_number_once",
                violation_error_message=_("The statement has a revision of this number already."),
            ),
            models.CheckConstraint(
                condition=Q(number=0) | Q(reason__gt=""),
                name="revision_has_a_reason",
                violation_error_message=_("A correction needs a reason."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.statement} rev. {self.number}"


class Redaction(TrailRow):
    """Words of a statement that nobody reads any longer, on request, but who may open what was sealed.

    The rows of the statement hold the replacement. What they held before is in its revisions and issued files, and
    in `sealed` what those do not have: the letters of its language versions, and what was written about it later.
    """

    statement = models.ForeignKey("Statement", models.PROTECT, related_name="redactions", verbose_name=_("statement"))
    text = models.TextField(_("words"), help_text=_("To the letter, as they stand in the statement."))
    replacement = models.CharField(_("shown instead"), max_length=100, default="[redacted]")
    reason = models.TextField(_("reason"))
    sealed = models.JSONField(_("sealed"), default=dict, blank=True, editable=False)
    at = models.DateTimeField(_("when"), auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by")
    )

    objects = TrailQuerySet.as_manager()

    class Meta:
        verbose_name = _("redaction")
        verbose_name_plural = _("redactions")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(text__gt="", reason__gt=""),
                name="redaction_has_words_and_a_reason",
                violation_error_message=_("Say which words are redacted, and why."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.statement}, {self.at:%Y-%m-%d}"


class Translation(models.Model):
    """The statement in another language: a Letter with its own state.

    `original` is the letter that it was made beside, so that it can be seen what changed there since. `findings` are
    what differs in the facts of the file from which it was read, `settled` the keys of those that are in order.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        PUBLISHED = "published", _("Published")

    statement = models.ForeignKey("Statement", models.CASCADE, related_name="translations", verbose_name=_("statement"))
    language = models.CharField(_("language"), max_length=2)
    letter = models.JSONField(_("letter"))
    original = models.JSONField(_("original"), null=True, blank=True, editable=False)
    findings = models.JSONField(_("findings"), default=list, blank=True, editable=False)
    settled = models.JSONField(default=list, blank=True, editable=False)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.DRAFT)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        verbose_name = _("language version")
        verbose_name_plural = _("language versions")
        ordering = ["statement", "language"]
        constraints = [
            models.UniqueConstraint(
                fields=["statement", "language"],
                name="translation_once_a_language",
                violation_error_message=_("There is a version in this language already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.statement} ({self.language})"

    @property
    def language_name(self) -> str:
        """In the reader's language."""
        return str(get_language_info({"zh": "zh-hans"}.get(self.language, self.language))["name_translated"])

    @property
    def is_published(self) -> bool:
        return self.status == self.Status.PUBLISHED


class StatementFileQuerySet(models.QuerySet["StatementFile"]):
    def issued(self, revision: Revision, *, is_redacted: bool) -> StatementFileQuerySet:
        """The files of a revision that the public may have: where words were redacted, those made anew."""
        kind = StatementFile.Kind.PUBLIC if is_redacted else StatementFile.Kind.ISSUED
        return self.filter(revision=revision, kind=kind, translation__isnull=True).order_by("-pk")

    def of_revision(self, revision: Revision) -> StatementFileQuerySet:
        """As it was sent, in the order in which the files were made."""
        return self.filter(revision=revision, kind=StatementFile.Kind.ISSUED, translation__isnull=True).order_by("pk")

    def attached_to(self, statement: object) -> StatementFileQuerySet:
        return self.filter(statement=statement, kind=StatementFile.Kind.ATTACHED).order_by("attachment__position", "pk")

    def original_mails(self, statements: Iterable[int]) -> StatementFileQuerySet:
        """The mails in which statements came, as they were kept, each with the statement's parties."""
        mails = self.filter(statement__in=list(statements), kind=StatementFile.Kind.ORIGINAL, name__iendswith=".eml")
        return mails.select_related("statement").prefetch_related("statement__parties").order_by("pk")

    def proofs(self) -> StatementFileQuerySet:
        return self.filter(kind=StatementFile.Kind.PROOF)

    def delete(self) -> tuple[int, dict[str, int]]:
        if not is_unsealed() and self.filter(statement__recorded_on__isnull=False).exists():
            raise SealedError(_file_is_kept())
        return super().delete()

    delete.alters_data = delete.queryset_only = True  # type: ignore[attr-defined]

    def originals(self) -> StatementFileQuerySet:
        """As they came in, of the statement and of its language versions."""
        return self.filter(kind=StatementFile.Kind.ORIGINAL).select_related("translation")


def _file_is_kept() -> str:
    return gettext("The files of a statement that was sent or recorded are kept.")


class StatementFile(models.Model):
    """A file kept for a statement, with its checksum: the original as received, or one made when it was sent."""

    class Kind(models.TextChoices):
        ORIGINAL = "original", _("Original as received")
        ISSUED = "issued", _("As sent")
        PUBLIC = "public", _("Public copy")
        ATTACHED = "attached", _("Attachment")
        PROOF = "proof", _("Proof of sending")

    statement = models.ForeignKey("Statement", models.CASCADE, related_name="files", verbose_name=_("statement"))
    revision = models.ForeignKey(Revision, models.PROTECT, null=True, blank=True, related_name="files")
    translation = models.ForeignKey(Translation, models.PROTECT, null=True, blank=True, related_name="files")
    attachment = models.ForeignKey(Attachment, models.SET_NULL, null=True, blank=True, related_name="files")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    name = models.CharField(_("name"), max_length=255)
    media_type = models.CharField(_("media type"), max_length=100, blank=True)
    file = models.FileField(_("file"), upload_to="statements/%Y/%m/", max_length=255)
    size = models.PositiveBigIntegerField(_("size in bytes"), default=0)
    sha256 = models.CharField(_("checksum"), max_length=64, validators=[SHA256], db_index=True)
    added_at = models.DateTimeField(_("added"), auto_now_add=True)

    objects = StatementFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")
        ordering = ["statement", "pk"]

    def __str__(self) -> str:
        return self.name

    def delete(self, **kwargs: Any) -> tuple[int, dict[str, int]]:
        if self.statement.recorded_on and not is_unsealed():
            raise SealedError(_file_is_kept(), [self])
        return super().delete(**kwargs)


class OriginalText(models.Model):
    """What an original says, line by line, each with its place as findings name it. Beside its file, for it is long."""

    file = models.OneToOneField(
        StatementFile, models.CASCADE, primary_key=True, related_name="text", verbose_name=_("file")
    )
    lines = models.JSONField(_("lines"), default=list)

    class Meta:
        verbose_name = _("text of an original")
        verbose_name_plural = _("texts of originals")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.file)


class Note(models.Model):
    """What staff say to each other about a statement. Never public."""

    statement = models.ForeignKey("Statement", models.CASCADE, related_name="notes", verbose_name=_("statement"))
    text = models.TextField(_("text"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("when"), auto_now_add=True)

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.text[:60]


class Consideration(models.Model):
    """An incoming statement on a meeting's list; carried over from meeting to meeting until it has an outcome.

    The note is of staff and never public.
    """

    WAITING = ["", Party.Outcome.DEFERRED]

    statement = models.ForeignKey(
        "Statement", models.CASCADE, related_name="considerations", verbose_name=_("statement")
    )
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="+", verbose_name=_("meeting"))
    outcome = models.CharField(_("outcome"), max_length=20, choices=Party.Outcome, blank=True)
    forwarded_to = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("forwarded to")
    )
    carried_to = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("carried over to")
    )
    note = models.TextField(_("note"), blank=True)

    objects = ConsiderationQuerySet.as_manager()

    class Meta:
        verbose_name = _("place on a meeting’s list")
        verbose_name_plural = _("places on meetings’ lists")
        ordering = ["meeting__starts_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["statement", "meeting"],
                name="consideration_once_a_meeting",
                violation_error_message=_("The statement is on this meeting’s list already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.statement} @ {self.meeting}"

    @property
    def is_open(self) -> bool:
        return self.outcome in self.WAITING and self.carried_to_id is None


class ImportFinding(models.Model):
    """What a reader could not settle, kept with the draft for the clerk."""

    class Level(models.TextChoices):
        ERROR = "error", _("Error")
        WARNING = "warning", _("Warning")
        NOTE = "note", _("Note")

    statement = models.ForeignKey(
        "Statement", models.CASCADE, related_name="import_findings", verbose_name=_("statement")
    )
    level = models.CharField(_("level"), max_length=10, choices=Level)
    field = models.CharField(_("field"), max_length=100, blank=True)
    where = models.CharField(_("where"), max_length=100, blank=True)
    message = models.TextField(_("message"))
    is_settled = models.BooleanField(_("settled"), default=False)

    class Meta:
        verbose_name = _("finding")
        verbose_name_plural = _("findings of the import")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.message
