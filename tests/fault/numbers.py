"""Many statements are sent at once from one series, and some of them fail at the last moment.

    python -m tests.fault.numbers --sends 20 --failures 10

Processes with several threads each, every thread with a connection of its own, send a statement each, with files and
mails; by lot some are undone when all of it was done but the commit. Then the statements that were sent must bear
1, 2, 3 ... without a gap and without a double, in their letters too, and each must have its mail.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import django

from tests.fault.database import fresh_database

ROOT = Path(__file__).resolve().parents[2]
PROCESSES = 3
TRIES = 3  # SQLite lets a writer wait for 20 seconds, and then somebody sends again


class Failure(Exception):
    pass


def send_at_once(sends: int, failures: int, seed: int, *, numbered: bool) -> list[str]:
    """What differs from what must hold; nothing where all held."""
    from tests.liaison.sendable import make_approved, make_numbers, make_receiver  # noqa: PLC0415 -- after setup

    body = make_receiver("CWG-COP", "cop@example.org")
    statements = [make_approved(body) for _ in range(sends + failures)]
    if numbered:
        make_numbers(statements[0], pattern="SG2/LS{number:03}")
    fails = [place < failures for place in range(len(statements))]
    random.Random(seed).shuffle(fails)  # noqa: S311 -- a fixed seed
    plans = [f"{statement.pk}{'!' if fail else ''}" for statement, fail in zip(statements, fails, strict=True)]
    command = [sys.executable, "-m", "tests.fault.numbers", "--child"]
    children = [
        subprocess.Popen(
            [*command, *plans[place::PROCESSES]],
            cwd=ROOT,
            env=os.environ,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        for place in range(PROCESSES)
    ]
    for child in children:
        if child.stdout:
            child.stdout.readline()  # it is ready
    for child in children:
        if child.stdin:
            child.stdin.close()
    ended = [child.wait(300) for child in children]
    return ([f"A process ended with {ended}."] if any(ended) else []) + differences(sends, numbered)


def differences(sends: int, numbered: bool) -> list[str]:
    from liaison.models import Mail, Series, Statement  # noqa: PLC0415 -- after Django is set up

    sent = list(Statement.objects.filter(recorded_on__isnull=False).order_by("symbol"))
    if not numbered:
        addresses = len({statement.slug for statement in sent})
        return [] if addresses == sends else [f"{addresses} of {sends} were sent."]
    expected = [f"SG2/LS{number:03}" for number in range(1, sends + 1)]
    found = {
        "numbers": [statement.symbol for statement in sent],
        "numbers in the letters": [statement.revisions.get().letter["symbol"] for statement in sent],
        "numbers in the mails": sorted(mail.subject.split()[2] for mail in Mail.objects.all()),
    }
    wrong = [f"The {name} are {given}." for name, given in found.items() if given != expected]
    following = Series.objects.get().next_number
    return wrong + ([f"The next number is {following}."] if following != sends + 1 else [])


def child(plans: list[str]) -> int:
    """Say that it is ready, wait until the others are, and send all at once."""
    django.setup()
    warm_up()
    failed: list[str] = []
    threads = [threading.Thread(target=_one(int(plan.rstrip("!")), plan.endswith("!"), failed)) for plan in plans]
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.read()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    sys.stderr.writelines(f"{line}\n" for line in failed)
    return 1 if failed else 0


def warm_up() -> None:
    """So that all of them begin at one time."""
    from liaison.letter.formats import PUBLIC_WRITERS  # noqa: PLC0415 -- after Django is set up
    from liaison.letter.letter import Letter  # noqa: PLC0415 -- the same
    from liaison.letter.sheet import Sheet  # noqa: PLC0415 -- the same

    for writer in PUBLIC_WRITERS:
        writer.write(Letter(), Sheet())


def _one(key: int, fails: bool, failed: list[str]) -> Callable[[], None]:
    def send() -> None:
        from django.db import OperationalError, connection  # noqa: PLC0415 -- after Django is set up

        for left in reversed(range(TRIES)):
            try:
                _send(key, fails)
            except Failure:
                break
            except OperationalError as trouble:
                connection.close()
                if not left:
                    failed.append(f"Statement {key}: {trouble}")
                time.sleep(0.5)
            else:
                break
        connection.close()

    return send


def _send(key: int, fails: bool) -> None:
    from django.db import transaction  # noqa: PLC0415 -- after Django is set up

    from liaison.models import Statement  # noqa: PLC0415 -- the same
    from liaison.services import statement_send  # noqa: PLC0415 -- the same
    from tests.liaison.sendable import proposed  # noqa: PLC0415 -- the same

    statement = Statement.objects.get(pk=key)
    dispatch = proposed(statement)
    with transaction.atomic():
        statement_send(statement=statement, dispatch=dispatch, by=None)
        if fails:
            raise Failure


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sends", type=int, default=20)
    parser.add_argument("--failures", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--bare", action="store_true", help="without a series: each must get an address of its own")
    parser.add_argument("--child", nargs="+", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.child:
        return child(given.child)
    with fresh_database() as engine:
        wrong = send_at_once(given.sends, given.failures, given.seed, numbered=not given.bare)
        outcome = f"WRONG: {' '.join(wrong)}" if wrong else "without gap or double"
        sys.stdout.write(f"{engine}: {given.sends} sends at once, {given.failures} more that failed: {outcome}\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
