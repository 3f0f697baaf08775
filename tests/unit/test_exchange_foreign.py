"""Tables of other programs and people, as they come: every heading, title row, separator, entity and encoding."""

import io
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from dragoman.errors import ExchangeError, RequestError
from dragoman.glossary.exchange import parse_file
from dragoman.glossary.exchange.entries import Reading
from dragoman.glossary.exchange.headings import parse_map, read_headings
from running import Here


def read(text: str | bytes, name: str = "list.csv", to: str = "", **columns: str) -> Reading:
    data = text if isinstance(text, bytes) else text.encode()
    return parse_file(name, data, "", to, parse_map([f"{heading}={role}" for heading, role in columns.items()]))


def brief(reading: Reading) -> list[tuple[str, dict[str, str]]]:
    return [
        (
            "|".join(filter(None, [entry.concept["term"], entry.concept.get("variants", "")])),
            {
                code: "|".join(filter(None, [row.get("rendering"), row.get("accepted")]))
                for code, row in entry.renderings.items()
            },
        )
        for entry in reading.entries
    ]


COURT = [("court", {"zh_CN": "法院"})]


@pytest.mark.parametrize(
    ("heading", "found"),
    [
        *((name, "zh_CN") for name in ("Chinese (Simplified)", "Simplified Chinese", "Chinese", "zh-CN", "中文")),
        *((name, "zh_CN") for name in ("chino simplificado", "chinois", "Китайский", "الصينية", "简体中文", "中国語")),
        *((name, "zh_CN") for name in ("Chinesisch (vereinfacht)", "cinese", "Chinese_PRC", "中文名称")),
        *((name, "zh_TW") for name in ("Chinese (Traditional)", "Traditional Chinese", "繁體中文", "Chinese (Taiwan)")),
        *((name, "es") for name in ("Spanish", "Español", "espagnol", "西班牙语", "Spanish (Mexico)", "ES")),
        *((name, "en") for name in ("English", "English term", "英文", "inglés", "Englisch", "English (UK)")),
        *((name, "") for name in ("Owner", "929", "Page", "Date", "Chinese food", "No", "ID", "")),
    ],
)
def test_a_heading_names_a_language(heading: str, found: str) -> None:
    [told] = read_headings([heading], {})
    assert (told.locale if told.role == "text" else "") == found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("English,Chinese (Simplified)\ncourt,法院\n", COURT),
        ("中文;英文\n法院;court\n", COURT),
        ("English | Chinese (Simplified)\ncourt | 法院\n", COURT),
        ("Glossary of the port,,\n,,\nTerm,Chinese,Owner\ncourt,法院,Bo\n", COURT),
        ("English,Chinese\nport &amp; quay,港口 / 码头\n", [("port & quay", {"zh_CN": "港口|码头"})]),
        ("English,Chinese\ncourt; tribunal,法院|法庭\n", [("court|tribunal", {"zh_CN": "法院|法庭"})]),
        ("English,Chinese\ncourt,法院/法庭\n", [("court", {"zh_CN": "法院|法庭"})]),
        ("English,Chinese\nand/or clause,和/或条款\n", [("and/or clause", {"zh_CN": "和|或条款"})]),
        ("English,Chinese\ncourt,法院\n,法庭\n", [("court", {"zh_CN": "法院|法庭"})]),
        ("English,Chinese,Spanish\ncourt,法院,corte\n", [("court", {"zh_CN": "法院", "es": "corte"})]),
    ],
    ids=[
        "names",
        "semicolons",
        "bars",
        "title rows",
        "entities",
        "several",
        "Chinese slash",
        "slash",
        "merged",
        "three",
    ],
)
def test_a_table_tells_what_it_holds(text: str, expected: list[tuple[str, dict[str, str]]]) -> None:
    assert brief(read(text)) == expected


def test_what_is_taken_apart_or_left_out_is_said() -> None:
    reading = read("Port words\nEnglish,Chinese,Owner\ncourt,法院; 法庭,Bo\n,,x\n,司\n")
    assert list(reading.warnings) == [
        "list.csv:1: no row of terms; it was left out: Port words",
        "list.csv: columns that were not used: 'Owner'; say what they hold with --map NAME=…",
        "list.csv:3: '法院; 法庭' was taken for 2 forms",
        "list.csv:4: has no English term; it was left out",
        "list.csv:5: has no English term; taken for more of 'court'",
    ]


