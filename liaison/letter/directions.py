"""Blocks as HTML, with what a page has to be told about words of the other direction."""

from __future__ import annotations

import html
import re

from .bidi import own_direction
from .labels import RIGHT_TO_LEFT
from .letter import Block, Heading, Table
from .rich_text import html_from_blocks

# Between right-to-left words the parts of 2/71 (Rev.1) or 2/ADM/1 would change places.
SYMBOL = re.compile(
    r"[A-Za-z0-9/.-]*[0-9] ?\((?:Rev|Add|Corr)\. ?[0-9]+\)|[0-9][0-9.-]*/[A-Za-z][A-Za-z0-9/.-]*[A-Za-z0-9]"
)
TAG = re.compile(r"(<[^>]*>)")


def is_right_to_left(language: str) -> bool:
    return language.partition("-")[0].lower() in RIGHT_TO_LEFT


def block_html(block: Block, language: str, *, top: int = 3) -> str:
    """A block as HTML for a page in the letter's language: symbols keep their order, and what is wholly of the other
    direction says so. `top` is the level of the letter's upper headings."""
    text = html_from_blocks([block])
    right_to_left = is_right_to_left(language)
    if isinstance(block, Heading):
        text = re.sub(r"^(<h)\d|(</h)\d(?=>$)", lambda tag: f"{tag[1] or tag[2]}{max(block.level, 3) - 3 + top}", text)
    words = html.unescape(TAG.sub("", text))
    if not isinstance(block, Table) and (direction := own_direction(words, right_to_left=right_to_left)):
        return text.replace(">", f' dir="{direction}">', 1)
    return "".join(map(_isolated, TAG.split(text))) if right_to_left else text


def _isolated(part: str) -> str:
    return part if part.startswith("<") else SYMBOL.sub(r'<bdi dir="ltr">\g<0></bdi>', part)
