"""The environment: what each variable gives, and the sentence that refuses a value that makes no sense."""

from __future__ import annotations

import datetime
import json
import os
import stat
import subprocess
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import Any
from wsgiref.util import is_hop_by_hop

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.test import Client, override_settings
from django.utils import translation
from django.utils.formats import date_format

from config import checks, csp, environment
from config.static import StaticStorage

ROOT = Path(__file__).resolve().parent.parent
VARIABLES = [
    "ALLOWED_HOSTS",
    "BEHIND_PROXY",
    "CACHE_URL",
    "DATABASE_URL",
    "DEBUG",
    "EMAIL_ADDRESSES",
    "EMAIL_URL",
    "ERROR_MAIL",
    "LOG_FORMAT",
    "MEDIA_ROOT",
    "OIDC_CLIENT_ID",
    "OIDC_CLIENT_SECRET",
    "OIDC_ISSUER",
    "OIDC_NAME",
    "REPLICA_URLS",
    "REQUIRE_MFA",
    "SECRET_KEY",
    "SENTRY_DSN",
    "SITE_URL",
    "STATIC_ROOT",
    "STORAGE_URL",
]
LEFT_BEHIND = "DJANGO_ALLOW_ASYNC_UNSAFE"  # by a browser that this process drove
PRODUCTION = {
    "DATABASE_URL": "postgresql://liaison:secret@db.example.org/liaison",
    "SITE_URL": "https://liaison.example.org",
    "SECRET_KEY": "a-long-key-for-tests-only-0123456789-abcdefghijklmnopqrstuvwxyz",
    "EMAIL_URL": "smtp+tls://mail.example.org",
}
SITE = environment.urlsplit("https://liaison.example.org")


