"""The documentation says what is there: every variable, every verb, every file that it names."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.test_settings import VARIABLES

ROOT = Path(__file__).resolve().parent.parent
REQUIREMENTS = ["requirements.txt", "requirements-dev.txt"]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"\[[^\]]*\]\((?!https?:|mailto:|#)([^)#]+)")
PATH = re.compile(r"`((?:config|contacts|contributions|liaison|static|docs|tests|templates)/[\w./-]+)`")


def text(path: str | Path) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def test_every_variable_read_from_the_environment_is_documented() -> None:
    calls = re.findall(r"environment\.\w+\(([^)]*)", text("config/settings.py"))
    read = {name for call in calls for name in re.findall(r"\"([A-Z_]{3,})\"", call.partition("DATABASES")[0])}
    documented = set(re.findall(r"^\| `([A-Z_]+)` \|", text("docs/operations.md"), re.M))
    assert read == documented == set(VARIABLES)


def test_every_verb_of_make_is_explained_at_its_head() -> None:
    verbs = re.findall(r"^([a-z][a-z0-9]*):", text("Makefile"), re.M)
    explained = re.findall(r"^# make ([a-z][a-z0-9]*)", text("Makefile"), re.M)
    assert set(verbs) == set(explained)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_file_that_a_page_names_is_there(page: Path) -> None:
    linked = [page.parent / target for target in LINK.findall(text(page))]
    named = [ROOT / path for path in PATH.findall(text(page))]
    assert [str(path) for path in [*linked, *named] if not path.exists()] == []


def test_pictures_are_small_enough_to_load_with_the_page() -> None:
    sizes = {picture.name: picture.stat().st_size for picture in (ROOT / "docs" / "images").iterdir()}
    assert {name: size for name, size in sizes.items() if size > 150_000} == {}


def test_every_picture_of_the_guides_is_there_and_small() -> None:
    pages = (ROOT / "docs").rglob("*.md")
    shown = [page.parent / name for page in pages for name in re.findall(r"!\[[^\]]+\]\(([^)]+)\)", text(page))]
    sizes = {picture.name: picture.stat().st_size if picture.exists() else None for picture in shown}
    assert [name for name, size in sizes.items() if size is None or size > 150_000] == []
    assert len(sizes) > 5


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_verb_of_make_that_a_page_names_exists(page: Path) -> None:
    verbs = set(re.findall(r"^([a-z][a-z0-9]*):", text("Makefile"), re.M))
    code = " ".join(re.findall(r"```.*?```|`[^`]+`", text(page), re.S))
    assert set(re.findall(r"\bmake ([a-z][a-z0-9]*)", code)) - verbs == set()


def test_runtime_requirements_are_the_same_for_the_tests() -> None:
    runtime, tests = (set(re.findall(r"^(\S+==\S+)", text(name), re.M)) for name in REQUIREMENTS)
    assert runtime - tests == set()


@pytest.mark.parametrize("name", REQUIREMENTS)
def test_every_requirement_has_a_hash_and_no_address(name: str) -> None:
    pinned = re.split(r"\n(?=\S)", text(name).strip())
    assert [line for line in pinned if "==" not in line or "--hash=sha256:" not in line or "://" in line] == []
