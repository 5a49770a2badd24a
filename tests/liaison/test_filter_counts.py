"""How many statements each option of a filter would leave, given the other filters."""

from __future__ import annotations

import datetime
import random
import re

import pytest
from django.http import QueryDict
from django.test import Client

from contacts.search import postgresql, sqlite
from liaison.filters import counts
from liaison.models import Party, Statement
from liaison.paging import Ranking, page_of
from tests.factory import (
    DAY,
    index_all,
    make_body,
    make_document,
    make_entity,
    make_home,
    make_meeting,
    make_party,
    make_period,
    make_person,
    make_public_statement,
    make_question,
)

pytestmark = pytest.mark.django_db


def options(client: Client, name: str, query: str = "") -> dict[str, str]:
    """The options of a filter as they are offered, by value."""
    html = client.get(f"/statements/{query}").content.decode()
    select = re.search(rf'<select name="{name}".*?</select>', html, re.DOTALL)
    assert select
    return dict(re.findall(r'<option value="([^"]+)"[^>]*>([^<]+)</option>', select[0]))


def test_counts_stand_beside_directions_and_languages(client: Client) -> None:
    make_public_statement()
    make_public_statement(direction="incoming", language="fr")
    make_public_statement(direction="incoming")
    assert options(client, "direction") == {
        "outgoing": "Outgoing (1)",
        "incoming": "Incoming (2)",
        "internal": "Internal (0)",
        "other": "Between others (0)",
    }
    assert {key: text[-3:] for key, text in options(client, "language").items() if key in "en fr"} == {
        "en": "(2)",
        "fr": "(1)",
    }


def test_counts_of_one_filter_follow_the_others_and_not_itself(client: Client) -> None:
    make_public_statement(language="fr")
    make_public_statement(direction="incoming", language="fr")
    make_public_statement(direction="incoming")
    query = "?direction=incoming&language=fr"
    assert [options(client, "direction", query)[value] for value in ("outgoing", "incoming")] == [
        "Outgoing (1)",
        "Incoming (1)",
    ]
    assert [options(client, "language", query)[value] for value in ("en", "fr")] == ["English (1)", "French (1)"]


def test_counts_of_purposes_count_a_statement_once(client: Client) -> None:
    statement = make_public_statement()
    for _recipient in range(3):
        make_party(statement, part="to", purpose="action")
    assert options(client, "purpose") == {
        "action": "Action (1)",
        "comment": "Comment (0)",
        "information": "Information (1)",
    }


def test_counts_of_study_groups_hold_their_parts(client: Client) -> None:
    group = make_home()
    make_public_statement(sender=make_body("ITU-D SG2 WP1", parent=group), recipient=group)
    make_public_statement(recipient=group)
    make_public_statement()
    assert options(client, "group") == {"itu-d-sg2": "ITU-D SG2 (2)"}


def test_counts_of_periods_are_what_the_filter_finds(client: Client) -> None:
    now, before = make_period(), make_period("2018-2021")
    make_public_statement(period=now)
    make_public_statement(date=datetime.date(2019, 1, 1))
    make_party(make_public_statement(date=None), questions=[make_question(period=before)])
    make_public_statement(date=None)
    shown = options(client, "period")
    found = {label: client.get("/statements/", {"period": label}).context["page"].count for label in shown}
    assert (shown, found) == (
        {"2022-2025": "2022-2025 (1)", "2018-2021": "2018-2021 (2)"},
        {"2022-2025": 1, "2018-2021": 2},
    )


def test_counts_tell_nothing_of_what_is_hidden(client: Client) -> None:
    for hidden in ({"status": "draft"}, {"visibility": "staff"}, {"visibility": "removed"}, {"status": "withdrawn"}):
        make_public_statement(**hidden)
    assert set(options(client, "direction").values()) == {
        "Outgoing (0)",
        "Incoming (0)",
        "Internal (0)",
        "Between others (0)",
    }


def test_counts_follow_the_words_that_are_searched_for(client: Client) -> None:
    make_public_statement(title="Zebra")
    make_public_statement(title="Okapi")
    index_all()
    assert options(client, "direction", "?q=zebra")["outgoing"] == "Outgoing (1)"


def test_of_too_many_matches_nothing_is_counted(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counts, "MOST_COUNTED", 2)
    for _row in range(3):
        make_public_statement()
    make_public_statement(language="fr")
    assert options(client, "direction")["outgoing"] == "Outgoing"
    assert options(client, "direction", "?language=fr")["outgoing"] == "Outgoing (1)"


@pytest.mark.both_engines
@pytest.mark.parametrize(("many", "others"), [(3, 0), (0, 3), (2, 2)])
def test_counts_of_two_columns_in_use_hold_where_too_many_are_found_without_both(
    client: Client, monkeypatch: pytest.MonkeyPatch, many: int, others: int
) -> None:
    monkeypatch.setattr(counts, "MOST_COUNTED", 2)
    rows = [("incoming", "fr"), *[("outgoing", "fr")] * many, *[("incoming", "en")] * others, *[("other", "ar")] * 4]
    for direction, language in rows:
        make_public_statement(direction=direction, language=language)
    query = "?direction=incoming&language=fr"
    shown = [options(client, "direction", query)["outgoing"], options(client, "language", query)["en"]]
    assert shown == [
        f"Outgoing ({many})" if many < 2 else "Outgoing",
        f"English ({others})" if others < 2 else "English",
    ]
    assert [row.language for row in client.get(f"/statements/{query}").context["page"].rows] == ["fr"]


