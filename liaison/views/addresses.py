"""E-mail addresses of a statement's contacts behind a button, where EMAIL_ADDRESSES is `click`."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from liaison.renditions import shows_addresses_on_request

from .limits import ADDRESSES, limited
from .statements import gone_page, public_statement


@never_cache
@limited(ADDRESSES)
@gone_page
def statement_addresses(request: HttpRequest, slug: str) -> HttpResponse:
    """A page with the button; the addresses are in the answer to its POST alone, which robots do not send."""
    statement = public_statement(slug)
    if not shows_addresses_on_request():
        raise Http404(_("There is no such page."))
    contacts = [contact for contact in statement.contacts.all() if contact.email]
    context = {"statement": statement, "contacts": contacts, "is_asked": request.method == "POST"}
    response = render(request, "liaison/statement_addresses.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response
