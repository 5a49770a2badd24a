import subprocess
import sys

import pytest
from django.conf import settings

from liaison.turns import NoTurnError, Turn

HOLD = (
    "import django; from django.conf import settings; settings.configure(BASE_DIR={base!r});"
    "from liaison.turns import Turn; turn = Turn('work', 1); print('held', flush=True); input()"
)


@pytest.fixture(autouse=True)
def own_folder(monkeypatch, tmp_path):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))


def test_no_more_than_so_many_work_at_once():
    with Turn("work", 2), Turn("work", 2), pytest.raises(NoTurnError):
        Turn("work", 2)


def test_turn_that_ends_is_free_again():
    with Turn("work", 1):
        pass
    with Turn("work", 1):
        pass


def test_other_work_has_turns_of_its_own():
    with Turn("work", 1), Turn("other", 1):
        pass


def test_turn_that_nobody_holds_any_longer_is_free():
    turn = Turn("work", 1)
    del turn
    Turn("work", 1).close()


def test_turn_ends_with_the_process_that_holds_it():
    command = [sys.executable, "-c", HOLD.format(base=str(settings.BASE_DIR))]
    with subprocess.Popen(
        command, cwd=settings.BASE_DIR, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout.readline() == "held\n"
        with pytest.raises(NoTurnError):
            Turn("work", 1)
        other.kill()
        other.wait()
    Turn("work", 1).close()
