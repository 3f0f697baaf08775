"""The engine with the package that ships with dragoman: not what a translation says, only what holds of each."""

import os
import random
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import Future
from pathlib import Path
from types import SimpleNamespace

import pytest

from archives import stored, working_members
from dragoman.documents import parse_text
from dragoman.engine import argos as module
from dragoman.engine.argos import ArgosEngine
from dragoman.engine.decoding import Decoding
from dragoman.engine.packages.archive import unpack
from dragoman.engine.packages.installed import find_route, read_package
from dragoman.engine.protocol import LENGTH_PENALTY
from dragoman.errors import EngineError
from dragoman.segment import segment_document
from dragoman.text.strings import find_loop
from running import SAMPLE

SENTENCES = (
    "The procurator's office published its annual report.",
    "The committee met in March.",
    "Law enforcement officers visited the school in order to explain the new rules to parents and teachers.",
    "Report",
    "He said: “The rule of law is the basis.”",
    "A",
    "In 2024 about 1.5 million people took part, 3% more than in the year before, says the statistics office.",
    "(a) the first part; (b) the second part",
    "国家档案馆 opened in the city.",
    "12.5%",
)


@pytest.fixture(scope="module")
def engine() -> ArgosEngine:
    return ArgosEngine(find_route("en", "zh"))


def texts(engine: ArgosEngine, sources: Sequence[str]) -> list[list[str]]:
    return [[hypothesis.text for hypothesis in found] for found in engine.translate(sources)]


