"""What is to be found of a large glossary, kept in dragoman's cache folder from one run to the next.

ahocorasick_rs cannot save an automaton. What can be saved is the work before it: which forms every concept has. The
name of the file stands for all that goes in, the bytes of the glossary and the code that reads them; a file that is
missing, damaged or cannot be written costs time, never a result. It is safe to delete at any time.
"""

import json
import os
from collections.abc import Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from dragoman import resources
from dragoman.glossary import boundary, forms, inflect, normalise
from dragoman.glossary.forms import Form, Patterns, build_patterns
from dragoman.glossary.load import Glossary

LARGE = 20_000
"""Concepts from which it pays."""
_MOST = 4
"""Files that are kept."""


def patterns_of(glossaries: Sequence[Glossary]) -> Patterns:
    """Return what is to be found for glossaries with the same concepts, from the cache where that has it."""
    concepts = glossaries[0].concepts
    visible = list(dict.fromkeys(id_ for glossary in glossaries for id_ in glossary.renderings))
    if len(concepts) < LARGE:
        return build_patterns(concepts.values(), visible)
    path = resources.cache_folder() / "patterns" / f"{_key(glossaries, visible)}.json"
    with suppress(OSError, ValueError, TypeError, KeyError):
        return _parse(path.read_bytes())
    found = build_patterns(concepts.values(), visible)
    with suppress(OSError):
        _keep(path, found)
    return found


def _key(glossaries: Sequence[Glossary], visible: Sequence[str]) -> str:
    digest = sha256("".join(glossary.digest for glossary in glossaries).encode())
    digest.update("\n".join(visible).encode())
    for module in (boundary, forms, inflect, normalise):
        digest.update(Path(str(module.__file__)).read_bytes())
    return digest.hexdigest()[:32]


def _keep(path: Path, patterns: Patterns) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(f".{os.getpid()}.new")
    data = {"forms": patterns.forms, "plurals": list(patterns.plurals), "abbreviations": patterns.abbreviations}
    beside.write_text(json.dumps(data, ensure_ascii=False), "utf-8")
    beside.replace(path)
    for old in sorted(path.parent.glob("*.json"), key=lambda file: file.stat().st_mtime)[:-_MOST]:
        old.unlink(missing_ok=True)


def _parse(data: bytes) -> Patterns:
    read = json.loads(data)
    found = {track: form if isinstance(form, str) else list(map(_form, form)) for track, form in read["forms"].items()}
    abbreviations = {form: tuple(others) for form, others in read["abbreviations"].items()}
    return Patterns(found, set(read["plurals"]), abbreviations)


def _form(fields: Sequence[object]) -> Form:
    return Form(*(tuple(field) if isinstance(field, list) else field for field in fields))  # type: ignore[arg-type]
