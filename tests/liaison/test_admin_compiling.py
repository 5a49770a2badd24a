"""An annex is compiled at the desk: look, tick, edit, add, save; nothing typed is lost, and looking changes nothing."""

from __future__ import annotations

import html
import time
from typing import Any
from unittest import mock

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from contributions.models import Document, Topic
from liaison.letter.build import build
from liaison.models import Annex, Statement
from tests import factory
from tests.desk import Page, change_url, open_change

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(factory.make_secretary())
    return client


@pytest.fixture
def statement() -> Statement:
    """A draft from Q3/2 on one topic, with three documents on it in the register."""
    question = factory.make_question()
    draft = factory.make_statement(title="The statement", direction="outgoing")
    factory.make_party(draft, part="from", body=question.group, questions=[question])
    factory.make_party(draft, part="to", body=factory.make_body("CWG-COP"), purpose="information")
    topic = factory.make_topic("Child Online Protection")
    draft.topics.add(topic)
    for symbol in ("2/34", "2/77", "SG2RGQ/20"):
        paper = factory.make_document(symbol, title=f"On {symbol}", source_text="Nigeria", questions=[question])
        factory.make_brief(document=paper, topic=topic, text=f"Brief of {symbol}")
    return draft


def page_url(statement: Statement, annex: Annex | None = None) -> str:
    if annex:
        return reverse("admin:liaison_statement_compile_again", args=[statement.pk, annex.number])
    return reverse("admin:liaison_statement_compile", args=[statement.pk])


class CompilePage(Page):
    def post(self, **more: Any) -> Any:
        sent = {name: values for name, values in self.values.items() if name != "chosen"}
        self.answer = self.client.post(self.url, sent | more)
        return self.answer

    @property
    def shown(self) -> str:
        return html.unescape(self.answer.content.decode())

    def go_on(self) -> CompilePage:
        self.values = self.answer_values()
        return self


def rows_of(annex: Annex) -> list[tuple[str, str]]:
    return list(annex.entries.values_list("symbol", "brief"))


def test_annex_is_compiled_with_two_clicks(desk: Client, statement: Statement) -> None:
    response = CompilePage(desk, page_url(statement)).post(_save="1")
    assert response["Location"].endswith(f"/{statement.pk}/change/#annexes-group")
    assert rows_of(statement.annexes.get()) == [
        ("2/34", "Brief of 2/34"), ("2/77", "Brief of 2/77"), ("SG2RGQ/20", "Brief of SG2RGQ/20")
    ]  # fmt: skip


def test_rows_of_which_nothing_was_posted_are_none(desk: Client, statement: Statement) -> None:
    page = CompilePage(desk, page_url(statement))
    assert page.post(_save="1", **{"rows-TOTAL_FORMS": "7"}).status_code == 302
    assert statement.annexes.get().entries.count() == 3


def test_clerk_unticks_edits_and_reorders_by_number(desk: Client, statement: Statement) -> None:
    page = CompilePage(desk, page_url(statement))
    page.fill(title="Contributions", rows__0__brief="Shorter", rows__0__position="9")
    del page.values["rows-1-picked"]
    page.post(_save="1")
    annex = statement.annexes.get()
    assert annex.title == "Contributions"
    assert rows_of(annex) == [("SG2RGQ/20", "Brief of SG2RGQ/20"), ("2/34", "Shorter")]


def test_looking_changes_nothing(desk: Client, statement: Statement) -> None:
    before = Statement.objects.get(pk=statement.pk).version
    assert desk.get(page_url(statement), {"chosen": "1"}).status_code == 200
    assert (statement.annexes.count(), Statement.objects.get(pk=statement.pk).version) == (0, before)


def test_wrong_day_is_told_beside_its_field_and_nothing_is_saved(desk: Client, statement: Statement) -> None:
    url = page_url(statement) + "?chosen=1&first=yesterday&topics=x"
    answer = desk.get(url)
    assert (answer.status_code, "Enter a valid date." in html.unescape(answer.content.decode())) == (200, True)
    assert desk.post(url, {"_save": "1"}).status_code == 200
    assert not statement.annexes.exists()


@pytest.mark.parametrize("spelling", ["2/99", "2-99", "d22-sg02-c-0099"])
def test_document_is_added_by_symbol_in_any_spelling(desk: Client, statement: Statement, spelling: str) -> None:
    paper = factory.make_document("2/99", title="Another paper")
    page = CompilePage(desk, page_url(statement)).fill(add_symbols=spelling, rows__0__brief="Typed before")
    page.post(_add="1")
    assert not statement.annexes.exists()
    page.go_on().post(_save="1")
    entries = statement.annexes.get().entries
    assert (entries.first().brief, entries.last().document, entries.last().title) == (
        "Typed before", paper, "Another paper"
    )  # fmt: skip


