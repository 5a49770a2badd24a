"""What is said while the database is away or full, or the disk: a 503 that asks to come again, never a fault."""

from __future__ import annotations

import errno
import sqlite3
from typing import Any

import psycopg
import pytest
from django.db import InterfaceError, OperationalError, ProgrammingError, connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from config.unavailable import is_passing
from contributions.models import Topic
from tests import factory

pytestmark = pytest.mark.django_db


def full(request: HttpRequest) -> HttpResponse:
    raise OSError(errno.ENOSPC, "No space left on device")


def fault(request: HttpRequest) -> HttpResponse:
    raise KeyError("a fault")


handler500 = "config.unavailable.failed"
urlpatterns = [path("full/", full), path("fault/", fault)]


@pytest.fixture
def patient() -> Client:
    """A client that shows the page of a fault instead of raising it."""
    return Client(raise_request_exception=False)


def raised(error: Exception, cause: Exception | None = None) -> Exception:
    error.__cause__ = cause
    return error


def sqlite_error(code: int) -> Exception:
    cause = sqlite3.OperationalError("from a test")
    cause.sqlite_errorcode = code
    return raised(OperationalError("from a test"), cause)


@pytest.mark.parametrize(
    "error",
    [
        raised(OperationalError("connection refused"), psycopg.OperationalError()),
        raised(OperationalError("terminating connection"), psycopg.errors.AdminShutdown()),
        raised(OperationalError("full"), psycopg.errors.DiskFull()),
        InterfaceError("connection already closed"),
        *[sqlite_error(code) for code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_READ)],
        OSError(errno.ENOSPC, "No space left on device"),
    ],
)
def test_what_passes_by_itself_is_no_fault(error: Exception) -> None:
    assert is_passing(error)


@pytest.mark.parametrize(
    "error",
    [sqlite_error(sqlite3.SQLITE_ERROR), ProgrammingError("no such table"), OSError(errno.ENOENT, "x"), KeyError("x")],
)
def test_what_does_not_pass_is_one(error: Exception) -> None:
    assert not is_passing(error)


class Away:
    """Every query fails as it does when the server was stopped."""

    def __call__(self, *args: Any) -> None:
        raise OperationalError("the connection is closed")


@pytest.mark.parametrize("address", ["/", "/statements/", "/fr/search/?q=x", "/statements.atom", "/admin/login/"])
def test_page_without_the_database_asks_to_come_again(patient: Client, address: str) -> None:
    patient.cookies["sessionid"] = "x" * 32
    with connection.execute_wrapper(Away()):
        response = patient.get(address)
    assert (response.status_code, response["Retry-After"]) == (503, "15")
    assert "Content-Security-Policy" in response


def test_page_without_the_database_is_in_the_language_of_the_reader(patient: Client) -> None:
    with connection.execute_wrapper(Away()):
        assert '<html lang="ar" dir="rtl">' in patient.get("/ar/statements/").content.decode()


def test_api_without_the_database_answers_with_a_problem(patient: Client) -> None:
    with connection.execute_wrapper(Away()):
        response = patient.get("/api/v1/statements")
    assert (response.status_code, response["Content-Type"]) == (503, "application/problem+json")
    assert response.json()["detail"] == "The site cannot reach its register at the moment."


def test_what_was_sent_is_said_not_to_be_stored(patient: Client) -> None:
    patient.force_login(factory.make_secretary())
    with connection.execute_wrapper(Away()):
        response = patient.post("/admin/contributions/topic/add/", {"name": "Lost"})
    assert response.status_code == 503
    assert "What you sent was not stored." in response.content.decode()
    assert not Topic.objects.exists()


@pytest.mark.urls(__name__)
def test_full_disk_is_named(patient: Client) -> None:
    response = patient.get("/full/")
    assert response.status_code == 503
    assert "There is no room left" in response.content.decode()


@pytest.mark.urls(__name__)
def test_other_fault_has_its_own_page(patient: Client) -> None:
    response = patient.get("/fault/")
    assert response.status_code == 500
    assert "Something went wrong" in response.content.decode()
