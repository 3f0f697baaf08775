"""Files that people hand back, put into the catalogues that they belong to."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Literal

from dragoman.errors import CatalogueError, RequestError
from dragoman.exchange.jsonl import read_messages
from dragoman.exchange.returned import ReturnedFile, read_returned
from dragoman.files.lock import redo_if_outdated
from dragoman.files.names import below
from dragoman.files.outputs import Outputs
from dragoman.languages import is_region_of, parse_language
from dragoman.model import Document, Language
from dragoman.po.catalogue import Catalogue, catalogue_path, parse_catalogue, read_catalogue
from dragoman.po.entry import units_of
from dragoman.po.history import committed
from dragoman.po.past import read_past, stage_past
from dragoman.po.syntax import writable
from dragoman.run.reimport.find import Exported
from dragoman.run.reimport.merge import Merged, Rules, merge
from dragoman.segment import segment_document
from dragoman.segment.tags import message_of

OnConflict = Literal["keep", "take", "fail"]
"""`keep`: what the catalogue holds stays. `take`: what came back goes before it. `fail`: nothing at all is written."""
_COPY = re.compile(r" ?\(\d+\)$")
"""What browsers add to the name of a file that is there already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReimportRequest:
    """What is to be reimported."""

    files: Sequence[Path]
    locales: Path
    out: Path
    """Folder of the alignment records, by which segments are known that have lost their source or kind."""
    target: Language | None = None
    """Of files that do not say it."""
    stem: str = ""
    """What the report's files are named after; goes before what a file says."""
    document: Document | None = None
    """The report itself, whose segments are then known by their ids."""
    source: Language
    """Of the report."""
    on_conflict: OnConflict = "keep"
    approve_unchanged: bool = False
    """Take machine texts that lost `fuzzy` in bulk as reviewed."""
    credit: bool = False
    """Say in each entry who translated it, and when."""
    base: str = ""
    """What went out: a file, or a revision of Git in which the catalogue is."""
    translator: str = ""
    """`Name <address>`, for the header."""
    now: datetime
    max_size: int
    """Of a returned file, in bytes."""
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class Reimported:
    """What became of one catalogue."""

    path: Path
    files: tuple[ReturnedFile, ...]
    merged: Merged
    written: bool


def reimport(request: ReimportRequest) -> list[Reimported]:
    """Put files that people hand back into their catalogues; a catalogue that is saved meanwhile is read again.

    Raises:
        DragomanError: a file or a catalogue cannot be used, or nothing in a file belongs to the report; no file was
            changed.
    """
    by_catalogue: dict[Path, list[ReturnedFile]] = {}
    belongs: dict[Path, tuple[str, Language]] = {}
    for path in request.files:
        file = read_returned(path, request.max_size)
        stem, language = _belongs(path, file, request)
        catalogue = below(request.locales, catalogue_path(Path(), language, stem).as_posix(), str(path))
        by_catalogue.setdefault(catalogue, []).append(file)
        belongs[catalogue] = stem, language
    return redo_if_outdated(lambda: _reimport(request, by_catalogue, belongs), by_catalogue)


def _reimport(
    request: ReimportRequest,
    by_catalogue: Mapping[Path, Sequence[ReturnedFile]],
    belongs: Mapping[Path, tuple[str, Language]],
) -> list[Reimported]:
    done = []
    rules = Rules(
        take=request.on_conflict == "take",
        approve_unchanged=request.approve_unchanged,
        credit=request.credit,
        translator=request.translator,
        now=request.now,
    )
    with Outputs(request.files) as outputs:
        for path, files in by_catalogue.items():
            outputs.will_read(path)
            if not path.exists():
                names = ", ".join(file.name for file in files)
                raise CatalogueError(
                    f"{path}: not found, so {names} cannot be imported; create it with dragoman po update, or name "
                    "another --locales, --report or --to"
                )
            segments = _known_segments(request, *belongs[path])
            catalogue = read_catalogue(path)
            merged = merge(
                catalogue,
                files,
                segments,
                rules,
                base=_base(request, path, alone=len(by_catalogue) == 1),
                past=read_past(path),
            )
            _refuse_strangers(path, files, merged)
            done.append((path, files, merged, units_of(catalogue.entries)))
        refused = request.on_conflict == "fail" and any(merged.conflicts for _, _, merged, _ in done)
        for path, _, merged, before in () if refused or request.dry_run else done:
            if merged.text is not None:
                outputs.stage(path, merged.text.encode())
            stage_past(outputs, path, [*before, *merged.units])
        written = outputs.commit()
    return [Reimported(path, tuple(files), merged, path in written) for path, files, merged, _ in done]


