"""Word documents that are not opened, or not as far as they would go: each says what it is and why."""

import io
import time
import tracemalloc
import zipfile

import docx
import openpyxl
import pytest

from liaison.letter.docx_package import MAX_ENTRIES
from liaison.letter.readers import OTHERS, read_file
from liaison.letter.refusal import MAX_FILE

from .readings import SEED
from .seed_document import SeedDocument
from .word_files import findings, read, rebuilt, saved, table, with_part, with_relation

MEGABYTE = 1_000_000
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


@pytest.fixture(scope="module")
def seed() -> bytes:
    return SeedDocument().data


def refusal(data: bytes, name: str = "a.docx") -> str:
    """The one finding of a file that is refused, within seconds and a hundred megabytes."""
    tracemalloc.start()
    started = time.process_time()
    try:
        reading = read_file(name, data)
        assert tracemalloc.get_traced_memory()[1] < 100 * MEGABYTE
    finally:
        tracemalloc.stop()
    assert time.process_time() - started < 10
    (finding,) = reading.findings
    assert (reading.letter, finding.level) == (None, "error")
    return finding.message.removeprefix(f"{name}: ")


def zipped(**parts: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return buffer.getvalue()


def spreadsheet() -> bytes:
    buffer = io.BytesIO()
    openpyxl.Workbook().save(buffer)
    return buffer.getvalue()


def test_spreadsheet_with_the_name_of_a_word_document_is_refused():
    assert refusal(spreadsheet()) == (
        "This is a spreadsheet (Excel) with the name of a Word document, not a liaison statement."
    )


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "The file is empty."),
        (b"  \n", "The file is empty."),
        (b"%PDF-1.7", "This is a PDF with the name of a Word document: open it in Word and save it as .docx."),
        (b"{\\rtf1}", "This is a rich text (RTF) file with the name of a Word document: open it in Word and save it as "
                      ".docx."),
        (OLE + "WordDocument".encode("utf-16-le"), OTHERS[".doc"]),
        (OLE + "EncryptedPackage".encode("utf-16-le"),
         "This Word document is protected with a password: save it without one, then try again."),
        (OLE + "Workbook".encode("utf-16-le"), "This is an old spreadsheet (.xls), not a Word document."),
        (OLE + "__substg1.0_".encode("utf-16-le"),
         "This is a saved mail (.msg), not a liaison statement: save the file attached to it."),
    ],
)  # fmt: skip
def test_what_is_no_word_document_is_refused_with_what_it_is(data, message):
    assert refusal(data) == message


def test_bytes_of_nothing_known_are_refused():
    assert refusal(b"abcdefgh" * 9).startswith("This Word document is damaged and cannot be read")


def test_zip_of_files_is_refused():
    assert refusal(zipped(a=b"x")) == "This is a zip file, not a Word document: give the files in it one by one."


def test_open_document_is_refused_with_advice():
    data = zipped(mimetype=b"application/vnd.oasis.opendocument.text")
    assert refusal(data) == "This is an OpenDocument file: open it and save it as .docx."


@pytest.mark.parametrize("ending", sorted(OTHERS))
def test_other_kinds_of_file_are_refused_with_what_helps(ending):
    assert refusal(b"anything", f"a{ending}") == OTHERS[ending]


def test_old_word_document_is_refused_with_the_advice_to_save_as_docx():
    assert refusal(OLE, "statement.doc") == (
        "This is a document of the old Word format (.doc): open it in Word and save it as .docx."
    )


def test_zip_bomb_is_refused_by_what_it_declares():
    data = zipped(**{"[Content_Types].xml": b"<Types/>", "word__document.xml": bytes(210 * MEGABYTE)})
    assert len(data) < MEGABYTE
    assert refusal(data) == "This file would unpack to 210 MB, more than a statement holds: it was not opened."


def test_zip_bomb_that_hides_its_size_is_stopped_while_it_inflates(seed):
    def bomb(name: str, content: bytes) -> bytes:
        return (
            content.replace(b"</w:body>", b" " * (25 * MEGABYTE) + b"</w:body>") if "document.xml" in name else content
        )

    data = bytearray(rebuilt(seed, bomb))
    for directory, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = data.find(directory)
        while at >= 0:
            data[at + offset : at + offset + 4] = (1000).to_bytes(4, "little")
            at = data.find(directory, at + 4)
    assert refusal(bytes(data)).startswith("This Word document is damaged and cannot be read")


