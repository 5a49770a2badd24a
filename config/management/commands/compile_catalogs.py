"""`manage.py compile_catalogs`: the site's own words in its languages, ready to be read."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from config import catalogs


class Command(BaseCommand):
    help = "Compiles the catalogs of locale/ that have changed. Faulty ones are named and left as they were: exit 1."
    requires_system_checks = []  # one of them asks for this command

    def handle(self, *args: Any, **options: Any) -> None:
        faults = []
        for locale in catalogs.locales():
            path = catalogs.source(locale)
            if not path.is_file():
                continue
            try:
                if catalogs.compile_catalog(path) and options["verbosity"]:
                    self.stdout.write(f"Compiled the catalog of {locale}.")
            except ValueError as error:
                faults.append(str(error))
        if faults:
            raise CommandError("\n".join(faults))
