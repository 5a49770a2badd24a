"""Entities, people and roles. The user model of the site."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.db.models import Case, Q, When
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from contacts.fields import AddressField, MatchKeyField
from contacts.words import all_words

from .naming import NAMES, Named, in_local_order


class UserAccounts(UserManager["User"]):
    use_in_migrations = False

    def staff_with_address(self, email: str) -> list[User]:
        """Active accounts of staff with this e-mail address, in any case."""
        return list(self.filter(email__iexact=email, is_active=True, is_staff=True)[:2])


class User(AbstractUser):
    """Who signs in: secretariat staff."""

    objects = UserAccounts()

    class Meta(AbstractUser.Meta):
        ordering = ["username"]


class EntityQuerySet(models.QuerySet["Entity"]):
    def for_list(self) -> EntityQuerySet:
        return self.defer("note")

    def in_order_of_name(self) -> EntityQuerySet:
        """By English name, whoever reads."""
        return self.order_by("name", "pk")

    def member_states(self) -> EntityQuerySet:
        return self.filter(kind=Entity.Kind.MEMBER_STATE)

    def of_kind(self, kind: str) -> EntityQuerySet:
        return self.filter(kind=kind)

    def of_region(self, region: str) -> EntityQuerySet:
        return self.filter(region=region)

    def matching(self, text: str) -> EntityQuerySet:
        """With each of the words in a name, the code or another spelling."""
        return self.filter(all_words(text, ["code", *NAMES], ["name_key", "aliases__key"])).distinct()

    def in_groups(self) -> EntityQuerySet:
        """Member States first, by region; then the others, kind by kind; each group by name."""
        kinds = [When(kind=kind, then=place) for place, kind in enumerate(Entity.Kind.values)]
        regions = [When(region=region, then=place) for place, region in enumerate(Entity.Region.values)]
        states = Case(When(~Q(kind=Entity.Kind.MEMBER_STATE), then=0), *regions, default=len(regions))
        return self.order_by(Case(*kinds), states, in_local_order(), "pk")


class Entity(Named):
    """Who submits documents or is represented. Printed as “Source”."""

    class Kind(models.TextChoices):
        MEMBER_STATE = "member_state", _("Member State")
        SECTOR_MEMBER = "sector_member", _("Sector Member")
        ASSOCIATE = "associate", _("Associate")
        ACADEMIA = "academia", _("Academia")
        SECRETARIAT = "secretariat", _("Secretariat")
        OTHER = "other", _("Other")

    class Region(models.TextChoices):
        AFRICA = "AFR", _("Africa")
        AMERICAS = "AMS", _("Americas")
        ARAB_STATES = "ARB", _("Arab States")
        ASIA_PACIFIC = "ASP", _("Asia and the Pacific")
        CIS = "CIS", _("Commonwealth of Independent States")
        EUROPE = "EUR", _("Europe")

    name_key = MatchKeyField(source="name")
    slug = AddressField()
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.OTHER)
    code = models.CharField(
        _("code"), max_length=20, blank=True, help_text=_("Its code at the ITU, such as CTI; or a short name.")
    )
    country = models.CharField(
        _("country"), max_length=2, blank=True, db_index=True, help_text=_("Two letters of ISO 3166: CI.")
    )
    region = models.CharField(_("ITU region"), max_length=3, choices=Region, blank=True)
    website = models.URLField(_("web page"), max_length=500, blank=True)
    note = models.TextField(_("note for staff"), blank=True, help_text=_("Never shown in public."))

    objects = EntityQuerySet.as_manager()

    class Meta:
        verbose_name = _("entity")
        verbose_name_plural = _("entities")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["country"],
                condition=Q(kind="member_state") & ~Q(country=""),
                name="entity_one_member_state_a_country",
                violation_error_message=_("Another Member State has this country code."),
            ),
            models.CheckConstraint(
                condition=Q(country="") | Q(country__regex=r"^[A-Z][A-Z]$"),
                name="entity_country_is_two_letters",
                violation_error_message=_("The country is two capital letters, such as CI."),
            ),
        ]

    @property
    def is_member_state(self) -> bool:
        return self.kind == self.Kind.MEMBER_STATE

    def get_absolute_url(self) -> str:
        return reverse("liaison:member-detail", args=[self.slug])

    def slug_source(self) -> str:
        return self.name


class PersonQuerySet(models.QuerySet["Person"]):
    def for_list(self) -> PersonQuerySet:
        return self.select_related("entity")

    def known_as(self, keys: Iterable[str], emails: Iterable[str]) -> PersonQuerySet:
        """People with a name or other spelling of one of the match keys, or one of the addresses in any case."""
        lowered = {email.lower() for email in emails}
        named = Q(name_key__in=keys) | Q(aliases__key__in=keys) | Q(lower_email__in=lowered)
        return self.alias(lower_email=Lower("email")).filter(named).distinct()


class Person(models.Model):
    honorific = models.CharField(_("honorific"), max_length=30, blank=True, help_text=_("Ms, Mr, Dr …"))
    name = models.CharField(
        pgettext_lazy("person", "name"), max_length=200, help_text=_("As it is printed, given and family name.")
    )
    name_key = MatchKeyField(source="name")
    email = models.EmailField(_("e-mail"), blank=True)
    language = models.CharField(
        _("language"),
        max_length=10,
        blank=True,
        help_text=_("Reminders to this person are in this language; empty: English."),
    )
    phone = models.CharField(_("telephone"), max_length=60, blank=True)
    address = models.CharField(_("postal address"), max_length=400, blank=True)
    entity = models.ForeignKey(
        Entity, models.PROTECT, null=True, blank=True, related_name="people", verbose_name=_("entity")
    )
    user = models.OneToOneField(
        User,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="person",
        verbose_name=_("account"),
        help_text=_("The account with which this person signs in, if any."),
    )
    note = models.TextField(_("note for staff"), blank=True, help_text=_("Never shown in public."))

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["name"]

    def __str__(self) -> str:
        return f"{self.honorific} {self.name}".strip()


class RoleQuerySet(models.QuerySet["Role"]):
    def called(self, text: str) -> RoleQuerySet:
        """By code, or by name in any of the languages."""
        named = Q(*((f"{name}__iexact", text) for name in NAMES), _connector=Q.OR)
        return self.filter(Q(code=text.lower()) | named)


class Role(Named):
    """A role that people hold: Chair, Rapporteur, BDT Focal Point."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    position = models.PositiveIntegerField(_("rank"), default=0, help_text=_("Lower comes first in lists."))
    contact_label = models.CharField(
        _("contact label"),
        max_length=60,
        default="Contact",
        help_text=_("The heading under which holders are printed in a statement: Contact, BDT Focal Point."),
    )

    objects = RoleQuerySet.as_manager()

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        ordering = ["position", "name"]
