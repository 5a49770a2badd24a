"""A form of the desk that comes back in place, and what was typed into one that could not be stored."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from liaison.models import Statement
from tests import factory
from tests.desk import add_url, change_url, open_add, open_change

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(factory.make_secretary(username="secretary"))
    return client


def test_save_of_rows_leads_back_to_them(desk: Client) -> None:
    statement = factory.make_statement()
    page = open_change(desk, statement)
    answer = page.fill(title="Stored").post(_stay="recipients-group")
    assert answer["Location"] == f"{change_url(statement)}#recipients-group"
    statement.refresh_from_db()
    assert statement.title == "Stored"


def test_new_statement_leads_to_its_rows_too(desk: Client) -> None:
    answer = open_add(desk, Statement).fill(title="New").post(_stay="contacts-group")
    assert answer["Location"] == f"{change_url(Statement.objects.get())}#contacts-group"


@pytest.mark.parametrize("place", ["//example.org", "x\r\nSet-Cookie: a=b", "", "group"])
def test_forged_place_leads_nowhere_else(desk: Client, place: str) -> None:
    statement = factory.make_statement()
    answer = open_change(desk, statement).post(_stay=place)
    assert answer["Location"] == change_url(statement)


def test_what_was_put_back_is_shown_and_not_stored(desk: Client) -> None:
    statement, topic = factory.make_statement(title="Stored"), factory.make_topic("Chosen topic")
    page = open_change(desk, statement).fill(title="Typed", topics=topic).add("recipients", text="Typed too")
    assert page.post(_put_back="1").status_code == 200
    statement.refresh_from_db()
    assert (statement.title, statement.parties.count(), statement.topics.count()) == ("Stored", 0, 0)
    values = page.answer_values()
    assert (values["title"], values["recipients-0-text"], values["topics"]) == (
        ["Typed"],
        ["Typed too"],
        [str(topic.pk)],
    )
    assert "It is not stored yet" in page.answer.content.decode()


def test_new_statement_is_put_back_too(desk: Client) -> None:
    page = open_add(desk, Statement).fill(title="Typed")
    assert page.post(_put_back="1").status_code == 200
    assert (page.answer_values()["title"], Statement.objects.count()) == (["Typed"], 0)


def test_what_was_put_back_meets_what_another_stored_meanwhile(desk: Client) -> None:
    statement = factory.make_statement(title="As opened")
    page, other = open_change(desk, statement), open_change(desk, statement)
    other.fill(title="Theirs").errors()
    assert page.fill(title="Mine").post(_put_back="1").status_code == 200
    assert [(one.old, one.new) for one in page.answer.context["conflict"].conflicts] == [("Theirs", "Mine")]


def test_form_that_comes_too_late_says_so(desk: Client) -> None:
    statement = factory.make_statement(title="Stored")
    late = Client(enforce_csrf_checks=True)
    late.cookies = desk.cookies
    answer = late.post(change_url(statement), {"title": "Typed"})
    assert answer.status_code == 403
    text = answer.content.decode()
    assert "Nothing was saved." in text
    assert f'href="{change_url(statement)}"' in text


def test_keys_are_listed_for_whoever_is_at_the_desk(client: Client) -> None:
    address = reverse("admin:desk-keys")
    assert client.get(address).status_code == 302
    client.force_login(factory.make_user(is_staff=True))
    text = client.get(address).content.decode()
    assert "Save, and come back to the same place of the form" in text
    assert address in client.get(reverse("admin:index")).content.decode()


def test_form_says_under_which_account_the_browser_keeps_what_is_typed(desk: Client) -> None:
    user = Client().get(reverse("admin:login")).content.decode()
    assert 'data-user=""' in user
    assert 'data-user=""' not in desk.get(add_url(Statement)).content.decode()
