"""Translations put into the XLIFF file that their sources were read from: the units that have none get a target.

What people have translated stays. Inline codes are those of the source, put where the translation has them. A unit of
several segments (2.x) is left as it is: where its sentences end is another program's business.
"""

import copy
from collections import defaultdict
from typing import TYPE_CHECKING

from lxml import etree

from dragoman.documents.elements import Element, child, local_name
from dragoman.documents.put_back import PutBack, state_of
from dragoman.documents.refill import is_changed, refill
from dragoman.documents.xliff import parsed
from dragoman.files.xml import representable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dragoman.documents.inline import Inline, Taken
    from dragoman.documents.refill import Stretch
    from dragoman.model import Block, Record

_OLD = {"reviewed": {"state": "signed-off"}, "draft": {"state": "needs-review-translation"}}
_MACHINE = {"state": "needs-review-translation", "state-qualifier": "mt-suggestion"}


def write(label: str, data: bytes, put: PutBack) -> bytes:
    """Return the file with the translations in it; `label` stands for it in messages.

    Raises `DocumentError` if the file is not XLIFF.
    """
    extract, root, holders = parsed(label, data, keep=True)
    by_inline: dict[int, list[tuple[Block, Taken]]] = defaultdict(list)
    for block, taken in zip(extract.blocks, extract.taken, strict=True):
        if taken is not None:
            by_inline[id(taken.inline)].append((block, taken))
    changed = False
    for holder, inline in holders:
        blocks = by_inline.get(id(inline), [])
        records = [record for block, _ in blocks for record in put.filling.records.get(block.number, ())]
        if not any(map(is_changed, records)) or any(state_of(record) == "missing" for record in records):
            continue
        target = child(holder, "target")
        if target is not None and "".join(target.itertext()).strip():
            continue
        _fill(holder, target, inline, refill(inline, blocks, put.filling), records)
        changed = True
    if not changed:
        return data
    _speak(root, put.language.tag)
    encoding = root.getroottree().docinfo.encoding or "UTF-8"
    made: bytes = etree.tostring(root.getroottree(), xml_declaration=True, encoding=encoding)
    return made


def _fill(
    holder: Element, target: Element | None, inline: "Inline", stretches: "Sequence[Stretch]", records: "list[Record]"
) -> None:
    source = child(holder, "source")
    assert source is not None
    if target is None:
        target = etree.Element(source.tag.rpartition("}")[0] + "}target" if "}" in source.tag else "target")
        behind = child(holder, "seg-source")
        place = source if behind is None else behind
        target.tail, place.tail = place.tail, place.tail
        holder.insert(holder.index(place) + 1, target)
    for old in list(target):
        target.remove(old)
    target.text = None
    origin = "machine" if any(state_of(one) == "machine" for one in records) else records[0].origin
    if local_name(holder) == "segment":
        holder.set("state", "reviewed" if origin == "reviewed" else "initial" if origin == "machine" else "translated")
    else:
        target.attrib.update(_OLD.get(origin, _MACHINE))
    _write(target, inline, stretches)


def _write(target: Element, inline: "Inline", stretches: "Sequence[Stretch]") -> None:
    stack: list[tuple[int, Element]] = []
    kept: set[int] = set()
    for stretch in stretches:
        whole = next((n for n in stretch.around if inline.marks[n].name == "ph"), None)
        around = stretch.around if whole is None else stretch.around[: stretch.around.index(whole)]
        common = 0
        while common < min(len(stack), len(around)) and stack[common][0] == around[common]:
            common += 1
        del stack[common:]
        for n in around[common:]:
            origin = inline.marks[n].origin
            parent = stack[-1][1] if stack else target
            stack.append((n, etree.SubElement(parent, origin.tag, origin.attrib)))
        parent = stack[-1][1] if stack else target
        alone = stretch.alone if stretch.alone >= 0 else whole if whole not in kept else None
        if alone is not None:
            kept.add(alone)
            element = copy.deepcopy(inline.marks[alone].origin)
            element.tail = None
            parent.append(element)
        elif whole is None:
            text = representable(stretch.text)
            if len(parent):
                parent[-1].tail = (parent[-1].tail or "") + text
            else:
                parent.text = (parent.text or "") + text


def _speak(root: Element, tag: str) -> None:
    """Say which language the targets are in, where the file does not."""
    if root.get("srcLang") is not None and root.get("trgLang") is None:
        root.set("trgLang", tag)
    for file in root:
        if file.get("source-language") is not None and file.get("target-language") is None:
            file.set("target-language", tag)
