"""People who work on a PO file with editors of their own, and a ledger of what they did, to compare with later.

Nothing here uses dragoman's reading and writing of PO files: the editors are polib, which lays files out in its own
way, the part of translate-toolkit by which Weblate saves, and the real `msgcat`.
"""

import shutil
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import polib
from translate.storage import pypo

Key = tuple[str | None, str]
"""`msgctxt` and `msgid`."""

ODD_FLAG = "seen-by-lawyer"
"""One that gettext does not know."""


@dataclass
class Ledger:
    """What people put into one PO file, by entry."""

    reviewed: dict[Key, str] = field(default_factory=dict)
    drafts: dict[Key, str] = field(default_factory=dict)
    notes: dict[Key, list[str]] = field(default_factory=dict)
    flags: dict[Key, set[str]] = field(default_factory=dict)
    foreign: dict[Key, dict[int, str]] = field(default_factory=dict)
    """Entries with plural forms."""
    headers: dict[str, str] = field(default_factory=dict)
    header_notes: list[str] = field(default_factory=list)

    def write(self, key: Key, text: str, *, reviewed: bool) -> None:
        """Enter a text under an entry in place of the one that was there."""
        self.forget_text(key)
        (self.reviewed if reviewed else self.drafts)[key] = text

    def forget_text(self, key: Key) -> None:
        """Strike the text of an entry."""
        self.reviewed.pop(key, None)
        self.drafts.pop(key, None)

    def forget(self, key: Key) -> None:
        """Strike an entry."""
        self.forget_text(key)
        self.notes.pop(key, None)
        self.flags.pop(key, None)

    def rename(self, old: Key, new: Key) -> None:
        """Let what is entered under one entry stand under another one as well as what that holds."""
        for texts in (self.reviewed, self.drafts):
            if old in texts:
                texts[new] = texts.pop(old)
        if old in self.notes:
            self.notes[new] = [*self.notes.get(new, []), *self.notes.pop(old)]
        if old in self.flags:
            self.flags[new] = self.flags.get(new, set()) | self.flags.pop(old)


def key_of(entry: polib.POEntry) -> Key:
    """Return what tells an entry from all others."""
    return entry.msgctxt, entry.msgid


Edit = Callable[[polib.POFile, polib.POEntry, str, Ledger], None]
"""Something that a person does to a file, mostly to one entry of it, with a text of theirs."""


def rest(file: polib.POFile, entry: polib.POEntry, text: str, ledger: Ledger) -> None:
    """Open the file and save it."""


def approve(file: polib.POFile, entry: polib.POEntry, text: str, ledger: Ledger) -> None:
    """Clear `fuzzy` and nothing else."""
    if entry.msgstr:
        _set_fuzzy(entry, False)
        ledger.write(key_of(entry), entry.msgstr, reviewed=True)


def correct(file: polib.POFile, entry: polib.POEntry, text: str, ledger: Ledger) -> None:
    """Translate anew and clear `fuzzy`."""
    entry.msgstr = text
    _set_fuzzy(entry, False)
    ledger.write(key_of(entry), text, reviewed=True)


def begin(file: polib.POFile, entry: polib.POEntry, text: str, ledger: Ledger) -> None:
    """Translate anew and leave it fuzzy."""
    if entry.msgstr == text:
        return
    entry.msgstr = text
    _set_fuzzy(entry, True)
    ledger.write(key_of(entry), text, reviewed=False)


def doubt(file: polib.POFile, entry: polib.POEntry, text: str, ledger: Ledger) -> None:
    """Mark a reviewed text as in need of work."""
    if key_of(entry) in ledger.reviewed:
        _set_fuzzy(entry, True)
        ledger.write(key_of(entry), entry.msgstr, reviewed=False)


def empty(file: polib.POFile, entry: polib.POEntry, text: str, ledger: Ledger) -> None:
    """Throw a translation away."""
    entry.msgstr = ""
    _set_fuzzy(entry, False)
    ledger.forget_text(key_of(entry))


def remark_before(file: polib.POFile, entry: polib.POEntry, text: str, ledger: Ledger) -> None:
    """Write a comment above all others."""
    entry.tcomment = f"{text}\n{entry.tcomment}".rstrip("\n")
    ledger.notes.setdefault(key_of(entry), []).append(text)


