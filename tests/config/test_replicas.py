"""Who reads where, where there are replicas: here two names for the one database of the tests."""

from __future__ import annotations

import random
from typing import Any

import pytest
from django.db import OperationalError, connections, router, transaction
from django.http import HttpResponse, StreamingHttpResponse
from django.test import Client, RequestFactory
from django.urls import path

from config import replicas
from contributions.models import Topic
from tests.factory import make_home, make_secretary, make_topic

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


def where(request: Any) -> HttpResponse:
    return HttpResponse(router.db_for_read(Topic))


def write(request: Any) -> HttpResponse:
    make_topic("Written")
    return HttpResponse(router.db_for_read(Topic))


def stream(request: Any) -> StreamingHttpResponse:
    return StreamingHttpResponse(router.db_for_read(Topic) for _ in range(2))


def break_off(request: Any) -> HttpResponse:
    if router.db_for_read(Topic) != "default":
        raise OperationalError("terminating connection due to conflict with recovery")
    return HttpResponse("default")


def primary_away(request: Any) -> HttpResponse:
    if (alias := router.db_for_read(Topic)) == "default":
        raise OperationalError("connection refused")
    return HttpResponse(alias)


urlpatterns = [
    path("primary-away", primary_away),
    path("where", where),
    path("write", write),
    path("stream", stream),
    path("break-off", break_off),
]


@pytest.fixture(autouse=True)
def two_replicas(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replicas, "replica_names", lambda: ["replica1", "replica2"])
    settings.DATABASE_ROUTERS = ["config.replicas.ReplicaRouter"]
    monkeypatch.setattr(replicas, "left_alone", {})
    monkeypatch.setattr(replicas, "connections", Connections())
    monkeypatch.setattr(random, "sample", lambda names, count: list(names))


class Connections:
    """The one connection under each name; those that are down refuse."""

    down: set[str] = set()

    def __getitem__(self, alias: str) -> Any:
        return Outside() if alias == "default" else Replica(alias in self.down)


class Outside:
    """No transaction, whatever the test itself runs in; `inside` says so."""

    inside = False

    @property
    def in_atomic_block(self) -> bool:
        return self.inside


class Replica:
    def __init__(self, is_down: bool) -> None:
        self.is_down = is_down

    def close_if_health_check_failed(self) -> None:
        pass

    def ensure_connection(self) -> None:
        if self.is_down:
            raise OperationalError("connection refused")

    def close(self) -> None:
        pass


def read(client: Client, address: str = "/where", method: str = "get") -> str:
    return getattr(client, method)(address).content.decode()


def test_page_without_a_session_reads_from_a_replica(client: Client) -> None:
    assert read(client) == "replica1"


def test_whoever_is_signed_in_reads_from_the_primary(client: Client) -> None:
    client.force_login(make_secretary())
    assert read(client) == "default"


def test_what_is_posted_is_read_from_the_primary(client: Client) -> None:
    assert read(client, method="post") == "default"


def test_commands_read_from_the_primary() -> None:
    assert router.db_for_read(Topic) == "default"


def test_request_that_wrote_reads_from_the_primary_and_so_does_the_next_one(client: Client) -> None:
    assert (read(client, "/write"), read(client), client.cookies[replicas.WROTE]["max-age"]) == (
        "default",
        "default",
        15,
    )


def test_transaction_stays_with_the_primary(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Outside, "inside", True)
    assert read(client) == "default"


def test_all_of_one_request_is_read_from_one_replica(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    orders = iter([["replica2"], ["replica1"]])
    monkeypatch.setattr(random, "sample", lambda names, count: next(orders))
    response = client.get("/stream")
    assert [part.decode() for part in response] == ["replica2", "replica2"]


def test_replica_that_is_down_is_left_alone_for_a_while(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Connections, "down", {"replica1"})
    first = read(client)
    monkeypatch.setattr(Connections, "down", set())
    second = read(client)
    monkeypatch.setitem(replicas.left_alone, "replica1", 0)
    assert (first, second, read(client)) == ("replica2", "replica2", "replica1")


def test_primary_serves_readers_where_no_replica_can_be_had(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Connections, "down", {"replica1", "replica2"})
    assert read(client) == "default"


def test_page_that_a_replica_drops_halfway_is_made_again_from_the_primary(client: Client) -> None:
    response = client.get("/break-off")
    assert (response.status_code, response.content, list(replicas.left_alone)) == (200, b"default", ["replica1"])


def test_page_that_the_primary_drops_is_made_from_a_replica_that_was_left_alone(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replicas, "left_alone", {"replica1": float("inf"), "replica2": float("inf")})
    assert (read(client, "/primary-away"), replicas.left_alone) == ("replica1", {})


def test_what_fails_at_the_primary_is_not_tried_again() -> None:
    middleware = replicas.ReplicaMiddleware(lambda request: HttpResponse())
    assert middleware.process_exception(RequestFactory().get("/where"), OperationalError()) is None


def test_migrations_are_for_the_primary_alone() -> None:
    assert [router.allow_migrate(alias, "liaison") for alias in ("default", "replica1")] == [True, False]


@pytest.mark.urls("config.urls")
def test_site_works_where_a_page_is_read_from_a_replica(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows of one database refer to rows that were found under another name."""
    make_home()
    with transaction.atomic():
        make_topic("Protection")
    for alias in ("replica1", "replica2"):
        setattr(connections._connections, alias, connections["default"])
    try:
        assert [client.get(page).status_code for page in ("/", "/topics/", "/bodies/")] == [200, 200, 200]
    finally:
        for alias in ("replica1", "replica2"):
            delattr(connections._connections, alias)
