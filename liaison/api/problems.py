"""What is wrong, as RFC 9457 says it: an exception, and the answer that it becomes."""

from __future__ import annotations

import json
from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _

MEDIA_TYPE = "application/problem+json"


class Problem(Exception):
    def __init__(self, status: int, detail: str, **more: Any) -> None:
        super().__init__(detail)
        self.status, self.detail, self.more = status, detail, more


def response_to(problem: Problem) -> HttpResponse:
    body = {"type": "about:blank", "title": HTTPStatus(problem.status).phrase, "status": problem.status}
    body |= {"detail": problem.detail, **problem.more}
    response = HttpResponse(
        json.dumps(body, ensure_ascii=False), status=problem.status, content_type=MEDIA_TYPE, reason=None
    )
    response["Cache-Control"] = "no-cache"
    return response


def wrong_parameters(*asked: forms.BaseForm) -> Problem:
    """For forms with errors: the text that stands beside each field on the page."""
    errors = [
        {"parameter": name, "message": str(message)}
        for form in asked
        for name, messages in form.errors.items()
        for message in messages
    ]
    return Problem(400, _sentence(errors), errors=errors)


def wrong_parameter(name: str, message: str) -> Problem:
    errors = [{"parameter": name, "message": message}]
    return Problem(400, _sentence(errors), errors=errors)


def _sentence(errors: Iterable[dict[str, str]]) -> str:
    return " ".join(f"{error['parameter']}: {error['message']}" for error in errors)


def not_found(detail: str = "") -> Problem:
    return Problem(404, detail or _("There is no such address."))


def gone() -> Problem:
    return Problem(410, _("This statement was removed from public view."))
