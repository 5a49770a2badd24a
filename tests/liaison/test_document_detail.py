"""/documents/<slug>/: what a document's page tells, and what it must not."""

import pytest

from contributions.models import DocumentSymbol
from tests.factory import (
    make_annex,
    make_brief,
    make_document,
    make_entity,
    make_entry,
    make_public_statement,
    make_question,
    make_topic,
)

pytestmark = pytest.mark.django_db

ADDRESS = "/documents/d22-sg02-c-0034/"


def page(client, address=ADDRESS):
    return client.get(address).content.decode()


def cite(document, **values):
    statement = make_public_statement(**values)
    make_entry(make_annex(statement), document=document)
    return statement


def cited_in(client):
    return [row.title for row in client.get(ADDRESS).context["cited_in"].rows]


def test_document_kept_for_staff_has_no_page(client):
    make_document("2/34", is_public=False, title="Zebra")
    response = client.get(ADDRESS)
    assert (response.status_code, "Zebra" in response.content.decode()) == (404, False)


def test_note_for_staff_is_not_shown(client):
    entity = make_entity(note="Zebra of the entity")
    make_document("2/34", note="Zebra", sources=[entity], questions=[make_question(note="Zebra of the Question")])
    assert "Zebra" not in page(client)


def test_revisions_kept_for_staff_are_not_named(client):
    for symbol, is_public in (("2/34", True), ("2/34 (Rev.1)", True), ("2/34 (Rev.2)", False)):
        make_document(symbol, is_public=is_public)
    response = client.get(ADDRESS)
    assert [row.symbol for row in response.context["revisions"]] == ["2/34 (Rev.1)", "2/34"]


def test_earlier_revision_points_to_the_latest(client):
    make_document("2/34")
    make_document("2/34 (Rev.1)")
    told = "There is a later revision"
    assert (told in page(client), told in page(client, "/documents/d22-sg02-c-0034-r1/")) == (True, False)


def test_cited_in_lists_statements_that_cite_any_revision(client):
    make_document("2/34")
    cite(make_document("2/34 (Rev.1)"), title="Cites the revision")
    make_public_statement(title="Cites nothing")
    assert cited_in(client) == ["Cites the revision"]


@pytest.mark.parametrize(
    "hidden",
    [{"status": "draft"}, {"visibility": "staff"}, {"visibility": "removed"}, {"status": "withdrawn"}],
)
def test_statement_that_is_not_listed_is_not_named(client, hidden):
    cite(make_document("2/34"), title="Zebra", **hidden)
    assert (cited_in(client), "Zebra" in page(client)) == ([], False)


def test_statement_published_by_its_header_alone_does_not_tell_what_it_cites(client):
    cite(make_document("2/34"), title="Zebra", visibility="header")
    assert cited_in(client) == []


@pytest.mark.parametrize(("access", "told"), [("public", False), ("account", True), ("unknown", True)])
def test_address_that_may_ask_for_an_account_says_so(client, access, told):
    make_document("2/34", access=access)
    assert ("That page may ask for an account." in page(client)) == told


def test_briefs_stand_under_their_topics(client):
    make_brief(document=make_document("2/34"), topic=make_topic("Protection"), text="First.\n\nSecond.")
    html = page(client)
    assert ('href="/topics/protection/"' in html, "<p>First.</p><p>Second.</p>" in html) == (True, True)


def test_title_is_marked_with_its_own_language(client):
    make_document("2/34", title="Utilisation", language="fr")
    assert '<h1 lang="fr" dir="auto">Utilisation</h1>' in page(client)


def test_source_is_repeated_as_printed_only_where_it_differs(client):
    make_document("2/34", source_text="COTE D’IVOIRE", sources=[make_entity("Côte d'Ivoire")])
    make_document("2/35", source_text="Ivory Coast", sources=[make_entity("Somewhere")])
    assert ("As printed" in page(client), "As printed" in page(client, "/documents/d22-sg02-c-0035/")) == (False, True)


def test_other_symbols_and_the_permanent_address_are_given(client, settings):
    DocumentSymbol.objects.create(document=make_document("2/34"), symbol="SG2RGQ/20")
    html = page(client)
    assert ("SG2RGQ/20" in html, f"{settings.SITE_URL}/doc/2022-2025/D22-SG02-C-0034" in html) == (True, True)


@pytest.mark.parametrize("rows", [1, 30])
def test_page_costs_seven_queries(client, django_assert_num_queries, rows):
    document = make_document("2/34")
    for row in range(rows):
        cite(document)
        make_document(f"2/34 (Rev.{row + 1})")
        make_brief(document=document)
        document.sources.add(make_entity())
        DocumentSymbol.objects.create(document=document, symbol=f"X/{row}")
    # document with body, period and meeting; its sources, Questions, briefs and other symbols; revisions; keys of
    # those that cite it, statements, parties with body; the site's name
    with django_assert_num_queries(7):
        client.get(ADDRESS)