def manage(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """`manage.py` in an environment that holds these variables of ours and no other."""
    clean = {name: value for name, value in os.environ.items() if name not in (*VARIABLES, LEFT_BEHIND)}
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(command, cwd=ROOT, env=clean | variables, capture_output=True, text=True, check=False)


def setting(expression: str, **variables: str) -> str:
    run = manage(
        "shell", "--no-imports", "--command", f"from django.conf import settings as s; print({expression})", **variables
    )
    assert run.returncode == 0, run.stderr
    return run.stdout.strip()


def test_site_starts_with_nothing_set() -> None:
    answer = setting("[s.DEBUG, s.ALLOWED_HOSTS, s.SITE_URL, s.DATABASES['default']['NAME'], s.SESSION_COOKIE_SECURE]")
    assert answer == str(
        [False, ["localhost", "127.0.0.1", "[::1]"], "http://127.0.0.1:8000", str(ROOT / "db.sqlite3"), False]
    )


def test_https_address_turns_on_all_that_https_needs() -> None:
    names = "[s.SECURE_SSL_REDIRECT, s.SECURE_HSTS_SECONDS, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE]"
    assert setting(names, **PRODUCTION) == str([True, 365 * 24 * 3600, True, True])


def test_host_of_the_sites_address_is_answered_to() -> None:
    assert setting("s.ALLOWED_HOSTS[-1]", **PRODUCTION) == "liaison.example.org"


def test_forwarded_protocol_is_trusted_behind_a_proxy_alone() -> None:
    header = "getattr(s, 'SECURE_PROXY_SSL_HEADER', None)"
    assert setting(header) == "None"
    assert setting(header, BEHIND_PROXY="1") == str(("HTTP_X_FORWARDED_PROTO", "https"))


def test_production_settings_pass_the_deployment_check() -> None:
    run = manage("check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)
    assert (run.returncode, run.stdout) == (0, "System check identified no issues (2 silenced).\n"), run.stderr


def test_bad_value_stops_the_start_with_its_name() -> None:
    run = manage("check", DEBUG="yes")
    assert run.returncode == 1
    assert run.stderr.splitlines()[-1].endswith("The environment variable DEBUG must be 0 or 1, not “yes”.")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ALLOWED_HOSTS", "https://liaison.example.org"),
        ("ALLOWED_HOSTS", "liaison.example.org:8000"),
        ("ALLOWED_HOSTS", "two words"),
        ("BEHIND_PROXY", "true"),
        ("CACHE_URL", "memcached://localhost"),
        ("CACHE_URL", "redis://"),
        ("CACHE_URL", "locmem:?megabytes=0"),
        ("CACHE_URL", "locmem:?megabytes=many"),
        ("DATABASE_URL", "mysql://localhost/liaison"),
        ("DATABASE_URL", "postgresql://localhost"),
        ("DATABASE_URL", "postgresql://localhost:port/liaison"),
        ("DATABASE_URL", "postgresql://[::1/liaison"),
        ("DATABASE_URL", "postgresql://localhost/liaison?sslmod=require"),
        ("DATABASE_URL", "postgresql://localhost/liaison?sslmode"),
        ("DATABASE_URL", "sqlite://"),
        ("DATABASE_URL", "sqlite:////"),
        ("DATABASE_URL", "sqlite:////nowhere/at/all.sqlite3"),
        ("DATABASE_URL", "db.sqlite3"),
        ("DATABASE_URL", "postgresql://localhost/liaison?pool=many"),
        ("DEBUG", "2"),
        ("EMAIL_ADDRESSES", "masked"),
        ("EMAIL_URL", "mail.example.org"),
        ("EMAIL_URL", "smtp://"),
        ("EMAIL_URL", "smtp://mail.example.org:99999"),
        ("EMAIL_URL", "smtp://mail.example.org?from=nobody"),
        ("EMAIL_URL", "smtp://mail.example.org?form=liaison@example.org"),
        ("EMAIL_URL", "smtp://mail.example.org/folder"),
        ("EMAIL_URL", "file:mails"),
        ("EMAIL_URL", "file:///"),
        ("EMAIL_URL", "file://host/folder"),
        ("EMAIL_URL", f"file://{__file__}"),
        ("ERROR_MAIL", "somebody"),
        ("LOG_FORMAT", "xml"),
        ("MEDIA_ROOT", __file__),
        ("MEDIA_ROOT", "static/uploads"),
        ("OIDC_ISSUER", "http://login.example.org"),
        ("OIDC_ISSUER", "login.example.org"),
        ("OIDC_ISSUER", "https://user@login.example.org"),
        ("OIDC_ISSUER", "https://login.example.org/?realm=a"),
        ("OIDC_ISSUER", "https://"),
        ("REPLICA_URLS", "sqlite:////tmp/replica.sqlite3"),
        ("REQUIRE_MFA", "yes"),
        ("SENTRY_DSN", "https://sentry.example.org/1"),
        ("SITE_URL", "liaison.example.org"),
        ("SITE_URL", "ftp://liaison.example.org"),
        ("SITE_URL", "https://liaison.example.org/register"),
        ("SITE_URL", "https://liaison.example.org/?a=b"),
        ("SITE_URL", "https://user@liaison.example.org"),
        ("SITE_URL", "https://two words"),
        ("STATIC_ROOT", __file__),
        ("STORAGE_URL", "s3://s3.example.org"),
        ("STORAGE_URL", "ftp://host/bucket"),
    ],
)
def test_senseless_value_is_refused_by_name(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ImproperlyConfigured, match=rf"^The environment variable {name} [^\n]+\.$"):
        read(name)


def test_memory_of_the_cache_can_be_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CACHE_URL", "locmem:?megabytes=64")
    assert read("CACHE_URL")["OPTIONS"]["max_bytes"] == 64 * 2**20


def read(name: str) -> Any:
    readers = {
        "ALLOWED_HOSTS": lambda: environment.hosts(name, SITE),
        "BEHIND_PROXY": lambda: environment.switch(name),
        "CACHE_URL": lambda: environment.cache(name),
        "DATABASE_URL": lambda: environment.database(name, ROOT / "db.sqlite3"),
        "DEBUG": lambda: environment.switch(name),
        "EMAIL_ADDRESSES": lambda: environment.choice(name, ["shown", "click", "hidden"]),
        "EMAIL_URL": lambda: environment.email(name, SITE),
        "ERROR_MAIL": lambda: environment.mailboxes(name),
        "LOG_FORMAT": lambda: environment.choice(name, ["text", "json"]),
        "OIDC_ISSUER": lambda: environment.single_sign_on(name, "PATH", "PATH", "OIDC_NAME"),
        "REPLICA_URLS": lambda: environment.replicas(name, is_postgresql=True),
        "REQUIRE_MFA": lambda: environment.switch(name),
        "SENTRY_DSN": lambda: environment.sentry(name),
        "STATIC_ROOT": lambda: environment.folder(name, ROOT / "staticfiles", published=[]),
        "STORAGE_URL": lambda: environment.storage(name),
        "MEDIA_ROOT": lambda: environment.folder(name, ROOT / "media", published=[ROOT / "static"]),
        "SITE_URL": lambda: environment.site_url(name, "http://127.0.0.1:8000").geturl(),
    }
    return readers[name]()


