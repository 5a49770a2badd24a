"""The files in deploy/ say what the settings, the commands and docs/operations.md say."""

from __future__ import annotations

import configparser
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import get_commands

from tests.test_docs import text
from tests.test_settings import ROOT, VARIABLES, manage

DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").glob("*.service"))
TIMERS = sorted((DEPLOY / "systemd").glob("*.timer"))
EXAMPLE = (DEPLOY / "liaison.env.example").read_text(encoding="utf-8")


class Unit(configparser.ConfigParser):
    """A unit as systemd reads it, but that of a key which comes twice the last one counts."""

    def __init__(self, file: Path) -> None:
        super().__init__(strict=False, interpolation=None)
        self.optionxform = str  # type: ignore[assignment,method-assign]
        self.read(file, encoding="utf-8")


def commands() -> Iterator[tuple[str, str]]:
    """Each command of manage.py that a unit runs, or a timer has run by liaison-run@."""
    for file in UNITS:
        words = shlex.split(Unit(file)["Service"]["ExecStart"])
        if "manage.py" in words and (command := words[words.index("manage.py") + 1]) != "%i":
            yield file.name, command
    for file in TIMERS:
        if found := re.fullmatch(r"liaison-run@(\w+)\.service", Unit(file)["Timer"]["Unit"]):
            yield file.name, found[1]


def given(*, commented: bool) -> dict[str, str]:
    mark = "#?" if commented else ""
    return dict(re.findall(rf"^{mark}([A-Z_]+)='([^']*)'$", EXAMPLE, re.M))


def test_every_variable_is_in_the_example_of_the_environment() -> None:
    assert {name for name in given(commented=True) if not name.startswith(("GRANIAN_", "MALLOC_"))} == set(VARIABLES)


def test_example_of_the_environment_can_be_read_by_a_shell_and_starts_the_site(tmp_path: Path) -> None:
    script = 'set -aeu; . "$1"; env -0'
    run = subprocess.run(["sh", "-c", script, "sh", DEPLOY / "liaison.env.example"], capture_output=True, check=True)
    said = dict(line.split("=", 1) for line in run.stdout.decode().split("\0") if "=" in line)
    values = {name: said[name] for name in given(commented=False)}
    check = manage("check", "--deploy", "--fail-level", "WARNING", **values | {"STATIC_ROOT": str(tmp_path)})
    assert (values, check.returncode) == (given(commented=False), 0), check.stderr


def test_every_command_of_a_unit_exists() -> None:
    known = get_commands()
    found = list(commands())
    assert [(unit, command) for unit, command in found if command not in known] == []
    assert {"send_mail_queue", "send_reminders", "read_intake", "backup"} <= {command for _unit, command in found}


def test_options_of_the_commands_are_known_to_them() -> None:
    for file in UNITS:
        words = shlex.split(Unit(file)["Service"]["ExecStart"])
        options = [word.split("=")[0] for word in words if word.startswith("--")]
        program = [f"{Path(sys.executable).parent}/granian"] if "granian" in words[0] else [sys.executable, *words[1:3]]
        if options:
            said = subprocess.run([*program, "--help"], capture_output=True, text=True, cwd=ROOT, check=True).stdout
            assert [option for option in options if option not in said] == [], file.name


@pytest.mark.parametrize("timer", TIMERS, ids=lambda file: file.name)
def test_timer_starts_a_unit_that_is_there(timer: Path) -> None:
    started = re.sub(r"@\w+\.", "@.", Unit(timer)["Timer"]["Unit"])
    assert started in [file.name for file in UNITS]


@pytest.mark.parametrize("unit", UNITS, ids=lambda file: file.name)
def test_unit_is_as_hardened_as_the_others(unit: Path) -> None:
    hardening = [file.read_text(encoding="utf-8").partition("\n# What the site has no need of")[2] for file in UNITS]
    own = unit.read_text(encoding="utf-8").partition("\n# What the site has no need of")[2].partition("\n[")[0].strip()
    assert {one.partition("\n[")[0].strip() for one in hardening} == {own}
    assert Unit(unit)["Service"]["User"] == "liaison"


def test_every_file_of_deploy_is_named_in_the_operators_guide() -> None:
    guide = text("docs/operations.md")
    assert [file.name for file in [*UNITS, *TIMERS, *DEPLOY.glob("[a-zA-Z]*.*")] if file.name not in guide] == []


def test_proxies_ask_the_ports_that_the_guide_starts() -> None:
    ports = [set(re.findall(r"127\.0\.0\.1:(\d+)", text(f"deploy/{name}"))) for name in ("nginx.conf", "Caddyfile")]
    started = set(re.findall(r"liaison@(\d+)", text("docs/operations.md")))
    assert ports == [started, started]


def test_nginx_leaves_out_neither_process_while_the_other_is_started_anew() -> None:
    servers = re.findall(r"^ +server 127\.0\.0\.1:\d+(.*);", text("deploy/nginx.conf"), re.M)
    assert servers == [" max_fails=0", " max_fails=0"]
