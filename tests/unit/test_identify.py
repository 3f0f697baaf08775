"""The language of a whole text, told where it is plain and left open where it is not."""

import pytest

from dragoman.check.identify import identify
from dragoman.documents import parse_text
from dragoman.errors import RequestError
from dragoman.languages import parse_language
from dragoman.run.language import find_language, refuse_other_language
from dragoman.text.strings import count_characters, count_words
from running import SAMPLE

ENGLISH = "The court said that the rights of the parties are in the law and that it was late for all of them."
TEXTS = {
    "en": ENGLISH,
    "fr": "La cour a dit que les droits des parties sont dans la loi et que le juge est saisi par une lettre.",
    "es": "El tribunal dijo que los derechos de las partes están en la ley y que el juez no ha visto la carta.",
    "de": "Das Gericht hat gesagt, dass die Rechte der Parteien im Gesetz stehen und der Richter sie nicht kennt.",
    "ru": "Суд сказал, что права сторон есть в законе и что судья не получил письмо, которое было у него.",
    "ar": "قالت المحكمة إن حقوق الأطراف في القانون وأن القاضي لم يكن قد رأى هذه الرسالة من قبل كما ذلك.",
    "zh": "法院表示，当事人的权利受法律保护，法官没有看过这封信。",
    "ja": "裁判所は、当事者の権利は法律にあり、裁判官はこの手紙を見ていないと述べた。",
    "ko": "법원은 당사자의 권리가 법률에 있으며 판사는 이 편지를 보지 못했다고 말했다.",
    "th": "ศาลกล่าวว่าสิทธิของคู่ความอยู่ในกฎหมาย",
    "el": "Το δικαστήριο είπε ότι τα δικαιώματα των μερών είναι στον νόμο.",
}


@pytest.mark.parametrize("language", TEXTS)
def test_a_plain_text_tells_its_language(language: str) -> None:
    assert identify(TEXTS[language]) == language


@pytest.mark.parametrize(
    "text",
    ["", "1984", "Name", "法院", "Table 1: Marwick 12, Thornby 14, Oldcastle 15", "SPP, WTO, UN, EU, G20 and 法院表示"],
)
def test_a_text_that_says_too_little_tells_none(text: str) -> None:
    assert identify(text) is None


def test_the_sample_is_english() -> None:
    assert identify(SAMPLE.read_text("utf-8")) == "en"


def test_who_did_not_name_the_language_is_asked() -> None:
    document = parse_text("report.txt", "report", TEXTS["fr"].encode())
    with pytest.raises(RequestError, match=r"report\.txt: the text looks like French; add --from fr, or --from en if"):
        refuse_other_language(document, parse_language("en"))
    refuse_other_language(document, parse_language("fr"))


def test_auto_finds_one_language_or_says_why_not() -> None:
    english, french = (parse_text(f"{tag}.txt", tag, TEXTS[tag].encode()) for tag in ("en", "fr"))
    assert find_language([french]).tag == "fr"
    with pytest.raises(RequestError, match=r"several languages: en\.txt \(en\), fr\.txt \(fr\)"):
        find_language([english, french])
    with pytest.raises(RequestError, match="cannot be told"):
        find_language([parse_text("a.txt", "a", b"Name")])


def test_letters_of_scripts_without_blanks_are_words() -> None:
    assert count_words("最高人民检察院 (SPP) met, 2024年。") == 7 + 2 + 1 + 1
    assert count_words("ศาล") == 3
    assert count_characters("ab c\n法院。") == 6
