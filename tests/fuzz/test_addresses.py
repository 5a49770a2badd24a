"""Made-up paths, queries, methods, headers, cookies and bodies on every public address, with a fixed seed: through all
that stands before a view, and never a fault. FUZZ_ADDRESSES says how many."""

from __future__ import annotations

import os
import random
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client

from tests.test_random_requests import GOOD, NASTY, PARAMETERS, made_up, register  # noqa: F401 -- a fixture

pytestmark = pytest.mark.django_db
REQUESTS = int(os.environ.get("FUZZ_ADDRESSES", "300"))
PART = min(REQUESTS, 500)  # requests to one register

METHODS = ["GET"] * 14 + ["HEAD", "POST", "POST", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "BREW"]
TYPES = [
    *("application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "multipart/form-data"),
    *("application/json", "text/xml; charset=\u00ff", "", "x" * 300),
]
HEADERS = """
Accept Accept-Encoding Accept-Language Cookie Content-Length If-None-Match If-Modified-Since If-Range Range Referer
Origin User-Agent X-Forwarded-For X-Forwarded-Proto X-Forwarded-Host X-Request-ID HX-Request HX-Target HX-Current-URL
Host Authorization X-CSRFToken Access-Control-Request-Method Access-Control-Request-Headers X-HTTP-Method-Override
""".split()
VALUES = [
    *("*/*", "text/html", "application/json", "br;q=x, gzip;;", "fr", "xx-yy-zz;q=2", "ar,zh-hans;q=0.5", "true"),
    *('"x", W/"y"', '"', "*", "bytes=0-1", "bytes=9-1,x", "Sat, 29 Oct 1994 19:43:31 GMT", "99 Foo 99999", "-1"),
    *("http://[::1", "https://other.example", "127.0.0.1", "[::1]:80", "other.example", "a b", "Bearer x", ",,;="),
    *("9" * 30, "a" * 5_000, "\u00e9\u00ff", "%00", ""),
]
COOKIES = ["sessionid", "csrftoken", "messages", "django_language", "liaison-wrote", "", "a b"]


@pytest.mark.parametrize("part", range(REQUESTS // PART))
def test_no_public_address_answers_with_a_fault(register: Any, part: int) -> None:  # noqa: F811 -- the fixture
    chance = random.Random(f"addresses {part}")  # noqa: S311 -- a fixed seed, so that a failure can be repeated
    for number in range(PART):
        client = Client(enforce_csrf_checks=chance.random() < 0.5, raise_request_exception=False)
        method, address, more = request(chance, register)
        response = client.generic(method, address, **more)
        if response.streaming:
            b"".join(response.streaming_content)
        assert response.status_code < 500, f"{part}, {number}: {method} {address} {more}"


def request(chance: random.Random, rows: dict[str, list[str]]) -> tuple[str, str, dict[str, Any]]:
    address = made_up(chance, rows)
    if chance.random() < 0.1:
        address = broken(chance, address)
    method = chance.choice(METHODS)
    names = chance.sample(HEADERS, chance.choice([0, 0, 1, 2, 5]))
    headers = {name: cookie(chance) if name == "Cookie" else chance.choice(VALUES) for name in names}
    more: dict[str, Any] = {"headers": headers}
    if method in ("POST", "PUT", "PATCH"):
        more |= {"data": body(chance), "content_type": chance.choice(TYPES)}
    return method, address, more


def broken(chance: random.Random, address: str) -> str:
    """A piece left out, put in twice, or something else in its place."""
    at = chance.randrange(len(address))
    piece = chance.choice(["", "/", "//", "%", "%00", "%ff", "..", ".", ";", "?", "#", " ", "é", address[:5]])
    return "/" + (address[:at] + piece + address[at + chance.choice([0, 1, 4]) :]).lstrip("/")


def cookie(chance: random.Random) -> str:
    return "; ".join(f"{chance.choice(COOKIES)}={chance.choice(VALUES)}" for _ in range(chance.choice([1, 2, 9])))


def body(chance: random.Random) -> bytes:
    if chance.random() < 0.2:
        return chance.randbytes(chance.choice([1, 50, 3_000]))
    values = [
        (chance.choice([*PARAMETERS, "email", "csrfmiddlewaretoken"]), chance.choice(NASTY + GOOD)) for _ in range(4)
    ]
    return urlencode(values, errors="replace").encode()
