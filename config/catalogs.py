"""The catalogs of messages in `locale/`: read, checked and compiled by Babel, without any program of the system.

The sources (`django.po`) are in git, what is compiled of them (`django.mo`) never is. A language whose catalog is not
compiled is shown in English.
"""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from collections.abc import Iterator
from gettext import c2py
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.plurals import get_plural
from babel.messages.pofile import PoFileError, read_po
from django.conf import settings
from django.utils.translation import to_locale

PERCENT = re.compile(r"%(?:\((\w+)\))?[-#0 +]*(?:\*|\d+)?(?:\.(?:\*|\d+))?[diouxXeEfFgGcrsa]")
BRACES = re.compile(r"\{(\w*)[^{}]*\}")
TAG = re.compile(r"</?[a-zA-Z][^<>]*>")

# How Django's own catalogs count where CLDR's rule, which Babel has, is another: both are right.
ALSO_COUNTED = {
    "fr": ["(n > 1)"],
    "es": ["(n != 1)"],
    "ru": [
        "(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : "
        "n%10==0 || (n%10>=5 && n%10<=9) || (n%100>=11 && n%100<=14)? 2 : 3)"
    ],
}
SAMPLE = [*range(201), 1_000_000, 2_000_000]  # numbers that meet every plural form of the six languages


def locales() -> list[str]:
    """The languages that need a catalog, as folders are named: ar, es, fr, ru, zh_Hans."""
    return sorted(to_locale(code) for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE)


def source(locale: str) -> Path:
    return Path(settings.LOCALE_PATHS[0]) / locale / "LC_MESSAGES" / "django.po"


def read(path: Path, locale: str | None = None) -> Catalog:
    """Raises ValueError for a file that is no catalog, or says no rule for its plural forms."""
    try:
        with path.open("rb") as file:
            return read_po(file, locale=locale, abort_invalid=True)
    except (PoFileError, ValueError) as error:
        raise ValueError(f"{path}: {error}") from error


# Compiling


def is_current(path: Path) -> bool:
    """Whether the compiled file beside it was made of these very bytes."""
    compiled = path.with_suffix(".mo")
    return compiled.is_file() and compiled.read_bytes().endswith(_mark(path))


def compile_catalog(path: Path) -> bool:
    """True if it had to be compiled, which is whenever its bytes are others than those of the last time. Raises
    ValueError, with a line for each fault, and leaves what was compiled before as it is."""
    if is_current(path):
        return False
    catalog = read(path, path.parent.parent.name)
    if found := list(faults(catalog)):
        raise ValueError("\n".join(f"{path}: {fault}" for fault in found))
    # Several processes may compile at once, and a site may be reading: the file appears whole or not at all.
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            write_mo(file, catalog)
            file.write(_mark(path))  # behind what the file's own offsets name, so that no reader sees it
        Path(name).chmod(0o644)
        Path(name).replace(path.with_suffix(".mo"))
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return True


def _mark(path: Path) -> bytes:
    return b"\0of " + hashlib.sha256(path.read_bytes()).hexdigest().encode()


# Checking


def faults(catalog: Catalog) -> Iterator[str]:
    """What would show wrong words or break a page, each with its message. A missing translation is none: English
    is shown."""
    rule = str(catalog.plural_expr)
    known = [get_plural(str(catalog.locale)).plural_expr, *ALSO_COUNTED.get(str(catalog.locale), [])]
    if _squeezed(rule) not in map(_squeezed, known):
        yield f"Plural-Forms has a rule that is not the language's own: {rule}"
    for message in catalog:
        if message.id:
            yield from (f"{fault}: {_named(message)}" for fault in _faults_of(message, catalog))


def missing(catalog: Catalog) -> list[Message]:
    """The messages without a translation in one of their forms."""
    return [message for message in catalog if message.id and not all(_forms(message))]


def _faults_of(message: Message, catalog: Catalog) -> Iterator[str]:
    if message.fuzzy:
        yield "“fuzzy”, so nobody has confirmed it"
    forms = _forms(message)
    if any(forms) and not all(forms):
        yield f"{sum(map(bool, forms))} plural forms instead of {len(forms)}"
    for place, form in enumerate(forms):
        if form:
            yield from _disagreements(message, form, may_leave_out_number=_is_one_number(message, catalog, place))


def _disagreements(message: Message, form: str, *, may_leave_out_number: bool) -> Iterator[str]:
    """What a translation has otherwise than its message. Of a plural form that stands for one number alone (none,
    one, two) the words may say the number."""
    originals = _originals(message)
    for what, parts in (("placeholders", _placeholders), ("HTML tags", _tags)):
        wanted, found = [parts(original) for original in originals], parts(form)
        if found in wanted:
            continue
        left_out = set(wanted[-1]) - set(found)
        if what == "placeholders" and may_leave_out_number and len(left_out) == 1 and set(found) <= set(wanted[-1]):
            continue
        yield f"{what} {' '.join(found) or 'none'} instead of {' '.join(wanted[-1]) or 'none'}"
    is_format = "%(" in originals[-1] or "python-format" in message.flags
    if is_format and "%" in PERCENT.sub("", form.replace("%%", "")):
        yield "a lone % where %% is meant"
    if {text.startswith("\n") for text in (*originals, form)} == {True, False}:
        yield "a line break at the beginning of one and not of the other"


def _placeholders(text: str) -> list[str]:
    """The names once each, since words may say a thing twice; what has no name in its order."""
    percent = [match[0] for match in PERCENT.finditer(text.replace("%%", ""))]
    named = {part for part in percent if part.startswith("%(")}
    return (
        [part for part in percent if part not in named] + sorted(named) + sorted({m[0] for m in BRACES.finditer(text)})
    )


def _tags(text: str) -> list[str]:
    return sorted(TAG.findall(text))


def _is_one_number(message: Message, catalog: Catalog, place: int) -> bool:
    if not message.pluralizable:
        return False
    form_of = c2py(str(catalog.plural_expr))
    return [form_of(number) for number in SAMPLE].count(place) == 1


def _originals(message: Message) -> list[str]:
    return [message.id] if isinstance(message.id, str) else list(message.id)


def _forms(message: Message) -> list[str]:
    return [message.string or ""] if isinstance(message.string, str | None) else list(message.string)


def _squeezed(rule: str) -> str:
    return re.sub(r"\s+", "", rule).strip(";").removeprefix("(").removesuffix(")")


def _named(message: Message) -> str:
    text = " ".join(_originals(message)[0].split())
    return f"“{text if len(text) <= 80 else text[:79] + '…'}”"
