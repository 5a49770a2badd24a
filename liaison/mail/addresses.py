"""E-mail addresses as they are typed, stored, and given to a server."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.encoding import punycode
from django.utils.translation import gettext as _

TYPED = re.compile(r"(?:(?P<name>[^<>]*)<(?P<email>[^<>\s]+)>|(?P<alone>[^<>\s]+))")


@dataclass(frozen=True)
class Address:
    email: str
    name: str = ""

    @property
    def key(self) -> str:
        """Two addresses with one key are one: servers that tell upper from lower case are not met."""
        return self.email.casefold()


def read_address(text: str) -> Address:
    """`ann@example.org` or `Ann Example <ann@example.org>`. Raises ValidationError for anything else."""
    found = TYPED.fullmatch(text.strip())
    email = (found["email"] or found["alone"]) if found else ""
    name = one_line(found["name"] or "").strip('" ') if found else ""
    try:
        if not email or '"' in email or len(email) > 254 or not is_plain(name):
            raise ValidationError("")
        validate_email(email)
        email.rpartition("@")[2].encode("idna")
    except (ValidationError, UnicodeError):
        raise ValidationError(_("“%(text)s” is not an e-mail address.") % {"text": one_line(text)[:100]}) from None
    return Address(email, name[:200])


def read_addresses(texts: Iterable[str], *, but: Iterable[Address] = ()) -> list[Address]:
    """Each once, in order, without those of `but`."""
    seen = {address.key for address in but}
    found = []
    for address in map(read_address, texts):
        if address.key not in seen:
            seen.add(address.key)
            found.append(address)
    return found


def for_server(email: str) -> str:
    """As servers take it: the domain of another script in its ASCII form."""
    name, _at, domain = email.rpartition("@")
    return f"{name}@{punycode(domain)}"


def one_line(text: str) -> str:
    """Runs of white space, line breaks of any kind among them, become a space: no header can begin within it."""
    return " ".join(text.split())


def is_plain(text: str) -> bool:
    """Whether it holds no control characters but tabs and line breaks, and nothing that cannot be encoded."""
    return not any(unicodedata.category(letter) in ("Cc", "Cs") and letter not in "\t\r\n" for letter in text)
