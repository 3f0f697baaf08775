"""An import: add what is new, list what differs, change nothing unasked, and keep every other byte of the files."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace

from dragoman.glossary.categories import guess_category
from dragoman.glossary.edit import add_rows, make_slug, set_cells
from dragoman.glossary.exchange.entries import MEANING, Cells, Entry, Reading, language_tag
from dragoman.glossary.lint.source_forms import form_key
from dragoman.glossary.matching.normalise import lower
from dragoman.glossary.table import DEFINITIONS, TERM_COLUMNS, TERMS, Files, items, renderings_name

_SLUG = re.compile("[a-z0-9]+(?:-[a-z0-9]+)*")
_NEW_RENDERING = {
    **{"rendering": "", "accepted": "", "forbidden": ""},
    **{"status": "proposed", "authority": "", "note": ""},
}


_OF_WORD_LISTS = frozenset({"rendering", "status", "authority"})


@dataclass(frozen=True, slots=True)
class Conflict:
    """A cell that the glossary and the file fill differently."""

    id: str
    locale: str
    """Empty for a cell of `terms.tsv`."""
    column: str
    here: str
    there: str
    place: str

    def __str__(self) -> str:
        where = f"{self.id} ({self.locale})" if self.locale else self.id
        return f"{self.place}: {where}: {self.column} is {self.here!r} in the glossary and {self.there!r} in the file"


@dataclass(slots=True)
class Plan:
    """What an import would do."""

    concepts: dict[str, Cells] = field(default_factory=dict)
    """New rows of `terms.tsv`, by id."""
    renderings: dict[str, dict[str, Cells]] = field(default_factory=dict)
    """New rows of the language files, without their ids: by locale, then by id."""
    meanings: dict[str, Cells] = field(default_factory=dict)
    """New rows of `definitions.tsv`, without their ids."""
    conflicts: list[Conflict] = field(default_factory=list)
    same: int = 0
    """Rows that the glossary has already."""
    warnings: list[str] = field(default_factory=list)


def plan_import(
    existing: Sequence[Entry],
    reading: Reading,
    languages: Collection[str] = (),
    *,
    only: Collection[str] = (),
    begun: Collection[str] | None = None,
) -> Plan:
    """Compare what a file holds with the glossary; with `only`, what it holds in these locales.

    A language that is none of the glossary's `languages` is begun where the file is dragoman's own, the glossary has
    none yet, or `begun` names its locale, if it is given: a heading is easily taken for a code.

    A concept of the file is the one of the glossary that has its id, else the one that has its term among its forms;
    else it is new, and gets an id made from its term where it has none that can be used.
    """
    plan = Plan(warnings=list(reading.warnings))
    known = {entry.concept["id"]: entry for entry in existing}
    owners = {key: id_ for id_, entry in known.items() for key in _form_keys(entry.concept)}
    locales = {*languages, *(locale for entry in existing for locale in entry.renderings)}
    may, anything = locales.union(begun or ()), begun is None or reading.ours or not locales
    left = Counter[str]()
    for read in reading.entries:
        rows = {_fitting(locale, may): row for locale, row in read.renderings.items()}
        refused = {one for one in rows if (only and one not in only) or (not anything and one not in may)}
        left.update(refused)
        entry = replace(read, renderings={locale: row for locale, row in rows.items() if locale not in refused})
        if rows and not entry.renderings and not reading.ours:
            continue
        given, term = entry.concept.get("id", ""), entry.concept["term"]
        if given in known:
            _compare_cells(plan, entry, given, "", known[given].concept, entry.concept)
            _add_renderings(plan, entry, given, known[given].renderings)
        elif owner := _owner(entry.concept, owners):
            if given:
                plan.warnings.append(f"{entry.place}: {term!r} is a form of {owner}; taken for that concept")
            _add_renderings(plan, entry, owner, known[owner].renderings if owner in known else {})
        else:
            usable = _SLUG.fullmatch(given) and not given.replace("-", "").isdigit() and given not in plan.concepts
            id_ = given if usable else _new_id(term, known, plan)
            plan.concepts[id_] = _new_concept(plan, entry, id_, owners)
            _add_renderings(plan, entry, id_, {})
        _add_meaning(plan, entry, known, owners)
    for locale, count in sorted(left.items()):
        why = "--to does not name it" if only else f"the glossary has no such language; begin it with --to {locale}"
        plan.warnings.append(f"{count:,} rendering{'s' * (count != 1)} in {locale} left out: {why}")
    return plan


def _add_meaning(plan: Plan, entry: Entry, known: Mapping[str, Entry], owners: Mapping[str, str]) -> None:
    """Add a definition or context of the file, or what differs of it."""
    given = entry.concept.get("id", "")
    id_ = given if given in known else _owner(entry.concept, owners)
    if not entry.meaning or not id_:
        return
    here = (known[id_].meaning if id_ in known else {}) or plan.meanings.get(id_, {})
    if not here:
        plan.meanings[id_] = entry.meaning
        return
    for name, cell in entry.meaning.items():
        if cell != here.get(name, "") and here.get(name):
            plan.conflicts.append(Conflict(id_, "", name, here[name], cell, entry.place))


def _fitting(locale: str, known: Set[str]) -> str:
    """Return the locale that the glossary has for one of a territory: `es` for `es_ES`."""
    language = locale.partition("_")[0]
    return language if locale not in known and language in known else locale


def _owner(concept: Cells, owners: Mapping[str, str]) -> str:
    """Return the concept that has the term of another; empty where none has.

    One that counts in exact case is not one that counts in any; a file that knows no match flags may mean either.
    """
    exact = form_key(concept["term"], exact_case=True)
    if found := owners.get(exact, ""):
        return found
    told_by_case = "match" in concept and form_key(concept["term"], exact_case=_is_cased(concept)) == exact
    return "" if told_by_case else owners.get(lower(exact), "")


def _form_keys(concept: Cells) -> list[str]:
    forms = [concept["term"], *items(concept.get("variants", ""))]
    return [form_key(form, exact_case=_is_cased(concept)) for form in forms]


def _is_cased(concept: Cells) -> bool:
    return "case" in items(concept.get("match", ""))


def _new_id(term: str, known: Mapping[str, Entry], plan: Plan) -> str:
    """Return an id that nothing has yet; a term that has no Latin letter is called `term`."""
    name = make_slug(term) or "term"
    number, id_ = 1, name
    while id_ in known or id_ in plan.concepts:
        number += 1
        id_ = f"{name}-{number}"
    return id_


def _new_concept(plan: Plan, entry: Entry, id_: str, owners: dict[str, str]) -> Cells:
    """Return the row of a new concept, without the forms that belong to another."""
    cells = {name: entry.concept.get(name, "") for name in TERM_COLUMNS} | {"id": id_}
    cells["category"] = cells["category"] or guess_category(cells["term"])
    variants = []
    term_key, *keys = _form_keys(cells)
    owners[term_key] = id_
    for form, key in zip(items(cells["variants"]), keys, strict=True):
        if owners.setdefault(key, id_) == id_:
            variants.append(form)
        else:
            plan.warnings.append(f"{entry.place}: {form!r} is a form of {owners[key]}; left out of {id_}")
    return cells | {"variants": "|".join(variants)}


def _add_renderings(plan: Plan, entry: Entry, id_: str, known: Mapping[str, Cells]) -> None:
    for locale, cells in entry.renderings.items():
        new = plan.renderings.setdefault(locale, {})
        here = known.get(locale) or new.get(id_)
        if here is None:
            new[id_] = _NEW_RENDERING | {name: cell for name, cell in cells.items() if cell}
        elif set(cells) <= _OF_WORD_LISTS and _is_known(cells["rendering"], here, entry.concept):
            said = {name: cell for name, cell in cells.items() if name != "rendering"}
            _compare_cells(plan, entry, id_, locale, here, said)
        else:
            _compare_cells(plan, entry, id_, locale, here, cells)


def _is_known(rendering: str, here: Cells, concept: Cells) -> bool:
    """Say whether a word list's rendering is one that the glossary has, be it not the preferred one."""
    kept = [concept["term"]] if here["rendering"] == "=" else []
    return rendering in [here["rendering"], *items(here["accepted"]), *kept]


