"""Chinese names in pinyin, told by their syllables."""

import re

from dragoman.resources import words_of

_SYLLABLE = (
    "(?:a[io]?|an|ang|e[ir]?|en|eng|ou?|"
    "[bpmf](?:a|o|ai|ei|ao|ou|an|en|ang|eng|i|ie|iao|iu|ian|in|ing|u)|"
    "[dtnl](?:a|e|ai|ei|ao|ou|an|en|ang|eng|ong|i|ia|ie|iao|iu|ian|in|iang|ing|u|uo|ui|uan|un|v|ve|ue)|"
    "[gkh](?:a|e|ai|ei|ao|ou|an|en|ang|eng|ong|u|ua|uo|uai|ui|uan|un|uang)|"
    "[jqx](?:i|ia|ie|iao|iu|ian|in|iang|ing|iong|u|ue|uan|un)|"
    "(?:[zcs]h?|r)(?:a|e|i|ai|ei|ao|ou|an|en|ang|eng|ong|u|ua|uo|uai|ui|uan|un|uang)|"
    "y(?:a|e|ao|ou|an|in|ang|ing|ong|i|u|ue|uan|un|o)|w(?:a|o|ai|ei|an|en|ang|eng|u))"
)
_SURNAMES = words_of(__file__)["surnames"]
_NAME = re.compile(rf"([A-Z][a-z]+) ((?i:{_SYLLABLE}'?-?){{1,2}})")


def is_chinese_name(phrase: str) -> bool:
    """Tell whether a phrase is a surname and a given name of one or two syllables in pinyin.

    >>> [is_chinese_name(phrase) for phrase in ("Ying Yong", "Shen Xiaomei", "Central Asia", "High Court")]
    [True, True, False, False]
    """
    found = _NAME.fullmatch(phrase)
    return found is not None and found[1].lower() in _SURNAMES and found[2][0].isupper() and not found[2].isupper()
