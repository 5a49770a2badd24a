import datetime
import io
import subprocess
import tracemalloc
import zipfile

import pytest

from liaison.zip_stream import ZipStream

AT = datetime.datetime(2023, 5, 22, 10, 20, 30, tzinfo=datetime.UTC)


def whole(*files, at=AT):
    stream = ZipStream()
    sent = b"".join([*(stream.add(name, content, at) for name, content in files), *stream.end()])
    stream.close()
    return sent


def test_what_is_sent_is_a_zip_file():
    with zipfile.ZipFile(io.BytesIO(whole(("a/b.txt", b"abc" * 9000), ("c", b"")))) as archive:
        assert (archive.testzip(), archive.read("a/b.txt"), archive.read("c")) == (None, b"abc" * 9000, b"")
        assert archive.getinfo("c").date_time == (2023, 5, 22, 10, 20, 30)


def test_other_programs_open_it(tmp_path):
    (tmp_path / "a.zip").write_bytes(whole(("a.txt", b"abc" * 9000)))
    done = subprocess.run(["unzip", "-t", "a.zip"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, "No errors detected" in done.stdout) == (0, True)


def test_each_file_is_sent_when_it_is_added():
    stream = ZipStream()
    first = stream.add("a", bytes(range(256)), AT)
    assert (first[:4], b"a" in first, len(stream.add("b", b"x", AT)) < 80) == (b"PK\3\4", True, True)
    stream.close()


def test_file_is_sent_piece_by_piece():
    stream, file = ZipStream(), io.BytesIO(bytes(1_000_000))
    pieces = list(stream.add_file("a", file, AT))
    with zipfile.ZipFile(io.BytesIO(b"".join([*pieces, *stream.end()]))) as archive:
        assert (len(pieces) > 10, archive.read("a")) == (True, bytes(1_000_000))
    stream.close()


@pytest.mark.parametrize("year", [1, 1970, 1980, 2107, 2200])
def test_any_year_can_be_told_somehow(year):
    with zipfile.ZipFile(io.BytesIO(whole(("a", b""), at=AT.replace(year=year)))) as archive:
        assert archive.getinfo("a").date_time[0] == min(max(year, 1980), 2107)


def test_memory_does_not_grow_with_the_number_of_files():
    stream = ZipStream()
    tracemalloc.start()
    try:
        sizes = []
        for number in range(6000):
            stream.add(f"statements/the-name-of-a-statement-{number}.json", b"", AT)
            if number in (2500, 5999):
                sizes.append(tracemalloc.get_traced_memory()[0])
    finally:
        tracemalloc.stop()
    stream.close()
    assert sizes[1] - sizes[0] < 100_000


@pytest.mark.parametrize("ends", [True, False])
def test_stream_can_be_left_at_any_moment(ends):
    stream = ZipStream()
    stream.add("a", b"abc", AT)
    pieces = stream.add_file("b", io.BytesIO(bytes(1_000_000)), AT)
    next(pieces)
    pieces.close()
    if ends:
        list(stream.end())
    stream.close()
    stream.close()


def test_more_files_than_a_plain_zip_file_can_count(monkeypatch):
    monkeypatch.setattr(zipfile, "ZIP_FILECOUNT_LIMIT", 10)
    sent = whole(*((str(number), b"x") for number in range(12)))
    with zipfile.ZipFile(io.BytesIO(sent)) as archive:
        assert (b"PK\6\6" in sent, len(archive.namelist()), archive.read("11")) == (True, 12, b"x")
