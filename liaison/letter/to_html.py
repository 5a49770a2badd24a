"""A Letter as one HTML document that stands alone: no other file, no script, ready for printing."""

from __future__ import annotations

import datetime
import unicodedata
from collections.abc import Iterable, Sequence
from html import escape

from .columns import counts_rows
from .directions import block_html, is_right_to_left
from .labels import colon, comma, contact_label, full_name, labels, language_name, printed_date
from .letter import Annex, Attachment, Block, Contact, Entry, InReplyTo, Letter, Meeting, Party, Recipient
from .rich_text import SCHEMES
from .sheet import Sheet

STYLE = """
html{font:11pt/1.5 "Segoe UI","Noto Sans","Noto Sans Arabic","Noto Sans SC",Arial,sans-serif}
html{color:#18222c;background:#fff}
body{max-inline-size:50rem;margin:2rem auto;padding-inline:1rem;overflow-wrap:break-word}
.head{border-block-end:2px solid #00529b;padding-block-end:.5rem;display:flex;flex-wrap:wrap;gap:.25rem 2rem}
.head{align-items:end;border-block-end-width:3px}
.head p{margin:0}.head p:first-child{flex:1;font-size:1.6rem;font-weight:700;line-height:1.2;color:#00529b}
.head span{display:block;font-size:1rem;font-weight:700;color:#18222c}.head span span{font-weight:400;color:#52606d}
.head p:last-child{text-align:end;line-height:1.35;color:#52606d}
.cover{border-inline-start:.25rem solid #00529b;background:#e5eff9;padding:.5rem .75rem}
a{color:#00529b}
.banner{border:2px solid #9d1419;color:#9d1419;font-weight:700;padding:.5rem .75rem}
.note{color:#52606d;font-style:italic}
h1{font-size:1.5rem;line-height:1.25;text-align:center;margin-block:1.5rem .75rem}.subtitle,.date{text-align:center}
h2{font-size:1.25rem;line-height:1.25}h3{font-size:1.1rem}
table{border-collapse:collapse;inline-size:100%;margin-block:1rem}
th,td{border:1px solid #6b7884;padding:.4rem .6rem;text-align:start;vertical-align:top}
dl{display:grid;grid-template-columns:minmax(6rem,max-content) 1fr}
dl{margin-block:1.5rem;border-block-end:1px solid #c3ccd5}
:lang(ar) em,:lang(zh) em{font-style:normal}
dt,dd{margin:0;padding:.45rem 0;border-block-start:1px solid #c3ccd5}dt{font-weight:700;padding-inline-end:1.5rem}
dd p,td p{margin:0 0 .4rem}dd>:last-child,td>:last-child{margin:0}
.annex{break-before:page;margin-block-start:3rem}tr{break-inside:avoid}thead{display:table-header-group}
"""


def to_html(letter: Letter, sheet: Sheet) -> bytes:
    """UTF-8; the same bytes for the same letter and sheet. An annex of that number alone where the sheet asks so."""
    page = _Page(letter, sheet)
    return unicodedata.normalize("NFC", page.document()).encode(errors="xmlcharrefreplace")


def part_of_page(letter: Letter, sheet: Sheet) -> str:
    """The same without what makes it a document of its own, for an article in a page of the site."""
    return unicodedata.normalize("NFC", _Page(letter, sheet).body())


