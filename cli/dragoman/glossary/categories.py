"""Which category of the glossary a name belongs to, told by its words."""

import re

_LAW = r"law|act|code|constitution|convention|treaty|protocol|regulation|charter|statute|agreement|accord"
_EVENT = r"congress|conference|session|meeting|plenum|forum|summit|symposium|seminar|campaign|exhibition|games|expo"
_TITLE = (
    r"president|premier|minister|secretary|procurator|prosecutor|judge|justice|chief|chairman|chairwoman"
    r"|chairperson|director|governor|mayor|ambassador|commissioner|attorney|envoy|deputy|vice|councilor"
    r"|councillor|registrar|spokesperson|spokesman|spokeswoman|member|inspector|counsel|head|dean"
)
_INSTITUTION = (
    r"procuratorate|prosecution|court|ministry|ministries|commission|committee|council|bureau|department"
    r"|office|administration|agency|agencies|organi[sz]ation|union|association|federation|bank|university|academy"
    r"|institute|centers?|centres?|base|authority|group|party|assembly|parliament|tribunal|army|police|mechanism"
    r"|companies|company|corporation|college|school|chamber|board|secretariat|supervision|commissariat|league|service|corps"
    r"|division|inspectorate|section|panel|force|registry|archive|library|museum|hospital|foundation|fund|society"
)
_PLACE = (
    r"province|city|cities|municipality|county|district|region|port|zone|sea|river|island|strait"
    r"|peninsula|bay|delta|area|prefecture|township|village|mountain|lake"
)
_HEADS = (("law", _LAW), ("event", _EVENT), ("title", _TITLE), ("institution", _INSTITUTION), ("place", _PLACE))
_KINDS = [(kind, re.compile(rf"(?:{words})s?", re.IGNORECASE)) for kind, words in _HEADS]
_LINK = re.compile(r"\s(?:of|for|on|in|against|to|between|under)\s", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")

_BEHIND = frozenset({"general", "designate", "elect", "emeritus"})
"""Adjectives that stand behind their noun."""

FALLBACK = "formula"


def guess_category(term: str) -> str:
    """Return the category that the head of a name speaks for, `formula` where none does.

    The head of an English name is the last word before its first preposition.

    >>> [guess_category(term) for term in ("Law of the Sea", "Ministry of Justice", "Chief Judge", "rule of law")]
    ['law', 'institution', 'title', 'formula']
    """
    words = _WORD.findall(_LINK.split(term.partition(",")[0], maxsplit=1)[0])
    if len(words) > 1 and words[-1].lower() in _BEHIND:
        words.pop()
    head = words[-1].partition("-")[0] if words else ""  # "Secretary-General"
    return next((kind for kind, pattern in _KINDS if pattern.fullmatch(head)), FALLBACK)
