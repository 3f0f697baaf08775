"""What stands around a report and is no part of it: rights, licences, page numbers, the words of a web page."""

import re

from dragoman.resources import table_of

_LONGEST, _LONGEST_LINE = 400, 80
"""Characters of a claim of rights, and of a line that consists of such words alone."""

_COPYRIGHT = re.compile(
    r"(?:copyright\s*(?:©|ⓒ|\(c\))|©|\(c\)\s*(?:19|20)\d\d\b|all rights reserved\b|版权所有)", re.IGNORECASE
)
_RIGHTS = re.compile(
    r"(?:\ball rights reserved|\btodos los derechos reservados|\btous droits réservés|\balle rechte vorbehalten"
    r"|\btutti i diritti riservati|\btodos os direitos reservados|\bвсе права защищены|جميع الحقوق محفوظة"
    r"|版權所有|版权所有|無断転載を禁じます)[.。]?\Z",
    re.IGNORECASE,
)
_RIGHTS_ENDING = re.compile(r"(?:[dsniы]|ة|有|す)[.。]?\Z", re.IGNORECASE)
"""Asked first, because every line of a report is asked."""
_LICENCE = re.compile(
    r"\S{0,2}ICP[备证]\S*|\S?公网安备\s*\S+"
    r"|(?:internet\s+)?(?:icp|licen[cs]e|registration|permit)\s*(?:no\.?|number)?\s*[:：]?\s*[\w-]*\d[\w-]*",
    re.IGNORECASE,
)
_CREDIT_LINE = re.compile(r"(?:powered|presented|hosted|sponsored|produced) by\b|主办|承办|技术支持", re.IGNORECASE)
_PAGE = re.compile(
    r"(?:(?:page|p\.|seite|página|pagina|pág\.|стр\.|страница|صفحة)\s*\d{1,4}(?:\s*(?:of|/|von|de|di|sur|из|من)\s*\d{1,4})?"
    r"|第\s*\d{1,4}\s*[页頁](?:\s*[,，/]?\s*共\s*\d{1,4}\s*[页頁])?|\d{1,4}\s*(?:/|of|von|de)\s*\d{1,4}\s*페이지?)",
    re.IGNORECASE,
)
_NAVIGATION = frozenset(table_of(__file__)["navigation"])
_NAVIGATION_GAP = re.compile(r"\s*[|·/>»｜]\s*")


def is_copyright(text: str) -> bool:
    """Tell whether a line claims the rights."""
    if _COPYRIGHT.match(text):
        return True
    if len(text) > _LONGEST or not _RIGHTS_ENDING.search(text, max(0, len(text) - 2)):
        return False
    return _RIGHTS.search(text, max(0, len(text) - 40)) is not None


def is_licence(text: str) -> bool:
    """Tell whether a line is a licence number of a web site."""
    return len(text) <= _LONGEST_LINE and _LICENCE.fullmatch(text) is not None


def is_page_number(text: str) -> bool:
    """Tell whether a line says nothing but which page it is on.

    >>> is_page_number("Page 3 of 12"), is_page_number("第3页 共12页"), is_page_number("Page 3 of the report")
    (True, True, False)
    """
    return len(text) <= _LONGEST_LINE and _PAGE.fullmatch(text) is not None


def is_navigation(text: str) -> bool:
    """Tell whether a line consists of the words that web pages put around their text; true also of titles."""
    if len(text) > _LONGEST_LINE:
        return False
    if _CREDIT_LINE.match(text):
        return True
    return all(part.casefold() in _NAVIGATION for part in _NAVIGATION_GAP.split(text))
