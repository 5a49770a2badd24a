"""/accessibility/: what is promised, and whom to write to."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests import factory

pytestmark = pytest.mark.django_db


def test_every_page_leads_to_what_is_promised(client: Client) -> None:
    assert '<a href="/ar/accessibility/">' in client.get("/ar/").content.decode()


def test_it_says_whom_to_write_to(client: Client, settings: Any) -> None:
    settings.DEFAULT_FROM_EMAIL = "office@example.org"
    factory.make_body("ITU-D", is_home=True, website="https://example.org/office")
    page = client.get("/accessibility/").content.decode()
    assert 'href="mailto:office@example.org"' in page
    assert 'href="https://example.org/office"' in page


def test_day_on_which_it_was_reviewed_is_written_as_the_reader_writes_it(client: Client) -> None:
    assert "26 November 2026" in client.get("/accessibility/").content.decode()
