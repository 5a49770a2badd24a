"""A page in a browser, looked at: by axe, by our own rules in look.js, at several widths, in light and in dark."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Error

AXE = Axe().axe_script
OWN = (Path(__file__).parent / "look.js").read_text(encoding="utf-8") + "\nwindow.looks = looks"
RULES = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}  # targets of 24 pixels
COLOURS = {"resultTypes": ["violations"], "runOnly": ["color-contrast", "link-in-text-block"]}
PLACES = {"resultTypes": ["violations"], "runOnly": ["target-size", "scrollable-region-focusable"]}
SMALLEST = 320  # 1280 pixels at 400 %
DESKTOP, PHONE = 1280, 360
RIGHT_TO_LEFT = {"ar"}


@dataclasses.dataclass(frozen=True)
class Finding:
    page: str
    language: str
    view: str  # light or dark and the width
    what: str

    def __str__(self) -> str:
        return f"{self.page}  {self.language}  {self.view}  {self.what}"


class Looker:
    """Opens pages and tells what is wrong with them.

    `is_thorough`: at more widths, by axe at two of them, in dark too, and what moves while a page is opened.
    """

    def __init__(self, page: Any, url: str, *, is_thorough: bool = False) -> None:
        self.page, self.url, self.is_thorough = page, url, is_thorough
        self.noted: list[str] = []  # what the console and the network said while a page was opened
        page.on("pageerror", lambda error: self.noted.append(f"error: {error}"))
        page.on("console", self._said)
        page.on("request", self._asked)

    def _said(self, message: Any) -> None:
        if message.type == "error":
            self.noted.append(f"console: {message.text[:200]}")

    def _asked(self, request: Any) -> None:
        if urlsplit(request.url).netloc not in (urlsplit(self.url).netloc, ""):
            self.noted.append(f"another host: {request.url}")

    def look(self, path: str, language: str, *, status: int = 200) -> list[Finding]:
        """What is wrong with one page in one language; `path` is that of the English page."""
        found = []
        try:
            for view, what in self._found(path, language, status):
                found.append(Finding(path, language, view, what))
        except Error as error:  # of the browser: the walk goes on, and says so
            found.append(Finding(path, language, "-", f"not looked at: {error.message.splitlines()[0]}"))
        return found

    def _found(self, path: str, language: str, status: int) -> Iterator[tuple[str, str]]:
        page, prefix = self.page, "" if language == "en" else f"/{language}"
        page.set_viewport_size({"width": DESKTOP, "height": 900})
        page.emulate_media(color_scheme="light", reduced_motion="no-preference")
        self.noted.clear()
        answer = page.goto(f"{self.url}{prefix}{path}")
        if answer.status != status:
            yield "light 1280", f"status: {answer.status}"
        page.wait_for_timeout(30)  # what scripts do after loading shows on the console by then
        yield from (("light 1280", what) for what in self.noted if status == 200 or "status of" not in what)
        page.evaluate(OWN)
        if self.is_thorough:
            yield from self._own("light 1280", "looks.shifted()")
        page.evaluate("looks.unfold()")
        yield from self._own("light 1280", f"looks.words('{language}', '{direction(language)}')")
        page.keyboard.press("Tab")
        yield from self._own("light 1280", "looks.focus()")
        yield from self._sizes()
        page.evaluate(AXE)
        yield from self._axe()

    def _sizes(self) -> Iterator[tuple[str, str]]:
        widths = (DESKTOP, 2560, 768, PHONE, SMALLEST) if self.is_thorough else (DESKTOP, PHONE, SMALLEST)
        for width in widths:
            self.page.set_viewport_size({"width": width, "height": 900})
            yield from self._own(f"light {width}", "looks.place()")

    def _axe(self) -> Iterator[tuple[str, str]]:
        """By all rules once, and again by those that another width or other colours may break."""
        views = [("light", PHONE, RULES)]
        if self.is_thorough:
            views = [("light", PHONE, PLACES), ("light", DESKTOP, RULES), ("dark", DESKTOP, COLOURS)]
        for scheme, width, options in views:
            self.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # colours on their way are none
            self.page.set_viewport_size({"width": width, "height": 900})
            for rule in self.page.evaluate("options => axe.run(options)", options)["violations"]:
                if rule["impact"] == "minor":  # the first column of Django’s rows in a table has no heading
                    continue
                for node in rule["nodes"]:
                    where = " ".join(map(str, node["target"]))
                    yield f"{scheme} {width}", f"{rule['id']} ({rule['impact']}): {where} {node['html'][:90]}"

    def _own(self, view: str, call: str) -> Iterator[tuple[str, str]]:
        yield from ((view, what) for what in self.page.evaluate(call))


def direction(language: str) -> str:
    return "rtl" if language in RIGHT_TO_LEFT else "ltr"
