"""The way to the organisation's own sign-on and back. Only the operator's provider is ever asked."""

from __future__ import annotations

from typing import Any

from allauth.core.internal.httpkit import add_query_params
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect import views
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from requests import RequestException

from .adapters import failed, nonce_of
from .pages import entrance, sign_on_name

PROVIDER = "sso"
FAULTS = (
    RequestException,
    OAuth2Error,
    AttributeError,
    KeyError,
    TypeError,
    ValueError,
)  # no answer, or one that makes no sense


@require_POST
@never_cache
def begin(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Nothing but the page to come back to is taken from the request. A form may not lead to another site (form-action
    of the policy), so a page does."""
    _configured()
    request.GET = QueryDict(urlencode({"process": "login", "next": request.POST.get("next", "")}))
    response = _asked(views.login, request)
    if response.status_code != 302:
        return response
    address = response["Location"]
    state = QueryDict(address.partition("?")[2]).get("state", "")
    address = add_query_params(address, {"nonce": nonce_of(str(state))})
    return entrance(request, "socialaccount/onward.html", address=address, name=sign_on_name())


@require_safe
@never_cache
def back(request: HttpRequest, provider_id: str) -> HttpResponse:
    _configured()
    return _asked(views.callback, request)


@require_safe
@never_cache
def again(request: HttpRequest) -> HttpResponse:
    """For somebody who has no password and is to show once more that it is them; `?next=` is where they go on."""
    _configured()
    if not request.user.is_authenticated:
        return redirect("admin:login")
    context = {"single_sign_on": sign_on_name(), "next": request.GET.get("next", "")}
    return TemplateResponse(request, "socialaccount/again.html", context)


def _asked(view: Any, request: HttpRequest) -> HttpResponse:
    try:
        answer: HttpResponse = view(request, PROVIDER)
    except FAULTS as error:
        return failed(request, f"no answer that can be used, {type(error).__name__}", status=502)
    return answer


def _configured() -> None:
    if not settings.SINGLE_SIGN_ON:
        raise Http404
