"""A statement's own words in a page: its blocks as HTML, its addresses as links."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import quote

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from liaison.letter import labels
from liaison.letter.formats import Writer
from liaison.letter.letter import Block, Table
from liaison.letter.rich_text import blocks_from_html, html_from_blocks
from liaison.models import Statement

register = template.Library()

CODE = re.compile(r"\b(?:[A-Z]{2,}(?:-[A-Z0-9]+)+(?: SG\d+)?|Q?\d+/\d+|\d{4}-\d{4})\b")


@register.filter
def blocks(value: Iterable[Block] | str) -> SafeString:
    """Letter blocks, or stored HTML, as HTML; a wide table scrolls within itself. The one place that trusts HTML:
    `html_from_blocks` escapes all text and prints known tags alone."""
    found = blocks_from_html(value) if isinstance(value, str) else value
    return mark_safe("".join(_scrolling(block) for block in found))  # nosec B308 B703


def _scrolling(block: Block) -> str:
    html = html_from_blocks([block])
    if not isinstance(block, Table):
        return html
    label = format_html('<div class="scroll" role="region" tabindex="0" aria-label="{}">', _("Table"))
    return f"{label}{html}</div>"


@register.filter
def unbroken(text: str) -> SafeString:
    """Escaped, with codes such as ITU-D, CWG-COP or 3/2 kept on one line."""
    return mark_safe(CODE.sub(r'<span class="nowrap">\g<0></span>', escape(text)))  # nosec B308 B703


@register.filter
def contact_label(label: str) -> str:
    """The heading of a contact in the reader's language, where it is one of the form's own."""
    return labels.contact_label(label, get_language() or "en")


@register.simple_tag
def mail_link(address: str, subject: str = "") -> SafeString | str:
    """A link to write to an address as printed; its words alone where they are no address."""
    if address.count("@") != 1 or any(character.isspace() for character in address):
        return address
    query = f"?subject={quote(subject)}" if subject else ""
    return format_html('<a href="mailto:{}{}">{}</a>', quote(address, safe="@"), query, address)


@register.simple_tag
def export_address(statement: Statement, writer: Writer) -> str:
    return reverse(f"liaison:statement-{writer.extension}", args=[statement.slug])


@register.simple_tag
def citation(statement: Statement) -> str:
    """Who, what, to whom, when, where: one line to copy."""
    parties = [", ".join(party.short for party in parties) for parties in (statement.senders, statement.recipients)]
    with override(settings.LANGUAGE_CODE):
        address = settings.SITE_URL + statement.get_absolute_url()
    return _("%(sender)s: “%(title)s”. Liaison statement to %(recipient)s%(symbol)s, %(date)s. %(address)s") % {
        "sender": parties[0],
        "title": statement.title,
        "recipient": parties[1],
        "symbol": f" ({statement.symbol})" if statement.symbol else "",
        "date": date_format(statement.date) if statement.date else _("no date"),
        "address": address,
    }
