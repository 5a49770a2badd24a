"""A clerk without a browser: opens a page of the admin, changes what stands in its form, and posts the form back."""

from __future__ import annotations

import html
from html.parser import HTMLParser
from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.test import Client
from django.urls import reverse

NOT_SENT = {"submit", "button", "image", "reset", "file"}


class _Form(HTMLParser):
    """What a browser would post of the page's main form, as lists of values by name."""

    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, list[str]] = {}
        self.is_inside, self.select, self.textarea, self.chosen = False, "", "", False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {key: value or "" for key, value in attrs}
        if tag == "form":
            self.is_inside = given.get("id", "").endswith("_form")
        if not self.is_inside:
            return
        kind = given.get("type", "text")
        if tag == "input" and "name" in given and kind not in NOT_SENT and "disabled" not in given:
            if kind not in ("checkbox", "radio") or "checked" in given:
                self.values.setdefault(given["name"], []).append(given.get("value", "on" if kind == "checkbox" else ""))
        elif tag == "select":
            self.select, self.chosen = given["name"], "multiple" in given
            self.values.setdefault(self.select, [])
        elif tag == "option" and self.select and ("selected" in given or not (self.chosen or self.values[self.select])):
            if "selected" in given and not self.chosen:
                self.values[self.select] = []
            self.values[self.select].append(given.get("value", ""))
        elif tag == "textarea":
            self.textarea = given["name"]
            self.values[self.textarea] = [""]

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.is_inside = False
        elif tag == "select":
            self.select = ""
        elif tag == "textarea" and self.textarea:
            self.values[self.textarea] = [self.values[self.textarea][0].removeprefix("\n")]
            self.textarea = ""

    def handle_data(self, data: str) -> None:
        if self.textarea:
            self.values[self.textarea][0] += data


class Page:
    """A form of the admin as it was opened."""

    def __init__(self, client: Client, url: str) -> None:
        self.client, self.url = client, url
        response = client.get(url)
        assert response.status_code == 200, f"{url}: {response.status_code}"
        self.text = response.content.decode()
        self.values = _values(self.text)

    def fill(self, **values: Any) -> Page:
        """Names with "__" for "-" as they stand in the form of rows: `senders__0__text`."""
        for name, value in values.items():
            given = value if isinstance(value, list) else [value]
            self.values[name.replace("__", "-") if name[-1] != "_" else name] = [
                str(item.pk if isinstance(item, Model) else item) for item in given
            ]
        return self

    def add(self, prefix: str, **values: Any) -> Page:
        """One more row, filled in like the one from which the page makes new rows."""
        place = int(self.values[f"{prefix}-TOTAL_FORMS"][0])
        for name in [name for name in self.values if name.startswith(f"{prefix}-__prefix__-")]:
            self.values[name.replace("__prefix__", str(place))] = list(self.values[name])
        self.values[f"{prefix}-TOTAL_FORMS"] = [str(place + 1)]
        return self.fill(**{f"{prefix}__{place}__{name}": value for name, value in values.items()})

    def post(self, **more: Any) -> Any:
        sent = {name: values for name, values in self.values.items() if "__prefix__" not in name}
        self.answer = self.client.post(self.url, sent | {"_continue": "1"} | more)
        return self.answer

    def answer_values(self) -> dict[str, list[str]]:
        """What stands in the form with which the page came back."""
        return _values(self.answer.content.decode())

    def errors(self) -> list[str]:
        """The messages with which the page comes back; none where it was saved."""
        response = self.post()
        if response.status_code == 302:
            return []
        found = [str(message) for message in response.context["errors"]]
        shown = html.unescape(response.content.decode())
        return [message for text in found for message in _items(text) if message and message in shown]


def _values(text: str) -> dict[str, list[str]]:
    form = _Form()
    form.feed(text)
    return form.values


def _items(text: str) -> list[str]:
    plain = html.unescape(text).replace("</li>", "\n")
    return [line.split(">")[-1].strip() for line in plain.split("\n") if line.strip() and ">" in line] or [plain]


def add_url(model: type[Model]) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_add")


def list_url(model: type[Model]) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")


def change_url(row: Model) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def open_add(client: Client, model: type[Model]) -> Page:
    return Page(client, add_url(model))


def open_change(client: Client, row: Model) -> Page:
    return Page(client, change_url(row))


def registered() -> list[type[Model]]:
    return sorted(admin.site._registry, key=lambda model: model._meta.label)
