"""Kits: what goes out to a translator in one archive, and comes back in it.

A kit holds the segments that nobody has reviewed yet, as PO or XLIFF, the source, the bilingual page, the terms of
these reports, what people have translated before, and instructions. What went out is kept below the locales folder, in
`.dragoman/kits`, so that what comes back is merged with what others did in the meantime.
"""

import io
import json
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Any, Literal

from polib import POEntry

from dragoman.errors import RequestError, ReturnedError
from dragoman.exchange.formats import writer
from dragoman.exchange.style import Style
from dragoman.files.lock import locked
from dragoman.files.outputs import Outputs
from dragoman.glossary.exchange import FORMATS, list_locales, read_entries
from dragoman.glossary.table import read_files
from dragoman.memory.folder import memory_files, open_store
from dragoman.memory.units import write_tmx
from dragoman.model import Document, Language
from dragoman.po.catalogue import Catalogue, catalogue_path, read_catalogue, read_version
from dragoman.po.entry import entry_unit, is_optional
from dragoman.po.layout import serialise
from dragoman.po.past import FOLDER, stage_past
from dragoman.po.update import group_records
from dragoman.progress import Watch
from dragoman.run.finish import STATES, finish
from dragoman.run.pipeline import translate_reports
from dragoman.run.reimport.files import Reimported, ReimportRequest, reimport
from dragoman.run.request import Request
from dragoman.segment import segment_document
from dragoman.segment.tags import shown
from dragoman.text.strings import count_words

KitFormat = Literal["po", "xliff"]
MANIFEST = "kit.json"
_LEDGER = "kits.json"
_OLDEST = (1980, 1, 1, 0, 0, 0)
_UNSAFE = re.compile(r"[^\w.-]+")
_Key = tuple[str | None, str]

_INSTRUCTIONS = """\
{id}: {segments:,} segments, {words:,} words, from {source} into {target}{recipient}
{deadline}{contact}
translate/   the files to work on: open them in any program for {format} files, save them, keep their names
source/      the reports as they are
pages/       source and target side by side, with the required terms marked: for reading
terms.tbx    the terms of these reports, for programs; terms.tsv has the same for spreadsheets
memory.tmx   what people have translated before; no machine text is in it

What carries the flag fuzzy (in XLIFF: what is not reviewed or final) is a draft of a machine or a colleague: correct
it, or leave it as it is where it is right, and take the flag away. Terms with [official] are to be used as they stand.
Questions and remarks go into the comments, which come back with the file.

Return this archive, or the files of translate/, packed in any way.
"""


