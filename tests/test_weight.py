"""What the first page that somebody opens costs them: one page of the register, cold, on a slow line."""

from __future__ import annotations

import gzip
import re
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from contributions.models import Topic
from tests import factory
from tests.register import LONG_WORD

pytestmark = pytest.mark.django_db

MOST = 60_000
ZIPPED = {"HTTP_ACCEPT_ENCODING": "gzip"}
WORDS = "Reply to the liaison statement from a working party of another organisation on digital skills, part"


def open_register(client: Client) -> tuple[int, str]:
    """The bytes of a page with 25 rows as they are sent, and its text."""
    topic: Topic = factory.make_topic("Protection")
    for number in range(26):
        title = f"{WORDS} {number}: {LONG_WORD[number:]}"
        statement = factory.make_public_statement(title=title, symbol=f"SG2/LS{number}")
        statement.topics.add(topic)
    response = client.get("/ru/statements/", **ZIPPED)
    assert response["Content-Encoding"] == "gzip"
    return len(response.content), gzip.decompress(response.content).decode()


def loaded_with(page: str) -> list[str]:
    """The files of ours that a browser loads before it has shown the page."""
    tags = re.findall(r"<(?:link|script|img)\b[^>]*>", page)
    loaded = [tag for tag in tags if not re.search(r'rel="(canonical|alternate|prev|next)"', tag)]
    return [found[1] for tag in loaded if (found := re.search(r'(?:href|src)="([^"]*)"', tag))]


def test_cold_page_of_the_register_is_light(client: Client) -> None:
    weight, page = open_register(client)
    files = loaded_with(page)
    assert page.count("<tr>") == 1 + 25
    assert [file for file in files if not file.startswith("/static/")] == []
    found = [Path(str(finders.find(file.removeprefix("/static/")))) for file in files]
    assert len(found) >= 3  # the sheet, the icon, the script of the filters
    assert weight + sum(len(gzip.compress(file.read_bytes())) for file in found) < MOST


def test_what_is_packed_already_is_not_packed_again(client: Client) -> None:
    statement = factory.make_public_statement()
    assert client.get(f"/statements/{statement.slug}.pdf", **ZIPPED).headers.get("Content-Encoding") is None


def test_reader_who_cannot_unpack_gets_plain_text(client: Client) -> None:
    assert client.get("/").headers.get("Content-Encoding") is None


def test_picture_for_previews_is_small_and_our_own(client: Client, settings: Any) -> None:
    page = client.get("/ar/").content.decode()
    picture = re.search(r'<meta property="og:image" content="([^"]*)">', page)
    assert picture
    assert picture[1] == f"{settings.SITE_URL}/static/preview.png"
    assert Path(str(finders.find("preview.png"))).stat().st_size < MOST / 2
