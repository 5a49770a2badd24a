"""Whatever a reader sees passes through gettext: nothing English stands bare in a template, nor in Python."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
MODULES = sorted(
    path
    for app in ("config", "contacts", "contributions", "liaison")
    for path in (ROOT / app).rglob("*.py")
    if "migrations" not in path.parts
)

SPOKEN = {"alt", "title", "aria-label", "aria-description", "aria-roledescription", "placeholder", "label", "summary"}
CLASSES = re.compile(r"{%\s*block (?:bodyclass|coltype)\b.*?{%\s*endblock\b")
BLOCK = re.compile(
    r"{%\s*blocktrans(?:late)?\b.*?{%\s*endblocktrans(?:late)?\s*%}|{%\s*comment\b.*?{%\s*endcomment\s*%}", re.S
)
TAG = re.compile(r"{#.*?#}|{%.*?%}|{{.*?}}", re.S)
LITERAL = re.compile(r"""(?P<wrapped>_\()?(["'])([^"']*)\2""")
TAKES_WORDS = re.compile(r"{%\s*(?:include|with|firstof|cycle)\b|{{.*\|(?:default|default_if_none|yesno|pluralize)\b")
SENTENCE = re.compile(r"^[A-Z][a-z]|[^\W\d_] +[^\W\d_]")  # not a code, nor the name of a template
LETTERS = re.compile(r"[^\W\d_]{2}")

# What is the same in every language, with its reason.
SAME_EVERYWHERE = dict.fromkeys(["Ctrl", "Alt", "Shift", "Enter"], "keys, as most keyboards name them") | {
    "PDF": "the name of a format",
    "BibTeX": "the name of a format",
    "RIS": "the name of a format",
    "/api/v1": "an address",
}


class Words(HTMLParser):
    """The words that a page shows or speaks, of a template whose own tags are blanked out."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside.append(tag)
        values = dict(attrs)
        spoken = [value or "" for name, value in attrs if name in SPOKEN]
        spoken += [value or "" for name, value in attrs if name.startswith("data-") and SENTENCE.search(value or "")]
        spoken.append(values.get("content") or "" if values.get("name") == "description" else "")
        spoken.append(values.get("value") or "" if (tag, values.get("type")) == ("input", "submit") else "")
        self.found += [value.strip() for value in spoken if LETTERS.search(value)]

    def handle_data(self, data: str) -> None:
        if not self.inside or self.inside[-1] not in ("script", "style"):
            self.found += [line.strip() for line in data.splitlines() if LETTERS.search(line)]


def bare_words(source: str) -> list[str]:
    """What is not translated of a template, its included words and defaults of filters among them."""
    without_blocks = CLASSES.sub("{% endblock", BLOCK.sub(" ", source))
    parser = Words()
    parser.feed(TAG.sub(" ", without_blocks))
    parser.close()
    takers = [tag for tag in TAG.findall(without_blocks) if TAKES_WORDS.match(tag)]
    literals = [match for tag in takers for match in LITERAL.finditer(tag) if not match["wrapped"]]
    return parser.found + [match[3] for match in literals if SENTENCE.search(match[3])]


def test_no_words_of_a_template_are_left_untranslated() -> None:
    found = [(path, words) for path in TEMPLATES for words in bare_words(path.read_text(encoding="utf-8"))]
    assert [f"{path.relative_to(ROOT)}: {words}" for path, words in found if words not in SAME_EVERYWHERE] == []


def test_every_exception_is_still_met() -> None:
    met = {words for path in TEMPLATES for words in bare_words(path.read_text(encoding="utf-8"))}
    assert set(SAME_EVERYWHERE) - met == set()


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("<p>Hello {{ name }}</p>", ["Hello"]),
        ('<img alt="A map">', ["A map"]),
        ('<input placeholder="Type here" value="x">', ["Type here"]),
        ('<p data-said="Moved down"></p>', ["Moved down"]),
        ('{% include "_x.html" with title="All rows" %}', ["All rows"]),
        ('<p>{{ name|default:"No name" }}</p>', ["No name"]),
        ('<p>{% translate "Hello" %} {% include "_x.html" with title=_("All rows") kind="rows" %}</p>', []),
        ("<p>{% blocktranslate %}Hello{% endblocktranslate %} · {{ name }}{# a note #}</p>", []),
        ("<script>let words = 1;</script>", []),
    ],
)
def test_bare_words_of_a_template_are_found(source: str, found: list[str]) -> None:
    assert bare_words(source) == found


# Python

SPOKEN_ARGUMENTS = {
    *("verbose_name", "verbose_name_plural", "help_text", "label", "violation_error_message", "empty_label", "title"),
    *("short_description", "description", "search_help_text", "error_message", "empty_value_display"),
}
SPEAKERS = {"ValidationError", "add_error", "message_user", "success", "warning", "info", "error", "PermissionDenied"}

# The readers of files know no Django: what they find is said in English, in the desk as in the data of a dry run.
KNOWS_NO_DJANGO = ROOT / "liaison" / "letter"
CODE = re.compile(r"[a-z_]+")
# The description of the API is one document, in English; what its answers say of an error is in the reader's language.
DESCRIBES_THE_API = set((ROOT / "liaison" / "api").glob("*shape*.py"))
NAMES_OF_STANDARDS = {"'Message-ID'", "'HTML'"}  # in any language


def is_bare(node: ast.expr | None) -> bool:
    """A literal of words, as it stands or with values put into it."""
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str) and bool(LETTERS.search(node.value))
    if isinstance(node, ast.JoinedStr):
        return any(is_bare(part) for part in node.values)
    if isinstance(node, ast.BinOp):
        return is_bare(node.left) or is_bare(node.right)
    if isinstance(node, ast.Dict):
        return any(map(is_bare, node.values))
    return isinstance(node, ast.List) and any(map(is_bare, node.elts))


def is_code(node: ast.expr) -> bool:
    """The name of a field or of an error, not words."""
    return isinstance(node, ast.Constant) and bool(CODE.fullmatch(str(node.value)))


def bare_in(tree: ast.Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            spoken = [word.value for word in node.keywords if word.arg in SPOKEN_ARGUMENTS]
            positional = node.args if name in SPEAKERS and not _is_log(node) else node.args[: _is_field(node)]
            spoken += [value for value in positional[name == "add_error" :] if not is_code(value)]
        elif isinstance(node, ast.Assign):
            names = {getattr(target, "id", "") for target in node.targets}
            spoken = [node.value] if names & SPOKEN_ARGUMENTS else []
        elif isinstance(node, ast.ClassDef) and any("Choices" in ast.unparse(base) for base in node.bases):
            spoken = [row.value.elts[-1] for row in node.body if isinstance(row, ast.Assign) and _is_pair(row.value)]
        else:
            continue
        found = filter(is_bare, spoken)
        yield from ((node.lineno, words) for words in map(ast.unparse, found) if words not in NAMES_OF_STANDARDS)


def _is_field(node: ast.Call) -> bool:
    """A field of a model, whose first argument is its name, unless it names another model."""
    called = ast.unparse(node.func)
    return called.startswith("models.") and called.endswith("Field")


def _is_log(node: ast.Call) -> bool:
    return ast.unparse(node.func).lower().startswith(("log.", "logger."))


def _is_pair(node: ast.expr) -> bool:
    return isinstance(node, ast.Tuple) and len(node.elts) > 1


def test_no_words_of_a_module_are_left_untranslated() -> None:
    modules = [path for path in MODULES if not path.is_relative_to(KNOWS_NO_DJANGO) and path not in DESCRIBES_THE_API]
    found = [(path, *bare) for path in modules for bare in bare_in(ast.parse(path.read_text(encoding="utf-8")))]
    assert [f"{path.relative_to(ROOT)}:{line} {words}" for path, line, words in found] == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("name = models.CharField('full name', max_length=3)", ["'full name'"]),
        ("name = models.CharField(_('full name'), help_text='As printed')", ["'As printed'"]),
        ("raise ValidationError({'name': 'Write it.'})", ["{'name': 'Write it.'}"]),
        ("raise ValidationError(f'{name} is wrong')", ["f'{name} is wrong'"]),
        ("raise ValidationError({'name': _('Write it.')}, code='wrong')", []),
        ("class Kind(models.TextChoices):\n    TO = 'to', 'To'", ["'To'"]),
        ("verbose_name = 'row'", ["'row'"]),
        ("log.warning('Nothing to do')", []),
    ],
)
def test_bare_words_of_a_module_are_found(source: str, found: list[str]) -> None:
    assert [words for _line, words in bare_in(ast.parse(source))] == found
