"""SRX 2.0 files → the rules in them, as they stand; what they mean is the matter of `srx`.

The format is that of the SRX 2.0 specification (LISA, 7 April 2008), kept by GALA.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dragoman.errors import RequestError

NAMESPACE = "http://www.lisa.org/srx20"
_MAX_SIZE = 20 * 2**20
"""Bytes; the largest files in use have about 0.2 MB."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One `rule`: what it says of a position that its two expressions fit."""

    breaks: bool
    before: str
    after: str
    """Regular expressions in the syntax of ICU; empty ones fit everywhere."""
    line: int


@dataclass(frozen=True, slots=True)
class LanguageMap:
    """One `languagemap`: the rules of which name serve which languages."""

    pattern: str
    """Regular expression for a language tag."""
    name: str
    line: int


@dataclass(frozen=True, slots=True)
class Srx:
    """The content of an SRX file."""

    path: str
    """For messages."""
    cascade: bool
    """All maps that fit a language count, in their order; else the first only."""
    maps: tuple[LanguageMap, ...]
    rules: Mapping[str, tuple[Rule, ...]]
    """By `languagerulename`."""


def read_srx(path: Path) -> Srx:
    """Read an SRX 2.0 file. Regular expressions are not looked at before a language is asked for.

    Raises:
        RequestError: the file cannot be read or is not SRX 2.0; the message has the line where there is one.
    """
    label = str(path).encode("utf-8", "replace").decode("utf-8")
    root = _parse(label, _read_bytes(path, label))
    header, body = _child(label, root, "header"), _child(label, root, "body")
    rules: dict[str, tuple[Rule, ...]] = {}
    for element in _children(_child(label, body, "languagerules"), "languagerule"):
        name = _attribute(label, element, "languagerulename")
        if name in rules:
            raise _error(label, element, f"a second languagerule is called {name!r}; give it another name")
        rules[name] = tuple(_rule(label, rule) for rule in _children(element, "rule"))
    maps = []
    for element in _children(_child(label, body, "maprules"), "languagemap"):
        name = _attribute(label, element, "languagerulename")
        if name not in rules:
            raise _error(label, element, f"no languagerule is called {name!r}; add it or remove the languagemap")
        maps.append(LanguageMap(_attribute(label, element, "languagepattern"), name, element.sourceline))
    if not maps:
        raise _error(label, body, "maprules has no languagemap, so the rules serve no language; add one")
    # The attribute must be there by the specification; OmegaT writes files without it and means yes.
    cascade = _yes_or_no(label, header, "cascade")
    return Srx(label, cascade, tuple(maps), rules)


def _read_bytes(path: Path, label: str) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(_MAX_SIZE + 1)
    except FileNotFoundError:
        raise RequestError(f"{label}: no such file; check the name and the folder") from None
    except (OSError, ValueError) as error:  # ValueError: a name with a null character
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise RequestError(f"{label}: cannot be read ({reason}); name an SRX file") from None
    if len(data) > _MAX_SIZE:
        raise RequestError(f"{label}: more than {_MAX_SIZE // 2**20} MB, too large for SRX rules; name another file")
    return data


def _parse(label: str, data: bytes) -> Any:
    """Return the root element; nothing is fetched, and entities are refused."""
    from lxml import etree

    # A file in UTF-16 has a zero beside each of these letters.
    before, declared, _ = data.replace(b"\0", b"").partition(b"<!ENTITY")
    if declared:
        line = before.count(b"\n") + 1
        raise RequestError(f"{label}:{line}: an entity is declared, which SRX does not need; remove the DOCTYPE")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        reason = (error.msg or "").partition(", line ")[0]
        raise RequestError(f"{label}:{error.lineno}: not XML ({reason}); correct it or export it again") from None
    name = etree.QName(root)
    if name.localname != "srx":
        raise _error(label, root, f"the outermost element is {name.localname!r}, not 'srx'; name an SRX file")
    version = root.get("version")
    if version != "2.0":
        raise _error(label, root, f"SRX of version {version}; only 2.0 is read, so save it as SRX 2.0")
    if name.namespace != NAMESPACE:
        raise _error(label, root, f'the namespace of SRX 2.0 is missing; write <srx xmlns="{NAMESPACE}" version="2.0">')
    return root


def _rule(label: str, element: Any) -> Rule:
    texts = {"beforebreak": "", "afterbreak": ""}
    for name in texts:
        for found in _children(element, name):
            if len(found):
                raise _error(label, found, f"{name} has something other than text in it; write < as &lt;")
            texts[name] = found.text or ""
    breaks = _yes_or_no(label, element, "break")
    return Rule(breaks, texts["beforebreak"], texts["afterbreak"], element.sourceline)


def _yes_or_no(label: str, element: Any, name: str) -> bool:
    value = element.get(name, "yes")
    if value not in ("yes", "no"):
        raise _error(label, element, f"{name} is {value!r}; it must be yes or no")
    return bool(value == "yes")


def _attribute(label: str, element: Any, name: str) -> str:
    value = element.get(name)
    if value is None:
        raise _error(label, element, f"{_local(element)} has no {name}; add it")
    return str(value)


def _child(label: str, parent: Any, name: str) -> Any:
    for element in _children(parent, name):
        return element
    raise _error(label, parent, f"{_local(parent)} has no {name}; add it or export the file again")


def _children(parent: Any, name: str) -> Iterator[Any]:
    return iter(parent.iterchildren(f"{{{NAMESPACE}}}{name}"))


def _local(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _error(label: str, element: Any, text: str) -> RequestError:
    return RequestError(f"{label}:{element.sourceline}: {text}")
