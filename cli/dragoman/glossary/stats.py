"""How much a glossary has, by language, category, domain and status."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from dragoman.glossary.lint.rows import CATEGORIES, DOMAINS, STATUSES
from dragoman.glossary.load import kept, language_files, load_languages
from dragoman.glossary.table import Files
from dragoman.model import Concept, Rendering

NO_DOMAIN = "none"
_DOMAINS = tuple(domain or NO_DOMAIN for domain in DOMAINS)


@dataclass(frozen=True, slots=True)
class LanguageCounts:
    """The renderings in one language."""

    renderings: int
    """Rows that have one; `=` is one."""
    empty: int
    """Rows that say that none is known."""
    accepted: int
    """Further forms that will do."""
    authorities: int
    """Renderings that name who says so."""
    statuses: Mapping[str, int]
    categories: Mapping[str, int]
    domains: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Counts:
    """A whole glossary."""

    concepts: int
    forms: int
    """Terms and variants."""
    categories: Mapping[str, int]
    domains: Mapping[str, int]
    """`none` stands for concepts that are anybody's."""
    languages: Mapping[str, LanguageCounts]
    """By gettext code."""

    def facts(self) -> dict[str, Any]:
        """Return the counts as they are printed as JSON."""
        languages = {
            code: {
                "renderings": one.renderings,
                "empty": one.empty,
                "accepted": one.accepted,
                "authorities": one.authorities,
                "statuses": dict(one.statuses),
                "categories": dict(one.categories),
                "domains": dict(one.domains),
            }
            for code, one in self.languages.items()
        }
        return {
            "concepts": self.concepts,
            "forms": self.forms,
            "categories": dict(self.categories),
            "domains": dict(self.domains),
            "languages": languages,
        }


def count_glossary(files: Files) -> Counts:
    """Count the concepts of a glossary and their renderings in each language.

    Raises:
        GlossaryError: as `load_glossary`, about any of the files.
    """
    names = language_files(files)
    return kept("counts", files, names, lambda: _counts(*load_languages(files)), asdict, _parse, ["glossary/stats.py"])


def _parse(kept: Any) -> Counts:
    languages = {code: LanguageCounts(**facts) for code, facts in kept["languages"].items()}
    return Counts(**kept | {"languages": languages})


def _counts(concepts: Mapping[str, Concept], renderings: Mapping[str, Mapping[str, Rendering]]) -> Counts:
    return Counts(
        len(concepts),
        sum(1 + len(concept.variants) for concept in concepts.values()),
        _in_order(CATEGORIES, [concept.category for concept in concepts.values()]),
        _in_order(_DOMAINS, [concept.domain or NO_DOMAIN for concept in concepts.values()]),
        {code: _count(concepts, list(rows.values())) for code, rows in renderings.items()},
    )


def _count(concepts: Mapping[str, Concept], rows: list[Rendering]) -> LanguageCounts:
    full = [row for row in rows if row.rendering]
    return LanguageCounts(
        renderings=len(full),
        empty=len(rows) - len(full),
        accepted=sum(len(row.accepted) for row in rows),
        authorities=sum(bool(row.authority) for row in full),
        statuses=_in_order(STATUSES, [row.status for row in full]),
        categories=_in_order(CATEGORIES, [concepts[row.id].category for row in full]),
        domains=_in_order(_DOMAINS, [concepts[row.id].domain or NO_DOMAIN for row in full]),
    )


def _in_order(names: tuple[str, ...], values: list[str]) -> dict[str, int]:
    counts = Counter(values)
    return {name: counts[name] for name in names}


def markdown_table(counts: Counts) -> str:
    """Return the counts as a table in Markdown: what each language renders, by status and domain."""
    columns = ("language", "renderings", *STATUSES, "with authority", *(f"`{name}`" for name in counts.domains))
    lines = [columns, ("---", *["---:"] * (len(columns) - 1))]
    blank = [""] * (len(STATUSES) + 1)
    lines.append(("concepts", f"{counts.concepts:,}", *blank, *(f"{count:,}" for count in counts.domains.values())))
    for code, one in counts.languages.items():
        numbers = [one.renderings, *one.statuses.values(), one.authorities, *one.domains.values()]
        lines.append((code, *(f"{number:,}" for number in numbers)))
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)