def test_what_was_named_and_not_added_is_saved_too(desk: Client, statement: Statement) -> None:
    factory.make_document("2/99", title="Another paper")
    CompilePage(desk, page_url(statement)).fill(add_symbols="2/99", add_words="In words\nAnd more").post(_save="1")
    titles = list(statement.annexes.get().entries.values_list("title", flat=True))
    assert titles[3:] == ["Another paper", "In words", "And more"]


def test_symbol_that_is_not_in_the_register_is_told_and_nothing_typed_is_lost(
    desk: Client, statement: Statement
) -> None:
    page = CompilePage(desk, page_url(statement)).fill(add_symbols="2/34, 2/999", rows__0__brief="Typed before")
    page.post(_add="1")
    assert "“2/999” is not in the register." in page.shown
    values = page.answer_values()
    assert (values["add_symbols"], values["rows-0-brief"]) == (["2/34, 2/999"], ["Typed before"])


def test_row_without_words_is_told_and_nothing_is_saved(desk: Client, statement: Statement) -> None:
    page = CompilePage(desk, page_url(statement)).fill(rows__0__symbol="", rows__0__title="")
    page.post(_save="1")
    assert "Write what the row is about, or untick it." in page.shown
    assert not statement.annexes.exists()


def compiled(desk: Client, statement: Statement) -> Annex:
    CompilePage(desk, page_url(statement)).fill(rows__0__brief="The clerk’s own").post(_save="1")
    return statement.annexes.get()


def test_compiling_again_shows_what_is_new_and_keeps_what_was_edited(desk: Client, statement: Statement) -> None:
    annex = compiled(desk, statement)
    for document in Document.objects.all():
        document.briefs.update(text=f"Better brief of {document}")
    page = CompilePage(desk, page_url(statement, annex))
    assert "Of 3 rows the register says something new." in html.unescape(page.text)
    page.post(_save="1")
    assert rows_of(annex) == [
        ("2/34", "The clerk’s own"), ("2/77", "Better brief of 2/77"), ("SG2RGQ/20", "Better brief of SG2RGQ/20")
    ]  # fmt: skip


def test_later_revision_is_taken_where_it_is_ticked(desk: Client, statement: Statement) -> None:
    annex = compiled(desk, statement)
    later = factory.make_document("2/34 (Rev.1)", title="Revised", source_text="Nigeria")
    CompilePage(desk, page_url(statement, annex)).fill(rows__0__take=["revision", "title"]).post(_save="1")
    first = annex.entries.first()
    assert (first.document, first.symbol, first.title) == (later, "2/34 (Rev.1)", "Revised")
    assert first.brief == "The clerk’s own"


def test_annex_that_somebody_changed_meanwhile_is_saved_at_the_second_try(desk: Client, statement: Statement) -> None:
    annex = compiled(desk, statement)
    page = CompilePage(desk, page_url(statement, annex)).fill(rows__0__brief="Mine")
    annex.entries.filter(symbol="2/34").update(brief="Theirs")
    page.post(_save="1")
    assert "Somebody changed the annex after you opened it" in page.shown
    assert annex.entries.first().brief == "Theirs"
    page.go_on().post(_save="1")
    assert annex.entries.first().brief == "Mine"


def test_reader_cannot_open_the_page(client: Client, statement: Statement) -> None:
    client.force_login(factory.make_user(is_staff=True))
    assert client.get(page_url(statement)).status_code == 403
    assert client.post(page_url(statement), {"_save": "1"}).status_code == 403


def test_sent_statement_leads_back_to_its_page(desk: Client, statement: Statement) -> None:
    Statement.objects.filter(pk=statement.pk).update(status="sent")
    assert desk.post(page_url(statement), {"_save": "1"})["Location"].endswith(f"/{statement.pk}/change/")
    assert not statement.annexes.exists()


@pytest.mark.parametrize("number", [7, 2_147_483_648])
def test_annex_that_is_not_there_has_no_page(desk: Client, statement: Statement, number: int) -> None:
    url = reverse("admin:liaison_statement_compile_again", args=[statement.pk, number])
    assert desk.get(url).status_code == 404


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"rows-TOTAL_FORMS": "x", "rows-INITIAL_FORMS": "0"},
        {"rows-TOTAL_FORMS": "5000", "rows-INITIAL_FORMS": "0"},
        {"rows-TOTAL_FORMS": "1", "rows-INITIAL_FORMS": "1", "rows-0-entry": "9" * 30, "rows-0-picked": "on"},
        {"rows-TOTAL_FORMS": "1", "rows-INITIAL_FORMS": "0", "rows-0-document": "-1", "rows-0-title": "\0"},
    ],
)
def test_forged_form_is_refused_whole(desk: Client, statement: Statement, data: dict[str, str]) -> None:
    assert desk.post(page_url(statement), {"_save": "1"} | data).status_code == 200
    assert not statement.annexes.exists()


