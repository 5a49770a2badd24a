"""A statement as it is cited: for LaTeX (BibTeX), for reference managers (RIS), for search engines (JSON-LD, Dublin
Core, the words of Google Scholar, which Zotero reads too). All of them say what the page's header says, which is public
even where nothing else is."""

from __future__ import annotations

import datetime
import json
import re
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from contacts.models import Body
from liaison.letter.formats import PUBLIC_WRITERS
from liaison.letter.legible import clean
from liaison.letter.letter import Letter, Party
from liaison.models import Statement

from .columns import page_link

BIBTEX = "application/x-bibtex; charset=utf-8"
RIS = "application/x-research-info-systems; charset=utf-8"
JSON_LD = "application/ld+json"
MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",  # whose braces are in balance, which BibTeX counts whatever stands before them
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "&%$#_"},
}
LANGUAGES = {"ar": "arabic", "zh": "chinese", "en": "english", "fr": "french", "ru": "russian", "es": "spanish"}


@dataclass(frozen=True)
class Citation:
    """What is cited. `authors` and `recipients` are as printed, `files` are addresses by media type."""

    key: str
    title: str
    authors: tuple[str, ...]
    recipients: tuple[str, ...]
    publisher: str
    date: datetime.date | None
    symbol: str
    language: str
    address: str
    keywords: tuple[str, ...]
    changed: datetime.datetime | None
    withdrawn: datetime.date | None
    answers: tuple[str, ...] = ()
    files: dict[str, str] = field(default_factory=dict)

    @property
    def pdf(self) -> str:
        return self.files["application/pdf"]


def citation_of(statement: Statement, letter: Letter) -> Citation:
    """Of a statement read with `for_detail()` and its public Letter. One query, for the publisher."""
    home = Body.objects.home()
    address = str(page_link(statement))
    stem = address.removesuffix("/")
    answers = [page_link(reply.target) for reply in statement.replies.all() if reply.target and reply.target.is_public]
    topics = [topic.name for topic in statement.topics.all()]
    return Citation(
        key=statement.slug or "",
        title=_line(letter.title) or _("Liaison statement"),
        authors=_names(letter.from_),
        recipients=_names(letter.to),
        publisher=home.name if home else "Liaison",
        date=letter.date,
        symbol=_line(letter.symbol or ""),
        language=letter.language,
        address=address,
        keywords=tuple(dict.fromkeys(_line(word) for word in (*topics, *letter.keywords) if _line(word))),
        changed=statement.announced_at,
        withdrawn=statement.withdrawn_on if statement.is_withdrawn else None,
        answers=tuple(answers),
        files={writer.media_type.partition(";")[0]: f"{stem}.{writer.extension}" for writer in PUBLIC_WRITERS},
    )


def _line(text: str) -> str:
    return " ".join(clean(text).split())


def _names(parties: tuple[Party, ...]) -> tuple[str, ...]:
    return tuple(name for party in parties if (name := _line(party.text)))


# ---- BibTeX ------------------------------------------------------------------------------------------------------


def to_bibtex(cited: Citation) -> str:
    """A report, which BibTeX and biblatex both know; its words are UTF-8. Names and title keep their capitals."""
    who = cited.authors or (cited.publisher,)
    note = [_("To %(names)s") % {"names": "; ".join(cited.recipients)}] if cited.recipients else []
    note += [_("Withdrawn %(day)s") % {"day": cited.withdrawn}] if cited.withdrawn else []
    values = {
        "author": " and ".join(f"{{{_tex(name)}}}" for name in who),
        "title": f"{{{_tex(cited.title)}}}",
        "institution": f"{{{_tex(cited.publisher)}}}",
        "type": "Liaison statement",
        "number": _tex(cited.symbol),
        "year": str(cited.date.year) if cited.date else "",
        "month": MONTHS[cited.date.month - 1] if cited.date else "",
        "day": str(cited.date.day) if cited.date else "",
        "language": LANGUAGES.get(cited.language, ""),
        "keywords": _tex(", ".join(cited.keywords)),
        "note": _tex(". ".join(note)),
        "url": cited.address,
    }
    rows = [f"  {name:<12}= {value if name == 'month' else f'{{{value}}}'}," for name, value in values.items() if value]
    key = re.sub(r"[^A-Za-z0-9:_-]", "-", cited.key)
    return "\n".join([f"@techreport{{{key},", *rows, "}", ""])


