"""Our own rules of a language as SRX 2.0, for other tools and as a start for rules of one's own.

SRX looks at one position at a time, so what depends on where the sentence began is lost; the file says so itself.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from xml.sax.saxutils import escape

from dragoman import __version__
from dragoman.segment.markers import BULLETS
from dragoman.segment.rules import Rules, rules_for
from dragoman.segment.srx.reader import NAMESPACE

HEARD = 200
"""Characters on either side of a stop in which the bracket or the quotation around it is looked for."""
_EMBEDDED = 30
_QUOTES = (("“", "”"), ("‘", "’"), ("「", "」"), ("『", "』"), ("«", "»"))
_NOT_IN_WORD = r"(?<![\p{L}\p{M}\d.])"
_LOWER_WORD = r"(?<![\p{L}\p{M}])\p{Ll}[\p{L}\p{M}'’-]*"
_ROMAN = r"(?:[IVXLC]{2,}|[VXLC])\b"
_MORE = re.compile(r"\(\?P<more>((?:[^()]|\([^()]*\))*)\)")
_NOTE_MARK = r"\[\d{1,3}\]"


@dataclass(frozen=True, slots=True)
class Written:
    """One rule as it is written down."""

    breaks: bool
    before: str
    after: str
    comment: str


class _Sets:
    """The character classes of a language as expressions."""

    def __init__(self, rules: Rules) -> None:
        self.spaced, self.unspaced = _set(rules.spaced), _set(rules.unspaced)
        self.every, self.closers = _set([*rules.spaced, *rules.unspaced]), _set(rules.closers)
        # Before white space, an opening mark next to a stop can only be a closing one.
        # No choice inside of a repetition: Java cannot tell how far it would have to look back.
        self.closed = rf"{_set([*rules.closers, *'“‘«‹'])}*(?:[ \u00A0\u202F]»)?"
        self.to_word = rf"\s++{_set(rules.openers)}*+"
        self.starts = rf"(?:{'|'.join(map(_start, _sorted(rules.starters)))})" if rules.starters else r"(?!)"
        self.marks = _set([*rules.spaced, *rules.unspaced, *rules.closers, *rules.openers])


def _start(word: str) -> str:
    return _escaped(word[:-1]) + "['’]" if word.endswith("'") else rf"{_escaped(word)}\b"


def written_rules(rules: Rules) -> Iterator[Written]:
    """Yield the rules of a language; the first that fits a position decides."""
    sets = _Sets(rules)
    bullet = _set(BULLETS)
    inside = rf"[^{_escaped(BULLETS)}\n]{{1,{HEARD}}}[^{_escaped(BULLETS)}\s]"
    yield Written(True, rf"{bullet}\s{inside}", rf"\s+{bullet}\s", "a further item behind a bullet")
    yield from _what_follows(rules, sets)
    yield from _brackets(rules, sets)
    yield from _quotations(rules, sets)
    yield Written(False, rf"{sets.spaced}{sets.closed}", rf"{sets.to_word}\p{{Ll}}", "a small letter")
    ellipsis = r"(?:…|\.{2,})"
    yield Written(False, rf"[(\[]{ellipsis}{sets.closed}", r"\s", "an ellipsis in brackets")
    more = "|".join([r"\d", *(rf"{word}\b" for word in _sorted(rules.pronouns))])
    comment = "an ellipsis that says nothing of the next word"
    yield Written(False, rf"{ellipsis}{sets.closed}", rf"{sets.to_word}(?:{more})", comment)
    yield from _full_stops(rules, sets)
    if rules.tight:
        yield Written(True, sets.every, portable(rules.tight), "a stop without white space after it")
    before = rf"{sets.unspaced}{sets.every}*{sets.closers}*(?:{_NOTE_MARK})?"
    yield Written(True, before, rf"(?!{sets.every}|{sets.closers})", "marks that end a sentence by themselves")
    before = rf"{sets.spaced}+{sets.closed}(?:{_NOTE_MARK})?"
    yield Written(True, before, r"\s", "marks that end it before white space")


def _what_follows(rules: Rules, sets: _Sets) -> Iterator[Written]:
    """What belongs to a stop by its first character alone."""
    dashes = "–—"
    goes_on = _set([*",;:，、；：،؛", *(dash for dash in dashes if dash not in rules.openers)])
    yield Written(False, rf"{sets.every}{sets.closed}", rf"\s*{goes_on}", "what the sentence goes on after")
    if dash := "".join(dash for dash in dashes if dash in rules.openers):
        opens = rf"\s*(?:\p{{Lu}}|{_set(rules.openers)})"
        yield Written(False, rf"{sets.every}{sets.closed}", rf"\s*{_set(dash)}(?!{opens})", "a dash, but not a reply")
    yield Written(False, sets.every, r"[ \u00A0\u202F]»(?:[\s.,;:!?…)]|$)", "a guillemet set off by a blank")
    yield Written(False, r"\.", r"[ \u00A0]\.", "dots with blanks between them")
    yield Written(False, rf"{sets.every}{sets.closers}*", _NOTE_MARK, "the mark of a footnote")
    yield Written(False, rf"{sets.every}{sets.closers}*", rf"{sets.marks}{{1,8}}$", "marks with nothing behind them")


def _brackets(rules: Rules, sets: _Sets) -> Iterator[Written]:
    for opening, closing in map(tuple, rules.brackets):
        inside = f"[^{_escaped(opening + closing)}]{{0,{HEARD}}}"
        stop = rf"\{opening}{inside}{sets.every}{sets.closers}*"
        yield Written(False, stop, rf"{inside}\{closing}", f"inside of {opening}{closing}")
        outside = "" if opening in "《〈『" else rf"[^\s{sets.marks[1:-1]}]\s*"
        yield Written(False, rf"{outside}{stop}", r"\s*\p{Lo}", f"an aside in {opening}{closing}, without capitals")


def _quotations(rules: Rules, sets: _Sets) -> Iterator[Written]:
    strong = _set({*rules.spaced, *rules.unspaced} - {"."})
    introduced = _MORE.search(rules.continuation)
    for opening, closing in _QUOTES if introduced and rules.speech else ():
        before = rf"{_set(rules.speech)}{opening}[^{opening}{closing}]{{0,{HEARD}}}{closing}"
        comment = f"a quotation in {opening}{closing} introduced before, which it does not go on after"
        yield Written(True, before, rf"\s*(?:{introduced[1] if introduced else ''})", comment)
    if rules.continuation:
        whole = portable(re.sub(r"\(\?P<more>", "(?:", rules.continuation))
        yield Written(False, rf"{sets.every}+{sets.closers}+", rf"\s*{whole}", "goes on after a quotation")
    if rules.attribution:
        certain, more = re.sub(r"\|\(\?P<more>[^)]*\)", "", rules.attribution), portable(rules.attribution)
        for opening, closing in _QUOTES if more != portable(certain) else ():
            quoted = rf"{opening}[^{opening}{closing}]{{0,{HEARD}}}{strong}+{closing}"
            yield Written(
                True, rf"[：:]{quoted}", rf"\s*{more}", f"a quotation in {opening}{closing} introduced before"
            )
            comment = f"a quotation in {opening}{closing} that opens the sentence"
            yield Written(False, rf"(?:^|{sets.every}{sets.closers}*){quoted}", rf"\s*{more}", comment)
        comment = "a reporting clause after a quotation"
        yield Written(False, rf"{strong}+{sets.closers}+", rf"\s*{portable(certain)}", comment)
        yield Written(False, rf"\.{sets.closers}+", rf"\s*{portable(certain)}(?:[.,。]|$)", f"{comment}, and no more")
    for opening, closing in _QUOTES if rules.speech else ():
        inside = rf"{opening}[^{opening}{closing}]{{0,{_EMBEDDED}}}"
        earlier = f"(?:{inside}{closing})?" * 3
        before = rf"(?![{_escaped(rules.speech)}])\p{{L}}{earlier}{inside}[！？!?]{closing}"
        yield Written(False, before, r"\S", f"an outcry in {opening}{closing} within a clause")


def _full_stops(rules: Rules, sets: _Sets) -> Iterator[Written]:
    """What a single full stop means."""
    # Where a sentence began is not known: at the start of the text, or after what looks like the end of another.
    begins = rf"(?:^|[\p{{L}}\p{{N}}]{{2}}[.!?]{sets.closers}*\s{{1,4}}){_set(rules.openers)}*"
    not_start, start = rf"{sets.to_word}(?!{sets.starts})\S", rf"{sets.to_word}{sets.starts}"
    number = r"(?:\d{1,3}[.\d]{0,12}|\p{L}|[ivxIVX]{2,5})"
    numbering = rf"{begins}{_set(BULLETS + '>*–-')}?\s{{0,4}}[(（]?{number}[.．][)）]?"
    yield Written(False, numbering, r"\s", "the number of an item")
    yield from _numbers(rules, sets)
    yield from _parts(rules)
    after_final = rf"{sets.to_word}[\p{{Lu}}\p{{Lo}}]"
    if compound := {word for word in rules.final if "." in word}:
        yield Written(True, _abbreviation(compound), after_final, "the end before a capital")
    if rules.inner:
        yield Written(False, _abbreviation(rules.inner), r"\s", "never at the end of a sentence")
    if rules.units:
        scale = _any(word for word in rules.units if len(word) > 1)
        amount = rf"(?:\d[\w-]*|{_NOT_IN_WORD}[IVXLC]+|{_NOT_IN_WORD}(?i:{scale})\.?)"
        unit = rf"{amount}\s?(?i:{_any(rules.units)})\."
        yield Written(False, unit, r"\s+[№§#]", "a date, and a number that belongs to it")
        yield Written(True, unit, rf"{sets.to_word}\S", "a unit after a number")
        yield Written(False, _abbreviation(word for word in rules.units if len(word) > 1), r"\s", "or without one")
        if single := _any(word for word in rules.units if len(word) == 1):
            yield Written(False, rf"{_NOT_IN_WORD}{single}\.", r"\s", "or without one, of one letter")
    if rules.clock:
        yield from _clock(rules, sets, begins)
    if rules.outer:
        yield Written(False, _abbreviation(rules.outer), not_start, "unless a word follows that opens a sentence")
        yield Written(True, _abbreviation(rules.outer), start, "and if one does")
    if rules.titles:
        yield Written(False, rf"(?=\p{{Lu}}){_abbreviation(rules.titles)}", r"\s", "titles, before a name")
    if rules.calendar:
        yield Written(False, rf"(?=\p{{Lu}}){_abbreviation(rules.calendar)}", not_start, "months and days")
    if rules.final:
        yield Written(True, _abbreviation(rules.final), after_final, "the end before a capital")
    yield from _letters(rules, sets, not_start)
    if rules.ordinals:
        yield Written(False, r"(?<![\p{L}\d.,])(?:\d{1,2}|[IVXLC]+)\.", not_start, "an ordinal")
        yield Written(False, r"\d\.", r"\s\d{1,2}\.(?:\s|$)", "a date in figures")
        if nouns := _any(rules.ordinal_nouns):
            yield Written(False, r"\d{3,}\.", rf"\s+(?i:{nouns})\b", "an ordinal before its noun")


def _numbers(rules: Rules, sets: _Sets) -> Iterator[Written]:
    after = rf"{sets.to_word}(?:[\d#§№]|{_ROMAN})"
    if rules.numbered:
        yield Written(False, _abbreviation(rules.numbered), after, "before a number")
    if endings := _any(rules.numbered_endings):
        yield Written(False, rf"(?i:{endings})\.", after, "before a number, as the end of a word")
    if rules.numbered and (words := _any(rules.number_words)):
        before = rf"(?<!\p{{L}})(?=\p{{Lu}}){_abbreviation(rules.numbered)}"
        yield Written(False, before, rf"\s+(?i:{words})\b", "or a number in words")


def _parts(rules: Rules) -> Iterator[Written]:
    """Yield the blanks inside of abbreviations: "z.| B."."""
    known = rules.titles | rules.numbered | rules.inner | rules.outer | rules.final | rules.units | rules.clock
    tails: dict[str, set[str]] = {}
    for word in known:
        for dot in (found.start() for found in re.finditer(r"\.", word)):
            tails.setdefault(word[:dot], set()).add(word[dot + 1 :])
    for head in sorted(tails):
        after = rf"\s(?i:{_any(tails[head])})\."
        yield Written(False, _abbreviation([head]), after, "the first part of an abbreviation")


def _clock(rules: Rules, sets: _Sets, begins: str) -> Iterator[Written]:
    word = _abbreviation(rules.clock)
    if openings := _any(rules.clock_openings):
        opening = rf"{begins}(?i:{openings})\b[^,.!?]{{0,40}}\s"
        yield Written(False, opening + word, r"\s", "a time that opens a sentence")
    if names := _any(rules.clock_names):
        yield Written(False, word, rf"\s+(?i:{names})\b", "a time, and a day or zone that belongs to it")
    yield Written(True, word, rf"{sets.to_word}\p{{Lu}}", "a time at the end")


def _letters(rules: Rules, sets: _Sets, not_start: str) -> Iterator[Written]:
    yield Written(False, rf"{_NOT_IN_WORD}(?:\p{{L}}\.)+\p{{L}}\.", not_start, "letters with full stops")
    for pronoun in _sorted(word for word in rules.pronouns if len(word) == 1):
        yield Written(True, rf"{_LOWER_WORD}\s+{pronoun}\.", r"\s", "a pronoun, not an initial")
    openers = "|".join(map(_start, _sorted(rules.starters - rules.surnames)))
    if openers:
        labels = rf"|(?i:{_any(rules.labels)})" if rules.labels else ""
        before = rf"(?:{_LOWER_WORD}{labels})\s+\p{{L}}\."
        yield Written(True, before, rf"{sets.to_word}(?:{openers})", "a letter that names something")
    yield Written(False, rf"{_NOT_IN_WORD}[\p{{Lu}}\p{{Lo}}]\.", r"\s", "initials")


def portable(pattern: str) -> str:
    """Return a pattern written for Python as one for ICU: of what ours use, named groups and `\\Z` alone differ."""
    rewritten = pattern.replace("(?P<", "(?<").replace(r"\Z", "$")
    return f"(?:{rewritten})" if pattern else ""


def _abbreviation(words: Iterable[str]) -> str:
    """Return a pattern for abbreviations with their full stop; a blank may stand after those inside."""
    return rf"{_NOT_IN_WORD}(?i:{_any(words)})\."


def _any(words: Iterable[str]) -> str:
    """Return a pattern for any of the words; empty for none."""
    found = "|".join(_escaped(word).replace(r"\.", r"\.[ \u00A0]?") for word in _sorted(words))
    return f"(?:{found})" if found else ""


def _set(chars: Iterable[str]) -> str:
    return f"[{_escaped(''.join(_sorted(chars)))}]"


def _escaped(text: str) -> str:
    return "".join(f"\\{char}" if char.isascii() and not char.isalnum() and char != " " else char for char in text)


def _sorted(words: Iterable[str]) -> list[str]:
    return sorted(set(words))


_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<!-- Segmentation rules of dragoman {version} for "{language}" ({name}).
     At each position the first rule that fits decides.
{limits}-->
<srx xmlns="{namespace}" version="2.0">
  <header segmentsubflows="yes" cascade="no">
    <formathandle type="start" include="no"/>
    <formathandle type="end" include="yes"/>
    <formathandle type="isolated" include="no"/>
  </header>
  <body>
    <languagerules>
      <languagerule languagerulename="{name}">
"""
_FOOT = """      </languagerule>
    </languagerules>
    <maprules>
      <languagemap languagepattern="{pattern}" languagerulename="{name}"/>
    </maprules>
  </body>
</srx>
"""
_LIMITS = (
    "What SRX cannot say, and dragoman does all the same:",
    "- which blocks of a report are headings, captions, tables or figures alone, and are not cut or cut otherwise;",
    "- lists that run on in one line (1. … 2. … 3. …), cut where the count goes on;",
    f"- brackets within brackets, and what lies more than {HEARD} characters before or after a full stop;",
    "- where a sentence began: a quotation or a time that opens it is known only right after the end of another.",
)


def render_srx(language: str) -> str:
    """Return our rules for a language tag as the text of an SRX 2.0 file; the same on every run."""
    rules = rules_for(language)
    limits = "".join(f"     {line}\n" for line in _LIMITS)
    about = {"version": __version__, "language": language, "name": rules.name, "namespace": NAMESPACE}
    body = "".join(map(_element, written_rules(rules)))
    primary = language.replace("_", "-").partition("-")[0]
    pattern = "".join(f"[{char.upper()}{char.lower()}]" for char in primary) + "([-_].*)?"
    return _HEAD.format(limits=limits, **about) + body + _FOOT.format(pattern=pattern, name=rules.name)


def _element(rule: Written) -> str:
    return (
        f"        <!-- {escape(rule.comment)} -->\n"
        f'        <rule break="{"yes" if rule.breaks else "no"}">\n'
        f"          <beforebreak>{escape(rule.before)}</beforebreak>\n"
        f"          <afterbreak>{escape(rule.after)}</afterbreak>\n"
        f"        </rule>\n"
    )
