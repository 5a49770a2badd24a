"""The forms of a page as a browser has them, and made-up answers to one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin

from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import strategies as st
from lxml import html

from tests.test_random_requests import GOOD, NASTY

UNTRIED = ("/admin/logout/", "/i18n/")  # they have nothing to fill in
MOST_CHANGED = 4  # fields of one answer
FILES = [
    b"",
    b"x",
    b"%PDF-1.7",
    b"PK\x03\x04",
    b"LIAISON STATEMENT\nTitle: X\n",
    b"Symbol,Title\n2/1,One\n",
    b"\x00\xff" * 500,
]
NAMES = [
    "a.txt",
    "a.docx",
    "a.pdf",
    "a.csv",
    "a.xlsx",
    "a.zip",
    "a",
    "../../a.txt",
    "é" * 200 + ".txt",
    "a.txt\x00.exe",
]


@dataclass(frozen=True)
class Form:
    page: str
    action: str
    method: str
    values: dict[str, list[str]] = field(hash=False)
    buttons: tuple[tuple[str, str], ...]
    files: tuple[str, ...]

    def __repr__(self) -> str:
        return f"{self.method} {self.action} on {self.page}"


def forms_of(page: str, content: str) -> Iterator[Form]:
    """Those of the page that have fields, each with what stands in it."""
    root = html.fromstring(content)
    for form in root.forms:
        action = urljoin(page, form.get("action") or "")
        values: dict[str, list[str]] = {}
        for name, value in form.form_values():
            values.setdefault(name, []).append(value)
        files = {one.get("name") for one in form.xpath('.//input[@type="file"]')}
        buttons = form.xpath('.//button[@name]|.//input[@type="submit"][@name]')
        if form.get("id"):
            buttons += root.xpath("//button[@name][@form=$id]", id=form.get("id"))
        pressed = tuple((button.get("name"), button.get("value") or "1") for button in buttons)
        if (values or files) and not action.startswith(UNTRIED):
            yield Form(page, action, form.method, values, pressed, tuple(files - {None}))


text = st.one_of(
    st.sampled_from(NASTY),
    st.sampled_from(GOOD),
    st.text(max_size=40),
    st.integers().map(str),
    st.dates().map(str),
    st.floats().map(str),
    st.sampled_from(
        ["<p>x</p>", "<table><tr><td>x", "a@example.org", "on", "None", "[]", "{}", "x" * 100_000, "\ud800"]
    ),
)
uploads = st.builds(SimpleUploadedFile, st.sampled_from(NAMES), st.sampled_from(FILES))


@st.composite
def answers(draw: Any, forms: list[Form]) -> tuple[Form, dict[str, Any]]:
    """A form with some of its fields changed, emptied, doubled, left out or new, one button pressed, files given."""
    form = draw(st.sampled_from(forms))
    values: dict[str, Any] = {name: given for name, given in form.values.items() if "__prefix__" not in name}
    names = st.sampled_from([*sorted(values), "unknown"])
    for name in draw(st.lists(names, min_size=1, max_size=MOST_CHANGED, unique=True)):
        if draw(st.integers(0, 9)) == 0:
            values.pop(name, None)
        else:
            values[name] = draw(st.lists(text.map(encodable), min_size=1, max_size=2))
    if form.buttons:
        name, value = draw(st.sampled_from(form.buttons))
        values[name] = [value]
    if form.method == "POST":
        values |= {name: draw(uploads) for name in form.files if draw(st.booleans())}
    return form, values


def encodable(words: str) -> str:
    """A browser sends no half of a pair."""
    return words.encode("utf-8", "replace").decode()
