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
    "an owed rendering is not in the machine translation",
    "“{source}” is owed {forms} and the translation does not have it",
)
TERM_NOT_USED = Code(
    "T002",
    "warning",
    "a person's translation does without an owed rendering",
    "“{source}” is usually {forms}; the text is a person's and stays as it is",
)
TERM_WITHOUT_RENDERING = Code(
    "T003",
    "warning",
    "the glossary knows the term and has no rendering for it",
    "“{source}” ({id}) has no rendering in the glossary yet",
)
TRANSLATION_EMPTY = Code(
    "M001", "error", "the engine gave no translation", "the engine gave no translation of this segment"
)
TRANSLATION_LOOPS = Code(
    "M002", "warning", "the machine translation repeats itself", "the translation repeats “{unit}” over and over"
)

CODES = (TERM_MISSING, TERM_NOT_USED, TERM_WITHOUT_RENDERING, TRANSLATION_EMPTY, TRANSLATION_LOOPS)
