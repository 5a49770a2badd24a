"""The catalogs in locale/ say all that the site says, in each language, and nothing that would break a page."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import PoFileError, read_po
from django.core.management import CommandError, call_command
from django.utils import translation

from config import catalogs, checks
from liaison.letter.labels import LABELS
from liaison.letter.list_labels import LIST_LABELS

ROOT = Path(__file__).resolve().parent.parent
HEAD = """msgid ""
msgstr ""
"Language: fr\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\\n"

"""
GREETING = 'msgid "Good morning"\nmsgstr "Bonjour"\n'


def there() -> dict[str, Path]:
    """The catalogs by the name of their folder."""
    return {path.parent.parent.name: path for path in sorted((ROOT / "locale").glob("*/LC_MESSAGES/django.po"))}


def catalog_of(entries: str, head: str = HEAD) -> Catalog:
    return read_po(io.BytesIO((head + entries).encode()), locale="fr", abort_invalid=True)


def faults(entries: str) -> list[str]:
    return list(catalogs.faults(catalog_of(entries)))


@pytest.fixture(scope="session")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the code for which `collect_messages` has just run."""
    if shutil.which("xgettext") is None:
        pytest.skip("xgettext is not installed")
    copy = tmp_path_factory.mktemp("collected") / "liaison"
    parts = ["config", "contacts", "contributions", "liaison", "templates", "locale", "manage.py"]
    for part in filter(Path.exists, map(ROOT.joinpath, parts)):
        if part.is_file():
            shutil.copy(part, copy)
        else:
            shutil.copytree(part, copy / part.name, ignore=shutil.ignore_patterns("fonts", "__pycache__", "*.mo"))
    command = [sys.executable, "manage.py", "collect_messages", "--verbosity", "0"]
    subprocess.run(command, cwd=copy, check=True, capture_output=True, timeout=120)
    return copy


def now_in(collected: Path, locale: str) -> Catalog:
    return catalogs.read(collected / "locale" / locale / "LC_MESSAGES" / "django.po", locale)


# What is in git


def test_nothing_is_missing_nor_unconfirmed_in_any_language(collected: Path) -> None:
    found = {}
    for locale in there():
        now = now_in(collected, locale)
        absent = {str(message.id) for message in catalogs.missing(now)}
        found[locale] = sorted(absent | {str(message.id) for message in now if message.id and message.fuzzy})
    assert found == {locale: [] for locale in there()}


def test_no_message_is_kept_that_the_site_no_longer_says(collected: Path) -> None:
    left = {}
    for locale, path in there().items():
        kept = catalogs.read(path, locale)
        now = {(message.id, message.context) for message in now_in(collected, locale)}
        obsolete = [str(message.id) for message in kept if (message.id, message.context) not in now]
        left[locale] = obsolete + [str(message.id) for message in kept.obsolete.values()]
    assert left == {locale: [] for locale in there()}


def test_no_catalog_has_a_fault() -> None:
    found = {locale: list(catalogs.faults(catalogs.read(path, locale))) for locale, path in there().items()}
    assert found == {locale: [] for locale in there()}


def test_collecting_again_changes_nothing_but_words(collected: Path) -> None:
    """No time of day, no line number, no wrapping: two people's catalogs differ in what they say."""
    catalog = (collected / "locale" / "fr" / "LC_MESSAGES" / "django.po").read_text(encoding="utf-8")
    head, _, messages = catalog.partition("\n\n")
    assert [word for word in ("Date", "fuzzy") if word in head] == []
    places = [line for line in messages.splitlines() if line.startswith("#: ")]
    assert len(places) > 1_000
    assert [line for line in places if ".py:" in line or ".html:" in line] == []


def test_arabic_is_written_with_western_digits() -> None:
    path = there().get("ar")
    catalog = catalogs.read(path, "ar") if path else Catalog("ar")
    eastern = set("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹")
    assert [str(message.string) for message in catalog if eastern & set(str(message.string))] == []


# A word that copies print may be another than the page's, where English has one for two things.
TWO_THINGS = {
    ("ar", "Study group"): "a label before its name, and the name of a kind",
    ("ar", "Address"): "of a page, and of a person",
    ("zh", "Address"): "of a page, and of a person",
    ("zh", "Original"): "the language, and the file that came in",
}


def test_catalogs_say_what_copies_print() -> None:
    differ = {}
    for locale, path in there().items():
        catalog, code = catalogs.read(path, locale), locale.partition("_")[0]
        for table in (LABELS, LIST_LABELS):
            for key, word in table["en"].items():
                found = catalog.get(word)
                if found and found.string and _plain(found.string) != _plain(table[code][key]):
                    differ[code, word] = found.string
    assert set(differ) == set(TWO_THINGS)


def _plain(text: object) -> str:
    return str(text).casefold().replace("’", "'")


