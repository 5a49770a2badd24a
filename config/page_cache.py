"""Public pages are kept, as compressed bytes, for whoever reads without being signed in.

A page is kept under a tag made of all that it depends on: the data version (config/data_version.py), this release of
the code, the day, its address with host, query and language, and how it is sent. Nothing is ever taken out: when
anything changes, the old tags are not asked for any more. The tag is the page's ETag too and nobody else can make one,
so whoever brings it back has the page, and 304 is the answer without a look at the page.

Views say themselves that they are kept (`@keeps_page`): theirs is the same page for every reader, it holds no form with
a token, and what it shows comes from the tables that raise the version.
"""

from __future__ import annotations

import functools
import hashlib
import logging
from collections.abc import Callable, Iterator
from importlib.metadata import version as version_of
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from config import data_version, replicas
from config.compression import encoding_for

LONGEST = 512  # characters of an address that is kept
LARGEST = 2**19  # bytes of a page that is kept, as it is sent
AGE = 24 * 3600  # seconds; on another day its tag is another one
SAFE = {"GET", "HEAD"}
VARY = "Accept-Encoding, Accept-Language, Cookie, HX-Request"
CODE = ("config", "contacts", "contributions", "liaison", "templates", "locale", "static")
log = logging.getLogger("liaison.pages")
CODE_FILES = {".py", ".html", ".xml", ".mo", ".csv", ".json", ".css", ".js", ".svg", ".txt"}


def keeps_page(view: Callable[..., Any]) -> Callable[..., Any]:
    """Marks a view whose page is kept. The outermost decorator: it is looked for on what the address leads to."""
    view.is_kept = True  # type: ignore[attr-defined]
    return view


class PageCacheMiddleware:
    """Outside of all that a kept page needs no more: compression, session, language, the view itself."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in SAFE:
            return self.get_response(request)
        with data_version.for_reading():
            if not may_be_kept(request) or (version := data_version.of_request()) is None:
                return self.get_response(request)
            return self.answer(request, version)

    def answer(self, request: HttpRequest, version: data_version.Version) -> HttpResponse:
        tag = tag_of(request, version)
        if tag in request.META.get("HTTP_IF_NONE_MATCH", ""):
            return marked(HttpResponseNotModified(), tag)
        if held := taken(tag):
            content, headers = held
            return HttpResponse(content if request.method == "GET" else b"", headers=headers)
        response = self.get_response(request)
        if is_for_all(request, response):
            marked(response, tag)
            if request.method == "GET" and not has_moved_on(version):
                put(tag, response)
        return response


def taken(tag: str) -> tuple[bytes, dict[str, str]] | None:
    """A cache that is away keeps nothing; /readyz says that it is. Each kind of cache has errors of its own."""
    try:
        return cache.get(f"page-{tag}")
    except Exception as error:
        log.warning("A kept page cannot be had (%s).", type(error).__name__)
        return None


def put(tag: str, response: HttpResponse) -> None:
    try:
        cache.set(f"page-{tag}", (response.content, dict(response.items())), AGE)
    except Exception as error:
        log.warning("A page cannot be kept (%s).", type(error).__name__)


def has_moved_on(version: data_version.Version) -> bool:
    """Where there are replicas, one that is behind may still ask for what was half made of something newer."""
    return bool(replicas.replica_names()) and data_version.read() != version


def may_be_kept(request: HttpRequest) -> bool:
    """A look at the request alone, before anything is asked of the database."""
    if len(request.path_info) + len(request.META.get("QUERY_STRING", "")) > LONGEST or settings.DEBUG:
        return False
    if section_of(request.path_info) not in kept_sections():
        return False
    if "HTTP_COOKIE" not in request.META:
        return True
    return settings.SESSION_COOKIE_NAME not in request.COOKIES and "messages" not in request.COOKIES


def is_for_all(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether what was made may be shown to everybody who asks for the same address."""
    match = request.resolver_match
    if match is None or not getattr(match.func, "is_kept", False) or response.status_code != 200 or response.streaming:
        return False
    is_personal = (
        bool(response.cookies)
        or request.META.get("CSRF_COOKIE_NEEDS_UPDATE", False)
        or bool(getattr(request, "_csp_nonce", None))
        or "Cache-Control" in response
    )
    if response.get("Content-Encoding", "") not in ("", encoding_for(request)):
        return False
    varies = {name.strip() for name in response.get("Vary", "").split(",")} - {""}
    return not is_personal and varies <= set(VARY.split(", ")) and len(response.content) <= LARGEST


def marked(response: HttpResponse, tag: str) -> HttpResponse:
    """Whoever keeps a copy asks each time whether it is still right: what is saved shows at once."""
    response["ETag"] = f'W/"{tag}"'
    response["Cache-Control"] = "no-cache"
    response["Vary"] = VARY
    return response


def tag_of(request: HttpRequest, version: data_version.Version) -> str:
    """Raises DisallowedHost for a host that is none of ours. The language stands in the path."""
    parts = (
        *(str(version.data), release(), timezone.localdate().isoformat()),
        *(request.scheme or "", request.get_host(), request.path_info, request.META.get("QUERY_STRING", "")),
        *(encoding_for(request), request.headers.get("HX-Request", "")),
    )
    return hashlib.blake2b("\n".join(parts).encode(errors="replace"), key=_key(), digest_size=16).hexdigest()


def section_of(path: str) -> str:
    """`statements` of /statements/... and of /fr/statements/..."""
    first, _slash, rest = path[1:].partition("/")
    return rest.partition("/")[0] if first in _languages() else first


@functools.cache
def _languages() -> frozenset[str]:
    return frozenset(dict(settings.LANGUAGES)) - {settings.LANGUAGE_CODE}


@functools.cache
def kept_sections() -> frozenset[str]:
    """What the addresses of kept pages begin with."""
    return frozenset(section_of(f"/{pattern}") for pattern in _kept_patterns(get_resolver().url_patterns, ""))


def _kept_patterns(patterns: list[URLPattern | URLResolver], before: str) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _kept_patterns(pattern.url_patterns, before + str(pattern.pattern))
        elif getattr(pattern.callback, "is_kept", False):
            yield before + str(pattern.pattern)


@functools.cache
def _key() -> bytes:
    return hashlib.sha256(settings.SECRET_KEY.encode()).digest()


@functools.cache
def release() -> str:
    """A mark of the code, templates and words that make the pages, and of the settings that they print."""
    mark = hashlib.sha256()
    for file in sorted(file for folder in CODE for file in (Path(settings.BASE_DIR) / folder).rglob("*")):
        if file.suffix in CODE_FILES:
            mark.update(f"{file}\n".encode() + file.read_bytes())
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    mark.update(manifest.read_bytes() if manifest.is_file() else b"")
    mark.update(f"{settings.SITE_URL} {settings.EMAIL_ADDRESSES} {version_of('django')}".encode())
    return mark.hexdigest()[:16]
