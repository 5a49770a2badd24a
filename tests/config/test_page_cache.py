"""Public pages are kept until what they show changes, and nothing is kept that is not for everybody."""

from __future__ import annotations

import datetime
import gzip
from collections.abc import Iterator
from typing import Any

import brotli
import pytest
from django.core.cache import cache, caches
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from config import data_version, page_cache, replicas
from config.memory_cache import MemoryCache
from contacts.models import Body
from contributions.models import Topic
from liaison import services
from liaison.models import Statement
from tests.config.test_data_version import forget
from tests.factory import make_home, make_public_statement, make_secretary, make_topic
from tests.liaison.leaks import SECRET, make_leaky_register
from tests.register import PAGES, make_register

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


@pytest.fixture(autouse=True)
def kept_pages(settings: Any, no_kept_pages: None) -> Iterator[None]:
    settings.KEEPS_PAGES = True
    cache.clear()
    yield
    cache.clear()


def queries(client: Client, address: str, **headers: Any) -> tuple[int, Any]:
    with CaptureQueriesContext(connection) as asked:
        response = client.get(address, headers=headers)
    return len(asked), response


def text(response: Any) -> str:
    return response.content.decode()


@pytest.mark.parametrize("address", PAGES.values())
def test_public_page_costs_one_query_the_second_time(client: Client, address: str) -> None:
    make_register()
    first = client.get(address)
    count, second = queries(client, address)
    for response in (first, second):
        del response["X-Request-ID"]
    assert (count, second.content, dict(second.items())) == (1, first.content, dict(first.items()))
    assert "csrfmiddlewaretoken" not in text(second)
    assert "nonce" not in text(second) + second["Content-Security-Policy"]


@pytest.mark.parametrize("address", ["/", "/statements/", "/statements/one/", "/fr/statements/"])
def test_reader_who_has_the_page_gets_304_for_one_query(client: Client, address: str) -> None:
    make_register()
    tag = client.get(address)["ETag"]
    cache.clear()
    count, response = queries(client, address, if_none_match=tag)
    assert (count, response.status_code, response["ETag"], response.content) == (1, 304, tag, b"")


def test_old_tag_gets_the_new_page(client: Client) -> None:
    make_register()
    tag = client.get("/statements/one/")["ETag"]
    forget()
    Statement.objects.update(status="withdrawn", withdrawn_on=timezone.localdate())
    response = client.get("/statements/one/", headers={"if-none-match": tag})
    assert (response.status_code, response["ETag"] != tag) == (200, True)


def test_change_shows_at_once(client: Client) -> None:
    topic = make_topic("Before")
    assert "Before" in text(client.get("/topics/"))
    forget()
    Topic.objects.filter(pk=topic.pk).update(name="Afterwards")
    page = text(client.get("/topics/"))
    assert "Afterwards" in page
    assert "Before" not in page


def test_name_of_the_site_changes_on_every_page_at_once(client: Client) -> None:
    make_home(name="Old name")
    assert "Old name" in text(client.get("/topics/"))
    forget()
    Body.objects.filter(is_home=True).update(name="New name")
    assert "New name" in text(client.get("/topics/"))


