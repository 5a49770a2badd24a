"""Who waits for a turn, who is told at once that the site is crowded, and who needs no turn."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from config import queueing
from config.queueing import QueueMiddleware

FACTORY = RequestFactory()


class View:
    """Holds its turn until it is let go."""

    def __init__(self) -> None:
        self.begun, self.may_end, self.at_work, self.most = threading.Semaphore(0), threading.Event(), 0, 0

    def __call__(self, request: HttpRequest) -> HttpResponse:
        self.at_work += 1
        self.most = max(self.most, self.at_work)
        self.begun.release()
        if request.path == "/slow/":
            self.may_end.wait(10)
        self.at_work -= 1
        return HttpResponse("made")


class Crowd:
    """Requests in threads of their own, the first of which has its turn."""

    def __init__(self) -> None:
        self.view = View()
        self.site = QueueMiddleware(self.view)
        self.threads: list[threading.Thread] = []
        self.statuses: list[int] = []

    def send(self, path: str = "/", **more: Any) -> None:
        thread = threading.Thread(target=lambda: self.statuses.append(self.site(FACTORY.get(path, **more)).status_code))
        self.threads.append(thread)
        thread.start()

    def wait_for(self, holds: Callable[[], bool]) -> None:
        for _ in range(1000):
            if holds():
                return
            threading.Event().wait(0.005)
        raise AssertionError("It did not come so far.")

    def end(self) -> list[int]:
        self.view.may_end.set()
        for thread in self.threads:
            thread.join(10)
        return self.statuses


@pytest.fixture
def crowd() -> Iterator[Crowd]:
    made = Crowd()
    made.send("/slow/")
    assert made.view.begun.acquire(timeout=10)
    yield made
    made.end()


def test_one_request_at_a_time_is_worked_on(crowd: Crowd) -> None:
    for _ in range(3):
        crowd.send()
    crowd.wait_for(lambda: crowd.site.queue.waiting == 3)
    assert crowd.end() == [200] * 4
    assert crowd.view.most == 1


def test_who_finds_no_place_is_told_at_once_when_to_come_again(crowd: Crowd) -> None:
    for _ in range(queueing.PLACES - queueing.PLACES_FOR_STAFF):
        crowd.send()
    crowd.wait_for(lambda: crowd.site.queue.waiting == queueing.PLACES - queueing.PLACES_FOR_STAFF)
    response = crowd.site(FACTORY.get("/"))
    assert (response.status_code, response["Retry-After"]) == (503, "5")
    assert "More is asked of the site" in response.content.decode()


def test_who_is_signed_in_has_a_place_where_readers_have_none(crowd: Crowd, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queueing, "PLACES_FOR_STAFF", queueing.PLACES)
    assert crowd.site(FACTORY.get("/")).status_code == 503
    cookie = f"{settings.SESSION_COOKIE_NAME}=x"
    crowd.send("/admin/", headers={"cookie": cookie})
    crowd.wait_for(lambda: crowd.site.queue.waiting == 1)
    assert crowd.end() == [200, 200]


def test_turn_that_does_not_come_in_time_is_given_up(crowd: Crowd, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queueing, "PATIENCE", 0.01)
    assert crowd.site(FACTORY.get("/")).status_code == 503
    assert crowd.site.queue.waiting == 0


def test_probe_is_answered_however_crowded(crowd: Crowd) -> None:
    assert crowd.site(FACTORY.get("/healthz")).status_code == 200


def test_others_have_the_turn_of_whoever_waits_for_another_process() -> None:
    def wait(request: HttpRequest) -> HttpResponse:
        if request.path == "/":
            with queueing.aside():
                assert site(FACTORY.get("/other/")).status_code == 200
            assert not site.queue.turns.acquire(blocking=False)
        return HttpResponse("made")

    site = QueueMiddleware(wait)
    assert site(FACTORY.get("/")).status_code == 200


def test_turn_ends_with_a_request_that_fails() -> None:
    def fail(request: HttpRequest) -> HttpResponse:
        raise RuntimeError

    site = QueueMiddleware(fail)
    for _ in range(2):
        with pytest.raises(RuntimeError):
            site(FACTORY.get("/"))
    assert site.queue.turns.acquire(blocking=False)


def test_program_gets_a_problem_instead_of_a_page(crowd: Crowd, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queueing, "PATIENCE", 0.01)
    response = crowd.site(FACTORY.get("/api/v1/statements"))
    assert (response.status_code, response["Content-Type"]) == (503, "application/problem+json")
