"""Made-up statements in the forms of other organisations, and what each is to be read as, but for its content."""

from __future__ import annotations

from datetime import date
from typing import Any

import docx

from liaison.letter.letter import Approval, Attachment, Contact, InReplyTo, Letter, Meeting, Party, Recipient

from .word_files import fill, lines, table

THREE_GPP = """\
3GPP TSG-SA WG9 Meeting #150\tS9-2400123
Orlando, USA, 20 - 24 May 2024\t(revision of S9-2400045)

Title:\tLS reply on mast charging
Response to:\tLS S8-2400777 on charging of masts from SA8
Release:\tRel-19
Work Item:\tMASTCH

Source:\tSA9
To:\tSA8, CT7
Cc:\tSA1, RAN9

Contact Person:\t
Name:\tXenia Fiction
Tel. Number:\t+00 123 456
E-mail Address:\txenia DOT fiction AT example DOT com

Send any reply LS to:\t3GPP Liaisons Coordinator, mailto:liaison@example.org

Attachments:\tS9-2400120 (CR 0012), S9-2400121


1. Overall Description:
SA9 thanks SA8 for the LS on charging of masts.

2. Actions:
To SA8 group.
ACTION: \tSA9 kindly asks SA8 to take the above into account.

3. Date of Next TSG-SA WG9 Meetings:
TSG-SA WG9 Meeting #151\t19 - 23 August 2024\tMaastricht, Netherlands
TSG-SA WG9 Meeting #152\t18 - 22 November 2024\tOrlando, US"""

STACKED = """\
3GPP TSG SA WG7 Meeting #88\tS7-240999
Prague, Czechia, 1 - 5 July 2024

3GPP TSG RAN WG9 Meeting #117\tR9-2404444
Fukuoka, Japan, 20th - 24th May 2024

Title:\tLS on antenna heights
Response to:\tR9-2401111/S7-240222 and R9-2401112/S7-240223
Source:\tRAN9
To:\tSA7
Cc:\t-
Contact Person:
Name:\tYuri Testov
E-mail Address:\tyuri [at] example.org
Attachments:\tNone


1. Overall description
RAN9 has discussed heights.

2. Actions
To SA7:
RAN9 asks SA7 to note the heights."""

COVERED = """\
3GPP TSG SA WG7 Meeting #88\tS7-240999
Prague, Czechia, 1 - 5 July 2024

Source:\tRAN9
Title:\tLS on antenna heights
Document for:\tInformation
Agenda Item:\t5.3

3GPP TSG RAN WG9 Meeting #117\tR9-2404444
Fukuoka, Japan, 20th - 24th May 2024

Title:\tLS on antenna heights
Source:\tRAN9
To:\tSA7
Cc:\t-
Contact Person:
Name:\tYuri Testov
E-mail Address:\tyuri@example.org
Attachments:\tNone


1. Overall description
RAN9 has discussed heights.

2. Actions
None."""

IETF = """\
Liaison Statement
To: ITU-T SG 99 Q3, 4/99
For Action
Source: IETF MASTS Working Group, Tall Things Area (TTA)
Date: March 5, 2012
Deadline: mid-June 2012

Heights of masts

The IETF masts working group has adopted a document on heights, and would welcome any views of the experts on it.

Best regards,

Zora Invented
Co-Chair, MASTS Working Group"""

IEEE = """\
IEEE 802.99 Mast Working Group
15 November 2019

To:\tBea Chairperson, Chair, ITU-T Study Group 99
CC:\tCal Secretary, Counsellor, ITU-T SG99
Subject:\tLiaison reply on mast speeds

Dear Ms Chairperson,

Thank you for your liaison statement of 3 July 2019. IEEE 802.99 approved this response at its plenary.

Sincerely,

Eli Author
Chair, IEEE 802.99 Working Group"""

