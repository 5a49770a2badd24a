"""Every public page and the desk's main ones in a real browser, for everybody: the short form of `make a11y`.

English and Arabic, in light, at the width of a desk, of a telephone, and at 320 pixels, which is 400 %.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.access.looking import Looker
from tests.access.site import session_of
from tests.access.world import MISSING, make_world
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
