"""Workbooks written by hand, as Excel writes them: texts shared by cells, formulas, Excel's tables, hidden sheets."""

import io
import zipfile
from collections.abc import Mapping

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
CONTENT = "http://schemas.openxmlformats.org/package/2006/content-types"
PACKAGE = "application/vnd.openxmlformats-package"
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
ROLES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SHARED = (
    "<si><t>Item</t></si><si><t>Description</t></si><si><t>Travel by sea</t></si>"
    "<si><r><t xml:space='preserve'>Some </t></r><r><rPr><b/><sz val='11'/></rPr><t>bold words</t></r>"
    "<r><rPr><sz val='11'/></rPr><t xml:space='preserve'> in the cell</t></r><rPh sb='0' eb='1'><t>kana</t></rPh></si>"
    "<si><t>It was a good year.\nRice grew_x000D_ well.</t></si><si><t>Shared by all</t></si>"
)
BUDGET = (
    '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1"><v>2024</v></c></row>'
    '<row r="2"><c r="A2" t="s"><v>5</v></c><c r="B2" s="0" t="s"><v>2</v></c><c r="C2"><v>1200.5</v></c></row>'
    '<row r="3"><c r="B3" t="s"><v>2</v></c><c r="C3"><f>SUM(C2)</f><v>1200.5</v></c></row>'
    '<row r="5"><c r="B5" t="s"><v>3</v></c><c r="C5" t="str"><f>B2&amp;"!"</f><v>Travel by sea!</v></c></row>'
    '<row><c t="n"><v>7</v></c><c t="s"><v>5</v></c></row>'
    '<row r="7"><c r="B7" t="inlineStr"><is><t>Written in the cell</t></is></c></row>'
)
NOTES = '<row r="1"><c r="A1" t="s"><v>4</v></c></row>'
HIDDEN = '<row r="1"><c r="A1" t="inlineStr"><is><t>Some hidden text here</t></is></c></row>'
TABLE = (
    f'<table xmlns="{MAIN}" id="1" name="T1" displayName="T1" ref="A1:B3"><tableColumns count="2">'
    '<tableColumn id="1" name="Item"/><tableColumn id="2" name="Description"/></tableColumns></table>'
)


def relations(*pairs: tuple[str, str]) -> str:
    made = "".join(
        f'<Relationship Id="rId{number}" Type="{ROLES}/{role}" Target="{target}"/>'
        for number, (role, target) in enumerate(pairs, 1)
    )
    return f'<Relationships xmlns="{RELATIONS}">{made}</Relationships>'


def sheet(rows: str) -> str:
    return f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'


def parts(table: bool = False) -> dict[str, str]:
    """Return the parts of a workbook of three sheets; with `table` the first of them holds one of Excel's tables."""
    kinds = {"workbook": "sheet.main", "sharedStrings": "sharedStrings"}
    kinds |= {f"worksheets/sheet{number}": "worksheet" for number in (1, 2, 3)}
    overrides = "".join(
        f'<Override PartName="/xl/{name}.xml" ContentType="{SPREADSHEET}.{kind}+xml"/>' for name, kind in kinds.items()
    )
    made = {
        "[Content_Types].xml": f'<Types xmlns="{CONTENT}">'
        f'<Default Extension="rels" ContentType="{PACKAGE}.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>',
        "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{ROLES}"><sheets>'
        '<sheet name="Budget" sheetId="1" r:id="rId1"/><sheet name="Notes" sheetId="2" r:id="rId2"/>'
        '<sheet name="Old" sheetId="3" state="hidden" r:id="rId3"/></sheets><calcPr calcId="1"/></workbook>',
        "xl/_rels/workbook.xml.rels": relations(
            ("worksheet", "worksheets/sheet1.xml"),
            ("worksheet", "worksheets/sheet2.xml"),
            ("worksheet", "worksheets/sheet3.xml"),
            ("sharedStrings", "sharedStrings.xml"),
        ),
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}" count="9" uniqueCount="6">{SHARED}</sst>',
        "xl/worksheets/sheet1.xml": sheet(BUDGET),
        "xl/worksheets/sheet2.xml": sheet(NOTES),
        "xl/worksheets/sheet3.xml": sheet(HIDDEN),
    }
    if table:
        made["xl/worksheets/_rels/sheet1.xml.rels"] = relations(("table", "../tables/table1.xml"))
        made["xl/tables/table1.xml"] = TABLE
    return made


def workbook(made: Mapping[str, str]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in made.items():
            archive.writestr(zipfile.ZipInfo(name, (2024, 5, 1, 0, 0, 0)), content)
    return file.getvalue()


def unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
