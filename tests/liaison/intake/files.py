"""Files as they come in, and a clerk who gives them to the desk."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from liaison.intake.services import intake_upload, intake_work
from liaison.models import Intake, IntakeFile
from tests import factory

LETTERS = Path(__file__).resolve().parents[2] / "data" / "letters"

# Nothing in it is in doubt once the two bodies are in the register.
CLEAR = b"""Liaison statement on rural coverage
14 March 2024
From: Example Radio Forum
To: ITU-D Study Group 2
For: information
Contact: Ada Example
E-mail: ada@example.org

The Forum has finished its report on rural coverage and is glad to share it with Study Group 2, whose work it follows.
"""


def text(name: str) -> bytes:
    return (LETTERS / name).read_bytes()


def zip_of(**files: bytes) -> bytes:
    """Names with "__" for "." ."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name.replace("__", "."), data)
    return stream.getvalue()


def uploaded(*files: tuple[str, bytes], by: Any = None) -> Intake:
    """Kept and not read yet."""
    given = [SimpleUploadedFile(name, data) for name, data in files]
    return intake_upload(files=given, by=by or factory.make_secretary())


def read(name: str, data: bytes, *, by: Any = None) -> IntakeFile:
    """One file, uploaded and read."""
    intake = uploaded((name, data), by=by)
    intake_work(intake=intake)
    return intake.files.get()
