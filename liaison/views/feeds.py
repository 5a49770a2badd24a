"""Filtered lists as feeds, to be followed."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from contacts.enumeration import enumerated
from contacts.models import Body
from contributions.models import Document
from liaison.bundles import query_of
from liaison.filters import DocumentFilter, StatementFilter
from liaison.filters.base import ListFilter
from liaison.models import Statement
from liaison.outputs.atom import HTML, MEDIA_TYPE, Author, Entry, Feed, To, written
from liaison.outputs.entries import document_entry, identity, statement_entry
from liaison.outputs.listed import address_of, problems_of
from liaison.outputs.paged import EPOCH, OLDEST, FeedPage, WrongPlaceError, feed_page
from liaison.outputs.reading import chunks_of
from liaison.renditions import hides_addresses

from .tables import said

VERSION = 1  # of what an entry says: raise it, and every reader takes the entries anew


@dataclass(frozen=True)
class Kind:
    """A list that can be followed. `moment`, `stored`: the columns of when a row was last told of, and stored."""

    name: str
    title: Any
    view: str
    moment: str
    stored: str
    read: Callable[[Sequence[int]], Iterable[Any]]
    entry: Callable[[Any], Entry]


STATEMENTS = Kind(
    name="statement",
    title=gettext_lazy("Liaison statements"),
    view="liaison:statement-list",
    moment="announced_at",
    stored="updated_at",
    read=lambda keys: Statement.objects.public().with_keys(keys).for_feed(),
    entry=statement_entry,
)
DOCUMENTS = Kind(
    name="document",
    title=gettext_lazy("Documents"),
    view="liaison:document-list",
    moment="changed_at",
    stored="changed_at",
    read=lambda keys: Document.objects.public().with_keys(keys).for_feed(),
    entry=document_entry,
)


@require_safe
def statement_feed(request: HttpRequest) -> HttpResponseBase:
    found = StatementFilter(request.GET, Statement.objects.public(), ranks=False)
    return answer(request, STATEMENTS, found, Statement.objects.last_news)


@require_safe
def document_feed(request: HttpRequest) -> HttpResponseBase:
    found = DocumentFilter(request.GET, Document.objects.public(), ranks=False)
    return answer(request, DOCUMENTS, found, Document.objects.last_news)


def answer(
    request: HttpRequest, kind: Kind, found: ListFilter, last_news: Callable[[], datetime.datetime | None]
) -> HttpResponseBase:
    """A page of the feed; 304 before anything of it is rendered."""
    if not found.is_valid():
        return said(problems_of(found), 400)
    try:
        page = feed_page(found.qs, kind.moment, kind.stored, request.GET)
    except WrongPlaceError:
        return said(_("There is no such page of this feed.") + "\n", 400)
    modified = int((last_news() or EPOCH).timestamp())
    tag = f'W/"{fingerprint(kind, found, page)}"'
    response = get_conditional_response(request, etag=tag, last_modified=modified)
    if response is None:
        pieces = () if request.method == "HEAD" else written(head(kind, found, page), entries(kind, page))
        response = StreamingHttpResponse(pieces, content_type=MEDIA_TYPE)
    response["ETag"] = tag
    response["Last-Modified"] = http_date(modified)
    response["Cache-Control"] = "public, no-cache"  # asked for again each time: a withdrawal shows at once
    return response


def fingerprint(kind: Kind, found: ListFilter, page: FeedPage) -> str:
    """Changes whenever what is told in the page may."""
    facts = [VERSION, settings.SITE_URL, hides_addresses(), kind.name, sorted(query_of(found).items()), page]
    return hashlib.sha256(repr(facts).encode()).hexdigest()[:32]


def entries(kind: Kind, page: FeedPage) -> Iterator[Entry]:
    """Those that are public now, also where the page was found a moment ago."""
    for rows in chunks_of([place.key for place in page.places], kind.read):
        yield from map(kind.entry, rows)


def head(kind: Kind, found: ListFilter, page: FeedPage) -> Feed:
    home = Body.objects.home()
    publisher = Author(home.name if home else "Liaison", settings.SITE_URL)
    chips = enumerated(f"{chip.label}: {chip.value}" for chip in found.chips)
    asked = urlencode(sorted((name, value) for name, value in query_of(found).items() if name != "sort"))
    return Feed(
        identity=identity(f"{kind.name}s{'?' if asked else ''}{asked}"),
        title=" – ".join(filter(None, [str(kind.title), publisher.name])),
        subtitle=chips,
        publisher=publisher,
        updated=page.places[0].at if page.places else EPOCH,
        links=tuple(links(kind, found, page)),
    )


def links(kind: Kind, found: ListFilter, page: FeedPage) -> Iterator[To]:
    def at(**place: object) -> str:
        asked = query_of(found) | {name: str(value) for name, value in place.items()}
        address = settings.SITE_URL + reverse(f"{kind.name}-feed")
        return f"{address}?{urlencode(asked)}" if asked else address

    yield To("alternate", address_of(found, kind.view), HTML)
    here: dict[str, object] = {}
    if page.has_newer and page.places:
        here = {"before": replace(page.places[0], key=page.places[0].key + 1)}
    yield To("self", at(**here), "application/atom+xml")
    yield To("first", at(), "application/atom+xml")
    if page.has_newer and page.places:
        yield To("previous", at(after=page.places[0]), "application/atom+xml")
    if page.has_older:
        yield To("next", at(before=page.places[-1]), "application/atom+xml")
    yield To("last", at(after=OLDEST), "application/atom+xml")