@pytest.mark.both_engines
def test_counts_of_two_columns_in_use_are_those_of_the_lists(client: Client) -> None:
    dice = random.Random(7)  # noqa: S311 -- made-up rows, the same each time
    for _row in range(40):
        language, purpose = dice.choice(["en", "fr", "ar"]), dice.choice(Party.Purpose.values)
        period = dice.choice([make_period(), make_period("2018-2021"), None])
        statement = make_public_statement(
            direction=dice.choice(Statement.Direction.values), language=language, period=period
        )
        make_party(statement, part="to", purpose=purpose)
    for more in ("", "&purpose=action", "&period=2018-2021", "&sort=open", "&from_date=2000-01-01"):
        for name in ("direction", "language", "purpose", "period"):
            query = f"?direction=incoming&language=fr{more}"
            for value, shown in options(client, name, query).items():
                asked = QueryDict(query[1:]).dict() | {name: value}
                count = client.get("/statements/", asked).context["page"].count
                assert shown.endswith(f"({count})"), (query, name, value, shown, count)


def test_chip_names_the_value_without_its_count(client: Client) -> None:
    make_public_statement()
    chips = client.get("/statements/?direction=outgoing").context["filter"].chips
    assert [chip.value for chip in chips] == ["Outgoing"]


@pytest.mark.parametrize("path", ["/statements/", "/documents/"])
def test_question_with_its_predecessors(client: Client, path: str) -> None:
    first = make_question(period=make_period("2014-2017"))
    second = make_question(period=make_period("2018-2021"), group=first.group)
    third = make_question(group=first.group)
    second.continues.add(first)
    third.continues.add(second)
    for question in (first, second, third):
        make_party(make_public_statement(title=question.period.label), questions=[question])
        make_document(title=question.period.label, questions=[question])
    found = [
        sorted(row.title for row in client.get(f"{path}?question=2022-2025-q3-2{more}").context["page"].rows)
        for more in ("", "&predecessors=on")
    ]
    assert found == [["2022-2025"], ["2014-2017", "2018-2021", "2022-2025"]]


def test_best_matches_come_first_where_words_are_searched_for(client: Client) -> None:
    make_public_statement(title="Other", content="<p>Zebra crossings</p>", date=DAY + datetime.timedelta(days=9))
    make_public_statement(title="Zebra crossings")
    index_all()

    def titles(query: str) -> list[str]:
        return [row.title for row in client.get(f"/statements/{query}").context["page"].rows]

    assert [titles("?q=zebra+crossings"), titles("?q=zebra+crossings&sort=-relevance")] == [
        ["Zebra crossings", "Other"],
        ["Other", "Zebra crossings"],
    ]
    assert [titles("?q=zebra&sort=-date"), titles(""), titles("?sort=relevance")] == [["Other", "Zebra crossings"]] * 3


@pytest.mark.both_engines
def test_best_matches_of_a_filtered_list_come_first_whatever_is_newer_on_no_filter(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    for engine in (postgresql, sqlite):
        monkeypatch.setattr(engine, "NEWEST", 2)
    for day in range(8):
        direction = "incoming" if day < 5 else "outgoing"
        title = "Zebras" if day in (1, 5, 6, 7) else f"Other {day}"
        date = DAY + datetime.timedelta(days=day)
        make_public_statement(title=title, content="<p>On a zebra</p>", date=date, direction=direction)
    index_all()

    def titles(query: str) -> list[str]:
        return [row.title for row in client.get(f"/statements/?q=zebra&{query}").context["page"].rows]

    assert titles("direction=incoming") == ["Zebras", "Other 4", "Other 3", "Other 2", "Other 0"]
    assert titles("direction=incoming&sort=-relevance") == titles("direction=incoming")[::-1]
    address = "/api/v1/statements?q=zebra&direction=incoming"
    assert [row["title"] for row in client.get(address).json()["items"]] == ["Zebras", "Other 4", "Other 3"]


def test_rows_beyond_those_that_are_ranked_are_paged_through_once_each() -> None:
    rows = [make_public_statement().pk for _row in range(30)]
    found = Statement.objects.listed().newest_first()
    for is_reversed in (False, True):
        ranking = Ranking([rows[3], rows[17], rows[5]], is_reversed)
        pages = [page_of(found, lambda rows: rows, str(page), 7, ranking).rows for page in range(1, 6)]
        keys = [row.pk for page in pages for row in page]
        assert (len(keys), set(keys)) == (30, set(rows))
        assert (keys[-1:-4:-1] if is_reversed else keys[:3]) == ranking.keys


def test_what_was_found_is_marked_in_the_list(client: Client) -> None:
    make_public_statement(content="<p>Of &lt;grey&gt; zebras</p>")
    index_all()
    html = client.get("/statements/?q=zebra").content.decode()
    assert '<span class="excerpt" dir="auto">Of &lt;grey&gt; <mark>zebras</mark>' in html


def test_list_asked_for_by_a_script_tells_its_short_address(client: Client) -> None:
    response = client.get("/statements/?q=&direction=outgoing&sort=&from_date=", headers={"HX-Request": "true"})
    assert (response["HX-Push-Url"], "HX-Request" in response["Vary"]) == ("/statements/?direction=outgoing", True)


@pytest.mark.parametrize("of", ["bodies", "questions", "sources", "meetings"])
def test_names_are_offered_to_those_who_type(client: Client, of: str) -> None:
    make_question("3/2")
    make_entity("Côte <d'Ivoire>")
    make_meeting(name="The meeting")
    expected = {"bodies": "ITU-D SG2", "questions": "3/2", "sources": "Côte &lt;d&#x27;Ivoire&gt;"}
    response = client.get(f"/names/{of}")
    assert f'<option value="{expected.get(of, "The meeting")}">' in response.content.decode()
    assert f'hx-get="/names/{of}"' in client.get("/statements/").content.decode()


def test_names_of_anything_else_are_not_offered(client: Client) -> None:
    make_person("Zebra")
    assert client.get("/names/people").status_code == 404
