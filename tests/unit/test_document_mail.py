"""Mails: subject and texts are translated; headers, attachments and encodings stay."""

import re
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from html import unescape

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dragoman.documents import parse_text
from dragoman.errors import DocumentError
from mails import LATIN, PLAIN, mail
from pseudo import messages, pseudo, put_back, same

FILES = {
    "qp.eml": mail(),
    "base64.eml": mail(transfer="base64"),
    "crlf.eml": mail(crlf=True),
    "plain.eml": PLAIN,
    "latin.eml": LATIN,
    "mbox.eml": b"From a@example.org Thu Nov 14 10:00:00 2024\n" + PLAIN,
}


def parsed(data: bytes) -> EmailMessage:
    return message_from_bytes(data, policy=default)


def body(data: bytes, kind: str) -> str:
    part = parsed(data).get_body((kind,))
    assert part is not None
    return str(part.get_content())


@pytest.mark.parametrize("name", FILES)
def test_the_own_text_gives_the_very_file(name: str) -> None:
    assert put_back(name, FILES[name], same) == FILES[name]


@pytest.mark.parametrize("name", FILES)
def test_a_pseudo_translation_is_what_is_read_again(name: str) -> None:
    data = FILES[name]
    done = put_back(name, data)
    assert messages(name, done) == [(kind, pseudo(text)) for kind, text in messages(name, data)]
    assert done.count(b"\r\n") == (done.count(b"\n") if b"\r\n" in data else 0)


def test_what_is_read_of_a_mail() -> None:
    document = parse_text("a.eml", "a", mail())
    assert [document.text[block.start : block.end] for block in document.blocks][:2] == [
        "Meeting of the harbor office – new rules",
        "Dear Ann,",
    ]
    places = [block.place for block in document.blocks]
    assert places[:2] == ["Subject", "text line 1"]
    assert "html /html[1]/body[1]/p[2]" in places
    lines = mail().split(b"\n")
    assert lines[document.blocks[1].line - 1] == b"Dear Ann,"
    assert [note.partition(": ")[2] for note in document.notes] == [
        "the text stands in the mail as plain text and as HTML; both are read",
        "2 parts are not read: save attachments as files of their own to translate them",
    ]
    segments = [text for _, text in messages("a.eml", mail())]
    assert segments.count("Dear Ann,") == 2


@pytest.mark.parametrize("name", ["qp.eml", "base64.eml", "crlf.eml"])
def test_headers_and_attachments_stay(name: str) -> None:
    done = put_back(name, FILES[name])
    before, after = parsed(FILES[name]), parsed(done)
    assert {**before, "Subject": ""} == {**after, "Subject": ""}
    assert after["Subject"] == "Re: Méétíng óf thé hárbór óffícé – néw rúlés"
    assert [part.get_content() for part in before.iter_attachments()] == [
        part.get_content() for part in after.iter_attachments()
    ]
    assert "thé hárbór óffícé mét" in body(done, "plain")
    assert "<p>thé <b>hárbór óffícé</b> mét" in unescape(body(done, "html"))
    assert b"X-Odd: kept  as it is" in done


def test_another_script_gets_another_encoding_and_only_there() -> None:
    done = put_back("latin.eml", LATIN, lambda _: "海边的咖啡馆开门了。", "zh")
    assert parsed(done)["Subject"] == "海边的咖啡馆开门了。"
    assert body(done, "plain") == "海边的咖啡馆开门了。\n"
    assert b'Content-Type: text/plain;\n charset="utf-8"\nContent-Transfer-Encoding: 8bit\n' in done
    done = put_back("plain.eml", PLAIN, lambda _: "船来得很晚。", "zh")
    assert body(done, "plain") == "船来得很晚。\n\n船来得很晚。\n"
    assert done.isascii()
    assert done.startswith(b"From: a@example.org\nSubject: =?utf-8?")
    spanish = put_back("latin.eml", LATIN, lambda _: "El café abrió.", "es")
    assert spanish.endswith(b"8bit\n\nEl caf\xe9 abri\xf3.\n")


