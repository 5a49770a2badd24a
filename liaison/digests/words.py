"""What the mails to followers say, in the language that is active: as text, and once more as HTML."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language as active
from django.utils.translation import get_language_bidi, ngettext
from django.utils.translation import gettext as _

from contacts.enumeration import enumerated
from contacts.models import Body
from liaison.letter.labels import printed_date
from liaison.models import Follower

from .followed import Part
from .papers import Entry

MOST = 50  # entries of one list in one mail


@dataclass
class Section:
    """What is new on one list. `count` is of all of it, of which the first entries are shown."""

    title: str
    parts: list[Part]
    entries: list[Entry] = field(default_factory=list)
    statements: int = 0
    documents: int = 0

    @property
    def more(self) -> int:
        return self.statements + self.documents - len(self.entries)


@dataclass(frozen=True)
class Words:
    subject: str
    text: str
    html: str = ""
    stop: str = ""


def site_address(name: str, *args: Any) -> str:
    return f"{settings.SITE_URL}{reverse(f'liaison:{name}', args=args)}"


def site_name() -> str:
    home = Body.objects.home()
    return home.local_name if home else "Liaison"


def digest_words(follower: Follower, sections: Sequence[Section], at: datetime.datetime, site: str) -> Words:
    """Of sections that have an entry each."""
    yours, stop = site_address("follow-yours", follower.token), site_address("follow-stop", follower.token)
    day = printed_date(timezone.localdate(at), active() or "en")
    opening = _("This is new on the lists that you follow, %(day)s.") % {"day": day}
    subject = f"{site}: {_counted(sections)}"
    parts = [opening, *(_section_text(section) for section in sections), _foot(yours, stop)]
    context = {
        "subject": subject,
        "opening": opening,
        "why": _why(),
        "sections": sections,
        "yours": yours,
        "stop": stop,
        "language": active(),
        "direction": "rtl" if get_language_bidi() else "ltr",
        "site_url": settings.SITE_URL,
    }
    return Words(subject, "\n\n\n".join(parts) + "\n", render_to_string("liaison/mails/digest.html", context), stop)


def _counted(sections: Sequence[Section]) -> str:
    statements = sum(section.statements for section in sections)
    documents = sum(section.documents for section in sections)
    said = []
    if statements:
        words = ngettext("%(n)d liaison statement", "%(n)d liaison statements", statements)
        said.append(words % {"n": statements})
    if documents:
        said.append(ngettext("%(n)d document", "%(n)d documents", documents) % {"n": documents})
    return enumerated(said)


def _section_text(section: Section) -> str:
    title = section.title
    lines = [f"{title}\n{'=' * min(len(title), 72)}"]
    lines += [_entry_text(entry) for entry in section.entries]
    if section.more:
        words = ngettext("And %(n)d more:", "And %(n)d more:", section.more) % {"n": section.more}
        lines.append("\n".join([words, *(f"{settings.SITE_URL}{part.address}" for part in section.parts)]))
    return "\n\n".join(lines)


def _entry_text(entry: Entry) -> str:
    facts = [f"{label}: {value}" for label, value in entry.facts]
    return "\n".join([f"[{entry.what}] {entry.title}", *facts, entry.address])


def _why() -> str:
    return _(
        "You get this mail because you asked for it and confirmed your address. Nobody is told whether you read it."
    )


def _foot(yours: str, stop: str) -> str:
    links = [(_("Your lists, how often, all that is stored"), yours), (_("Stop all of these mails"), stop)]
    return "\n".join(["-- ", _why(), *(f"\n{label}:\n{address}" for label, address in links)])


def confirm_words(token: str, site: str) -> Words:
    """What was asked for is not named: a stranger may have written words into it."""
    lines = [
        _("Somebody asked at %(site)s, probably you, that this address gets what is new on a list.") % {"site": site},
        _("If you want that, open this page within 7 days and press its button:"),
        site_address("follow-confirm", token),
        _("If not, do nothing: no other mail comes, and the address is erased after 7 days."),
    ]
    return Words(_("%(site)s: confirm your address") % {"site": site}, "\n\n".join(lines) + "\n")
