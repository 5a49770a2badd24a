"""What all answers of the API have in common: methods, conditions, other sites, problems."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from liaison.models import Statement
from tests import factory
from tests.register import make_register

pytestmark = pytest.mark.django_db
PATHS = [
    "/",
    "/openapi.json",
    "/statements",
    "/statements/one",
    "/documents/d22-sg02-c-0034",
    "/bodies",
    "/search?q=one",
]
LISTS = ["/statements.json", "/documents.json"]


@pytest.fixture
def register() -> Statement:
    return make_register()


@pytest.mark.parametrize("path", PATHS)
def test_answer_is_kept_until_it_changes(client: Client, register: Statement, path: str) -> None:
    first = client.get(f"/api/v1{path}")
    again = client.get(f"/api/v1{path}", headers={"if-none-match": first["ETag"]})
    assert (first.status_code, first["Cache-Control"]) == (200, "public, no-cache")
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])


def test_change_is_seen_by_who_has_an_old_answer(client: Client, register: Statement) -> None:
    tag = client.get("/api/v1/statements")["ETag"]
    factory.make_public_statement()
    assert client.get("/api/v1/statements", headers={"if-none-match": tag}).status_code == 200


@pytest.mark.parametrize("end", ["", "/revisions", "/annexes", "/annexes/1"])
def test_statement_says_when_it_last_changed(client: Client, register: Statement, end: str) -> None:
    address = f"/api/v1/statements/one{end}"
    day = client.get(address)["Last-Modified"]
    assert client.get(address, headers={"if-modified-since": day}).status_code == 304
    assert client.get(address, headers={"if-modified-since": "Mon, 22 May 2023 00:00:00 GMT"}).status_code == 200


@pytest.mark.parametrize("path", [*(f"/api/v1{path}" for path in PATHS), *LISTS])
def test_head_is_get_without_its_content(client: Client, register: Statement, path: str) -> None:
    head = client.head(path)
    assert (head.status_code, b"".join(head) if head.streaming else head.content) == (200, b"")
    assert head.get("ETag") == client.get(path).get("ETag")


@pytest.mark.parametrize("path", [*(f"/api/v1{path}" for path in PATHS), *LISTS])
def test_options_says_what_can_be_done(client: Client, path: str) -> None:
    answer = client.options(path)
    assert (answer.status_code, answer["Allow"]) == (204, "GET, HEAD, OPTIONS")


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
@pytest.mark.parametrize(
    "path", ["/api/v1/statements", "/api/v1/statements/one", "/api/v1/nothing", "/statements.json"]
)
def test_nothing_can_be_written(method: str, path: str) -> None:
    answer = getattr(Client(enforce_csrf_checks=True), method)(path)
    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD, OPTIONS")
    assert answer["Content-Type"] == "application/problem+json"


READ_ANYWHERE = ["/api/v1/statements", "/statements.json", "/fr/documents.json", "/statements/one.json", "/api/v1/none"]


@pytest.mark.parametrize("path", READ_ANYWHERE)
def test_scripts_of_other_sites_may_read_data(client: Client, register: Statement, path: str) -> None:
    answer = client.get(path, headers={"origin": "https://other.example.org"})
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in answer


def test_other_sites_may_ask_before_they_read(client: Client) -> None:
    asked = {
        "origin": "https://other.example.org",
        "access-control-request-method": "GET",
        "access-control-request-headers": "if-none-match",
    }
    answer = client.options("/api/v1/statements", headers=asked)
    assert (answer.status_code, answer["Access-Control-Allow-Origin"]) == (200, "*")
    assert answer["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert "if-none-match" in answer["Access-Control-Allow-Headers"]


@pytest.mark.parametrize("path", ["/", "/statements/", "/admin/", "/fr/admin/x.json", "/admin/autocomplete/?x=.json"])
def test_scripts_of_other_sites_may_not_read_pages(client: Client, path: str) -> None:
    answer = client.get(path, headers={"origin": "https://other.example.org"})
    assert "Access-Control-Allow-Origin" not in answer


@pytest.mark.parametrize(
    "path", ["/nothing", "/statements/nothing", "/statements/a b", "/documents/x", "/statements/", "/statements/a%0Ab"]
)
def test_what_is_not_there_is_a_problem(client: Client, path: str) -> None:
    answer = client.get(f"/api/v1{path}")
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
    assert answer.json() | {"detail": ""} == {"type": "about:blank", "title": "Not Found", "status": 404, "detail": ""}


@pytest.mark.parametrize("end", ["", "/revisions", "/revisions/0", "/annexes", "/annexes/1"])
def test_removed_statement_is_gone(client: Client, end: str) -> None:
    factory.make_public_statement(slug="removed", visibility="removed", title="Secret")
    answer = client.get(f"/api/v1/statements/removed{end}")
    assert (answer.status_code, answer["Content-Type"]) == (410, "application/problem+json")
    assert "Secret" not in answer.content.decode()


@pytest.mark.parametrize(
    "query", ["body=nobody", "from_date=soon", "direction=up", "from_date=2024-01-01&to_date=2023-01-01"]
)
@pytest.mark.parametrize("address", ["/api/v1/statements", "/statements.json"])
def test_wrong_value_is_told_in_the_words_of_the_page(client: Client, address: str, query: str) -> None:
    form = client.get(f"/statements/?{query}").context["filter"].form
    expected = [{"parameter": name, "message": text} for name, texts in form.errors.items() for text in texts]
    answer = client.get(f"{address}?{query}")
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    assert answer.json()["errors"] == expected


def test_unknown_parameter_is_passed_over(client: Client, register: Statement) -> None:
    assert client.get("/api/v1/statements?colour=blue").json() == client.get("/api/v1/statements").json()


def test_what_goes_wrong_here_is_a_problem_too(client: Client, monkeypatch: pytest.MonkeyPatch, caplog: Any) -> None:
    def fail(*args: object) -> None:
        raise RuntimeError("Secret")

    monkeypatch.setattr("liaison.api.site.address", fail)
    answer = client.get("/api/v1/")
    assert (answer.status_code, answer["Content-Type"]) == (500, "application/problem+json")
    assert "Secret" not in answer.content.decode()
    assert "Secret" in caplog.text
