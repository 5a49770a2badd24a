"""A language version that is read from a translated file."""

from __future__ import annotations

import hashlib

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from config.queueing import aside
from contacts.models import User
from liaison.finding_words import in_words
from liaison.letter.ingest import Original
from liaison.letter.labels import language_name
from liaison.letter.read_apart import read_apart
from liaison.letter.readers import refuse_size
from liaison.models import Statement, Translation
from liaison.services import version_add

from .unzip import clean_name


def version_read(*, statement: Statement, language: str, name: str, data: bytes, by: User | None) -> Translation:
    """Read a translated file as a version of a statement, and keep the file with it. Raises ValidationError."""
    name = clean_name(name)
    if refused := refuse_size(name, len(data)):
        raise ValidationError({"file": in_words(refused.findings[0].message)})
    with aside():
        apart = read_apart(name, data)
    words = apart.reading.letter
    if words is None:
        raise ValidationError(
            {"file": [in_words(one.message.removeprefix(f"{name}: ")) for one in apart.reading.findings]}
        )
    found = [[one.level, one.field, one.where, one.message] for one in apart.reading.findings if one.level != "note"]
    if words.language != language:
        text = _("By its words the file is in %(found)s, not in %(asked)s.")
        found.insert(0, ["warning", "", "", text % {"found": _name(words.language), "asked": _name(language)}])
    with transaction.atomic():
        version = version_add(statement=statement, language=language, by=by, words=words, findings=found)
        digest = hashlib.sha256(data).hexdigest()
        original = Original(name, ContentFile(data, name=name[-100:]), len(data), digest, apart.lines)
        original.keep(statement, translation=version)
    return version


def _name(language: str) -> str:
    return language_name(language, get_language() or "en")