class _Page:
    def __init__(self, letter: Letter, sheet: Sheet) -> None:
        self.letter, self.sheet = letter, sheet
        self.language = letter.language
        self.words = labels(letter.language)
        self.colon = escape(colon(letter.language))

    def document(self) -> str:
        direction = "rtl" if is_right_to_left(self.language) else "ltr"
        return (
            f'<!doctype html>\n<html lang="{escape(self.language)}" dir="{direction}">\n'
            '<head>\n<meta charset="utf-8">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f"<title>{_text(self.letter.title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
            + self.body()
            + "</body>\n</html>\n"
        )

    def body(self) -> str:
        annexes = [annex for annex in self.letter.annexes if self.sheet.only_annex in (None, annex.number)]
        main = "" if self.sheet.only_annex is not None else self._main()
        return self._head() + main + "".join(self._annex(annex) for annex in annexes)

    def _head(self) -> str:
        lines = () if self.sheet.transcription else self.sheet.letterhead
        left = "<span>".join(_text(line) for line in lines) + "</span>" * max(len(lines) - 1, 0)
        facts = [self.letter.symbol or "", *self.letter.other_symbols, self.letter.reference]
        facts += [printed_date(self.letter.date, self.language)]
        facts += [f"{self.words['original']}{colon(self.language)}{self._original()}"]
        head = (
            f'<header class="head"><p>{left}</p><p>{"<br>".join(_text(fact) for fact in facts if fact)}</p></header>\n'
        )
        if self.sheet.transcription:
            head += f'<p class="note">{_text(self.words["transcription_note"])}</p>\n'
        if self.sheet.banner:
            head += f'<p class="banner">{_text(self.sheet.banner)}</p>\n'
        return head

    def _original(self) -> str:
        return language_name(self.letter.original_language, self.language)

    def _main(self) -> str:
        letter = self.letter
        parts = [f"<h1>{_text(letter.title)}</h1>\n"]
        parts += [f'<p class="subtitle">{"<br>".join(map(_text, letter.subtitle))}</p>\n' if letter.subtitle else ""]
        parts += [self._cover_note()]
        parts += [self._box(), self._titled("abstract", self._blocks(letter.abstract))]
        parts += [self._blocks(letter.content, top=2), "\n"]
        parts += [f"<p>{'<br>'.join(map(_text, letter.signatures))}</p>\n" if letter.signatures else ""]
        parts += [self._titled("attachments", _list(self._attachment(row) for row in letter.attachments))]
        return "".join(parts)

    def _cover_note(self) -> str:
        if not self.letter.action_required:
            return ""
        label = f"<strong>{_text(self.words['action_required'])}{self.colon.rstrip()}</strong>"
        return f'<p class="cover">{label} {_text(self.letter.action_required)}</p>\n'

    def _blocks(self, blocks: Iterable[Block], *, top: int = 3) -> str:
        return "".join(block_html(block, self.language, top=top) for block in blocks)

    def _titled(self, label: str, inner: str) -> str:
        return f"<section><h2>{_text(self.words[label])}</h2>{inner}</section>\n" if inner else ""

    def _box(self) -> str:
        """The header of the form: a label and its words a row."""
        letter, words = self.letter, self.words
        rows = [
            (words["to"], _paragraphs(self._party(party) for party in letter.to)),
            (words["cc"], _paragraphs(self._party(party) for party in letter.cc)),
            (words["from"], _paragraphs(self._party(party) for party in letter.from_)),
            (words["for"], _paragraphs(self._purposes())),
            (words["in_reply_to"], _paragraphs(self._reply(reply) for reply in letter.in_reply_to)),
            (words["meeting"], _paragraphs([self._meeting(letter.meeting)])),
            (words["approval"], _paragraphs([self._approval()])),
            (words["deadline"], _paragraphs(self._deadlines())),
        ]
        for label in dict.fromkeys(contact.label for contact in letter.contacts):
            held = (self._contact(contact) for contact in letter.contacts if contact.label == label)
            rows.append((contact_label(label, self.language), _paragraphs(held)))
        rows.append((words["reply_to"], _paragraphs([_text(letter.reply_to)])))
        rows.append((words["keywords"], _text(comma(self.language).join(letter.keywords))))
        items = "".join(
            f"<dt>{_text(label)}{self.colon.rstrip()}</dt><dd>{inner}</dd>\n" for label, inner in rows if inner
        )
        return f"<dl>\n{items}</dl>\n" if items else ""

    def _party(self, party: Party) -> str:
        return "<br>".join(_text(text) for text in (party.text, party.address) if text)

    def _purposes(self) -> Iterable[str]:
        """One word where all recipients are asked the same, else a line for each."""
        asked = [recipient for recipient in self.letter.to if recipient.purpose]
        if len({recipient.purpose for recipient in self.letter.to}) == 1:
            return [_text(self.words[str(asked[0].purpose)])] if asked else []
        return [
            f"{_text(self.words[str(recipient.purpose)])}{self.colon}{_text(recipient.text)}" for recipient in asked
        ]

    def _deadlines(self) -> Iterable[str]:
        due = [(self._deadline(recipient), recipient.text) for recipient in self.letter.to]
        if len({day for day, _who in due}) == 1:
            return [due[0][0]]
        return [f"{day}{self.colon}{_text(who)}" for day, who in due if day]

    def _deadline(self, recipient: Recipient) -> str:
        return _text(recipient.deadline_text or printed_date(recipient.deadline, self.language))

    def _reply(self, reply: InReplyTo) -> str:
        facts = [reply.text, reply.symbol or "", printed_date(reply.date, self.language)]
        known = [fact for number, fact in enumerate(facts) if fact and (number == 0 or fact not in reply.text)]
        return _text(comma(self.language).join(known))

    def _meeting(self, meeting: Meeting) -> str:
        return _text(meeting.text or self._span(meeting.start, meeting.end))

    def _span(self, start: datetime.date | None, end: datetime.date | None) -> str:
        days = [printed_date(day, self.language) for day in (start, end) if day]
        return " – ".join(dict.fromkeys(days))

    def _approval(self) -> str:
        approval = self.letter.approval
        if approval.text:
            return _text(approval.text)
        level = self.words[approval.level] if approval.level else ""
        return _text(comma(self.language).join(filter(None, [level, printed_date(approval.date, self.language)])))

    def _contact(self, contact: Contact) -> str:
        name = full_name(contact.honorific, contact.name, self.language)
        role = comma(self.language).join(filter(None, [contact.role, contact.affiliation]))
        lines = [_text(line) for line in (name, role, contact.address) if line]
        if contact.email:
            address = f'<a href="mailto:{escape(contact.email)}">{_text(contact.email)}</a>'
            lines.append(
                f"{_text(self.words['email'])}{self.colon}{address if '@' in contact.email else _text(contact.email)}"
            )
        if contact.phone:
            lines.append(f"{_text(self.words['phone'])}{self.colon}<bdi>{_text(contact.phone)}</bdi>")
        return "<br>".join(lines)

    def _attachment(self, row: Attachment) -> str:
        symbol = f"<bdi>{_link(row.symbol, row.url)}</bdi> " if row.symbol else ""
        return symbol + (_text(row.title) if row.symbol else _link(row.title, row.url))

    def _annex(self, annex: Annex) -> str:
        number = self.words["annex"].format(number=annex.number)
        title = f"{number}{colon(self.language)}{annex.title}" if annex.title else number
        parts = [f'<section class="annex">\n<h2>{_text(title)}</h2>\n', self._blocks(annex.intro)]
        if annex.entries:
            columns = annex.columns or tuple(self.words[name] for name in ("document_and_source", "title", "brief"))
            head = "".join(f'<th scope="col">{_text(column)}</th>' for column in columns)
            rows = "\n".join(self._entry(entry, columns, number) for number, entry in enumerate(annex.entries, 1))
            parts.append(f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>\n")
        return "".join([*parts, self._blocks(annex.content), "</section>\n"])

    def _entry(self, entry: Entry, columns: Sequence[str], number: int) -> str:
        symbol = f"<bdi>{_link(entry.symbol, entry.url)}</bdi>" if entry.symbol else ""
        title = _text(entry.title) if symbol or not entry.url else _link(entry.title, entry.url)
        brief = self._blocks(entry.brief)
        count = [str(number)] if counts_rows(columns) else []
        cells = {
            1: ["<br>".join(filter(None, [symbol, _text(entry.source), title])) + brief],
            2: ["<br>".join(filter(None, [symbol, _text(entry.source)])), title + brief],
            3: ["<br>".join(filter(None, [symbol, _text(entry.source)])), title, brief],
        }.get(len(columns), [*count, symbol, _text(entry.source), title, brief])
        return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells + [""] * (len(columns) - len(cells))) + "</tr>"


def _text(text: str) -> str:
    """Escaped, a line break for each newline."""
    return "<br>".join(escape(line, quote=False) for line in text.splitlines())


def _lines(text: str) -> str:
    return f"<p>{_text(text)}</p>" if text else ""


def _link(text: str | None, url: str) -> str:
    safe = url.partition(":")[0].lower() in SCHEMES
    return f'<a href="{escape(url)}">{_text(text or "")}</a>' if url and safe else _text(text or "")


def _paragraphs(items: Iterable[str]) -> str:
    return "".join(f"<p>{item}</p>" for item in items if item)


def _list(items: Iterable[str]) -> str:
    inner = "".join(f"<li>{item}</li>" for item in items)
    return f"<ul>{inner}</ul>" if inner else ""