ONE_M2M = """\
Doc# TP-2020-0101R02-LS_to_ITU.docx
Liaison Statement

Title:*\tCooperation on masts
Source:*\toneM2M TP
Date:*\t2020-02-28
To:*\tITU-T SG99, sg99@example.org
Copy to:\tn/a
In response to:\tSG99-LS12
Send replies to:*\tliaison@example.org
List of attachments:\tn/a

1 Overview
oneM2M is happy to work with Study Group 99 on masts.

2 Requested Action
oneM2M would like to know which masts are meant.

3 Next Meeting Dates
TP 45\tKobe, Japan\t2020-05-11 - 2020-05-15
TP 46\tOnline\t2020-07-13 - 2020-07-10"""

DATATRACKER = """\
Title: LS on the work item on masts
Submission Date: 2023-11-20
URL of the IETF Web page: https://example.org/liaison/1

From: Ina Sender <ina@example.org> (ITU-T SG 99)
To: Jo Receiver <jo@example.net> (IETF MASTS)
Cc: Kim Copy <kim@example.net>
Response Contacts: Lee Contact <lee@example.org>
Purpose: For comment
Deadline: 2024-02-01

Body: SG 99 has started work on masts.

Please send comments.
Attachments:

    SG99-LS1
    https://example.org/files/ls1.docx
"""

ANNEX_4 = """\
QUESTIONS :\t5/1 of ITU-D Study Group 1
SOURCE :\tITU-D, Rapporteur's group for Question 5/1
MEETING :\tGeneva, September 2006
SUBJECT :\tRequest for comments - Reply to the liaison statement from ITU-R WP 9B

LIAISON STATEMENT

TO :\tITU-T SG99, ITU-R WP 9B, etc.
APPROVAL :\tAgreed to at the rapporteur's group meeting of 12 September 2006
FOR :\tITU-R WP 9B for action; others for information
DEADLINE :\tReply by mid-May 2007
CONTACT :\tJan Nobody, Rapporteur for Question 5/1
\tTel./Fax/E-mail: +00 22 730 11 11 / jan@example.org

The group asks for information on masts."""

FORUM = """\
Test Forum 2021.123.00

February 12, 2021

To: ITU-T SG99 Chair, Dr. Nel Invented <nel@example.org>
    ITU-T SG99 Counsellor, Mr. Oto Made <oto@example.int>
Cc: Pia Up, Test Forum CEO, pia@example.com

From: Quo Fiction, Test Forum Technical Committee Chair, quo@example.com

Subject: Test Forum liaison on mast access

Dear Nel and Oto,

The Test Forum thanks SG99 for its liaison of November 2020 on masts, and is pleased to say that TR-999 was published.

Sincerely,

Quo Fiction,
Test Forum Technical Committee Chair

Date of Upcoming Test Forum Meetings
Q2 2021 Meeting: 7 - 11 June 2021, virtual"""

ETSI = """\
ETSI TC MAST#45                                                    MAST(21)045012r1
Sophia Antipolis, France, 3 - 7 May 2021

Title:               Reply LS on towers
Date:                7 May 2021
From (source):       ETSI TC MAST
To:                  3GPP SA9, GSMA MAST
Copy to:             ISO/IEC JTC 9/SC 27/WG 5
Response to:         LS S9-211234 from SA9
Contact person:      Rex Illusion (rex@example.com)
Work item:           DTS/MAST-0099
Attachments:         MAST(21)045010, MAST(21)045011

1. Overall Description
ETSI TC MAST thanks 3GPP SA9 for its LS.

2. Actions
To 3GPP SA9: ETSI TC MAST asks 3GPP SA9 to note the above.
To GSMA MAST: none."""

ITU_T_2011 = """\
INTERNATIONAL TELECOMMUNICATION UNION
COM 99 – LS 12 – E
TELECOMMUNICATION STANDARDIZATION SECTOR
STUDY PERIOD 2009-2012
English only
Original: English

Question(s): 6/99
Geneva, 5-16 December 2011

LIAISON STATEMENT

Source: ITU-T Study Group 99
Title: Reply to liaison statement on masts (COM 98 – LS 7)

To: IETF MASTS WG, IEEE 802.99
Approval: Agreed at SG99 meeting (Geneva, 16 December 2011)
For: Action by IETF, information to IEEE
Deadline: 31 March 2012
Contact: Sia Phantom        Tel: +00 1 22 33 44
Phantom Networks            Fax: +00 1 22 33 45
Sampleland                  Email: sia@example.net

Please don't change the structure of this table, just insert the necessary information.

Study Group 99 thanks the MASTS working group."""