def test_refusal_keeps_the_password_to_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://liaison:s3cret@db.example.org")
    with pytest.raises(ImproperlyConfigured) as refusal:
        read("DATABASE_URL")
    assert "s3cret" not in str(refusal.value)


@pytest.mark.parametrize(
    ("url", "connection"),
    [
        ("postgresql://a%40b:p%2Fw@[::1]:5433/my%20db", ("my db", "a@b", "p/w", "::1", "5433")),
        ("postgres://liaison@/liaison?host=/run/postgresql", ("liaison", "liaison", "", "/run/postgresql", "")),
    ],
)
def test_postgresql_address_is_taken_apart(
    monkeypatch: pytest.MonkeyPatch, url: str, connection: tuple[str, ...]
) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    database = read("DATABASE_URL")
    assert tuple(database[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT")) == connection
    assert database["CONN_MAX_AGE"] == 0  # as the pool requires


@pytest.mark.parametrize(
    ("size", "options", "cursors"),
    [
        (
            "3",
            {
                "options": "-c jit=off -c max_parallel_workers_per_gather=0 -c enable_seqscan=off -c work_mem=16MB "
                "-c random_page_cost=1.5",
                "pool": {"min_size": 1, "max_size": 3, "timeout": 10},
            },
            False,
        ),
        ("0", {"prepare_threshold": None}, True),
    ],
)
def test_pool_of_connections_has_the_size_that_is_asked_for(
    monkeypatch: pytest.MonkeyPatch, size: str, options: dict[str, Any], cursors: bool
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"postgresql://db.example.org/liaison?pool={size}")
    database = read("DATABASE_URL")
    assert (database["OPTIONS"], database["DISABLE_SERVER_SIDE_CURSORS"]) == (options, cursors)


def test_replicas_are_numbered_and_known_to_be_away_within_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPLICA_URLS", "postgresql://one/liaison, postgresql://two/liaison?connect_timeout=5")
    found = read("REPLICA_URLS")
    assert {name: (one["HOST"], one["OPTIONS"], one["CONN_MAX_AGE"]) for name, one in found.items()} == {
        "replica1": (
            "one",
            {
                "options": "-c jit=off -c max_parallel_workers_per_gather=0 -c enable_seqscan=off -c work_mem=16MB "
                "-c random_page_cost=1.5",
                "connect_timeout": "2",
            },
            60,
        ),
        "replica2": (
            "two",
            {
                "options": "-c jit=off -c max_parallel_workers_per_gather=0 -c enable_seqscan=off -c work_mem=16MB "
                "-c random_page_cost=1.5",
                "connect_timeout": "5",
            },
            60,
        ),
    }


def test_replicas_of_sqlite_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPLICA_URLS", "postgresql://one/liaison")
    with pytest.raises(ImproperlyConfigured, match="REPLICA_URLS needs a DATABASE_URL of PostgreSQL"):
        environment.replicas("REPLICA_URLS", is_postgresql=False)


@pytest.mark.parametrize(
    ("scheme", "endpoint"), [("s3", "https://s3.example.org:9000"), ("s3+http", "http://s3.example.org:9000")]
)
def test_storage_of_a_service_is_taken_apart(monkeypatch: pytest.MonkeyPatch, scheme: str, endpoint: str) -> None:
    monkeypatch.setattr(environment, "find_spec", lambda name: name)
    monkeypatch.setenv("STORAGE_URL", f"{scheme}://key:se%2Fcret@s3.example.org:9000/files?region=eu-1")
    options = read("STORAGE_URL")["OPTIONS"]
    names = ("endpoint_url", "bucket_name", "access_key", "secret_key", "region_name", "file_overwrite")
    assert [options[name] for name in names] == [endpoint, "files", "key", "se/cret", "eu-1", False]


@pytest.mark.parametrize(("name", "value", "package"), [
    ("CACHE_URL", "redis://host:6379/0", "redis"),
    ("SENTRY_DSN", "https://key@sentry.example.org/1", "sentry-sdk"),
    ("STORAGE_URL", "s3://key:secret@s3.example.org/files", "django-storages"),
])  # fmt: skip
def test_variable_that_needs_an_extra_says_which(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, package: str
) -> None:
    monkeypatch.setattr(environment, "find_spec", lambda name: None)
    monkeypatch.setenv(name, value)
    with pytest.raises(ImproperlyConfigured, match=rf"{name} asks for .* {package}") as refusal:
        read(name)
    assert "secret" not in str(refusal.value)


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("sqlite:////usr/liaison.sqlite3", "/usr/liaison.sqlite3"),
        ("sqlite:///other.sqlite3", str(ROOT / "other.sqlite3")),
    ],
)
def test_sqlite_path_is_absolute_after_four_slashes_and_beside_manage_after_three(
    monkeypatch: pytest.MonkeyPatch, url: str, path: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    assert read("DATABASE_URL")["NAME"] == path


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://mail.example.org", ("mail.example.org", 25, False, False, "liaison@liaison.example.org")),
        (
            "smtp+tls://u:p@mail.example.org?from=ls@example.org",
            ("mail.example.org", 587, True, False, "ls@example.org"),
        ),
        ("smtps://mail.example.org:4650", ("mail.example.org", 4650, False, True, "liaison@liaison.example.org")),
    ],
)
def test_mail_address_is_taken_apart(monkeypatch: pytest.MonkeyPatch, url: str, expected: tuple[Any, ...]) -> None:
    monkeypatch.setenv("EMAIL_URL", url)
    mail = read("EMAIL_URL")
    keys = ("EMAIL_HOST", "EMAIL_PORT", "EMAIL_USE_TLS", "EMAIL_USE_SSL", "DEFAULT_FROM_EMAIL")
    assert tuple(mail[key] for key in keys) == expected


