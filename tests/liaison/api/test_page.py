"""The page that explains the API: its examples are asked of the demonstration data."""

from __future__ import annotations

import html
import json
import re
import shlex
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client

pytestmark = pytest.mark.django_db
CODE = re.compile(r'<pre class="code(?: answer)?"[^>]*><code>(.*?)</code></pre>', re.S)


def examples(client: Client) -> list[tuple[str, Any]]:
    """The addresses that the page's curl lines ask for, each with the answer that it shows."""
    blocks = [html.unescape(block) for block in CODE.findall(client.get("/api/").content.decode())]
    lines = [shlex.split(line) for line in blocks[::2]]
    assert {line[0] for line in lines} == {"curl"}
    return [(line[1], json.loads(shown)) for line, shown in zip(lines, blocks[1::2], strict=True)]


def is_part(shown: Any, whole: Any) -> bool:
    """Whether all that is shown is in the answer, at its place."""
    if isinstance(shown, dict):
        return all(key in whole and is_part(value, whole[key]) for key, value in shown.items())
    if isinstance(shown, list):
        return len(shown) <= len(whole) and all(map(is_part, shown, whole))
    return bool(shown == whole)


def test_examples_are_answered_as_the_page_shows(client: Client) -> None:
    call_command("demo", verbosity=0)
    found = examples(client)
    assert len(found) == 5
    for address, shown in found:
        answer = client.get(address.removeprefix(settings.SITE_URL))
        status = shown.get("status")
        assert answer.status_code == (status if isinstance(status, int) else 200)
        assert is_part(shown, answer.json()), address


def test_part_of_an_answer_is_recognised() -> None:
    assert is_part({"a": [{"b": 1}]}, {"a": [{"b": 1, "c": 2}, {}], "d": None})
    assert not is_part({"a": [{"b": 2}]}, {"a": [{"b": 1}]})
    assert not is_part({"a": None}, {})


@pytest.mark.parametrize("prefix", ["", "/ar"])
def test_page_names_every_address(client: Client, prefix: str) -> None:
    described = client.get("/api/v1/openapi.json").json()["paths"]
    page = client.get(f"{prefix}/api/").content.decode()
    named = set(re.findall(r'<code dir="ltr">/api/v1(.*?)</code>', page))
    assert named == set(described)


def test_every_page_leads_to_it(client: Client) -> None:
    assert '<a href="/fr/api/">' in client.get("/fr/").content.decode()