def python(program: str, home: Path, **environment: str) -> str:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("ARGOS_", "XDG_", "HOME"))}
    done = subprocess.run(
        [sys.executable, "-c", program], env={**kept, "HOME": str(home), **environment}, capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_the_engine_says_what_it_is(engine: ArgosEngine) -> None:
    assert engine.name == "argos en-zh 0.3"
    assert engine.identity.startswith("argos en-zh 0.3 ")
    assert engine.identity.endswith(Decoding().identity)
    assert (engine.draft, engine.inline) == (True, True)


def test_each_source_has_its_hypotheses_best_first(engine: ArgosEngine) -> None:
    advanced: list[int] = []
    results = engine.translate(SENTENCES, progress=advanced.append)
    assert len(results) == len(SENTENCES)
    assert sum(advanced) == len(SENTENCES)
    for hypotheses in results:
        ranks = [hypothesis.score * hypothesis.length ** (1 - LENGTH_PENALTY) for hypothesis in hypotheses]
        assert len(hypotheses) > 1
        assert ranks == pytest.approx(sorted(ranks, reverse=True), abs=1e-4)
        assert all(hypothesis.score <= 0 for hypothesis in hypotheses)
        assert all(hypothesis.text == hypothesis.text.strip() for hypothesis in hypotheses)


def test_no_sources_have_no_translations(engine: ArgosEngine) -> None:
    assert engine.translate([]) == []
    assert engine.score([]) == []


def test_an_empty_source_is_translated_into_nothing(engine: ArgosEngine) -> None:
    assert [found[0].text for found in engine.translate(["", "The end.", " "])][::2] == ["", ""]


@pytest.mark.parametrize("source", ["\u200b", "\ufffd", "\U0001f642", "\x00", "a\x00b", "▁", "<s>", "</s>", "<unk>"])
def test_odd_characters_are_no_error(engine: ArgosEngine, source: str) -> None:
    assert len(engine.translate([source, "The end."])) == 2


def long_source() -> str:
    """Return one text of more than 600 words."""
    return " ".join([*SENTENCES[:3] * 20, "In 1987 the teachers met in Beijing."])


def test_a_very_long_source_is_translated_to_its_end(engine: ArgosEngine) -> None:
    [hypotheses] = engine.translate([long_source()])
    assert len(hypotheses[0].text) > 600
    assert "北京" in hypotheses[0].text[-60:]


def test_characters_that_stand_for_many_letters_make_no_text_too_long(engine: ArgosEngine) -> None:
    sources = ["\ufdfa" * 40, "The end."]
    assert engine.translate(sources) == [engine.translate([source])[0] for source in sources]


def test_very_long_texts_are_scored_or_called_too_long(engine: ArgosEngine) -> None:
    long, short = engine.score([(long_source(), "法" * 600), ("The law.", "法律。")])
    assert long == ()
    assert len(short) > 0


def company() -> list[str]:
    """Return 240 texts of 1 to 40 words: the sentences of the sample report, and what they begin with."""
    segments = segment_document(parse_text("sample", "sample", SAMPLE.read_bytes()), "en")
    sentences = [segment.text for segment in segments if not segment.verbatim]
    beginnings = [" ".join(text.split()[: 1 + number % 20]) for number, text in enumerate(sentences * 20)]
    return list(dict.fromkeys([*sentences, *SENTENCES, *beginnings]))[:240]


def test_a_text_is_translated_alike_alone_and_in_any_company(engine: ArgosEngine) -> None:
    """What the cache and the catalogue keep is valid only if this holds: texts, scores and attention, bit for bit."""
    sources = company()
    alone = ArgosEngine(find_route("en", "zh"), Decoding(batch_tokens=1))
    expected = alone.translate(sources)
    pairs = [(source, found[0].text) for source, found in zip(sources, expected, strict=True)]
    prefixes = [target[: number % (1 + len(target))] for number, (_, target) in enumerate(pairs)]
    order = list(range(len(sources)))
    random.Random(1).shuffle(order)
    together = [sources[number] for number in order]
    spans = [(source, found[0], (0, 4)) for source, found in zip(sources, expected, strict=True)]
    for given, number in zip(engine.translate(together), order, strict=True):
        assert given == expected[number]
        assert engine.focus(sources[number], given[0], (0, 4)) == alone.focus(*spans[number])
    scores = alone.score(pairs)
    assert engine.score([pairs[number] for number in order]) == [scores[number] for number in order]
    gone_on = alone.translate(sources, prefixes=prefixes)
    found = engine.translate(together, prefixes=[prefixes[number] for number in order])
    assert found == [gone_on[number] for number in order]


@pytest.mark.parametrize("decoding", [Decoding(threads=3), Decoding(threads=1, batch_tokens=200)])
def test_options_that_decide_speed_change_no_translation(engine: ArgosEngine, decoding: Decoding) -> None:
    sources = company()[:120]
    assert ArgosEngine(find_route("en", "zh"), decoding).translate(sources) == engine.translate(sources)


def test_without_loops_no_three_tokens_come_twice(engine: ArgosEngine) -> None:
    loop = engine.translate(["News News News News"])[0][0].text
    assert find_loop(loop) == "新闻"
    assert "新闻新闻新闻新闻" not in engine.translate(["News News News News"], no_loops=True)[0][0].text


def test_the_pieces_of_a_score_tile_the_target(engine: ArgosEngine) -> None:
    found = engine.translate(SENTENCES)
    pairs = [(source, hypotheses[0].text) for source, hypotheses in zip(SENTENCES, found, strict=True)]
    pairs += [("The smile.", "\U0001f642检 a"), ("Law", " 法律 "), ("e", "é é ﬁ ½"), ("a", "法\u3000律"), ("a", "")]
    for (_, target), pieces in zip(pairs, engine.score(pairs), strict=True):
        ends = [0, *(piece.end for piece in pieces)]
        assert [piece.start for piece in pieces] == ends[:-1]
        assert all(piece.log_probability <= 0 for piece in pieces)
        assert ends[-1] <= len(target)
        if target.isprintable() and target == target.strip() and target.isascii():
            assert ends[-1] == len(target)


def test_a_likely_translation_scores_better_than_an_unlikely_one(engine: ArgosEngine) -> None:
    good, bad = engine.score([("The committee met in March.", target) for target in ("委员会3月开会。", "狗吃苹果。")])
    means = [sum(piece.log_probability for piece in pieces) / len(pieces) for pieces in (good, bad)]
    assert means[0] > means[1] + 1


@pytest.fixture(scope="module")
def pivot(tmp_path_factory: pytest.TempPathFactory) -> ArgosEngine:
    """Exemplish to Chinese through English, with the embedded model for both steps."""
    folder = tmp_path_factory.mktemp("pivot")
    packages = folder / "packages"
    unpack(stored(folder / "xx-en.argosmodel", working_members("xx", "en", "0.1", terminology="inline")), packages)
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(packages))
        return ArgosEngine(find_route("xx", "zh"))


