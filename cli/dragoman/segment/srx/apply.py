"""A translator's own segmentation rules: SRX 2.0 applied to text.

At every position the first rule whose `beforebreak` fits the text that ends there and whose `afterbreak` fits the
text that begins there decides. All rules of a language make two patterns: one finds the positions that a breaking
rule fits, the other tells at each of them which rule comes first.

choppa, which the tests compare this with, cuts alike: LanguageTool's rules gave the same segments for all 628 texts of
`tests/cases` in eleven languages. It is not used because rules are a user's: it has no time limit, so that
`\\s(?:\\w|\\w\\w)+\\d` keeps it busy for ever, names no line of a rule that cannot be read, and cuts grapheme clusters.
"""

import itertools
import re
import time
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from dragoman.errors import RequestError
from dragoman.segment.srx.reader import LanguageMap, Rule, Srx, read_srx
from dragoman.segment.srx.regex import REACH, compile_regex, translate

_SECONDS, _CHARACTERS_A_SECOND = 5.0, 50_000
"""How long rules may take for a block: some seconds, and what slow but sound rules need for its length."""
_LONGEST_CLUSTER = 64
"""Characters looked back to see whether a position is inside of what a reader sees as one character."""
_SHOWN = 10
"""Problems that one message lists."""


_SYNTAX = "write it as a regular expression of ICU"


