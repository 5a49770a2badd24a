"""Every question that is asked of the statements, by name."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery, Value
from django.db.models.functions import Left, NullIf
from django.utils import timezone

from contacts.models import Body, Entity, Question, StudyPeriod
from contacts.ordering import SORTED_BY
from contacts.search.finding import keys
from contributions import symbols
from contributions.models import Document, Meeting, Topic

from .annexes import Annex, Entry
from .parties import NextMeeting, Party, Reply, StatementContact
from .trail import Attachment, Revision

if TYPE_CHECKING:
    from .statements import Statement


class StatementQuerySet(models.QuerySet["Statement"]):
    # Who may see what. `public` is the security boundary: every public page, export and count starts from it.

    def public(self) -> StatementQuerySet:
        """Statements with a public page: withdrawn ones too, whose page says so."""
        return self.filter(
            status__in=self.model.PUBLIC_STATUSES,
            visibility__in=[self.model.Visibility.PUBLIC, self.model.Visibility.HEADER],
            correction_of__isnull=True,
            slug__isnull=False,
        )

    def listed(self) -> StatementQuerySet:
        """The public register: without what was withdrawn."""
        return self.public().standing()

    def standing(self) -> StatementQuerySet:
        return self.exclude(status=self.model.Status.WITHDRAWN)

    def in_full(self) -> StatementQuerySet:
        """Not those of which the header alone is published: what their annexes cite is nobody's to find out."""
        return self.exclude(visibility=self.model.Visibility.HEADER)

    def withdrawn(self) -> StatementQuerySet:
        return self.filter(status=self.model.Status.WITHDRAWN)

    def removed(self) -> StatementQuerySet:
        """Statements that should never have been public: their address says so, with status 410."""
        return self.filter(visibility=self.model.Visibility.REMOVED, slug__isnull=False)

    def at(self, slug: str) -> StatementQuerySet:
        """Of this address: one or none."""
        return self.filter(slug=slug)

    # What belongs to what

    def for_body(self, *bodies: Body) -> StatementQuerySet:
        """Sent by, to, or in copy to one of the bodies or a body under them."""
        return self._with_party(body__in=Body.objects.under(*bodies))

    def sent_to(self, bodies: QuerySet[Body]) -> StatementQuerySet:
        """Sent to, or in copy to, one of the bodies; `Body.objects.under(body)` are a body and its parts."""
        return self._with_party(body__in=bodies, part__in=[Party.Part.TO, Party.Part.CC])

    def sent_by(self, bodies: QuerySet[Body]) -> StatementQuerySet:
        return self._with_party(body__in=bodies, part=Party.Part.FROM)

    def for_question(self, *questions: Question) -> StatementQuerySet:
        return self._with_party(questions__in=questions)

    def for_topic(self, *topics: Topic) -> StatementQuerySet:
        of_topic = self.model.topics.through.objects.filter(statement=OuterRef("pk"), topic__in=topics)
        return self.filter(Exists(of_topic))

    def citing(self, document: Document) -> StatementQuerySet:
        """Statements with an annex row or reply that cites any revision of the document."""
        same = Document.objects.same_number(document).order_by().values("pk")
        row = Entry.objects.filter(annex__statement=OuterRef("pk"), document__in=same)
        return self.filter(Exists(row) | Q(registered_as__in=same))

    def citing_entity(self, *entities: Entity) -> StatementQuerySet:
        """Statements whose annex cites a document of one of the entities: where their papers went."""
        row = Entry.objects.filter(annex__statement=OuterRef("pk"), document__sources__in=entities)
        return self.filter(Exists(row))

    def citing_country(self, country: str) -> StatementQuerySet:
        row = Entry.objects.filter(annex__statement=OuterRef("pk"), document__sources__country=country)
        return self.filter(Exists(row))

    def agreed_at(self, meeting: Meeting) -> StatementQuerySet:
        """Approved at the meeting or at a sitting of it."""
        return self.filter(Q(approval_meeting=meeting) | Q(approval_meeting__parent=meeting))

    def for_meeting(self, *meetings: Meeting) -> StatementQuerySet:
        """Agreed at one of them, registered among its documents, or considered there."""
        considered = Party.objects.filter(statement=OuterRef("pk"), considered_at__in=meetings)
        return self.filter(
            Q(approval_meeting__in=meetings)
            | Q(approval_meeting__parent__in=meetings)
            | Q(registered_as__meeting__in=meetings)
            | Exists(considered)
        )

    def incoming_for(self, meeting: Meeting) -> StatementQuerySet:
        """Incoming statements on the meeting's list: registered among its documents, or considered at it."""
        on_list = Q(registered_as__meeting=meeting) | Q(considerations__meeting=meeting)
        return self.filter(on_list, direction=self.model.Direction.INCOMING).distinct()

    def of_direction(self, direction: str) -> StatementQuerySet:
        return self.filter(direction=direction)

    def with_purpose(self, purpose: str) -> StatementQuerySet:
        return self._with_party(part=Party.Part.TO, purpose=purpose)

    def with_symbol(self, symbol: str) -> StatementQuerySet:
        """Whose own number it is, or under whose number it was registered with us."""
        return self.filter(Q(symbol__iexact=symbol) | Q(registered_as__symbol__iexact=symbol))

    def called(self, symbols: Iterable[str]) -> StatementQuerySet:
        """Whose own symbol is one of these texts."""
        return self.filter(symbol__in=list(symbols))

    def registered_as_one_of(self, documents: QuerySet[Document]) -> StatementQuerySet:
        """Registered with us under one of the documents, public or not: the statement itself decides who sees it."""
        return self.filter(registered_as__in=documents.order_by().values("pk")).select_related("registered_as__period")

    def of_period(self, period: StudyPeriod) -> StatementQuerySet:
        return self.filter(self.in_period(period))

    def in_period(self, period: StudyPeriod) -> Q:
        """Of the period by what staff chose; else by the parties' Questions; else by the statement's date."""
        questions = Party.objects.filter(statement=OuterRef("pk"), questions__isnull=False)
        by_question = Exists(questions.filter(questions__period=period))
        by_date = Q(pk__in=[])
        if period.starts_on and period.ends_on:
            by_date = Q(date__range=(period.starts_on, period.ends_on)) & ~Exists(questions)
        return Q(period=period) | Q(period__isnull=True) & (by_question | by_date)

    def in_language(self, language: str) -> StatementQuerySet:
        return self.filter(language=language)

    def dated(self, first: datetime.date | None = None, last: datetime.date | None = None) -> StatementQuerySet:
        """Of a date between two days, both included; None leaves that end open."""
        return self.filter(**_between("date", first, last))

    def due_between(self, first: datetime.date | None = None, last: datetime.date | None = None) -> StatementQuerySet:
        """With a recipient whose deadline lies between two days, both included."""
        return self._with_party(part=Party.Part.TO, **_between("deadline", first, last))

    def matching(self, words: str) -> StatementQuerySet:
        """That the index of search finds for the words: they stand in what the public may read of it."""
        return self.filter(pk__in=keys("statement", words, symbols.spellings(words)))

    # Who answers whom

    def answering(self, statement: Statement) -> StatementQuerySet:
        """Statements that say they answer it, or that were recorded as a recipient's answer to it."""
        said = Reply.objects.filter(statement=OuterRef("pk"), target=statement)
        recorded = Party.objects.filter(answered_by=OuterRef("pk"), statement=statement)
        return self.filter(Exists(said) | Exists(recorded))

    # What is to be done

    def open(self) -> StatementQuerySet:
        """Action or comment was asked of somebody who has not answered."""
        return self.standing().filter(Exists(Party.objects.open_of(OuterRef("pk"))))

    def with_deadline(self) -> StatementQuerySet:
        """With a day by which somebody who has not answered is to answer, past or to come."""
        return self.standing().filter(Exists(Party.objects.open_of(OuterRef("pk")).filter(deadline__isnull=False)))

    def answered(self) -> StatementQuerySet:
        """Action or comment was asked, and all who were asked have answered."""
        asked = Party.objects.asked_of(OuterRef("pk"))
        return self.filter(Exists(asked)).exclude(Exists(Party.objects.open_of(OuterRef("pk"))))

    def overdue(self, on: datetime.date | None = None) -> StatementQuerySet:
        late = Party.objects.open_of(OuterRef("pk")).filter(deadline__lt=on or timezone.localdate())
        return self.standing().filter(Exists(late))

    def due_within(self, days: int, on: datetime.date | None = None) -> StatementQuerySet:
        """With a reply due in the next so many days, today included."""
        on = on or timezone.localdate()
        soon = Party.objects.open_of(OuterRef("pk")).filter(deadline__range=(on, on + datetime.timedelta(days=days)))
        return self.standing().filter(Exists(soon))

    # In which order

    def newest_first(self) -> StatementQuerySet:
        return self.order_by(F("date").desc(nulls_last=True), "-pk")

    def soonest_due_first(self) -> StatementQuerySet:
        """By the earliest deadline of those who have not answered."""
        return self.sorted_by("deadline")

    def sorted_by(self, sort: str) -> StatementQuerySet:
        """By date, deadline, title or symbol, with "-" the other way round; rows without it come last."""
        name = sort.removeprefix("-")
        key = {
            "date": F("date"),
            "deadline": Subquery(
                Party.objects.open_of(OuterRef("pk"))
                .filter(deadline__isnull=False)
                .order_by("deadline")
                .values("deadline")[:1]
            ),
            "title": Left("title", SORTED_BY),
            "symbol": NullIf("symbol", Value("")),
        }[name]
        nulls_last = None if name == "title" else True  # an index serves both ways only where nothing is said
        if sort.startswith("-"):
            return self.order_by(key.desc(nulls_last=nulls_last), "-pk")
        return self.order_by(key.asc(nulls_last=nulls_last), "pk")

    def awaited_first(self, bodies: QuerySet[Body]) -> StatementQuerySet:
        """First those to which one of the bodies has yet to reply, the earliest deadline at the head."""
        awaited = Party.objects.open_of(OuterRef("pk")).filter(body__in=bodies)
        deadline = Subquery(awaited.filter(deadline__isnull=False).order_by("deadline").values("deadline")[:1])
        return self.alias(is_awaited=Exists(awaited), awaited_by=deadline).order_by(
            "-is_awaited", F("awaited_by").asc(nulls_last=True), F("date").desc(nulls_last=True), "-pk"
        )

    # What a page needs, in a constant number of queries

    def for_list(self) -> StatementQuerySet:
        """With senders and recipients, without the long texts."""
        return (
            self.select_related("period")
            .defer("content", "abstract", "action_required", "signatures")
            .prefetch_related(Prefetch("parties", Party.objects.for_list()))
        )

    def for_annexes(self) -> StatementQuerySet:
        """With what the pages of its annexes read."""
        annexes = Prefetch("annexes", Annex.objects.for_detail())
        parties = Prefetch("parties", Party.objects.for_list())
        return self.select_related("period").defer("content", "abstract").prefetch_related(annexes, parties)

    def for_history(self) -> StatementQuerySet:
        """With its revisions, newest first, without their letters."""
        revisions = Revision.objects.defer("letter").order_by("-number")
        return self.defer("content", "abstract").prefetch_related(Prefetch("revisions", revisions))

    def for_detail(self) -> StatementQuerySet:
        """With everything that `letter.build` and the statement's page read."""
        return self.select_related("period", "approval_meeting", "registered_as").prefetch_related(
            Prefetch("parties", Party.objects.for_detail()),
            Prefetch("contacts", StatementContact.objects.select_related("person")),
            Prefetch("annexes", Annex.objects.for_detail()),
            Prefetch("next_meetings", NextMeeting.objects.select_related("meeting")),
            Prefetch("replies", Reply.objects.select_related("target")),
            Prefetch("attachments", Attachment.objects.select_related("document")),
            "topics",
        )

    def _with_party(self, **conditions: object) -> StatementQuerySet:
        return self.filter(Exists(Party.objects.filter(statement=OuterRef("pk"), **conditions)))


def _between(field: str, first: datetime.date | None, last: datetime.date | None) -> dict[str, datetime.date]:
    ends = {f"{field}__gte": first, f"{field}__lte": last}
    return {name: day for name, day in ends.items() if day}