def test_a_header_that_is_broken_is_written_anew() -> None:
    data = PLAIN.replace(b"\n\n", b'\nContent-Type: text/plain; charset="utf-8ect: Re: x\n\n', 1)
    done = put_back("a.eml", data, lambda _: "船来得很晚。", "zh")
    assert b'\nContent-Type: text/plain; charset="utf-8"\n' in done
    assert body(done, "plain").startswith("船来得很晚。")


def test_a_page_in_another_encoding_holds_references() -> None:
    data = (
        b"Subject: Hi there\nContent-Type: text/html; charset=us-ascii\n\n"
        b"<html><head><meta charset=gb2312></head><body><p>The boat came late, they say.</p></body></html>\n"
    )
    done = put_back("a.eml", data, lambda _: "船来得很晚。", "zh")
    assert b"<p>&#33337;" in done
    assert done.isascii()


SUBJECT = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1, max_size=90)


@settings(max_examples=60)
@example("=?utf-8?q?no?=")
@example("a" * 300)
@example("港口" * 60)
@given(SUBJECT.filter(lambda text: text == " ".join(text.split()) and any(map(str.isalnum, text))))
def test_any_subject_comes_back(text: str) -> None:
    done = put_back("plain.eml", PLAIN, lambda _: text, "zh")
    headers = done.partition(b"\n\n")[0]
    assert len(re.findall(rb"(?m)^[A-Za-z-]+:", headers)) <= 5
    if "=?" not in text:
        assert "".join(str(parsed(done)["Subject"]).split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"no header here\n", "a.eml: no mail: it begins with no header"),
        (b"Subject: \n\n \n", "the mail has no text"),
        (b"From: a@b.c\n\n", "the mail has no text"),
        (b"From: a@b.c\nContent-Type: multipart/encrypted; boundary=x\n\n--x\n\nHi\n--x--\n", "the mail is encrypted"),
        (b"Subject: Hi all\nContent-Type: application/pkcs7-mime\n\nMIAG\n", "the mail is encrypted"),
        (b"From: a\nContent-Type: text/plain\nContent-Transfer-Encoding: base64\n\n!\n", "the mail has no text"),
        (b"From: a\nContent-Type: text/plain\n\n\0\1\2\3\4\5\6\7\n", "not a text file"),
        (b"From: a\nContent-Type: multipart/mixed; boundary=x\n\nno part of it\n", "the mail has no text"),
    ],
)
def test_what_cannot_be_read_is_said(data: bytes, said: str) -> None:
    with pytest.raises(DocumentError, match=said):
        parse_text("a.eml", "a", data)


def test_a_signed_mail_is_read_with_a_note() -> None:
    data = (
        b"Subject: Hi all\nContent-Type: multipart/signed; boundary=x\n\n--x\n\nThe boat came.\n--x\n"
        b"Content-Type: application/pgp-signature\n\nabc\n--x--\n"
    )
    assert any("is signed" in note for note in parse_text("a.eml", "a", data).notes)


def test_boundaries_without_end_and_mails_in_mails() -> None:
    forwarded = b"Content-Type: message/rfc822\n\nSubject: Inner\n\nThe boat came late.\n"
    data = b"Subject: Outer one\nContent-Type: multipart/mixed; boundary=x\n\n--x\n" + forwarded
    data += b"--x\nContent-Type: text/plain\n\nThe boat came late.\n"
    done = put_back("a.eml", data)
    assert b"Subject: Inner\n\nThe boat came late.\n--x" in done
    assert "Thé bóát cámé láté." in str(parsed(done).get_payload()[1].get_content())  # type: ignore[union-attr,index]


def test_deep_and_long_mails_take_time_in_proportion() -> None:
    deep = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(2_000))
    parts = b"From: a\nContent-Type: multipart/mixed; boundary=x\n\n" + b"--x\n\nThe boat came.\n" * 2_000
    long = PLAIN + b"The boat came late, they say, and left.\n" * 2_000
    for data in (
        b"From: a\n" + deep,
        parts,
        long,
        b"From: a\n" + b"\n" * 50_000 + b"Hi all\n",
        b"Subject: " + b"Re: " * 9_999,
    ):
        try:
            parse_text("a.eml", "a", data)
        except DocumentError:
            continue