class SrxSplitter:
    """Cuts text into segments by the rules of an SRX file for one language."""

    def __init__(self, path: Path, language: str) -> None:
        """Read the file and compile the rules that serve `language`, a BCP 47 tag.

        Raises:
            RequestError: the file is not SRX 2.0, has no rules for the language, or rules that cannot be used.
        """
        srx = read_srx(path)
        self._path = srx.path
        self._rules = rules_for(srx, language)
        _check(srx.path, self._rules)
        fitting = "|".join(_fits(rule) for rule in self._rules if rule.breaks)
        self._candidate = compile_regex(fitting or r"(?!)")
        self._decision = compile_regex(_first_of(self._rules) or r"(?!)")
        self._cluster = compile_regex(r"\X")

    def spans(self, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield start and end of each segment of `text[start:end]`, without white space at the edges.

        Rules see nothing of the text outside. No cut falls inside of a grapheme cluster.

        Raises:
            RequestError: a rule takes unreasonably long.
        """
        part = text[start:end]
        begin = 0
        for position in itertools.chain(self._breaks(part), [len(part)]):
            if piece := part[begin:position].strip():
                first = part.index(piece[0], begin)
                yield start + first, start + first + len(piece)
            begin = position

    def _breaks(self, part: str) -> Iterator[int]:
        limit = _SECONDS + len(part) / _CHARACTERS_A_SECOND
        deadline = time.monotonic() + limit
        try:
            for found in self._candidate.finditer(part, 1, timeout=limit):
                position = found.start()
                first = self._decision.match(part, position, timeout=limit)
                if first["breaks"] is not None and not self._inside_cluster(part, position):
                    yield position
                if time.monotonic() > deadline:  # that of `finditer` begins anew with every match
                    raise TimeoutError
        except TimeoutError:
            raise RequestError(self._too_slow(part, limit)) from None

    def _inside_cluster(self, part: str, position: int) -> bool:
        """Tell whether a cut would split a grapheme cluster (UAX #29)."""
        if found := _BLANKS.match(part, position):
            # The blanks are left out, so what leans on the last of them would stand alone.
            return found.end() < len(part) and _leans_back(part[found.end()])
        if position == len(part) or (part[position].isascii() and part[position - 1].isascii()):
            return False
        begin = position - 1
        while begin > 0 and _leans_back(part[begin]):
            begin -= 1
            if position - begin > _LONGEST_CLUSTER:
                return _leans_back(part[position])
        clusters = self._cluster.finditer(part, begin, position + 1)
        return position not in (cluster.end() for cluster in clusters)

    def _too_slow(self, part: str, limit: float) -> str:
        for rule in self._rules:
            try:
                compile_regex(_fits(rule)).search(part, timeout=limit / 10)
            except TimeoutError:
                return f"{self._path}:{rule.line}: this rule takes too long; avoid nested repetitions"
        return f"{self._path}: the rules take more than {limit:.0f} s for one paragraph; simplify them"


def rules_for(srx: Srx, language: str) -> tuple[Rule, ...]:
    """Return the rules of an SRX file for a language tag, in the order in which they count.

    Upper and lower case are the same in language tags, so they are in the patterns.

    Raises:
        RequestError: there are none, or a language pattern cannot be used.
    """
    patterns = [_language_pattern(srx.path, entry) for entry in srx.maps]
    primary = language.partition("-")[0]
    for name in (language, language.replace("-", "_"), primary):
        found = [entry for entry, pattern in zip(srx.maps, patterns, strict=True) if _serves(srx, entry, pattern, name)]
        if found:
            return tuple(rule for entry in (found if srx.cascade else found[:1]) for rule in srx.rules[entry.name])
    languages = ", ".join(dict.fromkeys(entry.pattern for entry in srx.maps))
    raise RequestError(f"{srx.path}: no rules for {language!r}; its languages are {languages}; choose one by --from")


def _serves(srx: Srx, entry: LanguageMap, pattern: Any, name: str) -> bool:
    try:
        return pattern.fullmatch(name, timeout=_SECONDS) is not None
    except TimeoutError:
        raise RequestError(
            f"{srx.path}:{entry.line}: languagepattern {entry.pattern} takes too long; simplify it"
        ) from None


def _language_pattern(path: str, entry: LanguageMap) -> Any:
    try:
        return compile_regex(f"(?i:{translate(entry.pattern)})")
    except ValueError as error:
        problem = f"languagepattern {entry.pattern}: {error}"
        raise RequestError(f"{path}:{entry.line}: {problem}; {_SYNTAX}") from None


def _check(path: str, rules: Iterable[Rule]) -> None:
    """Raise one error for all expressions that cannot be used."""
    problems = []
    for rule in rules:
        for name, pattern in (("beforebreak", rule.before), ("afterbreak", rule.after)):
            try:
                translate(pattern, back=name == "beforebreak")
            except ValueError as error:
                problems.append(f"{path}:{rule.line}: {name} {pattern}: {error}")
    if len(problems) > _SHOWN:
        problems[_SHOWN:] = [f"and {len(problems) - _SHOWN} more"]
    if problems:
        raise RequestError("\n".join(problems) + f"; {_SYNTAX}")


def _first_of(rules: Iterable[Rule]) -> str:
    """Return a pattern that matches where a rule fits, with the group `breaks` if the first that fits breaks."""
    groups = itertools.groupby(rules, lambda rule: rule.breaks)
    return "|".join(f"({'?P<breaks>' if breaks else '?:'}{'|'.join(map(_fits, run))})" for breaks, run in groups)


def _fits(rule: Rule) -> str:
    """Return a pattern that matches the positions, not the characters, that a rule fits."""
    before, after = translate(rule.before, back=True), translate(rule.after)
    # A repetition of anything at the far end changes nothing and would be run through at every position.
    before = before.removeprefix(_ANYTHING_BEFORE)
    after = after.removesuffix(_ANYTHING_AFTER)
    # "[。！？]+" means the run as a whole, as every tool that applies SRX takes it: no break within one.
    run = _RUN_AT_END.search(before) if rule.breaks and "|" not in before else None
    # What follows goes first: it is shorter, and seldom fits.
    ahead = (f"(?!{run['atom']})" if run else "") + (f"(?={after})" if after else "")
    return ahead + (f"(?<={before})" if before else "") or "(?:)"


_RUN_AT_END = re.compile(rf"(?P<atom>\[[^\[\]]+\]|(?<!\\)[^\\)\]]|\\[^\W\dpP]|\\[pP]\{{\^?\w+\}})\{{\d+,{REACH}\}}\Z")
_ANYTHING_BEFORE, _ANYTHING_AFTER = translate(".*", back=True), translate(".*")


def _leans_back(char: str) -> bool:
    """Tell whether the character may depend on what stands before it: marks, joiners, halves of a flag."""
    return unicodedata.category(char)[0] == "M" or char in _JOINERS or "\U0001f1e6" <= char <= "\U0001f1ff"


_BLANKS = re.compile(rf"\s{{1,{_LONGEST_CLUSTER}}}")
_JOINERS = frozenset("\u200c\u200d\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff")
