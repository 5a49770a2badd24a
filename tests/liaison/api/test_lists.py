"""Lists of the API in parts: each row once, both ways, at a constant cost."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.test import Client

from tests import factory

pytestmark = pytest.mark.django_db
SORTS = ["date", "-date", "deadline", "-deadline", "title", "-title", "symbol", "-symbol", ""]
DAYS = [None, factory.DAY, factory.DAY, datetime.date(2024, 1, 1)]


def make_statements(count: int, **values: Any) -> None:
    for number in range(count):
        statement = factory.make_public_statement(
            **{"date": DAYS[number % 4], "title": f"Paper {number % 5}", "symbol": f"S{number}" if number % 3 else ""}
            | values
        )
        if number % 2:
            factory.make_party(statement, text="X", purpose="action", deadline=DAYS[number % 3])


def parts(client: Client, address: str, way: str = "next") -> list[list[str]]:
    """The slugs of each part from an address on."""
    found: list[list[str]] = []
    while address:
        assert len(found) < 100, "It does not end."
        answer = client.get(address).json()
        found.append([item["slug"] for item in answer["items"]])
        address = answer[way]
    return found


def flat(found: list[list[str]]) -> list[str]:
    return [slug for part in found for slug in part]


@pytest.mark.both_engines
@pytest.mark.parametrize("sort", SORTS)
def test_list_is_walked_in_the_order_of_its_page(client: Client, sort: str) -> None:
    make_statements(12)
    page = client.get(f"/statements/?sort={sort}").context["page"]
    walked = parts(client, f"/api/v1/statements?sort={sort}&limit=5")
    assert ([len(part) for part in walked], flat(walked)) == ([5, 5, 2], [row.slug for row in page.rows])


@pytest.mark.both_engines
@pytest.mark.parametrize("sort", ["-date", "deadline", "-symbol", "title"])
def test_list_is_walked_back(client: Client, sort: str) -> None:
    make_statements(12)
    address = f"/api/v1/statements?sort={sort}&limit=4"
    forth = parts(client, address)
    last = client.get(client.get(client.get(address).json()["next"]).json()["next"]).json()
    back = parts(client, last["previous"], "previous")
    assert back[::-1] == forth[:-1]


@pytest.mark.slow
@pytest.mark.both_engines
def test_each_of_250_rows_is_given_once_while_rows_are_added(client: Client) -> None:
    make_statements(250)
    address, found = "/api/v1/statements?limit=40", []
    while address:
        answer = client.get(address).json()
        found += [item["title"] for item in answer["items"]]
        address = answer["next"]
        factory.make_public_statement(title="Added", date=datetime.date(2025, 1, 1))
        factory.make_public_statement(title="Late", date=None, symbol="")
    old = [title for title in found if title.startswith("Paper")]
    assert (len(old), found.count("Added")) == (250, 0)


@pytest.mark.both_engines
@pytest.mark.parametrize("sort", ["", "relevance", "-relevance"])
def test_best_matches_are_walked_in_their_order(client: Client, sort: str) -> None:
    for number in range(9):
        factory.make_public_statement(title=f"Spectrum{' sharing' * (number % 3)} {number}", content="<p>Spectrum</p>")
    factory.index_all()
    page = client.get(f"/statements/?q=spectrum&sort={sort}").context["page"]
    walked = parts(client, f"/api/v1/statements?q=spectrum&sort={sort}&limit=4")
    assert flat(walked) == [row.slug for row in page.rows]
    second = client.get(client.get(f"/api/v1/statements?q=spectrum&sort={sort}&limit=4").json()["next"]).json()
    assert flat(parts(client, second["previous"], "previous")) == walked[0]


def test_only_the_first_best_matches_are_listed(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("liaison.api.paging.MOST_RANKED", 3)
    make_statements(5, title="Spectrum")
    factory.index_all()
    assert len(flat(parts(client, "/api/v1/statements?q=spectrum&limit=2"))) == 3
    assert len(flat(parts(client, "/api/v1/statements?q=spectrum&sort=-date&limit=2"))) == 5


@pytest.mark.parametrize("path", ["documents", "bodies", "meetings", "topics", "members", "questions"])
def test_other_lists_are_walked_too(client: Client, path: str) -> None:
    question = factory.make_question()
    for number in range(5):
        factory.make_document(received_on=DAYS[number % 4], title="Same")
        factory.make_meeting(body=question.group, starts_on=DAYS[number % 4], ends_on=None)
        factory.make_topic()
        factory.make_entity()
        factory.make_question(f"{number + 4}/2", group=question.group)
    walked = flat(parts(client, f"/api/v1/{path}?limit=2"))
    assert walked == flat(parts(client, f"/api/v1/{path}?limit=100"))
    assert len(walked) == len(set(walked)) >= (2 if path == "bodies" else 5)


def test_what_was_sent_to_a_body_begins_with_what_awaits_a_reply(client: Client) -> None:
    body = factory.make_body("CWG-COP")
    part = factory.make_body("CWG-COP 1", parent=body)
    factory.make_public_statement(slug="old", recipient=body, date=datetime.date(2020, 1, 1))
    factory.make_public_statement(slug="new", recipient=body, date=datetime.date(2024, 1, 1))
    for slug, to, day in [("later", body, datetime.date(2030, 2, 1)), ("soon", part, datetime.date(2030, 1, 1))]:
        asked = factory.make_public_statement(slug=slug, date=datetime.date(2021, 1, 1))
        factory.make_party(asked, body=to, purpose="action", deadline=day)
    factory.make_public_statement(slug="other")
    walked = parts(client, "/api/v1/bodies/cwg-cop/received?limit=3")
    assert walked == [["soon", "later", "new"], ["old"]]
    assert flat(parts(client, "/api/v1/bodies/cwg-cop/received?sort=date&status=open")) == ["later", "soon"]


@pytest.mark.parametrize("count", [2, 30])
def test_list_of_statements_costs_the_same_for_any_number(
    client: Client, django_assert_max_num_queries: Any, count: int
) -> None:
    """Keys, rows, parties, their Questions, what is answered, answers, versions, topics."""
    question = factory.make_question()
    for _number in range(count):
        statement = factory.make_public_statement()
        factory.make_party(statement, part="from", body=question.group, questions=[question])
        statement.replies.create(target=factory.make_public_statement())
        statement.topics.add(factory.make_topic())
    with django_assert_max_num_queries(8) as queries:
        client.get("/api/v1/statements?limit=100")
    assert len(queries) == 8


@pytest.mark.parametrize("count", [2, 30])
@pytest.mark.parametrize(
    ("path", "most"),
    [("documents", 3), ("meetings", 3), ("appointments", 2), ("bodies", 3), ("members", 2), ("questions", 2)],
)
def test_other_lists_cost_the_same_for_any_number(
    client: Client, django_assert_num_queries: Any, path: str, most: int, count: int
) -> None:
    """Keys, rows, and what hangs on them: sources and Questions; Questions; other spellings."""
    question = factory.make_question()
    for number in range(count):
        entity = factory.make_entity()
        factory.make_document(sources=[entity], questions=[question], body=question.group)
        factory.make_meeting(body=factory.make_body(parent=question.group)).questions.add(question)
        factory.make_appointment(question=question, entity=entity)
        factory.make_question(f"{number + 4}/2", group=question.group)
    with django_assert_num_queries(most):
        client.get(f"/api/v1/{path}?limit=100")


def test_further_part_costs_at_most_two_queries_more(client: Client, django_assert_max_num_queries: Any) -> None:
    make_statements(30)
    address = client.get("/api/v1/statements?limit=15").json()["next"]
    with django_assert_max_num_queries(10):
        client.get(address)


def test_links_stand_in_the_header_too(client: Client) -> None:
    make_statements(3)
    first = client.get("/api/v1/statements?limit=1")
    second = client.get(first.json()["next"])
    assert first["Link"] == f'<{first.json()["next"]}>; rel="next"'
    assert second["Link"] == f'<{second.json()["next"]}>; rel="next", <{second.json()["previous"]}>; rel="prev"'


@pytest.mark.parametrize("limit", ["0", "101", "many", "1.5", "-3"])
def test_limit_is_a_number_from_1_to_100(client: Client, limit: str) -> None:
    answer = client.get("/api/v1/statements", {"limit": limit})
    assert (answer.status_code, answer.json()["errors"][0]["parameter"]) == (400, "limit")


def test_cursor_of_another_order_is_refused(client: Client) -> None:
    make_statements(3)
    address = client.get("/api/v1/statements?limit=1&sort=title").json()["next"]
    answer = client.get(address.replace("sort=title", "sort=date"))
    assert (answer.status_code, answer.json()["detail"]) == (
        400,
        "cursor: This cursor belongs to a list in another order.",
    )


@pytest.mark.parametrize("cursor", ["x", "W10.x", "\0", "é" * 50, "a" * 5000, "W10.", "."])
def test_made_up_cursor_is_refused(client: Client, cursor: str) -> None:
    answer = client.get("/api/v1/statements", {"cursor": cursor})
    assert (answer.status_code, answer.json()["errors"][0]["parameter"]) == (400, "cursor")


def test_cursor_whose_row_is_gone_goes_on_behind_it(client: Client) -> None:
    make_statements(6)
    first = client.get("/api/v1/statements?limit=3").json()
    rest = flat(parts(client, first["next"]))
    model = type(factory.make_public_statement(status="withdrawn"))
    model.objects.filter(slug=first["items"][-1]["slug"]).update(visibility="staff")
    assert flat(parts(client, first["next"])) == rest
