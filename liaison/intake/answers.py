"""What clerks said of names that were asked: kept as keys of rows, used as rows."""

from __future__ import annotations

from collections import defaultdict

from django.db import models

from contacts.models import Body, Entity, Person, Question
from contributions.models import Document
from liaison.letter.resolve import Answers
from liaison.models import IntakeFile, Statement

KINDS: dict[str, type[models.Model]] = {
    "body": Body,
    "question": Question,
    "person": Person,
    "document": Document,
    "entity": Entity,
    "statement": Statement,
}


def answers_for(file: IntakeFile) -> Answers:
    """Those of its intake and its own, which come first. One query for each kind; rows that are gone answer nothing."""
    stored: dict[str, int | None] = file.intake.answers | file.answers
    keys: dict[str, set[int]] = defaultdict(set)
    for key, row in stored.items():
        if row is not None:
            keys[key.partition(":")[0]].add(row)
    found = {kind: KINDS[kind]._default_manager.in_bulk(list(rows)) for kind, rows in keys.items() if kind in KINDS}
    answers: dict[str, models.Model | None] = {}
    for key, row in stored.items():
        if row is None:
            answers[key] = None
        elif meant := found.get(key.partition(":")[0], {}).get(row):
            answers[key] = meant
    return answers
