"""Addresses and forms that no page of the desk makes: told in the form, or refused; never an error of the site."""

from __future__ import annotations

import random
from typing import Any

import pytest
from django.contrib import admin
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from contacts.models import Appointment, Body, Question, StudyPeriod
from liaison.models import Statement
from tests import factory
from tests.desk import add_url, change_url, list_url, open_change, registered
from tests.liaison.test_admin_pages import ROWS

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]

TOO_LARGE = "99999999999999999999"
VALUES = [
    *("", "\0", "a", "0", "-1", "99999", TOO_LARGE, "é", "%", "'", "2/34", "Q3/2", "x" * 3000, "2023", "13"),
    *("2023-05-22", "9999-12-31", "None", "[]", "1,2", "ا", "中"),
]
NO_KEYS = ["a", "2/34", "\0", "-1", TOO_LARGE]
MODELS = pytest.mark.parametrize("model", registered(), ids=lambda model: model._meta.label)


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(factory.make_secretary())
    client.raise_request_exception = False
    return client


@pytest.mark.parametrize("key", NO_KEYS)
def test_choice_that_is_none_is_told_beside_it(desk: Client, key: str) -> None:
    question = factory.make_question()
    page = open_change(desk, question).fill(group=key, name="Typed")
    response = page.post()
    assert response.status_code == 200
    assert list(response.context["adminform"].form.errors) == ["group"]
    assert page.answer_values()["name"] == ["Typed"]


@pytest.mark.parametrize("key", NO_KEYS)
def test_choice_in_a_row_that_is_none_is_told_beside_it(desk: Client, key: str) -> None:
    statement = factory.make_statement()
    page = open_change(desk, statement).add("recipients", body=key, questions=[key], text="Typed")
    assert (page.post().status_code, statement.parties.count()) == (200, 0)
    assert page.answer_values()["recipients-0-text"] == ["Typed"]


@pytest.mark.parametrize("key", NO_KEYS)
def test_page_that_is_filled_in_by_its_address_opens_all_the_same(desk: Client, key: str) -> None:
    given = {"person": key, "body": key, "starts_on": key}
    assert desk.get(add_url(Appointment), given).status_code == 200


@pytest.mark.sqlite
def test_number_that_the_database_cannot_take_is_a_bad_request(desk: Client) -> None:
    """PostgreSQL takes any number and finds no row."""
    factory.make_period()
    assert desk.get(list_url(StudyPeriod), {"pk__in": TOO_LARGE}).status_code == 400


def parameters(model: type[Model]) -> list[str]:
    shown = admin.site._registry[model]
    names = ["q", "o", "p", "e", "all", "_popup", "_to_field", "pk__in"]
    for given in shown.list_filter:
        name = given[0] if isinstance(given, tuple) else getattr(given, "parameter_name", given)
        names += [name, f"{name}__exact", f"{name}__id__exact", f"{name}__isnull", f"{name}__isempty"]
    day = shown.date_hierarchy
    return names + ([f"{day}__year", f"{day}__month", f"{day}__day", f"{day}__gte"] if day else [])


@MODELS
def test_any_query_of_a_list_is_answered(desk: Client, model: type[Model]) -> None:
    ROWS[model._meta.label]()
    dice, names = random.Random(model._meta.label), parameters(model)  # noqa: S311 -- the same dice each time
    for _ in range(8):
        query = {dice.choice(names): dice.choice(VALUES) for _ in range(dice.randint(1, 3))}
        assert desk.get(list_url(model), query).status_code < 500, query


@MODELS
def test_row_that_cannot_be_is_not_found(desk: Client, model: type[Model]) -> None:
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    paths = [reverse(f"{name}_{page}", args=[key]) for page in ("change", "delete") for key in ("a", "0", TOO_LARGE)]
    assert {desk.get(path).status_code for path in paths} <= {302, 403, 404}


@pytest.mark.parametrize("model", [Statement, Body, Question], ids=lambda model: model._meta.label)
def test_any_value_in_any_field_is_taken_or_told(desk: Client, model: type[Model]) -> None:
    row = ROWS[model._meta.label]()
    page = open_change(desk, row)
    sent = {name: values for name, values in page.values.items() if "__prefix__" not in name}
    dice = random.Random(7)  # noqa: S311 -- the same dice each time
    for _ in range(6):
        changed: dict[str, Any] = {dice.choice(list(sent)): [dice.choice(VALUES)] for _ in range(3)}
        answer = desk.post(change_url(row), sent | changed | {"_continue": "1"})
        assert answer.status_code < 500, changed


@pytest.mark.parametrize("key", ["a", "0", TOO_LARGE])
@pytest.mark.parametrize("page", ["act/submit/", "act/nothing/", "preview.pdf"])
def test_act_on_a_statement_that_cannot_be_is_not_found(desk: Client, key: str, page: str) -> None:
    path = f"/admin/liaison/statement/{key}/{page}"
    assert {desk.get(path).status_code, desk.post(path).status_code} == {404}


@pytest.mark.parametrize("term", VALUES)
def test_any_term_of_a_search_box_is_answered(desk: Client, term: str) -> None:
    factory.make_document("2/34")
    asked = {"app_label": "liaison", "model_name": "entry", "field_name": "document", "term": term}
    assert desk.get(reverse("admin:autocomplete"), asked).status_code == 200


def test_rows_that_were_announced_and_not_sent_are_not_made(desk: Client) -> None:
    page = open_change(desk, factory.make_statement()).add("recipients", text="Typed")
    page.fill(recipients__TOTAL_FORMS=2000, title="")
    formsets = {formset.formset.prefix: formset.formset for formset in page.post().context["inline_admin_formsets"]}
    assert len(formsets["recipients"].forms) == 1
