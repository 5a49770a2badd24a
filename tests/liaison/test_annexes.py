"""/statements/<slug>/annexes/ and one annex alone."""

import pytest

from tests.factory import make_annex, make_document, make_entry, make_public_statement

pytestmark = pytest.mark.django_db


@pytest.fixture
def statement():
    statement = make_public_statement(slug="one", title="The statement")
    make_entry(make_annex(statement, title="Papers"), title="A paper", document=make_document("2/34"), symbol="2/34")
    make_annex(statement, title="Text", content="<p>Words of the second.</p>")
    return statement


def test_annexes_are_listed_with_their_files(client, statement):
    page = " ".join(client.get("/statements/one/annexes/").content.decode().split())
    assert '<a href="/statements/one/annexes/1/">Annex 1: <span lang="en" dir="ltr">Papers</span></a>' in page
    assert '1 document · <a href="/statements/one/annexes/1.pdf" type="application/pdf">PDF</a>' in page
    assert 'Annex 2: <span lang="en" dir="ltr">Text</span>' in page


def test_one_annex_stands_alone(client, statement):
    page = " ".join(client.get("/statements/one/annexes/2/").content.decode().split())
    assert '<h1><span lang="en">Annex 2:</span> Text</h1>' in page
    assert ("Words of the second." in page, "A paper" in page) == (True, False)


@pytest.mark.parametrize("number", ["0", "3", "9" * 30])
@pytest.mark.parametrize("form", ["/", ".pdf"])
def test_annex_that_is_not_there_is_not_found(client, statement, number, form):
    assert client.get(f"/statements/one/annexes/{number}{form}").status_code == 404


@pytest.mark.parametrize(("address", "status"), [("", 200), ("1/", 404), ("1.pdf", 404)])
def test_annexes_of_a_header_only_statement_are_not_shown(client, address, status):
    statement = make_public_statement(slug="one", visibility="header")
    make_entry(make_annex(statement, title="Zebra"), title="Zebra")
    response = client.get(f"/statements/one/annexes/{address}")
    assert (response.status_code, "Zebra" in response.content.decode()) == (status, False)


def test_withdrawn_statement_says_so_on_its_annexes(client):
    make_annex(make_public_statement(slug="one", status="withdrawn", withdrawal_reason="Because."))
    pages = [client.get(f"/statements/one/annexes/{end}").content.decode() for end in ("", "1/")]
    assert ["Because." in page for page in pages] == [True, True]


@pytest.mark.parametrize("address", ["/statements/one/annexes/", "/statements/one/annexes/1/"])
@pytest.mark.parametrize("rows", [1, 30])
def test_annex_pages_cost_five_queries(client, django_assert_num_queries, address, rows):
    annex = make_annex(make_public_statement(slug="one"))
    for _row in range(rows):
        make_entry(annex, document=make_document())
    with django_assert_num_queries(5):  # the statement, its annexes, their rows with documents, the site's name
        client.get(address)
