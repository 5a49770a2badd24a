"""A backup is made: rows first, then the files that those rows name.

A file is written before its row is there for others to see, and never changed afterwards, so whatever a row of the
snapshot names was there by then. Only what is deleted between the two can be gone; that is told.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from django.core.files.storage import default_storage
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from . import engines, keeping, manifest
from .manifest import FILES, Kept, Manifest


def make(folder: Path) -> tuple[Path, Manifest]:
    """A new backup below `folder`, which is there. Files that the one before has too are linked, and take no room.

    Readable by its owner alone. It has another name until all of it is written.
    """
    now = timezone.now()
    target = keeping.place_for(folder, now)
    unfinished = target.with_name(target.name + keeping.UNFINISHED)
    before = list(keeping.backups(folder).values())[-1:]
    mask = os.umask(0o077)
    try:
        unfinished.mkdir()
        database, names = engines.dump(unfinished)
        with database.open("rb") as stream:
            of_database = manifest.looked_at(database.name, stream)
        files, missing = copy_files(names, unfinished, before)
        applied = sorted(MigrationRecorder(connection).applied_migrations())
        made = Manifest(connection.vendor, now, applied, of_database, files, missing)
        made.write(unfinished)
        sync(unfinished)
        unfinished.rename(target)
    finally:
        os.umask(mask)
    return target, made


def copy_files(names: Iterable[str], folder: Path, before: list[Path]) -> tuple[list[Kept], list[str]]:
    """What was copied, and what is not there."""
    known = {kept.name: (kept, place / FILES / kept.name) for place in before for kept in manifest.read(place).files}
    files, missing = [], []
    for name in names:
        place = folder / FILES / name
        place.parent.mkdir(parents=True, exist_ok=True)
        try:
            with default_storage.open(name) as stored, place.open("wb") as copy:
                kept = manifest.looked_at(name, stored, copy)
        except FileNotFoundError:
            place.unlink(missing_ok=True)
            missing.append(name)
            continue
        files.append(kept)
        if name in known and known[name][0] == kept:
            link(known[name][1], place)
    return files, missing


def link(old: Path, place: Path) -> None:
    """One file under two names, if the old one is still whole. Without links it is there twice."""
    try:
        with old.open("rb") as stream, place.open("rb") as copy:
            is_same = manifest.looked_at("", stream) == manifest.looked_at("", copy)
        if is_same:
            beside = place.with_name(place.name + ".link")
            os.link(old, beside)
            beside.replace(place)
    except OSError:
        pass


def sync(folder: Path) -> None:
    """On the disk, not only on its way there, before it is called a backup."""
    for place in [folder, *folder.rglob("*")]:
        handle = os.open(place, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