def test_part_that_unpacks_to_too_much_is_refused(seed):
    def bomb(name: str, content: bytes) -> bytes:
        return (
            content.replace(b"</w:body>", b" " * (25 * MEGABYTE) + b"</w:body>") if "document.xml" in name else content
        )

    assert refusal(rebuilt(seed, bomb)) == (
        "The part word/document.xml of this file unpacks to more than any statement holds; it was not read."
    )


def test_zip_of_too_many_parts_is_refused(seed):
    data = rebuilt(seed, lambda _name, old: old, {f"word/{number}.xml": b"" for number in range(MAX_ENTRIES)})
    assert "parts; a Word document of a statement has a few dozen." in refusal(data)


def test_document_of_too_many_paragraphs_is_refused(seed):
    def many(name: str, content: bytes) -> bytes:
        return content.replace(b"</w:body>", b"<w:p/>" * 60_000 + b"</w:body>") if "document.xml" in name else content

    assert refusal(rebuilt(seed, many)) == "This document has more than 50000 paragraphs; no statement has."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused_before_they_are_read(seed, encoding):
    lol = "".join(f'<!ENTITY l{at} "{f"&l{at - 1};" * 10}">' for at in range(1, 9))
    bomb = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE d [<!ENTITY l0 "lol">{lol}]><d>&l8;</d>'
    data = rebuilt(seed, lambda name, old: bomb.encode(encoding) if name == "word/document.xml" else old)
    assert refusal(data) == "The part word/document.xml of this file declares entities, which no Word document does."


def test_entity_that_reads_a_file_is_refused(seed):
    attack = b'<!DOCTYPE d [<!ENTITY f SYSTEM "file:///etc/passwd">]><d>&f;</d>'
    data = rebuilt(seed, lambda name, old: attack if name == "word/styles.xml" else old)
    assert refusal(data) == "The part word/styles.xml of this file declares entities, which no Word document does."


def test_macros_are_refused(seed):
    data = rebuilt(seed, lambda _name, old: old, {"word/vbaProject.bin": b"x"})
    assert refusal(data) == "This Word document holds macros (programs): save it as .docx without them."


def test_document_for_macros_is_refused(seed):
    def enabled(name: str, content: bytes) -> bytes:
        kind = b"application/vnd.ms-word.document.macroEnabled.main+xml"
        usual = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
        return content.replace(usual, kind) if name == "[Content_Types].xml" else content

    assert refusal(rebuilt(seed, enabled)) == (
        "This Word document holds macros (programs): save it as .docx without them."
    )


@pytest.mark.parametrize(
    ("kind", "target", "part", "what"),
    [
        ("attachedTemplate", "https://example.org/t.dotm", "settings", "a template"),
        ("attachedTemplate", "\\\\server\\share\\t.dotm", "settings", "a template"),
        ("attachedTemplate", "file://server/share/t.dotm", "settings", "a template"),
        ("image", "https://example.org/a.png", "document", "a picture"),
        ("oleObject", "https://example.org/a.bin", "document", "an object"),
        ("subDocument", "https://example.org/a.docx", "document", "a part (subDocument)"),
        ("image", "https://example.org/a.png", "header9", "a picture"),
    ],
)
def test_what_loads_a_part_from_elsewhere_is_refused(seed, kind, target, part, what):
    assert refusal(with_relation(seed, kind, target, part)) == (
        f"This Word document loads {what} from elsewhere ({target}): put it into the document, or take it out, and "
        "save it again."
    )


@pytest.mark.parametrize("target", ["file:///C:\\Users\\a\\Templates\\Letter.dotx", "Normal.dotm"])
def test_template_on_the_writers_own_drive_is_noted(seed, target):
    data = with_relation(seed, "attachedTemplate", target, "settings")
    assert read(data) == SEED
    assert f"The document names a template on its writer's computer, {target}." in [
        one.message for one in findings(data)
    ]


