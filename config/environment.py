"""What the environment says, as values for settings.

A variable that is absent or empty has its default. A value that makes no sense stops the start with a sentence
that names the variable; the sentence never repeats an address, which may hold a password.
"""

from __future__ import annotations

import os
import re
import secrets
import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

LOOPBACK_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
HOST = re.compile(r"\*|\.?[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*|\[[0-9a-f:.]+\]", re.I)

# What may follow the "?" of a PostgreSQL address: these go to libpq as they are.
POSTGRESQL_PARAMETERS = {
    "application_name",
    "connect_timeout",
    "options",
    "passfile",
    "service",
    "sslcert",
    "sslcrl",
    "sslkey",
    "sslmode",
    "sslrootcert",
    "target_session_attrs",
}
CACHES = {
    "dummy": "django.core.cache.backends.dummy.DummyCache",
    "locmem": "config.memory_cache.MemoryCache",
    "redis": "django.core.cache.backends.redis.RedisCache",
    "rediss": "django.core.cache.backends.redis.RedisCache",
}
EMAIL_BACKENDS = {
    "console": "django.core.mail.backends.console.EmailBackend",
    "dummy": "django.core.mail.backends.dummy.EmailBackend",
    "file": "django.core.mail.backends.filebased.EmailBackend",
    "smtp": "django.core.mail.backends.smtp.EmailBackend",
    "smtp+tls": "django.core.mail.backends.smtp.EmailBackend",
    "smtps": "django.core.mail.backends.smtp.EmailBackend",
}
CACHE_MEGABYTES = "16"
MOST_MEGABYTES = 4096
SHORTEST_KEY = 32
POOL_TIMEOUT = 10  # seconds: on a busy machine a connection is late, and nobody should be refused for that
# Queries of a page are not compiled, which takes longer than the longest of them; each has one processor; no table is
# walked where there is an index, for the planner takes the long columns of a row, which it would read, for short; and
# there is room to note each row of a hundred thousand, else whole pages of them are read again. No disk has to turn
# before it reads a page that is not the next one.
SETTINGS_OF_POSTGRESQL = [
    *("jit=off", "max_parallel_workers_per_gather=0", "enable_seqscan=off", "work_mem=16MB", "random_page_cost=1.5")
]
SMTP_PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}


def refuse(name: str, sentence: str) -> ImproperlyConfigured:
    return ImproperlyConfigured(f"The environment variable {name} {sentence}")


def text(name: str, default: str = "") -> str:
    value = os.environ.get(name, "").strip() or default
    if "\0" in value or "\n" in value:
        raise refuse(name, "holds a line break or a NUL character.")
    return value


def switch(name: str) -> bool:
    value = text(name, "0")
    if value not in ("0", "1"):
        raise refuse(name, f"must be 0 or 1, not “{value}”.")
    return value == "1"


def choice(name: str, allowed: list[str]) -> str:
    """One of `allowed`; the first is the default."""
    value = text(name, allowed[0])
    if value not in allowed:
        raise refuse(name, f"must be one of {', '.join(allowed)}, not “{value}”.")
    return value


def site_url(name: str, default: str) -> SplitResult:
    """The address of the site's root, without a path."""
    parts = _split(name, text(name, default).rstrip("/"))
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise refuse(name, "must begin with http:// or https:// and a host, such as https://liaison.example.org.")
    if parts.path or parts.query or parts.fragment or parts.username is not None:
        raise refuse(name, "must be scheme, host and port alone: the site lives at the root of its host.")
    host = host_header(parts)
    if not HOST.fullmatch(host) or host == "*":
        raise refuse(name, f"names a host that cannot be: “{host}”.")
    return parts


def hosts(name: str, site: SplitResult) -> list[str]:
    """The host names that are answered to: as given, else the loopback and the host of the site's own address."""
    given = [host.strip() for host in text(name).split(",") if host.strip()]
    for host in given:
        if not HOST.fullmatch(host):
            raise refuse(name, f"must be host names with commas between, without scheme or port; “{host}” is not one.")
    return given or list(dict.fromkeys([*LOOPBACK_HOSTS, host_header(site)]))


def host_header(site: SplitResult) -> str:
    """The host as a request names it: an IPv6 address in brackets, without the port."""
    host = site.hostname or ""
    return f"[{host}]" if ":" in host else host


