"""XLIFF files that come back (1.2, and 2.0 to 2.2): ours after people, and the programs they like, have worked on them.

https://docs.oasis-open.org/xliff/v1.2/os/xliff-core.html, https://docs.oasis-open.org/xliff/xliff-core/v2.1/
"""

import re
from collections.abc import Iterator
from pathlib import Path, PurePath

from dragoman.errors import ReturnedError
from dragoman.exchange.common import Doubts, language_tag
from dragoman.exchange.returned import ReturnedFile, ReturnedUnit
from dragoman.exchange.xliff.reader1 import read_trans_unit
from dragoman.exchange.xliff.reader2 import read_unit
from dragoman.files.xml import Element, local_name, stream_xml

_ADVICE = "export it again from the program that it was translated with"
_VERSION = "{path}: XLIFF version {version!r}; versions 1.0 to 1.2 and 2.0 to 2.2 can be read"
_SEVERAL = "{path}: holds several reports ({names}); import each from a file of its own"
_VERSIONS = frozenset({"1.0", "1.1", "1.2", "2.0", "2.1", "2.2"})


def read_xliff(path: Path) -> ReturnedFile:
    """Read the translations of an XLIFF file; units that are not to be translated are passed over.

    Raises:
        ReturnedError: the file cannot be read, is not XLIFF, of another version, or holds several reports; the message
            says `path:line` where it can.
    """
    doubts = Doubts()
    units: list[ReturnedUnit] = []
    reports: dict[str, None] = {}
    source = target = report = ""
    names = ("xliff", "file", "trans-unit", "unit")
    for event, element in stream_xml(path, "an XLIFF", "xliff", names, advice=_ADVICE, raises=ReturnedError):
        name = local_name(element)
        if event == "start" and name == "xliff":
            if element.get("version") not in _VERSIONS:
                raise ReturnedError(_VERSION.format(path=path, version=element.get("version") or ""))
            source, target = element.get("srcLang") or "", element.get("trgLang") or ""
        elif event == "start" and name == "file":
            source = element.get("source-language") or source
            target = element.get("target-language") or target
            report = _stem(element.get("original") or "")
        elif event == "end":
            found = list(_units(name, element, doubts))
            units += found
            if found:
                reports.setdefault(report)
    if len(reports) > 1:
        raise ReturnedError(_SEVERAL.format(path=path, names=", ".join(reports)))
    return ReturnedFile(
        name=str(path),
        report=next(iter(reports), ""),
        source_language=language_tag(source),
        target_language=language_tag(target),
        units=tuple(units),
        warnings=tuple(doubts.sentences(str(path))),
    )


def _units(name: str, element: Element, doubts: Doubts) -> Iterator[ReturnedUnit]:
    if name == "trans-unit":
        yield from read_trans_unit(element, doubts)
    elif name == "unit":
        yield from read_unit(element, doubts)


def _stem(original: str) -> str:
    return PurePath(re.split(r"[\\/]", original)[-1]).stem
