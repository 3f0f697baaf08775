"""Mails made with the standard library, and by hand where it would not make them so."""

from email.message import EmailMessage
from email.policy import SMTP, default

TEXT = """Dear Ann,

the harbor office met in Geneva on November 14. It was a long day and
we all went home late, says the owner of the café.

Best,
Bob

> You wrote this line.
"""
PAGE = (
    "<html><body><p>Dear Ann,</p><p>the <b>harbor office</b> met in Geneva on November 14. It was a long day and we "
    "all went home late.</p><p>Best,<br>Bob</p></body></html>"
)
PLAIN = b"From: a@example.org\nSubject: A short note\n\nThe boat came late.\n\nIt left early.\n"
LATIN = (
    b"From: a@example.org\nSubject: =?iso-8859-1?Q?Caf=E9?= opens\nMIME-Version: 1.0\n"
    b"Content-Type: text/plain;\n charset=iso-8859-1\nContent-Transfer-Encoding: 8bit\n\nA caf\xe9 by the sea opens.\n"
)


def mail(*, crlf: bool = False, transfer: str = "quoted-printable") -> bytes:
    """Return a mail with its text in two forms, an attached picture and an attached text."""
    made = EmailMessage()
    made["From"] = "Bob <bob@example.org>"
    made["Subject"] = "Re: Meeting of the harbor office – new rules"
    made["X-Odd"] = "kept  as it is"
    made.set_content(TEXT, cte=transfer)
    made.add_alternative(PAGE, subtype="html", cte=transfer if transfer == "base64" else "7bit")
    made.add_attachment(b"\x89PNG\0\1 and more", maintype="image", subtype="png", filename="a.png")
    made.add_attachment("An attached text stays.\n", filename="a.txt")
    return made.as_bytes(policy=SMTP if crlf else default)
