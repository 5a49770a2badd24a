"""The shape of the code, held by reading it. Each failure says what to do instead."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.core.management import call_command

ROOT = Path(__file__).resolve().parent.parent
LAYERS = ["contacts", "contributions", "liaison"]  # each may use itself and those before it
MODULES = sorted(path for layer in LAYERS for path in (ROOT / layer).rglob("*.py") if "migrations" not in path.parts)
VIEWS = sorted((ROOT / "liaison" / "views").glob("*.py"))
MAILS = ROOT / "templates" / "liaison" / "mails"  # no policy is sent with a mail, and no other sheet comes with it
TEMPLATES = sorted(path for path in (ROOT / "templates").rglob("*.html") if path.parent != MAILS)
STYLE_SHEETS = sorted((ROOT / "static").rglob("*.css"))

MODULE_LINES = 400
FUNCTION_LINES = 60
VIEW_MODULE_LINES = 150
VIEW_FUNCTION_LINES = 40
QUERY_VERBS = {"filter", "exclude", "annotate", "select_related", "prefetch_related"}
LETTER_MODULES_WITH_DJANGO = {"build", "sheets", "register", "resolve", "ingest"}
PLAIN_TEXT = ("contacts.keys", "contributions.symbols", "contributions.symbol_forms")  # they know no Django either
PHYSICAL = re.compile(
    r"(?<![-\w])((margin|padding|border)-(left|right)\b|border-(top|bottom)-(left|right)-radius|(left|right)\s*:"
    r"|(float|clear|text-align)\s*:\s*(left|right))"
)
INLINE = re.compile(
    r"<style\b|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|javascript:|<script\b(?![^>]*(\bsrc=|\bnonce=|json))", re.I
)


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def imported(path: Path) -> Iterator[str]:
    """The full names of the modules that a module imports, inside functions too; relative ones made absolute."""
    package = path.relative_to(ROOT).with_suffix("").parts[:-1]
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            module = ".".join([*base, *([node.module] if node.module else [])])
            yield from (f"{module}.{alias.name}" for alias in node.names)


def functions(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1


def numbered(path: Path) -> Iterator[tuple[int, str]]:
    yield from enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)


def test_imports_follow_the_layers() -> None:
    upward = [
        f"{name(path)} imports {module}"
        for path in MODULES
        for module in imported(path)
        if module.partition(".")[0] in LAYERS[LAYERS.index(path.relative_to(ROOT).parts[0]) + 1 :]
    ]
    assert upward == [], "contacts <- contributions <- liaison: move the code up, or hand the thing in as an argument."


def test_foreign_keys_follow_the_layers() -> None:
    upward = [
        f"{model.__name__}.{field.name} refers to {field.related_model.__name__}"
        for model in apps.get_models()
        if model._meta.app_label in LAYERS
        for field in model._meta.get_fields()
        if field.concrete and field.is_relation and field.related_model._meta.app_label in LAYERS
        if LAYERS.index(field.related_model._meta.app_label) > LAYERS.index(model._meta.app_label)
    ]
    assert upward == [], "contacts <- contributions <- liaison: put the foreign key on the model of the upper app."


def test_readers_and_writers_know_no_django() -> None:
    modules = [path for path in MODULES if path.parent.name == "letter" and path.stem not in LETTER_MODULES_WITH_DJANGO]
    with_django = [
        f"{name(path)} imports {module}"
        for path in modules
        for module in imported(path)
        if module.partition(".")[0] in {"django", "config", "contacts", "contributions"}
        or module.startswith(("liaison.models", "liaison.services"))
        if not module.startswith(PLAIN_TEXT)
    ]
    assert with_django == [], (
        "A reader makes a Letter and a writer takes one; rows are for build, sheets, register, resolve and ingest."
    )


def test_grammar_of_symbols_and_keys_of_names_know_no_django() -> None:
    modules = [path for path in MODULES if ".".join(path.relative_to(ROOT).with_suffix("").parts) in PLAIN_TEXT]
    with_django = [f"{name(path)} imports {m}" for path in modules for m in imported(path) if m.startswith("django")]
    assert with_django == [], "They work on text: what they need of the register is an argument."


def test_models_import_nothing_that_uses_them() -> None:
    users = {"admin", "forms", "services", "urls", "views"}
    upward = [
        f"{name(path)} imports {module}"
        for path in MODULES
        if "models" in path.relative_to(ROOT).parts[1:2] or path.name == "models.py"
        for module in imported(path)
        if module.partition(".")[0] in LAYERS and users & set(module.split("."))
    ]
    assert upward == [], (
        "models <- services <- admin, views <- urls: move the rule into the model or the act out of it."
    )


@pytest.mark.parametrize("path", VIEWS, ids=name)
def test_every_query_of_a_view_has_a_name(path: Path) -> None:
    calls = [
        f"line {node.lineno}: .{node.func.attr}("
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in QUERY_VERBS
    ]
    assert calls == [], "Give the query a name on its QuerySet (public(), for_list(), of_body(body)) and call that."


def test_modules_stay_readable() -> None:
    limits = {path: VIEW_MODULE_LINES if path in VIEWS else MODULE_LINES for path in MODULES}
    long = [f"{name(path)}: {lines}" for path, limit in limits.items() if (lines := len(list(numbered(path)))) > limit]
    assert long == [], f"Split by subject: {MODULE_LINES} lines at most, {VIEW_MODULE_LINES} for a file of views."


def test_functions_stay_readable() -> None:
    long = [
        f"{name(path)} {function}: {lines}"
        for path in MODULES
        for function, lines in functions(path)
        if lines > (VIEW_FUNCTION_LINES if path in VIEWS else FUNCTION_LINES)
    ]
    assert long == [], f"Name a part of it: {FUNCTION_LINES} lines at most, {VIEW_FUNCTION_LINES} in views."


def test_views_are_views_of_liaison_alone() -> None:
    elsewhere = [name(path) for app in LAYERS[:2] for path in (ROOT / app).glob("views*")]
    assert elsewhere == [], "Most pages show rows of all three apps: put the view into liaison/views/."


def test_templates_hold_no_inline_script_or_style() -> None:
    found = [f"{name(path)}:{n}" for path in TEMPLATES for n, line in numbered(path) if INLINE.search(line)]
    assert found == [], "The policy blocks it: move it into a file below static/, use a class or a data- attribute."


def test_style_sheets_know_no_left_or_right() -> None:
    found = [f"{name(path)}:{n}" for path in STYLE_SHEETS for n, line in numbered(path) if PHYSICAL.search(line)]
    assert found == [], "Arabic mirrors the page: margin-inline-start, inset-inline-end, text-align: start."


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("margin-left: 1rem;", True),
        ("  left: 0;", True),
        ("text-align: right", True),
        ("border-top-left-radius: 2px", True),
        ("margin-inline-start: 1rem; text-align: end; inset-inline: 0", False),
        (".column-left:hover { color: red }", False),
    ],
)
def test_physical_directions_are_recognised(line: str, found: bool) -> None:
    assert bool(PHYSICAL.search(line)) is found


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ('<p style="color: red">', True),
        ("<script>start()</script>", True),
        ('<button onclick="go()">', True),
        ('<a href="javascript:go()">', True),
        ('<script src="/static/rows.js" defer></script>', False),
        ('<script type="application/ld+json">{}</script>', False),
        ('<link rel="stylesheet" href="/static/css/site.css">', False),
        ('<p class="style" data-on="x">', False),
    ],
)
def test_inline_code_is_recognised(line: str, found: bool) -> None:
    assert bool(INLINE.search(line)) is found


@pytest.mark.django_db
def test_no_migration_is_missing(capsys: pytest.CaptureFixture[str]) -> None:
    try:
        call_command("makemigrations", "--check", "--dry-run", verbosity=1)
    except SystemExit:
        pytest.fail(f"Run manage.py makemigrations and commit what it writes:\n{capsys.readouterr().out}")


def test_no_part_of_an_admin_hides_a_method_of_another() -> None:
    """What two classes of one admin define must be handed on: pages in mixins do not know of each other."""
    by_service = {f"StatementAdmin.{name} hides that of DeskAdmin" for name in ("delete_model", "delete_queryset")}
    assert set(hidden_methods(admin.site._registry.values())) == by_service  # which keeps the index of search in step


def hidden_methods(admins: Iterable[Any]) -> Iterator[str]:
    for one in admins:
        own = [cls for cls in type(one).__mro__ if cls.__module__.split(".")[0] in LAYERS]
        for cls, later in ((cls, own[place + 1 :]) for place, cls in enumerate(own)):
            for method, code in vars(cls).items():
                taken = [other.__name__ for other in later if method in vars(other)]
                if inspect.isfunction(code) and taken and "super()" not in inspect.getsource(code):
                    yield f"{cls.__name__}.{method} hides that of {', '.join(taken)}"