def test_mails_can_be_kept_in_a_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EMAIL_URL", "file:///var/mails%20kept?from=ls@example.org")
    mail = read("EMAIL_URL")
    assert mail["EMAIL_BACKEND"] == "django.core.mail.backends.filebased.EmailBackend"
    assert (mail["EMAIL_FILE_PATH"], mail["DEFAULT_FROM_EMAIL"]) == ("/var/mails kept", "ls@example.org")


def test_given_hosts_stand_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALLOWED_HOSTS", "liaison.example.org, .example.net,[::1]")
    assert read("ALLOWED_HOSTS") == ["liaison.example.org", ".example.net", "[::1]"]


def test_address_of_the_site_loses_its_last_slash(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITE_URL", "https://liaison.example.org:8443/")
    assert read("SITE_URL") == "https://liaison.example.org:8443"


def test_secret_key_is_made_once_for_its_owner_alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("SECRET_KEY", raising=False)
    file = tmp_path / ".secret_key"
    first, second = (environment.secret_key("SECRET_KEY", file) for _ in range(2))
    assert (first == second, len(first) > 50, stat.S_IMODE(file.stat().st_mode)) == (True, True, 0o600)
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize(("address", "key", "is_refused"), [
    ("https://liaison.example.org", "x" * 31, True),
    ("https://liaison.example.org", "x" * 32, False),
    ("http://127.0.0.1:8000", "short", False),
])  # fmt: skip
def test_key_that_can_be_guessed_is_refused_where_others_reach_the_site(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, address: str, key: str, is_refused: bool
) -> None:
    monkeypatch.setenv("SECRET_KEY", key)
    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY") if is_refused else nullcontext():
        assert environment.secret_key("SECRET_KEY", tmp_path / "key", environment.urlsplit(address)) == key


def test_secret_key_of_the_first_of_two_processes_stays(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("SECRET_KEY", raising=False)
    file = tmp_path / ".secret_key"
    environment._write_once(file, "1" * 60)
    environment._write_once(file, "2" * 60)
    assert environment.secret_key("SECRET_KEY", file) == "1" * 60


def test_empty_secret_key_file_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("SECRET_KEY", raising=False)
    (tmp_path / ".secret_key").touch()
    with pytest.raises(ImproperlyConfigured, match="does not hold a key"):
        environment.secret_key("SECRET_KEY", tmp_path / ".secret_key")


def test_static_files_are_served_without_debug_and_without_collecting(client: Client) -> None:
    with override_settings(DEBUG=False, WHITENOISE_USE_FINDERS=True):
        answer = client.get("/static/admin/css/base.css")
    assert (answer.status_code, answer["Content-Type"]) == (200, 'text/css; charset="utf-8"')
    assert b"".join(answer.streaming_content).startswith(b"/*")


def test_collected_file_has_a_name_of_its_content_and_any_other_keeps_its_own(tmp_path: Path) -> None:
    manifest = {"paths": {"css/site.css": "css/site.0123456789ab.css"}, "version": "1.1", "hash": ""}
    (tmp_path / "staticfiles.json").write_text(json.dumps(manifest), encoding="utf-8")
    storage = StaticStorage(location=tmp_path, base_url="/static/")
    names = [storage.url(name) for name in ("css/site.css", "css/new.css")]
    assert names == ["/static/css/site.0123456789ab.css", "/static/css/new.css"]


def test_static_files_changed_since_they_were_collected_are_warned_about(tmp_path: Path) -> None:
    manifest = tmp_path / "staticfiles.json"
    manifest.touch()
    with override_settings(STATIC_ROOT=tmp_path):
        current = checks.collected_files_are_current(None)
        os.utime(manifest, (0, 0))
        late = checks.collected_files_are_current(None)
    assert (current, [found.id for found in late]) == ([], ["liaison.W003"])


def test_policy_names_a_nonce_only_once_it_is_printed() -> None:
    policy = {"default-src": [csp.NONE], "script-src": [csp.SELF, csp.NONCE]}
    assert csp.header(policy, "") == "default-src 'none'; script-src 'self'"
    assert csp.header(policy, "abc") == "default-src 'none'; script-src 'self' 'nonce-abc'"


@pytest.mark.django_db
def test_every_answer_carries_the_strict_policy(client: Client) -> None:
    header = client.get("/no-such-page")["Content-Security-Policy"]
    assert header.startswith("default-src 'none'; script-src 'self'; style-src 'self' 'sha256-")
    assert "unsafe" not in header


def test_request_larger_than_the_limit_is_refused_unread(client: Client) -> None:
    with override_settings(MAX_REQUEST_SIZE=10 * 2**20):
        answer = client.generic("POST", "/", b"", CONTENT_LENGTH=str(10 * 2**20 + 1))
    assert (answer.status_code, answer.content) == (413, b"This is too large: up to 10 MB can be sent at once.")
    assert not any(is_hop_by_hop(header) for header in answer.headers)  # a server answers 500 to those


@pytest.mark.django_db
def test_announced_size_that_is_no_number_does_no_harm(client: Client) -> None:
    assert client.generic("POST", "/no-such-page", b"", CONTENT_LENGTH="many").status_code == 404


def test_site_that_refuses_its_own_address_is_an_error() -> None:
    with override_settings(ALLOWED_HOSTS=["other.example.org"]):
        assert [found.id for found in checks.site_answers_to_its_own_address(None)] == ["liaison.E001"]


def test_loopback_demonstration_is_warned_about_when_deployed() -> None:
    run = manage("check", "--deploy", "--fail-level", "WARNING", SECRET_KEY=PRODUCTION["SECRET_KEY"])
    assert run.returncode == 1
    assert {"liaison.W001", "liaison.W002"} <= set(run.stderr.replace("(", " ").replace(")", " ").split())


@pytest.mark.parametrize("asked", ["en", "en-us", "en-gb"])
def test_english_dates_are_never_written_month_first(asked: str) -> None:
    with translation.override(translation.get_supported_language_variant(asked)):
        assert date_format(datetime.date(2023, 5, 22)) == "22 May 2023"


def test_every_language_of_the_organisation_is_offered() -> None:
    assert sorted(code for code, _ in settings.LANGUAGES) == ["ar", "en", "es", "fr", "ru", "zh-hans"]


def test_browsers_find_an_icon_where_they_look_for_one(client: Client) -> None:
    assert client.get("/favicon.ico")["Location"] == "/static/favicon.svg"


def test_single_sign_on_takes_its_parts_together(monkeypatch: pytest.MonkeyPatch) -> None:
    names = ("OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET", "OIDC_NAME")
    assert environment.single_sign_on(*names) == []
    monkeypatch.setenv("OIDC_ISSUER", "https://login.example.org/realm/")
    with pytest.raises(ImproperlyConfigured, match="variable OIDC_CLIENT_ID is not set"):
        environment.single_sign_on(*names)
    for name in names[1:3]:
        monkeypatch.setenv(name, "given")
    found = environment.single_sign_on(*names)[0]
    assert (found["name"], found["settings"]) == (
        "login.example.org",
        {"server_url": "https://login.example.org/realm"},
    )
