"""What a line or a block is, judged by its wording alone: the patterns behind the kinds."""

import re

from dragoman.documents.boilerplate import is_copyright, is_licence, is_page_number
from dragoman.documents.layout import Role, column_count, is_unfinished
from dragoman.model import Kind
from dragoman.text.list_markers import is_item
from dragoman.text.newsroom import is_credit

SHORT, TITLE, SUBTITLE = 200, 160, 80
"""Columns: the longest line that is tried as something other than prose, the longest title, the longest
heading inside the report."""
TOP_BLOCKS = 10
"""How far down a byline may stand."""

_IMAGE = re.compile(
    r"(?:\S{1,120}|(?:img|image|photo|picture|fig|figure)[ _-]?\(?\d{1,5}\)?)"
    r"\.(?:jpe?g|png|gif|webp|bmp|tiff?|svg|heic)",
    re.IGNORECASE,
)
_CAPTION = re.compile(
    r"(?:figure|fig\.|photo|picture|image|map|chart|foto|abb\.|图|圖|照片|图为|圖為)\s*(?:[\dIVX]{1,4}\b|[:：])"
    r"|(?:图|圖)[\d一二三四五六七八九十]|(?:图为|圖為)",
    re.IGNORECASE,
)
_CAPTIONED = re.compile(
    r"(?:figure|fig\.|table|photo|foto|abbildung|abb\.|tabelle|tabla|cuadro|gráfico|figura|tabela|tabella|tableau|"
    r"рис(?:унок|\.)|таблица|фото|الشكل|الجدول|그림|표|사진)\s*\d{1,3}(?:[.-]\d{1,2})?\s?[:：.–—]\s*[^\W\d]"
    r"|[图圖图表図]\s?\d{1,3}(?:[-.]\d{1,2})?(?:\s?[:：]|\s)\s*[^\W\d][^。！？]*\Z",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(r"([*\-_=~#·•—.+])(?:\s*\1){2,}")
_ADDRESS = re.compile(
    r"<?(?:(?:https?|ftp)://\S+|www\.\S+|mailto:\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?:[a-z0-9-]+\.)+[a-z]{2,}(?:/\S*)?)>?"
)

_NUMBERED = re.compile(r"(?:\d{1,3}[.)、]|[IVX]{1,5}\.|[一二三四五六七八九十]{1,3}、)\s*(?=\S)")
_NUMBERED_TITLE = re.compile(
    # "2.1 Scope", but not "2.1 million".
    r"(?:\d{1,2}(?:\.\d{1,2}){1,3}\.?\s+[^\W\d_a-z]"
    r"|(?:Chapter|Section|Part|Article|Annex|Appendix)\s+"
    r"(?:\d{1,3}|[IVXLC]{1,6}|[A-Z]|One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten)\b"
    r"|第[一二三四五六七八九十百\d]{1,5}[章节部分编])",
)
_SMALL_WORDS = frozenset(
    {*("a", "an", "the", "this", "of", "in", "on", "to", "by", "for"), *("from", "with", "and", "or", "as", "at")}
)
_AMOUNT = re.compile(r"\d[\d.,]*\s+[a-z]")
_QUOTES = {"“": "”", '"': '"', "«": "»", "「": "」", "『": "』", "„": "“"}

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
_DATE = (
    rf"(?:{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}|\d{{1,2}}\s+{_MONTH},?\s+\d{{4}}"
    r"|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4}|\d{4}年\d{1,2}月\d{1,2}日"
    r"|\d{1,2}\.?\s+(?:de\s+)?[^\W\d_]{3,12}\s+(?:de\s+)?\d{4})"
)
_TIME = r"(?:[ ,T]+\d{1,2}:\d\d(?::\d\d)?(?:\s*[ap]\.?m\.?)?)?"
_DAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+|星期.\s*)?"
_PLACE = r"(?:[A-Z][\w .'’-]{1,40},\s*)"
_AGENCY = r"(?:\s*\([A-Z][\w .]{1,30}\))?\s*(?:--|—|–|-)?"
_BYLINE = re.compile(
    rf"[^|｜]{{1,80}}[|｜].*{_DATE}.*"
    rf"|(?:[a-z0-9-]+\.)+[a-z]{{2,}}[\s|｜]+{_DAY}{_DATE}{_TIME}"
    rf"|{_PLACE}?{_DAY}{_DATE}{_TIME}{_AGENCY}"
    rf"|{_PLACE}{_MONTH}\s+\d{{1,2}}{_AGENCY}"
    r"|(?:By|Source|Updated|Published|Editor|Author|Reporter|Release date|Date|Time"
    r"|From|To|Cc|Bcc|Sent|Subject|Reply-To|Von|An|Gesendet|Betreff|De|Para|Enviado|Asunto|À|Envoyé|Objet|От|Кому|Тема"
    r"|发件人|收件人|抄送|主题|寄件者|收件者|副本|主旨"
    r"|Fuente|Fuentes|Fonte|Quelle|Autora?|Auteur|Autore|Redacción|Rédaction|Redaktion|Redazione|Publicado|Publié"
    r"|Источник|Автор|Опубликовано|المصدر|الكاتب|출처|작성자"
    r"|来源|來源|出典|作者|编辑|編輯|记者|記者|时间|時間|发布时间|發布時間|责任编辑|責任編輯)\s*[:：].*"
    r"|By\s+[A-Z][\w.'’-]*(?:,?\s+(?:and|de|van|von|[A-Z][\w.'’-]*)){0,8}"
    # "Por Ana Ruiz": two words at least, lest "Por Europa" be one.
    r"|(?:Por|Par|Von|Di)\s+[^\W\d_a-zà-ÿ][\w.'’-]*(?:\s+(?:de|del|da|van|von|du|la))?(?:,?\s+(?:[yeo]|et|und)?\s?[^\W\d_a-zà-ÿ][\w.'’-]*){1,6}"
)


