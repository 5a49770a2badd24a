"""A Content-Security-Policy on every answer, under Django 6's names. On Django 6 its own middleware takes over:
`SECURE_CSP`, `csp_nonce` in templates and `request._csp_nonce` mean the same there."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

NONE = "'none'"
SELF = "'self'"
NONCE = "<CSP_NONCE_SENTINEL>"


class LazyNonce:
    """A nonce made when it is first printed; a page that never prints one has none in its header either.

    It is false until then, as in Django 6: test for it with `is None`, not with `or`.
    """

    def __init__(self) -> None:
        self.value = ""

    def __str__(self) -> str:
        self.value = self.value or secrets.token_urlsafe(16)
        return self.value

    def __bool__(self) -> bool:
        return bool(self.value)


class ContentSecurityPolicyMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        nonce = request._csp_nonce = LazyNonce()  # type: ignore[attr-defined]
        response = self.get_response(request)
        if "Content-Security-Policy" not in response:
            policy = getattr(response, "_csp_config", settings.SECURE_CSP)
            response["Content-Security-Policy"] = header(policy, nonce.value)
        return response


def header(policy: dict[str, list[str]], nonce: str) -> str:
    sources = {
        directive: [f"'nonce-{nonce}'" if value == NONCE else value for value in values if nonce or value != NONCE]
        for directive, values in policy.items()
    }
    return "; ".join(" ".join([directive, *values]) for directive, values in sources.items())


def csp(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `<script nonce="{{ csp_nonce }}">`."""
    return {"csp_nonce": request._csp_nonce} if hasattr(request, "_csp_nonce") else {}