LINES: dict[str, tuple[str, Letter]] = {
    "3gpp": (
        THREE_GPP,
        Letter(
            title="LS reply on mast charging",
            symbol="S9-2400123",
            from_=(Party("SA9"),),
            to=(Recipient("SA8", purpose="action"), Recipient("CT7")),
            cc=(Recipient("SA1"), Recipient("RAN9")),
            in_reply_to=(InReplyTo("LS S8-2400777 on charging of masts from SA8", "S8-2400777"),),
            meeting=Meeting(
                "3GPP TSG-SA WG9 Meeting #150, Orlando, USA, 20 - 24 May 2024", date(2024, 5, 20), date(2024, 5, 24)
            ),
            contacts=(
                Contact("Contact Person", "", "Xenia Fiction", email="xenia.fiction@example.com", phone="+00 123 456"),
            ),
            reply_to="3GPP Liaisons Coordinator, liaison@example.org",
            next_meetings=(
                Meeting("TSG-SA WG9 Meeting #151 19 - 23 August 2024 Maastricht, Netherlands",
                        date(2024, 8, 19), date(2024, 8, 23)),
                Meeting("TSG-SA WG9 Meeting #152 18 - 22 November 2024 Orlando, US",
                        date(2024, 11, 18), date(2024, 11, 22)),
            ),
            attachments=(Attachment("S9-2400120 (CR 0012)", "S9-2400120"), Attachment("S9-2400121", "S9-2400121")),
        ),
    ),
    "stacked": (
        STACKED,
        Letter(
            title="LS on antenna heights",
            symbol="R9-2404444",
            other_symbols=("S7-240999",),
            from_=(Party("RAN9"),),
            to=(Recipient("SA7", purpose="action"),),
            in_reply_to=(
                InReplyTo("R9-2401111/S7-240222", "R9-2401111"),
                InReplyTo("R9-2401112/S7-240223", "R9-2401112"),
            ),
            meeting=Meeting(
                "3GPP TSG RAN WG9 Meeting #117, Fukuoka, Japan, 20th - 24th May 2024",
                date(2024, 5, 20),
                date(2024, 5, 24),
            ),
            contacts=(Contact("Contact Person", "", "Yuri Testov", email="yuri@example.org"),),
        ),
    ),
    "covered": (
        COVERED,
        Letter(
            title="LS on antenna heights",
            symbol="R9-2404444",
            other_symbols=("S7-240999",),
            from_=(Party("RAN9"),),
            to=(Recipient("SA7"),),
            meeting=Meeting(
                "3GPP TSG RAN WG9 Meeting #117, Fukuoka, Japan, 20th - 24th May 2024",
                date(2024, 5, 20),
                date(2024, 5, 24),
            ),
            contacts=(Contact("Contact Person", "", "Yuri Testov", email="yuri@example.org"),),
        ),
    ),
    "ietf": (
        IETF,
        Letter(
            title="Heights of masts",
            date=date(2012, 3, 5),
            from_=(Party("IETF MASTS Working Group, Tall Things Area (TTA)"),),
            to=(
                Recipient(
                    "ITU-T SG 99 Q3, 4/99", questions=("3/99", "4/99"), purpose="action", deadline_text="mid-June 2012"
                ),
            ),
            signatures=("Zora Invented, Co-Chair, MASTS Working Group",),
        ),
    ),
    "ieee": (
        IEEE,
        Letter(
            title="Liaison reply on mast speeds",
            date=date(2019, 11, 15),
            from_=(Party("IEEE 802.99 Mast Working Group"),),
            to=(Recipient("Bea Chairperson, Chair, ITU-T Study Group 99"),),
            cc=(Recipient("Cal Secretary, Counsellor, ITU-T SG99"),),
            signatures=("Eli Author, Chair, IEEE 802.99 Working Group",),
        ),
    ),
    "onem2m": (
        ONE_M2M,
        Letter(
            title="Cooperation on masts",
            symbol="TP-2020-0101R02",
            date=date(2020, 2, 28),
            from_=(Party("oneM2M TP"),),
            to=(Recipient("ITU-T SG99", address="sg99@example.org", purpose="action"),),
            in_reply_to=(InReplyTo("SG99-LS12", "SG99-LS12"),),
            reply_to="liaison@example.org",
            next_meetings=(
                Meeting("TP 45 Kobe, Japan 2020-05-11 - 2020-05-15", date(2020, 5, 11), date(2020, 5, 15)),
                Meeting("TP 46 Online 2020-07-13 - 2020-07-10"),
            ),
        ),
    ),
    "datatracker": (
        DATATRACKER,
        Letter(
            title="LS on the work item on masts",
            date=date(2023, 11, 20),
            from_=(Party("Ina Sender (ITU-T SG 99)", address="ina@example.org"),),
            to=(
                Recipient(
                    "Jo Receiver (IETF MASTS)",
                    address="jo@example.net",
                    purpose="comment",
                    deadline=date(2024, 2, 1),
                ),
            ),
            cc=(Recipient("Kim Copy", address="kim@example.net"),),
            contacts=(Contact("Response Contacts", "", "Lee Contact", email="lee@example.org"),),
            attachments=(Attachment("SG99-LS1", "SG99-LS1", "https://example.org/files/ls1.docx"),),
        ),
    ),
    "annex-4": (
        ANNEX_4,
        Letter(
            title="Request for comments - Reply to the liaison statement from ITU-R WP 9B",
            from_=(Party("ITU-D, Rapporteur's group for Question 5/1", questions=("5/1",)),),
            to=(
                Recipient("ITU-T SG99", purpose="information"),
                Recipient("ITU-R WP 9B", purpose="action", deadline_text="Reply by mid-May 2007"),
            ),
            meeting=Meeting("Geneva, September 2006"),
            approval=Approval(
                "Agreed to at the rapporteur's group meeting of 12 September 2006",
                "rapporteur_group",
                date(2006, 9, 12),
            ),
            contacts=(
                Contact("CONTACT", "", "Jan Nobody", "Rapporteur for Question 5/1", email="jan@example.org",
                        phone="+00 22 730 11 11"),
            ),
        ),
    ),
    "forum": (
        FORUM,
        Letter(
            title="Test Forum liaison on mast access",
            subtitle=("Test Forum 2021.123.00",),
            date=date(2021, 2, 12),
            from_=(Party("Quo Fiction, Test Forum Technical Committee Chair", address="quo@example.com"),),
            to=(
                Recipient("ITU-T SG99 Chair, Dr. Nel Invented", address="nel@example.org"),
                Recipient("ITU-T SG99 Counsellor, Mr. Oto Made", address="oto@example.int"),
            ),
            cc=(Recipient("Pia Up, Test Forum CEO", address="pia@example.com"),),
            signatures=("Quo Fiction, Test Forum Technical Committee Chair",),
            next_meetings=(
                Meeting("Q2 2021 Meeting: 7 - 11 June 2021, virtual", date(2021, 6, 7), date(2021, 6, 11)),
            ),
        ),
    ),
    "etsi": (
        ETSI,
        Letter(
            title="Reply LS on towers",
            symbol="MAST(21)045012r1",
            date=date(2021, 5, 7),
            from_=(Party("ETSI TC MAST"),),
            to=(Recipient("3GPP SA9", purpose="action"), Recipient("GSMA MAST")),
            cc=(Recipient("ISO/IEC JTC 9/SC 27/WG 5"),),
            in_reply_to=(InReplyTo("LS S9-211234 from SA9", "S9-211234"),),
            meeting=Meeting(
                "ETSI TC MAST#45, Sophia Antipolis, France, 3 - 7 May 2021", date(2021, 5, 3), date(2021, 5, 7)
            ),
            contacts=(Contact("Contact person", "", "Rex Illusion", email="rex@example.com"),),
            attachments=(
                Attachment("MAST(21)045010", "MAST(21)045010"),
                Attachment("MAST(21)045011", "MAST(21)045011"),
            ),
        ),
    ),
    "itu-t-2011": (
        ITU_T_2011,
        Letter(
            title="Reply to liaison statement on masts (COM 98 – LS 7)",
            symbol="COM 99 – LS 12 – E",
            study_period="2009-2012",
            from_=(Party("ITU-T Study Group 99", questions=("6/99",)),),
            to=(
                Recipient("IETF MASTS WG", purpose="action", deadline=date(2012, 3, 31)),
                Recipient("IEEE 802.99", purpose="information"),
            ),
            meeting=Meeting("Geneva, 5-16 December 2011", date(2011, 12, 5), date(2011, 12, 16)),
            approval=Approval(
                "Agreed at SG99 meeting (Geneva, 16 December 2011)", "study_group", date(2011, 12, 16)
            ),
            contacts=(
                Contact("Contact", "", "Sia Phantom", "", "Phantom Networks, Sampleland", "Fax: +00 1 22 33 45",
                        "sia@example.net", "+00 1 22 33 44"),
            ),
        ),
    ),
}  # fmt: skip


