"""What we write as TBX is what the standard asks for, and what other programs read."""

import io
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from dragoman.glossary.exchange import FORMATS, Entry, parse_file, read_entries
from dragoman.glossary.table import read_files
from running import REPOSITORY

DATA = REPOSITORY / "tests" / "data" / "tbx"
NAMESPACES = {"t": "urn:iso:std:iso:30042:ed-2"}
EVERYWHERE = "t:conceptEntry or parent::t:langSec or parent::t:termSec"

RULES = {
    "termNote at the term": "//t:termNote[not(parent::t:termSec or parent::t:termNoteGrp/parent::t:termSec)]",
    "a type is never empty": "//t:*[@type='']",
    "a target is an address or an id": "//*[@target][not(starts-with(@target, 'http')) and not(@target=//*/@id)]",
    "the dialect": "/t:tbx[not(@type='TBX-Basic' and @style='dca')]",
    "no elements of style DCT": "//*[namespace-uri()!='urn:iso:std:iso:30042:ed-2']",
    "subject field at the concept": "//t:descrip[@type='subjectField'][ancestor::t:langSec]",
    "definition above the term": "//t:descrip[@type='definition'][ancestor::t:termSec]",
    "context at the term": "//t:descrip[@type='context'][not(ancestor::t:termSec)]",
    "source": f"//t:admin[@type='source'][not(parent::{EVERYWHERE} or parent::t:descripGrp)]",
    "administrative status": "//t:termNote[@type='administrativeStatus'][not(.='admittedTerm-admn-sts' or "
    ".='deprecatedTerm-admn-sts' or .='supersededTerm-admn-sts' or .='preferredTerm-admn-sts')]",
    "part of speech": "//t:termNote[@type='partOfSpeech'][not(.='adjective' or .='noun' or .='other' or .='verb' or "
    ".='adverb')]",
    "term type": "//t:termNote[@type='termType'][not(.='fullForm' or .='acronym' or .='abbreviation' or "
    ".='shortForm' or .='variant' or .='phrase')]",
    "transaction": "//t:transac[@type='transactionType'][not(.='origination' or .='modification')]",
}
"""The Schematron of TBX-Basic (DCA, version 1.2, by LTAC): what each expression finds breaks the rule."""


def breaches(tree: Any) -> list[str]:
    broken = [rule for rule, path in RULES.items() if tree.xpath(path, namespaces=NAMESPACES)]
    ids = tree.xpath("//@id")
    return broken if len(ids) == len(set(ids)) else [*broken, "ids are unique"]


def entry(id_: str, term: str, **zh: str) -> Entry:
    """Make a concept with a Chinese rendering."""
    concept = {"id": id_, "term": term, "variants": "SPP|the SPP", "category": "institution", "match": "", "note": ""}
    row = {"rendering": "", "accepted": "", "forbidden": "", "status": "official", "authority": "", "note": ""}
    return Entry(concept, {"zh_CN": row | zh} if zh else {})


ENTRIES = [
    entry(
        "spp", "Supreme People's Procuratorate", rendering="最高人民检察院", accepted="最高检", forbidden="最高检察厅"
    ),
    entry("18th-congress", "18th Congress", rendering="十八大", authority="https://example.org/?a=1&b=2"),
    entry("iso", "ISO <9001>", rendering="="),
    entry("nobody", "Shen Lu", note="not confirmed"),
    entry("nothing", "no rendering at all"),
]


@pytest.fixture(scope="module", params=["shipped", "made up"])
def entries(request: pytest.FixtureRequest) -> list[Entry]:
    return read_entries(read_files(REPOSITORY / "glossary")) if request.param == "shipped" else ENTRIES


def test_the_edition_of_2019_keeps_schema_and_rules(entries: list[Entry]) -> None:
    tree = etree.fromstring(FORMATS["tbx"].render(entries, [], "", []))
    schema = etree.RelaxNG(etree.parse(DATA / "tbx-basic-2019.rng"))
    assert schema.validate(tree), schema.error_log
    assert breaches(tree) == []


def test_the_edition_of_2008_keeps_its_document_type(entries: list[Entry]) -> None:
    tree = etree.fromstring(FORMATS["tbx2008"].render(entries, [], "", []))
    document_type = etree.DTD(str(DATA / "tbx-basic-2008.dtd"))
    assert document_type.validate(tree), document_type.error_log


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        (">preferredTerm-admn-sts<", ">preferred<", "administrative status"),
        (">noun<", ">properNoun<", "part of speech"),
        ('type="termType">acronym<', 'type="termType">initialism<', "term type"),
        ('style="dca"', 'style="dct"', "the dialect"),
        ('type="subjectField"', 'type="context"', "context at the term"),
        ('id="iso"', 'id="spp"', "ids are unique"),
    ],
)
def test_the_rules_find_what_breaks_them(old: str, new: str, rule: str) -> None:
    text = FORMATS["tbx"].render(ENTRIES, [], "", []).decode()
    assert old in text
    assert breaches(etree.fromstring(text.replace(old, new).encode())) == [rule]


