"""Asks a server for pages as fast as it answers, from a process of its own:

    python -m tests.bench.asking PORT SECONDS CONNECTIONS PATH [HEADER...]

A `{}` in PATH is another number each time. Prints how many were answered, and how many of them neither 200 nor 304.
"""

from __future__ import annotations

import asyncio
import itertools
import sys
import time

numbers = itertools.count(int(time.time() * 1000))


class Reader(asyncio.Protocol):
    """One connection that is kept, on which the next page is asked for when the last one is there."""

    answered, wrong, until = 0, 0, 0.0

    def __init__(self, path: str, headers: list[str], done: asyncio.Event) -> None:
        lines = ["Host: 127.0.0.1", "Accept-Encoding: gzip, deflate, br", *headers]
        self.path, self.done = path, done
        self.rest = " HTTP/1.1\r\n" + "".join(f"{line}\r\n" for line in lines) + "\r\n"
        self.held, self.missing = b"", -1

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport
        self.ask()

    def ask(self) -> None:
        path = self.path.replace("{}", str(next(numbers))) if "{}" in self.path else self.path
        self.transport.write(f"GET {path}{self.rest}".encode())  # type: ignore[attr-defined]

    def data_received(self, data: bytes) -> None:
        if self.missing < 0:
            self.held += data
            head, found, body = self.held.partition(b"\r\n\r\n")
            if not found:
                return
            self.missing = length_of(head) - len(body)
            Reader.wrong += head[9:12] not in (b"200", b"304")
        else:
            self.missing -= len(data)
        if self.missing <= 0:
            Reader.answered += 1
            self.held, self.missing = b"", -1
            if time.perf_counter() < Reader.until:
                self.ask()
            else:
                self.transport.close()

    def connection_lost(self, error: Exception | None) -> None:
        self.done.set()


def length_of(head: bytes) -> int:
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return int(line.partition(b":")[2])
    return 0


async def main(port: int, seconds: float, connections: int, path: str, headers: list[str]) -> None:
    loop, ends = asyncio.get_running_loop(), [asyncio.Event() for _ in range(connections)]
    began = time.perf_counter()
    Reader.until = began + seconds
    for end in ends:
        await loop.create_connection(lambda end=end: Reader(path, headers, end), "127.0.0.1", port)  # type: ignore[misc]
    for end in ends:
        await end.wait()
    took = time.perf_counter() - began
    sys.stdout.write(f"{Reader.answered / took:.1f} {Reader.wrong}\n")


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), float(sys.argv[2]), int(sys.argv[3]), sys.argv[4], sys.argv[5:]))
