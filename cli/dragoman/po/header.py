"""The header entry: fields that gettext asks for, and whatever people and editors added."""

import copy
from collections.abc import Mapping
from datetime import datetime

from polib import POEntry

from dragoman import __version__
from dragoman.model import Alignment, fold_lines

_ORDER = (
    "Project-Id-Version",
    "Report-Msgid-Bugs-To",
    "POT-Creation-Date",
    "PO-Revision-Date",
    "Last-Translator",
    "Language-Team",
    "Language",
    "MIME-Version",
    "Content-Type",
    "Content-Transfer-Encoding",
    "Plural-Forms",
    "X-Generator",
    "X-Dragoman-Signature",
)
_PLACEHOLDERS = {  # what xgettext leaves for people to fill in, and `msgfmt -c` complains about
    "Project-Id-Version": "PACKAGE VERSION",
    "PO-Revision-Date": "YEAR-MO-DA HO:MI+ZONE",
    "Last-Translator": "FULL NAME <EMAIL@ADDRESS>",
    "Language-Team": "LANGUAGE <LL@li.org>",
}
_ALWAYS_OURS = {
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
}
_GENERATOR = "dragoman"


def po_header(
    existing: POEntry | None, alignment: Alignment, *, now: datetime, same_sources: bool, same_work: bool
) -> POEntry:
    """Return the header of a PO file; dates are kept where nothing that they speak of has changed.

    `PO-Revision-Date` speaks of what people translated, never of what an engine did.
    """
    moment = _timestamp(now)
    fields = _Fields(existing)
    defaults = _defaults(alignment) | {
        "POT-Creation-Date": moment,
        "PO-Revision-Date": moment,
        "Last-Translator": "Automatically generated",  # as msginit --no-translator writes
        "Language-Team": "none",
        "Language": alignment.target_language.gettext,
    }
    if fields.lacks("Plural-Forms") and (plural_forms := _plural_forms(alignment.target_language.gettext)):
        defaults["Plural-Forms"] = plural_forms
    fields.complete(defaults)
    if not same_sources:
        fields.set("POT-Creation-Date", moment)
    if not same_work:
        fields.set("PO-Revision-Date", moment)
    if fields.get("X-Generator").startswith(_GENERATOR):  # an editor that names itself there may go on doing so
        fields.set("X-Generator", f"{_GENERATOR} {__version__}")
    fields.set("X-Dragoman-Signature", fold_lines(alignment.signature))
    header = fields.entry(existing, f"Translation of {alignment.document.name} into {alignment.target_language.name}.")
    header.flags = [flag for flag in header.flags if flag != "fuzzy"]
    return header


def template_header(existing: POEntry | None, alignment: Alignment, *, now: datetime, same_sources: bool) -> POEntry:
    """Return the header of a POT file: placeholders where a PO file names people and dates."""
    fields = _Fields(existing)
    fields.complete(_PLACEHOLDERS | _defaults(alignment) | {"POT-Creation-Date": _timestamp(now), "Language": ""})
    if not same_sources:
        fields.set("POT-Creation-Date", _timestamp(now))
    if fields.get("X-Generator").startswith(_GENERATOR):
        fields.set("X-Generator", f"{_GENERATOR} {__version__}")
    header = fields.entry(existing, f"Template for translations of {alignment.document.name}.")
    if "fuzzy" not in header.flags:
        header.flags = ["fuzzy", *header.flags]
    return header


def revise_header(
    existing: POEntry | None, now: datetime, translator: str = "", team: str = "", revised: str = ""
) -> POEntry | None:
    """Return the header of a file whose translations people have changed.

    `translator`, `team` and `revised`, the time as PO files have it, are those of the people; empty where they are not
    known: then the time is `now`, and the names stay.
    """
    if existing is None:
        return None
    fields = _Fields(existing)
    fields.set("PO-Revision-Date", revised or _timestamp(now))
    for name, value in (("Last-Translator", translator), ("Language-Team", team)):
        if value:
            fields.set(name, fold_lines(value))
    return fields.entry(existing, "")


_NOBODY = frozenset(("Automatically generated", "none", "reviewed in the bilingual page", "EMAIL@ADDRESS"))
"""What programs write where they know no name."""


def header_field(header: POEntry | None, name: str) -> str:
    """Return a field of a header that names a person, a team or a time; empty where it holds none."""
    value = _Fields(header).get(name)
    return "" if value in (*_NOBODY, _PLACEHOLDERS.get(name)) or value.endswith("<EMAIL@ADDRESS>") else value


class _Fields:
    """The lines of a header in their order; untouched lines, and those that are no fields, stay as they are."""

    def __init__(self, existing: POEntry | None) -> None:
        text = existing.msgstr if existing else ""
        self._lines = text.removesuffix("\n").split("\n") if text else []

    def get(self, name: str) -> str:
        return next((line.partition(":")[2].strip(" ") for line in self._lines if line.startswith(f"{name}:")), "")

    def set(self, name: str, value: str) -> None:
        line = f"{name}: {value}"
        names = [found.partition(":")[0] for found in self._lines]
        if name in names:
            self._lines[names.index(name)] = line
            return
        # Behind the nearest field that precedes it in gettext's order.
        before = [other for other in _ORDER[: _ORDER.index(name)] if other in names]
        self._lines.insert(names.index(before[-1]) + 1 if before else 0, line)

    def lacks(self, name: str) -> bool:
        """Tell whether a field is missing, empty or a placeholder."""
        return self.get(name) in ("", _PLACEHOLDERS.get(name))

    def complete(self, defaults: Mapping[str, str]) -> None:
        """Set what is always ours, and the defaults of the fields that are lacking."""
        for name in _ORDER:
            if name in _ALWAYS_OURS:
                self.set(name, _ALWAYS_OURS[name])
            elif name in defaults and self.lacks(name):
                self.set(name, defaults[name])

    def entry(self, existing: POEntry | None, comment: str) -> POEntry:
        header = copy.copy(existing) if existing else POEntry(tcomment=fold_lines(comment))
        header.msgstr = "".join(f"{line}\n" for line in self._lines)
        return header


def _defaults(alignment: Alignment) -> dict[str, str]:
    return {
        "Project-Id-Version": fold_lines(alignment.document.stem) or "report",
        "Report-Msgid-Bugs-To": "",
        "X-Generator": f"{_GENERATOR} {__version__}",
    }


def _timestamp(now: datetime) -> str:
    return now.strftime("%Y-%m-%d %H:%M%z")


def _plural_forms(language: str) -> str:
    # Imported late: Babel takes as long to load as everything else here together.
    from babel.core import UnknownLocaleError
    from babel.messages.plurals import get_plural

    try:
        return str(get_plural(language).plural_forms)
    except (UnknownLocaleError, ValueError):
        return ""


def merge_headers(base: POEntry | None, ours: POEntry | None, theirs: POEntry | None) -> POEntry | None:
    """Return two versions of a header as one: of each field what one side changed, of dates and who revised the
    later."""
    if ours is None or theirs is None:
        return ours or theirs
    old, mine, others = _Fields(base), _Fields(ours), _Fields(theirs)
    later = others.get("PO-Revision-Date") > mine.get("PO-Revision-Date")
    merged = _Fields(ours)
    for name in _ORDER:
        if name == "POT-Creation-Date":
            value = max(mine.get(name), others.get(name))
        elif name in ("PO-Revision-Date", "Last-Translator"):
            value = others.get(name) if later else mine.get(name)
        else:
            value = others.get(name) if mine.get(name) == old.get(name) else mine.get(name)
        if value != merged.get(name):
            merged.set(name, value)
    return merged.entry(ours, "")
