"""Other spellings under which bodies, entities and people are met."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contacts.fields import MatchKeyField

from .bodies import Body
from .people import Entity, Person

ONE_OWNER = (
    Q(body__isnull=False, entity__isnull=True, person__isnull=True)
    | Q(body__isnull=True, entity__isnull=False, person__isnull=True)
    | Q(body__isnull=True, entity__isnull=True, person__isnull=False)
)


class Alias(models.Model):
    class Kind(models.TextChoices):
        SPELLING = "spelling", _("Other spelling")
        FORMER = "former", _("Former name")

    text = models.CharField(_("spelling"), max_length=400)
    key = MatchKeyField(source="text")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.SPELLING)
    body = models.ForeignKey(
        Body, models.CASCADE, null=True, blank=True, related_name="aliases", verbose_name=_("body")
    )
    entity = models.ForeignKey(
        Entity, models.CASCADE, null=True, blank=True, related_name="aliases", verbose_name=_("entity")
    )
    person = models.ForeignKey(
        Person, models.CASCADE, null=True, blank=True, related_name="aliases", verbose_name=_("person")
    )

    class Meta:
        verbose_name = _("other spelling")
        verbose_name_plural = _("other spellings")
        ordering = ["text"]
        constraints = [
            models.CheckConstraint(
                condition=ONE_OWNER,
                name="alias_of_one",
                violation_error_message=_("A spelling belongs to a body, an entity or a person: one of the three."),
            ),
            *(
                models.UniqueConstraint(
                    fields=[owner, "text"],
                    condition=Q(**{f"{owner}__isnull": False}),
                    name=f"alias_once_a_{owner}",
                    violation_error_message=_("This spelling is there already."),
                )
                for owner in ("body", "entity", "person")
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def is_former(self) -> bool:
        return self.kind == self.Kind.FORMER
