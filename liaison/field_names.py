"""The names of a letter's fields in the reader's language: for what differs between two letters, and for findings."""

from __future__ import annotations

from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from .letter.compare import Change, differences
from .letter.letter import Letter
from .letter.paths import label_of

# The keys are those of `letter.paths.WORDS`.
FIELD_WORDS = {
    "title": _("title"),
    "subtitle": _("lines under the title"),
    "symbol": _("symbol"),
    "other_symbols": _("other symbols"),
    "reference": _("reference"),
    "date": _("date"),
    "language": _("language"),
    "original_language": _("original language"),
    "study_period": _("study period"),
    "action_required": _("cover note"),
    "from": _("from"),
    "from[]": _("sender {number}"),
    "to": _("to"),
    "to[]": _("recipient {number}"),
    "cc": _("copies to"),
    "cc[]": _("copy {number}"),
    "in_reply_to": _("in reply to"),
    "in_reply_to[]": _("in reply to, {number}"),
    "meeting": _("meeting"),
    "approval": _("approval"),
    "contacts": _("contacts"),
    "contacts[]": _("contact {number}"),
    "reply_to": _("send reply to"),
    "signatures": _("signatures"),
    "keywords": _("keywords"),
    "abstract": _("abstract"),
    "abstract[]": _("abstract, paragraph {number}"),
    "content": _("text"),
    "content[]": _("text, paragraph {number}"),
    "next_meetings": _("next meetings"),
    "next_meetings[]": _("next meeting {number}"),
    "annexes": _("annexes"),
    "annexes[]": _("annex {number}"),
    "attachments": _("attachments"),
    "attachments[]": _("attachment {number}"),
    "intro": _("introduction"),
    "intro[]": _("introduction, paragraph {number}"),
    "columns": _("column headings"),
    "entries": _("rows"),
    "entries[]": _("row {number}"),
    "number": _("number"),
    "text": _("as printed"),
    "body": _("body"),
    "questions": _("Questions"),
    "address": pgettext_lazy("postal", "address"),
    "purpose": _("for"),
    "deadline": _("reply by"),
    "deadline_text": _("deadline in words"),
    "start": _("first day"),
    "end": _("last day"),
    "level": _("level"),
    "label": _("heading"),
    "honorific": _("honorific"),
    "name": pgettext_lazy("person", "name"),
    "role": _("role"),
    "affiliation": _("country or organisation"),
    "email": _("e-mail"),
    "phone": _("telephone"),
    "source": _("source"),
    "brief": _("brief"),
    "url": _("web address"),
    "sha256": _("checksum"),
    "place": _("place in the list"),
    ",": pgettext_lazy("between parts of a list", ", "),
}


def field_label(path: str) -> str:
    """“Annex 1, row 3, title” of "annexes[0].entries[2].title"."""
    return label_of(path, FIELD_WORDS)


def differences_for_reader(old: Letter, new: Letter) -> list[Change]:
    """What differs between two letters, labels and values in the reader's language."""
    return differences(old, new, words=FIELD_WORDS, language=get_language() or "en")