@pytest.mark.parametrize(
    ("old", "new"),
    [("<termNote ", "<descrip "), ("</term>", "</term><term>two</term>"), ('type="source"', 'type="origin"')],
)
def test_the_schema_refuses_another_structure(old: str, new: str) -> None:
    text = FORMATS["tbx"].render(ENTRIES, [], "", []).decode().replace(old, new)
    text = text.replace("</termNote>", "</descrip>") if new == "<descrip " else text
    assert not etree.RelaxNG(etree.parse(DATA / "tbx-basic-2019.rng")).validate(etree.fromstring(text.encode()))


def test_translate_toolkit_reads_the_edition_of_2008(entries: list[Entry], tmp_path: Path) -> None:
    from translate.storage import factory

    path = tmp_path / "glossary.tbx"
    path.write_bytes(FORMATS["tbx2008"].render(entries, [], "", []))
    store = factory.getobject(str(path))
    store.settargetlanguage("zh-CN")
    units = {unit.getid(): unit for unit in store.units}
    assert [*units] == [f"_{e.concept['id']}" if e.concept["id"][0].isdigit() else e.concept["id"] for e in entries]
    for found in entries:
        id_ = found.concept["id"]
        unit = units[f"_{id_}" if id_[0].isdigit() else id_]
        assert unit.source == found.concept["term"]
        row = found.renderings.get("zh_CN")
        if row and row["rendering"] not in {"", "="}:
            terms = unit.get_target_terms("zh-CN")
            assert terms[0].text == row["rendering"]
            assert [term.text for term in terms if term.deprecated] == [*filter(None, row["forbidden"].split("|"))]


def test_what_translate_toolkit_writes_is_read(tmp_path: Path) -> None:
    from translate.storage import tbx

    store = tbx.tbxfile(sourcelanguage="en", targetlanguage="es")
    unit: Any = store.addsourceunit("registry court")  # type: ignore[no-untyped-call]
    unit.target = "tribunal registral"
    buffer = io.BytesIO()
    store.serialize(buffer)
    reading = parse_file("made.tbx", buffer.getvalue(), "", "")
    [found] = reading.entries
    assert found.concept["term"] == "registry court"
    assert found.renderings == {"es": {"rendering": "tribunal registral"}}


def test_other_programs_tbx_is_read() -> None:
    """In style DCT, with groups, regional tags, a status of the other standard and a language that is none."""
    text = """<tbx type="TBX-Basic" style="dct" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"
      xmlns:min="http://www.tbxinfo.net/ns/min" xmlns:basic="http://www.tbxinfo.net/ns/basic">
      <tbxHeader><fileDesc><sourceDesc><p>x</p></sourceDesc></fileDesc></tbxHeader>
      <text><body><conceptEntry id="c 1"><min:subjectField>Judiciary</min:subjectField>
        <langSec xml:lang="en-GB"><termSec><term>county
            registrar</term></termSec></langSec>
        <langSec xml:lang="zh-Hans-CN">
          <termSec><term>登记主任</term><min:administrativeStatus>admittedTerm-admn-sts</min:administrativeStatus></termSec>
          <termSec><term>县登记官</term><min:administrativeStatus>preferredTerm-admn-sts</min:administrativeStatus>
            <basic:source>County act</basic:source></termSec>
          <termSec><term>书记</term><min:administrativeStatus>supersededTerm-admn-sts</min:administrativeStatus></termSec>
        </langSec>
        <langSec xml:lang="qqq-nothing-1"><termSec><term>x</term></termSec></langSec>
      </conceptEntry><conceptEntry id="c2"><langSec xml:lang="fr"><termSec><term>greffe</term></termSec></langSec>
      </conceptEntry></body></text></tbx>"""
    reading = parse_file("other.tbx", text.encode(), "", "")
    [found] = reading.entries
    assert found.concept == {"id": "c 1", "term": "county registrar", "variants": "", "note": "subject: Judiciary"}
    assert found.renderings == {
        "zh_CN": {"rendering": "县登记官", "accepted": "登记主任", "forbidden": "书记", "authority": "County act"}
    }
    assert [warning.partition(": ")[2] for warning in reading.warnings] == [
        "'qqq-nothing-1' is not a language; its terms were left out",
        "the concept 'c2' has no English term; it was left out",
    ]
