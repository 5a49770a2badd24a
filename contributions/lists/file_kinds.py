"""Tell by its content what a file is, and refuse with advice what is no list."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

MOST_BYTES = 10 * 2**20

CSV, XLSX = "csv", "xlsx"
ENDINGS = {".csv": CSV, ".tsv": CSV, ".tab": CSV, ".txt": CSV, ".xlsx": XLSX}

SAVE_AS = gettext_noop("Open it in a spreadsheet program and save it as an Excel workbook (.xlsx) or as CSV (.csv).")
WANTED = gettext_noop("A list is an Excel workbook (.xlsx) or a CSV file (.csv).")
UNLOCK = gettext_noop("Save it without the password.")
ODS = gettext_noop("an OpenDocument spreadsheet (.ods)")
OPEN_DOCUMENT = gettext_noop("an OpenDocument file")
ARCHIVE = gettext_noop("a ZIP archive")
OLD_OFFICE = gettext_noop("a file of an old Office program")
HTML = gettext_noop("a web page (HTML)")
XML_TABLE = gettext_noop("an XML table of Excel 2003")
MACROS = gettext_noop("an Excel workbook with macros (.xlsm)")
BINARY = gettext_noop("a binary Excel workbook (.xlsb)")
OLD_EXCEL = gettext_noop("an Excel workbook of the old form (.xls)")
LOCKED = gettext_noop("a file that is protected by a password")
ADVICE = {LOCKED: UNLOCK} | dict.fromkeys([OLD_EXCEL, ODS, HTML, XML_TABLE, MACROS, BINARY], SAVE_AS)

BEGINNINGS = (
    (rb"%PDF-", gettext_noop("a PDF document")),
    (rb"\{\\rtf", gettext_noop("a text in Rich Text Format (.rtf)")),
    (rb"\x89PNG|\xff\xd8\xff|GIF8|BM.{4}\0\0\0\0|II\*\0|MM\0\*", gettext_noop("a picture")),
    (rb"\x1f\x8b|7z\xbc\xaf|Rar!\x1a|BZh[1-9]1AY|\xfd7zXZ", gettext_noop("a compressed archive")),
    (rb"MZ[\0-\x1f\x80-\xff]|\x7fELF", gettext_noop("a program")),
    (rb"SQLite format 3\0", gettext_noop("a database")),
)
TEXT_BEGINNINGS = (
    (r"<\?xml.*urn:schemas-microsoft-com:office:spreadsheet", XML_TABLE),
    (r"(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body|table|meta|style)\b", HTML),
    (r"<\?xml|<\w+[\s>]", gettext_noop("an XML file")),
    (r"[\[{]\s*[\[{\"]", gettext_noop("a JSON file")),
)
IN_ZIP = (  # in this order: a member of the archive, and what the archive then is
    ("EncryptedPackage", LOCKED),
    ("xl/vbaProject.bin", MACROS),
    ("xl/workbook.bin", BINARY),
    ("word/", gettext_noop("a Word document")),
    ("ppt/", gettext_noop("a PowerPoint presentation")),
)
IN_OLD_OFFICE = (
    ("EncryptedPackage", LOCKED),
    ("Workbook", OLD_EXCEL),
    ("Book", OLD_EXCEL),
    ("WordDocument", gettext_noop("a Word document of the old form (.doc)")),
    ("PowerPoint Document", gettext_noop("a PowerPoint presentation of the old form (.ppt)")),
)


def kind_of(name: str, data: bytes) -> str:
    """CSV or XLSX; ValidationError on "file" for anything else, and for a file whose name says another kind."""
    if not data:
        raise refused(_("The file is empty."))
    if len(data) > MOST_BYTES:
        raise refused(_("The file is too large: up to %(most)d MB can be read.") % {"most": MOST_BYTES // 2**20})
    found, what = _recognised(data)
    if not found:
        raise refused(
            _("This is %(what)s, which cannot be read here.") % {"what": _(what)} + " " + _(ADVICE.get(what, WANTED))
        )
    ending = PurePath(name).suffix.lower()
    if ENDINGS.get(ending, found) != found:
        what = _("an Excel workbook (.xlsx)") if found == XLSX else _("plain text, as in a CSV file (.csv)")
        words = {"name": PurePath(name).name, "what": what}
        raise refused(_("“%(name)s” was renamed: it is %(what)s. Give it back its right ending.") % words)
    return found


def refused(message: str) -> ValidationError:
    return ValidationError({"file": message})


def _recognised(data: bytes) -> tuple[str, str]:
    """The kind, "" for none that can be read; and then what it is instead, to be translated."""
    if data.startswith(b"PK"):
        return _in_zip(data)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return "", _found_in(IN_OLD_OFFICE, lambda stream: f"{stream}\0".encode("utf-16-le") in data, OLD_OFFICE)
    for beginning, what in BEGINNINGS:
        if re.match(beginning, data, re.DOTALL):
            return "", what
    plain = data[:4000].removeprefix(b"\xef\xbb\xbf").replace(b"\0", b"").decode("latin-1").lstrip()
    for pattern, what in TEXT_BEGINNINGS:
        if re.match(pattern, plain, re.DOTALL | re.IGNORECASE):
            return "", what
    return CSV, ""


def _in_zip(data: bytes) -> tuple[str, str]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            kind = archive.open("mimetype").read(200) if "mimetype" in names else b""
    except Exception:
        raise refused(_("The file is damaged and cannot be opened.")) from None
    if b"opendocument" in kind:
        return "", ODS if b"spreadsheet" in kind else OPEN_DOCUMENT
    what = _found_in(IN_ZIP, lambda part: any(name.startswith(part) for name in names), "")
    if what:
        return "", what
    return (XLSX, "") if "xl/workbook.xml" in names or "[Content_Types].xml" in names else ("", ARCHIVE)


def _found_in(table: tuple[tuple[str, str], ...], is_there: Callable[[str], bool], otherwise: str) -> str:
    return next((what for name, what in table if is_there(name)), otherwise)
