"""Every question that is asked of the statements, by name."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db.models import Count, Exists, F, Max, Min, OuterRef, Prefetch, Q, QuerySet, Value
from django.db.models.functions import Left, NullIf
from django.utils import timezone
from django.utils.translation import gettext

from contacts.gathering import Keys
from contacts.models import Body, Entity, Question, StudyPeriod
from contacts.months import FirstOfMonth
from contacts.ordering import SORTED_BY
from contacts.search.backends import Found
from contacts.search.finding import find, narrowed
from contacts.together import TogetherQuerySet
from contributions import symbols
from contributions.models import Document, Meeting, Topic

from .annexes import Annex, Entry
from .neighbour_queries import NeighbourQueries
from .parties import Party
from .party_queries import between
from .sealing import SealedError, is_unsealed
from .statement_items import read_as_items
from .statement_outputs import OutputsQuerySet
from .statement_parts import PARTS, PARTS_OF_FORM, PARTS_OF_PAGE, PARTS_OF_THREAD, TEXTS_OF_LIST
from .statement_requests import Recipients, RequestQuerySet, first_deadline
from .thread_queries import ThreadQueries
from .trail import Consideration, Event, Revision, StatementFile

if TYPE_CHECKING:
    from .statements import Statement


def kept_for_good(statement: Statement) -> str:
    text = gettext(
        "“%(title)s” was sent or recorded, and is kept for good. Withdraw it, or take it out of public view."
    )
    if statement.is_draft:
        text = gettext("“%(title)s” was agreed by a meeting, and is kept for good with its trail.")
    return text % {"title": statement}


class StatementQuerySet(TogetherQuerySet, NeighbourQueries, ThreadQueries, OutputsQuerySet, RequestQuerySet):
    # What was sent stays: see models/sealing.py

    def update(self, **values: object) -> int:
        if set(self.model.SEALED) & set(values) and not is_unsealed() and self.frozen().exists():
            raise SealedError(gettext("What was sent or recorded cannot be changed. Correct it instead."))
        return super().update(**values)

    def delete(self) -> tuple[int, dict[str, int]]:
        if kept := self.exclude(pk__in=self.deletable().values("pk")).first():
            raise SealedError(kept_for_good(kept), [kept])
        return super().delete()

    update.alters_data = delete.alters_data = True  # type: ignore[attr-defined]
    delete.queryset_only = True  # type: ignore[attr-defined]

    def frozen(self) -> StatementQuerySet:
        """Sent or recorded by our services: what they say is sealed."""
        return self.filter(recorded_on__isnull=False)

    def deletable(self) -> StatementQuerySet:
        """Drafts that no meeting ever agreed: what it agreed is kept with its trail, also where it was not sent."""
        agreed = Event.objects.filter(statement=OuterRef("pk"), kind=Event.Kind.AGREED)
        return self.drafts().filter(~Exists(agreed), recorded_on__isnull=True)

    def drafts(self) -> StatementQuerySet:
        return self.filter(status__in=self.model.OPEN_TO_EDITS)

    def in_draft(self) -> StatementQuerySet:
        """Neither in review nor approved."""
        return self.filter(status=self.model.Status.DRAFT)

    def to_be_agreed(self) -> StatementQuerySet:
        """Ours, in draft or review: what a meeting may agree."""
        ours = [self.model.Direction.OUTGOING, self.model.Direction.INTERNAL]
        before = [self.model.Status.DRAFT, self.model.Status.IN_REVIEW]
        return self.filter(direction__in=ours, status__in=before)

    def prepared_at(self, meeting: Meeting) -> StatementQuerySet:
        """Prepared at the meeting, at a sitting of it, or at the meeting that it is a sitting of."""
        around = [meeting.pk, *([meeting.parent_id] if meeting.parent_id else [])]
        return self.filter(Q(meeting__in=around) | Q(meeting__parent=meeting))

    # Who may see what. `public` is the security boundary: every public page, export and count starts from it.

    def public(self) -> StatementQuerySet:
        """Statements with a public page: withdrawn ones too, whose page says so."""
        return self.filter(
            status__in=self.model.PUBLIC_STATUSES,
            visibility__in=[self.model.Visibility.PUBLIC, self.model.Visibility.HEADER],
            correction_of__isnull=True,
            slug__isnull=False,
        )

    def public_after(self, at: datetime.datetime) -> StatementQuerySet:
        """That became public after an instant."""
        return self.public().filter(public_since__gt=at)

    def listed(self) -> StatementQuerySet:
        """The public register: without what was withdrawn."""
        return self.public().standing()

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

    def agreed_or_recorded(self) -> StatementQuerySet:
        """For staff: what stands, sent or only agreed so far, public or not."""
        open_drafts = [self.model.Status.DRAFT, self.model.Status.IN_REVIEW]
        hidden = Q(status__in=open_drafts) | Q(visibility=self.model.Visibility.REMOVED)
        return self.standing().exclude(hidden).filter(correction_of__isnull=True)

    def with_keys(self, keys: Iterable[int]) -> StatementQuerySet:
        return self.filter(pk__in=list(keys))

    def documents_of_ours(self) -> set[int]:
        """The keys of the documents under which these were registered."""
        found = self.order_by().filter(registered_as__isnull=False).values_list("registered_as", flat=True)
        return set(found)

    # What belongs to what

    def for_body(self, *bodies: Body) -> StatementQuerySet:
        """Sent by, to, or in copy to one of the bodies or a body under them."""
        return self._with_party(body__in=Body.objects.keys_under(*bodies))

    def for_question(self, *questions: Question) -> StatementQuerySet:
        return self._with_party(questions__in=questions)

    def for_topic(self, *topics: Topic) -> StatementQuerySet:
        of_topic = self.model.topics.through.objects.filter(statement=OuterRef("pk"), topic__in=topics)
        return self.filter(Exists(of_topic))

    def citing(self, document: Document) -> StatementQuerySet:
        """Statements with an annex row or reply that cites any revision of the document."""
        same = Document.objects.same_number(document).order_by().values("pk")
        rows = Entry.objects.filter(document__in=same).order_by().values_list("annex__statement", flat=True)
        registered = self.model.objects.filter(registered_as__in=same).order_by().values_list("pk", flat=True)
        return self.filter(pk__among=frozenset(rows.union(registered)))

    def citing_entity(self, *entities: Entity) -> StatementQuerySet:
        """Statements whose annex cites a public document of one of the entities: where their papers went."""
        return self.filter(pk__in=Entry.objects.from_entities(*entities).statements())

    def citations_of(self, documents: Keys) -> list[tuple[int, int]]:
        """The keys of document and statement wherever one of them is cited, the newest statement first."""
        document = "annexes__entries__document"
        rows = self.filter(**{f"{document}__pk__each_of": documents}).values_list(document, "pk", "date").distinct()
        return [(cited, key) for cited, key, _date in rows.order_by(F("date").desc(nulls_last=True), "-pk")]

    def citing_country(self, country: str) -> StatementQuerySet:
        return self.filter(pk__in=Entry.objects.from_country(country).statements())

    def agreed_at(self, meeting: Meeting) -> StatementQuerySet:
        """Approved at the meeting or at a sitting of it."""
        return self.filter(approval_meeting__in=meeting.with_sittings)

    def for_meeting(self, *meetings: Meeting) -> StatementQuerySet:
        """Agreed at one of them, registered among its documents, on its list, or considered there."""
        considered = Party.objects.filter(statement=OuterRef("pk"), considered_at__in=meetings)
        on_list = Consideration.objects.filter(statement=OuterRef("pk"), meeting__in=meetings)
        return self.filter(
            Q(approval_meeting__in=meetings)
            | Q(approval_meeting__parent__in=meetings)
            | Q(registered_as__meeting__in=meetings)
            | Exists(considered)
            | Exists(on_list)
        )

    def incoming_for(self, meeting: Meeting) -> StatementQuerySet:
        """Incoming statements on the meeting's list: registered among its documents, or considered at it."""
        registered = self.model._base_manager.filter(registered_as__meeting=meeting).order_by().values("pk")
        on_list = Consideration.objects.filter(meeting=meeting).order_by().values("statement")
        return self.filter(pk__in=on_list.union(registered), direction=self.model.Direction.INCOMING)

    def of_direction(self, direction: str) -> StatementQuerySet:
        return self.filter(direction=direction)

    def with_symbol(self, symbol: str) -> StatementQuerySet:
        """Whose own number it is, or under whose number it was registered with us."""
        return self.filter(Q(symbol__iexact=symbol) | Q(registered_as__symbol__iexact=symbol))

    def called(self, symbols: Iterable[str]) -> StatementQuerySet:
        """Whose own symbol is one of these texts."""
        return self.filter(symbol__in=list(symbols))

    def registered_as_one_of(self, documents: Iterable[int]) -> StatementQuerySet:
        """Registered with us under one of the documents, by key, public or not: the statement itself decides who sees
        it."""
        return self.filter(registered_as__in=list(documents)).select_related("registered_as__period")

    def called_or_registered(
        self, symbols: Iterable[str], documents: Iterable[int], period: StudyPeriod | None = None
    ) -> StatementQuerySet:
        """Both in one query; what is called so is of the period, where one is given."""
        called = Q(symbol__in=list(symbols)) & (self.in_period(period) if period else Q())
        return self.filter(called | Q(registered_as__in=list(documents))).select_related("registered_as__period")

    # What is there already of a file that comes in

    def of_original(self, sha256: str) -> StatementQuerySet:
        """Made of this very file."""
        kept = StatementFile.objects.filter(statement=OuterRef("pk"), sha256=sha256, kind=StatementFile.Kind.ORIGINAL)
        return self.filter(Q(original_sha256=sha256) | Exists(kept.filter(translation__isnull=True)))

    def with_text(self, text_key: str) -> StatementQuerySet:
        """Of the same title and text; `text_key` of `letter.compare`."""
        return self.filter(text_key=text_key) if text_key else self.none()

    def of_subject(self, title: str, bodies: Iterable[Body], date: datetime.date | None) -> StatementQuerySet:
        """Of this title, and sent by one of the bodies or on the day."""
        sent = Exists(Party.objects.filter(statement=OuterRef("pk"), body__in=list(bodies), part=Party.Part.FROM))
        return self.filter(sent | Q(date=date) if date else sent, title__iexact=title)

    def no_corrections(self) -> StatementQuerySet:
        """Without the hidden copies in which a correction is prepared."""
        return self.filter(correction_of__isnull=True)

    def of_period(self, period: StudyPeriod) -> StatementQuerySet:
        return self.filter(self.in_period(period))

    def in_period(self, period: StudyPeriod) -> Q:
        """Of the period by what staff chose; else by the parties' Questions; else by the statement's date.

        Those few for which nobody chose are found by themselves: asked of each row, it would seem dear to the planner.
        """
        return Q(period=period) | Q(pk__in=type(self)(self.model).unchosen_in(period).values("pk"))

    def of_period_for_counts(self, period: StudyPeriod) -> StatementQuerySet:
        """As of_period. Those for which nobody chose are asked for now: where there are none, one index tells all."""
        unchosen = frozenset(self.unchosen_in(period).values_list("pk", flat=True))
        return self.filter(Q(period=period) | Q(pk__among=unchosen) if unchosen else Q(period=period))

    def unchosen_in(self, period: StudyPeriod) -> StatementQuerySet:
        """Those of the period for which nobody chose one."""
        questions = Party.objects.filter(statement=OuterRef("pk"), questions__isnull=False)
        by_question = Exists(questions.filter(questions__period=period))
        by_date = Q(pk__in=[])
        if period.starts_on and period.ends_on:
            by_date = Q(date__range=(period.starts_on, period.ends_on)) & ~Exists(questions)
        return self.filter(by_question | by_date, period__isnull=True)

    def in_language(self, language: str) -> StatementQuerySet:
        return self.filter(language=language)

    def dated(self, first: datetime.date | None = None, last: datetime.date | None = None) -> StatementQuerySet:
        """Of a date between two days, both included; None leaves that end open."""
        return self.filter(**between("date", first, last))

    def matching(self, words: str, found: Found | None = None, *, is_alone: bool = False) -> StatementQuerySet:
        """That the index of search finds for the words: they stand in what the public may read of it.

        `found` is what the index found for them before, if it was asked; `is_alone`: nothing else narrows the list.
        """
        found = found or find("statement", words, symbols.spellings(words), ranks=False)
        return narrowed(self, found, is_alone=is_alone)

    # What is to be done at the desk; what is asked of recipients: `statement_requests`

    def agreed_by_now(self, on: datetime.date | None = None) -> StatementQuerySet:
        """To be agreed, where the meeting at which they were prepared is over: did it agree?"""
        on = on or timezone.localdate()
        over = Exists(Meeting.objects.past(on).filter(pk=OuterRef("meeting")))
        printed = Q(meeting__isnull=True, meeting_end__lt=on)
        return self.to_be_agreed().filter(over | printed, correction_of__isnull=True)

    def mine(self, user: object) -> StatementQuerySet:
        """What somebody looks after and is not done with, and the drafts that they began."""
        done = [self.model.Status.CLOSED, self.model.Status.WITHDRAWN, self.model.Status.SENT]
        begun = Q(created_by=user, assigned_to__isnull=True, status__in=self.model.OPEN_TO_EDITS)
        return self.filter(Q(assigned_to=user) & ~Q(status__in=done) | begun)

    def without_a_place(self) -> StatementQuerySet:
        """Recorded as received, and on no meeting’s list."""
        received = self.filter(direction=self.model.Direction.INCOMING, status=self.model.Status.RECORDED)
        return received.filter(considerations__isnull=True)

    # In which order

    def newest_first(self) -> StatementQuerySet:
        return self.order_by(F("date").desc(nulls_last=True), "-pk")

    def sorted_by(self, sort: str, to: Recipients = None) -> StatementQuerySet:
        """By date, deadline, title or symbol, with "-" the other way round, rows without it last; by "open" what awaits
        a reply first. With `to` the deadlines and requests are those of these bodies."""
        if sort == "open":
            return self.open_first(to)
        name = sort.removeprefix("-")
        key = {
            "date": F("date"),
            "deadline": first_deadline(to),
            "title": Left("title", SORTED_BY),
            "symbol": NullIf("symbol", Value("")),
        }[name]
        nulls_last = None if name == "title" else True  # an index serves both ways only where nothing is said
        if sort.startswith("-"):
            return self.order_by(key.desc(nulls_last=nulls_last), "-pk")
        return self.order_by(key.asc(nulls_last=nulls_last), "pk")

    # What a page needs, in a constant number of queries

    def for_list(self) -> StatementQuerySet:
        """With senders and recipients, without the long texts."""
        return (
            self.select_related("period")
            .defer(*TEXTS_OF_LIST)
            .prefetch_related(Prefetch("parties", Party.objects.for_list()))
        )

    def for_thread(self) -> StatementQuerySet:
        """As for_list, with `corrections_made`."""
        return self.select_related("period").defer(*TEXTS_OF_LIST).together(*PARTS_OF_THREAD)  # type: ignore[no-any-return]

    def by_month_and_direction(self) -> QuerySet:
        """Of each month (its first day) and direction how many there are, and the first and last key, in tuples."""
        found = self.order_by().annotate(month=FirstOfMonth("date")).values("month", "direction")
        told = found.annotate(count=Count("pk"), first=Min("pk"), last=Max("pk"))
        return told.values_list("month", "direction", "count", "first", "last")

    def for_outcomes(self) -> StatementQuerySet:
        """As for_list, with the statements by which recipients answered."""
        parties = Prefetch("parties", Party.objects.for_list().select_related("answered_by", "considered_at"))
        return self.select_related("period").defer("content", "abstract").prefetch_related(parties)

    def for_items(self) -> StatementQuerySet:
        """With what is said of a statement as data in a list, without the long texts."""
        return read_as_items(self)

    def for_meeting_table(self) -> StatementQuerySet:
        """With what a row in the table of a meeting's statements reads."""
        return self.for_list().select_related("registered_as").prefetch_related("considerations")

    def for_annexes(self) -> StatementQuerySet:
        """With what the pages of its annexes read."""
        annexes = Prefetch("annexes", Annex.objects.for_detail())
        parties = Prefetch("parties", Party.objects.for_list())
        return self.select_related("period").defer("content", "abstract").prefetch_related(annexes, parties)

    def for_history(self) -> StatementQuerySet:
        """With its revisions, newest first, without their letters."""
        revisions = Revision.objects.defer("letter").order_by("-number")
        return self.defer("content", "abstract").prefetch_related(Prefetch("revisions", revisions))

    def for_files(self) -> StatementQuerySet:
        """With what its files need beside the revision of which they are made."""
        return self.defer("content", "abstract")

    def for_detail(self) -> StatementQuerySet:
        """With everything that `letter.build` and the statement's page read."""
        return self.select_related("period", "approval_meeting", "registered_as").together(*PARTS)  # type: ignore[no-any-return]

    def for_page(self) -> StatementQuerySet:
        """The same with what was redacted, and `published_versions` and `corrections_made`, the latest last, without
        their letters."""
        return self.for_detail().together(*PARTS_OF_PAGE)

    def for_form(self) -> StatementQuerySet:
        """As for_detail, with all that its form at the desk shows."""
        meetings = ("meeting__body", "approval_meeting__body")
        found = self.select_related(
            "period", *meetings, "registered_as__body", "registered_as__period", "assigned_to", "correction_of"
        )
        return found.together(*PARTS_OF_FORM)  # type: ignore[no-any-return]

    def _with_party(self, **conditions: object) -> StatementQuerySet:
        return self.filter(Exists(Party.objects.filter(statement=OuterRef("pk"), **conditions)))