def test_columns_beside_the_terms_are_kept() -> None:
    reading = read(
        "English,Definition,Chinese,Status,Source,Remarks,Category\ncourt,Judges.,法院,Approved,Act 1,new,institution\n"
    )
    [entry] = reading.entries
    assert entry.concept == {"term": "court", "category": "institution", "note": "new"}
    assert entry.renderings == {"zh_CN": {"rendering": "法院", "status": "established", "authority": "Act 1"}}
    assert entry.meaning == {"definition": "Judges.", "source": "Act 1"}
    [entry] = read("English,Chinese,Status\ncourt,法厅,Do not use\n").entries
    assert entry.renderings == {"zh_CN": {"forbidden": "法厅"}}


def test_columns_are_named_where_their_headings_say_nothing() -> None:
    assert brief(read("Begriff A,Begriff B\ncourt,法院\n", **{"Begriff A": "en", "begriff b": "zh_CN"})) == COURT
    reading = read("English,Chinese,Spanish\ncourt,法院,corte\n", Spanish="unused")
    assert brief(reading) == COURT
    with pytest.raises(
        ExchangeError, match="no column has English terms; name it with --map NAME=en; its columns: 'Español'"
    ):
        read("Español,Français\ncorte,cour\n")
    for wrong in ("zh_CN", "Chinese=", "Chinese=klingonish"):
        with pytest.raises(RequestError, match="--map"):
            parse_map([wrong])


@pytest.mark.parametrize("encoding", ["gbk", "gb18030", "big5", "utf-16", "utf-8-sig"])
def test_encodings_are_found_out(encoding: str) -> None:
    rows = [("court", "法院"), ("people", "人民"), ("state", "国家"), ("port", "港口"), ("law", "法律")]
    text = "English,Chinese\n" + "".join(f"{term},{form}\n" for term, form in rows)
    if encoding == "big5":
        text = text.replace("国家", "國家")
    reading = read(text.encode(encoding))
    assert brief(reading)[0] == COURT[0]
    assert bool(reading.warnings) == (encoding in ("gbk", "gb18030", "big5"))


def test_memoq_csv() -> None:
    """Columns of a language come again for each term, `Term_Info` says what is forbidden."""
    head = "Entry_ID;Entry_Subject;Entry_Note;English;English_Def;Term_Info;Term_Example"
    text = f"{head};Chinese_PRC;Chinese_PRC_Def;Term_Info;Term_Example;Chinese_PRC;Term_Info\n"
    row = "929;Judiciary;new;court;Judges.;CasePermissive;It sat.;法院;;CasePermissive;;法厅;Forbidden\n"
    [entry] = read(text + row).entries
    assert entry.concept == {"term": "court", "note": "subject: Judiciary; new"}
    assert entry.renderings == {"zh_CN": {"rendering": "法院", "forbidden": "法厅"}}
    assert entry.meaning == {"definition": "Judges.", "source": "list.csv", "context": "It sat."}


def test_iate_csv() -> None:
    """A term a row, joined by the number of the entry, which is no id."""
    rows = ["929|Law|en|court|Term|Very reliable", "929|Law|es|tribunal|Term|Reliable", "930|Law|es|x|Term|Reliable"]
    reading = read("E_ID|E_DOMAINS|L_CODE|T_TERM|T_TYPE|T_RELIABILITY\n" + "\n".join(rows) + "\n")
    [entry] = reading.entries
    assert entry.concept == {"term": "court", "note": "subject: Law"}
    assert entry.renderings == {"es": {"rendering": "tribunal", "note": "tribunal: Reliable"}}
    assert [warning.partition(": ")[2] for warning in reading.warnings] == [
        "columns that were not used: t_type",
        "the concept has no English term; it was left out",
    ]


def test_utx_that_translate_toolkit_reads_too(tmp_path: Path) -> None:
    from translate.storage import utx

    head = "#UTX-S 1.00; en-US/zh-CN; 2024-01-01T00:00:00Z+00:00; license: CC0\r\n#src\ttgt\tsrc:pos\tterm status\r\n"
    rows = ["court\t法院\tnoun\tapproved", "court\t法厅\tnoun\tforbidden", "quay\t码头\tnoun\tprovisional"]
    text = head + "".join(f"{row}\r\n" for row in rows)
    path = tmp_path / "list.utx"
    path.write_bytes(text.encode())
    theirs: Any = utx.UtxFile.parsefile(str(path))  # type: ignore[no-untyped-call]
    assert [(unit.source, unit.target) for unit in theirs.units if unit.istranslated()][:1] == [("court", "法院")]
    reading = read(text, "list.utx")
    assert [(entry.concept["term"], entry.renderings["zh_CN"]) for entry in reading.entries] == [
        ("court", {"rendering": "法院", "forbidden": "法厅", "status": "established"}),
        ("quay", {"rendering": "码头", "status": "proposed"}),
    ]
    with pytest.raises(ExchangeError, match="UTX names its columns in a line that begins with #src"):
        read("#UTX 1.11; en/zh; x\ncourt\t法院\n")


