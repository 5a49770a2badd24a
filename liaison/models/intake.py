"""Files that are taken in: uploaded, read, looked at, and made statements of."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .statements import Statement
from .trail import SHA256

LEASE = datetime.timedelta(minutes=3)  # for which a file belongs to whoever began to read it; reading takes one at most
MOST_ATTEMPTS = 2
KEPT = datetime.timedelta(days=30)  # what was refused or discarded


class IntakeQuerySet(models.QuerySet["Intake"]):
    def for_list(self) -> IntakeQuerySet:
        """Each with how many files it has, and how many are to be read and to be decided."""
        counts = {
            "files_count": Count("files"),
            "waiting_count": Count("files", filter=Q(files__state=IntakeFile.State.WAITING)),
            "read_count": Count("files", filter=Q(files__state=IntakeFile.State.READ)),
            "taken_count": Count("files", filter=Q(files__state=IntakeFile.State.TAKEN)),
        }
        return self.select_related("owner").annotate(**counts)


class Intake(models.Model):
    """What was uploaded at once. `answers` is what was said of names that nobody in the register has, for all its
    files: the key of the name and the row that is meant, or null where the words stay."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("owner")
    )
    added_at = models.DateTimeField(_("uploaded"), default=timezone.now, db_index=True)
    answers = models.JSONField(_("answers"), default=dict, blank=True)

    objects = IntakeQuerySet.as_manager()

    class Meta:
        verbose_name = _("intake")
        verbose_name_plural = _("intake of files")
        ordering = ["-added_at", "-pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return _("Intake of %(day)s") % {"day": timezone.localtime(self.added_at).strftime("%Y-%m-%d %H:%M")}


class IntakeFileQuerySet(models.QuerySet["IntakeFile"]):
    def in_state(self, *states: str) -> IntakeFileQuerySet:
        return self.filter(state__in=states)

    def light(self) -> IntakeFileQuerySet:
        """Without what was read, which may be long."""
        return self.defer("reading").select_related("statement")

    # The work that waits

    def waiting(self, at: datetime.datetime | None = None) -> IntakeFileQuerySet:
        """To be read, by nobody yet or by somebody who has not been heard of for the time of a lease."""
        at = at or timezone.now()
        free = Q(started_at__isnull=True) | Q(started_at__lt=at - LEASE)
        return self.filter(free, state=IntakeFile.State.WAITING)

    def planned(self) -> IntakeFileQuerySet:
        """Read, and chosen to be made statements of together with others."""
        return self.filter(state=IntakeFile.State.READ).exclude(plan="")

    def claim(self, at: datetime.datetime | None = None) -> IntakeFile | None:
        """One that waits, which nobody else then gets; None where none does."""
        at = at or timezone.now()
        for key in self.waiting(at).order_by("pk").values_list("pk", flat=True)[:20]:
            if self.waiting(at).filter(pk=key).update(started_at=at, attempts=F("attempts") + 1):
                return self.model.objects.select_related("intake").get(pk=key)
        return None

    # What is decided together

    def with_nothing_open(self) -> IntakeFileQuerySet:
        """Read, with nothing open: no name, no doubt of the reader, no like of it in the register."""
        return self.filter(state=IntakeFile.State.READ, open_count=0, plan="")

    def asking(self, keys: Iterable[str]) -> IntakeFileQuerySet:
        """Read, with one of the names not settled."""
        keys = set(keys)
        rows = self.in_state(IntakeFile.State.READ).values_list("pk", "asked")
        return self.filter(pk__in=[pk for pk, asked in rows if keys.intersection(asked)])

    def alike(self, file: IntakeFile) -> IntakeFileQuerySet:
        """Others that are not decided yet, with the same bytes, number or text."""
        same = Q(sha256=file.sha256)
        if file.symbol:
            same |= Q(symbol=file.symbol)
        if file.text_key:
            same |= Q(text_key=file.text_key)
        return self.in_state(IntakeFile.State.READ).filter(same).exclude(pk=file.pk)

    def expired(self, at: datetime.datetime | None = None) -> IntakeFileQuerySet:
        """Refused or discarded, and kept long enough."""
        gone = (IntakeFile.State.REFUSED, IntakeFile.State.DISCARDED)
        return self.in_state(*gone).filter(changed_at__lt=(at or timezone.now()) - KEPT)


class IntakeFile(models.Model):
    """One file of an intake. What was read of it is kept until it is decided; then its statement keeps the file.

    `open_count` is how much the clerk should look at before it is taken; `asked` are the keys of its open names,
    `settled` those of the reader's doubts that the clerk found in order. `version` counts what clerks changed.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        READ = "read", _("Read")
        REFUSED = "refused", _("Refused")
        TAKEN = "taken", _("Taken in")
        DISCARDED = "discarded", _("Discarded")

    class Plan(models.TextChoices):
        DRAFT = "draft", _("To be saved as a draft")
        RECORD = "record", _("To be recorded")

    intake = models.ForeignKey(Intake, models.CASCADE, related_name="files", verbose_name=_("intake"))
    name = models.CharField(_("name"), max_length=255)
    folder = models.CharField(pgettext_lazy("archive", "from"), max_length=400, blank=True)
    file = models.FileField(_("file"), upload_to="intake/%Y/%m/", max_length=255, blank=True)
    size = models.PositiveBigIntegerField(_("size in bytes"), default=0)
    sha256 = models.CharField(_("checksum"), max_length=64, blank=True, validators=[SHA256], db_index=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    plan = models.CharField(_("plan"), max_length=10, choices=Plan, blank=True)
    plan_on = models.DateField(_("received on"), null=True, blank=True)  # with a plan to record; empty for today
    error = models.TextField(_("why not"), blank=True)
    started_at = models.DateTimeField(null=True, blank=True, editable=False)
    attempts = models.PositiveSmallIntegerField(default=0, editable=False)
    changed_at = models.DateTimeField(pgettext_lazy("time", "changed"), auto_now=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("by")
    )

    title = models.TextField(_("title"), blank=True)
    symbol = models.CharField(_("symbol"), max_length=80, blank=True, db_index=True)
    date = models.DateField(_("date"), null=True, blank=True)
    text_key = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    open_count = models.PositiveIntegerField(_("to look at"), default=0)
    asked = models.JSONField(default=list, blank=True, editable=False)
    answers = models.JSONField(_("answers"), default=dict, blank=True)
    settled = models.JSONField(default=list, blank=True, editable=False)
    version = models.PositiveIntegerField(default=0, editable=False)
    statement = models.ForeignKey(
        Statement, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("liaison statement")
    )
    reading = models.JSONField(null=True, blank=True, editable=False)

    objects = IntakeFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("file taken in")
        verbose_name_plural = _("files taken in")
        ordering = ["pk"]
        default_permissions = ()
        indexes = [models.Index("state", "changed_at", name="intakefile_state")]

    def __str__(self) -> str:
        return self.name

    def get_admin_url(self) -> str:
        return reverse("admin:liaison_intake_file", args=[self.intake_id, self.pk])

    @property
    def is_waiting(self) -> bool:
        return self.state == self.State.WAITING

    @property
    def is_read(self) -> bool:
        return self.state == self.State.READ

    @property
    def is_clear(self) -> bool:
        return self.is_read and not self.open_count and not self.plan

    @property
    def is_decided(self) -> bool:
        return self.state in (self.State.TAKEN, self.State.DISCARDED, self.State.REFUSED)