def _base(request: ReimportRequest, path: Path, *, alone: bool) -> Catalogue | None:
    """Return the version of a catalogue that went out, where the request names it.

    Raises:
        RequestError: there is neither such a file nor such a revision, or a file is named for several catalogues.
    """
    if not request.base:
        return None
    if Path(request.base).is_file():
        if not alone:
            raise RequestError(
                f"--base {request.base}: one file cannot be the base of several PO files; import them separately"
            )
        return read_catalogue(Path(request.base))
    data = committed(path, request.base)
    if data is None:
        raise RequestError(f"--base {request.base}: neither a file nor a revision of Git that has {path}")
    return parse_catalogue(data, path)


def _belongs(path: Path, file: ReturnedFile, request: ReimportRequest) -> tuple[str, Language]:
    """Return the stem of the report and the language of a file: what it says itself, else what its name says."""
    name = _COPY.sub("", path.stem)
    stem, _, code = name.rpartition(".")
    language = parse_language(file.target_language) if file.target_language else None
    named = None
    with suppress(RequestError):
        named = parse_language(code) if stem else None
    for other in (request.target, named):
        if other and language and is_region_of(language, other):
            language = other  # Trados Studio, for one, knows no language without a region
            break
    if named is None or (language and language != named):
        stem = name
    language = language or named or request.target
    if language is None:
        raise RequestError(f"{path}: neither the file nor its name says which language it is in; name it with --to")
    return request.stem or file.report or stem, language


def _known_segments(request: ReimportRequest, stem: str, language: Language) -> Mapping[str, Exported]:
    """Return what is known of the report's segments by their ids, from the report itself or the alignment record."""
    if request.document:
        segments = segment_document(request.document, request.source.tag)
        return _in_place(
            (segment.id, Exported(segment.kind, message_of(segment)), segment.verbatim) for segment in segments
        )
    path = request.out / f"{stem}.{language.tag}.jsonl"
    if not path.is_file():
        return {}
    known: list[tuple[str, Exported, bool]] = []
    for number, line in enumerate(path.read_bytes().split(b"\n"), start=1):
        if not line:
            continue
        try:
            record = json.loads(line)
            source, target = read_messages(record)
            origin = record["origin"]
            found = Exported(record["kind"], writable(source), target, origin)
            known.append((record["id"], found, origin == "verbatim"))
        except (ValueError, KeyError, TypeError) as error:
            advice = "translate the report again, or name another --out"
            raise RequestError(f"{path}:{number}: not an alignment record; {advice}") from error
    return _in_place(known)


def _in_place(segments: Iterable[tuple[str, Exported, bool]]) -> Mapping[str, Exported]:
    """Return what is known of segments by their ids, with the text before each; some are passed through as they are."""
    found = {}
    before = ""
    for id_, segment, verbatim in segments:
        found[id_] = replace(segment, before=before)
        if not verbatim:
            before = segment.source
    return found


def _refuse_strangers(path: Path, files: Sequence[ReturnedFile], merged: Merged) -> None:
    """Refuse what has nothing to do with the catalogue.

    Raises:
        RequestError: no segment of the files has an entry or a known id.
    """
    if not merged.found and any(file.units for file in files):
        names = ", ".join(file.name for file in files)
        raise RequestError(
            f"{names}: nothing in it is in {path}; nothing was changed: name the right report with --report"
        )
