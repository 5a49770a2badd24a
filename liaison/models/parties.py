"""Who sent a statement to whom, for what, with which contacts, in answer to what."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import F, Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from contacts.gathering import Keys
from contacts.models import Body, Person, Question
from contributions.models import Meeting
from liaison import wording

from .party_facts import FactsQuerySet
from .sealing import SealedRow, SealedRowsQuerySet


class PartyQuerySet(FactsQuerySet):
    def asked_of(self, statement: object) -> PartyQuerySet:
        """Recipients of a statement (a key or OuterRef) of whom action or comment was asked."""
        return self.filter(statement=statement, part=Party.Part.TO, purpose__in=Party.ASKED)

    def open_of(self, statement: object) -> PartyQuerySet:
        return self.asked_of(statement).filter(answered_on__isnull=True)

    def who_got(self, statement: object) -> PartyQuerySet:
        """Recipients of a statement, and those who got a copy after them."""
        got = self.filter(statement=statement, part__in=[Party.Part.TO, Party.Part.CC])
        return got.select_related("body", "statement").order_by("-part", "position", "pk")

    def recipients(self) -> PartyQuerySet:
        return self.filter(part=Party.Part.TO)

    def received(self) -> PartyQuerySet:
        """Recipients and copies."""
        return self.filter(part__in=[Party.Part.TO, Party.Part.CC])

    def of_statements(self, keys: Keys) -> PartyQuerySet:
        return self.filter(statement__pk__each_of=keys).order_by()

    def in_statements(self, statements: QuerySet, first: int, last: int) -> PartyQuerySet:
        """Of statements whose keys lie between two: those of other times need not be walked past."""
        within = self.filter(statement__in=statements.order_by().values("pk"), statement__pk__range=(first, last))
        return within.order_by()

    def answered_by(self, statement: object) -> PartyQuerySet:
        """Those whose answer a statement is, on whatever statement they were asked."""
        return self.filter(answered_by=statement).order_by("pk")

    def for_delivery(self, statement: object) -> PartyQuerySet:
        """The recipients of a statement and then its copies, with the proof of sending."""
        received = self.filter(statement=statement, part__in=[Party.Part.TO, Party.Part.CC])
        received = received.select_related("statement", "body", "sent_proof")
        return received.order_by(F("part").desc(), "position", "pk")

    def for_list(self) -> PartyQuerySet:
        return self.select_related("body").order_by("position", "pk")

    def for_detail(self) -> PartyQuerySet:
        return (
            self.for_list()
            .select_related("body", "considered_at", "answered_by")
            .prefetch_related(Prefetch("questions", Question.objects.for_list()))
        )


class Party(SealedRow):
    """One sender, recipient or copy, in order; for a recipient also what was asked and what became of it."""

    # How it reached them: the services of sending write it down, with the proof.
    SENDING = ["sent_on", "sent_channel", "sent_address", "sent_note", "sent_proof"]
    HANDLING = [
        *(*SENDING, "acknowledged_on", "their_symbol", "their_url"),
        *("considered_at", "outcome", "outcome_text", "answered_by", "answered_on"),
    ]
    LIVING = (*HANDLING, "corrects")

    class Part(models.TextChoices):
        FROM = "from", _("From")
        TO = "to", _("To")
        CC = "cc", _("Copy")

    class Purpose(models.TextChoices):
        ACTION = "action", pgettext_lazy("purpose", "Action")
        COMMENT = "comment", pgettext_lazy("purpose", "Comment")
        INFORMATION = "information", _("Information")

    ASKED = (Purpose.ACTION, Purpose.COMMENT)  # what awaits an answer

    class Channel(models.TextChoices):
        MAIL = "mail", _("Mail")
        SYSTEM = "system", _("Document system")
        HAND = "hand", _("By hand")
        OTHER = "other", _("Otherwise")

    class Outcome(models.TextChoices):
        NOTED = "noted", _("Noted")
        REPLY_AGREED = "reply_agreed", _("Reply agreed")
        FORWARDED = "forwarded", _("Forwarded")
        DEFERRED = "deferred", _("Deferred")
        NO_ACTION = "no_action", _("No action")

    statement = models.ForeignKey("Statement", models.CASCADE, related_name="parties")
    part = models.CharField(_("part"), max_length=4, choices=Part, default=Part.TO)
    position = models.PositiveIntegerField(_("order"), default=0)
    text = models.CharField(
        _("as printed"),
        max_length=800,
        blank=True,
        help_text=_("Empty: the body’s name and its Questions are printed."),
    )
    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("body"))
    body_code = models.CharField(max_length=60, blank=True, editable=False)  # the body's, when the statement was frozen
    questions = models.ManyToManyField(Question, blank=True, related_name="+", verbose_name=_("Questions"))
    questions_text = models.CharField(
        _("Questions as printed"), max_length=200, blank=True, help_text=_("Numbers, separated by commas: 8/16, 9/16.")
    )
    address = models.CharField(pgettext_lazy("postal", "address"), max_length=400, blank=True)
    purpose = models.CharField(_("for"), max_length=12, choices=Purpose, blank=True)
    deadline = models.DateField(_("reply by"), null=True, blank=True)
    deadline_text = models.CharField(
        _("deadline in words"), max_length=200, blank=True, help_text=_("As printed: mid-May 2007.")
    )

    sent_address = models.CharField(_("sent to address"), max_length=400, blank=True)
    sent_on = models.DateField(_("sent"), null=True, blank=True)
    sent_channel = models.CharField(_("sent by"), max_length=6, choices=Channel, blank=True)
    sent_note = models.TextField(
        _("proof in words"), blank=True, help_text=_("How it is known that it was sent. Staff only.")
    )
    sent_proof = models.ForeignKey(
        "StatementFile", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("proof")
    )
    acknowledged_on = models.DateField(_("acknowledged"), null=True, blank=True)
    their_symbol = models.CharField(_("their symbol"), max_length=80, blank=True)
    their_url = models.URLField(_("their address"), max_length=500, blank=True)
    considered_at = models.ForeignKey(
        Meeting, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("considered at")
    )
    outcome = models.CharField(_("outcome"), max_length=20, choices=Outcome, blank=True)
    outcome_text = models.CharField(_("outcome in words"), max_length=400, blank=True)
    answered_by = models.ForeignKey(
        "Statement", models.PROTECT, null=True, blank=True, related_name="answers", verbose_name=_("answered by")
    )
    answered_on = models.DateField(pgettext_lazy("day", "answered"), null=True, blank=True)
    # Of a correction's draft: the party of the statement in force that it stands for.
    corrects = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="+", editable=False)

    objects = PartyQuerySet.as_manager()

    class Meta:
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        ordering = ["position", "pk"]
        indexes = [
            models.Index("body", "part", name="party_body_part"),
            models.Index("purpose", "answered_on", "deadline", name="party_open"),
            models.Index("part", "deadline", name="party_part_deadline"),
            models.Index("part", "purpose", "statement", name="party_purpose"),
            models.Index(
                fields=["statement", "deadline"],
                condition=Q(
                    part="to", purpose__in=["action", "comment"], answered_on__isnull=True, deadline__isnull=False
                ),
                name="party_awaited",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(part="to") | Q(purpose="", deadline__isnull=True),
                name="party_purpose_of_recipient",
                violation_error_message=_(
                    "A purpose or a date for reply belongs to a recipient, not to a sender or copy."
                ),
            ),
            models.CheckConstraint(
                condition=Q(text__gt="") | Q(body__isnull=False),
                name="party_is_somebody",
                violation_error_message=_("Choose a body, or write what is printed."),
            ),
            models.CheckConstraint(
                condition=Q(answered_by__isnull=True) | ~Q(answered_by=F("statement")),
                name="party_not_answered_by_itself",
                violation_error_message=_("A statement cannot answer itself."),
            ),
        ]

    def __str__(self) -> str:
        return self.printed

    @property
    def printed(self) -> str:
        """What stands in the statement; where nothing was written, body and Questions in the statement's language."""
        if self.text or not self.body:
            return self.text
        return wording.party(self.body, self.question_numbers, self.statement.language)

    @property
    def code(self) -> str | None:
        """The body's code as it goes into the Letter: that of the day when the statement was frozen."""
        return self.body_code or (self.body.code if self.body else None)

    @property
    def short(self) -> str:
        """For lists: code and Questions, "ITU-D SG2 Q3/2"; what was printed where no body is known."""
        if not self.body:
            return self.text
        return " ".join([self.body.code, *(f"Q{number}" for number in self.question_numbers)])

    @property
    def question_numbers(self) -> list[str]:
        return [number.strip() for number in self.questions_text.split(",") if number.strip()]

    @property
    def is_copy(self) -> bool:
        return self.part == self.Part.CC

    @property
    def is_asked(self) -> bool:
        """Whether an answer is expected: action or comment was asked."""
        return self.part == self.Part.TO and self.purpose in self.ASKED

    @property
    def is_open(self) -> bool:
        return self.is_asked and self.answered_on is None

    @property
    def was_sent(self) -> bool:
        """Whether anything is known of how it reached them."""
        return bool(self.sent_on or self.sent_channel or self.sent_address or self.sent_note or self.sent_proof_id)

    @property
    def has_news(self) -> bool:
        """Whether anything is known of what became of it."""
        return bool(
            self.acknowledged_on
            or self.their_symbol
            or self.their_url
            or self.considered_at_id
            or self.outcome
            or self.outcome_text
            or self.answered_by_id
            or self.answered_on
        )

    def is_overdue(self, on: datetime.date | None = None) -> bool:
        return self.is_open and self.deadline is not None and self.deadline < (on or timezone.localdate())