def _tex(text: str) -> str:
    return "".join(SPECIAL.get(sign, sign) for sign in text)


def whole(name: str) -> str:
    """The name of an organisation without commas, by which reference managers would part it into family and first."""
    return name.replace(", ", " – ")


# ---- RIS ---------------------------------------------------------------------------------------------------------


def to_ris(cited: Citation) -> str:
    """A tag a line; every value is one line, so that none can begin a tag of its own."""
    day = cited.date
    rows = [("TY", "RPRT"), ("ID", cited.key), *(("AU", whole(name)) for name in cited.authors), ("TI", cited.title)]
    rows += [("PY", str(day.year)), ("DA", f"{day:%Y/%m/%d}")] if day else []
    rows += [("PB", cited.publisher), ("M3", "Liaison statement"), ("M1", cited.symbol), ("LA", cited.language)]
    rows += [("N1", "; ".join(cited.recipients)), *(("KW", word) for word in cited.keywords)]
    rows += [("UR", cited.address), ("L1", cited.pdf), ("ER", " ")]
    return "".join(f"{tag}  - {value}\r\n" for tag, value in rows if value).replace("ER  -  \r\n", "ER  - \r\n")


# ---- JSON-LD and the head of the page ------------------------------------------------------------------------------


def to_json_ld(cited: Citation) -> str:
    """schema.org: a Message, which has senders and recipients, and a Report. JSON that is safe within HTML too."""
    told: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": ["Message", "Report"],
        "@id": cited.address,
        "url": cited.address,
        "name": cited.title,
        "inLanguage": cited.language,
        "genre": "Liaison statement",
        "identifier": cited.symbol,
        "reportNumber": cited.symbol,
        "dateSent": cited.date.isoformat() if cited.date else "",
        "dateModified": cited.changed.isoformat(timespec="seconds") if cited.changed else "",
        "sender": _organisations(cited.authors),
        "author": _organisations(cited.authors),
        "recipient": _organisations(cited.recipients),
        "publisher": {"@type": "Organization", "name": cited.publisher, "url": settings.SITE_URL},
        "keywords": list(cited.keywords),
        "citation": list(cited.answers),
        "creativeWorkStatus": "Withdrawn" if cited.withdrawn else "",
        "encoding": [
            {"@type": "MediaObject", "encodingFormat": kind, "contentUrl": address}
            for kind, address in cited.files.items()
        ],
    }
    text = json.dumps({name: value for name, value in told.items() if value}, ensure_ascii=False, indent=2)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _organisations(names: tuple[str, ...]) -> list[dict[str, str]]:
    return [{"@type": "Organization", "name": name} for name in names]


def head_of(cited: Citation) -> list[tuple[str, str]]:
    """The `<meta>` of the page: names and contents."""
    day = cited.date
    rows = [("DC.type", "Text"), ("DC.format", "text/html"), ("DC.title", cited.title)]
    rows += [("DC.creator", name) for name in cited.authors]
    rows += [("DC.publisher", cited.publisher), ("DC.date", day.isoformat() if day else "")]
    rows += [("DC.identifier", cited.address), ("DC.identifier", cited.symbol), ("DC.language", cited.language)]
    rows += [*(("DC.subject", word) for word in cited.keywords), *(("DC.relation", row) for row in cited.answers)]
    rows += [("citation_title", cited.title), *(("citation_author", whole(name)) for name in cited.authors)]
    rows += [("citation_publication_date", f"{day:%Y/%m/%d}" if day else "")]
    rows += [("citation_technical_report_institution", cited.publisher)]
    rows += [("citation_technical_report_number", cited.symbol), ("citation_language", cited.language)]
    rows += [("citation_pdf_url", cited.pdf), ("citation_public_url", cited.address)]
    return [(name, content) for name, content in rows if content]
