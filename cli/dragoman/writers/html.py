"""The bilingual page: source and target side by side in one file that needs nothing else."""

import base64
import hashlib
import os
from collections import Counter
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import BinaryIO

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from dragoman import resources
from dragoman.model import Alignment, Kind, Origin, RenderingStatus
from dragoman.writers.lists import codes, entries, shares
from dragoman.writers.marks import visible
from dragoman.writers.rows import RUNGS, groups
from dragoman.writers.style import Style

_TEMPLATES = Path(__file__).parent / "templates"
_MOST_FINDINGS = 200
"""Findings that the list at the top names; all of them stand at their segments."""

_ORIGINS: Mapping[Origin, tuple[str, str]] = {
    "reviewed": ("Reviewed", "a person’s translation of exactly this segment"),
    "draft": ("Human draft", "a person’s text that is still marked fuzzy"),
    "memory": ("Memory", "a person’s translation recalled from another report"),
    "machine": ("Machine", "the engine’s translation; nobody has reviewed it"),
    "verbatim": ("Verbatim", "not prose; passes through untranslated"),
    "none": ("Untranslated", "nothing has translated it yet"),
}
_STATUSES: Mapping[RenderingStatus, str] = {
    "official": "an authority publishes this rendering",
    "established": "usual in the field",
    "proposed": "the glossary’s own proposal",
}
_KINDS: Mapping[Kind, str] = {
    "heading": "Heading",
    "byline": "Byline",
    "caption": "Caption",
    "paragraph": "Paragraph",
    "list": "List item",
    "quote": "Quotation",
    "table": "Table",
    "image": "Image",
    "footer": "Footer",
}


def write_html(alignment: Alignment, file: BinaryIO, style: Style) -> None:
    """Write the bilingual page."""
    file.write(render_html(alignment).encode())


def render_html(alignment: Alignment) -> str:
    """Render the bilingual page; the same alignment always gives the same bytes."""
    environment = _environment()
    style, script = (_asset(f"bilingual.{suffix}") for suffix in ("css", "js"))
    terms = entries(alignment)
    anchors = {concept: entry.anchor for concept, entry in terms.items()}
    findings = [(record, finding) for record in alignment.records for finding in record.findings]
    return environment.get_template("bilingual.html.jinja").render(
        name=alignment.document.name,
        source=alignment.source_language,
        target=alignment.target_language,
        engine=alignment.engine,
        draft=alignment.draft,
        signature=alignment.signature,
        summary=alignment.summary,
        origins=shares(alignment.summary.origins, {name: label for name, (label, _) in _ORIGINS.items()}),
        rungs=shares(alignment.summary.terms_by_status, {rung: rung for rung in RUNGS}),
        codes=codes(alignment.summary.findings, (finding for _, finding in findings)),
        severities=Counter(finding.severity for _, finding in findings),
        findings=findings[:_MOST_FINDINGS],
        findings_total=len(findings),
        groups=groups(alignment, anchors),
        entries=list(terms.values()),
        origin_names=_ORIGINS,
        rung_names=RUNGS,
        status_names=_STATUSES,
        kind_names=_KINDS,
        style=style,
        script=script,
        policy=_policy(style, script),
    )


@cache
def _environment() -> Environment:
    return Environment(
        bytecode_cache=_bytecode_cache(),
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: visible(value) if type(value) is str else value,
    )


def _bytecode_cache() -> FileSystemBytecodeCache | None:
    """Keep the compiled template: compiling it takes longer than filling in a short report."""
    folder = resources.cache_folder() / "templates"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:  # no place for it: compile it every time
        return None
    return FileSystemBytecodeCache(str(folder)) if os.access(folder, os.W_OK) else None


@cache
def _asset(name: str) -> Markup:
    return Markup((_TEMPLATES / name).read_text(encoding="utf-8"))


def _policy(style: str, script: str) -> str:
    """Allow the page its own style and script, by their digests, and nothing else."""

    def digest(text: str) -> str:
        return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()

    return (
        f"default-src 'none'; style-src 'sha256-{digest(style)}'; script-src 'sha256-{digest(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )
