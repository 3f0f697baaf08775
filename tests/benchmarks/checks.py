"""How well `dragoman po check` tells good translations from bad: false alarms on the UN's own, planted errors found."""

import re
from collections import Counter
from collections.abc import Callable, Iterator

from dragoman.check.pair import Pair
from dragoman.check.translation import check_translation
from dragoman.languages import parse_language
from material import ROOT
from measure import Row, Setup

_SAMPLE = "The fund paid 3,500 yuan (in May) for 24 rooms.\tLe fonds a payé 3 500 yuans (en mai) pour 24 salles."


def measure(setup: Setup) -> Iterator[Row]:
    """Yield the share of good translations without a finding, by language, and that of planted errors found."""
    texts = _texts(setup.size(300, 20))
    for language, pairs in texts.items():
        findings = [check_translation(pair) for pair in pairs]
        counts = Counter(finding.code for found in findings for finding in found)
        note = ", ".join(f"{code} {count}" for code, count in sorted(counts.items()))
        share = 100 * sum(not found for found in findings) / len(pairs)
        yield Row(f"without a finding, {language}", share, unit="%", note=note)
    for name, (spoil, codes) in _ERRORS.items():
        planted = found_errors = 0
        for pair in (pair for pairs in texts.values() for pair in pairs):
            spoilt = spoil(pair.target)
            if spoilt is None or _found(pair, codes):
                continue
            planted += 1
            bad = Pair(pair.source, spoilt, pair.source_language, pair.target_language, pair.kind)
            found_errors += _found(bad, codes)
        if planted:
            yield Row(f"planted: {name}", 100 * found_errors / planted, unit="% found", note=f"of {planted:,}")


def _texts(limit: int) -> dict[str, list[Pair]]:
    english = parse_language("en")
    path = ROOT.parent / "shared" / "eval" / "un-six-languages.tsv"
    if not path.is_file():
        source, target = _SAMPLE.split("\t")
        return {"fr": [Pair(source, target, english, parse_language("fr"))]}
    head, *rows = (line.split("\t") for line in path.read_text("utf-8").splitlines()[: limit + 1])
    return {
        tag: [Pair(row[0], row[number], english, parse_language(tag)) for row in rows]
        for number, tag in enumerate(head)
        if tag != "en"
    }


def _found(pair: Pair, codes: set[str]) -> bool:
    return any(finding.code in codes for finding in check_translation(pair))


def _other_number(text: str) -> str | None:
    found = re.search(r"(?<!\d)\d{2,}(?![\d.,  ]*\d)", text)
    return text[: found.start()] + str(int(found[0]) + 7) + text[found.end() :] if found else None


def _half(text: str) -> str | None:
    return text[: len(text) // 4] + text[-1] if len(text) > 80 else None


def _no_bracket(text: str) -> str | None:
    return re.sub(r"[)）](?=[^)）]*$)", "", text, count=1) if re.search(r"[(（].{4,}[)）]", text) else None


def _no_stop(text: str) -> str | None:
    return text[:-1] if text[-1:] in ".。" else None


def _doubled(text: str) -> str | None:
    found = re.search(r"[^\W\d_]{5,}(?= )|[\u4e00-\u9fff]{2}(?=的)", text)
    return text[: found.end()] + (" " if " " in text else "") + found[0] + text[found.end() :] if found else None


_ERRORS: dict[str, tuple[Callable[[str], str | None], set[str]]] = {
    "another number": (_other_number, {"N001", "N002"}),
    "three quarters left out": (_half, {"L001"}),
    "a bracket lost": (_no_bracket, {"P001"}),
    "the full stop lost": (_no_stop, {"P005"}),
    "a word doubled": (_doubled, {"W001"}),
}
"""What is done to a good translation, and the codes that should tell."""
