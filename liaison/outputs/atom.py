"""A feed of RFC 4287, written entry by entry by lxml, which escapes every word; paged as RFC 5005 says. Knows no rows.

Django's own feed generator keeps the whole feed in memory, and has neither the links of a paged feed nor the language
of an entry.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from liaison.letter.legible import clean

ATOM = "http://www.w3.org/2005/Atom"
THREAD = "http://purl.org/syndication/thread/1.0"  # RFC 4685
MEDIA_TYPE = "application/atom+xml; charset=utf-8"
HTML = "text/html"


@dataclass(frozen=True)
class Author:
    name: str
    address: str = ""


@dataclass(frozen=True)
class Category:
    term: str
    scheme: str
    label: str


@dataclass(frozen=True)
class To:
    """A link."""

    relation: str
    address: str
    media_type: str = ""
    title: str = ""
    language: str = ""


@dataclass(frozen=True)
class Entry:
    """`identity` stays when the site's address moves from http to https; `content` is HTML, each word of it escaped.

    `answers` are identity and address of the entries that it replies to.
    """

    identity: str
    title: str
    language: str
    updated: datetime.datetime
    published: datetime.datetime | None
    authors: tuple[Author, ...]
    categories: tuple[Category, ...]
    links: tuple[To, ...]
    summary: str
    content: str
    answers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Feed:
    identity: str
    title: str
    subtitle: str
    publisher: Author
    updated: datetime.datetime
    links: tuple[To, ...]
    language: str = "en"


def written(feed: Feed, entries: Iterable[Entry]) -> Iterator[bytes]:
    """The feed, piece by piece: one for its head, one for each entry, one for its end."""
    pieces = _Pieces()
    with etree.xmlfile(pieces, encoding="utf-8") as out:
        out.write_declaration()
        with out.element(_name("feed"), {_LANGUAGE: feed.language}, nsmap={None: ATOM, "thr": THREAD, "xml": _XML}):
            for element in _head(feed):
                out.write(element)
            for entry in entries:
                out.flush()
                yield pieces.taken()
                out.write(_entry(entry))
    yield pieces.taken()


class _Pieces:
    """A file for lxml to write to, which is emptied as it is filled."""

    def __init__(self) -> None:
        self.written: list[bytes] = []

    def write(self, data: bytes) -> None:
        self.written.append(data)

    def taken(self) -> bytes:
        data = b"".join(self.written)
        self.written.clear()
        return data


_XML = "http://www.w3.org/XML/1998/namespace"
_LANGUAGE = f"{{{_XML}}}lang"


def _name(name: str) -> str:
    return f"{{{ATOM}}}{name}"


def _element(name: str, attributes: Mapping[str, str] | None = None) -> etree._Element:
    return etree.Element(_name(name), attributes, nsmap={None: ATOM})


def _text(name: str, text: str, **attributes: str) -> etree._Element:
    element = _element(name, attributes)
    element.text = clean(text).strip()
    return element


def _moment(name: str, at: datetime.datetime) -> etree._Element:
    return _text(name, at.astimezone(datetime.UTC).isoformat().replace("+00:00", "Z"))


def _person(author: Author) -> etree._Element:
    element = _element("author")
    element.append(_text("name", author.name))
    if author.address:
        element.append(_text("uri", author.address))
    return element


def _link(to: To) -> etree._Element:
    given = {"rel": to.relation, "href": to.address, "type": to.media_type, "hreflang": to.language}
    given["title"] = clean(to.title).strip()
    return _element("link", {key: value for key, value in given.items() if value})


def _category(category: Category) -> etree._Element:
    given = {"term": category.term, "scheme": category.scheme, "label": clean(category.label).strip()}
    return _element("category", given)


def _head(feed: Feed) -> Iterator[etree._Element]:
    yield _text("id", feed.identity)
    yield _text("title", feed.title)
    if feed.subtitle:
        yield _text("subtitle", feed.subtitle)
    yield _moment("updated", feed.updated)
    yield _person(feed.publisher)
    yield from map(_link, feed.links)
    yield _text("generator", "Liaison")


def _entry(entry: Entry) -> etree._Element:
    element = _element("entry", {_LANGUAGE: entry.language})
    element.append(_text("id", entry.identity))
    element.append(_text("title", entry.title))
    element.append(_moment("updated", entry.updated))
    if entry.published:
        element.append(_moment("published", entry.published))
    element.extend(map(_person, entry.authors))
    element.extend(map(_link, entry.links))
    for identity, address in entry.answers:
        given = {"ref": identity, "href": address, "type": HTML}
        element.append(etree.Element(f"{{{THREAD}}}in-reply-to", given, nsmap={"thr": THREAD}))
    element.extend(map(_category, entry.categories))
    if entry.summary:
        element.append(_text("summary", entry.summary))
    content = etree.SubElement(element, _name("content"), {"type": "html"})
    content.text = entry.content
    return element