@pytest.mark.django_db(transaction=True)
def test_page_that_races_with_a_save_is_not_shown_after_it(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    topic, marked = make_topic("Before"), page_cache.marked

    def save_meanwhile(response: HttpResponse, tag: str) -> HttpResponse:
        Topic.objects.filter(pk=topic.pk).update(name="Afterwards")  # the page is made; it is not kept yet
        return marked(response, tag)

    with monkeypatch.context() as patch:
        patch.setattr(page_cache, "marked", save_meanwhile)
        assert "Before" in text(client.get("/topics/"))
    assert "Afterwards" in text(client.get("/topics/"))


def test_withdrawal_shows_at_once(client: Client) -> None:
    statement = make_public_statement(slug="one", title="Withdrawn soon")
    assert "Withdrawn soon" in text(client.get("/statements/"))
    forget()
    services.statement_withdraw(statement=statement, reason="An error", by=make_secretary())
    assert "Withdrawn soon" not in text(client.get("/statements/"))


@pytest.mark.parametrize(
    "address", ["/", "/statements/", "/documents/", "/meetings/the-meeting/", "/topics/protection/"]
)
def test_what_is_hidden_is_in_no_kept_page(client: Client, address: str) -> None:
    make_leaky_register()
    staff = Client()
    staff.force_login(make_secretary())
    forget()
    staff.get(address)
    pages = [client.get(address), client.get(address)]
    assert [SECRET in text(page) for page in pages] == [False, False]
    assert not [key for key, value in cache._cache.items() if SECRET.encode() in value]


@pytest.mark.parametrize("slug", ["removed", "incoming"])
def test_page_that_is_not_public_is_never_kept(client: Client, slug: str) -> None:
    make_leaky_register()
    client.get(f"/statements/{slug}/")
    assert not cache._cache


def test_removed_statement_is_gone_at_once(client: Client) -> None:
    statement = make_public_statement(slug="one")
    client.get("/statements/one/")
    forget()
    services.statement_remove(statement=statement, reason="An error", by=make_secretary())
    assert client.get("/statements/one/").status_code == 410


def test_whoever_is_signed_in_gets_no_kept_page_and_leaves_none(client: Client) -> None:
    make_register()
    client.force_login(make_secretary())
    forget()
    response = client.get("/statements/")
    assert ("ETag" in response, bool(cache._cache)) == (False, False)


@pytest.mark.parametrize(
    "address", ["/follow/", "/admin/login/", "/healthz", "/statements.csv", "/statements/one.json"]
)
def test_other_addresses_are_not_kept(client: Client, address: str) -> None:
    make_register()
    client.get(address)
    assert not [key for key in cache._cache if "page-" in key]


def test_machines_that_ask_whether_the_site_lives_ask_nothing_of_the_database(client: Client) -> None:
    assert queries(client, "/healthz")[0] == 0


@pytest.mark.parametrize(
    "change",
    [
        lambda response, request: response.set_cookie("a", "b"),
        lambda response, request: response.__setitem__("Cache-Control", "private"),
        lambda response, request: response.__setitem__("Vary", "X-Something"),
        lambda response, request: request.META.update(CSRF_COOKIE_NEEDS_UPDATE=True),
        lambda response, request: str(request._csp_nonce),
        lambda response, request: setattr(response, "status_code", 404),
        lambda response, request: response.__setitem__("Content-Encoding", "gzip"),
    ],
    ids=["cookie", "private", "varies", "token", "nonce", "status", "encoding"],
)
def test_personal_answer_of_a_kept_view_is_not_kept(
    client: Client, monkeypatch: pytest.MonkeyPatch, change: Any
) -> None:
    make_home()
    judge = page_cache.is_for_all

    def changed(request: Any, response: Any) -> bool:
        change(response, request)
        return judge(request, response)

    monkeypatch.setattr(page_cache, "is_for_all", changed)
    client.get("/topics/")
    assert not cache._cache


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"QUERY_STRING": "page=1"}, {"QUERY_STRING": "page=2"}),
        ({"HTTP_HOST": "localhost"}, {"HTTP_HOST": "127.0.0.1"}),
        ({"HTTP_ACCEPT_ENCODING": "gzip"}, {"HTTP_ACCEPT_ENCODING": "br"}),
        ({"HTTP_HX_REQUEST": "true"}, {}),
        ({"PATH_INFO": "/fr/statements/"}, {"PATH_INFO": "/statements/"}),
    ],
    ids=["query", "host", "encoding", "live", "language"],
)
def test_each_kind_of_request_has_a_page_of_its_own(client: Client, one: dict[str, str], other: dict[str, str]) -> None:
    make_register()
    tags = {client.get("/statements/", **extra)["ETag"] for extra in (one, other)}
    assert len(tags) == 2


