"""One loaded package: decodes and scores texts in batches. The libraries' objects are passed in."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, cycle, islice, pairwise
from typing import Any

from dragoman.engine.decoding import (
    FILLER_TRIAL,
    FORCED_BEAM_SIZE,
    MAX_DECODING_LENGTH,
    MAX_SCORED_LENGTH,
    MAX_SOURCE_LENGTH,
    PART_LENGTH,
    Decoding,
    batches,
    padded,
)
from dragoman.engine.finished import finished
from dragoman.engine.protocol import LENGTH_PENALTY, Focus, Hypothesis, Piece
from dragoman.progress import Advance
from dragoman.text.strings import tidy_cjk

UNKNOWN = "<unk>"  # OpenNMT's name for what the vocabulary lacks; it is replaced by what the model looked at

# Where a text that is too long may be cut, the best places first.
_CUTS = tuple(map(re.compile, (r"[.!?。！？]\s+|[。！？]", r"[;:；：]\s*", r"[,，、]\s*", r"\s+")))


@dataclass(frozen=True, slots=True)
class _Trace:
    """The origin of a hypothesis: its tokens, their text before it was tidied, and their attention."""

    tokens: Sequence[str]
    text: str
    result: Any
    """CTranslate2's, which has the attention; it becomes a list only where somebody asks."""
    number: int
    """Of the hypothesis among those of the result."""
    first_is_wrong: bool
    """See `Step._is_misread`."""

    def attention(self) -> list[list[float]]:
        """Return a row of weights of the source tokens for each target token, zeros where it is wrong.

        Plain lists: importing numpy takes longer than all that is ever computed with them.
        """
        rows: list[list[float]] = self.result.attention[self.number]
        return [[0.0] * len(rows[0]), *rows[1:]] if self.first_is_wrong and rows else rows


