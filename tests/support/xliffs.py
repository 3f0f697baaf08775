"""What the standards ask of our XLIFF and TMX: schemas where the machine has them, rules of the specifications else."""

import re
import zipfile
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from dragoman.model import Alignment, Suggestion
from dragoman.run.summary import summarise
from factories import chinese_report

_SCHEMAS = Path("/usr/share/php/Symfony/Component/Translation/Resources/schemas")
_OMEGAT = Path("/usr/share/omegat/OmegaT.jar")
_MODULES = Path(__file__).parents[1] / "data" / "xliff" / "modules.rng"

NAMESPACES = {
    "x": "urn:oasis:names:tc:xliff:document:2.0",
    "gls": "urn:oasis:names:tc:xliff:glossary:2.0",
    "mtc": "urn:oasis:names:tc:xliff:matches:2.0",
    "mda": "urn:oasis:names:tc:xliff:metadata:2.0",
}
RULES = {
    "trgLang where there are targets": "//x:segment/x:target[not(/x:xliff/@trgLang)]",
    "a unit has a segment": "//x:unit[not(x:segment)]",
    "unit ids are unique": "//x:unit[@id = preceding::x:unit/@id]",
    "note ids are unique": "//x:note[@id = preceding-sibling::x:note/@id]",
    "entry ids are unique": "//gls:glossEntry[@id = preceding-sibling::gls:glossEntry/@id]",
    "ids in a unit are unique": "//x:unit[.//x:segment/@id = .//x:mrk/@id or .//x:ignorable/@id = .//x:segment/@id]",
    "mark ids are unique": "//x:mrk[@id = preceding::x:mrk/@id]",
    "a translated segment has a target": "//x:segment[@state and @state != 'initial'][not(x:target)]",
    "a sub-state has a state": "//x:segment[@subState][not(@state)]",
    "a match is about a segment of its unit": "//mtc:match[not(substring(@ref, 2) = ../../x:segment/@id)]",
    "an entry is about a mark of its unit": "//gls:glossEntry[@ref][not(substring(@ref, 2) = ../..//x:mrk/@id)]",
    "a mark names an entry of its unit": "//x:mrk[not(substring-after(@ref, 'gls=') = "
    "ancestor::x:unit/gls:glossary/gls:glossEntry/@id)]",
}
"""Constraints of XLIFF 2.1 that no schema holds: what each expression finds breaks the rule."""


@cache
def _schema(name: str) -> etree.XMLSchema:
    path = _SCHEMAS / name
    if not path.is_file():
        pytest.skip(f"no {name} here; install the Debian package php-symfony-translation")
    # It would fetch the schema of the attributes xml:lang and xml:space, which lies beside it.
    text = re.sub(r'schemaLocation="[^"]*xml\.xsd"', 'schemaLocation="xml.xsd"', path.read_text("utf-8"))
    return etree.XMLSchema(etree.fromstring(text.encode(), base_url=str(path)))


@cache
def _dtd() -> etree.DTD:
    import io

    if not _OMEGAT.is_file():
        pytest.skip("no DTD of TMX here; install the Debian package omegat")
    with zipfile.ZipFile(_OMEGAT) as jar:
        return etree.DTD(io.BytesIO(jar.read("schemas/tmx14.dtd")))


def faults_of_xliff1(data: bytes) -> list[str]:
    """Return what the official schema of XLIFF 1.2, in its strict form, finds."""
    return _found(_schema("xliff-core-1.2-strict.xsd"), etree.fromstring(data))


def faults_of_xliff2(data: bytes) -> list[str]:
    """Return what the official schema of the core of XLIFF 2.x finds."""
    return _found(_schema("xliff-core-2.0.xsd"), etree.fromstring(data))


def breaches_of_xliff2(data: bytes) -> list[str]:
    """Return what our own reading of the modules and the rules of XLIFF 2.1 finds."""
    tree = etree.fromstring(data)
    modules = etree.RelaxNG(etree.parse(str(_MODULES)))
    found = [rule for rule, path in RULES.items() if tree.xpath(path, namespaces=NAMESPACES)]
    for element in tree.xpath("//gls:glossary | //mtc:matches | //mda:metadata", namespaces=NAMESPACES):
        found += _found(modules, etree.fromstring(etree.tostring(element, with_tail=False)))
    return found


def faults_of_tmx(data: bytes) -> list[str]:
    """Return what the official DTD of TMX 1.4b finds."""
    return _found(_dtd(), etree.fromstring(data))


def _found(schema: Any, tree: Any) -> list[str]:
    return [] if schema.validate(tree) else [str(error) for error in schema.error_log]


def suggested_report() -> Alignment:
    """Make a report that has everything a file for translators can hold, characters that XML cannot carry too."""
    report = chinese_report()
    similar = Suggestion("Lin Wen <cuts> a\x02 ribbon.", "林文剪\x03彩。", "opening & closing", 0.8765)
    records = [
        replace(
            record,
            segment=replace(record.segment, source=record.source.replace("ribbon", "ribb\x07n")),
            target=f"{record.target}\x01\ufffe" if record.origin == "machine" else record.target,
            suggestions=(similar, similar) if record.kind == "caption" else (),
        )
        for record in report.records
    ]
    return replace(report, records=tuple(records), summary=summarise(records))
