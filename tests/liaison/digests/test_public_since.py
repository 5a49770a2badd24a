"""The instant from which a statement or document is public: whoever stores it, and however."""

from __future__ import annotations

import pytest

from contributions.models import Document
from liaison import services
from liaison.models import Statement
from tests import factory

pytestmark = pytest.mark.django_db


def since(row: Statement | Document) -> object:
    return type(row).objects.values_list("public_since", flat=True).get(pk=row.pk)


@pytest.mark.usefixtures("few_files")
def test_draft_has_none_and_what_is_sent_has_the_instant_of_its_sending() -> None:
    draft = factory.make_complete()
    before = since(draft)
    sent = services.statement_record_sent(statement=draft, by=factory.make_secretary())
    assert (before, since(sent) >= sent.events.get(kind="sent").at) == (None, True)


@pytest.mark.usefixtures("few_files")
def test_it_stays_when_the_statement_is_withdrawn() -> None:
    statement = factory.make_public_statement()
    first = since(statement)
    services.statement_withdraw(statement=statement, by=factory.make_secretary(), reason="Too early")
    assert since(statement) == first


def test_it_begins_anew_when_it_was_taken_out_of_public_view() -> None:
    statement, user = factory.make_public_statement(), factory.make_secretary()
    first = since(statement)
    services.statement_publish(statement=statement, by=user, visibility="staff")
    hidden = since(statement)
    services.statement_publish(statement=statement, by=user, visibility="header")
    assert (hidden, since(statement) > first) == (None, True)


def test_it_stays_when_the_header_becomes_the_whole() -> None:
    statement, user = factory.make_public_statement(visibility="header"), factory.make_secretary()
    first = since(statement)
    services.statement_publish(statement=statement, by=user, visibility="public")
    assert since(statement) == first


def test_document_has_it_however_it_is_stored() -> None:
    period = factory.make_period()
    Document.objects.bulk_create(
        [Document(symbol=f"2/{number}", slug=f"a{number}", period=period) for number in (1, 2)]
    )
    saved, hidden = factory.make_document(), factory.make_document(is_public=False)
    assert Document.objects.filter(public_since__isnull=True).get() == hidden
    assert since(saved) is not None


def test_document_of_a_statement_follows_what_becomes_of_it() -> None:
    paper = factory.make_document(is_public=False, kind="liaison")
    values = {"status": "recorded", "direction": "incoming", "visibility": "staff", "slug": None}
    statement = factory.make_public_statement(**values, registered_as=paper)
    services.statement_publish(statement=statement, by=factory.make_secretary(), visibility="public")
    assert since(paper) is not None
