"""A Letter as JSON. The form is a public contract: keys are never renamed or dropped within one schema."""

from __future__ import annotations

import dataclasses
import json
from datetime import date
from typing import Any

from .letter import SCHEMA, Break, Letter, Run


def to_dict(letter: Letter) -> dict[str, Any]:
    return {"schema": SCHEMA, **_plain(letter)}


def to_json(letter: Letter) -> bytes:
    """UTF-8, indented, the same bytes for the same letter."""
    return (json.dumps(to_dict(letter), ensure_ascii=False, indent=1) + "\n").encode()


def _plain(value: Any) -> Any:
    if isinstance(value, Break):
        return {"break": True}
    if isinstance(value, Run):
        return {"text": value.text, "marks": list(value.marks), "href": value.href, "lang": value.lang}
    if dataclasses.is_dataclass(value):
        kind = {"type": value.type} if hasattr(value, "type") else {}
        return kind | {
            field.name.rstrip("_"): _plain(getattr(value, field.name)) for field in dataclasses.fields(value)
        }
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    return value
