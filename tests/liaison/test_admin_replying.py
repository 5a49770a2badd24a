"""Reply to this, and copy to a new draft: buttons on a statement's page at the desk."""

from __future__ import annotations

import html

import pytest
from django.test import Client
from django.urls import reverse

from liaison.models import Statement
from tests import factory
from tests.desk import change_url

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(factory.make_secretary())
    return client


@pytest.fixture
def incoming() -> Statement:
    statement = factory.make_statement(status="recorded", direction="incoming", title="Certificates")
    factory.make_party(statement, part="from", body=factory.make_body("ITU-T SG17"))
    factory.make_party(statement, part="to", body=factory.make_home(), purpose="action")
    factory.make_party(statement, part="cc", body=factory.make_body("TDAG"))
    return statement


def url(name: str, statement: Statement) -> str:
    return reverse(f"admin:liaison_statement_{name}", args=[statement.pk])


def test_recorded_statement_offers_both(desk: Client, incoming: Statement) -> None:
    page = desk.get(change_url(incoming)).content.decode()
    assert url("reply", incoming) in page
    assert url("copy", incoming) in page


def test_draft_offers_no_reply(desk: Client) -> None:
    draft = factory.make_statement()
    page = desk.get(change_url(draft)).content.decode()
    assert (url("reply", draft) in page, url("copy", draft) in page) == (False, True)


def test_page_of_a_reply_proposes_those_of_ours_and_makes_nothing(desk: Client, incoming: Statement) -> None:
    form = desk.get(url("reply", incoming)).context["form"]
    assert [party.short for party in form.fields["senders"].queryset] == ["ITU-D SG2", "TDAG"]
    assert [party.short for party in form.initial["senders"]] == ["ITU-D SG2"]
    assert Statement.objects.count() == 1


def test_reply_leads_to_its_draft(desk: Client, incoming: Statement) -> None:
    sender = incoming.parties.get(part="to")
    answer = desk.post(url("reply", incoming), {"senders": [sender.pk], "is_interim": "on"})
    draft = Statement.objects.exclude(pk=incoming.pk).get()
    assert answer["Location"] == change_url(draft)
    assert (draft.is_interim, draft.replies.get().target) == (True, incoming)


def test_reply_of_nobody_is_told_beside_its_field(desk: Client, incoming: Statement) -> None:
    answer = desk.post(url("reply", incoming), {"closes": "on"})
    assert answer.context["form"].errors == {"senders": ["Say who replies."]}
    assert Statement.objects.count() == 1


def test_reply_to_a_draft_is_refused_with_a_sentence(desk: Client, incoming: Statement) -> None:
    Statement.objects.filter(pk=incoming.pk).update(status="draft")
    answer = desk.post(url("reply", incoming), {"senders": [incoming.parties.get(part="to").pk]})
    assert "Only a statement that was sent or recorded can be answered." in html.unescape(answer.content.decode())
    assert Statement.objects.count() == 1


def test_party_of_another_statement_cannot_reply(desk: Client, incoming: Statement) -> None:
    other = factory.make_party(factory.make_statement(), part="to")
    answer = desk.post(url("reply", incoming), {"senders": [other.pk]})
    assert "senders" in answer.context["form"].errors


def test_copy_leads_to_its_draft(desk: Client, incoming: Statement) -> None:
    answer = desk.post(url("copy", incoming))
    draft = Statement.objects.exclude(pk=incoming.pk).get()
    assert (answer["Location"], draft.title) == (change_url(draft), "Certificates")


@pytest.mark.parametrize("name", ["reply", "copy"])
def test_who_may_not_add_statements_gets_neither(client: Client, incoming: Statement, name: str) -> None:
    client.force_login(factory.make_user(is_staff=True))
    assert [client.get(url(name, incoming)).status_code, client.post(url(name, incoming)).status_code] == [403, 403]
    assert Statement.objects.count() == 1


@pytest.mark.parametrize("name", ["reply", "copy"])
def test_looking_at_the_page_makes_nothing(desk: Client, incoming: Statement, name: str) -> None:
    assert desk.get(url(name, incoming)).status_code == 200
    assert Statement.objects.count() == 1


def test_of_what_went_out_the_button_says_that_the_reply_is_theirs(desk: Client, incoming: Statement) -> None:
    sent = factory.make_public_statement()
    pages = [html.unescape(desk.get(url("reply", row)).content.decode()) for row in (sent, incoming)]
    assert ["Record their reply" in page for page in pages] == [True, False]
    assert ["Reply to this" in page for page in pages] == [False, True]
