"""XLIFF 1.2, for older programs: one `<trans-unit>` a segment, without marks in the text, which many show as codes.

https://docs.oasis-open.org/xliff/v1.2/os/xliff-core.html. A character that XML cannot carry is written as its picture,
`␇`, which programs leave alone; codes they drop or leave behind.
"""

from collections.abc import Iterator
from typing import BinaryIO

from dragoman import __version__
from dragoman.exchange.about import facts_line
from dragoman.exchange.cells import describe_term
from dragoman.exchange.marks import export_mark
from dragoman.exchange.xliff.codes import coded
from dragoman.files.xml import escape_text, pictured, quote_attribute
from dragoman.languages import regional_tag
from dragoman.model import Alignment, Origin, Record, Suggestion, fold_lines

_STATES: dict[Origin, str] = {
    "reviewed": 'state="signed-off"',
    "draft": 'state="needs-review-translation"',
    "memory": 'state="needs-review-translation" state-qualifier="exact-match"',
    "machine": 'state="needs-review-translation" state-qualifier="mt-suggestion"',
    "verbatim": 'state="final"',
    "none": 'state="needs-translation"',
}


def write_xliff1(alignment: Alignment, file: BinaryIO) -> None:
    """Write all segments of a report."""
    source, target = regional_tag(alignment.source_language), regional_tag(alignment.target_language)
    file.write(
        (
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            '<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2">\n'
            f"<file original={quote_attribute(alignment.document.name)} source-language={quote_attribute(source)} "
            f'target-language={quote_attribute(target)} datatype="plaintext" tool-id="dragoman">\n'
            f'<header><tool tool-id="dragoman" tool-name="dragoman" tool-version="{__version__}"/>'
            f'<note from="dragoman">{escape_text(facts_line(alignment))}</note></header>\n<body>\n'
        ).encode()
    )
    for record in alignment.records:
        file.write("".join(_unit(alignment, record)).encode())
    file.write(b"</body>\n</file>\n</xliff>\n")


def _unit(alignment: Alignment, record: Record) -> Iterator[str]:
    passed = record.origin == "verbatim" and record.is_translatable
    origin = record.origin if record.target and not passed else "none"
    held = {"verbatim": ' translate="no"', "reviewed": ' approved="yes"'}.get(origin, "")
    mark = export_mark(record.origin, record.target)
    yield (
        f'<trans-unit id="{record.id}"{held} restype="x-dragoman-{record.kind}" extradata="{mark}" '
        'xml:space="preserve">\n'
        f"<source>{coded(fold_lines(record.source), record.segment.codes, _text)}</source>\n"
    )
    # What has no translation has a copy of its source there: OmegaT translates what it finds in targets.
    target = record.target or fold_lines(record.source)
    yield f"<target {_STATES[origin]}>{coded(target, record.segment.codes, _text)}</target>\n"
    yield (
        '<context-group purpose="location"><context context-type="sourcefile">'
        f"{escape_text(alignment.document.name)}</context>"
        f'<context context-type="linenumber">{record.line}</context></context-group>\n'
    )
    for line in dict.fromkeys(describe_term(use, alignment.renderings.get(use.id)) for use in record.terms):
        yield f'<note from="dragoman" annotates="source">{escape_text(line)}</note>\n'
    for finding in record.findings:
        text = f"{finding.code} {finding.severity}: {finding.message}"
        yield f'<note from="dragoman" annotates="target">{escape_text(text)}</note>\n'
    for suggestion in record.suggestions:
        yield _alternative(suggestion)
    yield "</trans-unit>\n"


def _alternative(suggestion: Suggestion) -> str:
    return (
        f'<alt-trans match-quality="{int(suggestion.score * 100)}%" origin={quote_attribute(suggestion.report)} '
        f'xml:space="preserve"><source>{_text(suggestion.source)}</source>'
        f"<target>{_text(suggestion.target)}</target></alt-trans>\n"
    )


def _text(text: str) -> str:
    return escape_text(pictured(text))