@pytest.mark.parametrize(
    "field", ["DDEAUTO c:\\\\cmd.exe", "DDE excel a", 'INCLUDEPICTURE "https://example.org/a.png"']
)
def test_field_that_calls_something_is_refused(seed, field):
    instruction = f"<w:p><w:r><w:instrText>{field}</w:instrText></w:r></w:p></w:body>".encode()
    data = rebuilt(
        seed, lambda name, old: old.replace(b"</w:body>", instruction) if name == "word/document.xml" else old
    )
    assert "in a field: take the field out and save it again." in refusal(data)


def test_protected_zip_is_refused(seed):
    data = bytearray(seed)
    for directory, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(directory)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(directory, at + 4)
    assert refusal(bytes(data)) == "This file is protected with a password: save it without one, then try again."


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9])
def test_file_that_was_cut_off_is_refused(seed, share):
    assert refusal(seed[: int(len(seed) * share)]).startswith("This Word document is damaged and cannot be read")


def test_broken_xml_is_refused_with_its_part(seed):
    data = rebuilt(seed, lambda name, old: old[: len(old) // 2] if name == "word/document.xml" else old)
    assert refusal(data).startswith("This Word document is damaged and cannot be read")


def test_part_nested_without_end_is_refused(seed):
    deep = b"<w:tbl><w:tr><w:tc>" * 5000
    data = rebuilt(
        seed, lambda name, old: old.replace(b"<w:body>", b"<w:body>" + deep) if "document.xml" in name else old
    )
    assert refusal(data).startswith("This Word document is damaged and cannot be read")


def test_file_of_two_hundred_megabytes_is_refused_unopened():
    assert refusal(bytes(200 * MEGABYTE)) == (
        "This file has 200 MB. A statement has at most 25 MB: take out the pictures, or send what is attached to it "
        "apart."
    )


def test_parts_that_are_not_there_do_no_harm(seed):
    data = with_part(seed, "comments.xml", "<w:comments/>", "comments")
    data = rebuilt(data, lambda name, old: None if name in ("word/comments.xml", "word/theme/theme1.xml") else old)
    assert read(data) == SEED


def test_document_without_styles_and_lists_is_read(seed):
    data = rebuilt(seed, lambda name, old: None if name in ("word/styles.xml", "word/numbering.xml") else old)
    letter = read(data)
    assert (letter.title, letter.to, letter.annexes) == (SEED.title, SEED.to, SEED.annexes)


def test_strict_form_of_the_standard_is_read(seed):
    names = [
        (b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
         b"http://purl.oclc.org/ooxml/wordprocessingml/main"),
        (b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
         b"http://purl.oclc.org/ooxml/officeDocument/relationships"),
    ]  # fmt: skip

    def strict(_name: str, content: bytes) -> bytes:
        for usual, other in names:
            content = content.replace(usual, other)
        return content

    assert read(rebuilt(seed, strict)) == SEED


def test_large_pictures_cost_nothing(seed):
    data = rebuilt(seed, lambda _name, old: old, {"word/media/a.png": bytes(20 * MEGABYTE)})
    assert read(data) == SEED


def test_document_in_another_kind_of_zip_is_read(seed):
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(seed)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_LZMA) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
    assert read(buffer.getvalue()) == SEED


def test_blank_form_in_word_is_refused():
    document = docx.Document()
    table(document, ("Question(s):", ""), ("Meeting:", ""), ("Source:", ""), ("Title:", ""))
    document.add_paragraph("LIAISON STATEMENT")
    table(document, ("For action to:", ""), ("Deadline:", ""), ("Contact:", "Name\nOrganization\nE-mail:\ta@b.com"))
    document.add_paragraph("[Your text starts here]")
    assert refusal(saved(document)) == "This is a blank form of a liaison statement: nothing in it is filled in."


def test_mail_in_word_is_refused():
    document = docx.Document()
    for line in ["From: Jo <jo@example.org>", "Subject: The statement", "", "Dear all, please find it enclosed."]:
        document.add_paragraph(line)
    assert refusal(saved(document)).startswith("This is an e-mail, not a liaison statement")


def test_limit_of_a_file_is_what_is_said():
    assert MAX_FILE == 25 * MEGABYTE
