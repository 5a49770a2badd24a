"""/healthz and /robots.txt (/readyz: test_readiness.py), and the pages for what goes wrong."""

import pytest
from django.db import DatabaseError, connection

from tests.factory import make_home


def test_site_that_answers_is_alive(client):
    response = client.get("/healthz")
    assert (response.status_code, response.content, "no-store" in response["Cache-Control"]) == (200, b"ok\n", True)


@pytest.mark.parametrize("path", ["/admin/", "/review/", "/statements.pdf", "/statements.csv", "/documents.xlsx"])
def test_robots_are_kept_from_the_admin_and_from_heavy_files_in_every_language(client, path):
    lines = client.get("/robots.txt").content.decode().splitlines()
    languages = ["", "/ar", "/zh-hans", "/fr", "/ru", "/es"]
    assert {f"Disallow: {language}{path}" for language in languages} - set(lines) == set()


def test_robots_are_told_where_the_map_of_the_site_is(client, settings):
    settings.SITE_URL = "https://liaison.example"
    lines = client.get("/robots.txt").content.decode().splitlines()
    assert (lines[0], lines[-1]) == ("User-agent: *", "Sitemap: https://liaison.example/sitemap.xml")


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/nowhere/", "/fr/nowhere/", "/statements/%00/", "/%ff"])
def test_unknown_address_is_a_page_of_the_site(client, settings, path):
    settings.DEBUG = False
    make_home()
    response = client.get(path)
    assert (response.status_code, response.content.decode().count("<h1>")) == (404, 1)


@pytest.mark.django_db
def test_path_that_looks_like_another_host_is_never_linked_to(client):
    response = client.get("/", PATH_INFO="//evil.example/")
    page = response.content.decode()
    assert (response.status_code, 'href="//' in page, 'href="/fr/%2Fevil.example/"' in page) == (404, False, True)


@pytest.mark.django_db
def test_error_page_needs_no_database(client, settings, monkeypatch):
    def fail(*args, **kwargs):
        raise DatabaseError

    client.raise_request_exception = False
    monkeypatch.setattr("liaison.views.home.render", fail)
    with monkeypatch.context() as patch:
        patch.setattr(connection, "cursor", fail)
        response = client.get("/")
    assert (response.status_code, "<h1>Something went wrong</h1>" in response.content.decode()) == (500, True)


@pytest.mark.parametrize(("address", "home"), [("/statements/", "/"), ("/ar/statements/", "/ar/")])
def test_error_page_leads_home_in_the_language_of_the_reader(client, monkeypatch, address, home):
    client.raise_request_exception = False
    monkeypatch.setattr("liaison.views.statements.filtered_list", lambda *args: 1 / 0)
    response = client.get(address)
    assert (response.status_code, f'class="button" href="{home}"' in response.content.decode()) == (500, True)
