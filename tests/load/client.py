"""A browser as far as load goes: one connection that is kept, cookies, what it has kept of a page."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field

HOST = "127.0.0.1"  # and nothing else, ever
PATIENCE = 60.0  # seconds


@dataclass
class Answer:
    """`status` 0: refused or broken off, and 1: nothing came in time."""

    status: int
    ms: float
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


class Browser:
    def __init__(self, port: int, cookies: str = "") -> None:
        self.port, self.cookies = port, cookies
        self.tags: dict[str, str] = {}  # of pages that were got, by path
        self.stream: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def get(self, path: str, *, again: bool = False) -> Answer:
        """With `again` whether it has changed is asked, where the page said by what that is known."""
        headers = {"If-None-Match": self.tags[path]} if again and path in self.tags else {}
        answer = await self.ask("GET", path, headers)
        if tag := answer.headers.get("etag"):
            self.tags[path] = tag
        return answer

    async def post(self, path: str, body: bytes) -> Answer:
        return await self.ask("POST", path, {"Content-Type": "application/x-www-form-urlencoded"}, body)

    async def ask(self, method: str, path: str, headers: dict[str, str], body: bytes = b"") -> Answer:
        began = time.perf_counter()
        try:
            answer = await asyncio.wait_for(self._ask(method, path, headers, body), PATIENCE)
        except TimeoutError:
            answer = Answer(1, 0)
        except (OSError, EOFError, ValueError):
            answer = Answer(0, 0)
        if answer.status < 100:
            self.close()
        answer.ms = (time.perf_counter() - began) * 1000
        return answer

    async def _ask(self, method: str, path: str, headers: dict[str, str], body: bytes) -> Answer:
        """Once more on a new connection, where the server had closed the one that was kept."""
        lines = [f"{method} {path} HTTP/1.1", f"Host: {HOST}:{self.port}", "Accept-Encoding: gzip"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        lines += [f"Cookie: {self.cookies}"] if self.cookies else []
        lines += [f"Content-Length: {len(body)}"] if body else []
        message = "\r\n".join([*lines, "", ""]).encode() + body
        if self.stream and self.stream[0].at_eof():  # closed by the server meanwhile, as any browser notices
            self.close()
        if self.stream:
            try:
                return await self._exchange(message)
            except (OSError, EOFError):
                self.close()
                if method != "GET":
                    raise
        self.stream = await asyncio.open_connection(HOST, self.port, limit=2**20)
        return await self._exchange(message)

    async def _exchange(self, message: bytes) -> Answer:
        assert self.stream
        reader, writer = self.stream
        writer.write(message)
        await writer.drain()
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:])}
        status = int(head[0].split(" ", 2)[1])
        if "chunked" in headers.get("transfer-encoding", ""):
            body = b"".join([piece async for piece in _pieces(reader)])
        else:
            body = await reader.readexactly(int(headers.get("content-length", 0)))
        if headers.get("connection") == "close":
            self.close()
        return Answer(status, 0, headers, body)

    def close(self) -> None:
        if self.stream:
            self.stream[1].close()
        self.stream = None


async def _pieces(reader: asyncio.StreamReader):
    while size := int(await reader.readuntil(b"\r\n"), 16):
        yield await reader.readexactly(size)
        await reader.readexactly(2)
    await reader.readexactly(2)
