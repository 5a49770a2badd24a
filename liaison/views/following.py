"""Lists by e-mail: ask for one, confirm it, stop, and what is stored. GET changes nothing anywhere here."""

from __future__ import annotations

import functools
from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from liaison.digests import pages
from liaison.digests.followed import FollowedList
from liaison.digests.forms import FollowForm
from liaison.digests.services import follow_ask, follow_confirm, follower_erase, follower_stored
from liaison.models import Follower, FollowRequest

from .limits import FOLLOW, limited
from .reviews import private


def of_owner(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For whoever has the address from a mail. No other site is told it; a form of a page that tells nobody where it
    comes from would be refused."""
    hidden = private(view)

    @functools.wraps(view)
    def answer(request: HttpRequest, token: str) -> HttpResponse:
        response = hidden(request, token)
        response["Referrer-Policy"] = "same-origin"
        return response

    return answer


reads_or_posts = require_http_methods(["GET", "HEAD", "POST"])


@reads_or_posts
@never_cache
@limited(FOLLOW)
def follow(request: HttpRequest) -> HttpResponse:
    """The form for the list that the address names; its filters stay in the address."""
    try:
        followed = FollowedList(request.GET.get("list", "statements"), request.GET)
    except KeyError:
        raise Http404(_("There is no such list.")) from None
    if request.method != "POST":
        form = FollowForm(initial={"frequency": "daily", "language": get_language()})
        return _follow_page(request, followed, form)
    form = FollowForm(request.POST)
    if not form.is_valid() or followed.errors:
        return _follow_page(request, followed, form)
    if not form.is_from_machine:
        wanted = {name: form.cleaned_data[name] for name in ("email", "frequency", "language")}
        try:
            follow_ask(followed=followed, **wanted)
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
            return _follow_page(request, followed, form, status=503)
    return redirect("liaison:follow-asked")


def _follow_page(request: HttpRequest, followed: FollowedList, form: FollowForm, status: int = 200) -> HttpResponse:
    return render(request, "liaison/follow.html", {"followed": followed, "form": form}, status=status)


@require_safe
def follow_asked(request: HttpRequest) -> HttpResponse:
    """The same for everybody, whatever is known of the address."""
    return render(request, "liaison/follow_asked.html")


@reads_or_posts
@of_owner
def follow_confirm_page(request: HttpRequest, token: str) -> HttpResponse:
    """What a link in a mail opens, and machines with it: the button alone confirms."""
    asked = FollowRequest.objects.of_token(token)
    problem = ""
    if request.method == "POST":
        try:
            if follower := follow_confirm(token=token):
                return HttpResponseRedirect(pages.yours(follower, "confirmed"))
        except ValidationError as refusal:
            problem = refusal.messages[0]
    context = {"asked": asked, "followed": asked and FollowedList.stored(asked.list, asked.query), "problem": problem}
    return render(request, "liaison/follow_confirm.html", context, status=200 if asked else 404)


@csrf_exempt
@reads_or_posts
@of_owner
def follow_stop(request: HttpRequest, token: str) -> HttpResponse:
    """RFC 8058: a POST to the address in a mail's head stops all, and takes nothing but the address.

    Machines of mail providers send it, without cookie or form. It can be repeated. Raises Http404 for what no mail had.
    """
    if not Follower.objects.is_token(token):
        raise Http404(_("There is no such page."))
    follower = Follower.objects.of_token(token)
    if follower and request.method == "POST":
        follower_erase(follower=follower)
        follower = None
    return render(request, "liaison/follow_stop.html", {"follower": follower, "token": token})


@reads_or_posts
@of_owner
def follow_yours(request: HttpRequest, token: str) -> HttpResponse:
    """The lists of one address, and what may be done with them."""
    follower = _follower(token)
    if request.method == "POST":
        done = pages.act_on(follower, request.POST)
        if done == "erased":
            return render(request, "liaison/follow_stop.html", {"follower": None})
        return HttpResponseRedirect(pages.yours(follower, done))
    return render(request, "liaison/follow_yours.html", pages.context_of(follower, request.GET.get("done", "")))


@require_safe
@of_owner
def follow_stored(request: HttpRequest, token: str) -> HttpResponse:
    stored = follower_stored(follower=_follower(token))
    response = JsonResponse(stored, json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = 'attachment; filename="followed-lists.json"'
    return response


def _follower(token: str) -> Follower:
    """Raises Http404 for a token that is none, or whose address was erased."""
    if follower := Follower.objects.of_token(token):
        return follower
    raise Http404(_("There is no such page."))