def test_page_changes_with_the_day(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    make_register()
    before = client.get("/statements/")["ETag"]
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    monkeypatch.setattr(timezone, "localdate", lambda *arguments: tomorrow)
    assert client.get("/statements/")["ETag"] != before


def test_page_changes_with_the_code(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    make_register()
    before = client.get("/statements/")["ETag"]
    monkeypatch.setattr(page_cache, "release", lambda: "another")
    assert client.get("/statements/")["ETag"] != before


@pytest.mark.parametrize(
    ("said", "encoding", "read"),
    [("br, gzip", "br", brotli.decompress), ("gzip", "gzip", gzip.decompress), ("", "", bytes)],
)
def test_kept_page_comes_as_the_reader_can_read_it(client: Client, said: str, encoding: str, read: Any) -> None:
    make_register()
    for _ in range(2):
        page = client.get("/statements/", headers={"accept-encoding": said})
        assert page.headers.get("Content-Encoding", "") == encoding
        assert read(page.content).endswith(b"</html>\n")


def test_reader_who_refuses_gzip_gets_none(client: Client) -> None:
    make_register()
    for _ in range(2):
        response = client.get("/statements/", headers={"accept-encoding": "gzip;q=0"})
        assert "Content-Encoding" not in response


def test_head_gets_what_get_would_say(client: Client) -> None:
    make_register()
    page = client.get("/statements/")
    head = client.head("/statements/")
    assert (head.content, head["ETag"], head["Content-Length"]) == (b"", page["ETag"], page["Content-Length"])


def test_host_that_is_none_of_ours_is_refused(client: Client) -> None:
    make_register()
    assert client.get("/statements/", headers={"host": "evil.example"}).status_code == 400


@pytest.mark.parametrize("what", ["get", "set"])
def test_page_is_served_while_the_cache_is_away(client: Client, monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    def fail(*arguments: Any, **values: Any) -> None:
        raise ConnectionError

    make_register()
    monkeypatch.setattr(MemoryCache, what, fail)
    assert [client.get("/statements/").status_code for _ in range(2)] == [200, 200]


def test_long_address_is_answered_and_not_kept(client: Client) -> None:
    make_register()
    assert client.get(f"/statements/?x={'y' * 600}").status_code == 200
    assert not cache._cache


def test_site_without_triggers_keeps_nothing(client: Client) -> None:
    make_register()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM data_version")
    client.get("/statements/")
    assert not cache._cache


def test_page_half_made_of_something_newer_is_not_kept_where_a_replica_may_be_behind(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_register()
    monkeypatch.setattr(page_cache.replicas, "replica_names", lambda: ["replica1"])
    monkeypatch.setattr(replicas, "a_replica", lambda: "default")
    versions = iter([data_version.Version(1, 1), data_version.Version(2, 1)])
    monkeypatch.setattr(data_version, "read", lambda: next(versions))
    client.get("/statements/")
    assert not cache._cache


def test_memory_of_a_process_is_bounded() -> None:
    held = MemoryCache("of a test", {"OPTIONS": {"max_bytes": 100_000, "MAX_ENTRIES": 1000}})
    for number in range(50):
        held.set(str(number), b"x" * 9_000)
        held.get("0")
    assert held.size <= 100_000
    assert held.get("0") is not None, "what is asked for stays"
    assert held.get("1") is None
    held.clear()
    assert held.size == 0


def test_entry_that_takes_all_is_not_kept() -> None:
    held = MemoryCache("of another test", {"OPTIONS": {"max_bytes": 1_000}})
    held.set("a", b"x" * 10)
    held.set("b", b"x" * 10_000)
    assert (held.get("a"), held.get("b")) == (b"x" * 10, None)


def test_default_cache_is_the_bounded_one() -> None:
    assert isinstance(caches["default"], MemoryCache)
