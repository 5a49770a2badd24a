"""Many statements are sent at once from one series, and some of them fail at the last moment.

    python -m tests.fault.numbers --sends 20 --failures 10

Each send is a thread with a connection of its own: it takes a number within its transaction, and is committed or, by
lot, rolled back. Then the statements that were sent must bear 1, 2, 3 ... without a gap and without a double.
"""

from __future__ import annotations

import argparse
import random
import sys
import threading
import time
from collections.abc import Callable

from tests.fault.database import fresh_database


class Failure(Exception):
    pass


def send_at_once(sends: int, failures: int, seed: int) -> list[str]:
    """The symbols of the statements that were sent, in the order of their numbers."""
    from liaison.models import Series, Statement  # noqa: PLC0415 -- after Django is set up
    from tests import factory  # noqa: PLC0415 -- the same

    group = factory.make_home()
    Series.objects.create(body=group, pattern="SG2/LS{number:03}")
    statements = [factory.make_statement() for _ in range(sends + failures)]
    for statement in statements:
        factory.make_party(statement, part="from", body=group)
    lot = random.Random(seed)  # noqa: S311 -- a fixed seed
    fails = [place < failures for place in range(len(statements))]
    lot.shuffle(fails)
    barrier = threading.Barrier(len(statements))
    plans = [(statement.pk, fail, lot.uniform(0, 0.05)) for statement, fail in zip(statements, fails, strict=True)]
    threads = [threading.Thread(target=_one(barrier, *plan)) for plan in plans]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(Statement.objects.exclude(symbol="").values_list("symbol", flat=True))


def _one(barrier: threading.Barrier, key: int, fails: bool, delay: float) -> Callable[[], None]:
    def send() -> None:
        from django.db import connection, transaction  # noqa: PLC0415 -- after Django is set up

        from liaison.models import Statement  # noqa: PLC0415 -- the same
        from liaison.numbering import symbol_assign  # noqa: PLC0415 -- the same

        barrier.wait()
        try:
            with transaction.atomic():
                statement = Statement.objects.select_for_update().get(pk=key)
                symbol_assign(statement=statement)
                time.sleep(delay)  # what else is done while sending
                if fails:
                    raise Failure
        except Failure:
            pass
        finally:
            connection.close()

    return send


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sends", type=int, default=20)
    parser.add_argument("--failures", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with fresh_database() as engine:
        found = send_at_once(given.sends, given.failures, given.seed)
        expected = [f"SG2/LS{number:03}" for number in range(1, given.sends + 1)]
        outcome = "without gap or double" if found == expected else f"WRONG: {found}"
        sys.stdout.write(f"{engine}: {given.sends} sends at once, {given.failures} more that failed: {outcome}\n")
    return 0 if found == expected else 1


if __name__ == "__main__":
    sys.exit(main())