def typed(text: str) -> Any:
    """A Word document with a paragraph for each line."""
    document = docx.Document()
    lines(document, text)
    return document


def row(made: Any, number: int, *cells: tuple[int, str]) -> None:
    """Fill a row with texts that span so many columns each."""
    column = 0
    for span, text in cells:
        cell = made.cell(number, column)
        fill(cell.merge(made.cell(number, column + span - 1)) if span > 1 else cell, text)
        column += span


def itu_t_2022() -> Any:
    """One table of six columns holds all; the Question and the meeting stand beside each other."""
    document = docx.Document()
    made = document.add_table(11, 6)
    row(made, 0, (1, "Question(s):"), (2, "4/9, 7/9"), (2, "Meeting:"), (1, "Geneva, 3-12 June 2024"))
    row(made, 1, (1, "Study Group:"), (2, "9"), (2, "Working Party:"), (1, "1/9"))
    row(made, 2, (1, "Source:"), (5, "ITU-T Study Group 9"))
    row(made, 3, (1, "Title: "), (5, "LS on the remote control of masts [to ITU-R WP 6A and others]"))
    row(made, 4, (6, "LIAISON STATEMENT"))
    row(made, 5, (2, "For action to:"), (4, "ITU-R WP 6A; IEEE 802.99"))
    row(made, 6, (2, "For information to:"), (4, "ITU-T SG15, SG20; ETSI TC MAST; -"))
    row(made, 7, (2, "Approval:"), (4, "ITU-T Study Group 9 meeting (Geneva, 12 June 2024)"))
    row(made, 8, (2, "Deadline:"), (4, "15 January 2025"))
    telephone = "Tel:\t+00 11 222 33\u201144\nE-mail:\tuma.madeup@example.com"
    row(made, 9, (1, "Contact:"), (3, "Uma Madeup\nSample Telecom\nSampleland"), (2, telephone))
    row(made, 10, (1, "Contact:"), (3, "Vic Nobody\nTest Labs\nTestonia"), (2, "E-mail:\tvic(at)example.net"))
    document.add_paragraph()
    table(document, ("Keywords:", "masts; remote control; robotics"), ("Abstract:", "About masts."))
    document.add_paragraph("Study Group 9 thanks all groups for their work.")
    return document