class Step:
    """A loaded package: its tokenizer, its translator, the token that each target must begin with, if any."""

    def __init__(
        self, tokenizer: Any, translator: Any, language_token: list[str], decoding: Decoding, *, cjk: bool
    ) -> None:
        self._tokenizer = tokenizer
        self._translator = translator
        self._language_token = language_token
        self._decoding = decoding
        self._cjk = cjk

    def translate(self, texts: Sequence[str], no_loops: bool, progress: Advance | None) -> list[tuple[Hypothesis, ...]]:
        """Translate the texts; one that is longer than the model can take is cut into parts and put together again."""
        parts = [self._parts(text) for text in texts]
        advance = progress if progress and all(len(cut) == 1 for cut in parts) else None
        flat = [part for cut in parts for part in cut]
        decoded = iter(self._decode(flat, [""] * len(flat), self._decoding.beam, no_loops, advance))
        results = [self._join([next(decoded) for _ in cut]) for cut in parts]
        if progress and not advance:
            progress(len(texts))
        return results

    def go_on(self, texts: Sequence[str], prefixes: Sequence[str]) -> list[tuple[Hypothesis, ...]]:
        """Translate the texts into targets that begin with their prefixes; nothing for one that is too long."""
        short = [number for number, text in enumerate(texts) if len(self._parts(text)) == 1]
        results: list[tuple[Hypothesis, ...]] = [()] * len(texts)
        decoded = self._decode(
            [texts[number] for number in short],
            [prefixes[number] for number in short],
            min(self._decoding.beam, FORCED_BEAM_SIZE),
            False,
            None,
        )
        for number, hypotheses in zip(short, decoded, strict=True):
            results[number] = hypotheses
        return results

    def _decode(
        self, texts: Sequence[str], prefixes: Sequence[str], beam: int, no_loops: bool, progress: Advance | None
    ) -> list[tuple[Hypothesis, ...]]:
        begun = [self._tokenizer.encode(prefix) if prefix else [] for prefix in prefixes]
        tokens = [self._tokenizer.encode(text) for text in texts]

        def start(numbers: Sequence[int], *filler: Sequence[str]) -> list[Any]:
            futures: list[Any] = self._translator.translate_batch(
                [*(tokens[number] for number in numbers), *filler],
                target_prefix=[
                    *([*self._language_token, *begun[number]] for number in numbers),
                    *(self._language_token for _ in filler),
                ],
                beam_size=beam,
                num_hypotheses=beam,
                length_penalty=LENGTH_PENALTY,
                return_scores=True,
                return_attention=True,
                max_input_length=0,  # never cut a source short
                max_decoding_length=MAX_DECODING_LENGTH,
                no_repeat_ngram_size=3 if no_loops else 0,
                asynchronous=True,
            )
            return futures

        started: list[dict[int, Any]] = []
        widths = [padded(len(encoded)) for encoded in tokens]
        size = self._decoding.batch_size(sum(widths))
        # Those as long as all in their batch are padded to come first, so that there is one in each.
        order = sorted(range(len(tokens)), key=lambda number: len(tokens[number]), reverse=True)
        for batch in batches([(widths[number],) for number in order], size):
            numbers = [order[at] for at in batch]
            longest, width = tokens[numbers[0]], widths[numbers[0]]
            filler = [list(islice(cycle(self._filler or longest), width))] if len(longest) < width else []
            started.append(dict(zip(numbers, start(numbers, *filler), strict=False)))
        found: dict[int, tuple[Hypothesis, ...]] = {}
        misread: list[int] = []
        for number, result in finished(started, progress):
            hypotheses = result.hypotheses
            if self._is_misread(hypotheses, beam):
                misread.append(number)
            else:
                found[number] = self._hypotheses(
                    result, hypotheses, tokens[number], prefixes[number], begun[number], beam
                )
        alone = [{number: start([number])[0]} for number in misread]
        for number, result in finished(alone, None):
            found[number] = self._hypotheses(
                result, result.hypotheses, tokens[number], prefixes[number], begun[number], beam
            )
        return [found[number] for number in range(len(texts))]

    @cached_property
    def _filler(self) -> list[str]:
        """Return what fills batches and is soon translated: stops, if the model does not go on about them for ever."""
        stops = self._tokenizer.encode(".")
        trial = list(islice(cycle(stops), FILLER_TRIAL))
        [result] = self._translator.translate_batch(
            [trial], target_prefix=[self._language_token], beam_size=1, max_decoding_length=FILLER_TRIAL
        )
        return stops if len(result.hypotheses[0]) < FILLER_TRIAL else []

    def _is_misread(self, hypotheses: Sequence[Sequence[str]], beam: int) -> bool:
        """Say whether CTranslate2 gives a wrong place for what the first token, an unknown one, was copied from.

        In a batch, before it follows several hypotheses, it takes the first token's attention from another text.
        """
        return beam > 1 and not self._language_token and any(tokens[:1] == [UNKNOWN] for tokens in hypotheses)

    def _hypotheses(
        self,
        result: Any,
        hypotheses: Sequence[Sequence[str]],
        source: Sequence[str],
        prefix: str,
        begun: Sequence[str],
        beam: int,
    ) -> tuple[Hypothesis, ...]:
        made = []
        for number, (tokens, score) in enumerate(zip(hypotheses, result.scores, strict=True)):
            copied = _copied(tokens, source, result.attention[number]) if UNKNOWN in tokens and source else tokens
            # A piece that the vocabulary lacks comes back as the unknown one, so the prefix is kept as it was given.
            kept = [*begun, *copied[len(self._language_token) + len(begun) :]]
            raw = unicodedata.normalize("NFC", self._tokenizer.decode(kept)).strip()
            if prefix:
                beginning = unicodedata.normalize("NFC", self._tokenizer.decode(list(begun))).strip()
                raw = prefix + raw.removeprefix(beginning)
            text = tidy_cjk(raw) if self._cjk else raw
            # CTranslate2 divides the sum of the log-probabilities of what it added, the end with it, by a power of the
            # length of all.
            added = len(kept) - len(begun) + 1
            mean = score * (len(tokens) + 1) ** LENGTH_PENALTY / added
            made.append(Hypothesis(text, round(mean, 4), added, _Trace(kept, raw, result, number, beam > 1)))
        return tuple(made)

    def focus(self, source: str, hypothesis: Hypothesis, span: tuple[int, int]) -> tuple[Focus, ...]:
        """Return what each token of the hypothesis looked at (one head of the last decoder layer)."""
        trace = hypothesis.trace
        if not isinstance(trace, _Trace):
            return ()
        attention = trace.attention()
        if not attention:
            return ()
        columns = [
            number
            for number, (start, end) in enumerate(self._offsets(source, self._tokenizer.encode(source)))
            if start < span[1] and span[0] < end and number < len(attention[0])
        ]
        weights = [sum(row[column] for column in columns) for row in attention[-len(trace.tokens) :]]
        places = _projected(list(self._offsets(trace.text, trace.tokens)), trace.text, hypothesis.text)
        missing = len(places) - len(weights)  # the language token, or a prefix without rows of its own
        return tuple(Focus(*place, weight) for place, weight in zip(places[missing:], weights, strict=True))

    def score(self, pairs: Sequence[tuple[str, str]]) -> list[tuple[Piece, ...]]:
        """Return the tokens of each target with their log-probabilities; nothing for what is too long."""
        rows = [(self._tokenizer.encode(source), self._tokenizer.encode(target)) for source, target in pairs]
        short = [number for number, row in enumerate(rows) if max(map(len, row)) <= MAX_SCORED_LENGTH]
        started: list[dict[int, Any]] = []
        lengths = [(len(rows[number][0]), len(rows[number][1])) for number in short]
        for batch in batches(lengths, self._decoding.batch_size(sum(map(max, lengths)))):
            numbers = [short[at] for at in batch]
            futures = self._translator.score_batch(
                [rows[number][0] for number in numbers],
                [[*self._language_token, *rows[number][1]] for number in numbers],
                max_input_length=0,
                asynchronous=True,
            )
            started.append(dict(zip(numbers, futures, strict=True)))
        pieces: list[tuple[Piece, ...]] = [()] * len(pairs)
        for number, result in finished(started, None):
            offsets = self._offsets(pairs[number][1], rows[number][1])
            values = result.log_probs[len(self._language_token) :]
            pieces[number] = tuple(Piece(*span, value) for span, value in zip(offsets, values, strict=False))
        return pieces

    def _parts(self, text: str, longest: int = MAX_SOURCE_LENGTH) -> list[str]:
        """Halve a text that is too long until each part is short, behind a mark or a blank if there is one."""
        if 4 * len(text) < longest or len(self._tokenizer.encode(text)) <= longest:
            return [text]  # a character has four tokens at most, one for each byte
        middle, quarter = len(text) // 2, len(text) // 4
        for cut in _CUTS:
            places = [found.end() for found in cut.finditer(text, quarter, len(text) - quarter)]
            if places:
                middle = min(places, key=lambda place: abs(place - middle))
                break
        return [*self._parts(text[:middle], PART_LENGTH), *self._parts(text[middle:], PART_LENGTH)]

    def _join(self, parts: Sequence[tuple[Hypothesis, ...]]) -> tuple[Hypothesis, ...]:
        """Return the hypotheses of a text from those of its parts, the best with the best."""
        if len(parts) == 1:
            return parts[0]
        between = "" if self._cjk else " "
        return tuple(
            Hypothesis(
                between.join(hypothesis.text for hypothesis in row),
                round(sum(hypothesis.score for hypothesis in row) / len(row), 4),
            )
            for row in zip(*parts, strict=False)
        )

    def _offsets(self, text: str, tokens: Sequence[str]) -> Iterator[tuple[int, int]]:
        """Yield where each token stands in `text`, from the lengths of the decoded beginnings.

        A byte of a character that takes several (byte fallback) gets an empty span until the last byte.
        """
        ends = [0]
        for count in range(1, len(tokens) + 1):
            beginning = self._tokenizer.decode(list(tokens[:count])).lstrip()
            while beginning and not text.startswith(beginning):
                beginning = beginning[:-1]
            ends.append(max(ends[-1], len(beginning)))
        yield from pairwise(ends)


def _copied(tokens: Sequence[str], source: Sequence[str], attention: Sequence[Sequence[float]]) -> list[str]:
    """Return the tokens with the source token that it looked at most in the place of each unknown one."""
    rows = [row[: len(source)] for row in attention]
    return [
        source[max(range(len(source)), key=rows[at].__getitem__)] if token == UNKNOWN else token
        for at, token in enumerate(tokens)
    ]


def _projected(places: Sequence[tuple[int, int]], raw: str, tidy: str) -> list[tuple[int, int]]:
    """Return where the places of `raw` are in `tidy`, which has the same letters and figures in the same order."""
    if raw == tidy:
        return list(places)
    before = list(accumulate(map(str.isalnum, raw), initial=0))
    stands = [at for at, sign in enumerate(tidy) if sign.isalnum()] + [len(tidy)]
    last = len(stands) - 1
    return [
        (stands[min(before[start], last)], stands[min(before[end] - 1, last - 1)] + 1 if before[end] else 0)
        if before[start] < before[end]
        else (stands[min(before[start], last)],) * 2
        for start, end in places
    ]
