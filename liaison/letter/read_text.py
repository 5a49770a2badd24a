"""The text form of a statement: the bytes of a text file to a Letter.

Lines that go on with a sentence are joined by a space, as a person would read them; what else is changed of what was
printed, `read_letter` says.
"""

from __future__ import annotations

from .letter import Reading
from .read_letter import read_lines
from .read_running_heads import drop_running_heads
from .refusal import MEGABYTE, refused
from .text_lines import Findings, decode, single_spaced, split_lines, unmarked, unquoted, without_signature, wrap_width

MAX_TEXT = 5 * MEGABYTE  # characters


def read_text(data: bytes | str, name: str = "") -> Reading:
    """Never raises: what is no text, or no single statement, is a Reading without a letter that says what it is."""
    findings = Findings()
    text = decode(data, findings)
    if text is None:
        return Reading(None, tuple(findings.all))
    if len(text) > MAX_TEXT:
        size = len(text) / MEGABYTE
        return refused(f"This text has {size:.0f} million characters; no statement is as long as that.", name)
    lines = without_signature(split_lines(unmarked(unquoted(text))), findings)
    lines = single_spaced(drop_running_heads(lines, findings))
    return read_lines(lines, findings, width=wrap_width(lines), name=name)
