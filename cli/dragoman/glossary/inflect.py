"""Plurals and singulars of English terms, as far as official titles need them."""

_PREPOSITIONS = "against among at between by for from in of on over to under with within"
_OFFICERS = (
    "adjutant attorney auditor commissioner comptroller consul director governor inspector procurator prosecutor"
    " registrar secretary solicitor surveyor"
)
# Not plurals, or plurals that mean something else without their s.
_INVARIABLE = "affairs always arms corps customs goods headquarters means news overseas series species works"
_NOT_MEN = ("german", "human", "norman", "ottoman", "roman", "shaman", "talisman")

_PREPOSITION_WORDS = frozenset(_PREPOSITIONS.split())
_OFFICER_WORDS = frozenset(_OFFICERS.split())
_INVARIABLE_WORDS = frozenset(_INVARIABLE.split())


def other_numbers(term: str) -> list[str]:
    """Return `term` in the plural, or in the singular where it stands in the plural.

    >>> other_numbers("Prosecutor General of the SPP"), other_numbers("free trade zones")
    (['Prosecutors General of the SPP'], ['free trade zone'])
    """
    words = term.split(" ")
    low = term.lower().split(" ")
    head = len(words) - 1
    if not _PREPOSITION_WORDS.isdisjoint(low):
        head = next((place - 1 for place, word in enumerate(low) if place and word in _PREPOSITION_WORDS), head)
    if low[head] == "general" and head and low[head - 1] in _OFFICER_WORDS:
        head -= 1
    noun = words[head]
    before, hyphen, last = noun.rpartition("-")
    if last.lower() == "general" and before.lower() in _OFFICER_WORDS:
        changed = f"{_plural(before)}-{last}"
    else:
        other = _singular(last) or _plural(last)
        changed = f"{before}{hyphen}{other}" if other else ""
    if not changed:
        return []
    return [" ".join([*words[:head], changed, *words[head + 1 :]])]


def takes_s(term: str) -> bool:
    """Tell at a glance whether the plural of `term`, in lower case, is the same and an s; if unsure, deny it.

    >>> takes_s("free trade zone"), takes_s("rule of law"), takes_s("agency")
    (True, False, False)
    """
    words = term.split(" ")
    last = words[-1]
    return (
        last[-1] not in "hsxyz0123456789"
        and not last.endswith(("general", "man", "child"))
        and _PREPOSITION_WORDS.isdisjoint(words)
    )


def _plural(word: str) -> str:
    """Return the plural of `word`; empty where it has none that could be told."""
    low = word.lower()
    if not low[-1:].isalpha() or not low.isascii() or low in _INVARIABLE_WORDS:
        return ""
    if len(word) > 1 and word.isupper():
        return word + "s"
    if low.endswith("man") and not low.endswith(_NOT_MEN):
        return word[:-2] + "en"
    if low == "child":
        return word + "ren"
    if low.endswith("sis"):
        return word[:-2] + "es"
    if low.endswith("y") and low[-2:-1] not in {"", "a", "e", "i", "o", "u"}:
        return word[:-1] + "ies"
    return word + ("es" if low.endswith(("s", "x", "z", "ch", "sh")) else "s")


def _singular(word: str) -> str:
    """Return the singular of `word`; empty where it does not look like a plural."""
    low = word.lower()
    if len(word) > 2 and word[:-1].isupper() and word.endswith("s"):
        return word[:-1]
    if not low.endswith("s") or len(low) < 4 or word.isupper() or low in _INVARIABLE_WORDS:
        return ""
    if low.endswith(("ss", "us", "is", "ics", "'s")):
        return ""
    if low.endswith("ies") and len(low) > 4:
        return word[:-3] + "y"
    return word[: -2 if low.endswith(("sses", "ches", "shes", "xes", "zzes")) else -1]