ITU_T_2022 = Letter(
    title="LS on the remote control of masts [to ITU-R WP 6A and others]",
    from_=(Party("ITU-T Study Group 9", questions=("4/9", "7/9")),),
    to=(
        Recipient("ITU-R WP 6A", purpose="action", deadline=date(2025, 1, 15)),
        Recipient("IEEE 802.99", purpose="action", deadline=date(2025, 1, 15)),
        Recipient("ITU-T SG15", purpose="information"),
        Recipient("ITU-T SG20", purpose="information"),
        Recipient("ETSI TC MAST", purpose="information"),
    ),
    meeting=Meeting("Geneva, 3-12 June 2024", date(2024, 6, 3), date(2024, 6, 12)),
    approval=Approval("ITU-T Study Group 9 meeting (Geneva, 12 June 2024)", "study_group", date(2024, 6, 12)),
    contacts=(
        Contact("Contact", "", "Uma Madeup", "", "Sample Telecom, Sampleland", "", "uma.madeup@example.com",
                "+00 11 222 33\u201144"),
        Contact("Contact", "", "Vic Nobody", "", "Test Labs, Testonia", "", "vic@example.net"),
    ),
    keywords=("masts", "remote control", "robotics"),
)  # fmt: skip


def itu_t_2017() -> Any:
    """A letterhead with number, period and language, the place and date without a label, purposes with comment."""
    document = docx.Document()
    head = "INTERNATIONAL TELECOMMUNICATION UNION\nTELECOMMUNICATION\nSTANDARDIZATION SECTOR\nSTUDY PERIOD 2017-2020"
    table(document, ("", head, "SG99-LS17"), ("", "", "STUDY GROUP 99"), ("", "", "Original: English"))
    table(
        document,
        ("Question(s):", "3/99", "Online, 1-12 March 2021"),
        ("Ref.: SG99-TD44/GEN", "", ""),
        ("Source:", "ITU-T Study Group 99", ""),
        ("Title:", "LS/r on smart masts (reply to TC MAST-LS5)", ""),
    )
    document.add_paragraph("LIAISON STATEMENT")
    table(
        document,
        ("For action to:", ""),
        ("For comment to:", "ETSI TC MAST, 3GPP SA1, SA3"),
        ("For information to:", "ITU-T SG20 (WP1, WP2) & SG5"),
        ("Approval:", "ITU-T SG99 (by correspondence, 20 March 2021)"),
        ("Deadline:", "N/A"),
        ("Contact:", "Ms Wilma Imagined\nImaginary Ministry\nImagania\nTel: +00 1\nEmail: wilma@example.gov"),
    )
    document.add_paragraph("Please find the answers below.")
    return document


