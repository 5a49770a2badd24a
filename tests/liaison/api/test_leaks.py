"""What is not public is in no answer of the API, nor in a list as JSON. Every address of its description is tried."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.liaison.api.addresses import addresses, described, make_all
from tests.liaison.test_hidden import WORD

pytestmark = pytest.mark.django_db
FILES = ["/statements.json", "/documents.json", "/fr/statements.json"]
QUERIES = ["", "?q=zebra", "?status=withdrawn", "?sort=title", "?body=cwg-cop"]


def answers(client: Client, *, with_queries: bool = True) -> dict[str, str]:
    """What each address says, by address."""
    found = {}
    paths = [address for _path, address in addresses(described(client), with_queries=with_queries)]
    for address in [*paths, *(f"{file}{query}" for file in FILES for query in QUERIES)]:
        answer = client.get(address)
        assert answer.status_code in (200, 400, 404, 410), address
        found[address] = (b"".join(answer) if answer.streaming else answer.content).decode()
    return found


def test_nothing_that_is_not_public_is_said(client: Client, few_files: None) -> None:
    """Drafts, corrections, what is for staff or removed, text behind a header, notes, proofs, addresses of bodies, and
    what was redacted."""
    make_all()
    said = answers(client)
    hidden = [address for address, text in said.items() if WORD in _without_echo(text) or "zebra@" in text]
    redacted = [address for address, text in said.items() if "Quagga" in text]
    assert (hidden, redacted) == ([], [])
    assert "The paper" in said["/api/v1/documents"]
    assert '"answered_by":["answer","head"]' in said["/api/v1/statements/one"]
    assert '"published":"header"' in said["/api/v1/statements/head"]
    assert "Of [redacted]" in said["/api/v1/statements/redacted"]


def _without_echo(text: str) -> str:
    """Without the symbol that was asked for, which a problem repeats."""
    return text.replace(f"the symbol “2/{WORD}”", "")


def test_no_address_is_said_where_they_are_hidden(client: Client, few_files: None, settings: object) -> None:
    make_all()
    shown = [address for address, text in answers(client, with_queries=False).items() if "ann@example.org" in text]
    assert len(shown) > 20
    settings.EMAIL_ADDRESSES = "hidden"  # type: ignore[attr-defined]
    assert [address for address, text in answers(client, with_queries=False).items() if "@example.org" in text] == []