def test_a_pivot_names_both_packages(pivot: ArgosEngine, engine: ArgosEngine) -> None:
    assert pivot.name == "argos xx-en-zh 0.1+0.3 (through English)"
    assert pivot.identity != engine.identity
    assert pivot.draft, "one of the two is a draft"
    assert not pivot.inline, "the terms would have to survive the first step"


def test_a_pivot_keeps_texts_one_to_one(pivot: ArgosEngine) -> None:
    sources = [*SENTENCES, "", SENTENCES[0]]
    results = pivot.translate(sources)
    assert len(results) == len(sources)
    assert results[-1] == results[0]
    assert results[-2][0].text == ""
    assert texts(pivot, sources[2:4]) == [[h.text for h in found] for found in results[2:4]]


def test_a_pivot_cannot_score(pivot: ArgosEngine) -> None:
    assert pivot.score([("a", "b"), ("c", "d")]) == [(), ()]


@pytest.mark.parametrize("name", ["model/model.bin", "model/shared_vocabulary.json", "sentencepiece.model"])
@pytest.mark.parametrize("harm", ["cut", "gone"])
def test_a_damaged_package_is_an_error_of_ours(tmp_path: Path, name: str, harm: str) -> None:
    folder = unpack(stored(tmp_path / "p.argosmodel", working_members("xx", "zh")), tmp_path / "packages")
    if harm == "cut":
        os.truncate(folder / name, 1000)
    else:
        (folder / name).unlink()
    with pytest.raises(EngineError, match="damaged") as caught:
        ArgosEngine([read_package(folder, embedded=False)]).translate(["The end."])
    assert str(folder) in str(caught.value)


def test_importing_the_engine_loads_no_model_library(tmp_path: Path) -> None:
    program = (
        "import sys, dragoman.engine.argos, dragoman.main;"
        "print(sorted({name.partition('.')[0] for name in sys.modules}"
        " & {'argostranslate', 'ctranslate2', 'sentencepiece', 'numpy', 'torch', 'stanza'}))"
    )
    assert python(program, tmp_path) == "[]\n"


def test_translating_loads_no_sentence_splitter_and_leaves_the_home_empty(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    program = (
        "import os, sys; before = dict(os.environ);"
        "from dragoman.engine.argos import ArgosEngine;"
        "from dragoman.engine.packages.installed import find_route;"
        "print(bool(ArgosEngine(find_route('en', 'zh')).translate(['The end.'])[0][0].text));"
        "print(dict(os.environ) == before);"
        "print([name for name in ('torch', 'stanza', 'spacy', 'minisbd', 'argostranslate.translate',"
        " 'argostranslate.sbd') if name in sys.modules])"
    )
    assert python(program, home, XDG_DATA_HOME="", TMPDIR=str(tmp_path)) == "True\nTrue\n[]\n"
    assert list(home.iterdir()) == []
    assert [path.name for path in tmp_path.iterdir()] == ["home"]


def test_what_stood_in_the_environment_stands_there_afterwards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", "/mine")
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    before = dict(os.environ)
    with module._private_home():
        assert os.environ["ARGOS_PACKAGES_DIR"] != "/mine"
        assert Path(os.environ["XDG_DATA_HOME"]).parent.is_dir()
    assert dict(os.environ) == before


def test_an_interrupt_is_heard_while_texts_are_decoded(engine: ArgosEngine) -> None:
    def interrupt(count: int) -> None:
        raise KeyboardInterrupt

    began = time.perf_counter()
    with pytest.raises(KeyboardInterrupt):
        engine.translate(SENTENCES * 20, progress=interrupt)
    assert time.perf_counter() - began < 30
    assert engine.translate(["The end."])[0][0].text


def test_an_engine_that_cannot_go_on_is_an_error_of_ours(engine: ArgosEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    failed: Future[None] = Future()
    failed.set_exception(RuntimeError("out of memory"))
    translator = SimpleNamespace(score_batch=lambda *rows, **options: [failed])
    monkeypatch.setattr(engine._step, "_translator", translator)
    with pytest.raises(EngineError, match=r"the engine failed \(out of memory\); decode less"):
        engine.score([("a", "b")])
