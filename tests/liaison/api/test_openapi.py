"""The description of the API: valid by its own rules, true of every answer, and with the filters of the pages."""

from __future__ import annotations

import dataclasses
from typing import Any

import jsonschema_rs
import pydantic
import pytest
from django.test import Client
from openapi_spec_validator import OpenAPIV31SpecValidator

from liaison import filters
from liaison.api import letter_shape
from liaison.filters import fields
from liaison.letter import letter as forms
from liaison.letter.to_json import to_dict
from tests import factory
from tests.liaison.api.addresses import addresses, described, make_all
from tests.liaison.letter import letters

pytestmark = pytest.mark.django_db


def test_description_is_valid_openapi(client: Client) -> None:
    assert list(OpenAPIV31SpecValidator(described(client)).iter_errors()) == []


def test_every_operation_says_what_it_is_and_what_may_go_wrong(client: Client) -> None:
    for path, methods in described(client)["paths"].items():
        assert set(methods) == {"get"}
        operation = methods["get"]
        assert all(operation[name] for name in ("operationId", "tags", "summary", "description")), path
        problems = {status: told for status, told in operation["responses"].items() if status >= "400"}
        assert {"405"} <= set(problems)
        assert all("application/problem+json" in told["content"] for told in problems.values()), path


def test_names_of_operations_are_kept(client: Client) -> None:
    """They become the names of functions in other people's programs."""
    names = {methods["get"]["operationId"] for methods in described(client)["paths"].values()}
    assert names == set(
        "annex annexes appointments bodies body citing_statements doc document documents find index meeting meetings "
        "member members question questions received revision revisions statement statements study_periods topic "
        "topics".split()
    )


@pytest.mark.parametrize(
    ("path", "filter_class"),
    [
        ("/statements", filters.StatementFilter),
        ("/bodies/{slug}/received", filters.StatementFilter),
        ("/documents", filters.DocumentFilter),
        ("/meetings", filters.MeetingFilter),
        ("/members", filters.EntityFilter),
        ("/appointments", filters.AppointmentFilter),
        ("/questions", filters.QuestionFilter),
    ],
)
def test_parameters_are_the_filters_of_the_page(client: Client, path: str, filter_class: Any) -> None:
    given = {one["name"]: one for one in described(client)["paths"][path]["get"]["parameters"] if one["in"] == "query"}
    assert set(given) == {*filter_class.base_filters, "limit", "cursor"}
    for name, one in filter_class.base_filters.items():
        assert str(one.field.help_text) in given[name]["description"]
        if isinstance(one.field, fields.OptionField):
            assert given[name]["schema"]["enum"] == [value for value, _label in one.field.choices if value]
        if isinstance(one.field, fields.DayField):
            assert given[name]["schema"]["format"] == "date"


def validator(description: Any, path: str, status: int, kind: str) -> Any:
    schema = description["paths"][path]["get"]["responses"][str(status)]["content"][kind]["schema"]
    whole = schema | {"components": description["components"]}
    return jsonschema_rs.Draft202012Validator(whole, validate_formats=True)


def test_every_answer_is_as_it_is_described(client: Client) -> None:
    make_all()
    description = described(client)
    found = addresses(description, with_queries=False)
    for path, address in found:
        answer = client.get(address)
        one = validator(description, path, answer.status_code, answer["Content-Type"])
        assert [(str(error.instance_path), error.message) for error in one.iter_errors(answer.json())] == [], address
    assert {path for path, _address in found} == set(description["paths"])


def test_description_of_an_answer_can_be_broken(client: Client) -> None:
    factory.make_public_statement()
    one = validator(described(client), "/statements", 200, "application/json")
    answer = client.get("/api/v1/statements").json()
    assert one.is_valid(answer)
    answer["items"][0]["secret"] = "x"
    assert not one.is_valid(answer)


PAIRS = {
    forms.Run: letter_shape.Run,
    forms.Paragraph: letter_shape.Paragraph,
    forms.Heading: letter_shape.Heading,
    forms.ItemList: letter_shape.ItemList,
    forms.Cell: letter_shape.Cell,
    forms.Table: letter_shape.Table,
    forms.Party: letter_shape.LetterSender,
    forms.Recipient: letter_shape.LetterRecipient,
    forms.InReplyTo: letter_shape.LetterReply,
    forms.Meeting: letter_shape.LetterMeeting,
    forms.Approval: letter_shape.LetterApproval,
    forms.Contact: letter_shape.LetterContact,
    forms.Entry: letter_shape.LetterEntry,
    forms.Annex: letter_shape.LetterAnnex,
    forms.Attachment: letter_shape.LetterAttachment,
    forms.Letter: letter_shape.Letter,
}


@pytest.mark.parametrize("form", PAIRS, ids=lambda form: form.__name__)
def test_letter_is_described_field_by_field(form: Any) -> None:
    beside = {"type"} if hasattr(form, "type") else {"schema_"} if form is forms.Letter else set()
    assert set(PAIRS[form].model_fields) == {field.name for field in dataclasses.fields(form)} | beside


@pytest.mark.parametrize("letter", [letters.EVERYTHING, *letters.IN_LANGUAGES.values()], ids=lambda one: one.language)
def test_letters_are_as_they_are_described(letter: forms.Letter) -> None:
    data = to_dict(letter)
    shape = pydantic.TypeAdapter(letter_shape.Letter).validate_python(data)
    assert shape.model_dump(mode="json", by_alias=True) == data
