"""Offices with their holders and institutions as one term each, their renderings composed out of those of the parts."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from dragoman.files.compiled import compiled, key_of
from dragoman.glossary.load import ENGLISH, Glossary
from dragoman.glossary.matching.automaton import LARGE
from dragoman.glossary.matching.owners import Jurisdiction, without_forbidden
from dragoman.glossary.offices.chinese import find_chinese_shapes, rank_of_chinese
from dragoman.glossary.offices.shapes import GROUP, INSTITUTION, PERSON, PLACE, TITLE, Shape, find_shapes
from dragoman.glossary.offices.style import Style, style_of
from dragoman.glossary.ranks import rank_of
from dragoman.model import Language, Match, Rendering

_CODE = ("glossary/sound.py", "glossary/offices/units.py")
_SPEAKERS = frozenset({"title", "institution"})
"""Without one of these categories, nothing is to be put together."""
_OWNERS = frozenset({"institution", "place"})
_VARIOUS = re.compile(r"of\s+(?:the\s+)?(?:various|all)\s+$")
_IS_OWNER = re.compile(rf"['’]s\s+{INSTITUTION}")
_OFFICE = re.compile(
    rf"(?P<before>{PLACE}['’]s\s+|(?:{INSTITUTION}(?:['’]s?)?\s*)*)(?P<title>[{TITLE}{GROUP}])"
    rf"(?:\s+(?:of|for|at)\s+(?:(?:the|its)\s+)?(?P<behind>{PLACE}|{INSTITUTION}(?:(?:['’]s?)?\s+{INSTITUTION})?))?"
)
_TAIL = re.compile(rf"{PERSON}\s+(?:of|from)\s+(?:the\s+)?(?P<tail>{INSTITUTION}.*)")
_CHOICES = 3
"""Accepted forms of an institution that a unit may have."""


@dataclass(frozen=True, slots=True)
class _Held:
    """An office as the target language names it."""

    owner: str
    """The institution; empty where none is named with it."""
    named: str
    """The institution that is named besides the title, which may have its own."""
    office: str
    title: Match
    said_behind: bool
    """The institution was named behind it, so that it may be that of the offices before."""


class Offices:
    """Settles what the matches of a segment require in one language, where they depend on one another."""

    def __init__(self, glossary: Glossary, language: Language) -> None:
        self._glossary = glossary
        self._english = glossary.source == ENGLISH
        self._spaceless = language.spaceless
        self._style = style_of(language)
        self._jurisdiction = Jurisdiction(glossary.concepts)
        self._owners: frozenset[str] | None = None

    def settle(self, source: str, matches: Sequence[Match]) -> Sequence[Match]:
        """Return the matches without those that are somebody else's, and titles with their ranks."""
        if not matches:
            return matches
        settled: list[Match] = []
        strange: set[str] = set()
        for match in matches:
            domain = self._jurisdiction.owner(source, match, matches) if self._english else ""
            ranked = (rank_of if self._english else rank_of_chinese)(source, match)
            if domain:
                strange.add(match.id)
                other = self._other(match, domain)
                settled += [other] if other and not ranked else ()
            elif ranked:
                titled = self._ranked(source, match, *ranked)
                settled += [titled] if titled and (not settled or settled[-1].end <= titled.start) else ()
            else:
                settled.append(match)
        return [without_forbidden(match) if strange else match for match in settled]

    def _other(self, match: Match, domain: str) -> Match | None:
        """Return what a concept of another domain requires that is written as that of the match."""
        # One rendering serves both numbers where the language has none.
        for id_ in self._jurisdiction.alike(self._glossary.concepts[match.id], domain, any_number=self._spaceless):
            if (row := self._glossary.renderings.get(id_)) and row.rendering not in {"", "="}:
                return replace(match, id=id_, forms=(row.rendering, *row.accepted), rendering=row)
        return None

    def _ranked(self, source: str, match: Match, start: int, rank: str) -> Match | None:
        """Return a title with its ranks where the language has a rule for them."""
        concept = self._glossary.concepts.get(match.id)
        if not self._style or not match.forms or not concept:
            return None
        forms: tuple[str, ...] = match.forms[:1]
        owners = self._known_owners()
        for word in self._rank_words(rank):
            forms = tuple(new for form in forms for new in self._style.ranked(form, word, concept.domain, owners))
        end = max(match.end, start)
        return _composed(f"{rank.replace(' ', '-')}:{match.id}", source, min(start, match.start), end, forms, match)

    def _rank_words(self, rank: str) -> list[str]:
        """Return the ranks that the language has rules for, the innermost first: `first deputy`, then `former`."""
        words = rank.split()
        found = []
        while words:
            size = 2 if len(words) > 1 and self._style and " ".join(words[-2:]) in self._style.ranks else 1
            found.append(" ".join(words[-size:]))
            words = words[:-size]
        return found

    def compose(self, source: str, matches: Sequence[Match]) -> Sequence[Match]:
        """Return the matches with one in place of those that belong together; its parts are those that it replaces."""
        if not self._style or not any(match.category in _SPEAKERS for match in matches):
            return matches
        shapes = find_shapes(source, matches) if self._english else find_chinese_shapes(source, matches)
        units = [unit for shape in shapes if (unit := self._unit(source, shape, self._style))]
        if not units:
            return matches
        rest = [match for match in matches if not any(unit.start <= match.start < unit.end for unit in units)]
        return sorted((*rest, *units), key=lambda match: match.start)

    def _unit(self, source: str, shape: Shape, style: Style) -> Match | None:
        named = [match for match in shape.terms if match.category not in {"person", "name"}]
        if not all(match.forms for match in named):
            return None
        if shape.kind in {"group", "institutions"}:
            forms = self._listed(shape, style) if style.listed and (not shape.others or style.others) else ()
            category = "institution" if shape.kind == "institutions" else "title"
        else:
            forms = self._held(shape, style)
            category = "person" if shape.kind == "holder" else "title"
        if not forms:
            return None
        end = shape.end if style.owner_first or not self._english else _without_comma(source, shape)
        parts = tuple(_shown(match, form) for match, form in zip(shape.terms, self._pieces(shape), strict=True))
        ids = dict.fromkeys(match.id for match in shape.terms)
        id_ = "+".join([*ids, f"other-{shape.others}"] if shape.others else ids)
        standing = next((match for match in named if match.rendering.status != "proposed"), shape.terms[0])
        unit = _composed(id_, source, shape.start, end, forms, standing)
        return replace(unit, category=category, parts=parts) if unit else None

    # --- offices and their holders

    def _held(self, shape: Shape, style: Style) -> tuple[str, ...]:
        """Return the forms of offices with their holders."""
        offices = self._offices(shape, style)
        people = [match for match in shape.terms if match.category in {"person", "name"}]
        if not offices or (not style.owner_first and any(held.owner for held in offices) and not style.owned):
            return ()
        written = [self._in_order(held, style) for held in self._choices(offices, style)]
        if not people:
            return tuple(written)
        if not style.owner_first and self._english and not shape.text.startswith(PERSON):
            return ()  # "le procureur général Ying Yong": the order is that of English, and no comma is needed
        names = style.listed.join(match.forms[0] if match.forms else match.source for match in people)
        if len(people) > 1 and not style.listed:
            return ()
        templates = style.names[:1] if len(offices) > 1 and not style.owner_first else style.names
        return tuple(template.format(offices=one, name=names) for one in written for template in templates)

    def _offices(self, shape: Shape, style: Style) -> list[_Held]:
        """Return the offices of a shape, each with the institution that is named with it."""
        offices = []
        for found in _OFFICE.finditer(shape.text):
            title = shape.at[found.start("title")]
            before, behind = (self._owner(shape, found.span(name), style) for name in ("before", "behind"))
            own, office = self._split(title.forms[0], style) if style.owner_first else ("", title.forms[0])
            named = before or behind
            offices.append(_Held(_once(named, own), named, office, title, bool(behind)))
        if offices and (tail := _TAIL.search(shape.text)):
            named = self._owner(shape, tail.span("tail"), style)
            offices[-1] = replace(offices[-1], owner=_once(named, offices[-1].owner), named=named, said_behind=True)
        return offices

    def _owner(self, shape: Shape, span: tuple[int, int], style: Style) -> str:
        """Return the institution that is named within a stretch of a shape, an organ of it with it."""
        names = [match.forms[0] for place, match in shape.at.items() if span[0] <= place < span[1]]
        if not names or style.owner_first:
            return "".join(names)
        return f"the {names[-1]}" if len(names) == 1 else ""

    def _split(self, rendering: str, style: Style) -> tuple[str, str]:
        """Return the institution that a title's rendering begins with, and the office: 最高人民检察院 and 检察长."""
        if rendering.startswith(tuple(style.inner)):
            return "", rendering
        for end in range(len(rendering) - 2, 1, -1):
            if rendering[:end] in self._known_owners() and not rendering[end:].startswith(style.join):
                return rendering[:end], rendering[end:]
        return "", rendering

    def _known_owners(self) -> frozenset[str]:
        if self._owners is None:
            if self._english and len(self._glossary.renderings) >= LARGE:
                key = key_of([self._glossary.digest.encode()], _CODE)
                self._owners = compiled("owners", key, self._read_owners)
            else:
                self._owners = self._read_owners()
        return self._owners

    def _read_owners(self) -> frozenset[str]:
        concepts = self._glossary.concepts
        return frozenset(
            form
            for id_, row in self._glossary.renderings.items()
            if id_ in concepts and concepts[id_].category in _OWNERS
            for form in (row.rendering, *row.accepted)
            if form not in {"", "="}
        )

    def _choices(self, offices: Sequence[_Held], style: Style) -> Iterator[Sequence[_Held]]:
        """Yield the offices, then those with other accepted titles of the only one."""
        yield offices
        if len(offices) == 1:
            [only] = offices
            for form in only.title.forms[1:_CHOICES]:
                own, office = self._split(form, style) if style.owner_first else ("", form)
                yield [replace(only, owner=_once(only.named, own), office=office)]

    def _in_order(self, offices: Sequence[_Held], style: Style) -> str:
        """Return the offices as the language lists them, an institution that several share said once."""
        if not style.owner_first:
            return style.joined([_owned(held, style) for held in offices])
        pieces: list[str] = []
        before = ""
        for place, held in enumerate(offices):
            owner = held.owner or self._shared_owner(offices[place:], style)
            if owner == before:
                pieces.append(held.office)
            elif before and owner.startswith(before):
                pieces.append(owner.removeprefix(before) + held.office)
            else:
                pieces.append(owner + held.office)
            before = owner or before
        return style.joined(pieces)

    def _shared_owner(self, offices: Sequence[_Held], style: Style) -> str:
        """Return the institution, named with a later office, that an office without one belongs to."""
        first, *later = offices
        if first.office in style.alone:
            return ""
        inner = first.office.startswith(tuple(style.inner))
        return next((held.owner for held in later if held.owner and (inner or held.said_behind)), "")

    # --- institutions

    def _listed(self, shape: Shape, style: Style) -> tuple[str, ...]:
        """Return the forms of institutions that are named together, with the officials that come from them."""
        officials = next((match for match in shape.terms if match.category == "title"), None)
        names: list[str] = []
        places: list[str] = []
        owner = ""
        pending = ""
        for at, match in shape.at.items():
            if shape.text[at] == INSTITUTION:
                if pending:
                    names.append(self._of_places(pending, places, style))
                pending, places = owner + match.forms[0], []
                owner = ""
                if _IS_OWNER.match(shape.text, at + 1):
                    owner, pending = pending, ""
            elif shape.text[at] == PLACE:
                every = style.every if not places and _VARIOUS.search(shape.text[:at]) else ""
                places.append(every + match.forms[0])
        if pending:
            names.append(self._of_places(pending, places, style))
        if not all(names):
            return ()
        whole = style.listed.join(names) + (style.others[shape.others] if shape.others else "")
        if officials is None:
            return (whole,)
        title = officials.forms[0]
        return (whole + style.from_ + (title.removeprefix(style.relevant) if shape.others else title),)

    def _of_places(self, institution: str, places: Sequence[str], style: Style) -> str:
        """Return an institution that there is in each of some places, if the language can; as it is without places."""
        if len(places) < 2 or not style.places:
            return "".join(places) + institution if len(places) < 2 else ""
        provincial = all(place in style.provinces for place in places) and not institution.startswith(style.provincial)
        named = (style.provincial if provincial else "") + institution
        return style.places.format(places=style.listed.join(places), institution=named)

    # --- parts

    def _pieces(self, shape: Shape) -> Iterator[str]:
        """Yield what each part may read within the unit besides its own forms: an office without its institution."""
        for match in shape.terms:
            office = ""
            if match.category == "title" and match.forms and self._style and self._style.owner_first:
                office = self._split(match.forms[0], self._style)[1]
                if shape.others:
                    office = office.removeprefix(self._style.relevant)
            yield office


