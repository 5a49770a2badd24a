"""Django's cache in the memory of a process, with an end to how much it takes."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.locmem import LocMemCache

_bytes: dict[str, int] = {}  # held under each name, by all threads together
OVERHEAD = 400  # bytes for an entry beside its value: its keys and the two tables that it stands in


class MemoryCache(LocMemCache):
    """What was not asked for the longest goes first, as soon as there are more bytes than `max_bytes`."""

    _cache: OrderedDict[str, bytes]

    def __init__(self, name: str, params: dict[str, Any]) -> None:
        super().__init__(name, params)
        self.name, self.max_bytes = name, params.get("OPTIONS", {}).get("max_bytes", 32 * 2**20)
        _bytes.setdefault(name, 0)

    @property
    def size(self) -> int:
        return _bytes[self.name]

    def _set(self, key: str, value: bytes, timeout: Any = DEFAULT_TIMEOUT) -> None:
        self._delete(key)
        if len(value) + OVERHEAD > self.max_bytes:
            return
        while self.size + len(value) + OVERHEAD > self.max_bytes:
            self._delete(next(reversed(self._cache)))
        super()._set(key, value, timeout)  # type: ignore[misc]
        _bytes[self.name] += len(value) + OVERHEAD

    def _delete(self, key: str) -> bool:
        size = len(self._cache.get(key, b"")) + OVERHEAD
        was_there = super()._delete(key)  # type: ignore[misc]
        _bytes[self.name] -= size if was_there else 0
        return was_there

    def _cull(self) -> None:
        self._delete(next(reversed(self._cache)))

    def clear(self) -> None:
        super().clear()
        _bytes[self.name] = 0
