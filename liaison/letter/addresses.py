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
MAIL = re.compile(r"(?P<scheme>mailto:)(?P<rest>[^\s@]+@.*)", re.I)
WEB = re.compile(r"(?P<scheme>https?://)(?P<host>[^\s/?#]+)(?P<rest>.*)", re.I)
HOST = re.compile(r"(?:[\w.~%!$&'()*+,;=:-]+@)?(?:[\w.-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?", re.A)
UNSAFE = re.compile(r"[\s\x00-\x1f\x7f\ud800-\udfff]")


def safe_address(href: str) -> str:
    """The address if it is one of the web or of mail, in ASCII; else "".

    Word offers to repair a file with an address that is none.
    """
    href = href.strip()
    match = WEB.fullmatch(href) or MAIL.fullmatch(href)
    if not match or len(href) > LONGEST or UNSAFE.search(href):
        return ""
    host = _host(match["host"]) if "host" in match.groupdict() else ""
    if host is None:
        return ""
    rest, mark, fragment = match["rest"].partition("#")
    return match["scheme"] + host + _quoted(rest) + mark + _quoted(fragment)


def _host(text: str) -> str | None:
    """A host name of another script in its ASCII form; None for what is none."""
    try:
        host = text if text.startswith("[") else text.encode("idna").decode()
    except UnicodeError:
        return None
    return host if HOST.fullmatch(host) else None


def _quoted(text: str) -> str:
    return re.sub("%(?![0-9A-Fa-f]{2})", "%25", urllib.parse.quote(text, safe="!$%&'()*+,/:;=?@~"))


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
