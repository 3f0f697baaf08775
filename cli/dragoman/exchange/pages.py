"""What all HTML pages share: the templates, the style sheets, and the policy that lets a page load nothing."""

import base64
import hashlib
import os
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path

from jinja2 import BytecodeCache, Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket
from markupsafe import Markup

from dragoman import resources
from dragoman.exchange.html.characters import visible

_TEMPLATES = Path(__file__).parent / "templates"


@cache
def environment() -> Environment:
    """Return the environment of the templates: it escapes all text and shows what HTML cannot carry."""
    return Environment(
        bytecode_cache=_bytecode_cache(),
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: visible(value) if type(value) is str else value,
    )


class _BytecodeCache(FileSystemBytecodeCache):
    """Keeps the compiled templates: compiling them takes longer than filling in a short report.

    Where there is no place for them, or what is there is damaged, they are compiled every time.
    """

    def load_bytecode(self, bucket: Bucket) -> None:
        try:
            super().load_bytecode(bucket)
        except Exception:  # of pickle, which raises whatever a damaged file makes it do
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):
            super().dump_bytecode(bucket)


def _bytecode_cache() -> BytecodeCache | None:
    folder = resources.cache_folder() / "templates"
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        return _BytecodeCache(str(folder)) if os.access(folder, os.W_OK) else None
    return None


@cache
def assets(names: Sequence[str]) -> Markup:
    """Return style sheets or scripts, one after the other, to stand in the page itself."""
    return Markup("").join(Markup((_TEMPLATES / name).read_text(encoding="utf-8")) for name in names)


def policy(style: str, script: str = "") -> str:
    """Return a Content-Security-Policy: a page's own style and script, by their digests, and nothing else."""
    scripts = f"script-src 'sha256-{_digest(script)}'; " if script else ""
    return f"default-src 'none'; style-src 'sha256-{_digest(style)}'; {scripts}base-uri 'none'; form-action 'none'"


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
