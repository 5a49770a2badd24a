"""What a client sends is there before anything is done with it: the whole of it, or nothing happens."""

from __future__ import annotations

import errno
import io
from typing import Any

from config.uploads import PIECE, WholeBodies


class Broken(io.BytesIO):
    def read(self, size: int | None = -1) -> bytes:
        raise OSError(errno.ENOSPC, "No space left on device")


def sent(body: io.BytesIO, announced: int | str) -> tuple[list[str], list[bytes]]:
    """The status that was answered with, and the bodies that the application saw."""
    seen: list[bytes] = []

    def application(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        seen.append(environ["wsgi.input"].read())
        start_response("200 OK", [])
        return [b""]

    statuses: list[str] = []
    environ = {"wsgi.input": body, "CONTENT_LENGTH": str(announced)}
    list(WholeBodies(application)(environ, lambda status, headers: statuses.append(status[:3])))
    return statuses, seen


def test_body_is_handed_on_as_it_came() -> None:
    body = bytes(range(256)) * (PIECE // 100)
    assert sent(io.BytesIO(body), len(body)) == (["200"], [body])


def test_what_follows_the_body_is_left_alone() -> None:
    assert sent(io.BytesIO(b"abcdef"), 3) == (["200"], [b"abc"])


def test_half_a_body_is_refused() -> None:
    assert sent(io.BytesIO(b"title=Half"), 100) == (["400"], [])


def test_body_for_which_there_is_no_room_is_refused() -> None:
    assert sent(Broken(b"abc"), 3) == (["503"], [])


def test_size_that_is_no_number_is_left_to_the_application() -> None:
    assert sent(io.BytesIO(b""), "x") == (["200"], [b""])
