"""A statement's own words in a page: its blocks as HTML, its addresses as links."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from urllib.parse import quote

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from contacts.enumeration import enumerated
from liaison.letter import columns, labels
from liaison.letter.directions import block_html
from liaison.letter.formats import Writer
from liaison.letter.letter import Block, Letter, Table
from liaison.letter.rich_text import blocks_from_html
from liaison.letter.sheet import Sheet
from liaison.letter.to_html import part_of_page
from liaison.models import Statement, StatementContact
from liaison.renditions import hides_addresses
from liaison.symbol_links import SymbolLinks

from .days import day

register = template.Library()

CODE = re.compile(r"\b(?:[A-Z]{2,}(?:-[A-Z0-9]+)+(?: SG\d+)?|Q?\d+/\d+|\d{4}-\d{4})\b")


@register.simple_tag
def blocks(value: Iterable[Block] | str, language: str, top: int, links: SymbolLinks | None = None) -> SafeString:
    """Letter blocks, or stored HTML, as HTML with the upper headings at level `top`; a wide table scrolls within
    itself. The one place that trusts HTML: `block_html` escapes all text and prints known tags alone."""
    found = blocks_from_html(value) if isinstance(value, str) else tuple(value)
    found = links.blocks(found) if links else found
    return mark_safe("".join(_scrolling(block, block_html(block, language, top=top)) for block in found))  # nosec B308 B703


def _scrolling(block: Block, html: str) -> str:
    if not isinstance(block, Table):
        return html
    # A group, since a page may have many and a region is a landmark that needs a name of its own.
    label = format_html('<div class="scroll" role="group" tabindex="0" aria-label="{}">', _("Table"))
    return f"{label}{html}</div>"


@register.simple_tag
def whole_letter(letter: Letter, sheet: Sheet) -> SafeString:
    """A letter from head to annexes, as the HTML file has it: every word was escaped by its writer."""
    return mark_safe(part_of_page(letter, sheet))  # nosec B308 B703


@register.filter
def unbroken(text: str) -> SafeString:
    """Escaped, with codes such as ITU-D, CWG-COP or 3/2 kept on one line."""
    return mark_safe(CODE.sub(r'<span class="nowrap">\g<0></span>', escape(text)))  # nosec B308 B703


@register.filter
def linked(text: str, links: SymbolLinks | str) -> SafeString:
    """Escaped, with the symbols of known documents as links; `links` may be missing."""
    return links.html(text) if isinstance(links, SymbolLinks) else escape(text)


@register.filter
def counts_rows(headings: Sequence[str]) -> bool:
    return columns.counts_rows(headings)


@register.filter
def called_in(contact: StatementContact, language: str) -> str:
    return labels.full_name(contact.honorific, contact.name, language)


@register.filter
def office_in(contact: StatementContact, language: str) -> str:
    """Role and affiliation, with the comma of the language between them."""
    return labels.comma(language).join(filter(None, [contact.role, contact.affiliation]))


@register.filter
def own_name(language: str) -> str:
    """What a language is called in itself."""
    return labels.language_name(language, language)


@register.filter
def contact_label(label: str) -> str:
    """The heading of a contact in the reader's language, where it is one of the form's own."""
    return labels.contact_label(label, get_language() or "en")


@register.simple_tag
def mail_link(address: str, subject: str = "") -> SafeString | str:
    """A link to write to an address as printed; its words alone where they are no address, and none of it where a
    setting says that addresses are not shown."""
    if hides_addresses():
        return ""
    if address.count("@") != 1 or any(character.isspace() for character in address):
        return address
    query = f"?subject={quote(subject)}" if subject else ""
    return format_html('<a href="mailto:{}{}">{}</a>', quote(address, safe="@"), query, address)


@register.simple_tag
def export_address(statement: Statement, writer: Writer) -> str:
    return reverse(f"liaison:statement-{writer.extension}", args=[statement.slug])


@register.simple_tag
def citation(statement: Statement) -> SafeString:
    """Who, what, to whom, when, where: one line to copy, the title marked with its language."""
    parties = [enumerated(party.short for party in parties) for parties in (statement.senders, statement.recipients)]
    with override(settings.LANGUAGE_CODE):
        address = settings.SITE_URL + statement.get_absolute_url()
    words = _("%(sender)s: “%(title)s”. Liaison statement to %(recipient)s%(symbol)s, %(date)s. %(address)s")
    title = format_html(
        '<bdi lang="{}" dir="{}">{}</bdi>', statement.language, statement.direction_of_text, statement.title
    )
    values = {
        "sender": parties[0] or _("Unknown sender"),
        "title": title,
        "recipient": parties[1] or _("unknown recipient"),
        "date": day(statement.date).removesuffix(".") if statement.date else _("no date"),
        "address": address,
    }
    isolated = {name: format_html("<bdi>{}</bdi>", value) for name, value in values.items()}
    isolated["symbol"] = format_html(" (<bdi>{}</bdi>)", statement.symbol) if statement.symbol else ""
    return mark_safe(escape(words) % isolated)  # nosec B308 B703
