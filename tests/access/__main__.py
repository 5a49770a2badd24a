"""All pages in all languages, looked at in light and dark, on a desk and on a telephone: `make a11y`.

Prints one line for each thing that is wrong, and ends with 1 if there is any. The database is one of its own, made by
tests/access/run.sh. Options narrow the walk: --languages en,ar, --only /statements/, --public, --desk,
--small, --short.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.conf import settings  # noqa: E402 -- after the set-up
from django.core.management import call_command  # noqa: E402
from django.test.utils import setup_test_environment  # noqa: E402

from tests.access.looking import Finding, Looker  # noqa: E402
from tests.access.site import browser, say, served, session_of  # noqa: E402
from tests.access.world import MISSING, World, make_world, missing  # noqa: E402

AT_A_TIME = 150  # pages of one browser profile
SIZE = 240  # made-up documents
TOLD = 50  # pages after which the walk says where it is


def main() -> int:
    wanted = _arguments()
    setup_test_environment()
    call_command("migrate", verbosity=0)
    started = time.monotonic()
    world = make_world(size=0 if wanted.small else SIZE, is_whole=True)
    left_out = missing(world)
    for name in sorted(left_out):
        say(f"{name}: no page of that name is walked; add one to tests/access/world.py.")
    walk = _walk(world, wanted)
    say(f"{len(walk)} pages; the register was made in {time.monotonic() - started:.0f} s.")
    found = _found(walk, world, wanted)
    _print(found, len(walk), started)
    return 1 if found or left_out else 0


def _arguments() -> Any:
    parser = argparse.ArgumentParser(prog="make a11y")
    parser.add_argument(
        "--languages", default=",".join(sorted((code for code, _ in settings.LANGUAGES), key="en".__ne__))
    )
    parser.add_argument("--only", default="", help="pages whose address holds this")
    parser.add_argument("--small", action="store_true", help="without the many made-up rows, which take a while")
    parser.add_argument("--short", action="store_true", help="as the tests look: in light alone, by axe at one width")
    parser.add_argument("--public", action="store_true", help="leave out the desk")
    parser.add_argument("--desk", action="store_true", help="the desk alone")
    return parser.parse_args()


def _walk(world: World, wanted: Any) -> list[tuple[str, str]]:
    """Pages and languages."""
    paths = [] if wanted.desk else [*MISSING, *world.public]
    paths += [] if wanted.public else world.desk
    paths = [path for path in dict.fromkeys(paths) if wanted.only in path]
    return [(path, language) for language in wanted.languages.split(",") for path in paths
            if language == "en" or not path.startswith("/doc/")]  # fmt: skip


def _found(walk: list[tuple[str, str]], world: World, wanted: Any) -> list[Finding]:
    found: list[Finding] = []
    with served() as url, browser() as chromium:
        for first in range(0, len(walk), AT_A_TIME):
            context = chromium.new_context(bypass_csp=False)
            context.add_cookies([session_of(world.clerk, url)])
            looker = Looker(context.new_page(), url, is_thorough=not wanted.short)
            looker.page.set_default_timeout(180_000)
            for number, (path, language) in enumerate(walk[first : first + AT_A_TIME], start=first + 1):
                new = looker.look(path, language, status=404 if path in MISSING else 200)
                for finding in new:
                    say(str(finding))
                found += new
                if number % TOLD == 0:
                    say(f"{number} of {len(walk)} pages")
            context.close()
    return found


def _print(found: list[Finding], pages: int, started: float) -> None:
    kinds: dict[str, int] = {}
    for finding in found:
        kind = finding.what.partition(":")[0]
        kinds[kind] = kinds.get(kind, 0) + 1
    say(f"\n{pages} pages in {(time.monotonic() - started) / 60:.0f} min: {len(found)} findings")
    for kind, count in sorted(kinds.items(), key=lambda row: -row[1]):
        say(f"{count:6} {kind}")


if __name__ == "__main__":
    sys.exit(main())
