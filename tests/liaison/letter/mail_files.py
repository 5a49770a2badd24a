"""Mail files for tests, as mail programs save them."""

from __future__ import annotations

from email.message import EmailMessage

STATEMENT = """LIAISON STATEMENT

Source: ITU-T SG17
To: ITU-D SG2
Title: Work on quantum-safe keys
For action
Deadline: 12 June 2024
Date: 4 March 2024
Contact: Ann Example, ann@example.org

ITU-T SG17 informs ITU-D SG2 of its work on quantum-safe keys and asks for comments.
"""
OTHER = STATEMENT.replace("quantum-safe keys", "digital identity")
COVER = "Dear all,\n\nplease find attached a liaison statement.\n\nBest regards,\nAnn\n"


def make_mail(text: str = COVER, **attached: str | bytes) -> EmailMessage:
    """`attached` by name with "_" for the dot: `statement_txt="..."`."""
    mail = EmailMessage()
    mail["From"] = "Ann Exämple <ann@example.org>"
    mail["To"] = "liaison@example.org"
    mail["Subject"] = "LS on quantum-safe keys – for action"
    mail["Date"] = "Tue, 05 Mar 2024 09:30:00 +0100"
    mail.set_content(text)
    for name, content in attached.items():
        attach(mail, name.replace("_", "."), content)
    return mail


def attach(mail: EmailMessage, name: str, content: str | bytes) -> None:
    data = content.encode() if isinstance(content, str) else content
    mail.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
