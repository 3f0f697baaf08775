"""Whatever a Word paragraph is made of, only its text changes: pseudo-translated, it is read again as it was."""

import io
import re
import zipfile
from collections import Counter
from itertools import count

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from examples import examples
from office import word_parts, zipped
from pseudo import messages, pseudo, put_back, same

WORDS = st.lists(st.sampled_from(["boat", "sea", "the", "office", "rule", "Harbor"]), min_size=1, max_size=3)
LOOKS = [
    "",
    "<w:b/>",
    "<w:i/>",
    "<w:b/><w:i/>",
    '<w:vertAlign w:val="superscript"/>',
    '<w:color w:val="FF0000"/>',
    '<w:lang w:val="en-GB"/>',
]


def run(words: list[str], look: str) -> str:
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{" ".join(words)} </w:t></w:r>'


RUN = st.builds(run, WORDS, st.sampled_from(LOOKS))
RUNS = st.lists(RUN, min_size=1, max_size=3).map("".join)
PIECE = st.one_of(
    RUN,
    RUN,
    st.sampled_from(
        [
            "<w:r><w:tab/></w:r>",
            "<w:r><w:br/></w:r>",
            '<w:r><w:footnoteReference w:id="2"/></w:r>',
            "<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>",
            '<w:bookmarkStart w:id="9" w:name="_GoBack"/><w:bookmarkEnd w:id="9"/>',
            '<w:proofErr w:type="spellStart"/>',
        ]
    ),
    RUNS.map(lambda runs: f'<w:hyperlink w:anchor="there">{runs}</w:hyperlink>'),
    RUNS.map(lambda runs: f'<w:bookmarkStart w:id="@" w:name="_Ref@"/>{runs}<w:bookmarkEnd w:id="@"/>'),
    RUNS.map(lambda runs: f'<w:fldSimple w:instr=" REF x ">{runs}</w:fldSimple>'),
    RUNS.map(
        lambda runs: (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> SEQ a </w:instrText></w:r>'
            f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{runs}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        )
    ),
    RUNS.map(lambda runs: f"<w:sdt><w:sdtPr/><w:sdtContent>{runs}</w:sdtContent></w:sdt>"),
)
PARAGRAPH = st.lists(PIECE, min_size=1, max_size=6).map(lambda pieces: f"<w:p>{''.join(pieces)}</w:p>")
_COUNTED = ("tab", "br", "footnoteReference", "hyperlink", "fldSimple", "instrText", "fldChar", "bookmarkStart", "sdt")


def counted(data: bytes) -> Counter[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    names = (str(element.tag).rpartition("}")[2] for element in root.iter())
    return Counter(name for name in names if name in _COUNTED)


@examples(30)
@given(st.lists(PARAGRAPH, min_size=1, max_size=3))
def test_word_paragraphs(paragraphs: list[str]) -> None:
    numbers = (str(n // 3 + 10) for n in count())
    body = re.sub("@", lambda _: next(numbers), "".join(paragraphs))
    data = zipped(word_parts(f"{body}<w:p><w:r><w:t>Done.</w:t></w:r></w:p>"))
    assert put_back("report.docx", data, same) == data
    done = put_back("report.docx", data)
    assert [text for _, text in messages("report.docx", done)] == [
        pseudo(text) for _, text in messages("report.docx", data)
    ]
    assert counted(done) == counted(data)
