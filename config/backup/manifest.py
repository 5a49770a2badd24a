"""What a backup holds: a list of its files with their checksums, written last. Without it a folder is no backup."""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.utils import validate_file_name
from django.core.management import CommandError

NAME = "manifest.json"
FILES = "files"
VERSION = 1
BLOCK = 2**20


@dataclass(frozen=True)
class Kept:
    """A file: its name in the storage (of the database, in the backup), and what it was when it was copied."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    engine: str
    made_at: datetime.datetime
    migrations: list[tuple[str, str]]
    database: Kept
    files: list[Kept] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)  # named by rows, and not in the storage

    def write(self, folder: Path) -> None:
        said = asdict(self) | {"liaison_backup": VERSION, "made_at": self.made_at.isoformat()}
        (folder / NAME).write_text(json.dumps(said, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def read(folder: Path) -> Manifest:
    """The manifest of a backup, or words that say why it is none."""
    if not folder.is_dir():
        raise CommandError(f"{folder} is no folder.")
    try:
        said = json.loads((folder / NAME).read_text(encoding="utf-8"))
    except FileNotFoundError:
        inside = any((below / NAME).is_file() for below in folder.iterdir() if below.is_dir())
        hint = " Name one of the folders in it." if inside else " A backup that was not finished has none."
        raise CommandError(f"{folder} is no backup: there is no {NAME} in it.{hint}") from None
    except ValueError:
        raise CommandError(f"{folder / NAME} is damaged: it cannot be read.") from None
    version = said.get("liaison_backup") if isinstance(said, dict) else None
    if version != VERSION:
        raise CommandError(f"{folder} is no backup of Liaison that this version can read.")
    try:
        return _manifest(said)
    except (KeyError, TypeError, ValueError, SuspiciousFileOperation):
        raise CommandError(f"{folder / NAME} is damaged: it does not say what it should.") from None


def _manifest(said: dict[str, Any]) -> Manifest:
    return Manifest(
        engine=said["engine"],
        made_at=datetime.datetime.fromisoformat(said["made_at"]),
        migrations=[(app, name) for app, name in said["migrations"]],
        database=_kept(said["database"]),
        files=[_kept(one) for one in said["files"]],
        missing=[str(name) for name in said["missing"]],
    )


def _kept(said: dict[str, Any]) -> Kept:
    name = validate_file_name(str(said["name"]), allow_relative_path=True)
    return Kept(name=str(name), size=int(said["size"]), sha256=str(said["sha256"]))


def damage(folder: Path, manifest: Manifest) -> Iterator[str]:
    """A sentence for each file that is not as it was written."""
    places = [(folder / manifest.database.name, manifest.database)]
    places += [(folder / FILES / kept.name, kept) for kept in manifest.files]
    for place, kept in places:
        try:
            with place.open("rb") as stream:
                found = looked_at(kept.name, stream)
        except OSError as error:
            yield f"{place} cannot be read ({type(error).__name__})."
            continue
        if found != kept:
            yield f"{place} is damaged: its checksum is another."


def looked_at(name: str, stream: IO[bytes], copy: IO[bytes] | None = None) -> Kept:
    """Size and checksum of what `stream` gives, which is written to `copy` on the way."""
    digest, size = hashlib.sha256(), 0
    while block := stream.read(BLOCK):
        digest.update(block)
        size += len(block)
        if copy:
            copy.write(block)
    return Kept(name, size, digest.hexdigest())