def test_annex_of_the_seed_is_made_of_its_documents_within_a_minute(desk: Client) -> None:
    call_command("demo", verbosity=0)
    seed = Statement.objects.for_detail().get(slug__startswith="2023-05-22")
    annex = seed.annexes.all()[0]
    draft = factory.make_statement(title="The same again")
    sender = factory.make_party(draft, part="from", body=seed.senders[0].body)
    sender.questions.set(seed.senders[0].questions.all())
    factory.make_party(draft, part="to", body=factory.make_body("ANOTHER GROUP"))
    begun = time.monotonic()
    topic = Topic.objects.get(slug="child-online-protection")
    page = CompilePage(desk, page_url(draft) + f"?chosen=1&contributions=on&unsent=on&topics={topic.pk}")
    page.fill(title=annex.title, columns="\n".join(annex.columns)).post(_save="1")
    assert time.monotonic() - begun < 60
    made = build(Statement.objects.for_detail().get(pk=draft.pk)).annexes[0]
    of_seed = build(seed).annexes[0]
    assert (made.title, made.columns) == (of_seed.title, of_seed.columns)
    assert [(row.symbol, row.source, row.brief, row.url) for row in made.entries] == [
        (row.symbol, row.source, row.brief, row.url) for row in of_seed.entries
    ]
    assert [row.title.split() for row in made.entries] == [row.title.split() for row in of_seed.entries]


def test_row_added_on_the_annexs_own_page_is_compared_with_the_register_too(desk: Client, statement: Statement) -> None:
    annex = factory.make_annex(statement)
    paper = Document.objects.get(symbol="2/34")
    open_change(desk, annex).add("entries", document=paper).post()
    paper.briefs.update(text="Better brief")
    assert "Of 1 row the register says something new." in html.unescape(
        desk.get(page_url(statement, annex)).content.decode()
    )


def many(statement: Statement, count: int) -> None:
    """So many more documents on the topic, each of an entity."""
    question, topic = statement.parties.get(part="from").questions.get(), statement.topics.get()
    for number in range(count):
        paper = factory.make_document(f"2/{500 + number}", sources=[factory.make_entity()], questions=[question])
        factory.make_brief(document=paper, topic=topic)


@pytest.mark.parametrize("is_again", [False, True])
def test_page_of_thirty_documents_costs_no_more_queries_than_one_of_three(
    desk: Client, statement: Statement, django_assert_num_queries: Any, is_again: bool
) -> None:
    url = page_url(statement, compiled(desk, statement) if is_again else None)
    with CaptureQueriesContext(connection) as three:
        desk.get(url)
    count = len(three)
    many(statement, 27)
    if is_again:
        CompilePage(desk, url).post(_save="1")
    with django_assert_num_queries(count):
        desk.get(url)


def test_approved_statement_asks_beside_the_field_and_keeps_its_approval(desk: Client, statement: Statement) -> None:
    Statement.objects.filter(pk=statement.pk).update(status="approved", approval_level="study_group")
    page = CompilePage(desk, page_url(statement))
    page.post(_save="1")
    assert "Say whether the change is editorial or one of substance." in page.shown
    assert not statement.annexes.exists()
    page.go_on().fill(change="editorial").post(_save="1")
    assert (statement.annexes.count(), Statement.objects.get(pk=statement.pk).status) == (1, "approved")


def test_thousands_of_rows_are_cut_short_with_a_sentence(desk: Client, statement: Statement) -> None:
    with mock.patch("liaison.services.proposing.MOST", 2):
        text = html.unescape(desk.get(page_url(statement)).content.decode())
    assert "There are more than can be shown: narrow the choice." in text


def test_draft_leads_to_the_page_and_a_statement_of_others_does_not(desk: Client, statement: Statement) -> None:
    url = page_url(statement)
    assert url in desk.get(change_url(statement)).content.decode()
    Statement.objects.filter(pk=statement.pk).update(direction="incoming")
    assert url not in desk.get(change_url(statement)).content.decode()


def test_what_is_typed_counts_over_what_is_ticked(desk: Client, statement: Statement) -> None:
    annex = compiled(desk, statement)
    Document.objects.get(symbol="2/77").briefs.update(text="Better brief")
    page = CompilePage(desk, page_url(statement, annex))
    assert page.values["rows-1-take"] == ["brief"]
    page.fill(rows__1__brief="Typed just now").post(_save="1")
    assert rows_of(annex)[1] == ("2/77", "Typed just now")


def test_without_scripts_there_are_topics_questions_and_meetings_to_choose_from(
    desk: Client, statement: Statement
) -> None:
    question = factory.make_question("5/2")
    topic, meeting = factory.make_topic("Broadband"), factory.make_meeting(body=question.group, name="May")
    text = desk.get(page_url(statement)).content.decode()
    for row in (question, topic, meeting):
        assert f'<option value="{row.pk}"' in text
    assert "Broadband</option>" in text
