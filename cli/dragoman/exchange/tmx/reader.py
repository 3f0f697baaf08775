"""TMX files that come back: our own after work, and the memories that a tool kept while people translated.

OmegaT's `project_save.tmx` names segment and file, in the properties `id` and `file`, where a translation holds for
that place alone; its other units come without an id.
"""

import re
from collections.abc import Sequence
from pathlib import Path, PurePath

from dragoman.errors import ReturnedError
from dragoman.exchange.common import STUDIO, Doubts, language_tag, segment_id
from dragoman.exchange.returned import ReturnedFile, ReturnedUnit
from dragoman.exchange.tmx.format import CONFIRMATION, EXPORTED, KIND, REPORT, STATUS, TmxUnit, read_tmx
from dragoman.model import Origin

_ORIGINS: dict[str, Origin] = {"reviewed": "reviewed", "draft": "draft", "machine": "draft", "memory": "draft"}

_LANGUAGES = "{path}: holds translations into several languages ({tags}); export one of them alone"
_SEVERAL = "{path}: holds segments of several reports ({names}); matched by wording, not by id"


def read_tmx_file(path: Path) -> ReturnedFile:
    """Read the translations of a TMX file in two languages.

    Raises:
        ReturnedError: the file cannot be read, is not TMX, or holds several target languages; the message says
            `path:line` where it can.
    """
    doubts = Doubts()
    pairs = [(unit, *pair) for unit in read_tmx(path, raises=ReturnedError) if (pair := _pair(path, unit))]
    targets = {language_tag(tag): tag for _, _, (tag, _) in pairs}
    if len(targets) > 1:
        raise ReturnedError(_LANGUAGES.format(path=path, tags=", ".join(sorted(targets))))
    target_tag = next(iter(targets), "")
    reports = {_report(unit, [target_tag, *targets.values()]) for unit, _, _ in pairs}
    reports.discard("")
    warnings = [_SEVERAL.format(path=path, names=", ".join(sorted(reports)))] if len(reports) > 1 else []
    units = [_returned(unit, source, target, doubts, one_report=len(reports) < 2) for unit, source, target in pairs]
    return ReturnedFile(
        name=str(path),
        report=reports.pop() if len(reports) == 1 else "",
        source_language=language_tag(pairs[0][1][0]) if pairs else "",
        target_language=target_tag,
        units=tuple(units),
        warnings=(*warnings, *doubts.sentences(str(path))),
    )


def _pair(path: Path, unit: TmxUnit) -> tuple[tuple[str, str], tuple[str, str]] | None:
    """Return source and target, each with its language; `None` where a unit has one language alone."""
    wanted = unit.source_language.lower()
    places = range(len(unit.variants))
    tags = [tag.lower() for tag, _ in unit.variants]
    alike = [n for n in places if tags[n].partition("-")[0] == wanted.partition("-")[0]]
    source = next((n for n in places if tags[n] == wanted), alike[0] if alike else 0)
    others = [n for n in places if n != source]
    if not others:
        return None
    targets = {language_tag(tags[n]) for n in others}
    if len(targets) > 1:
        raise ReturnedError(_LANGUAGES.format(path=f"{path}:{unit.line}", tags=", ".join(sorted(targets))))
    return unit.variants[source], unit.variants[others[0]]


def _report(unit: TmxUnit, tags: Sequence[str]) -> str:
    """Return the stem of the report that a unit is from, as far as the file says."""
    if stem := unit.properties.get(REPORT):
        return stem
    name = PurePath(re.split(r"[\\/]", unit.properties.get("file", ""))[-1]).stem
    return next((name.removesuffix(f".{tag}") for tag in tags if name.endswith(f".{tag}")), name)


def _returned(
    unit: TmxUnit, source: tuple[str, str], target: tuple[str, str], doubts: Doubts, *, one_report: bool
) -> ReturnedUnit:
    place = f"line {unit.line}"
    id_ = segment_id(unit.id) or segment_id(unit.properties.get("id")) if one_report else ""
    if unit.codes:
        doubts.codes.append(id_ or place)
    confirmed, status = unit.properties.get(CONFIRMATION, ""), unit.properties.get(STATUS, "")
    said = STUDIO.get(confirmed) or _ORIGINS.get(status)
    return ReturnedUnit(
        id=id_,
        kind=unit.properties.get(KIND, ""),
        source=source[1],
        target=target[1],
        said=said if target[1].strip() else "none",
        comment="\n".join(filter(None, unit.notes)),
        place=place,
        exported=unit.properties.get(EXPORTED, ""),
    )
