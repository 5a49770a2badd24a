"""The topics that documents and statements concern."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from config.data_version import kept
from contacts.fields import AddressField
from contacts.models import Named
from contacts.models.naming import in_local_order


@kept
def _by_key() -> Mapping[int, Topic]:
    return Topic._base_manager.in_bulk()


class TopicQuerySet(models.QuerySet["Topic"]):
    def for_list(self) -> TopicQuerySet:
        return self.order_by(in_local_order(), "pk")

    def by_key(self) -> Mapping[int, Topic]:
        """All topics, to be read alone: see `Body.objects.by_key`."""
        return _by_key()

    def in_order_of_name(self) -> TopicQuerySet:
        """By English name, whoever reads."""
        return self.order_by("name", "pk")


class Topic(Named):
    """A subject that crosses Questions, such as Child Online Protection."""

    code = models.CharField(_("short form"), max_length=20, blank=True, help_text=_("Such as COP."))
    slug = AddressField()
    description = models.TextField(_("description"), blank=True)

    objects = TopicQuerySet.as_manager()

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["name"]

    def get_absolute_url(self) -> str:
        return reverse("liaison:topic-detail", args=[self.slug])

    def slug_source(self) -> str:
        return self.name
