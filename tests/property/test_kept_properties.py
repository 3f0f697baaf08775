"""Literals, numbers and unknown names come back from any text, whatever the engine makes of the rest."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from dragoman import resources
from dragoman.check.pair import Pair
from dragoman.check.translation import check_translation
from dragoman.engine.argos import ArgosEngine
from dragoman.engine.packages.installed import find_route
from dragoman.engine.protocol import Engine
from dragoman.glossary.load import load_glossary
from dragoman.glossary.matching.find import TermFinder
from dragoman.glossary.names.english import is_known, is_ordinary
from dragoman.languages import parse_language
from dragoman.model import Segment
from dragoman.progress import Watch
from dragoman.terminology.ladder import enforce
from dragoman.terminology.required import tasks
from engines import ScriptedEngine

ENGLISH, CHINESE = parse_language("en"), parse_language("zh")
PAIR = "The office of {} sent {} to the port, and nobody was told."
FRAMES = (
    "The office wrote to {} about the road.",
    "Nobody at the port had heard of {} before the meeting.",
    "On Monday the inspectors saw {} in the report.",
    "The new hall is named after {}, and the old one is closed.",
)
WORD = st.text("abdeghiklmnoprstuv", min_size=3, max_size=8)
FIGURE = st.integers(13, 9_999_999)
LITERALS = st.one_of(
    st.builds("https://{}.example.org/{}?{}={}#s2".format, WORD, WORD, WORD, FIGURE),
    st.builds("{}.{}@example.org".format, WORD, WORD),
    st.builds("www.{}.example.org".format, WORD),
    st.builds("{}-2024-{:03}".format, WORD.map(str.upper), FIGURE),
    st.builds("C:\\Users\\{}\\{}.ini".format, WORD, WORD),
    st.builds("/usr/{}/{}".format, WORD, WORD),
    st.builds("{{{}}}".format, WORD),
    st.builds("{{{{{}.{}}}}}".format, WORD, WORD),
    st.builds("%({})s".format, WORD),
    st.builds("`{} = {}`".format, WORD, FIGURE),
    st.builds("{}.pdf".format, WORD),
    st.sampled_from(["%1$s", "__count__", "👏", "为人民服务", "H₂O", "10⁶"]),
)
NAMES = st.one_of(
    st.text("abdeghiklmnoprstuv", min_size=5, max_size=8)
    .filter(lambda word: set(word) & set("aeiou"))
    .map(str.capitalize),
    st.sampled_from(["Wang Xiaoming", "Anna Holmquist", "Ludwig van Beeren", "Patrick O'Dwyer"]),
)
NUMBERS = st.one_of(
    FIGURE.map(str),
    FIGURE.map("{:,}".format),
    FIGURE.map("${:,}".format),
    st.decimals(1, 99, places=2).map(str),
    st.integers(2, 99).map("{}%".format),
    st.integers(2, 99).map("{} million people".format),
)
ITEMS = st.lists(
    st.one_of(
        st.tuples(st.just("kept"), LITERALS), st.tuples(st.just("kept"), NAMES), st.tuples(st.just("number"), NUMBERS)
    ),
    min_size=1,
    max_size=len(FRAMES),
    unique_by=lambda item: item[1],
)
LOST = frozenset({"N001", "N002", "N003", "N006", "N014", "A001", "A002", "A004", "A006", "A007", "U002"})


@pytest.fixture(scope="module")
def finder() -> TermFinder:
    return TermFinder([load_glossary(resources.glossary_folder(), CHINESE)], [CHINESE])


def comes_back(items: Sequence[tuple[str, str]], finder: TermFinder, engine: Engine) -> None:
    for _, item in items:
        words = item.split()
        assume(not all(word.isalpha() and (is_ordinary(word) or is_known(word)) for word in words))
    kept = [item for kind, item in items if kind == "kept"]
    texts = [frame.format(item) for frame, (_, item) in zip(FRAMES, items, strict=False)]
    texts += [PAIR.format(one, other) for (kind, one), (_, other) in pairwise(items) if kind == "kept"]
    segments = [
        Segment(f"b{number:03}s01", number, "paragraph", number, 0, len(text), text)
        for number, text in enumerate(texts, 1)
    ]
    [matches] = finder.find(segments)
    outcomes = enforce(tasks(segments, matches, english=True), engine, (ENGLISH, CHINESE), Watch())
    for text, outcome in zip(texts, outcomes, strict=True):
        names = tuple(item for item in kept if item in text)
        assert all(item in outcome.target for item in names), (text, outcome.target)
        found = check_translation(Pair(text, outcome.target, ENGLISH, CHINESE, names=names))
        assert not [finding for finding in found if finding.code in LOST], (text, outcome.target)


class DeafEngine(ScriptedEngine):
    """Says one sentence, whatever it hears, as a package does that was trained to copy or one that was not."""

    def __init__(self, *, inline: bool) -> None:
        class Same(dict[str, Sequence[str]]):
            def __missing__(self, source: str) -> Sequence[str]:
                return ["办公室召开了会议。"]

        script: Mapping[str, Sequence[str]] = Same()
        super().__init__(script, without_loops=script, inline=inline)


@settings(max_examples=150)
@given(ITEMS, st.booleans())
def test_whatever_an_engine_says_all_that_is_no_language_stands_there_as_it_was(
    finder: TermFinder, items: list[tuple[str, str]], inline: bool
) -> None:
    comes_back(items, finder, DeafEngine(inline=inline))


@pytest.fixture(scope="module")
def engine() -> ArgosEngine:
    return ArgosEngine(find_route("en", "zh"))


@settings(max_examples=15)
@given(ITEMS)
def test_the_embedded_package_gives_back_all_that_is_no_language(
    finder: TermFinder, engine: ArgosEngine, items: list[tuple[str, str]]
) -> None:
    comes_back(items, finder, engine)
