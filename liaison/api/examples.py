"""What the page about the API shows: every address with what it gives, and requests with their answers.

The tests ask each of the requests of the demonstration data. Answers are shortened: what is shown is in them.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

ADDRESSES = [
    ("/", _("Where everything is")),
    ("/statements", _("Liaison statements, with the filters and orders of their page")),
    ("/statements/{slug}", _("One with its text as data; “lang” asks for a language version")),
    ("/statements/{slug}/revisions", _("What was issued of it, corrections too")),
    ("/statements/{slug}/revisions/{number}", _("A revision with its text")),
    ("/statements/{slug}/annexes", _("Its annexes with their rows")),
    ("/statements/{slug}/annexes/{number}", _("One of them")),
    ("/documents", _("Contributions and other documents, with the filters and orders of their page")),
    ("/documents/{slug}", _("One with its abstract, its revisions and the newest statements that cite it")),
    ("/documents/{slug}/cited-in", _("All statements that cite it")),
    ("/bodies", _("Bodies that send or receive")),
    ("/bodies/{slug}", _("One of them")),
    ("/bodies/{slug}/received", _("What was sent to it and its parts; what awaits a reply stands first")),
    ("/questions", _("Questions under study, by study period and study group")),
    ("/questions/{slug}", _("One with those that it continues")),
    ("/study-periods", _("Study periods")),
    ("/meetings", _("Meetings past and to come")),
    ("/meetings/{slug}", _("One with its sittings")),
    ("/topics", _("Topics")),
    ("/topics/{slug}", _("One of them")),
    ("/members", _("Member States and others who submit documents")),
    ("/members/{slug}", _("One of them")),
    ("/appointments", _("Who holds which role, now and before")),
    ("/search", _("The best matches of each kind, for the words in “q”")),
    ("/doc/{symbol}", _("What a symbol names, in any spelling")),
]
LONGEST_LINE = 76
SEED = "2023-05-22-itu-d-sg2-q3-2-to-cwg-cop"
TITLE = "Liaison statement from ITU-D Study Group 2 Question 3/2 to Council Working Group on Child Online Protection"


@dataclass(frozen=True)
class Example:
    """`path` follows /api/v1; `shown` is a part of the answer."""

    title: Any
    path: str
    shown: dict[str, Any]
    status: int = 200

    @property
    def request(self) -> str:
        quote = "'" if set(self.path) & set("?&") else ""
        return f"curl {quote}{settings.SITE_URL}/api/v1{self.path}{quote}"

    @property
    def answer(self) -> str:
        return folded(self.shown)


def folded(value: Any, indent: str = "") -> str:
    """JSON in which what is short stands on one line."""
    line = json.dumps(value, ensure_ascii=False)
    if len(indent) + len(line) <= LONGEST_LINE or not isinstance(value, dict | list):
        return line
    inner = f"{indent}  "
    if isinstance(value, dict):
        parts = [f"{inner}{json.dumps(key)}: {folded(one, inner)}" for key, one in value.items()]
    else:
        parts = [f"{inner}{folded(one, inner)}" for one in value]
    body = ",\n".join(parts)
    first, last = "{}" if isinstance(value, dict) else "[]"
    return f"{first}\n{body}\n{indent}{last}"


EXAMPLES = [
    Example(
        _("What was sent to a body, what awaits a reply first"),
        "/bodies/cwg-cop/received?limit=1",
        {
            "items": [
                {
                    "slug": SEED,
                    "title": TITLE,
                    "date": "2023-05-22",
                    "from": [
                        {
                            "body": {"slug": "itu-d-sg2", "code": "ITU-D SG2"},
                            "questions": [{"number": "3/2", "slug": "2022-2025-q3-2"}],
                        }
                    ],
                    "to": [{"body": {"slug": "cwg-cop", "code": "CWG-COP"}, "purpose": "information", "state": None}],
                    "topics": ["child-online-protection"],
                }
            ],
            "next": None,
        },
    ),
    Example(
        _("One liaison statement as data, its annex among it"),
        f"/statements/{SEED}",
        {
            "slug": SEED,
            "status": "sent",
            "revision": 0,
            "letter": {
                "schema": 1,
                "title": TITLE,
                "date": "2023-05-22",
                "annexes": [{"number": 1, "entries": [{"symbol": "2/34", "source": "Côte d'Ivoire"}]}],
            },
        },
    ),
    Example(
        _("The documents of a Member State, by symbol"),
        "/documents?country=CI&sort=symbol",
        {
            "items": [
                {
                    "symbol": "2/34",
                    "code": "D22-SG02-C-0034",
                    "kind": "information",
                    "sources": [{"slug": "cote-divoire", "name": "Côte d'Ivoire", "country": "CI"}],
                }
            ]
        },
    ),
    Example(
        _("A symbol in any spelling"),
        "/doc/2-34",
        {"symbol": "2-34", "matches": [{"kind": "document", "slug": "d22-sg02-c-0034", "study_period": "2022-2025"}]},
    ),
    Example(
        _("A wrong value is told by name, in the words of the page"),
        "/statements?direction=sideways",
        {
            "title": "Bad Request",
            "status": 400,
            "errors": [{"parameter": "direction", "message": "“sideways” is not one of the values."}],
        },
        400,
    ),
]
