"""/doc/: a symbol in any spelling opens what it names."""

import pytest

from contributions.models import DocumentSymbol
from tests.factory import index_all, make_document, make_period, make_public_statement

pytestmark = pytest.mark.django_db

PAPER, REVISION = "/documents/d22-sg02-c-0034/", "/documents/d22-sg02-c-0034-r1/"


def opened(client, symbol):
    response = client.get(f"/doc/{symbol}")
    return response.get("Location", response.status_code)


@pytest.mark.parametrize(
    "spelling",
    ["2/34", "2-34", "2%2F34", "2/34/", "2/034", "D22-SG02-C-0034", "d22-sg02-c-0034", "2/34-E", "2022-2025/2/34"],
)
def test_any_spelling_opens_the_document(client, spelling):
    make_document("2/34")
    make_document("2/35")
    assert opened(client, spelling) == PAPER


@pytest.mark.parametrize(
    "spelling", ["2/34(Rev.1)", "2/34%20%28Rev.1%29", "2-34-R1", "D22-SG02-C-0034-R1", "2022-2025/2/34(Rev.1)"]
)
def test_named_revision_opens_that_revision(client, spelling):
    for symbol in ("2/34", "2/34 (Rev.1)", "2/34 (Rev.2)"):
        make_document(symbol)
    assert opened(client, spelling) == REVISION


def test_bare_number_opens_the_latest_revision(client):
    make_document("2/34 (Rev.1)")
    make_document("2/34")
    assert opened(client, "2/34") == REVISION


def test_bare_number_does_not_open_an_addendum(client):
    make_document("2/34 (Add.1)")
    assert opened(client, "2/34") == 404


def test_latest_revision_that_is_kept_for_staff_is_passed_over(client):
    make_document("2/34")
    make_document("2/34 (Rev.1)", is_public=False)
    assert (opened(client, "2/34"), opened(client, "2/34(Rev.1)")) == (PAPER, 404)


def test_same_symbol_in_several_periods_is_asked(client):
    make_document("2/34", title="New one")
    make_document("2/34", title="Old one", period=make_period("2018-2021"))
    make_document("2/34", title="Zebra", period=make_period("2014-2017"), is_public=False)
    response = client.get("/doc/2/34")
    assert (response.status_code, [row.title for row in response.context["found"]]) == (300, ["New one", "Old one"])


def test_period_in_the_address_settles_it(client):
    make_document("2/34")
    make_document("2/34", period=make_period("2018-2021"))
    assert [opened(client, f"{label}/2/34") for label in ("2022-2025", "2018-2021", "2014-2017")] == [
        PAPER,
        "/documents/d18-sg02-c-0034/",
        404,
    ]


def test_other_symbol_opens_the_document(client):
    other = DocumentSymbol(document=make_document("2/34"), symbol="SG2RGQ/20")
    other.read_symbol()
    other.save()
    assert opened(client, "SG2RGQ/20") == PAPER


def test_symbol_of_unknown_form_opens_its_document(client):
    document = make_document("Odd paper no. 7")
    assert (document.number, opened(client, "odd%20paper%20No.%207")) == (None, document.get_absolute_url())


@pytest.mark.parametrize("is_public", [True, False])
def test_symbol_of_a_registered_statement_opens_the_statement(client, is_public):
    document = make_document("2/34", kind="liaison", is_public=is_public)
    statement = make_public_statement(registered_as=document)
    assert opened(client, "2-34") == statement.get_absolute_url()


@pytest.mark.parametrize("hidden", [{"visibility": "staff"}, {"status": "draft"}, {"visibility": "removed"}])
def test_symbol_of_a_hidden_statement_opens_nothing(client, hidden):
    make_public_statement(title="Zebra", registered_as=make_document("2/34", is_public=False), **hidden)
    make_public_statement(title="Zebra", symbol="2/LS/7", **hidden)
    answers = [client.get(f"/doc/{symbol}") for symbol in ("2/34", "2/LS/7")]
    assert [(row.status_code, "Zebra" in row.content.decode()) for row in answers] == [(404, False)] * 2


def test_own_symbol_of_a_statement_opens_it(client):
    statement = make_public_statement(symbol="2/LS/7-E")
    assert [opened(client, symbol) for symbol in ("2/LS/7", "2/LS/7-E", "2-ls-7")] == [statement.get_absolute_url()] * 3


def test_unknown_symbol_says_so_and_names_those_close_by(client):
    make_document("2/33")
    make_document("2/35", is_public=False)
    response = client.get("/doc/2/34")
    text = response.content.decode()
    found = (response.status_code, "No document 2/34 is in the register" in text, response.context["near"])
    assert (*found[:2], [row.symbol for row in found[2]]) == (404, True, ["2/33"])


def test_unknown_symbol_names_the_same_number_of_another_series_and_of_another_period(client):
    make_document("SG2RGQ/34", title="Of the rapporteurs")
    make_document("2/34", period=make_period("2018-2021"), title="Before")
    make_document("2/36")
    make_document("1/34")
    near = client.get("/doc/2022-2025/2/34").context["near"]
    assert [row.symbol for row in near] == ["SG2RGQ/34", "2/34", "2/36"]


def test_text_that_is_no_symbol_names_what_has_its_words(client):
    make_document("2/34", title="Odd lighthouse")
    make_document("2/35", title="Zebra lighthouse", is_public=False)
    index_all()
    assert [row.symbol for row in client.get("/doc/lighthouse").context["near"]] == ["2/34"]


@pytest.mark.parametrize("text", ["", "%00", "%FF%FE", "x" * 5_000, "../admin/", "%E2%81%842", "2/34'--", "2022-2025/"])
def test_odd_text_is_a_404_page(client, text):
    assert client.get(f"/doc/{text}").status_code == 404


def test_address_costs_four_queries_however_many_revisions(client, django_assert_num_queries):
    for number in range(30):
        make_document(f"2/34 (Rev.{number + 1})")
    # period of that label, other symbols, documents, statements registered under one of them or called so
    with django_assert_num_queries(4):
        client.get("/doc/2/34")
