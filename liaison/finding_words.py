"""What readers of files say about them, in the language of whoever reads it at the desk.

Readers know no Django: what they found they say in English, and so it is stored, given out as data, and known again
when somebody has seen it. The same sentences stand here once more, with names where the file's own words go. What is
said in another way than these is shown as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

# Names that stand for a sentence or word that is among these too.
PARTS = frozenset({"what"})
PLACE = re.compile(r"%\((\w+)\)s")
SENTENCES = (
    _("line %(n)s"),
    _("paragraph %(n)s"),
    _("table %(n)s"),
    _("%(what)s, row %(n)s"),
    _("page head"),
    _("page foot"),
    _("The file is empty."),
    _("Nothing of a liaison statement was found in this file."),
    _("This is an e-mail, not a liaison statement: read the statement that it sends or speaks of."),
    _("This is a message, not a liaison statement: read the statement that it sends or speaks of."),
    _("This is a page of %(n)s liaison statements: give each as a file of its own."),
    _("This is a list of %(n)s liaison statements: give each as a file of its own."),
    _("This is a blank form of a liaison statement: nothing in it is filled in."),
    _("Nothing says that this is a liaison statement: it has none of the labels and never calls itself one."),
    _("This is %(what)s, not a text file."),
    _("a PDF"),
    _("a Word document or another zip file"),
    _("an old Word document or a saved mail"),
    _("a rich text (RTF) file"),
    _("a picture"),
    _("a compressed file"),
    _("a spreadsheet (Excel)"),
    _("a presentation (PowerPoint)"),
    _("a drawing (Visio)"),
    _("an electronic book"),
    _("a program"),
    _("This is %(what)s with the name of a Word document, not a liaison statement."),
    _("The file cannot be read as %(encoding)s: %(reason)s at byte %(n)s."),
    _("The file is neither UTF-8 nor Windows-1252 text (byte %(n)s)."),
    _("This is not a text file: it is full of control characters."),
    _("The file is not UTF-8 and was read as Windows-1252: check the accented letters."),
    _("%(n)s characters that are no characters were replaced by �."),
    _("Control characters were left out."),
    _(
        "This file has %(n)s MB. A statement has at most %(most)s MB: take out the pictures, or send what is "
        "attached to it apart."
    ),
    _("This file could not be read within %(n)s seconds; no statement takes as long as that."),
    _("This file could not be read: the reader was stopped by it. Save it anew as .docx or .txt, then try again."),
    _("Files of this kind cannot be read. These can: %(endings)s."),
    _("This is a document of the old Word format (.doc): open it in Word and save it as .docx."),
    _("This Word document may hold macros (programs): save it as .docx without them."),
    _("This is a template of the old Word format: open it in Word and save it as .docx."),
    _("This Word template may hold macros (programs): save it as .docx without them."),
    _("This is a Word template: open it in Word and save it as .docx."),
    _("This is a web page: save its text as .txt."),
    _("This is a mail as Outlook keeps it: save it as .eml, or save the statement that is attached to it."),
    _("This is an OpenDocument file: open it and save it as .docx."),
    _("This is a rich text file: open it in Word and save it as .docx."),
    _("This is a spreadsheet, not a liaison statement."),
    _("This is a zip file: give the files in it one by one."),
    _("This is a zip file, not a Word document: give the files in it one by one."),
    _("This Word document is damaged and cannot be read: %(reason)s."),
    _("This Word document is damaged and cannot be read: it has no text."),
    _("This Word document is damaged and cannot be read: its part %(name)s is broken (%(reason)s)."),
    _("This document has more than %(n)s paragraphs; no statement has."),
    _("This file holds %(n)s parts; a Word document of a statement has a few dozen."),
    _("This file is protected with a password: save it without one, then try again."),
    _("This file would unpack to %(n)s MB, more than a statement holds: it was not opened."),
    _("This Word document holds macros (programs): save it as .docx without them."),
    _("The part %(name)s of this file unpacks to more than any statement holds; it was not read."),
    _("The part %(name)s of this file is longer than that of any statement; it was not read."),
    _("The part %(name)s of this file declares entities, which no Word document does."),
    _(
        "This Word document loads %(what)s from elsewhere (%(target)s): put it into the document, or take it "
        "out, and save it again."
    ),
    _("a template"),
    _("an object"),
    _("a part (%(kind)s)"),
    _("This Word document calls %(what)s in a field: take the field out and save it again."),
    _("a program (DDE)"),
    _("a picture or text from elsewhere"),
    _("This is not a PDF, whatever its name says."),
    _("This PDF is protected with a password: save it without one, then try again."),
    _(
        "This PDF was not made by Liaison, so it holds pages and no data. Give the Word file that it was "
        "made from; where there is none, save its text as a .txt file."
    ),
    _("This PDF is damaged: %(reason)s."),
    _("The data attached to this PDF are more than any statement holds."),
    _("The statement was read from the data attached to the PDF; its pages were not compared with them."),
    _("This is no mail file: it has neither a sender nor a subject."),
    _("This mail is encrypted: open it in your mail program, and save the statement that is attached to it."),
    _("This mail has more parts than a mail that brings a liaison statement: save the statement itself and give it."),
    _(
        "What is attached to this mail is packed in a form of Outlook (winmail.dat): ask the sender to send "
        "it as plain attachments, or save it from Outlook."
    ),
    _("This mail brings no liaison statement: nothing that is attached to it is one, and its text is none."),
    _("Read from “%(part)s”, attached to the mail “%(subject)s” from %(sender)s of %(day)s."),
    _("Read from the text of the mail “%(subject)s” from %(sender)s of %(day)s."),
    _("These are statements too, or the same in another form: %(names)s."),
    _("A file embedded in the document was left out."),
    _("The document names a template on its writer's computer, %(target)s."),
    _("The link to “%(text)s” was left out; its words were kept."),
    _("Hidden text was left out: “%(text)s”"),
    _("A formula was read as plain text: “%(text)s”"),
    _("A footnote was left out of the text: “%(text)s”"),
    _("An endnote was left out of the text: “%(text)s”"),
    _("A comment was left out of the text: “%(text)s”"),
    _("A picture was left out."),
    _("An embedded object was left out."),
    _("A picture, described as “%(text)s”, was left out."),
    _("An embedded object, described as “%(text)s”, was left out."),
    _("A sign of the font %(font)s (%(code)s) was read as �."),
    _("“%(text)s” stands at the head of the pages; it was left out."),
    _("“%(text)s” stands at the foot of the pages; it was left out."),
    _("“%(text)s” is a blank of the form, not filled in."),
    _("“%(text)s” was taken to be asked for action, since the section “%(title)s” asks it."),
    _("“%(text)s” was taken for the sender: it heads the letter, and who signs names it."),
    _("“%(text)s” stands under a label that is not known; it was left out."),
    _("“%(text)s” has no place in a letter; it was left out."),
    _("“%(text)s” comes after another; it was left out."),
    _("“%(text)s” is the form's name; it was left out."),
    _("“%(text)s” is printed by the form; it was left out."),
    _("The rule “%(text)s” was left out."),
    _("No title was found."),
    _("No date was found."),
    _("No sender was found."),
    _("No recipient was found."),
    _("No purpose was found for “%(text)s”."),
    _("“%(text)s” beside the date was left out."),
    _("The date cannot be read: %(what)s."),
    _("The dates cannot be read: %(what)s."),
    _("The dates of “%(text)s” cannot be read: %(what)s."),
    _("“%(text)s” ends before it starts"),
    _("“%(text)s” can be %(one)s or %(other)s"),
    _("“%(text)s” is not a date of the calendar"),
    _("Several dates are given: %(days)s."),
    _("“%(text)s” is no study period (2022-2025)."),
    _("“%(text)s” belongs to no sender for certain."),
    _("“%(text)s” is given two purposes; a recipient has one."),
    _("“%(text)s” gives two purposes; a recipient has one."),
    _("“%(text)s” is given both %(one)s and %(other)s."),
    _("“%(text)s” is no purpose that is known."),
    _("“%(text)s” fits several recipients: its purpose or deadline was not set."),
    _("“%(text)s” names none of the recipients: its purpose or deadline was not set."),
    _("The deadline “%(text)s” has no date that can be read: %(what)s."),
    _("several dates"),
    _("no single date"),
    _("words, not a date"),
    _("“%(text)s” is no deadline that can be read."),
    _("The deadline “%(text)s” has no recipient."),
    _("“%(text)s” in “%(whole)s” names nobody."),
    _("“%(text)s” may name more than one body: it was kept as one."),
    _("“%(text)s” on top of the statement was left out."),
    _("Another header names “%(text)s”; it was left out."),
    _("The letterhead “%(text)s” was left out."),
    _("Of the file's name “%(text)s” the symbol was read."),
    _("“%(text)s” names an earlier number of the same paper, %(symbol)s."),
    _("The place of “%(text)s” was left out."),
    _("The title is printed again, “%(text)s”; it was left out."),
    _("“%(text)s” is no document symbol that is known."),
    _("“%(text)s” beside the symbol was left out."),
    _("“%(text)s” is no language that is known."),
    _("“%(text)s” names %(n)s documents; which one is answered was not settled."),
    _("The date of approval was not settled: %(what)s."),
    _("The level of approval was not settled: its words name none for certain."),
    _("The level of approval was not settled: it names %(levels)s."),
    _("A next meeting is announced without dates that can be read: “%(text)s”"),
    _("Which dates are those of the next meeting was not settled: “%(text)s”"),
    _("“%(text)s” is not an e-mail address."),
    _("A second e-mail address, “%(text)s”, was left out."),
    _("“%(text)s” names more than one person."),
    _("“%(text)s” in the signature was left out."),
    _("“%(text)s” stands on the cover of the receiver; it was left out."),
    _("The running head “%(text)s” was left out (lines %(lines)s)."),
    _("The page numbers were left out: %(numbers)s."),
    _("Not all of this line was read (%(words)s): “%(text)s”"),
    _("“%(text)s” is kept as annex number %(n)s."),
    _("“%(text)s” has a number already used; it is kept as %(n)s."),
    _("The annex's table has fallen apart into lines; its cells were told apart by their order."),
    _("The headings of the columns are printed again."),
    _("The table has no column headings; they are taken to be document and source, title, brief."),
    _("The row of “%(text)s” has %(n)s cells where the table has %(columns)s columns."),
    _("The row of “%(text)s” has no title."),
    _("The row's number “%(text)s” was left out."),
    _("“%(text)s” names %(n)s documents; a row has one."),
    _("“%(text)s” begins with no document symbol that is known."),
    _("“%(text)s” stands beside the symbol."),
    _("This is not in the translation; the original’s words stay."),
    _("“%(text)s” is in the translation alone; it was left out."),
    _("The translation does not give “%(text)s”; it is kept."),
    _("The translation gives “%(text)s” for “%(other)s”; the original’s is kept."),
    _("The translation gives “%(text)s”, the original nothing; it was left out."),
    _("This is a file of an old Office format: open it in Word and save it as .docx."),
    _("a page of HTML or XML"),
    _("This is %(what)s with the name of a Word document: open it in Word and save it as .docx."),
    _(
        "This Word document is damaged and cannot be read: it does not begin like one. Open it in Word and "
        "save it again."
    ),
    _("The document holds tracked changes (%(changes)s); it was read as if all of them were accepted."),
    _("Symbols differ from the original’s: %(what)s."),
    _("Dates differ from the original’s: %(what)s."),
    _("Addresses differ from the original’s: %(what)s."),
    _("not here: %(missing)s; only here: %(extra)s"),
    _("not here: %(missing)s"),
    _("only here: %(extra)s"),
    _("This Word document is protected with a password: save it without one, then try again."),
    _("This is an old spreadsheet (.xls), not a Word document."),
    _("This is an old presentation (.ppt), not a Word document."),
    _("This is a saved mail (.msg), not a liaison statement: save the file attached to it."),
)


def in_words(said: str) -> str:
    """A finding's sentence, or the place that it names, in the language that is active."""
    for sentence, pattern in _patterns():
        if found := pattern.fullmatch(said):
            words = {name: in_words(text) if name in PARTS else text for name, text in found.groupdict().items()}
            return gettext(sentence) % words
    name, colon, rest = said.partition(": ")  # a file's name stands before what is said of it
    words_of_rest = in_words(rest) if colon else rest
    return f"{name}: {words_of_rest}" if words_of_rest != rest else said


@lru_cache(maxsize=1)
def _patterns() -> list[tuple[str, re.Pattern[str]]]:
    """What has most words of its own comes first, so that a general sentence does not take the place of another."""
    own = sorted(SENTENCES, key=lambda sentence: -len(PLACE.sub("", sentence)))
    return [(sentence, re.compile("".join(_parts(sentence)), re.DOTALL)) for sentence in own]


def _parts(sentence: str) -> Iterator[str]:
    pieces = PLACE.split(sentence)
    for place, piece in enumerate(pieces):
        yield f"(?P<{piece}>.*?)" if place % 2 else re.escape(piece)
