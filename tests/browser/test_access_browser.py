"""Every public page and the desk's main ones in a real browser, for everybody: the short form of `make a11y`.

English and Arabic, in light, at the width of a desk, of a telephone, and at 320 pixels, which is 400 %.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Group

from contacts.models import Person
from liaison.models import Statement
from tests import factory
from tests.access.looking import OWN, Looker
from tests.access.site import session_of
from tests.access.world import MISSING, make_world
from tests.desk import add_url, change_url
from tests.register import HARD_PAGES, PAGES

MAIN = 9  # pages of the desk: the board, its keys, lists and forms; `make a11y` looks at all of them

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_pages_bar_nobody(live_server: Any, chromium: Any, settings: Any, language: str) -> None:
    settings.EMAIL_ADDRESSES = "click"
    world, found = make_world(), []
    context = chromium.new_context()
    context.add_cookies([session_of(world.clerk, live_server.url)])
    looker = Looker(context.new_page(), live_server.url)
    hard = [*MISSING, *HARD_PAGES] if language == "en" else []
    for path in [*PAGES.values(), *hard, *world.desk[:MAIN]]:
        found += looker.look(path, language, status=404 if path in MISSING else 200)
    context.close()
    assert found == [], "\n".join(map(str, found))


def test_accounts_bar_nobody(live_server: Any, chromium: Any) -> None:
    """With the two boxes from one of which permissions move into the other."""
    account = factory.make_member_of("Reader")
    context = chromium.new_context()
    context.add_cookies([session_of(factory.make_secretary(), live_server.url)])
    looker = Looker(context.new_page(), live_server.url)
    found = looker.look(change_url(account), "en") + looker.look(change_url(Group.objects.first()), "en")
    context.close()
    assert found == [], "\n".join(map(str, found))


def test_nothing_moves_while_a_form_opens(live_server: Any, chromium: Any) -> None:
    """Room is kept for the calendars, search boxes, rows and buttons that scripts put in, and for the editor."""
    annex = factory.make_annex(factory.make_statement(), title="Annex", intro="<p>Text</p>")
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    context.add_cookies([session_of(factory.make_secretary(), live_server.url)])
    page, found = context.new_page(), {}
    for path in (add_url(Statement), add_url(Person), change_url(annex)):
        page.goto(f"{live_server.url}{path}")
        page.evaluate(OWN)
        found[path] = page.evaluate("looks.shifted()")
    context.close()
    assert {path: moved for path, moved in found.items() if moved} == {}
