"""The codes of all findings: severity and one sentence each; the README has a section for each code."""

from dataclasses import dataclass

from dragoman.model import Finding, Severity


@dataclass(frozen=True, slots=True)
class Code:
    """A kind of finding."""

    code: str
    severity: Severity
    summary: str
    template: str

    def finding(self, **facts: str) -> Finding:
        """Return a finding of this kind about the given facts."""
        return Finding(self.code, self.severity, self.template.format(**facts))


TERM_MISSING = Code(
    "T001",
    "error",
    "an required rendering is not in the machine translation",
    "“{source}” must become {forms} and the translation does not have it",
)
TERM_NOT_USED = Code(
    "T002",
    "warning",
    "a person's translation does without an required rendering",
    "“{source}” is usually {forms}; the text is a person's and stays as it is",
)
TERM_WITHOUT_RENDERING = Code(
    "T003",
    "warning",
    "the glossary knows the term and has no rendering for it",
    "“{source}” ({id}) has no rendering in the glossary yet",
)
TERM_FORBIDDEN = Code(
    "T004",
    "warning",
    "a form that the glossary forbids stands in the translation",
    "“{form}” must not stand for “{source}”; it should be {forms}",
)
TRANSLATION_EMPTY = Code(
    "M001", "error", "the engine gave no translation", "the engine gave no translation of this segment"
)
TRANSLATION_LOOPS = Code(
    "M002", "warning", "the machine translation repeats itself", "the translation repeats “{unit}” over and over"
)
NUMBER_MISSING = Code(
    "N001", "warning", "a number of the source is not in the translation", "{number} is not in the translation"
)
MAGNITUDE_DIFFERS = Code(
    "N002", "error", "a number has another order of magnitude", "{source} became {target}, which is not the same number"
)
PERCENT_MISSING = Code("N003", "warning", "a percentage is none any more", "{number} is a percentage in the source")
DATE_DIFFERS = Code("N004", "warning", "a date is not in the translation", "“{source}” is usually {forms}")
BRACKET_UNBALANCED = Code("P001", "warning", "a bracket has no counterpart", "“{bracket}” has no counterpart")
QUOTES_FOREIGN = Code(
    "P002", "warning", "quotation marks of another language", "{quotes} stands where the language writes {wanted}"
)
QUOTES_UNBALANCED = Code("P003", "warning", "a quotation mark has no counterpart", "{quotes} is not balanced")
QUOTES_MISSING = Code(
    "P004", "warning", "a quotation is none any more", "the source quotes something, the translation does not"
)
END_DIFFERS = Code(
    "P005", "warning", "another mark at the end", "the source ends with {source}, the translation with {target}"
)
UNTRANSLATED = Code("U001", "error", "the translation is the source", "the translation is the same as the source")
SOURCE_LEFT = Code("U002", "warning", "source text was left in", "“{words}” was not translated")
WORD_DOUBLED = Code("W001", "warning", "a word stands twice", "“{word}” stands twice in a row")
INCONSISTENT = Code(
    "W002", "warning", "one source, two translations", "the same text is translated otherwise in {place}: “{other}”"
)
TOO_SHORT = Code(
    "L001", "warning", "something seems to be left out", "the translation has {percent} of the length to be expected"
)
TOO_LONG = Code(
    "L002", "warning", "something seems to be added", "the translation has {percent} of the length to be expected"
)
SPACES = Code("S001", "warning", "spaces too many", "the translation has {what}")
ADDRESS_CHANGED = Code(
    "A001", "error", "an address or a file name changed", "{address} is not in the translation as it stands"
)
NOT_PO = Code("F001", "error", "the file is not PO", "{problem}")
GETTEXT_COMPLAINS = Code("F002", "error", "msgfmt refuses the file, or warns", "msgfmt: {problem}")
NOT_TRANSLATED = Code("U003", "warning", "an entry has no translation", "this text is not translated yet")

CODES = (
    TERM_MISSING,
    TERM_NOT_USED,
    TERM_WITHOUT_RENDERING,
    TERM_FORBIDDEN,
    TRANSLATION_EMPTY,
    TRANSLATION_LOOPS,
    NUMBER_MISSING,
    MAGNITUDE_DIFFERS,
    PERCENT_MISSING,
    DATE_DIFFERS,
    BRACKET_UNBALANCED,
    QUOTES_FOREIGN,
    QUOTES_UNBALANCED,
    QUOTES_MISSING,
    END_DIFFERS,
    UNTRANSLATED,
    SOURCE_LEFT,
    NOT_TRANSLATED,
    WORD_DOUBLED,
    INCONSISTENT,
    TOO_SHORT,
    TOO_LONG,
    SPACES,
    ADDRESS_CHANGED,
    NOT_PO,
    GETTEXT_COMPLAINS,
)
