"""What a zip may hold, and what becomes of one that lies."""

from __future__ import annotations

import io
import zipfile

import pytest

from liaison.intake.unzip import MOST_FILES, clean_name, unzip
from liaison.letter.refusal import MAX_FILE, Refusal

from .files import zip_of


def test_files_of_a_zip_come_one_by_one_with_their_folders() -> None:
    data = zip_of(**{"2023/a__txt": b"one", "b__docx": b"two", "__MACOSX/._a__txt": b"litter", "2023/": b""})
    assert [(one.name, one.folder, one.data) for one in unzip(data)] == [
        ("a.txt", "2023", b"one"),
        ("b.docx", "", b"two"),
    ]


def test_file_that_unpacks_to_far_more_than_it_takes_is_refused_and_the_others_go_on() -> None:
    bomb = zip_of(a__txt=b"\0" * 5_000_000, b__txt=b"fine")
    found = list(unzip(bomb))
    assert found[0].data == b""
    assert found[0].refusal == "This file unpacks to far more than it takes in the zip, as no statement does."
    assert (found[1].data, found[1].refusal) == (b"fine", "")


def test_what_a_zip_says_of_a_files_size_is_not_believed() -> None:
    data = bytearray(zip_of(a__txt=b"\0" * (MAX_FILE + 1)))
    at = data.rfind(b"PK\x01\x02")
    data[at + 24 : at + 28] = (10).to_bytes(4, "little")
    [found] = unzip(bytes(data))
    assert found.data == b""
    assert found.refusal


def test_zip_within_a_zip_is_not_opened() -> None:
    [found] = unzip(zip_of(inner__zip=zip_of(a__txt=b"x")))
    assert found.refusal == "A zip within a zip is not opened: give it by itself."


def test_zip_of_too_many_files_is_refused_as_a_whole() -> None:
    data = zip_of(**{f"{number}__txt": b"x" for number in range(MOST_FILES + 1)})
    with pytest.raises(Refusal, match="This zip holds 201 files; up to 200 are taken in at once"):
        unzip(data)


def test_zip_with_a_list_of_thousands_is_refused_before_it_is_read() -> None:
    data = zip_of(**{f"{number:0200}__txt": b"" for number in range(5000)})
    with pytest.raises(Refusal, match="thousands"):
        unzip(data)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 cut", b"%PDF-1.7", zip_of(a__txt=b"x")[:-10]])
def test_what_is_no_zip_is_refused(data: bytes) -> None:
    with pytest.raises(Refusal, match="not a zip"):
        unzip(data)


def test_zip_with_a_password_says_so() -> None:
    data = bytearray(zip_of(a__txt=b"x"))
    data[data.rfind(b"PK\x01\x02") + 8] |= 1
    [found] = unzip(bytes(data))
    assert found.refusal == "This file is protected with a password in the zip: take the password off, then try again."


def test_empty_zip_says_so() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w"):
        pass
    with pytest.raises(Refusal, match="There is no file in this zip"):
        unzip(stream.getvalue())


@pytest.mark.parametrize(
    ("given", "name"),
    [("../../etc/a.txt", "a.txt"), ("C:\\x\\a.txt", "a.txt"), ("a\u202etxt.exe", "atxt.exe"), ("..", "file")],
)
def test_name_of_a_file_has_no_folders_and_nothing_that_does_not_show(given: str, name: str) -> None:
    assert clean_name(given) == name
