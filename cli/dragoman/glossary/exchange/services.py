"""Word lists for translation services, with the limits of each: DeepL, Google Cloud Translation, Amazon Translate.

- DeepL: https://developers.deepl.com/docs/customize/managing-glossaries
- Google: https://cloud.google.com/translate/docs/advanced/glossary and …/quotas
- Amazon: https://docs.aws.amazon.com/translate/latest/dg/creating-custom-terminology.html and …/what-is-limits.html
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dragoman.errors import ExchangeError
from dragoman.glossary.exchange.columns import write_rows
from dragoman.glossary.exchange.entries import SOURCE_LOCALE, Entry, language_tag, preferred
from dragoman.glossary.matching.forms import CHINESE
from dragoman.glossary.table import items


@dataclass(frozen=True, slots=True)
class Service:
    """What a service takes."""

    name: str
    file_bytes: int
    text_bytes: int
    """Of a term, and of a rendering, in UTF-8."""
    header: bool = False
    """The first row names the languages, and there may be several."""
    languages: int = 1
    """Target languages in one file."""
    by_case: bool = False
    """Tells terms apart by their capitals."""


DEEPL = Service("DeepL", 10 * 2**20, 1024, by_case=True)
GOOGLE = Service("Google Cloud Translation", 10 * 2**20, 1024)
AMAZON = Service("Amazon Translate", 10 * 2**20, 200, header=True, languages=10, by_case=True)


def render_pairs(
    service: Service, entries: Sequence[Entry], locales: Sequence[str], delimiter: str, warnings: list[str]
) -> bytes:
    """Return the terms and variants with their preferred renderings; what the service does not take is left out.

    Concepts that count only near certain words are left out as well: a service would put their renderings everywhere.

    Raises:
        ExchangeError: too many languages for one file, or the file would be larger than the service takes.
    """
    if len(locales) > service.languages:
        raise ExchangeError(f"{service.name} takes {service.languages} target languages in a file; name them with --to")
    rows: list[Sequence[str]] = [[SOURCE_LOCALE, *map(language_tag, locales)]] if service.header else []
    owners: dict[str, str] = {}
    for id_, term, targets in pairs(entries, locales, warnings):
        key = term if service.by_case else term.lower()
        if any(len(text.encode()) > service.text_bytes for text in (term, *targets)):
            warnings.append(
                f"{id_}: {service.name} takes texts of up to {service.text_bytes:,} bytes; {term!r} left out"
            )
        elif owners.setdefault(key, id_) != id_:
            warnings.append(f"{id_}: {service.name} takes {term!r} once, and {owners[key]} has it too; left out")
        else:
            rows.append([term, *targets])
    data = write_rows(dict.fromkeys(map(tuple, rows)), delimiter)
    if len(data) > service.file_bytes:
        raise ExchangeError(
            f"the file would have {len(data) / 2**20:.1f} MB and {service.name} takes {service.file_bytes / 2**20:g}; "
            "export a part of the glossary"
        )
    return data


def pairs(
    entries: Sequence[Entry], locales: Sequence[str], warnings: list[str]
) -> Iterator[tuple[str, str, list[str]]]:
    """Yield for each source form that can do without its context: id, form, rendering in each language.

    A form that keeps its source is its own rendering; one without a rendering in all the languages is left out.
    """
    for entry in entries:
        flags = items(entry.concept["match"])
        if any(flag.startswith("context:") and not CHINESE.search(flag) for flag in flags):
            warnings.append(
                f"{entry.concept['id']}: counts only near certain words; no word list can say that; left out"
            )
            continue
        for form in (entry.concept["term"], *items(entry.concept["variants"])):
            kept = [entry.renderings.get(locale, {}).get("rendering") == "=" for locale in locales]
            targets = [form if same else preferred(entry, locale) for same, locale in zip(kept, locales, strict=True)]
            if all(targets):
                yield entry.concept["id"], form, targets
