"""What `translate` and `po update` share: the words of a command line turned into a request of the pipeline."""

import os
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from dragoman import resources
from dragoman.commands.inputs import STANDARD_INPUT, read_reports
from dragoman.engine import argos, packages
from dragoman.engine.decoding import Decoding
from dragoman.errors import RequestError
from dragoman.languages import parse_language
from dragoman.pipeline import Request
from dragoman.progress import Watch
from dragoman.writers.style import PLAIN, Style


def make_request(
    reports: Sequence[Path],
    watch: Watch,
    *,
    to: str,
    source: str,
    out: Path,
    locales: Path,
    glossary: Path | None,
    formats: Sequence[str],
    engine: bool,
    memory: bool,
    jobs: int | None,
    encoding: str | None,
    max_size: float,
    style: Style = PLAIN,
    list_changes: bool = False,
    dry_run: bool = False,
) -> Request:
    """Read the reports, find the engines and return what is to be done; `max_size` is in megabytes.

    Raises:
        DragomanError: a language, a report or a package stands in the way.
    """
    source_language = parse_language(source)
    targets = list({language.tag: language for language in map(parse_language, to.split(","))}.values())
    if any(target.tag == source_language.tag for target in targets):
        raise RequestError(
            f"source and target language are the same ({source_language.tag}); choose another --to or --from"
        )
    engines: dict[str, argos.ArgosEngine] = {}
    if engine:
        engines = {
            t.tag: argos.ArgosEngine(packages.find_route(source_language.argos, t.argos), Decoding(threads=jobs))
            for t in targets
        }
    with watch.stage("read", len(reports)):
        documents = read_reports(reports, max_size, encoding)
    return Request(
        documents=documents,
        inputs=[path for path in reports if path != STANDARD_INPUT],
        source=source_language,
        targets=targets,
        engines=engines,
        glossary=glossary or resources.glossary_folder(),
        out=out,
        locales=locales,
        formats=formats,
        style=style,
        memory=memory,
        now=_now(),
        list_changes=list_changes,
        dry_run=dry_run,
    )


def _now() -> datetime:
    """Return the time for the headers of new PO files; `SOURCE_DATE_EPOCH` fixes it (reproducible-builds.org)."""
    if epoch := os.environ.get("SOURCE_DATE_EPOCH"):
        try:
            return datetime.fromtimestamp(int(epoch), UTC)
        except (ValueError, OverflowError, OSError) as error:
            raise RequestError(f"SOURCE_DATE_EPOCH={epoch!r} is not a time in seconds since 1970") from error
    return datetime.now(UTC)
