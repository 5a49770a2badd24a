"""Every page of the desk in a real browser, under the strict policy: opened, filled in, saved, saved in vain."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db.models import Model
from django.urls import reverse

from contacts.models import Appointment, Body, Entity, Person, Question, Role, StudyPeriod, User
from contributions.models import Document, Meeting, Topic
from liaison.models import Series, Statement
from tests import factory
from tests.browser.clerk import Clerk
from tests.desk import add_url, change_url, list_url, registered
from tests.liaison.test_admin_pages import ROWS

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

READ_ONLY = {
    "liaison.Annex",
    "liaison.Event",
    "liaison.Mail",
    "liaison.Revision",
    "liaison.Translation",
}  # or elsewhere


def beside(row: Model) -> list[str]:
    """The pages beside a row's form."""
    name = f"admin:{row._meta.app_label}_{row._meta.model_name}"
    return [reverse(f"{name}_history", args=[row.pk]), reverse(f"{name}_delete", args=[row.pk])]


def test_every_page_opens_without_an_error(clerk: Clerk) -> None:
    rows = {model: ROWS[model._meta.label]() for model in registered()}
    paths = ["/admin/", *(list_url(model) for model in rows), *(change_url(row) for row in rows.values())]
    open_to_all = [row for model, row in rows.items() if model._meta.label not in READ_ONLY]
    paths += [path for row in open_to_all for path in beside(row)]
    assert {clerk.visit(path) for path in paths} == {200}


# For each model that is added at the desk: what is typed first, what is then missing, what is filled in last, and a
# field that cannot be emptied.

FORMS: dict[type[Model], tuple[dict[str, Any], str, Callable[[], dict[str, Any]], str]] = {
    Group: ({}, "name", lambda: {"name": "Editors"}, "name"),
    User: (
        {"username": "new"},
        "password1",
        lambda: {"password1": "correct horse 9", "password2": "correct horse 9"},
        "username",
    ),
    StudyPeriod: ({"prefix": "D30"}, "label", lambda: {"label": "2030-2033", "prefix": "D30"}, "label"),
    Body: ({"name": "New group"}, "code", lambda: {"code": "NEW", "parent": factory.make_body("ITU")}, "code"),
    Question: (
        {"number": "9/2", "name": "Title"},
        "group",
        lambda: {"group": factory.make_body("ITU-D SG2"), "period": factory.make_period()},
        "number",
    ),
    Entity: ({"code": "NEW"}, "name", lambda: {"name": "New entity", "kind": "academia"}, "name"),
    Person: ({"honorific": "Ms"}, "name", lambda: {"name": "Ada", "entity": factory.make_entity("Union")}, "name"),
    Role: ({"contact_label": "Chairs"}, "name", lambda: {"name": "Third Chair"}, "name"),
    Appointment: (
        {"witness": "A letter"},
        "person",
        lambda: {"person": factory.make_person("Ada"), "role": factory.make_role(), "body": factory.make_body("SG")},
        "position",
    ),
    Topic: ({"code": "NEW"}, "name", lambda: {"name": "New topic"}, "name"),
    Meeting: ({"name": "New meeting"}, "body", lambda: {"body": factory.make_body("SG")}, "name"),
    Document: (
        {"title": "A paper"},
        "symbol",
        lambda: {"symbol": "2/34", "period": factory.make_period()},
        "title",
    ),
    Series: (
        {"pattern": "SG2/LS{number}"},
        "body",
        lambda: {"body": factory.make_body("ITU-D SG2"), "pattern": "SG2/LS{number}"},
        "pattern",
    ),
    Statement: ({"subtitle": "A line"}, "title", lambda: {"title": "New statement", "date": "2023-05-22"}, "title"),
}  # fmt: skip


def test_every_form_is_tried() -> None:
    assert {model._meta.label for model in FORMS} | READ_ONLY == {model._meta.label for model in registered()}