@dataclass(frozen=True, slots=True)
class Kit:
    """A kit that went out."""

    id: str
    language: str
    """gettext's name."""
    reports: tuple[str, ...]
    """The stems of the reports."""
    files: tuple[str, ...]
    """The names of the files to work on."""
    recipient: str
    deadline: str
    segments: int
    words: int
    made: str
    """ISO 8601 date."""
    taken: str = ""
    """ISO 8601 date; empty while it is out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KitRequest:
    """What kits are asked for."""

    documents: Sequence[Document]
    paths: Sequence[Path]
    """Of the reports."""
    source: Language
    target: Language
    locales: Path
    glossary: Path
    out: Path
    parts: int = 1
    """Kits to make."""
    most_words: int = 0
    """Words of a kit at most; goes before `parts` where it is not 0."""
    recipients: Sequence[str] = ()
    format: KitFormat = "po"
    deadline: str = ""
    contact: str = ""
    now: datetime


@dataclass(frozen=True, slots=True)
class _Piece:
    """A segment to translate, and its report."""

    report: int
    entry: POEntry

    @property
    def words(self) -> int:
        return count_words(self.entry.msgid)


def make_kits(request: KitRequest) -> dict[Path, Kit]:
    """Write the kits and remember that they are out; return them by their files.

    Raises:
        RequestError: there is nothing to translate.
        CatalogueError: a report has no catalogue yet, or it cannot be used.
        OutputError: a kit cannot be written.
    """
    target = request.target
    paths = [catalogue_path(request.locales, target, document.stem) for document in request.documents]
    catalogues = [read_catalogue(path) for path in paths]
    pieces = [
        _Piece(number, entry)
        for number, catalogue in enumerate(catalogues)
        for entry in catalogue.entries
        if not entry.obsolete and not entry.msgid_plural and entry_unit(entry).origin != "reviewed"
    ]
    if all(is_optional(piece.entry) for piece in pieces):
        names = ", ".join(document.name for document in request.documents)
        raise RequestError(f"{names}: everything is reviewed, there is nothing to send out")
    shared = _shared(request)
    made: dict[Path, Kit] = {}
    request.locales.mkdir(parents=True, exist_ok=True)
    with locked([request.locales]), Outputs() as outputs:
        kits = read_kits(request.locales)
        for number, part in enumerate(_cut(pieces, request)):
            recipient = request.recipients[number] if number < len(request.recipients) else ""
            files = _files(request, catalogues, part)
            kit = Kit(
                id=_new_id(kits, request, number, recipient),
                language=target.gettext,
                reports=tuple(request.documents[report].stem for report in sorted({one.report for one in part})),
                files=tuple(files),
                recipient=recipient,
                deadline=request.deadline,
                segments=len(part),
                words=sum(one.words for one in part),
                made=f"{request.now:%Y-%m-%d}",
            )
            kits.append(kit)
            place = request.out / f"{kit.id}.zip"
            outputs.stage(place, _pack(request, kit, files, shared))
            for name, data in _base(request, catalogues, part).items():
                outputs.stage_aside(_kept(request.locales, kit.id) / name, data)
            made[place] = kit
        for path, catalogue in zip(paths, catalogues, strict=True):
            stage_past(outputs, path, catalogue.units)
        outputs.stage_aside(request.locales / FOLDER / ".gitignore", b"*\n")
        outputs.stage_aside(request.locales / FOLDER / _LEDGER, _ledger(kits))
        outputs.commit()
    return made


def _cut(pieces: Sequence[_Piece], request: KitRequest) -> Iterator[list[_Piece]]:
    """Yield the pieces in parts of about as many words each, in the order of the reports."""
    total = sum(one.words for one in pieces)
    limit = request.most_words or total / request.parts
    part: list[_Piece] = []
    done = words = 0.0
    for piece in pieces:
        full = words + piece.words > limit if request.most_words else done + piece.words / 2 > limit
        if part and full:
            yield part
            part, words = [], 0.0
            done -= limit
        part.append(piece)
        words += piece.words
        done += piece.words
    yield part


def _new_id(kits: Sequence[Kit], request: KitRequest, number: int, recipient: str) -> str:
    stems = [document.stem.rpartition("/")[2] for document in request.documents]
    name = "-".join(filter(None, [stems[0], "and-more" * (len(stems) > 1), request.target.tag, recipient]))
    name = _UNSAFE.sub("-", name).strip(".-")
    taken = {kit.id for kit in kits}
    return next(one for n in range(number + 1, len(taken) + number + 2) if (one := f"{name}-{n}") not in taken)


def _file_name(request: KitRequest, report: int, suffix: str) -> str:
    return f"{request.documents[report].stem.replace('/', '-')}.{request.target.tag}.{suffix}"


def _base(request: KitRequest, catalogues: Sequence[Catalogue], part: Sequence[_Piece]) -> dict[str, bytes]:
    """Return, by file name, what goes out of each report, as PO."""
    found = {}
    for report in sorted({one.report for one in part}):
        catalogue = catalogues[report]
        text = serialise(catalogue.header, [one.entry for one in part if one.report == report])
        found[_file_name(request, report, "po")] = text.encode()
    return found


def _files(request: KitRequest, catalogues: Sequence[Catalogue], part: Sequence[_Piece]) -> dict[str, bytes]:
    """Return the files to work on, by name."""
    if request.format == "po":
        return _base(request, catalogues, part)
    found = {}
    for report in sorted({one.report for one in part}):
        document = request.documents[report]
        segments = segment_document(document, request.source.tag)
        languages = (request.source, request.target)
        alignment = finish(document, segments, catalogues[report], languages, frozenset(STATES))
        wanted = {(one.entry.msgctxt, one.entry.msgid) for one in part if one.report == report}
        groups = group_records(shown(alignment).records)
        ids = {record.id for key, records in groups.items() if {key, (None, key[1])} & wanted for record in records}
        records = tuple(record for record in alignment.records if record.id in ids)
        data = io.BytesIO()
        writer("xliff")(replace(alignment, records=records), data, Style(xliff="1.2"))
        found[_file_name(request, report, "xliff")] = data.getvalue()
    return found


def _shared(request: KitRequest) -> dict[str, bytes]:
    """Return what all kits hold: sources, pages, terms, memory."""
    found: dict[str, bytes] = {f"source/{path.name}": path.read_bytes() for path in request.paths}
    terms: set[str] = set()
    with TemporaryDirectory(prefix="dragoman-") as folder:
        run = Request(
            source=request.source,
            targets=[request.target],
            engines={},
            glossary=request.glossary,
            out=Path(folder),
            locales=request.locales,
            formats=["html", "jsonl"],
            now=request.now,
        )
        translate_reports(run, request.documents, Watch())
        for path in sorted(Path(folder).rglob("*")):
            if path.suffix == ".html":
                found[f"pages/{path.name}"] = path.read_bytes()
            elif path.suffix == ".jsonl":
                records = map(json.loads, path.read_text("utf-8").splitlines())
                terms |= {term["id"] for record in records for term in record["terms"]}
    files = read_files(request.glossary)
    locales = [name for name in list_locales(files) if name == request.target.gettext]
    entries = [entry for entry in read_entries(files, locales) if entry.concept.get("id") in terms]
    for name, format in (("terms.tbx", "tbx"), ("terms.tsv", "tsv")):
        found[name] = FORMATS[format].render(entries, locales, "\t", [])
    data = io.BytesIO()
    store = open_store(request.locales, request.target)
    store.refresh(memory_files(request.locales, request.source, request.target))
    write_tmx(data, ((one.label, one.unit) for one in store.units()), request.source.tag, request.target.tag)
    store.close()
    found["memory.tmx"] = data.getvalue()
    return found


def _pack(request: KitRequest, kit: Kit, files: Mapping[str, bytes], shared: Mapping[str, bytes]) -> bytes:
    text = _INSTRUCTIONS.format(
        id=kit.id,
        segments=kit.segments,
        words=kit.words,
        source=request.source.name,
        target=request.target.name,
        recipient=f", for {kit.recipient}" * bool(kit.recipient),
        deadline=f"Deadline: {kit.deadline}\n" * bool(kit.deadline),
        contact=f"Contact: {request.contact}\n" * bool(request.contact),
        format=request.format.upper(),
    )
    manifest = json.dumps(asdict(kit), ensure_ascii=False, indent=1).encode()
    content = {MANIFEST: manifest, "README.txt": text.encode(), **shared}
    content |= {f"translate/{name}": data for name, data in files.items()}
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, one in content.items():
            archive.writestr(zipfile.ZipInfo(f"{kit.id}/{name}", _OLDEST), one, zipfile.ZIP_DEFLATED)
    return data.getvalue()


def _kept(locales: Path, id_: str) -> Path:
    return locales / FOLDER / "kits" / id_


def _ledger(kits: Sequence[Kit]) -> bytes:
    return json.dumps([asdict(kit) for kit in kits], ensure_ascii=False, indent=1).encode()


def read_kits(locales: Path) -> list[Kit]:
    """Return the kits that were made from a locales folder, in the order in which they were made.

    Raises:
        RequestError: the file that says so is damaged.
    """
    path = locales / FOLDER / _LEDGER
    if not path.is_file():
        return []
    try:
        return [_kit(one) for one in json.loads(path.read_text("utf-8"))]
    except (OSError, ValueError, TypeError) as error:
        raise RequestError(f"{path}: is damaged ({error}); delete it to forget which kits are out") from None


def _kit(found: dict[str, Any]) -> Kit:
    return Kit(**found | {name: tuple(found[name]) for name in ("reports", "files")})


def open_segments(kit: Kit, locales: Path) -> list[tuple[Path, POEntry]]:
    """Return what of a kit nobody has reviewed yet: catalogue and entry."""
    missing = []
    for path, keys in _sent(kit, locales).items():
        if not path.exists():
            continue
        for entry in read_catalogue(path).entries:
            if (entry.msgctxt, entry.msgid) not in keys or entry.obsolete or is_optional(entry):
                continue
            if entry_unit(entry).origin != "reviewed":
                missing.append((path, entry))
    return missing


def _sent(kit: Kit, locales: Path) -> dict[Path, set[_Key]]:
    """Return, by catalogue, which entries went out in a kit."""
    found: dict[Path, set[_Key]] = {}
    for report, name in zip(kit.reports, kit.files, strict=True):
        path = _kept(locales, kit.id) / f"{PurePosixPath(name).stem}.po"
        if path.is_file():
            catalogue = locales / kit.language / "LC_MESSAGES" / f"{report}.po"
            found[catalogue] = {(entry.msgctxt, entry.msgid) for entry in read_version(path).entries}
    return found


@dataclass(frozen=True, slots=True)
class Taken:
    """A kit that came back."""

    kit: Kit
    done: tuple[Reimported, ...]
    missing: tuple[tuple[Path, POEntry], ...]
    """What nobody has reviewed yet of what went out."""


def take_kit(path: Path, request: ReimportRequest) -> Taken:
    """Put what came back in an archive into the catalogues; `request` says how, its files and base are not looked at.

    Raises:
        ReturnedError: it is no archive, or none of a kit that went out from this folder, or lacks the translations.
        DragomanError: as `reimport`.
    """
    kits = read_kits(request.locales)
    try:
        with zipfile.ZipFile(path) as archive:
            members = {PurePosixPath(one.filename).name: one for one in archive.infolist() if not one.is_dir()}
            kit = _named(path, archive, members, kits)
            there = [name for name in kit.files if name in members]
            if not there:
                raise ReturnedError(f"{path}: none of {', '.join(kit.files)} is in it; pack the files of translate/")
            if large := [name for name in there if members[name].file_size > request.max_size]:
                raise ReturnedError(f"{path}: {large[0]} is too large; if it is right, raise --max-size")
            data = {name: archive.read(members[name]) for name in there}
    except (OSError, zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
        raise ReturnedError(f"{path}: cannot be read as a zip archive ({error})") from None
    done: list[Reimported] = []
    with TemporaryDirectory(prefix="dragoman-") as folder:
        for report, name in zip(kit.reports, kit.files, strict=True):
            if name not in data:
                continue
            returned = Path(folder, name)
            returned.write_bytes(data[name])
            base = _kept(request.locales, kit.id) / name
            sent = str(base) if base.is_file() and name.endswith(".po") else ""
            done += reimport(replace(request, files=[returned], stem=report, base=sent))
    if not request.dry_run:
        _remember(request.locales, replace(kit, taken=f"{request.now:%Y-%m-%d}"))
    return Taken(kit, tuple(done), tuple(open_segments(kit, request.locales)))


def _named(path: Path, archive: zipfile.ZipFile, members: Mapping[str, zipfile.ZipInfo], kits: Sequence[Kit]) -> Kit:
    """Return the kit that an archive says it is, or that has files of these names."""
    if MANIFEST in members:
        try:
            id_ = json.loads(archive.read(members[MANIFEST]))["id"]
        except (ValueError, KeyError, TypeError):
            id_ = ""
        if found := next((kit for kit in kits if kit.id == id_), None):
            return found
    alike = [kit for kit in kits if set(kit.files) & members.keys() and not kit.taken]
    if len(alike) != 1:
        raise ReturnedError(f"{path}: not a kit from this folder; keep its {MANIFEST}, or use dragoman po import")
    return alike[0]


def _remember(locales: Path, kit: Kit) -> None:
    with locked([locales]), Outputs() as outputs:
        kits = [kit if one.id == kit.id else one for one in read_kits(locales)]
        outputs.stage(locales / FOLDER / _LEDGER, _ledger(kits))
        outputs.commit()


def sent_entries(taken: Taken, locales: Path) -> dict[tuple[Path, str], str]:
    """Return, by catalogue and text, what the catalogues now have for what went out in a kit."""
    found: dict[tuple[Path, str], str] = {}
    for path, keys in _sent(taken.kit, locales).items():
        units = read_catalogue(path).units if path.exists() else ()
        found |= {(path, unit.source): unit.target for unit in units if (unit.kind or None, unit.source) in keys}
    return found
