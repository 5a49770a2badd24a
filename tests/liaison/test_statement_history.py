"""/statements/<slug>/history/: what was issued, and why it was changed."""

import pytest

from liaison.models import Revision
from tests.factory import make_public_statement, make_user

pytestmark = pytest.mark.django_db


def page(client):
    return " ".join(client.get("/statements/one/history/").content.decode().split())


def test_revisions_are_listed_with_their_reasons_newest_first(client):
    statement = make_public_statement(slug="one")
    for number, reason in enumerate(["", "A wrong name", "A wrong date"]):
        Revision.objects.create(statement=statement, number=number, letter={}, reason=reason)
    text = page(client)
    places = [
        text.index(words) for words in ("Revision 2 <", "A wrong date", "Revision 1<", "A wrong name", "As first")
    ]
    assert places == sorted(places)
    assert text.count("In force") == 1


def test_who_made_a_revision_and_its_letter_are_not_told(client):
    statement = make_public_statement(slug="one", visibility="header")
    by = make_user(username="zebra", first_name="Zebra")
    Revision.objects.create(statement=statement, letter={"title": "Zebra"}, made_by=by)
    assert "zebra" not in page(client).lower()


def test_withdrawn_statement_says_so_and_nothing_is_in_force(client):
    statement = make_public_statement(slug="one", status="withdrawn", withdrawal_reason="Because.")
    Revision.objects.create(statement=statement, letter={})
    text = page(client)
    assert ("Because." in text, "In force" in text) == (True, False)


def test_statement_without_revisions_was_never_changed(client):
    make_public_statement(slug="one")
    assert "It was never changed." in page(client)


@pytest.mark.parametrize("rows", [1, 30])
def test_history_costs_three_queries(client, django_assert_num_queries, rows):
    statement = make_public_statement(slug="one")
    for number in range(rows):
        Revision.objects.create(statement=statement, number=number, letter={}, reason="x")
    with django_assert_num_queries(3):  # the statement, its revisions, the site's name
        client.get("/statements/one/history/")
