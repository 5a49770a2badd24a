"""A backup is put back: looked at in full before anything is touched; then the files, and the rows last, at once."""

from __future__ import annotations

from pathlib import Path

from django.core.files import File
from django.core.files.storage import default_storage
from django.core.management import CommandError
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from . import engines, manifest
from .manifest import FILES, Kept, Manifest

ENGINES = {"postgresql": "PostgreSQL", "sqlite": "SQLite"}
SHOWN = 20


def check(folder: Path) -> Manifest:
    """The manifest of a backup that can be restored here, or words that say why not."""
    made = manifest.read(folder)
    if made.engine != connection.vendor:
        of, here = (ENGINES.get(engine, engine) for engine in (made.engine, connection.vendor))
        raise CommandError(
            f"{folder} is a backup of {of}, and DATABASE_URL names a database of {here}. Restore it on {of}; from "
            "SQLite to PostgreSQL leads manage.py copy_from_sqlite."
        )
    ours = {app for app, _name in MigrationLoader(None).disk_migrations}
    if unknown := [f"{app} {name}" for app, name in made.migrations if app in ours and (app, name) not in brought()]:
        raise CommandError(f"{folder} was made by a newer version of Liaison: this one does not know {unknown[0]}.")
    if damaged := list(manifest.damage(folder, made)):
        more = f"\n... and {len(damaged) - SHOWN} more" if len(damaged) > SHOWN else ""
        raise CommandError("\n".join(damaged[:SHOWN]) + more)
    return made


def brought() -> set[tuple[str, str]]:
    return set(MigrationLoader(None).disk_migrations)


def put_back(folder: Path, made: Manifest, *, overwrite: bool) -> int:
    """Gives the number of files that were written. Nothing is changed where something is in the way."""
    if not overwrite and engines.is_filled():
        raise CommandError(
            "There are rows in the database. Look whether it is the one that you mean; --overwrite replaces them all."
        )
    places = {kept: stored(kept) for kept in made.files}
    in_the_way = [kept.name for kept, there in places.items() if there not in (None, kept)]
    if in_the_way and not overwrite:
        raise CommandError(f"Another file is stored as {in_the_way[0]}; --overwrite replaces it, and others like it.")
    to_write = [kept for kept, there in places.items() if there != kept]
    for kept in to_write:
        write(folder, kept)
    engines.load(folder / made.database.name)
    return len(to_write)


def stored(kept: Kept) -> Kept | None:
    """What is stored under the name."""
    try:
        with default_storage.open(kept.name) as stream:
            return manifest.looked_at(kept.name, stream)
    except FileNotFoundError:
        return None


def write(folder: Path, kept: Kept) -> None:
    if default_storage.exists(kept.name):
        default_storage.delete(kept.name)
    with (folder / FILES / kept.name).open("rb") as stream:
        name = default_storage.save(kept.name, File(stream))
    if name != kept.name:
        default_storage.delete(name)
        raise CommandError(f"The storage does not take the name {kept.name}.")
