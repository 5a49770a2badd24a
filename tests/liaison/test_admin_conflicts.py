"""Two people at one draft: what both changed is listed with both values, and nothing of either is lost."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import IntegrityError
from django.test import Client

from liaison import saves, services
from liaison.admin.conflicts import Conflict
from liaison.admin.statements import StatementAdmin
from liaison.models import Annex, Statement
from tests import factory
from tests.desk import Page, change_url, open_change

pytestmark = pytest.mark.django_db

Change = tuple[str, str, str]  # its label, theirs, mine


@pytest.fixture
def ada() -> Client:
    return signed_in("ada")


@pytest.fixture
def bert() -> Client:
    return signed_in("bert")


def signed_in(name: str) -> Client:
    client = Client()
    client.force_login(factory.make_secretary(username=name))
    return client


@pytest.fixture
def statement() -> Statement:
    statement = factory.make_statement(title="As opened", subtitle="Line", content="<p>As opened</p>")
    factory.make_party(statement, part="from", body=factory.make_body("SENDER"), position=1)
    for place, text in enumerate(["First", "Second"], start=1):
        factory.make_party(statement, part="to", text=text, position=place)
    factory.make_contact(statement, name="Contact", position=1)
    return statement


def refused(page: Page) -> tuple[list[Change], list[Change]]:
    """What the refused page lists: conflicts, and what was taken from the other."""
    assert page.post().status_code == 200
    found = page.answer.context["conflict"]
    listed = [[(one.label, one.old, one.new) for one in changes] for changes in (found.conflicts, found.taken)]
    return listed[0], listed[1]


def again(page: Page, **more: Any) -> int:
    """Post what the page came back with."""
    page.values = page.answer_values()
    return int(page.post(**more).status_code)


def stored(statement: Statement) -> Statement:
    return Statement.objects.for_detail().get(pk=statement.pk)


def texts(statement: Statement) -> list[str]:
    return [party.text for party in stored(statement).recipients]


# The fields of the statement


def test_what_both_changed_is_refused_with_both_values(ada: Client, bert: Client, statement: Statement) -> None:
    mine, theirs = open_change(ada, statement), open_change(bert, statement)
    assert theirs.fill(title="Theirs", content="<p>Theirs</p>").errors() == []
    conflicts, taken = refused(mine.fill(title="Mine", content="<p>Mine</p>"))
    assert conflicts == [("Title", "Theirs", "Mine"), ("Content", "Theirs", "Mine")]
    assert (taken, stored(statement).title) == ([], "Theirs")
    assert "bert changed this at " in mine.answer.content.decode()


def test_what_was_typed_stays_in_the_refused_form(ada: Client, bert: Client, statement: Statement) -> None:
    mine, theirs = open_change(ada, statement), open_change(bert, statement)
    theirs.fill(title="Theirs").errors()
    mine.fill(title="Mine").add("recipients", text="My new row").errors()
    values = mine.answer_values()
    assert (values["title"], values["recipients-2-text"]) == (["Mine"], ["My new row"])


def test_saving_again_is_no_choice_where_both_changed_the_same(ada: Client, bert: Client, statement: Statement) -> None:
    mine, theirs = open_change(ada, statement), open_change(bert, statement)
    theirs.fill(title="Theirs").errors()
    refused(mine.fill(title="Mine"))
    assert (again(mine), stored(statement).title) == (200, "Theirs")


def test_save_mine_stores_mine_and_leaves_an_event(ada: Client, bert: Client, statement: Statement) -> None:
    mine, theirs = open_change(ada, statement), open_change(bert, statement)
    theirs.fill(title="Theirs").errors()
    refused(mine.fill(title="Mine"))
    assert (again(mine, _save_mine="1"), stored(statement).title) == (302, "Mine")
    event = statement.events.get()
    assert (event.kind, event.by.username) == ("edited", "ada")
    assert event.note.startswith("Saved over what bert had stored at ")
    assert event.note.endswith("Title: “Theirs” → “Mine”")


def test_what_was_saved_over_stays_among_the_saves(ada: Client, bert: Client, statement: Statement) -> None:
    mine, theirs = open_change(ada, statement), open_change(bert, statement)
    theirs.fill(title="Theirs").errors()
    refused(mine.fill(title="Mine"))
    again(mine, _save_mine="1")
    kept = [saves.letter_in(save).title for save in saves.saves_of(statement)]
    assert kept == ["Mine", "Theirs", "As opened"]


def test_what_they_alone_changed_is_taken_and_mine_stays(ada: Client, bert: Client, statement: Statement) -> None:
    mine, theirs = open_change(ada, statement), open_change(bert, statement)
    theirs.fill(subtitle="Theirs", date="2024-02-03").errors()
    conflicts, taken = refused(mine.fill(title="Mine"))
    assert (conflicts, [label for label, _old, _new in taken]) == ([], ["Lines under the title", "Date"])
    assert again(mine) == 302
    now = stored(statement)
    assert (now.title, now.subtitle, now.date) == ("Mine", "Theirs", datetime.date(2024, 2, 3))
    assert not statement.events.exists()


def test_same_change_by_both_is_no_conflict(ada: Client, bert: Client, statement: Statement) -> None:
    mine, theirs = open_change(ada, statement), open_change(bert, statement)
    theirs.fill(title="Both").errors()
    assert mine.fill(title="Both", subtitle="Mine").errors() == []
    assert (stored(statement).title, stored(statement).subtitle) == ("Both", "Mine")


def test_save_mine_with_another_error_can_be_pressed_again(ada: Client, bert: Client, statement: Statement) -> None:
    mine, theirs = open_change(ada, statement), open_change(bert, statement)
    theirs.fill(title="Theirs").errors()
    refused(mine.fill(title="Mine", date="no day"))
    assert again(mine, _save_mine="1") == 200
    assert 'name="_save_mine"' in mine.answer.content.decode()
    mine.values = mine.answer_values()
    assert (mine.fill(date="2024-01-02").post(_save_mine="1").status_code, stored(statement).title) == (302, "Mine")


def test_second_try_of_one_request_looks_anew(ada: Client, statement: Statement, monkeypatch: Any) -> None:
    """The first fails, as where somebody stored the same row a moment before; by then the statement is another one."""
    save, tries = StatementAdmin.save_related, []

    def fail_once(*args: Any) -> None:
        tries.append(args)
        if len(tries) == 1:
            raise IntegrityError
        save(*args)

    monkeypatch.setattr(StatementAdmin, "save_related", fail_once)
    mine = open_change(ada, statement)
    Statement.objects.filter(pk=statement.pk).update(subtitle="Theirs")
    monkeypatch.setattr(Conflict, "is_refused", property(lambda self: bool(tries)))
    conflicts, _taken = refused(mine.fill(title="Mine"))
    assert ("Lines under the title", "Theirs", "Line") in conflicts
    assert len(tries) == 1


def test_third_save_in_between_is_told_again(ada: Client, bert: Client, statement: Statement) -> None:
    mine, theirs = open_change(ada, statement), open_change(bert, statement)
    theirs.fill(title="Theirs").errors()
    refused(mine.fill(title="Mine"))
    assert open_change(bert, statement).fill(title="Theirs again").errors() == []
    assert again(mine, _save_mine="1") == 200
    assert mine.answer.context["conflict"].conflicts[0].old == "Theirs again"
    assert stored(statement).title == "Theirs again"


def test_act_in_between_is_told_too(ada: Client, statement: Statement) -> None:
    services.draft_keep(statement=statement, by=None)
    mine = open_change(ada, statement)
    services.statement_agree(
        statements=[statement], by=None, level="study_group", date=datetime.date(2023, 5, 22), text="SG2"
    )
    conflicts, taken = refused(mine.fill(title="Mine"))
    assert (conflicts, len(taken)) == ([], 3)
    assert (again(mine), again(mine, change="editorial")) == (200, 302)  # first it asks how far the change goes
    assert (stored(statement).title, stored(statement).approval_text) == ("Mine", "SG2")


def test_state_that_was_never_kept_is_compared_with_what_is_stored(ada: Client, statement: Statement) -> None:
    mine = open_change(ada, statement)
    Statement.objects.filter(pk=statement.pk).update(title="Changed by no save", subtitle="Too")
    conflicts, _taken = refused(mine.fill(title="Mine"))
    assert conflicts == [("Title", "Changed by no save", "Mine"), ("Lines under the title", "Too", "Line")]


def test_links_are_shown_by_name(ada: Client, bert: Client, statement: Statement) -> None:
    one, other = factory.make_meeting(name="Meeting one"), factory.make_meeting(name="Meeting two")
    topics = [factory.make_topic("Topic one"), factory.make_topic("Topic two")]
    mine, theirs = open_change(ada, statement), open_change(bert, statement)
    theirs.fill(meeting=one, topics=topics[0]).errors()
    conflicts, _taken = refused(mine.fill(meeting=other, topics=topics[1]))
    listed = {label: (old, new) for label, old, new in conflicts}
    assert listed["Topics"] == ("Topic one", "Topic two")
    assert listed["Meeting"] == (str(one), str(other))


# Rows


def test_same_row_changed_by_both_is_listed(ada: Client, bert: Client, statement: Statement) -> None:
    mine, theirs = open_change(ada, statement), open_change(bert, statement)
    theirs.fill(recipients__1__text="Theirs").errors()
    conflicts, _taken = refused(mine.fill(recipients__1__text="Mine"))
    assert conflicts == [("Recipient 2, As printed", "Theirs", "Mine")]
    assert (again(mine, _save_mine="1"), texts(statement)) == (302, ["First", "Mine"])


def test_other_fields_of_the_same_row_are_taken(ada: Client, bert: Client, statement: Statement) -> None:
    mine, theirs = open_change(ada, statement), open_change(bert, statement)
    theirs.fill(recipients__1__purpose="action", recipients__1__deadline="2024-05-06").errors()
    conflicts, taken = refused(mine.fill(recipients__1__text="Mine"))
    assert (conflicts, taken[0]) == ([], ("Recipient 2, For", "", "Action"))
    assert again(mine) == 302
    row = stored(statement).recipients[1]
    assert (row.text, row.purpose, row.deadline) == ("Mine", "action", datetime.date(2024, 5, 6))


def test_rows_added_by_both_are_all_stored(ada: Client, bert: Client, statement: Statement) -> None:
    mine, theirs = open_change(ada, statement), open_change(bert, statement)
    theirs.add("recipients", text="Theirs").errors()
    conflicts, taken = refused(mine.add("recipients", text="Mine"))
    assert (conflicts, taken) == ([], [("Recipient", "", "Theirs")])
    values = mine.answer_values()
    assert [values[f"recipients-{place}-text"] for place in (2, 3)] == [["Theirs"], ["Mine"]]
    assert again(mine) == 302
    assert sorted(texts(statement)) == ["First", "Mine", "Second", "Theirs"]


def test_row_that_they_deleted_and_i_left_goes(ada: Client, bert: Client, statement: Statement) -> None:
    mine, theirs = open_change(ada, statement), open_change(bert, statement)
    theirs.fill(recipients__0__DELETE="on").errors()
    conflicts, taken = refused(mine.fill(title="Mine"))
    assert (conflicts, taken) == ([], [("Recipient", "First", "")])
    assert (again(mine), texts(statement), stored(statement).title) == (302, ["Second"], "Mine")


def test_row_that_they_deleted_and_i_changed_stays_with_me(ada: Client, bert: Client, statement: Statement) -> None:
    mine, theirs = open_change(ada, statement), open_change(bert, statement)
    theirs.fill(recipients__0__DELETE="on").errors()
    conflicts, _taken = refused(mine.fill(recipients__0__text="Mine", recipients__0__purpose="comment"))
    assert [(label, old) for label, old, _new in conflicts] == [("Recipient", "")]
    assert "Mine" in conflicts[0][2]
    again(mine, _save_mine="1")
    assert sorted(texts(statement)) == ["Mine", "Second"]


def test_row_that_i_deleted_and_they_changed_is_listed(ada: Client, bert: Client, statement: Statement) -> None:
    mine, theirs = open_change(ada, statement), open_change(bert, statement)
    theirs.fill(recipients__0__text="Theirs").errors()
    conflicts, _taken = refused(mine.fill(recipients__0__DELETE="on"))
    assert [(label, new) for label, _old, new in conflicts] == [("Recipient 1", "")]
    assert texts(statement) == ["Theirs", "Second"]
    assert (again(mine, _save_mine="1"), texts(statement)) == (302, ["Second"])


def test_questions_of_a_party_are_kept_by_both(ada: Client, bert: Client, statement: Statement) -> None:
    first, second = factory.make_question("1/2"), factory.make_question("2/2")
    mine, theirs = open_change(ada, statement), open_change(bert, statement)
    theirs.fill(senders__0__questions=[first, second], senders__0__questions_text="1/2, 2/2").errors()
    refused(mine.fill(senders__0__address="Mine"))
    assert again(mine) == 302
    row = stored(statement).senders[0]
    assert (row.address, len(row.questions.all())) == ("Mine", 2)


def test_what_became_of_a_sent_statement_is_not_lost(ada: Client, bert: Client) -> None:
    sent = factory.make_statement(status="sent")
    factory.make_party(sent, part="to", text="Them")
    mine, theirs = open_change(ada, sent), open_change(bert, sent)
    assert theirs.fill(parties__0__their_symbol="THEIRS/1").errors() == []
    conflicts, _taken = refused(mine.fill(parties__0__their_symbol="MINE/1"))
    assert [(old, new) for _label, old, new in conflicts] == [("THEIRS/1", "MINE/1")]
    assert sent.parties.get().their_symbol == "THEIRS/1"


def test_annexes_of_one_number_by_both_are_told_and_kept(ada: Client, bert: Client, statement: Statement) -> None:
    mine, theirs = open_change(ada, statement), open_change(bert, statement)
    theirs.add("annexes", number=1, title="Theirs").errors()
    refused(mine.add("annexes", number=1, title="Mine"))
    mine.values = mine.answer_values()
    assert "The statement has an annex of this number already." in mine.errors()
    assert mine.fill(annexes__1__number=2).errors() == []
    assert [(annex.number, annex.title) for annex in statement.annexes.all()] == [(1, "Theirs"), (2, "Mine")]


# An annex


@pytest.fixture
def annex(statement: Statement) -> Annex:
    annex = factory.make_annex(statement, intro="<p>Intro</p>")
    for title in ("Row 1", "Row 2", "Row 3"):
        factory.make_entry(annex, title=title)
    return annex


def test_annex_row_changed_by_both_is_listed(ada: Client, bert: Client, annex: Annex) -> None:
    mine, theirs = open_change(ada, annex), open_change(bert, annex)
    assert theirs.fill(entries__1__brief="Theirs", columns="A\nB\nC").errors() == []
    conflicts, taken = refused(mine.fill(entries__1__brief="Mine"))
    assert conflicts == [("Row 2, Brief", "Theirs", "Mine")]
    assert [label for label, _old, _new in taken] == ["Column headings"]
    assert again(mine, _save_mine="1") == 302
    annex.refresh_from_db()
    assert (annex.entries.all()[1].brief, annex.columns) == ("Mine", ["A", "B", "C"])


def test_annex_rows_of_both_are_stored(ada: Client, bert: Client, annex: Annex) -> None:
    mine, theirs = open_change(ada, annex), open_change(bert, annex)
    theirs.add("entries", title="Theirs").fill(entries__0__DELETE="on").errors()
    refused(mine.add("entries", title="Mine").fill(entries__2__title="Row 3 of mine"))
    assert again(mine) == 302
    assert sorted(entry.title for entry in annex.entries.all()) == ["Mine", "Row 2", "Row 3 of mine", "Theirs"]


def test_annex_and_its_statement_can_be_edited_at_once(ada: Client, bert: Client, annex: Annex) -> None:
    mine, theirs = open_change(ada, annex.statement), open_change(bert, annex)
    assert theirs.fill(entries__0__title="Theirs").errors() == []
    assert mine.fill(title="Mine").errors() == []
    assert (stored(annex.statement).title, annex.entries.first().title) == ("Mine", "Theirs")


def test_save_of_an_annex_keeps_the_draft(ada: Client, annex: Annex) -> None:
    open_change(ada, annex).fill(entries__0__title="Changed").errors()
    letters = [saves.letter_in(save) for save in saves.saves_of(annex.statement)]
    assert [letter.annexes[0].entries[0].title for letter in letters] == ["Changed", "Row 1"]


def test_hostile_mark_is_only_another_one(ada: Client, statement: Statement) -> None:
    page = open_change(ada, statement).fill(title="Mine")
    assert page.post(seen="'; DROP \x00 -draft x y").status_code == 200
    assert stored(statement).title == "As opened"


def test_refused_page_says_it_without_inline_code(ada: Client, bert: Client, statement: Statement) -> None:
    mine, theirs = open_change(ada, statement), open_change(bert, statement)
    theirs.fill(title="<script>alert(1)</script>").errors()
    refused(mine.fill(title="<b>Mine</b>"))
    text = mine.answer.content.decode()
    assert [words for words in ("<script>alert(1)", "<b>Mine") if words in text] == []
    assert 'name="_save_mine"' in text


def test_reader_may_not_save_mine(ada: Client, statement: Statement) -> None:
    reader = factory.make_user(username="reader", is_staff=True)
    reader.groups.add(Group.objects.get(name="Reader"))
    client = Client()
    client.force_login(reader)
    assert client.post(change_url(statement), {"title": "Mine", "_save_mine": "1"}).status_code == 403
    assert stored(statement).title == "As opened"
