"""What a translation keeps letter by letter: addresses, paths, placeholders, inline codes, references, symbols."""

import re
from collections import Counter
from collections.abc import Iterator

from dragoman.check.codes import finding, times
from dragoman.check.kept import LiteralKind
from dragoman.check.pair import Pair
from dragoman.check.quantities import plain_digits
from dragoman.check.sentences import check_moved, without_tags
from dragoman.model import Finding

_NUMBER_LIKE = re.compile(r"(?<![A-Za-z0-9])[A-Za-z0-9]*\d[A-Za-z0-9]*(?:[./-][A-Za-z0-9]+)*")
_SYMBOL = re.compile("[\U0001f300-\U0001faff☀-⛿✀-➿⬀-⯿™]")
_ODD = re.compile("[^\\x00-\u024f\u2010-\u2027\u2030-\u205e]")
"""What is neither a letter of Latin script nor a common mark."""
_ACRONYM = re.compile(r"(?<![A-Za-z0-9_/.-])[A-Z]{3,12}(?![A-Za-z0-9_/]|-\d)")
_HYPHENS = str.maketrans("‐‑–−", "----")


def check_literals(pair: Pair) -> Iterator[Finding]:
    """Yield each literal of the source that the translation does not have as it is, and placeholders made up."""
    target = pair.target
    for one in dict.fromkeys((one.kind, one.text) for one in pair.source_literals):
        kind, text = one
        if kind in ("address", "path") and not _stands(text, target):
            yield finding("A001", address=text)
        elif kind == "reference" and not _has_reference(text, pair):
            yield _reference_finding(text, pair)
        elif kind == "note" and text not in target and plain_digits(text) not in plain_digits(target):
            yield finding("N013", marker=text)
    if pair.source_literals or pair.target_literals:
        yield from _counted(pair, "placeholder")
        yield from _tags(pair)
    yield from _symbols(pair)
    yield from _acronyms(pair)


def _stands(text: str, target: str) -> bool:
    """Tell whether a text stands in another as it is, and is not part of a longer address."""
    if text not in target:
        return False
    return re.search(rf"(?<![A-Za-z0-9]){re.escape(text)}(?![A-Za-z0-9])", target) is not None


def _has_reference(reference: str, pair: Pair) -> bool:
    target = pair.target.translate(_HYPHENS)
    if re.search(rf"(?<![A-Za-z0-9]){re.escape(reference)}(?![A-Za-z0-9]|[.]\d)", target):
        return True
    if reference[0] == "v" and reference[1:] in target:
        return True
    if re.fullmatch(r"\d+[KMBT]", reference):  # three billion, or a room
        values = {value for number in pair.target_numbers for value in number.values}
        return any(values & {int(reference[:-1]) * 10**power} for power in (3, 6, 9, 12))
    # A number and a letter apart, 第 5 条之二 (A): what was turned round is not lost.
    letters, digits = re.findall(r"[A-Z]+", reference), re.findall(r"\d+", reference)
    return (
        "." not in reference
        and len(digits) == 1
        and len(letters) == 1
        and len(letters[0]) <= 2
        and all(re.search(rf"(?<![A-Za-z0-9]){part}(?![A-Za-z0-9])", target) for part in (*letters, *digits))
    )


def _reference_finding(reference: str, pair: Pair) -> Finding:
    """Return that a reference became another one that looks much the same, or that it is not there."""
    from rapidfuzz.distance import Levenshtein

    there = {one.text for one in pair.source_literals}
    others = [one.text for one in pair.target_literals if one.kind == "reference" and one.text not in there]
    own = set(_NUMBER_LIKE.findall(pair.source))
    others += [found for found in _NUMBER_LIKE.findall(pair.target_prose) if found not in own]
    near = min(others, key=lambda other: Levenshtein.distance(reference, other), default=None)
    if near is not None and Levenshtein.distance(reference, near) <= max(1, len(reference) // 4):
        return finding("A004", reference=reference, other=near)
    return finding("A007", reference=reference)


def _counted(pair: Pair, kind: LiteralKind) -> Iterator[Finding]:
    there = Counter(one.text for one in pair.source_literals if one.kind == kind)
    here = Counter(one.text for one in pair.target_literals if one.kind == kind)
    if there == here:
        return
    lost = there - here
    for text in lost or here - there:
        if text[:1] == ":" and text not in there:
            continue  # a colon that stands before a word
        yield finding("A002", placeholder=text, times=times(there[text]), found=times(here[text]))


def _tags(pair: Pair) -> Iterator[Finding]:
    tags = [[one for one in found if one.kind == "tag"] for found in (pair.source_literals, pair.target_literals)]
    yield from check_moved(without_tags(pair.source_prose, tags[0]), without_tags(pair.target_prose, tags[1]))
    there, here = ([_tag_name(one.text) for one in found] for found in tags)
    if there == here:
        return
    before, after = Counter(there), Counter(here)
    for tag in before - after or after - before:
        yield finding("C001", tag=f"<{tag}>", times=times(before[tag]), found=times(after[tag]))
    if before == after and not _crossed(there) and (crossed := _crossed(here)):
        yield finding("C002", tag=f"<{crossed}>")


def _tag_name(tag: str) -> str:
    name = re.match(r"</?[\w.-]+", tag)
    return (name[0][1:] if name else tag) + ("/" if tag.endswith("/>") else "")


def _crossed(tags: list[str]) -> str | None:
    """Return the first tag that is not closed in the order in which it was opened."""
    opened: list[str] = []
    for tag in tags:
        if tag.endswith("/") or tag in ("br", "hr", "img"):
            continue
        if not tag.startswith("/"):
            opened.append(tag)
        elif not opened or opened.pop() != tag[1:]:
            return str(tag)
    return opened[-1] if opened else None


def _symbols(pair: Pair) -> Iterator[Finding]:
    if pair.source.isascii() or not _ODD.search(pair.source):
        return
    for symbol, count in Counter(_SYMBOL.findall(pair.source)).items():
        if pair.target.count(symbol) < count:
            yield finding("A003", symbol=symbol)
    if (letters := pair.script_letters) and pair.source_script != pair.target_script:
        for text in dict.fromkeys(re.findall(rf"[{letters}](?:[{letters}\s·・]*[{letters}])", pair.source)):
            if text not in pair.target:
                yield finding("A006", text=text)


def _acronyms(pair: Pair) -> Iterator[Finding]:
    acronyms = set(_ACRONYM.findall(pair.source_prose))
    if not acronyms or pair.source.isupper():
        return
    here = set(_ACRONYM.findall(pair.target))
    for acronym in sorted(acronyms - here):
        if other := next((other for other in sorted(here - acronyms) if _slipped(acronym, other)), None):
            yield finding("A005", acronym=acronym, other=other)


def _slipped(acronym: str, other: str) -> bool:
    """Tell whether one letter was mistyped or two neighbours changed places: UNESCO is no UNECSO."""
    if len(acronym) != len(other):
        return False
    places = [place for place, (one, two) in enumerate(zip(acronym, other, strict=True)) if one != two]
    if len(places) == 1:
        return len(acronym) > 3
    first, last = places if len(places) == 2 else (0, 0)
    # The first two letters change places among languages: IAEA is AIEA, IOM is OIM.
    return first > 0 and last == first + 1 and acronym[first] == other[last] and acronym[last] == other[first]
