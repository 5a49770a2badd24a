"""Public forms may be sent so often from one address of the network, and then later again."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from config.addresses import client_address
from contacts import attempts
from contacts.attempts import Limit, TooManyError

View = Callable[..., HttpResponse]

FOLLOW = Limit("follow", 60, 3600)  # a whole office may share an address
ADDRESSES = Limit("addresses", 120, 3600)


def limited(limit: Limit) -> Callable[[View], View]:
    """Counts what is posted, and nothing that is read."""

    def around(view: View) -> View:
        @functools.wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method == "POST":
                try:
                    attempts.take(limit, client_address(request))
                except TooManyError as refusal:
                    return too_many(request, refusal)
            return view(request, *args, **kwargs)

        return answer

    return around


def too_many(request: HttpRequest, refusal: TooManyError) -> HttpResponse:
    response = render(request, "429.html", {"when": refusal.when}, status=429)
    response["Retry-After"] = str(refusal.seconds)
    response["Cache-Control"] = "no-store"
    return response
