"""Addresses of the web and of mail in what is printed: which of them may be links."""

from __future__ import annotations

import re
import urllib.parse
from collections.abc import Iterator

LONGEST = 2000  # characters
# Characters that show nothing are no text to click on.
VISIBLE = re.compile(r"[^\s\u00ad\u061c\u200b-\u200f\u2060]")
ADDRESS = re.compile(
    r"(?<![A-Za-z0-9])(?:https?://|www\.)[!#-;=?-~]*[A-Za-z0-9/_=&%#~-]"
    r"|(?<![A-Za-z0-9.+-])[A-Za-z0-9][A-Za-z0-9._+-]*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"
)
SAFE = re.compile(r"(?:https?://[^\s/?#]|mailto:[^\s@]+@)", re.I)
UNSAFE = re.compile(r"[\s\x00-\x1f\x7f\ud800-\udfff]")


def safe_address(href: str) -> str:
    """The address if it is one of the web or of mail, in ASCII; else ""."""
    href = href.strip()
    if not SAFE.match(href) or len(href) > LONGEST or UNSAFE.search(href):
        return ""
    return urllib.parse.quote(href, safe="!#$%&'()*+,/:;=?@[]~")


def parted(text: str) -> Iterator[tuple[str, str]]:
    """The parts of a text, each with the address that it is, "" for all other words."""
    at = 0
    for match in ADDRESS.finditer(text):
        shown = match.group()
        scheme = "" if shown.lower().startswith("http") else "https://" if shown.startswith("www.") else "mailto:"
        if address := safe_address(scheme + shown):
            if match.start() > at:
                yield text[at : match.start()], ""
            yield shown, address
            at = match.end()
    if at < len(text):
        yield text[at:], ""
