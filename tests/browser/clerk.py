"""A clerk at a browser: opens pages of the desk, fills in their forms, saves."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

HIGHLIGHTED = ".select2-results__option--highlighted"


@dataclass
class Clerk:
    page: Any  # of Playwright
    url: str

    def visit(self, path: str) -> int:
        response = self.page.goto(f"{self.url}{path}")
        self.page.wait_for_load_state("load")
        self.page.wait_for_timeout(30)  # what scripts do after loading shows on the console by then
        return int(response.status)

    def fill(self, **values: Any) -> None:
        """Fields by the end of their id, `__` for `-`: texts are typed, rows of the register are searched for."""
        for name, value in values.items():
            field = f"#id_{name.replace('__', '-')}"
            if isinstance(value, Model):
                self.choose(field, *_search(value))
            elif self.page.locator(f"select{field}").count():
                self.page.select_option(field, value)
            else:
                self.page.fill(field, value)

    def choose(self, select: str, text: str, shown: str = "") -> None:
        """In a search box, by keyboard: its list, a search, the first that is found."""
        self.page.locator(f"{select} + .select2-container .select2-selection").click()
        self.pick(text, shown)

    def pick(self, text: str, shown: str = "") -> None:
        self.page.keyboard.type(text)
        self.page.wait_for_selector(f"{HIGHLIGHTED}:not(.loading-results)")
        found = f"document.querySelector('{HIGHLIGHTED}').innerText.toLowerCase()"
        self.page.wait_for_function(f"text => {found}.includes(text)", arg=(shown or text).lower())
        self.page.keyboard.press("Enter")

    def save(self, button: str = "_continue") -> str:
        """Saves, and returns what the desk says of it."""
        self.page.click(f"[name={button}]")
        return self._said(".messagelist .success")

    def save_by_key(self) -> str:
        """Saves by the desk's shortcut from where the focus is, and returns what the desk says of it."""
        self.page.keyboard.press("Control+s")
        return self._said(".messagelist .success")

    def save_in_vain(self) -> list[str]:
        """Saves what is not right, and returns the messages that stand beside fields and rows."""
        self.page.click("[name=_continue]")
        self._said(".errornote")
        return [message for text in self.page.locator(".errorlist li").all_inner_texts() for message in [text.strip()]]

    def _said(self, selector: str) -> str:
        """What a page that comes says at the selector, once all of it is there."""
        said = str(self.page.wait_for_selector(selector).inner_text())
        self.page.wait_for_load_state()
        return said

    def press_until(self, key: str, is_there: Callable[[], bool], most: int = 80) -> None:
        """Presses a key, such as Tab, until something holds."""
        for _ in range(most):
            if is_there():
                return
            self.page.keyboard.press(key)
        raise AssertionError(f"{key} never leads there; it is at {self.focus()}")

    def focus(self) -> str:
        """The id of what has the focus, or what it is called or says."""
        of = "(e => e.id || e.getAttribute('aria-label') || e.innerText.trim())(document.activeElement)"
        return str(self.page.evaluate(of))

    def tab_to(self, name: str) -> None:
        self.press_until("Tab", lambda: self.focus() == name)


def _search(row: Model) -> tuple[str, str]:
    """What a clerk types to find a row, and what is then shown of it."""
    text = re.sub(r" \(.*", "", str(row))
    return text, text