def _compare_cells(plan: Plan, entry: Entry, id_: str, locale: str, here: Cells, there: Cells) -> None:
    differing = [name for name, cell in there.items() if cell != here.get(name, "")]
    for name in differing:
        plan.conflicts.append(Conflict(id_, locale, name, here.get(name, ""), there[name], entry.place))
    plan.same += not differing


def planned_files(files: Files, plan: Plan, *, update: bool) -> Files:
    """Return the glossary after an import; with `update`, cells that differ become those of the file.

    Raises:
        GlossaryError: the header of a file lacks a column.
    """
    after = add_rows(files, TERMS, list(plan.concepts.values()))
    for locale, rows in sorted(plan.renderings.items()):
        after = add_rows(
            after, renderings_name(files, language_tag(locale)), [{**row, "id": id_} for id_, row in rows.items()]
        )
    after = add_rows(after, DEFINITIONS, [{**row, "id": id_} for id_, row in plan.meanings.items()])
    changed: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for conflict in plan.conflicts if update else ():
        name = DEFINITIONS if conflict.column in MEANING else TERMS
        name = renderings_name(files, language_tag(conflict.locale)) if conflict.locale else name
        changed[name, conflict.id][conflict.column] = conflict.there
    for (name, id_), values in changed.items():
        after = set_cells(after, name, id_, values)
    return after