def test_compiled_catalogs_are_not_in_git() -> None:
    listed = subprocess.run(["git", "ls-files", "*.mo"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert listed.stdout == ""
    assert "/locale/*/LC_MESSAGES/*.mo" in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()


# What a fault is


def test_a_sound_catalog_has_no_fault() -> None:
    entries = """
#, python-format
msgid "%(count)d of <b>%(all)d</b>, {place}, 50%%"
msgstr "{place} : <b>%(all)d</b> dont %(count)d, 50 %%"

#, python-format
msgid "%(n)d row"
msgid_plural "%(n)d rows"
msgstr[0] "%(n)d ligne"
msgstr[1] "%(n)d lignes"
"""
    assert faults(entries) == []


@pytest.mark.parametrize(
    ("message", "words", "fault"),
    [
        ("%(count)d rows", "%(nombre)d lignes", "placeholders %(nombre)d instead of %(count)d"),
        ("%(count)d rows", "%(count)s lignes", "placeholders %(count)s instead of %(count)d"),
        ("%(count)d rows", "Des lignes", "placeholders none instead of %(count)d"),
        ("%s rows of %d", "%d lignes de %s", "placeholders %d %s instead of %s %d"),
        ("Row {place}", "Ligne {lieu}", "placeholders {lieu} instead of {place}"),
        ("A <b>row</b>", "Une <b>ligne", "HTML tags <b> instead of </b> <b>"),
        ("%(count)d: 50%%", "%(count)d : 50 %", "a lone % where %% is meant"),
        ("A row", "\\nUne ligne", "a line break at the beginning of one and not of the other"),
    ],
)
def test_a_translation_that_would_break_a_page_is_a_fault(message: str, words: str, fault: str) -> None:
    assert faults(f'msgid "{message}"\nmsgstr "{words}"\n') == [f"{fault}: “{message}”"]


def test_an_unconfirmed_translation_is_a_fault() -> None:
    assert faults(f"#, fuzzy\n{GREETING}") == ["“fuzzy”, so nobody has confirmed it: “Good morning”"]


def test_a_plural_form_too_few_is_a_fault() -> None:
    entries = 'msgid "%(n)d row"\nmsgid_plural "%(n)d rows"\nmsgstr[0] "%(n)d ligne"\n'
    assert faults(entries) == ["1 plural forms instead of 2: “%(n)d row”"]


def test_a_plural_form_too_many_is_a_fault() -> None:
    forms = "".join(f'msgstr[{place}] "%(n)d ligne"\n' for place in range(3))
    with pytest.raises(PoFileError):
        faults(f'msgid "%(n)d row"\nmsgid_plural "%(n)d rows"\n{forms}')


def test_a_rule_of_plurals_that_is_not_the_languages_own_is_a_fault() -> None:
    catalog = catalog_of(GREETING, HEAD.replace("n > 1", "n > 2"))
    assert list(catalogs.faults(catalog)) == ["Plural-Forms has a rule that is not the language's own: (n > 2)"]


def test_a_form_for_one_number_alone_may_leave_the_number_out() -> None:
    head = HEAD.replace("nplurals=2; plural=(n > 1)", "nplurals=2; plural=(n != 1)").replace("fr", "es")
    entries = 'msgid "%(n)d row"\nmsgid_plural "%(n)d rows"\nmsgstr[0] "Una fila"\nmsgstr[1] "%(n)d filas"\n'
    catalog = read_po(io.BytesIO((head + entries).encode()), locale="es")
    assert list(catalogs.faults(catalog)) == []


# Compiling


@pytest.fixture
def french(settings: Any, tmp_path: Path) -> Path:
    """The source of a catalog of the site's own, in French."""
    settings.LOCALE_PATHS = [tmp_path]
    path = catalogs.source("fr")
    path.parent.mkdir(parents=True)
    path.write_text(HEAD + GREETING, encoding="utf-8")
    return path


def compile_all() -> str:
    said = io.StringIO()
    call_command("compile_catalogs", stdout=said)
    return said.getvalue()


def test_a_compiled_catalog_is_what_django_reads(french: Path) -> None:
    compile_all()
    with translation.override("fr"):
        assert translation.gettext("Good morning") == "Bonjour"


def test_a_catalog_is_compiled_again_only_when_it_says_something_else(french: Path) -> None:
    assert compile_all() == "Compiled the catalog of fr.\n"
    french.touch()
    assert compile_all() == ""
    french.write_text(HEAD + GREETING.replace("Bonjour", "Bonsoir"), encoding="utf-8")
    assert compile_all() == "Compiled the catalog of fr.\n"


def test_a_faulty_catalog_is_named_and_the_last_good_one_stays(french: Path) -> None:
    compile_all()
    good = french.with_suffix(".mo").read_bytes()
    french.write_text(f"{HEAD}#, fuzzy\n{GREETING}", encoding="utf-8")
    with pytest.raises(CommandError, match="“fuzzy”, so nobody has confirmed it: “Good morning”"):
        compile_all()
    assert french.with_suffix(".mo").read_bytes() == good


def test_what_is_no_catalog_is_named_and_does_not_stop_the_others(french: Path) -> None:
    arabic = catalogs.source("ar")
    arabic.parent.mkdir(parents=True)
    arabic.write_text("These are only words\n", encoding="utf-8")
    with pytest.raises(CommandError, match=r"ar/LC_MESSAGES/django\.po"):
        compile_all()
    assert french.with_suffix(".mo").is_file()


@pytest.mark.usefixtures("french")
def test_a_catalog_that_was_not_compiled_is_warned_of() -> None:
    assert [warning.id for warning in checks.catalogs_are_compiled(None)] == ["liaison.W004"]
    compile_all()
    assert checks.catalogs_are_compiled(None) == []


@pytest.mark.django_db
def test_without_compiled_catalogs_the_site_speaks_english(client: Any, french: Path) -> None:
    assert not french.with_suffix(".mo").exists()
    answer = client.get("/fr/statements/")
    assert (answer.status_code, "Liaison statements" in answer.text) == (200, True)


def test_collecting_names_the_program_that_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(CommandError, match="GNU gettext, of which xgettext"):
        call_command("collect_messages")
