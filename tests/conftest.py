"""What every test stands on: the engine that DATABASE_URL names, its own folder for uploads, plain static files."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.apps import apps
from django.conf import settings as django_settings
from django.db import connection
from django.test import SimpleTestCase, override_settings
from django.utils import translation
from pytest_django.plugin import blocking_manager_key

from config import catalogs, data_version
from liaison.letter.formats import WRITERS
from liaison.roles import make_roles

CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


# A busy machine is no fault of the code: no time limit on an example, nor on making it.
hypothesis.settings.register_profile("suite", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("suite")


@pytest.fixture(scope="session", autouse=True)
def plain_settings() -> Iterator[None]:
    """Static files under their own names, found when asked for; passwords hashed fast."""
    # Django asks SQLite once a process whether it knows JSON, amid the queries that a test counts.
    connection.features.__dict__["supports_json_field"] = True
    staticfiles = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(
        STORAGES=django_settings.STORAGES | {"staticfiles": staticfiles},
        WHITENOISE_USE_FINDERS=False,
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
    ):
        yield


@pytest.fixture(autouse=True)
def media_root(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture(autouse=True)
def no_kept_pages(settings: Any) -> Iterator[None]:
    """Each request is answered anew: what is kept by the version of the data is for tests of that to turn on."""
    settings.KEEPS_PAGES = False
    yield
    data_version.line.close()


@pytest.fixture
def few_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is sent is issued as text and data alone, which costs nothing; for tests of something else."""
    monkeypatch.setattr("liaison.services.files.PUBLIC_WRITERS", [WRITERS["json"], WRITERS["txt"]])


@pytest.fixture(autouse=True)
def one_language() -> Iterator[None]:
    """A request leaves its language to the thread; the next test begins in English."""
    with translation.override("en"):
        yield


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """A headless browser for the whole run."""
    sync_api = pytest.importorskip("playwright.sync_api")
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        pytest.skip("no Chromium is installed")
    # Playwright keeps an event loop in this thread, for which Django would refuse every query that follows.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=CHROMIUM_ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Any) -> Iterator[Any]:
    """A page in a fresh browser profile. Anything on its console that is an error fails the test."""
    context = chromium.new_context(locale="en-GB")
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on(
        "console", lambda said: errors.append(f"{said.text} {said.location['url']}") if said.type == "error" else None
    )
    yield page
    context.close()
    assert errors == []


def pytest_sessionstart() -> None:
    """Pages are read in six languages. A faulty catalog is for tests/test_catalogs.py to name."""
    for path in filter(Path.is_file, map(catalogs.source, catalogs.locales())):
        with contextlib.suppress(ValueError):
            catalogs.compile_catalog(path)


def pytest_addoption(parser: pytest.Parser) -> None:
    text = "leave out browser tests and those that need no database; of a test with many cases run one"
    parser.addoption("--second-engine", action="store_true", help=text)


@pytest.hookimpl(trylast=True)  # after the order was shuffled
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """A test marked with one engine is no test of the other; what needs none need not run on a second one.

    What is slow comes first, so that nobody waits for it in the end.
    """
    other = "sqlite" if connection.vendor == "postgresql" else "postgresql"
    left_out = {item for item in items if item.get_closest_marker(other)}
    if config.getoption("second_engine"):
        left_out |= {item for item in items if not _needs_database(item)} | set(_more_of_the_same(items))
    config.hook.pytest_deselected(items=[item for item in items if item in left_out])
    items[:] = [item for item in items if item not in left_out]
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


def _more_of_the_same(items: list[pytest.Item]) -> Iterator[pytest.Item]:
    """The cases of a test but one of them, unless what they try is the engine itself."""
    cases: dict[str, list[pytest.Item]] = {}
    for item in items:
        if not item.get_closest_marker("both_engines"):
            cases.setdefault(item.nodeid.partition("[")[0], []).append(item)
    for same in cases.values():
        same.sort(key=lambda item: item.nodeid)
        yield from same[:-1]


def _needs_database(item: pytest.Item) -> bool:
    """Pages in a browser are the same from both: what they are made of is tried on both without one."""
    if item.get_closest_marker("browser"):
        return False
    if issubclass(getattr(item, "cls", None) or object, SimpleTestCase):
        return True
    markers = any(item.get_closest_marker(name) for name in ("django_db", "both_engines"))
    return markers or bool({"db", "transactional_db", "live_server"} & set(getattr(item, "fixturenames", [])))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
    """A test that commits leaves empty tables: what a migration has put there comes back for those after it.

    Such tests come last, but a process that has none left takes over others from those that are not done. After the
    very last there is no database any more.
    """
    yield
    if nextitem is None:
        return
    marker = item.get_closest_marker("django_db")
    fixtures = getattr(item, "fixturenames", [])
    if (marker and marker.kwargs.get("transaction")) or {"transactional_db", "live_server"} & set(fixtures):
        with item.config.stash[blocking_manager_key].unblock():
            make_roles(apps)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """With CI=1 a skipped test is a failure: the machine was to have all that the tests need."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("CI") == "1" and reporter and reporter.stats.get("skipped"):
        reporter.write_line("CI=1: nothing may be skipped.", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
