"""A browser signed in at the desk. An error on its console fails the test, and what the policy blocks is one."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from tests import factory
from tests.browser.clerk import Clerk


@pytest.fixture
def clerk(live_server: Any, page: Any) -> Clerk:
    client = Client()
    client.force_login(factory.make_secretary(username="secretary"))
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])
    page.set_viewport_size({"width": 1280, "height": 900})
    page.set_default_timeout(20_000)
    return Clerk(page, str(live_server.url))
