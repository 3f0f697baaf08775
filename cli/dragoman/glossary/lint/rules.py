"""The rules of the glossary, each with a code that stays; the README has a row for each."""

import re
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path
from typing import Self

from dragoman.model import Severity

_LINE = re.compile(r"line \d+|tsv:\d+")


class Rule(Enum):
    """One thing that can be wrong."""

    def __init__(self, code: str, severity: Severity, summary: str, message: str, marks: str = "") -> None:
        self.code = code
        self.severity = severity
        self.summary = summary
        self.message = message
        self.fixable = "fix" in marks
        """`glossary lint --fix` can mend it, always or in the safe cases."""
        self.stops = "stop" in marks
        """The glossary cannot be used: its meaning is in doubt. Everything else is for `glossary lint` to tell."""

    # How the files are written
    NOT_UTF8 = (
        *("G001", "error", "the file is not UTF-8"),
        "byte {at} of the file is not UTF-8; save the file as UTF-8",
        "stop",
    )
    HEADER = (
        *("G002", "error", "the header lacks a column"),
        "the header must be {columns}, tab-separated",
        "stop",
    )
    ROW = ("G003", "error", "a row has too few or too many columns", "{found} columns; expected {wanted}", "stop")
    BLANK_LINE = ("G004", "error", "a blank line", "blank line; remove it", "stop fix")
    CONTROL = ("G005", "error", "a control character", "control character U+{code}; remove it", "stop")
    ORDER = ("G006", "error", "the rows are not sorted by id", "{id!r} must come before {other!r}; sort by id", "fix")
    NFC = (
        *("G007", "error", "text is not in Unicode's composed form"),
        "{column}: decomposed characters; write them composed (NFC): {cell}",
        "fix",
    )
    SPACE = (
        *("G008", "error", "stray white space or invisible characters"),
        "{column}: stray white space or invisible characters; write {cell!r}",
        "fix",
    )
    WIDTH = (
        *("G009", "error", "full-width or half-width forms where the other is usual"),
        "{column}: full-width or half-width characters; write {cell!r}",
        "fix",
    )
    LINES = ("G010", "error", "line ends, byte-order mark, end of the file", "{what}", "fix")
    COLUMN = (
        *("G011", "warning", "a column that dragoman does not know"),
        "unknown column {column!r}; dragoman keeps it and does not read it",
    )
    ITEMS = (
        *("G012", "error", "an empty or repeated item in a list"),
        "{column}: an empty or repeated item; write {cell!r}",
        "fix",
    )
    BAR = (
        "G013",
        "error",
        "several things in a cell that holds one",
        "{column}: `|` in a cell that holds one thing; other forms go into the list beside it",
    )

    # Ids and fixed words
    LENGTH = (
        *("G014", "error", "a term or rendering that is too long to be one"),
        "a form of {count:,} characters; the maximum is {most:,}: {form}",
        "stop",
    )
    ID = ("G020", "error", "an empty or malformed id", "{what}", "stop")
    DUPLICATE = (
        *("G021", "error", "two rows with one id"),
        "duplicate id {id!r}; first used in line {line}",
        "stop fix",
    )
    NO_CONCEPT = (
        *("G022", "error", "a rendering of an unknown concept"),
        "no concept {id!r} in terms.tsv; add it there or remove this row",
        "stop",
    )
    CATEGORY = ("G023", "error", "an unknown category", "unknown category {found!r}; use one of {known}", "stop")
    FLAG = ("G024", "error", "an unknown flag", "unknown flag {found!r}; use case, exact, short:… or context:…", "stop")
    STATUS = ("G025", "error", "an unknown status", "unknown status {found!r}; use one of {known}", "stop")
    AUTHORITY = (
        *("G026", "error", "`official` without authority"),
        "an official rendering needs its authority: the URL or the act that says so",
        "stop",
    )
    NO_SOURCE = (
        *("G027", "error", "an authority that names no act and no page"),
        "the authority {found!r} names no act and no page; write its title or its URL",
    )
    CHECKED = ("G028", "error", "`checked` is not a date", "checked must be a date such as 2026-11-30, not {found!r}")
    DOMAIN = ("G029", "error", "an unknown domain", "unknown domain {found!r}; use one of {known}, or none", "stop")

    # Source forms
    TERM = ("G030", "error", "a term that is empty or has no letter or digit", "{what}", "stop")
    OWNED_TWICE = (
        *("G031", "error", "one source form, two concepts"),
        "{form!r} is already a form of {owner} (line {line})",
        "stop",
    )
    TERM_OF_ANOTHER = (
        *("G032", "error", "a variant that is the term of another concept"),
        "{form!r} is already a form of {owner} (line {line}); one of the two has it as its term",
        "stop",
    )
    SHADOWED = (
        *("G033", "error", "a form that can never match"),
        "{form!r} can never match: {why}",
    )

    # Renderings
    FORBIDDEN = (
        *("G040", "error", "a form that is both right and forbidden"),
        "the forbidden form {form!r} is part of {right!r}, which is right",
    )
    SHARED = (
        *("G041", "warning", "one rendering, two concepts"),
        "{rendering!r} is also the rendering of {owner} (line {line}); if that is right, note: same as {owner}",
    )
    NOT_FOUND_AGAIN = (
        *("G042", "error", "a rendering that would not be recognised in a translation"),
        "{form!r} would not be recognised in a finished text{hint}",
        "fix",
    )
    SCRIPT = (
        *("G043", "error", "a form in the wrong script"),
        "{form!r} is not written in the script of {language}: {why}",
    )
    HAN = (
        *("G044", "error", "Traditional characters in Simplified Chinese, or the other way round"),
        "{form!r} has {wrong}, which {language} does not write; it writes {right}",
    )
    EMPTY = (
        *("G045", "warning", "an empty rendering, and no note that says why"),
        "{id!r} has no rendering and no note that says why",
    )

    # What a language claims
    CLAIM = ("G050", "error", "an unusable line of languages.tsv", "{what}")
    INCOMPLETE = (
        *("G051", "error", "a concept without a row in a language that claims to have it"),
        "{id!r} (terms.tsv:{line}) has no row, and {file} claims {claim}",
    )
    LANGUAGE = (
        *("G052", "warning", "a file not named after a language"),
        "{name} is not named after a language; use a gettext code, such as zh_CN.tsv",
    )
    BESIDE = (
        "G053",
        "error",
        "a line of a file beside the terms that cannot be used",
        "{what}",
    )
    PUBLISHER = (
        *("G054", "error", "`official` by an authority that is not listed for the domain"),
        "the authority {found!r} {why}; cite one that has, or call the rendering established",
    )
    DEPUTY = (
        *("G055", "warning", "a title whose deputy nobody can name"),
        "no rule makes a deputy of {rendering!r}; add a row for `Deputy {term}` or `Vice {term}`, or name the office "
        "in offices/languages.toml",
    )
    PLACE = (
        *("G056", "warning", "a place that a longer name writes otherwise than its own row"),
        "{other!r} within a name, where {id} is {place!r}; write it alike, or say why in the note",
    )
    CASE = (
        *("G057", "error", "an Arabic preposition before a nominative"),
        "{form!r} has a nominative behind a preposition; what stands there is {right}",
    )

    def at(self, path: Path, line: int, /, **facts: object) -> "Problem":
        """Return a problem of this kind at a line, from 1."""
        return Problem(path, line, self.code, self.message.format(**facts))


RULES = {rule.code: rule for rule in Rule}


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Something wrong with a file; problems sort by place."""

    path: Path
    line: int
    code: str
    what: str

    @property
    def rule(self) -> Rule:
        """The rule that is broken."""
        return RULES[self.code]

    def without_lines(self) -> Self:
        """Return the problem without its line and those that it speaks of: they change where rows come and go."""
        return replace(self, line=0, what=_LINE.sub("", self.what))

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.code} {self.what}"