ITU_T_2017 = Letter(
    title="LS/r on smart masts (reply to TC MAST-LS5)",
    symbol="SG99-LS17",
    reference="SG99-TD44/GEN",
    study_period="2017-2020",
    from_=(Party("ITU-T Study Group 99", questions=("3/99",)),),
    to=(
        Recipient("ETSI TC MAST", purpose="comment"),
        Recipient("3GPP SA1", purpose="comment"),
        Recipient("3GPP SA3", purpose="comment"),
        Recipient("ITU-T SG20 (WP1, WP2)", purpose="information"),
        Recipient("ITU-T SG5", purpose="information"),
    ),
    meeting=Meeting("Online, 1-12 March 2021", date(2021, 3, 1), date(2021, 3, 12)),
    approval=Approval("ITU-T SG99 (by correspondence, 20 March 2021)", "correspondence", date(2021, 3, 20)),
    contacts=(
        Contact("Contact", "Ms", "Wilma Imagined", "", "Imaginary Ministry, Imagania", "", "wilma@example.gov",
                "+00 1"),
    ),
)  # fmt: skip


def republished() -> Any:
    """A statement of ITU-T under the cover of ITU-D, who gave it a number and a note."""
    document = docx.Document()
    table(
        document,
        ("ITU-D STUDY GROUPS", "Document SG2RGQ/155-E"),
        ("2nd Study Group 2 meeting", "5 April 2024"),
        ("Geneva, 13-17 May 2024", "Original: English"),
    )
    table(
        document,
        ("SOURCE:", "ITU-T Study Group 99"),
        ("TITLE:", "Liaison statement from ITU-T Study Group 99 to ITU-D Study Group 2 on masts"),
        ("Revision to previous document:", "No"),
        ("Action required:", "ITU-D Study Group 2 is invited to consider this document."),
        ("Key words:", "masts, towers"),
        ("Abstract:", "This document holds a liaison statement from ITU-T SG99."),
    )
    document.add_page_break()
    table(
        document,
        ("INTERNATIONAL TELECOMMUNICATION UNION\nTELECOMMUNICATION STANDARDIZATION SECTOR", "SG99-LS88"),
    )
    table(
        document,
        ("Question(s):", "1/99", "Geneva, 4-15 March 2024"),
        ("Source:", "ITU-T Study Group 99", ""),
        ("Title:", "LS on masts", ""),
    )
    document.add_paragraph("LIAISON STATEMENT")
    table(
        document,
        ("For action to:", "ITU-D Study Group 2"),
        ("For information to:", "None"),
        ("Approval:", "ITU-T SG99 meeting, 15 March 2024"),
        ("Deadline:", "31 October 2024"),
        ("Contact:", "Fay Unreal\nUnreal Inc.\nSampleland\nE-mail: fay@example.com"),
    )
    document.add_paragraph("SG99 would like to inform you of its work.")
    return document


