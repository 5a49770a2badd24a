"""Every public page and the desk's main ones in a real browser, for everybody: the short form of `make a11y`.

English and Arabic, in light, at the width of a desk, of a telephone, and at 320 pixels, which is 400 %.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.access.looking import Looker
from tests.access.site import session_of
from tests.access.world import MISSING, make_world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.usefixtures("few_files")
@pytest.mark.parametrize("language", ["en", "ar"])
def test_pages_bar_nobody(live_server: Any, chromium: Any, settings: Any, language: str) -> None:
    settings.EMAIL_ADDRESSES = "click"
    world, found = make_world(), []
    context = chromium.new_context()
    context.add_cookies([session_of(world.clerk, live_server.url)])
    looker = Looker(context.new_page(), live_server.url)
    for path in [*MISSING, *world.public, *world.desk]:
        if language == "en" or not path.startswith("/doc/"):
            found += looker.look(path, language, status=404 if path in MISSING else 200)
    context.close()
    assert [str(finding) for finding in found] == []