def folder(name: str, default: Path, published: list[Path]) -> Path:
    """A folder for uploads. It must not lie in one that the web server publishes."""
    path = (default.parent / Path(text(name, str(default))).expanduser()).resolve()
    if path.exists() and not path.is_dir():
        raise refuse(name, f"must be a folder; “{path}” is a file.")
    if any(path == root or root in path.parents for root in (root.resolve() for root in published)):
        raise refuse(name, f"must not lie in a published folder; every file in “{path}” would be public.")
    return path


def secret_key(name: str, file: Path, site: SplitResult | None = None) -> str:
    """The key as given, else the one in `file`, which is made on the first run and read by its owner alone.

    A site that others reach, with an https address, takes no key that can be guessed.
    """
    given = text(name)
    if given and site and site.scheme == "https" and len(given) < SHORTEST_KEY:
        raise refuse(name, f"is shorter than {SHORTEST_KEY} characters: a key that can be guessed signs for anybody.")
    if given:
        return given
    try:
        if not file.exists():
            _write_once(file, secrets.token_urlsafe(64))
        key = file.read_text(encoding="ascii").strip()
    except (OSError, UnicodeError) as error:
        raise refuse(name, f"is not set, and the file {file} that keeps a key cannot be used: {error}.") from error
    if len(key) < 50:
        raise refuse(name, f"is not set, and the file {file} does not hold a key. Delete the file to have one made.")
    return key


def _write_once(file: Path, content: str) -> None:
    """Write `file` whole with mode 600; where two processes start at once, the first one's content stays."""
    handle, temporary = tempfile.mkstemp(dir=file.parent, prefix=f"{file.name}.")
    try:
        with os.fdopen(handle, "w", encoding="ascii") as stream:
            stream.write(content + "\n")
        os.link(temporary, file)
    except FileExistsError:
        pass
    finally:
        os.unlink(temporary)


def database(name: str, default: Path) -> dict[str, Any]:
    """A database for settings.DATABASES: sqlite:////absolute/path, or postgresql://user:password@host:port/name."""
    url = text(name)
    if not url:
        return sqlite(str(default))
    parts = _split(name, url)
    if parts.scheme == "sqlite":
        path = unquote(parts.path.removeprefix("/"))
        if parts.netloc or parts.query or parts.fragment or not path or path.endswith("/"):
            raise refuse(name, "must name a file: sqlite:////absolute/path.sqlite3 (four slashes).")
        file = default.parent / path
        if file.is_dir() or not file.parent.is_dir():
            raise refuse(name, f"must name a file in a folder that exists; “{file}” is not.")
        return sqlite(str(file))
    if parts.scheme in ("postgresql", "postgres"):
        return _postgresql(name, parts)
    raise refuse(name, "must begin with sqlite:// or postgresql://.")


