"""Which category of the glossary a name belongs to, told by its words."""

import re

_LAW = r"law|laws|act|code|constitution|convention|treaty|protocol|regulations?|charter|statute|agreement|accord"
_EVENT = r"congress|conference|session|meeting|plenum|forum|summit|symposium|seminar|campaign|exhibition|games|expo"
_TITLE = (
    r"president|premier|minister|secretary|procurator|prosecutor|prosecutors|judge|justice|chief|chairman|chairwoman"
    r"|chairperson|director|governor|mayor|ambassador|commissioner|attorney|attorneys|envoy|deputy|vice|councilor"
    r"|councillor|registrar|spokesperson|spokesman|spokeswoman|member|inspector|counsel|head|dean"
)
_INSTITUTION = (
    r"procuratorates?|prosecutions?|courts?|ministry|ministries|commissions?|committees?|councils?|bureaus?|departments?"
    r"|office|administration|agency|agencies|organi[sz]ations?|union|associations?|federation|bank|university|academy"
    r"|institute|centers?|centres?|base|authority|group|party|assembly|parliament|tribunals?|army|police|mechanism"
    r"|companies|company|corporation|college|school|chamber|board|secretariat|supervision|commissariat|league|services?"
)
_PLACE = (
    r"province|provinces|city|cities|municipality|county|district|region|port|zones?|sea|river|island|islands|strait"
    r"|peninsula|bay|delta|area|prefecture|township|village|mountain|lake"
)
_HEADS = (("law", _LAW), ("event", _EVENT), ("title", _TITLE), ("institution", _INSTITUTION), ("place", _PLACE))
_KINDS = [(kind, re.compile(rf"(?:{words})", re.IGNORECASE)) for kind, words in _HEADS]
_LINK = re.compile(r"\s(?:of|for|on|in|against|to|between|under)\s", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")

FALLBACK = "formula"


def guess_category(term: str) -> str:
    """Return the category that the head of a name speaks for, `formula` where none does.

    The head of an English name is the last word before its first preposition.

    >>> [guess_category(term) for term in ("Law of the Sea", "Ministry of Justice", "Chief Judge", "rule of law")]
    ['law', 'institution', 'title', 'formula']
    """
    words = _WORD.findall(_LINK.split(term.partition(",")[0], maxsplit=1)[0])
    for word in reversed(words[-2:]):  # "Prosecutors General", "Secretary-General": the adjective behind
        for kind, pattern in _KINDS:
            if pattern.fullmatch(word) or pattern.fullmatch(word.partition("-")[0]):
                return kind
    return FALLBACK
