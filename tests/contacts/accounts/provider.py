"""A small OpenID provider on the loopback: it says of everybody what the test wants it to say."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

import jwt

KEY = "a key of thirty-two bytes or more, of a test"


class Provider:
    """`person` is what it says of whoever signs in; `nonce` what it was sent; `asked` the paths that were asked for."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.person: dict[str, Any] = {"sub": "17", "email": "ana@example.org", "email_verified": True}
        self.token: dict[str, Any] = {}
        self.nonce, self.asked, self.posted = "", [], {}
        self.is_broken = False

    def configuration(self) -> dict[str, Any]:
        places = {
            name: f"{self.address}/{name}" for name in ("authorization_endpoint", "token_endpoint", "userinfo_endpoint")
        }
        return {"issuer": self.address, "jwks_uri": f"{self.address}/keys", **places}

    def tokens(self) -> dict[str, Any]:
        claims = {"iss": self.address, "aud": "liaison", "exp": time.time() + 60, "nonce": self.nonce}
        return {
            "access_token": "access",
            "token_type": "Bearer",
            "id_token": jwt.encode(claims | self.person | self.token, KEY, "HS256"),
        }

    def answer(self, path: str) -> Any:
        if self.is_broken:
            return ["nonsense"]
        return {"token_endpoint": self.tokens, "userinfo_endpoint": lambda: self.person}.get(
            path.strip("/"), self.configuration
        )()


@contextmanager
def running() -> Iterator[Provider]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            provider.asked.append(self.path)
            body = json.dumps(provider.answer(self.path)).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            provider.posted = {key: value[0] for key, value in parse_qs(self.rfile.read(length).decode()).items()}
            self.do_GET()

        def log_message(self, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider = Provider(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
