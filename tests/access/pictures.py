"""Pictures of the ten main views, and docs/views.md which shows them: `make pictures`.

In English and Arabic, in light and dark, of the demonstration with a few hundred made-up documents. Options make other
ones, to look at: --languages, --widths, --schemes, --views, --folder, --whole (the whole page, not its beginning).
"""

from __future__ import annotations

import argparse
import io
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.core.management import call_command  # noqa: E402 -- after the set-up
from django.utils import translation  # noqa: E402

from contacts.models import Question, User  # noqa: E402
from contributions.models import Meeting  # noqa: E402
from liaison.models import Statement  # noqa: E402
from tests.access.site import browser, say, served, session_of  # noqa: E402

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "images"
SIZE = 240  # made-up documents
HEIGHTS = {360: 740, 1280: 860, 2560: 1300}


def _seed() -> Statement:
    return Statement.objects.public().get(slug__startswith="2023-05-22")


def _draft() -> Statement:
    return Statement.objects.filter(status=Statement.Status.DRAFT, direction="outgoing").latest("date", "pk")


VIEWS: dict[str, Callable[[], str]] = {
    "home": lambda: "/",
    "register": lambda: "/statements/",
    "letter": lambda: _seed().get_absolute_url(),
    "annex": lambda: f"{_seed().get_absolute_url()}annexes/1/",
    "documents": lambda: "/documents/",
    "question": lambda: Question.objects.get(slug="2022-2025-q3-2").get_absolute_url(),
    "meeting": lambda: Meeting.objects.filter(body__code="ITU-D SG2").latest("starts_on").get_absolute_url(),
    "search": lambda: "/search/?q=child+online",
    "board": lambda: "/admin/",
    "draft": lambda: _draft().get_admin_url(),
}


TITLES = {
    "home": "The first page: what is new, what is due",
    "register": "The register, with its filters",
    "letter": "A liaison statement",
    "annex": "Its annex",
    "documents": "The documents",
    "question": "A Question: who, when, what",
    "meeting": "A meeting",
    "search": "What was found",
    "board": "The desk: what is to be done",
    "draft": "A draft at the desk",
}
INTRODUCTION = """# The ten main views

In English and Arabic, in light and dark; the others of the six languages look like the one or the other. The
statements are made up, but for that of 22 May 2023. `make pictures` takes the pictures anew and writes this page.
"""


def main() -> None:
    wanted = _arguments()
    call_command("migrate", verbosity=0)
    call_command("demo", size=SIZE, verbosity=0)
    with translation.override("en"):
        paths = {name: VIEWS[name]() for name in wanted.views.split(",")}
    wanted.folder.mkdir(parents=True, exist_ok=True)
    with served() as url, browser() as chromium:
        for language in wanted.languages.split(","):
            for width in map(int, wanted.widths.split(",")):
                _take(chromium, url, paths, language, width, wanted)
    if wanted.folder == FOLDER:
        (FOLDER.parent / "views.md").write_text(_page(), encoding="utf-8")


def _page() -> str:
    """A section a view, with the pictures of it that there are."""
    parts = [INTRODUCTION]
    for name, title in TITLES.items():
        files = sorted(
            FOLDER.glob(f"view-{name}-??-*.png"), key=lambda file: ("-ar-" in file.name, "dark" in file.name)
        )
        if files:
            parts.append(f"## {title}\n\n" + "\n".join(f"![{title}](images/{file.name})" for file in files) + "\n")
    return "\n".join(parts)


def _arguments() -> Any:
    parser = argparse.ArgumentParser(prog="make pictures")
    parser.add_argument("--languages", default="en,ar")
    parser.add_argument("--widths", default="1280")
    parser.add_argument("--schemes", default="light,dark")
    parser.add_argument("--views", default=",".join(VIEWS))
    parser.add_argument("--folder", type=Path, default=FOLDER)
    parser.add_argument("--whole", action="store_true")
    return parser.parse_args()


def _take(chromium: Any, url: str, paths: dict[str, str], language: str, width: int, wanted: Any) -> None:
    context = chromium.new_context(
        viewport={"width": width, "height": HEIGHTS.get(width, 860)}, reduced_motion="reduce"
    )
    context.add_cookies([session_of(User.objects.get(username="admin"), url)])
    page = context.new_page()
    page.set_default_timeout(180_000)
    for name, path in paths.items():
        page.goto(f"{url}{'' if language == 'en' else f'/{language}'}{path}")
        for scheme in wanted.schemes.split(","):
            page.emulate_media(color_scheme=scheme)
            file = f"view-{name}-{language}-{scheme}{'' if width == 1280 else f'-{width}'}.png"
            (wanted.folder / file).write_bytes(_small(page.screenshot(full_page=wanted.whole)))
            say(file)
    context.close()


def _small(png: bytes) -> bytes:
    """In 128 colours, where Pillow is installed; it is no part of what the project needs."""
    try:
        from PIL import Image  # noqa: PLC0415 -- not everywhere
    except ImportError:
        return png
    out = io.BytesIO()
    Image.open(io.BytesIO(png)).convert("RGB").quantize(128, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


if __name__ == "__main__":
    main()
