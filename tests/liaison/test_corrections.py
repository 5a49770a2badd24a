"""A correction: a hidden draft of the same statement, whose sending makes a numbered revision that all can compare."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from liaison import services
from liaison.letter.build import build
from liaison.letter.to_json import to_dict
from liaison.models import Annex, Event, Mail, Statement
from tests import factory

pytestmark = pytest.mark.django_db
SLUG = "2023-05-22-itu-d-sg2-to-cwg-cop"


@pytest.fixture(autouse=True)
def cheap(few_files: None) -> None:
    """What is issued in every format is tried elsewhere."""


def sent() -> Statement:
    statement = factory.make_complete(title="Frist title", content="<p>One.</p><p>Two.</p>")
    annex = factory.make_annex(statement, title="Papers")
    for number in (1, 2):
        factory.make_entry(annex, symbol=f"2/{number}", title=f"Paper {number}", source="Utopia")
    return services.statement_record_sent(statement=statement, by=None)


def changed(statement: Statement, **values: object) -> Statement:
    draft = services.statement_correct(statement=statement, by=None)
    for name, value in ({"title": "First title"} | values).items():
        setattr(draft, name, value)
    draft.save()
    return draft


def test_draft_says_all_that_the_statement_says() -> None:
    statement = sent()
    draft = services.statement_correct(statement=statement, by=None)
    copy = Statement.objects.for_detail().get(pk=draft.pk)
    assert build(copy) == build(Statement.objects.for_detail().get(pk=statement.pk))
    assert (copy.status, copy.visibility, copy.slug, copy.is_public) == ("draft", "staff", None, False)


def test_statement_stays_as_it_is_until_the_correction_is_sent(client: Client) -> None:
    changed(sent())
    page = client.get(f"/statements/{SLUG}/").content.decode()
    assert ("Frist title" in page, "First title" in page) == (True, False)


def test_correction_takes_the_place_at_the_same_address_with_its_reason(client: Client) -> None:
    statement = sent()
    services.correction_send(correction=changed(statement), reason="A letter was wrong.", by=None)
    row = Statement.objects.for_detail().get()
    last = row.revisions.last()
    assert (row.pk, row.slug, row.title, last.number, last.reason) == (
        statement.pk,
        SLUG,
        "First title",
        1,
        "A letter was wrong.",
    )
    assert last.letter == to_dict(build(row))
    assert [event.kind for event in row.events.all()] == ["sent", "correcting", "created", "corrected"]


def test_page_says_that_it_was_corrected_and_why(client: Client) -> None:
    statement = sent()
    assert "Corrected on" not in client.get(f"/statements/{SLUG}/").content.decode()
    services.correction_send(correction=changed(statement), reason="A letter was wrong.", by=None)
    page = client.get(f"/statements/{SLUG}/").content.decode()
    assert ("Corrected on" in page, "A letter was wrong." in page, "history/differences/" in page) == (True, True, True)


def test_correction_without_a_reason_is_refused() -> None:
    statement = sent()
    with pytest.raises(ValidationError) as refusal:
        services.correction_send(correction=changed(statement), reason=" ", by=None)
    statement.refresh_from_db()
    assert (list(refusal.value.message_dict), statement.title, statement.revisions.count()) == (
        ["reason"],
        "Frist title",
        1,
    )


def test_correction_that_changes_nothing_is_refused() -> None:
    draft = services.statement_correct(statement=sent(), by=None)
    with pytest.raises(ValidationError, match="Nothing was changed"):
        services.correction_send(correction=draft, reason="None", by=None)


def test_second_correction_at_a_time_is_refused() -> None:
    statement = sent()
    services.statement_correct(statement=statement, by=None)
    with pytest.raises(ValidationError, match="prepared already"):
        services.statement_correct(statement=statement, by=None)


def test_draft_of_a_correction_is_not_recorded_as_sent_by_itself() -> None:
    with pytest.raises(ValidationError, match="This is a correction"):
        services.statement_record_sent(statement=changed(sent()), by=None)


def test_what_became_of_it_stays_with_a_recipient_that_stays() -> None:
    statement = sent()
    services.party_handle(party=statement.recipients[0], by=None, their_symbol="CWG-COP-19/4")
    draft = changed(statement)
    factory.make_party(draft, part="to", text="Another", position=9, purpose="information")
    services.correction_send(correction=draft, reason="One more", by=None)
    row = Statement.objects.for_detail().get()
    assert [(party.short, party.their_symbol) for party in row.recipients] == [
        ("CWG-COP", "CWG-COP-19/4"),
        ("Another", ""),
    ]


def test_what_was_known_of_a_recipient_that_goes_is_kept_in_the_trail() -> None:
    statement = sent()
    services.party_handle(party=statement.recipients[0], by=None, their_symbol="CWG-COP-19/4")
    draft = changed(statement)
    draft.parties.filter(part="to").delete()
    factory.make_party(draft, part="to", text="Another", purpose="information")
    services.correction_send(correction=draft, reason="Wrong addressee", by=None)
    assert "CWG-COP-19/4" in Event.objects.get(kind="corrected").note


def test_difference_shows_header_text_and_annex_rows(client: Client) -> None:
    statement = sent()
    draft = changed(statement, content="<p>One.</p><p>Three.</p>")
    entry = Annex.objects.get(statement=draft).entries.last()
    entry.title = "Paper 2 renamed"
    entry.save()
    services.correction_send(correction=draft, reason="Three things", by=None)
    page = client.get(f"/statements/{SLUG}/history/differences/").content.decode()
    shown = [part in page for part in ("<del>Frist ", "<ins>First ", "<del>Two", "<ins>Three", "renamed</ins>")]
    assert shown == [True] * 5
    assert "Annex 1, row 2, title" in page


def test_any_two_revisions_are_compared(client: Client) -> None:
    statement = sent()
    for title in ("Second title", "Third title"):
        draft = changed(Statement.objects.get(pk=statement.pk), title=title)
        services.correction_send(correction=draft, reason="Better", by=None)
    pages = {
        pair: client.get(f"/statements/{SLUG}/history/differences/", dict(zip(("old", "new"), pair, strict=True)))
        for pair in ((0, 1), (1, 2), (2, 0))
    }
    old = {pair: page.context["changes"][0].old for pair, page in pages.items()}
    assert old == {(0, 1): "Frist title", (1, 2): "Second title", (2, 0): "Third title"}


@pytest.mark.parametrize("query", ["?old=7&new=0", "?old=x", "?old=&new=%00", "?new=99999999999999999999"])
def test_revisions_that_are_none_are_told_beside_the_field(client: Client, query: str) -> None:
    statement = sent()
    services.correction_send(correction=changed(statement), reason="Better", by=None)
    answer = client.get(f"/statements/{SLUG}/history/differences/{query}")
    assert answer.status_code == 200
    assert answer.context["choice"].errors if "old=&" not in query else True


def test_earlier_revision_is_told_on_its_files_to_be_superseded(client: Client) -> None:
    statement = sent()
    services.correction_send(correction=changed(statement), reason="Better", by=None)
    old = client.get(f"/statements/{SLUG}/history/0.txt").content.decode()
    new = client.get(f"/statements/{SLUG}/history/1.txt").content.decode()
    assert ("Frist title" in old, "SUPERSEDED by revision 1" in old) == (True, True)
    assert ("First title" in new, "SUPERSEDED" in new) == (True, False)


@pytest.mark.parametrize("file", ["0.html", "7.pdf", "0.exe", "99999999999999999999.pdf"])
def test_file_that_there_is_not_is_not_found(client: Client, file: str) -> None:
    sent()
    assert client.get(f"/statements/{SLUG}/history/{file}").status_code == 404


def test_dropped_correction_leaves_an_event_and_the_statement_in_force() -> None:
    statement = sent()
    services.statement_delete(statement=changed(statement), by=None)
    statement.refresh_from_db()
    assert (Statement.objects.count(), statement.title) == (1, "Frist title")
    assert statement.events.last().note == "The correction was dropped."


def test_withdrawal_cancels_what_waits_and_reopens_what_it_answered() -> None:
    request = factory.make_public_statement()
    asked = factory.make_party(request, part="to", body=factory.make_body("IETF"), purpose="action")
    answer = sent()
    services.party_handle(party=asked, by=None, answered_by=answer)
    mail = Mail.objects.create(statement=answer, subject="x", message_id="<1@x>")
    services.statement_withdraw(statement=answer, by=None, reason="Sent in error")
    asked.refresh_from_db()
    mail.refresh_from_db()
    assert (asked.answered_by, asked.answered_on, mail.state) == (None, None, Mail.State.CANCELLED)
    assert [event.kind for event in request.events.all()] == ["answered", "reopened"]
