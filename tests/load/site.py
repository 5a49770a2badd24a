"""The site as deploy/ runs it: two processes of granian with the environment's own numbers, on the loopback."""

from __future__ import annotations

import http.client
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from .client import HOST
from .figures import children

ROOT = Path(__file__).resolve().parents[2]


def deployed() -> dict[str, str]:
    """What deploy/liaison.env.example says of the server."""
    example = (ROOT / "deploy" / "liaison.env.example").read_text(encoding="utf-8")
    return dict(re.findall(r"^(GRANIAN_\w+|MALLOC_\w+)='([^']*)'$", example, re.M))


class Site:
    def __init__(self, port: int, folder: Path) -> None:
        self.ports, self.folder = [port, port + 1], folder
        self.processes: list[subprocess.Popen[bytes]] = []

    def start(self) -> None:
        shared = os.environ | deployed() | {"SITE_URL": f"http://{HOST}:{self.ports[0]}", "LOG_FORMAT": "json"}
        for port in self.ports:
            command = [f"{Path(sys.executable).parent}/granian", "--interface", "wsgi", "config.wsgi:application"]
            with (self.folder / f"{port}.log").open("ab") as log:
                command += ["--host", HOST, "--port", str(port)]
                self.processes.append(subprocess.Popen(command, cwd=ROOT, env=shared, stdout=log, stderr=log))
            self.wait(port)

    @staticmethod
    def wait(port: int, path: str = "/healthz", seconds: float = 60) -> float:
        """Seconds until it answers with 200."""
        began = time.monotonic()
        while time.monotonic() - began < seconds:
            if ask(port, path) == 200:
                return time.monotonic() - began
            time.sleep(0.02)
        raise SystemExit(f"Nothing answers on port {port}.")

    def workers(self) -> list[int]:
        return [worker for process in self.processes for worker in children(process.pid)]

    def errors(self) -> list[str]:
        """Lines of the log that tell of a fault."""
        lines = [line for port in self.ports for line in (self.folder / f"{port}.log").read_text().splitlines()]
        return [line for line in lines if '"level": "ERROR"' in line or "Traceback" in line or "panicked" in line]

    def stop(self) -> None:
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            with suppress(subprocess.TimeoutExpired):
                process.wait(60)


def ask(port: int, path: str, timeout: float = 30) -> int:
    """The status; 0 where there is no answer."""
    connection = http.client.HTTPConnection(HOST, port, timeout=timeout)
    try:
        connection.request("GET", path)
        response = connection.getresponse()
        response.read()
        return response.status
    except (OSError, http.client.HTTPException):
        return 0
    finally:
        connection.close()


@contextmanager
def running(port: int, folder: Path) -> Iterator[Site]:
    site = Site(port, folder)
    try:
        site.start()
        yield site
    finally:
        site.stop()