class StatementContact(SealedRow):
    """A contact as printed; it stays when the person's role ends."""

    SOMEBODY = ("name", "email", "role", "phone", "address")  # of which one at least tells who it is
    LIVING = ("person",)

    statement = models.ForeignKey("Statement", models.CASCADE, related_name="contacts")
    position = models.PositiveIntegerField(_("order"), default=0)
    label = models.CharField(
        _("under"), max_length=60, default="Contact", help_text=_("The heading: Contact, BDT Focal Point.")
    )
    honorific = models.CharField(_("honorific"), max_length=30, blank=True)
    name = models.CharField(pgettext_lazy("person", "name"), max_length=200, blank=True)
    role = models.CharField(_("role"), max_length=200, blank=True)
    affiliation = models.CharField(_("country or organisation"), max_length=200, blank=True)
    address = models.CharField(pgettext_lazy("postal", "address"), max_length=400, blank=True)
    email = models.CharField(_("e-mail"), max_length=254, blank=True, help_text=_("As printed."))
    phone = models.CharField(_("telephone"), max_length=60, blank=True)
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("person")
    )

    objects = SealedRowsQuerySet.as_manager()

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(name__gt="") | Q(email__gt="") | Q(role__gt="") | Q(phone__gt="") | Q(address__gt=""),
                name="statementcontact_is_somebody",
                violation_error_message=_("Give at least a name, a role, an e-mail address or a telephone number."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.honorific} {self.name}".strip() or self.email


