"""The level of approval that words name: study group, Rapporteur group, correspondence, management."""

from __future__ import annotations

import re

from .labels import LABELS
from .letter import APPROVAL_LEVELS
from .read_labels import label_key

LEVELS = (
    (
        "rapporteur_group",
        r"rapporteurs?'?s? group|\brgm\b|\bq\d+/\d+ (?:rg|rgm)\b|groupe du rapporteur|grupo de relator|"
        r"групп[аы] докладчика|فريق المقرر",
    ),
    ("correspondence", r"correspondence|correspondance|correspondencia|по переписке"),
    ("management", r"\bmanagement\b|\bchair(?:man|woman|person)?s? of\b"),
)
STUDY_GROUP = re.compile(
    r"\bstudy group \d+|\bsg\s?\d+\b|commission d'etudes|comision de estudio|исследовательск|لجنة الدراسات", re.I
)
LOWER_GROUP = re.compile(r"\bq\.?\s?\d+/\d+|question|working part|\bwp|вопрос|cuestion", re.I)
PRINTED = {label_key(words[level]): level for words in LABELS.values() for level in APPROVAL_LEVELS}


def read_levels(text: str) -> list[str]:
    """The levels that are named: one where it is certain. A level's own name, as we print it, is that level."""
    key = label_key(text)
    if own := PRINTED.get(label_key(re.split("[,،，]", text)[0])):
        return [own]
    levels = [level for level, words in LEVELS if re.search(words, key)]
    if not levels and STUDY_GROUP.search(key) and not LOWER_GROUP.search(key):
        return ["study_group"]
    return levels
