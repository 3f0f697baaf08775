"""Findings that a person has dismissed: flags of a PO entry that gettext's tools keep, spelled as Weblate spells them.

`ignore-n001` dismisses N001 in its entry; of Weblate's own flags those are understood whose checks have a counterpart.
"""

from collections.abc import Iterable, Sequence

from dragoman.check.codes import all_codes
from dragoman.check.tables import table
from dragoman.model import Finding

_PREFIX = "ignore-"


def flag_of(code: str) -> str:
    """Return the flag that dismisses a finding.

    >>> flag_of("N001")
    'ignore-n001'
    """
    return _PREFIX + code.lower()


def dismissed_codes(flags: Iterable[str]) -> tuple[str, ...]:
    """Return the codes, or their first letters, that the flags of an entry dismiss.

    >>> dismissed_codes(["fuzzy", "ignore-n001", "ignore-end-stop"])
    ('N001', 'P005')
    """
    found: dict[str, None] = {}
    for flag in flags:
        name = flag.removeprefix(_PREFIX)
        if name == flag:
            continue
        code = name.upper()
        found |= dict.fromkeys([code] if code in all_codes() else table("weblate").get(name, ()))
    return tuple(found)


def is_dismissed(finding: Finding, codes: Sequence[str]) -> bool:
    """Tell whether a finding is among those that some codes, or first letters of codes, dismiss."""
    return bool(codes) and finding.code.startswith(tuple(codes))
