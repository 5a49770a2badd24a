"""What is missing from a statement, or odd about it."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.db.models import Model


@dataclass(frozen=True)
class Problem:
    """`field` is the form field or the rows that it concerns; `blocks` is whether sending waits for it.

    Of rows, `row` is the one, such as the party, and `part` its field.
    """

    field: str
    message: str
    blocks: bool = True
    row: Model | None = dataclasses.field(default=None, compare=False)
    part: str = dataclasses.field(default="", compare=False)
