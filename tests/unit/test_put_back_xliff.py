"""An XLIFF file as a report: its units filled in, with the codes of their sources."""

import re

import pytest
from lxml import etree

from pseudo import messages, put_back

OLD = """<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2"><file original="a.txt" source-language="en"
 datatype="plaintext"><body>
<trans-unit id="1"><source>Press <g id="1" ctype="bold">the button</g> now<x id="2" ctype="image"/>, %s.</source>
</trans-unit>
<trans-unit id="2"><source>Done already</source><target state="final">Hecho</target></trans-unit>
<trans-unit id="3"><source>Write to <ph id="1">{name}</ph> again</source></trans-unit>
</body></file></xliff>"""
NEW = """<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1" srcLang="en"><file id="f">
<unit id="u1"><segment><source>Press
<pc id="1" type="fmt" subType="xlf:b">the button</pc> now.</source></segment>
</unit>
<unit id="u2"><segment><source>One. </source></segment><segment><source>Two.</source></segment></unit>
</file></xliff>"""


def test_old_units_get_targets_with_their_codes() -> None:
    texts = [text for _, text in messages("a.xlf", OLD.encode())]
    assert texts[0] == "Press <b1>the button</b1> now<x2/>, %s."
    done = put_back("a.xlf", OLD.encode()).decode()
    text = 'Préss <g id="1" ctype="bold">thé búttón</g> nów<x id="2" ctype="image"/>, %s.'
    assert f'<target state="signed-off">{text}</target>' in done
    assert '<target state="final">Hecho</target>' in done
    assert '>Wríté tó <ph id="1">{name}</ph> ágáín</target>' in done
    assert 'target-language="es"' in done
    sources = re.compile(r"<source>.*?</source>", re.DOTALL)
    assert sources.findall(done) == sources.findall(OLD)


def test_new_units_of_one_segment_get_targets() -> None:
    done = put_back("a.xlf", NEW.encode()).decode()
    assert '<segment state="reviewed"><source>' in done
    assert '<target>Préss <pc id="1" type="fmt" subType="xlf:b">thé búttón</pc> nów.</target>' in done
    assert 'trgLang="es"' in done
    assert done.count("<target>") == 1
    etree.fromstring(done.encode())


@pytest.mark.parametrize("data", [OLD, NEW])
def test_what_nobody_translated_stays(data: str) -> None:
    assert put_back("a.xlf", data.encode(), lambda message: message) == data.encode()
