"""An annex is put together from documents, and again when there are more of them; nothing of the clerk’s is lost."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from contributions.models import Document
from liaison import services
from liaison.models import Annex, Statement
from liaison.services import Choice, Picked
from liaison.services.compiling import fingerprint
from liaison.services.proposing import ProposedRow, documents_named
from tests import factory

pytestmark = pytest.mark.django_db


class Desk:
    """A draft from Q3/2 to CWG-COP on one topic."""

    def __init__(self) -> None:
        self.question = factory.make_question()
        self.topic = factory.make_topic("Child Online Protection", code="COP")
        self.recipient = factory.make_body("CWG-COP")
        self.statement = self.draft()

    def draft(self, **values: Any) -> Statement:
        statement = factory.make_statement(direction="outgoing", **values)
        factory.make_party(statement, part="from", body=self.question.group, questions=[self.question])
        factory.make_party(statement, part="to", body=self.recipient, purpose="information")
        statement.topics.add(self.topic)
        return statement

    def paper(self, symbol: str, brief: str = "", **values: Any) -> Document:
        document = factory.make_document(symbol, questions=[self.question], **{"title": f"On {symbol}"} | values)
        if brief:
            factory.make_brief(document=document, topic=self.topic, text=brief)
        return document

    def read(self) -> Statement:
        return Statement.objects.for_detail().get(pk=self.statement.pk)

    def propose(self, annex: Annex | None = None, **changes: Any) -> list[ProposedRow]:
        statement = self.read()
        annex = next((row for row in statement.annexes.all() if annex and row.pk == annex.pk), None)
        choice = services.choice_for(statement, annex)
        choice = Choice(**{**vars(choice), **changes})
        return services.annex_propose(statement=statement, annex=annex, choice=choice).rows

    def symbols(self, **changes: Any) -> list[str]:
        return [str(row.document) for row in self.propose(**changes)]

    def compile(self, annex: Annex | None = None, *, by: Any = None, **more: Any) -> Annex:
        """All that is proposed, as it is proposed."""
        rows = [picked(row) for row in self.propose(annex) if not row.is_passed]
        more = {"rows": rows, "choice": services.choice_for(self.read(), annex)} | more
        return services.annex_compile(statement=self.statement, by=by, annex=annex, **more)


def picked(row: ProposedRow, **words: str) -> Picked:
    own = {name: getattr(row.entry, name) for name in row.words} if row.entry else row.words
    return Picked(row.entry.pk if row.entry else None, row.document, taken=row.words, **{**own, **words})


@pytest.fixture
def desk() -> Desk:
    return Desk()


# What is proposed


def test_documents_with_a_brief_on_the_topic_are_proposed_in_document_order(desk: Desk) -> None:
    for symbol in ("SG2RGQ/20", "2/77", "2/34"):
        desk.paper(symbol, "Brief")
    desk.paper("2/35")
    assert desk.symbols() == ["2/34", "2/77", "SG2RGQ/20"]


def test_proposal_has_source_title_and_brief_of_the_register(desk: Desk) -> None:
    desk.paper("2/34", "Of children", title="A paper", source_text="Nigeria")
    assert desk.propose()[0].words == {
        "symbol": "2/34", "source": "Nigeria", "title": "A paper", "brief": "Of children"
    }  # fmt: skip


def test_latest_revision_is_proposed_with_the_brief_of_the_one_before(desk: Desk) -> None:
    desk.paper("2/71", "Brief")
    factory.make_document("2/71 (Rev.1)", title="Revised")
    assert [(row.document.symbol, row.words["brief"]) for row in desk.propose()] == [("2/71 (Rev.1)", "Brief")]


def test_document_kept_for_staff_is_not_proposed_nor_its_revision(desk: Desk) -> None:
    desk.paper("2/34", "Brief", is_public=False)
    desk.paper("2/35", "Brief")
    factory.make_document("2/35 (Rev.1)", is_public=False)
    assert desk.symbols() == ["2/35"]


def test_sitting_stands_for_the_meeting_around_it_and_so_on_up(desk: Desk) -> None:
    week = factory.make_meeting()
    day = factory.make_meeting(parent=factory.make_meeting(parent=week))
    hour, other = factory.make_meeting(parent=day), factory.make_meeting(parent=week)
    for number, meeting in enumerate([week, day, hour, other, factory.make_meeting()], start=34):
        desk.paper(f"2/{number}", "Brief", meeting=meeting)
    assert desk.symbols(meetings=(day.pk,)) == ["2/34", "2/35", "2/36"]


def test_documents_are_chosen_by_the_day_on_which_they_were_received(desk: Desk) -> None:
    for day in (1, 2, 3, 4):
        desk.paper(f"2/{day}0", "Brief", received_on=datetime.date(2023, 5, day))
    assert desk.symbols(first=datetime.date(2023, 5, 2), last=datetime.date(2023, 5, 3)) == ["2/20", "2/30"]


def test_other_papers_than_contributions_are_proposed_if_asked_for(desk: Desk) -> None:
    desk.paper("2/ADM/1", "Brief", kind="administrative")
    assert desk.symbols() == []
    assert desk.symbols(contributions=False) == ["2/ADM/1"]


def test_nothing_chosen_finds_nothing(desk: Desk) -> None:
    desk.paper("2/34", "Brief")
    assert desk.symbols(topics=(), questions=()) == []


# What was sent to the recipient before


def sent_annex(desk: Desk, *documents: Document, **values: Any) -> None:
    statement = desk.draft(sent_on=factory.DAY, **{"status": "sent"} | values)
    annex = factory.make_annex(statement)
    for document in documents:
        factory.make_entry(annex, document=document)


def test_documents_sent_to_this_recipient_before_are_left_out_unless_asked_for(desk: Desk) -> None:
    sent_annex(desk, desk.paper("2/34", "Brief"))
    desk.paper("2/35", "Brief")
    assert desk.symbols() == ["2/35"]
    assert desk.symbols(unsent=False) == ["2/34", "2/35"]


def test_document_in_a_draft_or_withdrawn_statement_was_not_sent(desk: Desk) -> None:
    paper = desk.paper("2/34", "Brief")
    sent_annex(desk, paper, status="draft")
    sent_annex(desk, paper, status="withdrawn")
    assert desk.symbols() == ["2/34"]


def test_document_sent_to_one_of_two_recipients_is_proposed(desk: Desk) -> None:
    sent_annex(desk, desk.paper("2/34", "Brief"))
    factory.make_party(desk.statement, part="to", body=factory.make_body("TDAG"))
    assert desk.symbols() == ["2/34"]


def test_new_revision_of_what_was_sent_is_proposed_and_says_so(desk: Desk) -> None:
    sent_annex(desk, desk.paper("2/71", "Brief"))
    desk.paper("2/71 (Rev.1)", "Brief")
    assert [(row.document.symbol, row.earlier_sent) for row in desk.propose()] == [("2/71 (Rev.1)", factory.DAY)]


def test_recipient_without_a_body_is_known_by_its_words(desk: Desk) -> None:
    desk.statement.parties.filter(part="to").delete()
    factory.make_party(desk.statement, part="to", text="The Council")
    paper = desk.paper("2/34", "Brief")
    sent_annex(desk, paper)
    assert desk.symbols() == ["2/34"]
    earlier = factory.make_statement(status="sent")
    factory.make_party(earlier, part="to", text="THE COUNCIL")
    factory.make_entry(factory.make_annex(earlier), document=paper)
    assert desk.symbols() == []


# What is compiled


def test_compiled_annex_holds_what_was_picked_in_its_order(desk: Desk) -> None:
    for symbol in ("2/34", "2/77", "SG2RGQ/20"):
        desk.paper(symbol, f"Brief of {symbol}")
    first, _left, third = desk.propose()
    rows = [picked(third), picked(first, brief="Shorter"), Picked(title="In words")]
    annex = desk.compile(rows=rows, title="Contributions")
    found = annex.entries.values_list("position", "symbol", "brief", "title", "document")
    assert list(found) == [
        (1, "SG2RGQ/20", "Brief of SG2RGQ/20", "On SG2RGQ/20", third.document.pk),
        (2, "2/34", "Shorter", "On 2/34", first.document.pk),
        (3, "", "", "In words", None),
    ]


def test_new_annex_has_the_next_number_and_headings_in_the_statements_language(desk: Desk) -> None:
    factory.make_annex(desk.statement, number=4)
    Statement.objects.filter(pk=desk.statement.pk).update(language="fr")
    annex = desk.compile(rows=[])
    assert (annex.number, annex.columns) == (5, ["Document et source", "Titre", "Informations succinctes"])


def test_compiling_leaves_an_event_with_what_was_done(desk: Desk) -> None:
    desk.paper("2/34", "Brief")
    secretary = factory.make_secretary()
    desk.compile(by=secretary)
    event = desk.statement.events.get()
    assert (event.kind, event.by) == ("edited", secretary)
    assert event.note == "Annex 1 compiled. Rows added: 1, changed: 0, taken out: 0."


def test_compiling_what_stands_there_already_leaves_no_event(desk: Desk) -> None:
    desk.paper("2/34", "Brief")
    annex = desk.compile()
    desk.compile(annex)
    assert desk.statement.events.count() == 1


def test_document_that_was_passed_over_is_not_proposed_as_new_again(desk: Desk) -> None:
    first, second = desk.paper("2/34", "Brief"), desk.paper("2/35", "Brief")
    annex = desk.compile(rows=[picked(desk.propose()[0])], passed=[second.pk])
    desk.paper("2/36", "Brief")
    rows = [(row.document.symbol, row.is_new, row.is_passed) for row in desk.propose(annex)]
    assert rows == [(first.symbol, False, False), ("2/36", True, False), (second.symbol, False, True)]


def test_choice_is_remembered(desk: Desk) -> None:
    choice = Choice(topics=(desk.topic.pk,), first=factory.DAY, unsent=False)
    annex = desk.compile(rows=[], choice=choice)
    assert services.choice_for(desk.read(), annex) == choice


# Compiled again


def news(desk: Desk, annex: Annex) -> list[tuple[str, str, bool]]:
    return [(one.field, one.new, one.is_safe) for row in desk.propose(annex) for one in row.news]


def test_new_document_stands_where_document_order_has_it(desk: Desk) -> None:
    desk.paper("2/34", "Brief")
    desk.paper("2/77", "Brief")
    annex = desk.compile()
    desk.paper("2/50", "Brief")
    assert [(row.document.symbol, row.is_new) for row in desk.propose(annex)] == [
        ("2/34", False), ("2/50", True), ("2/77", False)
    ]  # fmt: skip


def test_nothing_is_new_where_nothing_changed(desk: Desk) -> None:
    desk.paper("2/34", "Brief")
    annex = desk.compile(rows=[picked(desk.propose()[0], brief="The clerk’s own")])
    assert news(desk, annex) == []


def test_changed_brief_is_news_and_safe_to_take(desk: Desk) -> None:
    paper = desk.paper("2/34", "Brief")
    annex = desk.compile()
    paper.briefs.update(text="Better brief")
    assert news(desk, annex) == [("brief", "Better brief", True)]


def test_changed_brief_over_the_clerks_words_is_news_and_not_safe(desk: Desk) -> None:
    paper = desk.paper("2/34", "Brief")
    annex = desk.compile(rows=[picked(desk.propose()[0], brief="The clerk’s own")])
    paper.briefs.update(text="Better brief")
    assert news(desk, annex) == [("brief", "Better brief", False)]


def test_later_revision_of_an_entry_is_news(desk: Desk) -> None:
    desk.paper("2/71", "Brief")
    annex = desk.compile()
    desk.paper("2/71 (Rev.1)", "Brief of the revision", title="Revised")
    assert news(desk, annex) == [
        ("revision", "2/71 (Rev.1)", True), ("title", "Revised", True), ("brief", "Brief of the revision", True)
    ]  # fmt: skip


def test_row_that_was_never_compared_tells_a_later_revision_alone(desk: Desk) -> None:
    desk.paper("2/34", "Brief", title="As the register has it")
    annex = factory.make_annex(desk.statement)
    factory.make_entry(annex, document=Document.objects.get(), symbol="2/34", title="Own", source="Own", brief="Own")
    assert news(desk, annex) == []
    desk.paper("2/34 (Rev.1)")
    assert [one for one in news(desk, annex) if one[0] == "revision"] == [("revision", "2/34 (Rev.1)", False)]


def test_row_taken_out_goes_and_a_row_that_was_not_seen_stays(desk: Desk) -> None:
    desk.paper("2/34", "Brief")
    annex = desk.compile()
    seen = annex.entries.get()
    factory.make_entry(annex, title="Added by somebody meanwhile")
    desk.compile(annex, rows=[Picked(title="In words")], shown=[seen.pk])
    assert list(annex.entries.values_list("title", flat=True)) == ["In words", "Added by somebody meanwhile"]


def test_what_somebody_changed_meanwhile_is_not_overwritten_unseen(desk: Desk) -> None:
    annex = desk.compile(rows=[Picked(title="Mine")])
    seen = fingerprint(annex)
    annex.entries.update(title="Theirs")
    with pytest.raises(ValidationError, match="Somebody changed the annex"):
        desk.compile(annex, rows=[Picked(annex.entries.get().pk, title="Mine again")], expected=seen)
    assert annex.entries.get().title == "Theirs"


# Who may, and when


def test_reader_may_not_compile(desk: Desk) -> None:
    with pytest.raises(PermissionDenied):
        desk.compile(rows=[], by=factory.make_user())
    assert not desk.statement.annexes.exists()


def test_annex_of_what_was_sent_is_not_compiled(desk: Desk) -> None:
    Statement.objects.filter(pk=desk.statement.pk).update(status="sent")
    with pytest.raises(ValidationError, match="cannot be done"):
        desk.compile(rows=[])


def test_annex_of_what_was_approved_asks_whether_the_change_is_editorial(desk: Desk) -> None:
    Statement.objects.filter(pk=desk.statement.pk).update(status="approved", approval_level="study_group")
    with pytest.raises(ValidationError, match="editorial or one of substance"):
        desk.compile(rows=[Picked(title="In words")])
    assert not desk.statement.annexes.exists()
    desk.compile(rows=[Picked(title="In words")], change=services.SUBSTANCE)
    assert desk.read().status == "in_review"


def test_row_without_any_words_is_refused_whole(desk: Desk) -> None:
    with pytest.raises(ValidationError, match="at least a title"):
        desk.compile(rows=[Picked(title="In words"), Picked(brief="Alone")])
    assert not desk.statement.annexes.exists()


# By symbol


@pytest.mark.parametrize("text", ["2/34", "2-34", "d22-sg02-c-0034", "2/34-E"])
def test_document_is_named_in_any_spelling(desk: Desk, text: str) -> None:
    paper = desk.paper("2/34")
    assert documents_named(text, desk.read()) == [paper]


def test_bare_number_names_the_latest_revision_and_a_named_one_itself(desk: Desk) -> None:
    first, second = desk.paper("2/71"), desk.paper("2/71 (Rev.1)")
    assert documents_named("2/71", desk.read()) == [second]
    assert documents_named(first.code, desk.read()) == [second]
    assert documents_named("2/71 (Rev.1)", desk.read()) == [second]


def test_symbol_without_a_period_means_that_of_the_senders_question(desk: Desk) -> None:
    old = factory.make_period("2018-2021")
    factory.make_document("2/34", period=old)
    now = desk.paper("2/34")
    assert documents_named("2/34", desk.read()) == [now]


def test_what_was_remembered_of_the_register_goes_when_the_statement_is_sent(desk: Desk) -> None:
    desk.paper("2/34", "Brief")
    annex = desk.compile()
    assert annex.entries.get().taken["brief"] == "Brief"
    services.statement_record_sent(statement=desk.statement, by=None)
    assert annex.entries.get().taken == {}
