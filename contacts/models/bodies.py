"""Bodies as a tree, and their Questions."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import ExpressionWrapper, F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from config.data_version import kept
from contacts.fields import AddressField, MatchKeyField
from contacts.keys import natural_key

from .naming import Named
from .periods import StudyPeriod


def _below(roots: list[int], children: dict[int | None, list[int]]) -> set[int]:
    """The keys, and those of all below them."""
    found: set[int] = set()
    waiting = list(roots)
    while waiting:
        pk = waiting.pop()
        if pk not in found:
            found.add(pk)
            waiting += children.get(pk, [])
    return found


@kept
def _children() -> dict[int | None, list[int]]:
    children: dict[int | None, list[int]] = {}
    for pk, parent in Body.objects.order_by().values_list("pk", "parent_id"):
        children.setdefault(parent, []).append(pk)
    return children


@kept
def _groups() -> frozenset[int]:
    return frozenset(Question.objects.order_by().values_list("group", flat=True).distinct())


@kept
def _home() -> Body | None:
    return Body.objects.filter(is_home=True).first()


@kept
def _by_key() -> Mapping[int, Body]:
    return Body._base_manager.in_bulk()


class BodyQuerySet(models.QuerySet["Body"]):
    def for_list(self) -> BodyQuerySet:
        return self.select_related("parent")

    def in_order_of_code(self) -> BodyQuerySet:
        return self.order_by("code", "pk")

    def by_key(self) -> Mapping[int, Body]:
        """All bodies, to be read alone; one that came since the request began may be missing. One query, bodies are
        few."""
        return _by_key()

    def home(self) -> Body | None:
        """The body whose secretariat runs this site, with its letterhead; None before one is named."""
        return _home()

    def under(self, *bodies: Body) -> BodyQuerySet:
        """The bodies and all below them in the tree. One query of two columns, since bodies are few."""
        return self.filter(pk__in=self.keys_under(*bodies))

    def keys_under(self, *bodies: Body) -> set[int]:
        """The keys of the bodies and of all below them. One query of two columns.

        As values in a query they let the engine see how many rows it will find, which a query within it does not.
        """
        return _below([body.pk for body in bodies], _children())

    def parents(self) -> dict[int, int]:
        """Of each body that is under another the key of that. One query."""
        return {child: parent for parent, children in _children().items() for child in children if parent}

    def under_each(self, bodies: Iterable[Body]) -> dict[str, set[int]]:
        """Of each body by slug the keys of it and of all below it. One query."""
        children = _children()
        return {body.slug: _below([body.pk], children) for body in bodies}

    def ours(self) -> BodyQuerySet:
        """The home body and all under it."""
        keys = self.keys_of_ours()
        return self.filter(pk__in=keys) if keys else self.none()

    def keys_of_ours(self) -> set[int]:
        """The keys of the home body and of all under it."""
        home = self.model.objects.home()
        return self.keys_under(home) if home else set()

    def study_groups(self) -> BodyQuerySet:
        return self.filter(kind=Body.Kind.STUDY_GROUP)

    def studying_in(self, period: StudyPeriod) -> BodyQuerySet:
        """Study groups that have Questions in a study period."""
        return self.study_groups().filter(questions__period=period).distinct()

    def others(self) -> BodyQuerySet:
        """All but study groups, whose pages are elsewhere."""
        return self.exclude(kind=Body.Kind.STUDY_GROUP)

    def by_code(self) -> list[Body]:
        """All of them, SG2 before SG11. For the few bodies of a list."""
        return sorted(self, key=lambda body: natural_key(body.code))

    def in_tree_order(self) -> list[Body]:
        """All bodies, each before its parts, with its `depth`. One query, since bodies are few."""
        children: dict[int | None, list[Body]] = {}
        for body in self.defer("note", "letterhead").by_code():
            children.setdefault(body.parent_id, []).append(body)
        waiting = [(body, 0) for body in reversed(children.get(None, []))]
        found = []
        while waiting:
            body, body.depth = waiting.pop()
            found.append(body)
            waiting += [(child, body.depth + 1) for child in reversed(children.get(body.pk, []))]
        return found

    def for_page(self) -> BodyQuerySet:
        return self.select_related("parent", "successor").prefetch_related("aliases")

    def beside(self, body: Body) -> BodyQuerySet:
        """Its parts and the bodies that it followed, each with `is_part`."""
        part = ExpressionWrapper(Q(parent=body), output_field=models.BooleanField())
        return self.filter(Q(parent=body) | Q(successor=body)).annotate(is_part=part)


class Body(Named):
    class Kind(models.TextChoices):
        ORGANISATION = "organisation", _("Organisation")
        SECTOR = "sector", _("Sector")
        STUDY_GROUP = "study_group", _("Study group")
        ADVISORY_GROUP = "advisory_group", _("Advisory group")
        COUNCIL_GROUP = "council_group", _("Council working group")
        WORKING_PARTY = "working_party", _("Working party")
        CONFERENCE = "conference", _("Conference or assembly")
        SECRETARIAT = "secretariat", _("Secretariat")
        OTHER = "other", _("Other group")

    code = models.CharField(
        _("code"), max_length=60, unique=True, help_text=_("The short form by which it is known: ITU-D SG2, CWG-COP.")
    )
    code_key = MatchKeyField(source="code", max_length=60)
    name_key = MatchKeyField(source="name")
    slug = AddressField()
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.OTHER)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("part of"),
        help_text=_("The body that it belongs to, such as ITU-D for ITU-D SG2."),
    )
    is_home = models.BooleanField(
        _("home body"),
        default=False,
        help_text=_("The body whose site this is. It and all its parts are “ours”. There is one."),
    )
    letterhead = models.TextField(
        _("letterhead"),
        blank=True,
        help_text=_("For the home body: the lines at the head of its statements, one a line."),
    )
    starts_on = models.DateField(pgettext_lazy("day", "from"), null=True, blank=True)
    ends_on = models.DateField(pgettext_lazy("day", "until"), null=True, blank=True)
    successor = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="predecessors",
        verbose_name=_("followed by"),
        help_text=_("The body that took over its work."),
    )
    website = models.URLField(_("web page"), max_length=500, blank=True)
    wanted_format = models.CharField(
        _("format it wants"), max_length=200, blank=True, help_text=_("How it likes to get statements: Word, PDF, …")
    )
    note = models.TextField(_("note for staff"), blank=True, help_text=_("Never shown in public."))

    objects = BodyQuerySet.as_manager()

    class Meta:
        verbose_name = _("body")
        verbose_name_plural = _("bodies")
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(
                fields=["is_home"],
                condition=Q(is_home=True),
                name="body_one_home",
                violation_error_message=_("Another body is the home body already; untick it there first."),
            ),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(starts_on__lte=F("ends_on")),
                name="body_ends_after_it_starts",
                violation_error_message=_("A body cannot end before it starts."),
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("pk")),
                name="body_not_part_of_itself",
                violation_error_message=_("A body cannot be part of itself."),
            ),
            models.CheckConstraint(
                condition=Q(successor__isnull=True) | ~Q(successor=F("pk")),
                name="body_not_followed_by_itself",
                violation_error_message=_("A body cannot be followed by itself."),
            ),
        ]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        if self.kind == self.Kind.STUDY_GROUP:
            return reverse("liaison:study-group-detail", args=[self.slug])
        return reverse("liaison:body-detail", args=[self.slug])

    def slug_source(self) -> str:
        return self.code

    def clean(self) -> None:
        super().clean()
        if self.pk and self.parent_id and Body.objects.under(self).contains(self.parent):
            raise ValidationError({"parent": _("A body cannot be part of itself or of its own parts.")})

    @property
    def is_study_group(self) -> bool:
        return self.kind == self.Kind.STUDY_GROUP

    @property
    def has_ended(self) -> bool:
        return self.ends_on is not None and self.ends_on < timezone.localdate()

    @property
    def former_names(self) -> list[str]:
        """From the other spellings, read with `for_page`."""
        return [alias.text for alias in self.aliases.all() if alias.is_former]

    @property
    def letterhead_lines(self) -> list[str]:
        return [line.strip() for line in self.letterhead.splitlines() if line.strip()]


class BodyAddress(models.Model):
    """An e-mail address to which statements for the body go."""

    class Use(models.TextChoices):
        TO = "to", _("To")
        COPY = "cc", _("Copy")

    body = models.ForeignKey(Body, models.CASCADE, related_name="addresses", verbose_name=_("body"))
    email = models.EmailField(_("e-mail"))
    use = models.CharField(_("use"), max_length=2, choices=Use, default=Use.TO)
    language = models.CharField(_("language"), max_length=10, blank=True, help_text=_("Code, such as fr; empty: any."))
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("liaison address")
        verbose_name_plural = _("liaison addresses")
        ordering = ["body", "use", "email"]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "email", "language"],
                name="bodyaddress_once",
                violation_error_message=_("This address is there already."),
            )
        ]

    def __str__(self) -> str:
        return self.email


class QuestionQuerySet(models.QuerySet["Question"]):
    def current(self, on: datetime.date | None = None) -> QuestionQuerySet:
        return self.filter(period__in=StudyPeriod.objects.current(on))

    def latest(self, on: datetime.date | None = None) -> QuestionQuerySet:
        """Of the period that runs; of the newest that has any, while the running one has none yet."""
        current = self.current(on)
        return current if current.exists() else self.filter(period=self.order_by("-period__label").values("period")[:1])

    def for_list(self) -> QuestionQuerySet:
        return self.select_related("period", "group")

    def for_detail(self) -> QuestionQuerySet:
        return self.for_list().prefetch_related("continues__period", "continued_by__period")

    def latest_first(self) -> QuestionQuerySet:
        return self.order_by("-period__label", "group__code", "position", "number")

    def in_order_of_address(self) -> QuestionQuerySet:
        """By study period and number, as their addresses say them."""
        return self.order_by("slug", "pk")

    def of_groups(self, *groups: Body) -> QuestionQuerySet:
        return self.filter(group__in=groups)

    def of_periods(self, *periods: StudyPeriod) -> QuestionQuerySet:
        return self.filter(period__in=periods)

    def of_group(self, group: Body) -> QuestionQuerySet:
        return self.filter(group=group)

    def of_period(self, period: StudyPeriod | None) -> QuestionQuerySet:
        return self.filter(period=period)

    def groups_among(self, bodies: Iterable[int]) -> set[int]:
        """Those of the keys whose bodies have Questions, in any period."""
        return set(_groups().intersection(bodies))

    def taking_up(self, keys: Iterable[int]) -> QuestionQuerySet:
        return self.filter(Q(pk__in=keys) | Q(continues__in=keys)).distinct()

    def in_order(self) -> QuestionQuerySet:
        return self.order_by("group__code", "position", "number")

    def beside(self, question: Question) -> QuestionQuerySet:
        """The Questions that it continues and those that continue it, each with `is_earlier`."""
        earlier = Q(pk__in=question.continues.order_by().values("pk"))
        is_earlier = ExpressionWrapper(earlier, output_field=models.BooleanField())
        return self.filter(earlier | Q(continues=question)).annotate(is_earlier=is_earlier).distinct()

    def lineage(self, question: Question) -> QuestionQuerySet:
        """The Question and all it continues, back through the periods. A query a generation."""
        found = {question.pk}
        newest = found
        while newest:
            newest = set(self.model.objects.filter(continued_by__in=newest).values_list("pk", flat=True)) - found
            found |= newest
        return self.filter(pk__in=found)


class Question(Named):
    period = models.ForeignKey(StudyPeriod, models.PROTECT, related_name="questions", verbose_name=_("study period"))
    group = models.ForeignKey(Body, models.PROTECT, related_name="questions", verbose_name=_("study group"))
    number = models.CharField(_("number"), max_length=20, help_text=_("As it is printed, without Q: 3/2."))
    position = models.PositiveIntegerField(_("place in lists"), default=0)
    slug = AddressField()
    continues = models.ManyToManyField(
        "self",
        symmetrical=False,
        blank=True,
        related_name="continued_by",
        verbose_name=_("continues"),
        help_text=_("Questions of earlier periods whose work this one takes up."),
    )
    terms_of_reference = models.URLField(_("terms of reference"), max_length=500, blank=True)
    note = models.TextField(_("note for staff"), blank=True, help_text=_("Never shown in public."))

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("Question")
        verbose_name_plural = _("Questions")
        ordering = ["-period__label", "group__code", "position", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["period", "group", "number"],
                name="question_once_a_period",
                violation_error_message=_("This study group has a Question of this number in this period."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.label} ({self.period.label})"

    def get_absolute_url(self) -> str:
        return reverse("liaison:question-detail", args=[self.slug])

    def slug_source(self) -> str:
        return f"{self.period.label}-q{self.number.replace('/', '-')}"

    @property
    def place(self) -> tuple[str, str, int, str]:
        """Orders Questions as lists do."""
        return (self.period.label, self.group.code, self.position, self.number)

    @property
    def label(self) -> str:
        """As it is spoken of: Q3/2."""
        return f"Q{self.number}"
