"""The way of the Tab key through the ten main views, printed to be read: tests/access/run.sh tests.access.tabs

Each line is a stop: where it lies, what it is, what it is called. `<-` marks a stop that lies above the one before it
by more than a line, for the eye follows the focus downwards.
"""

from __future__ import annotations

import argparse
import os
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.core.management import call_command  # noqa: E402 -- after the set-up
from django.utils import translation  # noqa: E402

from contacts.models import User  # noqa: E402
from tests.access.pictures import SIZE, VIEWS  # noqa: E402
from tests.access.site import browser, say, served, session_of  # noqa: E402

LINE = 40
STOP = """() => {
    const at = document.activeElement
    if (!at || at === document.body) return null
    const box = at.getBoundingClientRect()
    const label = at.labels && at.labels[0] && at.labels[0].innerText
    const names = [at.getAttribute('aria-label'), label, at.innerText, at.value]
    const name = (names.find(text => text && text.trim()) || '(no name)').trim().replace(/\\s+/g, ' ').slice(0, 60)
    return [Math.round(box.left), Math.round(box.top + window.scrollY), at.localName, name]
}"""


def main() -> None:
    parser = argparse.ArgumentParser(prog="tests.access.tabs")
    parser.add_argument("--views", default=",".join(VIEWS))
    parser.add_argument("--language", default="en")
    parser.add_argument("--most", type=int, default=60, help="stops of one page")
    wanted = parser.parse_args()
    call_command("migrate", verbosity=0)
    call_command("demo", size=SIZE, verbosity=0)
    with translation.override("en"):
        paths = {name: VIEWS[name]() for name in wanted.views.split(",")}
    with served() as url, browser() as chromium:
        context = chromium.new_context(viewport={"width": 1280, "height": 900})
        context.add_cookies([session_of(User.objects.get(username="admin"), url)])
        page = context.new_page()
        page.set_default_timeout(180_000)
        for name, path in paths.items():
            page.goto(f"{url}{'' if wanted.language == 'en' else f'/{wanted.language}'}{path}")
            say(f"\n{name}  {path}")
            _walk(page, wanted.most)


def _walk(page: Any, most: int) -> None:
    lowest = 0
    for number in range(1, most + 1):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop is None:
            return
        left, top, kind, name = stop
        say(f"{number:4} {left:5} {top:6} {kind:9} {name}{'  <-' if top < lowest - LINE else ''}")
        lowest = top


if __name__ == "__main__":
    main()