@pytest.mark.parametrize("model", FORMS, ids=lambda model: model._meta.label)
def test_form_keeps_what_is_typed_until_it_is_right(clerk: Clerk, model: type[Model]) -> None:
    typed, missing, rest, name = FORMS[model]
    values = rest()
    clerk.visit(add_url(model))
    clerk.fill(**typed)
    assert clerk.save_in_vain() != []
    assert clerk.page.locator(f".errors.field-{missing}, .errors .field-{missing}").count() > 0
    assert {field: clerk.page.input_value(f"#id_{field}") for field in typed} == typed
    clerk.fill(**values)
    clerk.save()
    row = model._default_manager.order_by("-pk")[0]
    clerk.visit(change_url(row))
    kept = clerk.page.input_value(f"#id_{name}")
    clerk.fill(**{name: ""})
    assert clerk.save_in_vain() != []
    clerk.fill(**{name: kept})
    clerk.save("_save")


def test_two_records_are_made_one(clerk: Clerk) -> None:
    first, second = factory.make_body("CWG-COP", name="One"), factory.make_body("CWG-CP", name="Two")
    party = factory.make_party(factory.make_statement(), body=second)
    clerk.visit(list_url(Body))
    for row in (first, second):
        clerk.page.check(f"[name=_selected_action][value='{row.pk}']")
    clerk.page.select_option("[name=action]", "merge_two")
    clerk.page.click("button[name=index]")
    clerk.page.get_by_role("radio", name="Keep “CWG-COP”").check()
    clerk.page.get_by_role("button", name="Make them one").click()
    clerk.page.wait_for_selector("text=“CWG-CP” and “CWG-COP” are one now")
    party.refresh_from_db()
    assert (party.body, list(Body.objects.values_list("code", flat=True))) == (first, ["CWG-COP"])


def test_record_is_deleted_after_a_question(clerk: Clerk) -> None:
    topic = factory.make_topic("To go")
    clerk.visit(change_url(topic))
    clerk.page.get_by_role("link", name="Delete").click()
    clerk.page.wait_for_selector("text=Are you sure")
    assert Topic.objects.exists()
    clerk.page.get_by_role("button", name="Yes, I’m sure").click()
    clerk.page.wait_for_selector(".messagelist .success")
    assert not Topic.objects.exists()


def test_what_is_cited_says_why_it_stays(clerk: Clerk) -> None:
    document = factory.make_document("2/34")
    factory.make_entry(factory.make_annex(factory.make_statement()), document=document, symbol="2/34")
    clerk.visit(change_url(document))
    clerk.page.get_by_role("link", name="Delete").click()
    clerk.page.locator("#content").get_by_text("Row: 2/34").wait_for()
    clerk.page.wait_for_load_state()
    assert clerk.page.get_by_role("button", name="Yes, I’m sure").count() == 0


def test_role_of_a_person_is_added_on_their_page(clerk: Clerk) -> None:
    question, role = factory.make_question("3/2"), factory.make_role("rapporteur")
    person = factory.make_person("Ada Example")
    clerk.visit(change_url(person))
    clerk.page.get_by_role("button", name="Add another Appointment").click()
    clerk.fill(appointments__0__role=role)
    clerk.choose("#id_appointments-0-question", "q3/2")
    clerk.save()
    assert str(person.appointments.get()) == "Ada Example, Rapporteur for Question 3/2"
    assert question.appointments.count() == 1


def test_record_that_is_missing_is_added_from_the_form_that_needs_it(clerk: Clerk) -> None:
    clerk.visit(add_url(Meeting))
    clerk.fill(name="New meeting")
    with clerk.page.expect_popup() as opened:
        clerk.page.click("#add_id_body")
    opened.value.fill("#id_code", "NEW")
    opened.value.fill("#id_name", "New group")
    opened.value.click("[name=_save]")
    clerk.page.wait_for_function("() => document.querySelector('#id_body').value !== ''")
    clerk.save()
    assert (Meeting.objects.get().name, Meeting.objects.get().body.code) == ("New meeting", "NEW")


def test_login_leads_to_the_desk(page: Any, live_server: Any) -> None:
    factory.make_secretary(username="clerk", password="correct horse 9")
    page.goto(f"{live_server.url}/admin/")
    page.fill("#id_username", "clerk")
    page.fill("#id_password", "wrong")
    page.keyboard.press("Enter")
    page.wait_for_selector(".errornote")
    page.fill("#id_password", "correct horse 9")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Liaison statements")
