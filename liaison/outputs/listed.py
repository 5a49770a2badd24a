"""What every file of a list says about it: which list it is, by which filters, and what is wrong with them."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from contacts.models import Body
from liaison.bundles import LONGEST_NAME, query_of
from liaison.filters.base import ListFilter

from .tables import Link


def problems_of(found: ListFilter) -> str:
    """What stands beside the fields with a wrong value, a line each."""
    lines = [f"{found.form[name].label}: {text}" for name, texts in found.form.errors.items() for text in texts]
    return "".join(f"{line}\n" for line in lines)


def name_of(found: ListFilter, first: str) -> str:
    """The name of a file of the list, without its extension: `documents-2022-2025-q3-2`."""
    values = (slugify(value) for name, value in query_of(found).items() if name != "sort")
    return "-".join(filter(None, [first, *values]))[:LONGEST_NAME].rstrip("-")


def address_of(found: ListFilter, view: str) -> str:
    """Of the list, absolute, with the filters in use."""
    query = urlencode(query_of(found))
    return f"{settings.SITE_URL}{reverse(view)}{'?' if query else ''}{query}"


def facts_of(found: ListFilter, view: str, count: int) -> list[tuple[str, Any]]:
    """For the second sheet of a workbook."""
    home = Body.objects.home()
    facts: list[tuple[str, Any]] = [(_("Publisher"), home.local_name)] if home else []
    facts += [(str(chip.label), chip.value) for chip in found.chips]
    facts += [(_("Rows"), count), (_("Taken on"), timezone.localdate())]
    return [*facts, (_("Address"), Link(address_of(found, view)))]
