"""/documents/: what is listed, what narrows it, what a wrong value does, and what it costs."""

import datetime

import pytest

from contributions.models import DocumentSymbol
from tests.factory import (
    index_all,
    make_body,
    make_brief,
    make_document,
    make_entity,
    make_meeting,
    make_period,
    make_public_statement,
    make_question,
    make_topic,
)

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


def symbols(client, query=""):
    return [row.symbol for row in client.get(f"/documents/{query}").context["page"].rows]


def test_document_kept_for_staff_is_not_listed(client):
    make_document("2/34", title="Seen")
    make_document("2/35", title="Zebra", is_public=False)
    response = client.get("/documents/")
    assert (symbols(client), "Zebra" in response.content.decode()) == (["2/34"], False)


def test_newest_comes_first_and_undated_last(client):
    make_document("2/1", received_on=None)
    make_document("2/2", received_on=datetime.date(2023, 1, 1))
    make_document("2/3", received_on=datetime.date(2024, 1, 1))
    assert symbols(client) == ["2/3", "2/2", "2/1"]


def test_symbols_sort_by_number_not_by_letter(client):
    for symbol in ("2/100", "2/9", "2/20 (Rev.1)", "2/20"):
        make_document(symbol)
    assert symbols(client, "?sort=symbol") == ["2/9", "2/20", "2/20 (Rev.1)", "2/100"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("kind=contribution", ["2/3", "2/1"]),
        ("kind=information", ["2/3"]),
        ("kind=report", ["2/2"]),
        ("language=fr", ["2/2"]),
        ("from_date=2023-02-01", ["2/3", "2/2"]),
        ("to_date=2023-02-01", ["2/2", "2/1"]),
        ("from_date=2023-02-01&to_date=2023-02-01", ["2/2"]),
        ("unheard-of=1", ["2/3", "2/2", "2/1"]),
    ],
)
def test_own_columns_narrow_the_list(client, query, found):
    make_document("2/1", kind="action", received_on=datetime.date(2023, 1, 1))
    make_document("2/2", kind="report", language="fr", received_on=datetime.date(2023, 2, 1))
    make_document("2/3", kind="information", received_on=datetime.date(2023, 3, 1))
    assert symbols(client, f"?{query}") == found


@pytest.mark.parametrize(
    "query",
    [
        "question=2022-2025-q3-2",
        "question=Q3/2",
        "group=itu-d-sg2",
        "body=ITU-D",
        "period=2022-2025",
        "topic=protection",
        "source=utopia",
        "source=Ütopia",
        "country=UT",
        "meeting=the-meeting",
    ],
)
def test_related_rows_narrow_the_list(client, query):
    question, entity = make_question(), make_entity("Utopia", country="UT", kind="member_state")
    meeting = make_meeting(slug="the-meeting")
    fits = make_document(
        "2/34", questions=[question], sources=[entity], body=question.group, meeting=meeting, period=question.period
    )
    make_brief(document=fits, topic=make_topic("Protection"))
    make_document("2/35", period=make_period("2018-2021"), sources=[make_entity("Elsewhere")], body=make_body())
    assert symbols(client, f"?{query}") == ["2/34"]


def test_documents_of_a_sitting_belong_to_its_meeting(client):
    meeting = make_meeting(slug="the-meeting")
    make_document("2/34", meeting=make_meeting(parent=meeting))
    make_document("2/35", meeting=make_meeting())
    assert symbols(client, "?meeting=the-meeting") == ["2/34"]


@pytest.mark.parametrize("words", ["2/34", "2-34", "d22-sg02-c-0034", "ÉCOLES école", "Ivoire", "SG2RGQ/20", "ШКОЛА"])
def test_words_and_symbols_are_found_in_any_spelling(client, words):
    document = make_document("2/34", title="Les écoles (школа)", source_text="Côte d’Ivoire")
    other = DocumentSymbol(document=document, symbol="SG2RGQ/20")
    other.read_symbol()
    other.save()
    make_document("2/35", title="Another")
    index_all()
    assert symbols(client, f"?q={words}") == ["2/34"]


def test_document_of_the_symbol_comes_before_those_that_speak_of_it(client):
    make_document("2/35", title="On 2/34", abstract="2/34, 2/34, 2/34")
    make_document("2/34")
    index_all()
    assert symbols(client, "?q=D22-SG02-C-0034") == symbols(client, "?q=2-34") == ["2/34", "2/35"]


def test_document_that_is_a_statement_too_comes_first_by_its_symbol(client):
    make_public_statement(registered_as=make_document("2/34", title="Letter"))
    for _number in range(3):
        make_document(title="2/34 and 2/34")
    index_all()
    assert symbols(client, "?q=2/34")[0] == "2/34"


@pytest.mark.parametrize(
    "query",
    [
        "kind=zebra",
        "period=1999",
        "question=9/9",
        "source=Nobody",
        "country=Nowhere",
        "from_date=2023-02-30",
        "to_date=99999-01-01",
        "from_date=2023-02-01&to_date=2023-01-01",
        "sort=zebra",
        "q=%00",
        f"q={'x' * 10_000}",
        f"meeting={'%FF' * 100}",
    ],
)
def test_wrong_value_is_told_beside_its_field_and_nothing_is_shown(client, query):
    make_document("2/34")
    response = client.get(f"/documents/?{query}")
    name = query.split("&")[-1].partition("=")[0]
    found = (response.status_code, bool(response.context["filter"].form.errors.get(name)), symbols(client, f"?{query}"))
    assert found == (200, True, [])


def test_nothing_found_leads_back_to_all(client):
    make_document("2/34")
    assert 'href="/documents/">Show all documents' in client.get("/documents/?q=zebra").content.decode()


def test_contributions_are_the_documents_of_that_kind(client):
    response = client.get("/contributions/?question=3/2&kind=report&page=2")
    assert (response.status_code, response["Location"]) == (
        301,
        "/documents/?question=3%2F2&kind=contribution&page=2",
    )


def test_french_contributions_stay_french(client):
    assert client.get("/fr/contributions/")["Location"] == "/fr/documents/?kind=contribution"


@pytest.mark.parametrize("rows", [1, 30])
def test_list_costs_eight_queries(client, django_assert_num_queries, rows):
    question, topic = make_question(), make_topic()
    for _row in range(rows):
        document = make_document(sources=[make_entity(), make_entity()], questions=[question], body=question.group)
        make_brief(document=document, topic=topic)
    # count, keys, documents with body, period and meeting, sources and Questions; options: periods, groups, topics;
    # the site's name
    with django_assert_num_queries(8):
        client.get("/documents/")
