"""/search/: a symbol first, then words, kind by kind."""

import datetime

import pytest
from django.utils import timezone

from tests.factory import (
    index_all,
    make_annex,
    make_appointment,
    make_body,
    make_document,
    make_entity,
    make_entry,
    make_period,
    make_person,
    make_public_statement,
    make_question,
    make_topic,
)

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]

TODAY = timezone.localdate()
KINDS = ("statements", "documents", "questions", "bodies", "people", "members", "topics")


def search(client, text):
    index_all()
    return client.get("/search/", {"q": text})


def found(client, text):
    results = search(client, text).context["results"]
    pages = {kind: [str(row) for row in getattr(results, kind).rows] for kind in KINDS}
    return {kind: rows for kind, rows in pages.items() if rows}


@pytest.mark.parametrize("spelling", ["2/34", "2-34", "d22-sg02-c-0034", "Document 2/34", " 2/34-E "])
def test_symbol_in_any_spelling_is_named_first(client, spelling):
    document = make_document("2/34")
    make_document("2/134")
    assert search(client, spelling).context["results"].named == [document]


def test_every_kind_is_found_by_its_words(client):
    question = make_question(name="Zebra matters", period=make_period(starts_on=TODAY, ends_on=TODAY))
    make_public_statement(title="Zebra statement")
    make_document("2/34", title="Zebra paper")
    make_body("ZEBRA")
    make_appointment(question=question, person=make_person("Zebra Example"))
    make_entity("Zebraland")
    make_topic("Zebras")
    assert found(client, "zebra") == {
        "statements": ["Zebra statement"],
        "documents": ["2/34"],
        "questions": ["Q3/2 (2022-2025)"],
        "bodies": ["ZEBRA"],
        "people": ["Zebra Example, Rapporteur for Question 3/2"],
        "members": ["Zebraland"],
        "topics": ["Zebras"],
    }


def test_each_of_the_words_must_be_there(client):
    make_document("2/34", title="Broadband in islands")
    make_document("2/35", title="Broadband in mountains")
    assert found(client, "islands BROADBAND") == {"documents": ["2/34"]}


@pytest.mark.parametrize("text", ["cote ivoire", "CÔTE D’IVOIRE", "Côte d'Ivoire"])
def test_accents_and_case_do_not_matter_for_names(client, text):
    make_entity("Côte d'Ivoire")
    assert found(client, text) == {"members": ["Côte d'Ivoire"]}


@pytest.mark.parametrize("text", ["Q3/2", "3/2", "question 3/2"])
def test_question_is_found_by_its_number(client, text):
    make_question("3/2")
    make_question("13/2", name="Another")
    assert found(client, text)["questions"] == ["Q3/2 (2022-2025)"]


def test_symbol_is_no_part_of_the_code_of_a_body(client):
    make_body("GROUP 2341")
    assert search(client, "2/34").context["results"].count == 0


def hide(word):
    """A row of each kind that is not for the public and bears the word."""
    for hidden in ({"status": "draft"}, {"visibility": "staff"}, {"visibility": "removed"}, {"status": "withdrawn"}):
        make_public_statement(title=word, **hidden)
    header = make_public_statement(title="Header", visibility="header", content=f"<p>{word}</p>")
    make_entry(make_annex(header, title=word), title=word, brief=word)
    make_document("2/34", title=word, is_public=False)
    make_document("2/35", note=word)
    make_question(note=word)
    make_body(note=word)
    make_entity(note=word)
    make_person(word)
    make_appointment(body=make_body(), person=make_person(word), ends_on=TODAY - datetime.timedelta(days=1))


@pytest.mark.parametrize("text", ["zebra", "2/34"])
def test_nothing_hidden_is_found(client, text):
    hide("Zebra")
    response = search(client, text)
    assert ("Zebra" in response.content.decode(), response.context["results"].count) == (False, 0)


def test_long_result_is_cut_and_leads_to_the_whole(client):
    for _number in range(11):
        make_document(title="Broadband")
    response = search(client, "broadband")
    html = " ".join(response.content.decode().split())
    assert (len(response.context["results"].documents.rows), '<a href="/documents/?q=broadband"> All 11' in html) == (
        10,
        True,
    )


def test_empty_search_says_what_can_be_asked(client):
    html = client.get("/search/").content.decode()
    assert ("Write a symbol such as 2/34" in html, html.count("<h1")) == (True, 1)


def test_search_without_result_offers_ways_on(client):
    html = client.get("/search/", {"q": '<b>"nothing"'}).content.decode()
    told = "Nothing was found for “&lt;b&gt;&quot;nothing&quot;”."
    assert (told in html, 'href="/documents/"' in html) == (True, True)


@pytest.mark.parametrize("query", ["q=%00", "q=%FF%FE", f"q={'x' * 10_000}", f"q={'a ' * 5_000}", "q=%25_%27", "q="])
def test_odd_text_is_answered(client, query):
    make_document("2/34")
    response = client.get(f"/search/?{query}")
    assert (response.status_code, b"<h1>Search</h1>" in response.content) == (200, True)


@pytest.mark.parametrize("rows", [1, 30])
def test_search_for_words_costs_eleven_queries(client, django_assert_num_queries, rows):
    question = make_question(period=make_period(starts_on=TODAY, ends_on=TODAY))
    for row in range(rows):
        make_public_statement(title="Zebra")
        make_document(title="Zebra", sources=[make_entity("Zebra")], questions=[question])
        make_appointment(question=question, person=make_person("Zebra"))
        make_body(f"ZEBRA {row}")
    index_all()
    # whether statements and documents are very many; the best of seven kinds; the rows of five that were found, of
    # statements parties, of documents sources and Questions at once; what was found in both; the site's name
    with django_assert_num_queries(11):
        client.get("/search/?q=zebra")
