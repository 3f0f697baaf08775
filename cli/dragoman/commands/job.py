"""What `translate` and `po update` share: the words of a command line turned into a run."""

import os
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from dragoman import console, resources
from dragoman.archive.batches import REPORTS, Batch, Done, cut
from dragoman.archive.find import Found, find_reports
from dragoman.archive.work import Work, outcome
from dragoman.commands.inputs import STANDARD_INPUT, read_reports
from dragoman.engine import argos, packages
from dragoman.engine.decoding import Decoding, cores
from dragoman.errors import RequestError
from dragoman.languages import parse_language
from dragoman.model import Language
from dragoman.pipeline import translate_reports
from dragoman.progress import Watch
from dragoman.request import Request
from dragoman.writers.style import PLAIN, Style


def run_job(
    reports: Sequence[Path],
    *,
    recursive: bool,
    to: str,
    source: str,
    out: Path,
    locales: Path,
    glossary: Path | None,
    formats: Sequence[str],
    engine: bool,
    memory: bool,
    jobs: int | None,
    decoding: Decoding,
    cache_size: float,
    encoding: str | None,
    max_size: float,
    quiet: bool,
    style: Style = PLAIN,
    list_changes: bool = False,
    dry_run: bool = False,
) -> tuple[Request, Done]:
    """Translate reports, and those in folders; return what was asked for and what was done.

    A few reports are read and written all or none. Folders, many reports and several processes (`jobs`) make an
    archive: it is done batch by batch, and what cannot be done for one report is told in the outcome. `max_size` and
    `cache_size` are in megabytes; without a size there is no cache.

    Raises:
        DragomanError: a language, a report, a package or the disk stands in the way.
    """
    source_language = parse_language(source)
    targets = _targets(to, source_language)
    tags = [target.tag for target in targets]
    is_archive = len(reports) > REPORTS or (jobs or 1) > 1 or any(path.is_dir() for path in reports)
    found = Found(())
    processes = 1
    if is_archive:
        if STANDARD_INPUT in reports:
            raise RequestError("- (standard input) is one report; it cannot be among many, translate it in another run")
        found = find_reports(reports, recursive=recursive, besides=[out, locales], targets=tags)
        processes = min(jobs or cores(), max(len(cut(found.reports)), 1))
    engines: dict[str, argos.ArgosEngine] = {}
    if engine:
        if is_archive and decoding.threads is None:
            decoding = replace(decoding, threads=max(cores() // processes, 1))
        routes = packages.find_routes(source_language.argos, [target.argos for target in targets])
        engines = {tag: argos.ArgosEngine(route, decoding) for tag, route in zip(tags, routes, strict=True)}
    request = Request(
        documents=(),
        inputs=(),
        source=source_language,
        targets=targets,
        engines=engines,
        glossary=glossary or resources.glossary_folder(),
        out=out,
        locales=locales,
        formats=formats,
        style=style,
        memory=memory,
        cache_bytes=int(cache_size * 2**20),
        now=now(),
        list_changes=list_changes,
        dry_run=dry_run,
    )
    work = Work(request, int(max_size * 2**20), encoding)
    if is_archive:
        return request, _do_archive(work, found, processes, quiet=quiet)
    return request, _do_all(work, reports, max_size, encoding, quiet=quiet)


def _do_archive(work: Work, found: Found, processes: int, *, quiet: bool) -> Done:
    from functools import partial

    from dragoman.archive.pool import in_processes
    from dragoman.archive.run import one_by_one, translate_archive
    from dragoman.archive.show import showing

    do = partial(in_processes, jobs=processes) if processes > 1 else one_by_one
    with showing(quiet=quiet) as show:
        return translate_archive(work, found, do, show, Watch())


def _do_all(work: Work, reports: Sequence[Path], max_size: float, encoding: str | None, *, quiet: bool) -> Done:
    with console.watching(quiet=quiet) as watch:
        with watch.stage("read", len(reports)):
            documents = read_reports(reports, max_size, encoding)
        request = replace(
            work.request, documents=documents, inputs=[path for path in reports if path != STANDARD_INPUT]
        )
        result = translate_reports(request, watch)
    done = outcome(Batch(0, ()), request, result)
    for warning in [] if quiet else done.warnings:
        console.print_warning(warning)
    return replace(done, seconds=tuple(watch.seconds.items()))


def _targets(to: str, source: Language) -> list[Language]:
    targets = list({language.tag: language for language in map(parse_language, to.split(","))}.values())
    if any(target.tag == source.tag for target in targets):
        raise RequestError(f"source and target language are the same ({source.tag}); choose another --to or --from")
    return targets


def now() -> datetime:
    """Return the time for the headers of new PO files; `SOURCE_DATE_EPOCH` fixes it (reproducible-builds.org)."""
    if epoch := os.environ.get("SOURCE_DATE_EPOCH"):
        try:
            return datetime.fromtimestamp(int(epoch), UTC)
        except (ValueError, OverflowError, OSError) as error:
            raise RequestError(f"SOURCE_DATE_EPOCH={epoch!r} is not a time in seconds since 1970") from error
    return datetime.now(UTC)
