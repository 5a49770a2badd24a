"""JSON to Letter, strictly: every key known, every value of its type. Reads every past schema."""

from __future__ import annotations

import dataclasses
import functools
import json
import re
import types
import typing
from datetime import date
from typing import Any

from . import letter as forms
from .letter import APPROVAL_LEVELS, MARKS, PURPOSES, SCHEMA, Break, Letter, Run

CHOICES = {"purpose": PURPOSES, "level": APPROVAL_LEVELS}
BLOCKS = {block.type: block for block in typing.get_args(forms.Block)}
MAX_DEPTH = 40
UNSTORABLE = re.compile("[\0\ud800-\udfff]")


class LetterError(ValueError):
    """The JSON is not a Letter; the message names the path of what is wrong."""


def read_json(data: bytes | str) -> Letter:
    """Raises LetterError, with the path of what is wrong, for anything that is not a Letter."""
    try:
        value = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise LetterError(f"This is not JSON: {error}") from error
    return from_dict(value)


def from_dict(value: Any) -> Letter:
    if not isinstance(value, dict):
        raise LetterError("The letter is not an object.")
    if value.get("schema") != SCHEMA:
        raise LetterError(f"schema: {value.get('schema')!r} is not known; this version reads 1 to {SCHEMA}.")
    return _object(Letter, {key: item for key, item in value.items() if key != "schema"}, "letter", 0)


@functools.cache
def _fields(cls: type) -> dict[str, tuple[str, Any]]:
    hints = typing.get_type_hints(cls)
    return {field.name.rstrip("_"): (field.name, hints[field.name]) for field in dataclasses.fields(cls)}


def _object(cls: Any, value: Any, path: str, depth: int) -> Any:
    if not isinstance(value, dict):
        raise LetterError(f"{path}: an object is expected.")
    fields = _fields(cls)
    if unknown := sorted(set(value) - set(fields) - {"type"}):
        raise LetterError(f"{path}: {unknown[0]!r} is not a key of it.")
    return cls(
        **{
            name: _value(hint, value[key], f"{path}.{key}", depth + 1)
            for key, (name, hint) in fields.items()
            if key in value
        }
    )


def _value(hint: Any, value: Any, path: str, depth: int) -> Any:
    if depth > MAX_DEPTH:
        raise LetterError(f"{path}: nested too deeply.")
    if hint == forms.Block:
        return _block(value, path, depth)
    if hint == forms.Inline:
        return _inline(value, path, depth)
    if typing.get_origin(hint) is tuple:
        if not isinstance(value, list):
            raise LetterError(f"{path}: a list is expected.")
        item = typing.get_args(hint)[0]
        return tuple(_value(item, part, f"{path}[{number}]", depth + 1) for number, part in enumerate(value))
    if isinstance(hint, types.UnionType):
        return None if value is None else _value(typing.get_args(hint)[0], value, path, depth)
    if dataclasses.is_dataclass(hint):
        return _object(hint, value, path, depth)
    return _scalar(hint, value, path)


def _scalar(hint: Any, value: Any, path: str) -> Any:
    if hint is date:
        try:
            return date.fromisoformat(value)
        except (TypeError, ValueError):
            raise LetterError(f"{path}: {value!r} is not a date (YYYY-MM-DD).") from None
    if type(value) is not hint:
        raise LetterError(f"{path}: {value!r} is not of type {hint.__name__}.")
    choices = CHOICES.get(path.rpartition(".")[2])
    if hint is str and choices and value not in choices:
        raise LetterError(f"{path}: {value!r} is not one of {', '.join(choices)}.")
    if hint is str and UNSTORABLE.search(value):
        raise LetterError(f"{path}: holds a NUL or half a character.")
    if hint is int and value < 0:
        raise LetterError(f"{path}: {value} is negative.")
    return value


def _block(value: Any, path: str, depth: int) -> Any:
    kind = value.get("type") if isinstance(value, dict) else None
    if not isinstance(kind, str) or kind not in BLOCKS:
        raise LetterError(f"{path}: a block has a type of {', '.join(BLOCKS)}.")
    return _object(BLOCKS[kind], value, path, depth)


def _inline(value: Any, path: str, depth: int) -> Any:
    if value == {"break": True}:
        return Break()
    run = _object(Run, value, path, depth)
    if unknown := sorted(set(run.marks) - set(MARKS)):
        raise LetterError(f"{path}.marks: {unknown[0]!r} is not a mark.")
    return run
