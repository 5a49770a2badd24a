"""Many statements as one bound PDF: cover, contents, and each statement as it is printed alone.

PDF/A-3a and PDF/UA-1, with the JSON of each statement attached. The look of a statement is that of `letter.typ`; the
cover is in the reader's language, each statement in its own. `bind` sets it in a process of its own
(`python -m liaison.letter.binding`), whose memory and time have a limit: a hundred statements want far more of both
than one.
"""

from __future__ import annotations

import dataclasses
import datetime
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from .apart import ApartError, TooLargeError, TooLongError, keep_limits, run_apart
from .bidi import own_direction
from .fingerprints import edition, fingerprint_of, json_of
from .labels import RIGHT_TO_LEFT, base_language, colon, labels, printed_date
from .letter import Letter
from .list_labels import list_labels
from .listing import Listing
from .page import Page, file_date, party_name, shortened
from .pdf_blocks import breakable, text_line
from .pdf_data import HEADING_EMS, NAME_EMS, ROW_EMS, RUNNING_EMS, data_of, printable_form, printed_page
from .read_json import from_dict
from .sheet import Sheet
from .to_pdf import SOURCES as LETTER_SOURCES
from .to_pdf import compiled

__all__ = ["MOST", "ApartError", "Part", "TooLargeError", "TooLongError", "bind", "fingerprint"]

MOST = 100  # statements in one file
TEMPLATES = {"main.typ": "binding.typ", "letter.typ": "letter.typ"}
SOURCES = (*LETTER_SOURCES, "binding.py", "binding.typ", "list_labels.py", "listing.py")
CONTENTS_EMS = 26.0  # in a line of the contents
PARTIES = 90  # characters of the names of senders or recipients in the contents

Data = dict[str, Any]


@dataclass(frozen=True)
class Part:
    """A statement to be bound; `name` is the end of its address."""

    name: str
    letter: Letter
    sheet: Sheet


def bind(listing: Listing, parts: Sequence[Part], *, seconds: int, megabytes: int) -> bytes:
    """The same bytes for the same listing and parts. Raises ApartError."""
    request = {
        "listing": _plain(listing),
        "parts": [
            {"name": part.name, "letter": json_of(part.letter).decode(), "sheet": _plain(part.sheet)} for part in parts
        ],
    }
    return run_apart(__name__, json.dumps(request).encode(), seconds=seconds, megabytes=megabytes)


def fingerprint(listing: Listing, parts: Sequence[Part]) -> str:
    """Changes whenever the bytes of `bind(listing, parts)` may; costs no rendering."""
    marks = [fingerprint_of(b"", part.letter, part.sheet) for part in parts]
    head = json.dumps([_plain(listing), [part.name for part in parts], marks])
    return fingerprint_of(edition(SOURCES, ("typst",)) + head.encode(), Letter(), Sheet())


def bound(listing: Listing, parts: Sequence[Part]) -> bytes:
    """The file, set in this process."""
    pages = [printed_page(part.letter, part.sheet) for part in parts]
    names = [f"letter-{part.name}.json" for part in parts]
    data = _cover(printable_form(listing)) | {
        "entries": [_entry(page, listing) for page in pages],
        "letters": [data_of(page) for page in pages],
        "files": [{"name": name, "about": page.file_title} for name, page in zip(names, pages, strict=True)],
    }
    files = {name: json_of(part.letter) for name, part in zip(names, parts, strict=True)}
    files["data.json"] = json.dumps(data, ensure_ascii=False).encode()
    midnight = datetime.datetime.combine(listing.day, datetime.time(), datetime.UTC)
    newest = max([midnight, *(file_date(part.letter, part.sheet) for part in parts)])
    return compiled(TEMPLATES, files, int(newest.timestamp()))


def _cover(listing: Listing) -> Data:
    """Of a listing in printable form: what the cover says, and the properties of the file."""
    language = base_language(listing.language)
    foot = shortened(listing.organisation)
    return {
        "lang": language,
        "region": "cn" if language == "zh" else None,
        "rtl": language in RIGHT_TO_LEFT,
        "colon": colon(language),
        "transcription": False,
        "letterhead": [breakable(words, NAME_EMS) for words in listing.letterhead if words],
        "title": listing.title,
        "subject": listing.subject,
        "author": [listing.organisation] if listing.organisation else [],
        "contents": list_labels(language)["contents"],
        "rows": [
            {"label": breakable(row.label, 14.0), "groups": [[_fact(line) for line in group] for group in row.groups]}
            for row in listing.rows
        ],
        "foot": breakable(foot, RUNNING_EMS),
        "page": listing.page_numbers,
    }


def _fact(line: Any) -> list[Data]:
    runs = text_line(line.text, ROW_EMS, href=line.href)
    return [dict(run, ltr=True) for run in runs] if line.ltr else runs


def _entry(page: Page, listing: Listing) -> Data:
    """A line of the contents: the title in its own language, the facts in the reader's."""
    words = labels(listing.language)
    day, symbol = printed_date(page.letter.date, listing.language), page.letter.symbol or ""
    facts = [_entry_fact(text, listing) for text in (symbol, day) if text]
    for label, parties in ((words["from"], page.letter.from_), (words["to"], page.letter.to)):
        if names := shortened("; ".join(filter(None, map(party_name, parties))), PARTIES):
            facts.append({"label": label} | _entry_fact(names, listing))
    title = {"text": breakable(page.title, HEADING_EMS), "lang": page.code, "rtl": page.right_to_left}
    return {
        "title": title | {"region": "cn" if page.language == "zh" else None},
        "facts": facts,
        "banner": page.running_banner,
    }


def _entry_fact(text: str, listing: Listing) -> Data:
    direction = own_direction(text, right_to_left=base_language(listing.language) in RIGHT_TO_LEFT)
    return {"text": breakable(text, CONTENTS_EMS)} | ({"dir": direction} if direction else {})


def _plain(value: Listing | Sheet) -> Data:
    return json.loads(json.dumps(dataclasses.asdict(value), default=str))


def main() -> None:
    """Reads the work of `bind` from standard input and writes the file to standard output."""
    keep_limits(sys.argv)
    request = json.load(sys.stdin.buffer)
    parts = [
        Part(part["name"], from_dict(json.loads(part["letter"])), _sheet(part["sheet"])) for part in request["parts"]
    ]
    sys.stdout.buffer.write(bound(_listing(request["listing"]), parts))


def _listing(data: Data) -> Listing:
    facts = tuple((label, value) for label, value in data["facts"])
    day = datetime.date.fromisoformat(data["day"])
    return Listing(**data | {"facts": facts, "day": day, "letterhead": tuple(data["letterhead"])})


def _sheet(data: Data) -> Sheet:
    changed = datetime.datetime.fromisoformat(data["changed"]) if data["changed"] else None
    return Sheet(**data | {"letterhead": tuple(data["letterhead"]), "changed": changed})


if __name__ == "__main__":
    main()
