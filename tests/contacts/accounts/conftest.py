"""Codes that were used are remembered in the cache too: each test begins with none."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def no_code_was_used() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()
