"""Sends one statement, and dies on the way if it is told to.

    python -m tests.fault.send KEY [--point N]

Says "begun" when the act begins. Points are the moments before and after each statement to the database, the commit
among them; with `--point` the process kills itself at that one, without it it says at the end how many there were.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
from collections.abc import Callable
from typing import Any

import django

ALREADY = 3  # exit code where another process had sent it


class Points:
    def __init__(self, last: int | None) -> None:
        self.last, self.count = last, 0

    def pass_by(self) -> None:
        self.count += 1
        if self.count == self.last:
            os.kill(os.getpid(), signal.SIGKILL)

    def around_statement(self, execute: Callable[..., Any], *given: Any) -> Any:
        self.pass_by()
        done = execute(*given)
        self.pass_by()
        return done

    def around_commit(self, commit: Callable[[], Any]) -> Callable[[], Any]:
        def passing() -> None:
            self.pass_by()
            commit()
            self.pass_by()

        return passing


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("key", type=int)
    parser.add_argument("--point", type=int)
    given = parser.parse_args()
    django.setup()
    from django.db import connection  # noqa: PLC0415 -- after Django is set up

    from liaison.models import Statement  # noqa: PLC0415 -- the same
    from liaison.services import statement_send  # noqa: PLC0415 -- the same
    from tests.liaison.sendable import proposed  # noqa: PLC0415 -- the same

    statement = Statement.objects.get(pk=given.key)
    if statement.is_frozen:
        return ALREADY
    dispatch = proposed(statement)
    points = Points(given.point)
    connection.ensure_connection()
    connection._commit = points.around_commit(connection._commit)
    sys.stdout.write("begun\n")
    sys.stdout.flush()
    with connection.execute_wrapper(points.around_statement):
        statement_send(statement=statement, dispatch=dispatch, by=None)
    sys.stdout.write(f"{points.count}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