MULTITERM = """<mtf><conceptGrp><concept>929</concept>
<descripGrp><descrip type="Subject">Judiciary</descrip></descripGrp>
<descripGrp><descrip type="Colour">red</descrip></descripGrp>
<languageGrp><language type="English" lang="EN-GB"/><termGrp><term>court</term>
<descripGrp><descrip type="Definition">Judges.</descrip><descripGrp><descrip type="Source">Act 1</descrip></descripGrp>
</descripGrp>
</termGrp><termGrp><term>bench</term></termGrp></languageGrp>
<languageGrp><language type="Chinese (PRC)" lang=""/>
<termGrp><term>法厅</term><descripGrp><descrip type="Status">Forbidden</descrip></descripGrp></termGrp>
<termGrp><term>法院</term><descripGrp><descrip type="Status">Preferred</descrip></descripGrp></termGrp></languageGrp>
</conceptGrp><conceptGrp><concept>930</concept><languageGrp><language type="Elvish" lang=""/>
<termGrp><term>x</term></termGrp></languageGrp></conceptGrp></mtf>"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_multiterm_xml(encoding: str) -> None:
    declared = f'<?xml version="1.0" encoding="{encoding}"?>' + MULTITERM
    reading = read(declared.encode(encoding), "base.xml")
    [entry] = reading.entries
    assert entry.concept == {"term": "court", "variants": "bench", "note": "subject: Judiciary"}
    assert entry.renderings == {"zh_CN": {"rendering": "法院", "forbidden": "法厅", "status": "established"}}
    assert entry.meaning == {"definition": "Judges.", "source": "Act 1"}
    assert [warning.partition(": ")[2] for warning in reading.warnings] == [
        "'Elvish' is not a language; its terms were left out",
        "the concept has no English term; it was left out",
        "fields that were not used: Colour",
    ]


def test_a_termbase_of_multiterm_is_refused_with_the_way() -> None:
    with pytest.raises(ExchangeError, match=r"a MultiTerm termbase \(\.sdltb\).* export it there as MultiTerm XML"):
        read(b"\0\1\0\0Standard Jet DB\0" + bytes(64), "base.sdltb")


def test_tbx_of_others_keeps_definition_source_subject_and_reliability() -> None:
    text = """<martif type="TBX" xml:lang="en"><text><body><termEntry id="929">
    <descrip type="subjectField">Law</descrip>
    <descripGrp><descrip type="definition">Judges.</descrip><admin type="source">Act 1</admin></descripGrp>
    <langSet xml:lang="en"><tig><term>court</term></tig></langSet><langSet xml:lang="es"><tig><term>tribunal</term>
    <descrip type="reliabilityCode">3</descrip><descrip type="context">Se fue.</descrip></tig></langSet></termEntry>
    </body></text></martif>"""
    [entry] = read(text, "iate.tbx").entries
    assert entry.concept == {"id": "929", "term": "court", "variants": "", "note": "subject: Law"}
    assert entry.renderings == {"es": {"rendering": "tribunal", "note": "reliability: 3"}}
    assert entry.meaning == {"definition": "Judges.", "source": "Act 1", "context": "Se fue."}


def test_a_workbook_with_a_title_merged_cells_and_a_second_sheet() -> None:
    book = Workbook()
    sheet: Any = book.active
    rows = [
        ["Words of the port"],
        [],
        ["No.", "English", "Chinese (Simplified)", "Remarks"],
        [1, "court", "法院", "old"],
    ]
    for row in [*rows, [None, None, "法庭"], [2, "quay", "码头"]]:
        sheet.append(row)
    sheet.merge_cells("A1:D1")
    sheet.merge_cells("B4:B5")
    book.create_sheet("People").append(["nothing", "of", "use"])
    buffer = io.BytesIO()
    book.save(buffer)
    reading = read(buffer.getvalue(), "words.xlsx")
    assert brief(reading) == [("court", {"zh_CN": "法院|法庭"}), ("quay", {"zh_CN": "码头"})]
    assert reading.warnings[-1] == "words.xlsx: the sheet 'People' was left out; it has no headings"


# On a glossary


TERMS = "id\tterm\tvariants\tcategory\tmatch\tdomain\tnote\n"
CHINESE = "id\trendering\taccepted\tforbidden\tstatus\tauthority\tchecked\tnote\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "g").mkdir()
    (tmp_path / "g" / "terms.tsv").write_text(f'{TERMS}double\t"Double First-Class" plan\t\tformula\t\t\t\n', "utf-8")
    row = "double\t“双一流”计划\t\t\tofficial\tPlan Act, art. 1\t\t\n"
    (tmp_path / "g" / "zh_CN.tsv").write_text(CHINESE + row, "utf-8")
    return tmp_path


@pytest.mark.parametrize("name", ["words.txt --format omegat", "words.csv --format weblate"])
def test_our_own_exports_come_back_with_status_and_authority(here: Here, folder: Path, name: str) -> None:
    file, *options = name.split()
    assert here.run("glossary", "export", file, *options, "--to", "zh", "--glossary", "g", cwd=folder).returncode == 0
    before = (folder / "g" / "zh_CN.tsv").read_bytes()
    (folder / "g" / "terms.tsv").write_text(TERMS, "utf-8")
    (folder / "g" / "zh_CN.tsv").write_text(CHINESE, "utf-8")
    done = here.run("glossary", "import", file, "--to", "zh", "--glossary", "g", cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    found = (folder / "g" / "zh_CN.tsv").read_bytes()
    assert found.split(b"\t")[-7:] == before.split(b"\t")[-7:]
    assert '\t"Double First-Class" plan\t' in (folder / "g" / "terms.tsv").read_text("utf-8")


def test_neither_ids_nor_languages_are_made_of_garbage(here: Here, folder: Path) -> None:
    (folder / "iate.csv").write_text(
        "E_ID|L_CODE|T_TERM\n929|en|court\n929|bg|съд\n929|zh|法院\n930|en|bench\n930|bg|пейка\n", "utf-8"
    )
    done = here.run("glossary", "import", "iate.csv", "--glossary", "g", cwd=folder)
    assert done.returncode == 0
    assert "2 renderings in bg left out: the glossary has no such language; begin it with --to bg" in done.stderr
    assert sorted(path.name for path in (folder / "g").iterdir()) == ["terms.tsv", "zh_CN.tsv"]
    assert (folder / "g" / "terms.tsv").read_text("utf-8").splitlines()[1].startswith("court\tcourt\t")
    assert "929" not in (folder / "g" / "terms.tsv").read_text("utf-8")
    done = here.run("glossary", "import", "iate.csv", "--to", "bg", "--glossary", "g", cwd=folder)
    assert done.returncode == 0
    assert (folder / "g" / "bg.tsv").read_text("utf-8").splitlines()[1:] == [
        "bench\tпейка\t\t\tproposed\t\t\t",
        "court\tсъд\t\t\tproposed\t\t\t",
    ]


def test_definitions_are_kept_in_a_file_of_their_own_and_go_out_in_tbx(here: Here, folder: Path) -> None:
    text = "English,Definition,Source,Chinese\ncourt,Judges.,Act 1,法院\n"
    (folder / "list.csv").write_text(text, "utf-8")
    assert here.run("glossary", "import", "list.csv", "--glossary", "g", cwd=folder).returncode == 0
    definitions = folder / "g" / "definitions.tsv"
    assert definitions.read_text("utf-8").splitlines()[1:] == ["court\tJudges.\tAct 1\t"]
    (folder / "list.csv").write_text(text.replace("Judges.", "Sits."), "utf-8")
    again = here.run("glossary", "import", "list.csv", "--glossary", "g", cwd=folder)
    assert again.returncode == 1
    assert "court: definition is 'Judges.' in the glossary and 'Sits.' in the file" in again.stdout
    assert here.run("glossary", "export", "all.tbx", "--glossary", "g", cwd=folder).returncode == 0
    (folder / "empty").mkdir()
    (folder / "empty" / "terms.tsv").write_text(TERMS, "utf-8")
    assert here.run("glossary", "import", "all.tbx", "--glossary", "empty", cwd=folder).returncode == 0
    assert (folder / "empty" / "definitions.tsv").read_bytes() == definitions.read_bytes()