def kind_by_wording(text: str, kind: Kind, *, near_top: bool) -> tuple[Kind, bool]:
    """Return the kind of a block that its markup or layout makes a `kind`, and whether it is verbatim."""
    if is_image(text):
        return "image", True
    if is_copyright(text) or is_licence(text) or is_page_number(text):
        return "footer", True
    if not is_prose(text):
        return kind, True
    if kind == "paragraph" and is_quote(text):
        return "quote", False
    if kind == "paragraph" and near_top and is_byline(text):
        return "byline", False
    return kind, False


def line_role(text: str, *, near_top: bool) -> Role:
    """Say what a line looks like by itself; `near_top` lets a byline stand out."""
    if text[0] == ">":
        return "quote"
    if is_list_item(text):
        return "list"
    if "\t" in text:
        return "table"
    if is_copyright(text):
        return "start"
    if is_image(text) or is_licence(text) or is_page_number(text) or _SEPARATOR.fullmatch(text[: SHORT + 1]):
        return "solo"
    if near_top and is_byline(text):
        return "solo"
    return "text"


def is_image(text: str) -> bool:
    """Tell whether a line stands for a picture: `1.jpg`, `[Photo/Agency]`."""
    return len(text) <= SHORT and bool(_IMAGE.fullmatch(text) or is_credit(text))


def is_caption(text: str) -> bool:
    """Tell whether a paragraph next to a picture says by its first word that it describes it.

    >>> is_caption("Figure 2: The hall"), is_caption("图1 会场"), is_caption("Figures were given.")
    (True, True, False)
    """
    return len(text) <= 2 * SHORT and _CAPTION.match(text) is not None


def is_captioned(text: str) -> bool:
    """Tell whether a line that stands alone is the caption of something numbered.

    >>> is_captioned("Figure 2: The hall"), is_captioned("图1 会场全景"), is_captioned("Figure 2 shows the hall.")
    (True, True, False)
    """
    return len(text) <= 2 * SHORT and _CAPTIONED.match(text) is not None


def file_name(address: str) -> str:
    """Return the file name of a picture's address; `image` where it has none.

    >>> file_name("https://example.org/a/1.jpg?w=2"), file_name("data:image/png;base64,AAAA")
    ('1.jpg', 'image')
    """
    if address[:5].casefold() == "data:":
        return "image"
    path = address.partition("?")[0].partition("#")[0].rstrip("/")
    return path[path.rfind("/") + 1 :][:SHORT].strip() or "image"


def is_list_item(text: str) -> bool:
    """Tell whether a line opens with a bullet or a number, and something follows."""
    return is_item(text) and not _SEPARATOR.fullmatch(text[: SHORT + 1])


def is_byline(text: str) -> bool:
    """Tell whether a short line says who wrote, where and when."""
    return len(text) <= TITLE and _BYLINE.fullmatch(text) is not None


def is_quote(text: str) -> bool:
    """Tell whether a block lies wholly in one pair of quotation marks."""
    closing = _QUOTES.get(text[0])
    return closing is not None and len(text) > 2 and text.find(closing, 1) == len(text) - 1


def is_prose(text: str) -> bool:
    """Tell whether there is anything to translate: a letter, and not just an address.

    >>> is_prose("14–15"), is_prose("office@example.org"), is_prose("Call 12 45")
    (False, False, True)
    """
    if not any(map(str.isalpha, text)):
        return False
    return _ADDRESS.fullmatch(text) is None


def is_title(text: str) -> bool:
    """Tell whether the first block of a report can be its title."""
    return column_count(text) <= TITLE and is_unfinished(text) and text[-1] not in ",，、"


def is_subtitle(text: str) -> bool:
    """Tell whether a line that stands alone can be a heading inside the report."""
    if column_count(text) > SUBTITLE or not is_unfinished(text) or text[-1] in ",，、":
        return False
    if text[0].islower() or _AMOUNT.match(text):
        return False
    return len(text.split()) <= 12 and "|" not in text


def is_capitalised_title(text: str) -> bool:
    """Tell whether a numbered line is a title with a full stop: all of its words but the small ones have capitals.

    >>> is_capitalised_title("2. Basic Permissions."), is_capitalised_title("2. Read the file.")
    (True, False)
    """
    found = _NUMBERED.match(text)
    if found is None or text[-1] != "." or column_count(text) > SUBTITLE:
        return False
    words = text[found.end() : -1].split()
    return all(word[0].isupper() or word[0].isdecimal() or word in _SMALL_WORDS for word in words) and words != []


def numbering_style(text: str) -> str:
    """Return how a list item is numbered, as a heading can be; empty where it is not.

    >>> numbering_style("12. Scope"), numbering_style("一、总则"), numbering_style("- scope")
    ('1.', '一、', '')
    """
    found = _NUMBERED.match(text)
    if found is None:
        return ""
    marker = found[0].rstrip()
    first = "1" if marker[0].isdecimal() else "I" if marker[0].isascii() else "一"
    return first + marker[-1]


def is_numbered_title(text: str) -> bool:
    """Tell whether a line carries a number that only headings have: `2.1 Scope`, `Chapter II`."""
    return _NUMBERED_TITLE.match(text) is not None