def _once(named: str, own: str) -> str:
    """Return the institution that is named with an office and the one that its title has, said once."""
    if not own or not named:
        return own or named
    if own.startswith(named) or own.endswith(named):
        return own
    return named if named.endswith(own) else named + own


def _owned(held: _Held, style: Style) -> str:
    return style.owned.format(office=held.office, owner=held.owner) if held.owner else held.office


def _without_comma(source: str, shape: Shape) -> int:
    """Return the end of a unit without the comma that ends an apposition."""
    end = shape.end
    while source[end - 1] in ", ":
        end -= 1
    return end


def _composed(id_: str, source: str, start: int, end: int, forms: Sequence[str], like: Match) -> Match | None:
    """Return a match that was put together, of the category and the standing of another."""
    if not forms:
        return None
    forms = tuple(dict.fromkeys(forms))
    row = like.rendering
    rendering = Rendering(id_, forms[0], forms[1:], (), row.status, row.authority, "composed", row.line)
    return replace(like, start=start, end=end, source=source[start:end], id=id_, forms=forms, rendering=rendering)


def _shown(part: Match, piece: str) -> Match:
    """Return a part with the form that it has within the unit among its forms."""
    return replace(part, forms=(*part.forms, piece)) if piece and piece not in part.forms else part


def terms_of(matches: Sequence[Match]) -> Iterator[Match]:
    """Yield the terms of the glossary among the matches: the parts of what was put together, and all others."""
    for match in matches:
        yield from match.parts or (match,)


def named(matches: Sequence[Match]) -> Mapping[str, Rendering]:
    """Return the rendering of each concept that is matched."""
    return {match.id: match.rendering for match in terms_of(matches)}