REPUBLISHED = Letter(
    title="LS on masts",
    symbol="SG99-LS88",
    other_symbols=("SG2RGQ/155-E",),
    action_required="ITU-D Study Group 2 is invited to consider this document.",
    from_=(Party("ITU-T Study Group 99", questions=("1/99",)),),
    to=(Recipient("ITU-D Study Group 2", purpose="action", deadline=date(2024, 10, 31)),),
    meeting=Meeting("Geneva, 4-15 March 2024", date(2024, 3, 4), date(2024, 3, 15)),
    approval=Approval("ITU-T SG99 meeting, 15 March 2024", "study_group", date(2024, 3, 15)),
    contacts=(Contact("Contact", "", "Fay Unreal", "", "Unreal Inc., Sampleland", "", "fay@example.com"),),
)


def nested() -> Any:
    """The ITU-D form, its labels without colons in a table inside a table's only cell."""
    document = docx.Document()
    document.add_paragraph("Liaison statement from ITU-D Study Group 1 Question 5/1 to ITU-R Working Party 5D", "Title")
    document.add_paragraph("Document 1/REP/44-E")
    document.add_paragraph("2 October 2024")
    to = (
        "ITU-R Working Party 5D (for action by 31 January 2025)\n"
        "Telecommunication Development Advisory Group (TDAG) (for information)"
    )
    rows = [
        ("To", to),
        ("From", "ITU-D Study Group 1, Question 5/1"),
        ("Approval", "ITU-D Study Group 1 meeting, 2 October 2024"),
        ("Contact", "Dr Gil Pretend, Rapporteur for Question 5/1, Sampleland, gil@example.org"),
        ("BDT Focal Point", "Ms Hana Pretend\nBDT Focal Point for Question 5/1\nhana [at] example dot int"),
        ("Cc", "n/a"),
    ]
    inner = document.add_table(1, 1).cell(0, 0).add_table(len(rows), 2)
    for number, (label, value) in enumerate(rows):
        row(inner, number, (1, label), (1, value))
    document.add_paragraph("Question 5/1 sends its papers.")
    return document


NESTED = Letter(
    title="Liaison statement from ITU-D Study Group 1 Question 5/1 to ITU-R Working Party 5D",
    symbol="1/REP/44-E",
    date=date(2024, 10, 2),
    from_=(Party("ITU-D Study Group 1, Question 5/1", questions=("5/1",)),),
    to=(
        Recipient("ITU-R Working Party 5D", purpose="action", deadline=date(2025, 1, 31)),
        Recipient("Telecommunication Development Advisory Group (TDAG)", purpose="information"),
    ),
    approval=Approval("ITU-D Study Group 1 meeting, 2 October 2024", "study_group", date(2024, 10, 2)),
    contacts=(
        Contact("Contact", "Dr", "Gil Pretend", "Rapporteur for Question 5/1", "Sampleland", "", "gil@example.org"),
        Contact("BDT Focal Point", "Ms", "Hana Pretend", "BDT Focal Point for Question 5/1", "", "",
                "hana@example.int"),
    ),
)  # fmt: skip

DOCUMENTS = {
    "itu-t-2022": (itu_t_2022, ITU_T_2022),
    "itu-t-2017": (itu_t_2017, ITU_T_2017),
    "republished": (republished, REPUBLISHED),
    "nested": (nested, NESTED),
}
