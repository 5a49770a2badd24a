"""`manage.py collect_messages`: brings the catalogs in step with what the code says. Needs GNU gettext."""

from __future__ import annotations

import re
import shutil
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.core.management.commands import makemessages

from config import catalogs

TOOLS = ["xgettext", "msguniq", "msgmerge", "msgattrib"]
NOT_OURS = ["docs", "media", "static", "staticfiles", "tests"]
# What changes at every run and says nothing, or was never filled in.
CHURN = re.compile(
    r'^"(?:POT-Creation-Date|PO-Revision-Date|Project-Id-Version|Report-Msgid-Bugs-To|Last-Translator|Language-Team)'
    r":.*\n|^# (?:SOME DESCRIPTIVE TITLE|Copyright \(C\) YEAR|This file is distributed under|FIRST AUTHOR).*\n",
    re.MULTILINE,
)


class Command(makemessages.Command):
    help = (
        "Writes into each catalog of locale/ what the code and templates say now: new messages without a translation, "
        "changed ones as “fuzzy” with the old words beside, none that is no longer used."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """None: every run is the same, so that two people's catalogs differ in their words alone."""

    def handle(self, *args: Any, **options: Any) -> None:
        if lacking := [tool for tool in TOOLS if not shutil.which(tool)]:
            hint = "On Debian and Ubuntu: sudo apt install gettext"
            raise CommandError(f"This needs GNU gettext, of which {', '.join(lacking)} cannot be found. {hint}")
        if Path.cwd() != Path(settings.BASE_DIR):
            raise CommandError(f"Run it in {settings.BASE_DIR}, since catalogs name files from there.")
        options |= {
            "locale": catalogs.locales(),
            "exclude": [],
            "all": False,
            "domain": "django",
            "extensions": None,
            "symlinks": False,
            "ignore_patterns": NOT_OURS.copy(),
            "use_default_ignore_patterns": True,
            "no_wrap": True,
            "no_location": False,
            "add_location": "file",
            "no_obsolete": True,
            "keep_pot": False,
        }
        super().handle(*args, **options)

    def write_po_file(self, potfile: str, locale: str) -> None:
        super().write_po_file(potfile, locale)
        path = catalogs.source(locale)
        text = CHURN.sub("", path.read_text(encoding="utf-8"))
        head, separator, rest = text.partition("\n\n")
        head = head.replace("#, fuzzy\n", "").replace('"Language: \\n"', f'"Language: {locale}\\n"')
        path.write_text(head.removeprefix("#\n") + separator + rest, encoding="utf-8")