def sqlite(path: str) -> dict[str, Any]:
    """Writers queue (IMMEDIATE) for up to 20 seconds, readers never wait for them (WAL); 64 MB are cache.

    A process keeps its connection: to open one costs more than most pages ask of it.
    """
    pragmas = "PRAGMA journal_mode=WAL; PRAGMA cache_size=-65536; PRAGMA temp_store=MEMORY"
    options = {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": pragmas}
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": path, "OPTIONS": options, "CONN_MAX_AGE": None}


def replicas(name: str, is_postgresql: bool) -> dict[str, dict[str, Any]]:
    """Databases that follow the one of DATABASE_URL, as `replica1` and so on: their addresses with commas between.

    A process keeps one connection to each and no pool: one that cannot be had must be known within seconds, for the
    reader is served by another one then (config/replicas.py).
    """
    urls = [url.strip() for url in text(name).split(",") if url.strip()]
    if urls and not is_postgresql:
        raise refuse(name, "needs a DATABASE_URL of PostgreSQL: SQLite has no replicas.")
    found = {}
    for number, url in enumerate(urls, start=1):
        parts = _split(name, url)
        if parts.scheme not in ("postgresql", "postgres"):
            raise refuse(name, "must be addresses that begin with postgresql://, with commas between.")
        one = _postgresql(name, parts)
        one["OPTIONS"] = {"connect_timeout": "2", **one["OPTIONS"]}
        one["OPTIONS"].pop("pool", None)
        found[f"replica{number}"] = one | {"CONN_MAX_AGE": 60, "TEST": {"MIRROR": "default"}}
    return found


def _postgresql(name: str, parts: SplitResult) -> dict[str, Any]:
    """A pool of connections for each process; a pool forbids persistent connections besides (CONN_MAX_AGE).

    What SETTINGS_OF_POSTGRESQL say, PgBouncer refuses to be told: set it for the database there.

    `pool=N` says how many it holds at most. `pool=0`: none, for a pool in front of the server that hands a connection
    to whoever has a transaction (PgBouncer), where nothing may be left behind on one.
    """
    database_name = unquote(parts.path.removeprefix("/"))
    parameters = _parameters(name, parts)
    host = parameters.pop("host", unquote(parts.hostname or ""))
    size = parameters.pop("pool", "8")
    if not size.isascii() or not size.isdigit() or len(size) > 3:
        raise refuse(name, "must have a number of connections after pool=, such as pool=4.")
    if not database_name or "/" in database_name:
        raise refuse(name, "must name a database after the host: postgresql://user:password@host:5432/name.")
    if unknown := sorted(parameters.keys() - POSTGRESQL_PARAMETERS):
        raise refuse(name, f"has parameters that are not known: {', '.join(unknown)}.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": database_name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 0,
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": size == "0",
        "OPTIONS": {**pool(int(size)), **parameters},
    }


def pool(size: int) -> dict[str, Any]:
    if size == 0:
        return {"prepare_threshold": None}
    return {
        "options": " ".join(f"-c {setting}" for setting in SETTINGS_OF_POSTGRESQL),
        "pool": {"min_size": 1, "max_size": size, "timeout": POOL_TIMEOUT},
    }


def cache(name: str) -> dict[str, Any]:
    """A cache for settings.CACHES: redis://host:6379/0, rediss:// for TLS, locmem: (the default) or dummy:.

    `locmem:?megabytes=N` says how much memory each process gives it.
    """
    parts = _split(name, text(name, "locmem:"))
    if parts.scheme not in CACHES:
        raise refuse(name, "must begin with redis://, rediss://, locmem: or dummy:.")
    if parts.scheme == "locmem":
        size = _parameters(name, parts).get("megabytes", CACHE_MEGABYTES)
        if not size.isascii() or not size.isdigit() or not 1 <= int(size[:6]) <= MOST_MEGABYTES:
            raise refuse(name, f"must have 1 to {MOST_MEGABYTES} after megabytes=, such as locmem:?megabytes=64.")
        return {"BACKEND": CACHES["locmem"], "OPTIONS": {"MAX_ENTRIES": 100_000, "max_bytes": int(size) * 2**20}}
    if parts.scheme == "dummy":
        return {"BACKEND": CACHES["dummy"]}
    if not parts.hostname:
        raise refuse(name, "must name a host: redis://host:6379/0.")
    if find_spec("redis") is None:
        raise refuse(name, "asks for Redis, and the Python package redis is not installed: pip install redis.")
    return {"BACKEND": CACHES[parts.scheme], "LOCATION": parts.geturl(), "KEY_PREFIX": "liaison"}


def storage(name: str) -> dict[str, Any]:
    """Where uploads are kept: the folder MEDIA_ROOT, or s3://key:secret@host/bucket?region=... for a service like S3.

    s3+http:// speaks without TLS. The bucket must be private: files pass through the site, which knows who may read.
    """
    url = text(name)
    if not url:
        return {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    parts = _split(name, url)
    parameters = _parameters(name, parts)
    region, bucket = parameters.pop("region", ""), parts.path.strip("/")
    if parts.scheme not in ("s3", "s3+http") or not parts.hostname or not bucket or "/" in bucket or parameters:
        raise refuse(name, "must be like s3://key:secret@s3.example.org/bucket?region=eu-central-1.")
    if find_spec("storages") is None or find_spec("boto3") is None:
        raise refuse(name, "asks for S3, and the Python package django-storages[s3] is not installed.")
    scheme, port = "http" if parts.scheme == "s3+http" else "https", f":{parts.port}" if parts.port else ""
    options = {
        "access_key": unquote(parts.username or "") or None,
        "secret_key": unquote(parts.password or "") or None,
        "bucket_name": bucket,
        "endpoint_url": f"{scheme}://{host_header(parts)}{port}",
        "region_name": region or None,
        "addressing_style": "path",
        "file_overwrite": False,
        "default_acl": None,
    }
    return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}


def sentry(name: str) -> str:
    """The address that errors are reported to, or nothing."""
    url = text(name)
    if not url:
        return ""
    parts = _split(name, url)
    if parts.scheme not in ("http", "https") or not parts.hostname or not parts.username or not parts.path.strip("/"):
        raise refuse(name, "must be like https://key@host/number.")
    if find_spec("sentry_sdk") is None:
        raise refuse(name, "asks for Sentry, and the Python package sentry-sdk is not installed.")
    return url


def single_sign_on(issuer: str, client: str, secret: str, shown: str) -> list[dict[str, Any]]:
    """The organisation's own sign-on by OpenID Connect, as allauth takes it, of the variables with these names.

    The first three go together, and without them there is none; the last is what the button says.
    """
    given = {name: text(name) for name in (issuer, client, secret)}
    if not any(given.values()):
        return []
    if missing := [name for name, value in given.items() if not value]:
        raise refuse(missing[0], f"is not set; {issuer}, {client} and {secret} go together.")
    parts = _split(issuer, given[issuer].rstrip("/"))
    if not parts.hostname or parts.query or parts.fragment or parts.username is not None:
        raise refuse(issuer, "must be the address of the sign-on, such as https://login.example.org/realm.")
    if parts.scheme != "https" and not (parts.scheme == "http" and host_header(parts) in LOOPBACK_HOSTS):
        raise refuse(issuer, "must begin with https://: what it answers decides who may sign in.")
    name, address = text(shown, parts.hostname), {"server_url": parts.geturl()}
    app = {"provider_id": "sso", "name": name, "client_id": given[client], "secret": given[secret]}
    return [app | {"settings": address}]


def mailboxes(name: str) -> list[str]:
    """E-mail addresses with commas between."""
    given = [address.strip() for address in text(name).split(",") if address.strip()]
    for address in given:
        if not re.fullmatch(r"[^@\s]+@[^@\s]+", address):
            raise refuse(name, "must be e-mail addresses with commas between.")
    return given


def email(name: str, site: SplitResult) -> dict[str, Any]:
    """Mail settings: smtp://user:password@host:25, smtp+tls:// (STARTTLS), smtps://, file:///folder, console:, dummy:.

    `?from=` gives the sender's address. Without the variable mail is printed on the console and reaches nobody.
    """
    parts = _split(name, text(name, "console:"))
    if parts.scheme not in EMAIL_BACKENDS:
        raise refuse(name, "must begin with smtp://, smtp+tls://, smtps://, file:///, console: or dummy:.")
    is_smtp, is_file = parts.scheme in SMTP_PORTS, parts.scheme == "file"
    parameters = _parameters(name, parts)
    sender = parameters.pop("from", f"liaison@{site.hostname}")
    mails = Path(unquote(parts.path))
    if is_file and (parts.netloc or mails == Path("/") or not mails.is_absolute() or mails.is_file()):
        raise refuse(name, "must name a folder for the mails: file:///absolute/folder (three slashes).")
    if (is_smtp and not parts.hostname) or (parts.path.strip("/") and not is_file) or parameters or "@" not in sender:
        raise refuse(name, "must be like smtp+tls://user:password@host:587?from=liaison@example.org.")
    return {
        "EMAIL_BACKEND": EMAIL_BACKENDS[parts.scheme],
        "EMAIL_FILE_PATH": str(mails) if is_file else None,
        "EMAIL_HOST": parts.hostname or "localhost",
        "EMAIL_PORT": parts.port or SMTP_PORTS.get(parts.scheme, 25),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_TIMEOUT": 10,
        "DEFAULT_FROM_EMAIL": sender,
        "SERVER_EMAIL": sender,
    }


def _split(name: str, url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError as error:
        raise refuse(name, f"is not an address that can be read: {error}.") from None
    return parts


def _parameters(name: str, parts: SplitResult) -> dict[str, str]:
    try:
        return dict(parse_qsl(parts.query, strict_parsing=True, keep_blank_values=True)) if parts.query else {}
    except ValueError:
        raise refuse(name, "has a part after “?” that cannot be read; write key=value&key=value.") from None
