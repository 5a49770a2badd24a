"""What the markup of a page promises to whoever does not see it, asked without a browser."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import lxml.html

REFERENCES = ("aria-describedby", "aria-labelledby", "aria-controls")
LANDMARKS = "//section | //*[@role='region'] | //nav | //aside"


def faults(text: str) -> list[str]:
    page = lxml.html.fromstring(text)
    return [*_lost_references(page), *_landmarks_of_one_name(page)]


def _lost_references(page: Any) -> Iterator[str]:
    """Names and descriptions that a page says are elsewhere in it, and are not."""
    ids = set(page.xpath("//@id"))
    for name in REFERENCES:
        for value in page.xpath(f"//@{name}"):
            yield from (f"{name}: #{one}" for one in value.split() if one not in ids)


def _landmarks_of_one_name(page: Any) -> Iterator[str]:
    """A landmark that has the name of another leads nobody."""
    found = Counter((_role(part), name) for part in page.xpath(LANDMARKS) if (name := _name(page, part)))
    yield from (f"landmarks: {count} {role} “{name}”" for (role, name), count in found.items() if count > 1)


def _role(part: Any) -> str:
    return part.get("role") or {"section": "region"}.get(part.tag, part.tag)


def _name(page: Any, part: Any) -> str:
    if label := part.get("aria-label"):
        return str(label)
    named = [page.get_element_by_id(one, None) for one in (part.get("aria-labelledby") or "").split()]
    return " ".join(one.text_content().strip() for one in named if one is not None)
