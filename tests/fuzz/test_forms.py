"""Made-up answers to every form and filter, public and of the desk: errors beside fields, and never a fault.

FUZZ_FORMS says how many. Whatever an answer stores is undone, so that each finds the register as it was.
"""

from __future__ import annotations

import os
from typing import Any

import hypothesis
import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client

from tests.access.world import make_world
from tests.fuzz.forms import Form, answers, forms_of

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
ANSWERS = int(os.environ.get("FUZZ_FORMS", "40"))
PARTS = max(1, ANSWERS // 500)
GIVEN = "FUZZ_FORMS" in os.environ


class Clerk:
    """Signed in; each request with a browser of its own, for some answers sign out."""

    def __init__(self, user: Any) -> None:
        client = Client()
        client.force_login(user)
        self.session = client.cookies[settings.SESSION_COOKIE_NAME].value

    def browser(self) -> Client:
        client = Client(raise_request_exception=False)
        client.cookies[settings.SESSION_COOKIE_NAME] = self.session
        return client

    def forms(self, paths: list[str]) -> list[Form]:
        found = {}
        for path in paths:
            response = self.browser().get(path)
            if response.status_code == 200 and response["Content-Type"].startswith("text/html"):
                for form in forms_of(path, response.content.decode()):
                    found.setdefault((form.action, form.method, *sorted(form.values)), form)
        return list(found.values())

    def send(self, form: Form, values: dict[str, Any]) -> int:
        kept = transaction.savepoint()
        try:
            client = self.browser()
            response = (client.post if form.method == "POST" else client.get)(form.action, values)
            if response.streaming:
                b"".join(response.streaming_content)
            return int(response.status_code)
        finally:
            transaction.savepoint_rollback(kept)


@pytest.mark.parametrize("part", range(PARTS))
def test_no_answer_to_a_form_is_answered_with_a_fault(part: int) -> None:
    world = make_world(is_whole=True)
    clerk = Clerk(world.clerk)
    forms = clerk.forms([*dict.fromkeys([*world.public, *world.desk])])
    assert len(forms) > 100

    @hypothesis.settings(
        max_examples=ANSWERS // PARTS, derandomize=not GIVEN, deadline=None, database=None,
        suppress_health_check=list(hypothesis.HealthCheck), phases=[hypothesis.Phase.generate],
    )  # fmt: skip
    @hypothesis.given(answer=answers(forms))
    def try_it(answer: tuple[Form, dict[str, Any]]) -> None:
        form, values = answer
        status = clerk.send(form, values)
        assert status < 500, f"{form}: {values}"[:20_000]

    try_it()