class ReplyQuerySet(SealedRowsQuerySet):
    def of_target_known(self, statement: object) -> ReplyQuerySet:
        """What a statement says it answers, as far as the register has it."""
        return self.filter(statement=statement, target__isnull=False).select_related("statement").order_by("pk")

    def out_to(self, statement: object) -> ReplyQuerySet:
        """Replies to a statement that were sent or recorded and stand."""
        out = ["sent", "recorded", "closed"]
        return self.filter(target=statement, statement__status__in=out).select_related("statement").order_by("pk")

    def targets_of(self, statements: Iterable[int]) -> models.QuerySet[Any]:
        """The keys of the statements that these answer, as far as the register knows them."""
        return self.filter(statement__in=list(statements), target__isnull=False).values_list("target", flat=True)


class Reply(SealedRow):
    """A statement that this one answers: known to the register, or only printed."""

    LIVING = ("target", "closes")

    statement = models.ForeignKey("Statement", models.CASCADE, related_name="replies")
    position = models.PositiveIntegerField(_("order"), default=0)
    text = models.CharField(_("as printed"), max_length=400, blank=True)
    symbol = models.CharField(_("symbol"), max_length=80, blank=True)
    date = models.DateField(_("of"), null=True, blank=True)
    target = models.ForeignKey(
        "Statement", models.PROTECT, null=True, blank=True, related_name="answered_in", verbose_name=_("statement")
    )
    closes = models.BooleanField(_("closes the request"), default=True)

    objects = ReplyQuerySet.as_manager()

    class Meta:
        verbose_name = _("reply to")
        verbose_name_plural = _("in reply to")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(target__isnull=True) | ~Q(target=F("statement")),
                name="reply_not_to_itself",
                violation_error_message=_("A statement cannot be a reply to itself."),
            ),
            models.CheckConstraint(
                condition=Q(target__isnull=False) | Q(text__gt="") | Q(symbol__gt=""),
                name="reply_names_something",
                violation_error_message=_("Choose a statement, or write its words or symbol."),
            ),
        ]

    def __str__(self) -> str:
        return self.text or self.symbol or str(self.target)


class NextMeeting(SealedRow):
    LIVING = ("meeting",)

    statement = models.ForeignKey("Statement", models.CASCADE, related_name="next_meetings")
    position = models.PositiveIntegerField(_("order"), default=0)
    text = models.CharField(_("as printed"), max_length=400, blank=True)
    starts_on = models.DateField(_("first day"), null=True, blank=True)
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    meeting = models.ForeignKey(
        Meeting, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("meeting")
    )

    objects = SealedRowsQuerySet.as_manager()

    class Meta:
        verbose_name = _("next meeting")
        verbose_name_plural = _("next meetings")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(starts_on__lte=F("ends_on")),
                name="nextmeeting_ends_after_it_starts",
                violation_error_message=_("A meeting cannot end before it starts."),
            )
        ]

    def __str__(self) -> str:
        return self.text or str(self.meeting or self.starts_on or "")