def remark_after(file: polib.POFile, entry: polib.POEntry, text: str, ledger: Ledger) -> None:
    """Write a long comment, which editors wrap, below all others."""
    text = f"{text}: " + "compare the rendering in the report of last year, page 4; " * 3 + "ask the desk"
    entry.tcomment = f"{entry.tcomment}\n{text}".lstrip("\n")
    ledger.notes.setdefault(key_of(entry), []).append(text)


def mark(file: polib.POFile, entry: polib.POEntry, text: str, ledger: Ledger) -> None:
    """Add flags."""
    for flag in ("no-wrap", ODD_FLAG):
        if flag not in entry.flags:
            entry.flags.append(flag)
        ledger.flags.setdefault(key_of(entry), set()).add(flag)


def delete(file: polib.POFile, entry: polib.POEntry, text: str, ledger: Ledger) -> None:
    """Take an entry out."""
    file.remove(entry)
    ledger.forget(key_of(entry))


def shuffle(file: polib.POFile, entry: polib.POEntry, text: str, ledger: Ledger) -> None:
    """Sort the entries by their sources, backwards."""
    file[:] = sorted(file, key=lambda one: one.msgid, reverse=True)


def retire(file: polib.POFile, entry: polib.POEntry, text: str, ledger: Ledger) -> None:
    """Make an entry obsolete, or bring an obsolete one back."""
    entry.obsolete = not entry.obsolete


def mend_source(file: polib.POFile, entry: polib.POEntry, text: str, ledger: Ledger) -> None:
    """Correct the source, which is the report's and not the translator's, but people do."""
    old = key_of(entry)
    new = (entry.msgctxt, f"{entry.msgid} ({text})")
    if new not in map(key_of, file):
        entry.msgid = new[1]
        ledger.rename(old, new)


def add_foreign(file: polib.POFile, entry: polib.POEntry, text: str, ledger: Ledger) -> None:
    """Add an entry with plural forms that is in no report."""
    forms = {0: text}
    added = polib.POEntry(msgid=f"one file {text}", msgid_plural=f"files {text}", msgstr_plural=forms)
    if key_of(added) not in ledger.foreign:
        file.append(added)
        ledger.foreign[key_of(added)] = forms


def sign(file: polib.POFile, entry: polib.POEntry, text: str, ledger: Ledger) -> None:
    """Sign the file, in its header."""
    signature = {"Last-Translator": f"{text} <desk@archive.example>", "X-Desk": text}
    file.metadata |= signature
    ledger.headers |= signature
    if text not in ledger.header_notes:
        file.header = f"{file.header}\n{text}"
        ledger.header_notes.append(text)


EDITS: Sequence[Edit] = (
    rest, approve, correct, begin, doubt, empty, remark_before, remark_after, mark, delete, shuffle, retire,
    mend_source, add_foreign, sign,
)  # fmt: skip


def _set_fuzzy(entry: polib.POEntry, fuzzy: bool) -> None:
    entry.flags = ["fuzzy"] * fuzzy + [flag for flag in entry.flags if flag != "fuzzy"]
    if not fuzzy:  # as every editor does
        entry.previous_msgctxt = entry.previous_msgid = entry.previous_msgid_plural = None


def work(path: Path, edit: Edit, which: int, text: str, ledger: Ledger) -> None:
    """Let a person edit the file at `path`; `which` says what entry of all that are not foreign."""
    file = polib.pofile(str(path), encoding="utf-8", wrapwidth=78)
    entries = [entry for entry in file if key_of(entry) not in ledger.foreign]
    if entries:
        edit(file, entries[which % len(entries)], text, ledger)
    file.save()


def wrap_otherwise(path: Path, how: str, ledger: Ledger) -> None:
    """Lay the file at `path` out as other programs do; msgcat drops what gettext does not know, and so the ledger."""
    match how:
        case "polib":
            file = polib.pofile(str(path), encoding="utf-8", wrapwidth=0)
            file.save()
        case "weblate":
            store = pypo.pofile.parsefile(str(path))  # type: ignore[no-untyped-call]
            store.save()
        case "windows":
            path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
        case "--no-wrap" | "--width=40":
            if shutil.which("msgcat"):
                subprocess.run(["msgcat", how, "-o", path, path], check=True, capture_output=True)
                left = {key_of(entry) for entry in polib.pofile(str(path), encoding="utf-8")}
                for flags in ledger.flags.values():
                    flags.discard(ODD_FLAG)
                for key in [key for key in (*ledger.notes, *ledger.flags) if key not in left]:
                    ledger.forget(key)


HABITS = ("", "polib", "weblate", "windows", "--no-wrap", "--width=40")
