"""A glossary of 100,000 terms: loading it, and finding its terms."""

from collections.abc import Iterator

from ahocorasick_rs import AhoCorasick

from dragoman.glossary import Matcher, load_glossary
from dragoman.languages import parse_language
from material import invented_segments, write_glossary
from measure import Row, Setup, paired, seconds


def measure(setup: Setup) -> Iterator[Row]:
    """Yield the rows of this topic."""
    folder = setup.folder / "glossary"
    terms = write_glossary(folder, setup.size(100_000, 500))
    chinese = parse_language("zh")
    glossary = load_glossary(folder, chinese)
    note = f"{len(terms):,} terms"
    times = setup.times(5)
    loads = sorted(seconds(lambda: load_glossary(folder, chinese)) for _ in range(times))
    yield Row("glossary load", loads[len(loads) // 2], budget="<= 2.0", note=note)
    builds = sorted(seconds(lambda: Matcher(load_glossary(folder, chinese))) for _ in range(times))
    yield Row("glossary load and index", builds[len(builds) // 2], budget="<= 2.0", note=note)
    matcher = Matcher(glossary)
    segments = invented_segments(terms, setup.size(20_000, 50))
    automaton = AhoCorasick(terms)
    text = "\n".join(segment.source for segment in segments).lower()
    found = sum(map(len, matcher.find_matches(segments)))
    if found < len(segments):
        raise AssertionError(f"only {found} terms found in {len(segments)} segments that hold one each")
    yield paired(
        "matching / bare Aho-Corasick pass",
        lambda: matcher.find_matches(segments),
        lambda: automaton.find_matches_as_indexes(text, overlapping=True),
        times=times,
        budget=">= 0.25",
        note=f"{len(text) / 2**20:.1f} MB, {found:,} matches",
        faster=True,
    )
