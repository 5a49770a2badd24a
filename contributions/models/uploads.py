"""Lists of documents that were uploaded and not taken in yet."""

from __future__ import annotations

import datetime
import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contacts.models import StudyPeriod, User

from .meetings import Meeting
from .topics import Topic

KEPT = datetime.timedelta(hours=24)
MOST_OF_ONE = 5  # uploads of one person


class UploadedListQuerySet(models.QuerySet["UploadedList"]):
    def open_to(self, user: User) -> UploadedListQuerySet:
        """Those that a person uploaded within the last day."""
        return self.filter(owner=user, uploaded_at__gt=timezone.now() - KEPT)

    def sweep(self, user: User) -> None:
        """Delete what has expired, of whomever, and all but the newest of one person's."""
        self.filter(uploaded_at__lte=timezone.now() - KEPT).delete()
        newest = list(self.filter(owner=user).order_by("-uploaded_at").values_list("pk", flat=True)[:MOST_OF_ONE])
        self.filter(owner=user).exclude(pk__in=newest).delete()


class UploadedList(models.Model):
    """A file between the upload and the taking in, with what its owner said of it. It is deleted afterwards."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("owner"))
    uploaded_at = models.DateTimeField(_("uploaded"), default=timezone.now, db_index=True)
    name = models.CharField(_("file name"), max_length=200)
    content = models.BinaryField(_("content"))
    sheet = models.CharField(_("sheet"), max_length=100, blank=True)
    period = models.ForeignKey(StudyPeriod, models.SET_NULL, null=True, blank=True, related_name="+")
    meeting = models.ForeignKey(Meeting, models.SET_NULL, null=True, blank=True, related_name="+")
    topic = models.ForeignKey(Topic, models.SET_NULL, null=True, blank=True, related_name="+")
    answers = models.JSONField(_("answers"), default=dict, blank=True)

    objects = UploadedListQuerySet.as_manager()

    class Meta:
        verbose_name = _("uploaded list")
        verbose_name_plural = _("uploaded lists")
        ordering = ["-uploaded_at"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.name
