"""What the board, the reminders and a handover ask of the parties of statements, by name."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable
from typing import Any, Self

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Value

from .sealing import SealedRowsQuerySet


def between(field: str, first: datetime.date | None, last: datetime.date | None) -> dict[str, datetime.date]:
    """The conditions that a field lies between two days, both included; None leaves that end open."""
    ends = {f"{field}__gte": first, f"{field}__lte": last}
    return {name: day for name, day in ends.items() if day}


class FollowUpQuerySet(SealedRowsQuerySet):
    def awaited(self) -> FollowUpQuerySet:
        """Requests that are open: action or comment was asked in a statement in force, and nobody has answered."""
        asked = [self.model.Purpose.ACTION, self.model.Purpose.COMMENT]
        asked_for = self.filter(part=self.model.Part.TO, purpose__in=asked, answered_on__isnull=True)
        return asked_for.filter(statement__status__in=["sent", "recorded"], statement__correction_of__isnull=True)

    def of_drafts(self) -> FollowUpQuerySet:
        """Senders of what is being drafted, corrections left aside."""
        drafts = ["draft", "in_review", "approved"]
        return self.filter(
            part=self.model.Part.FROM, statement__status__in=drafts, statement__correction_of__isnull=True
        )

    def among(self, bodies: Collection[int]) -> FollowUpQuerySet:
        return self.filter(body__in=bodies)

    def of_bodies(self, bodies: Collection[int] | None) -> Self:
        """Of one of the bodies, `Body.objects.keys_under(body)` of a body and parts; of anybody where it is None."""
        return self if bodies is None else self.filter(body__in=bodies)

    def outside(self, bodies: Collection[int]) -> FollowUpQuerySet:
        """Of none of the bodies, those that are no body of the register among them."""
        return self.filter(Q(body__isnull=True) | ~Q(body__in=bodies))

    def due_by(self, last: datetime.date, first: datetime.date | None = None) -> FollowUpQuerySet:
        """With a deadline up to a day, and from another on; both included."""
        due = self.filter(deadline__lte=last)
        return due.filter(deadline__gte=first) if first else due

    def concerning(self, questions: Collection[int], bodies: Collection[int]) -> FollowUpQuerySet:
        """Of one of the Questions, by what is printed or by what it is assigned to; or of a body without any."""
        keys = list(questions)
        by_question = Q(questions__in=keys) | Q(statement__assigned_questions__in=keys)
        return self.filter(by_question | Q(questions__isnull=True, body__in=list(bodies))).distinct()

    def of_open_requests(self, ours: Collection[int]) -> FollowUpQuerySet:
        """Of statements in which others than our bodies are asked something that is open."""
        open_to_others = self.model.objects.awaited().outside(ours)
        asked = open_to_others.filter(statement=OuterRef("statement"))
        rows = Prefetch("statement__parties", open_to_others.for_list(), to_attr="open_requests")
        return self.filter(Exists(asked)).prefetch_related(rows)

    def tallied_by_body(self, late_by: datetime.date) -> QuerySet[Any]:
        """In tuples: the body’s code, an empty text, and of how many statements, how many of them due by a day."""
        return self._tallied(late_by, "body__code", Value(""))

    def tallied_by_question(self, late_by: datetime.date) -> QuerySet[Any]:
        """The same for each Question: its number, its period, and the two counts."""
        return self._tallied(late_by, "questions__number", "questions__period__label")

    def _tallied(self, late_by: datetime.date, name: str, period: str | Value) -> QuerySet[Any]:
        rows = self.filter(**{f"{name}__isnull": False}).order_by().values_list(name, period)
        late = Count("statement", distinct=True, filter=Q(deadline__lte=late_by))
        return rows.annotate(number=Count("statement", distinct=True), late=late)

    # What is left of Questions and bodies, in pairs: the key of one, and the key of what is left of it.

    def pairs_with(self, questions: Collection[int], counted: str, path: str = "questions") -> QuerySet[Any]:
        """By Question. `path` leads to it from the party, `counted` to what is left."""
        return self.filter(**{f"{path}__in": questions}).order_by().values_list(path, counted)

    def pairs_by_body(self, bodies: Collection[int], counted: str) -> QuerySet[Any]:
        """By body, of those that name no Question; recipients in statements that were given to none either."""
        unnamed = self.filter(questions__isnull=True, body__in=bodies)
        given = Q(part=self.model.Part.TO, statement__assigned_questions__isnull=False)
        return unnamed.exclude(given).order_by().values_list("body", counted)

    def pairs_by_sender(self, questions: Collection[int], bodies: Collection[int]) -> list[QuerySet[Any]]:
        """By Question and by body of those who sent the statement, each with the key of the party."""
        sent = {"statement__parties__part": self.model.Part.FROM}
        of, body = "statement__parties__questions", "statement__parties__body"
        by_question = self.filter(**sent, **{f"{of}__in": questions})
        by_body = self.filter(**sent, **{f"{of}__isnull": True, f"{body}__in": bodies})
        return [by_question.order_by().values_list(of, "pk"), by_body.order_by().values_list(body, "pk")]

    def for_handover(self) -> FollowUpQuerySet:
        return self.select_related("statement", "body").prefetch_related("questions", "statement__assigned_questions")

    def for_reminder(self) -> FollowUpQuerySet:
        """With its statement, whose parties come with their Questions."""
        questions = "statement__assigned_questions"
        parties = Prefetch("statement__parties", self.model.objects.for_detail())
        return self.select_related("body", "statement__registered_as").prefetch_related("questions", questions, parties)

    def soonest_first(self) -> FollowUpQuerySet:
        return self.order_by(F("deadline").asc(nulls_last=True), "pk")

    def for_board(self) -> FollowUpQuerySet:
        """With the statement by its title alone."""
        return self.select_related("body", "statement").only(
            *("part", "text", "body__code", "body__name", "questions_text", "deadline", "deadline_text", "purpose"),
            *(
                "statement__title",
                "statement__symbol",
                "statement__status",
                "statement__direction",
                "statement__language",
            ),
        )

    def deadlines_of(self, statements: QuerySet[Any]) -> FollowUpQuerySet:
        """Recipients with a day by which they are to answer."""
        return self.filter(statement__in=statements.order_by().values("pk"), part="to", deadline__isnull=False)

    def with_keys(self, keys: Iterable[int]) -> FollowUpQuerySet:
        return self.filter(pk__in=list(keys))

    def for_calendar(self) -> FollowUpQuerySet:
        """With the statement by its title and senders; those whose statement is public now."""
        names = ("title", "symbol", "slug", "announced_at", "status", "language")
        own = ("part", "text", "body__code", "purpose", "deadline", "answered_on", "questions_text")
        public = self.model._meta.get_field("statement").related_model._default_manager.public()
        read = self.filter(statement__in=public.values("pk")).select_related("body", "statement")
        senders = Prefetch("statement__parties", self.model._default_manager.for_list())
        return read.only(*own, *(f"statement__{name}" for name in names)).prefetch_related(senders)
