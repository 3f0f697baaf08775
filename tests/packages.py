"""Argos packages built from nothing that do translate: word by word, out of a dictionary, for any pair of languages.

The model is a real CTranslate2 Transformer with weights set by hand instead of trained. Its decoder attends to the
source token that stands where the next target token comes, by codes of the positions, and says the token that the
dictionary has for it; a token that no word of the dictionary covers is copied. So a test knows what a package must
say, how sure it is (some nine tenths a token) and where its attention lies. Target and source have the same number of
tokens: behind a prefix that is longer than what it stands for, the model skips.
"""

import json
import string
from collections.abc import Mapping, Sequence
from itertools import chain, pairwise
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from archives import folder_name, metadata

Tokenizer = Literal["sentencepiece", "bpe"]
Array = NDArray[np.float32]

SPECIAL = ("<unk>", "<s>", "</s>")
ALPHABET = (
    string.ascii_letters
    + string.digits
    + string.punctuation
    + "áéíóúñ¿¡çèêàâîôûœäöüß“”‘’—–。，、；：？！（）《》年月日"
)
"""Characters that every package can spell; what stands in its dictionary comes on top."""

MARK = "▁"
"""Of a word's beginning, in SentencePiece."""
CODE = 64
"""Width of a token's code, and of a position's."""
LONGEST = 600
"""Positions."""
SHARP = 40.0
"""How much more attention the right token draws than any other, as a logarithm."""
SURE = 10.0
"""How much likelier the right token is than those unlike it, as a logarithm."""


def dictionary_package(
    packages: Path,
    source: str,
    target: str,
    words: Mapping[str, str],
    *,
    version: str = "1.0",
    tokenizer: Tokenizer = "sentencepiece",
    spaced: bool = True,
    target_prefix: str = "",
    shared: bool = True,
    vmap: bool = False,
    **more: Any,
) -> Path:
    """Build an installed package and return its folder.

    Args:
        packages: the folder of all packages.
        source: Argos code.
        target: Argos code.
        words: the dictionary; words of one token each, told apart by case.
        version: of the package.
        tokenizer: of which kind.
        spaced: blanks stand between the words of the target.
        target_prefix: the token that every target begins with; `""` for none.
        shared: both sides have one vocabulary.
        vmap: the model may only say what the dictionary has for words of the source, and characters.
        more: fields of `metadata.json`.
    """
    folder = packages / folder_name(source, target, version)
    (folder / "model").mkdir(parents=True)
    fields = metadata(source, target, version, **({"target_prefix": target_prefix} if target_prefix else {}), **more)
    (folder / "metadata.json").write_text(json.dumps(fields), "utf-8")
    if tokenizer == "bpe":
        pairs = {word.strip(): other.strip() for word, other in words.items()}
        pieces = _write_bpe(folder / "bpe.model", list(chain(*pairs.items())))
    else:
        mark = MARK if spaced else ""
        pairs = {MARK + word: mark + other for word, other in words.items() if word[0].isalnum()}
        pairs |= {sign: other for sign, other in words.items() if not sign[0].isalnum()}
        pieces = _write_sentencepiece(folder / "sentencepiece.model", list(chain(*pairs.items())), words)
    extra = [target_prefix] if target_prefix else []
    vocabulary = list(dict.fromkeys([*SPECIAL, *extra, *pieces]))
    _write_model(folder / "model", vocabulary, pairs, after=len(extra), shared=shared, vmap=vmap)
    return folder


def _write_sentencepiece(file: Path, tokens: Sequence[str], words: Mapping[str, str]) -> list[str]:
    """Train a SentencePiece model of characters that keeps the tokens whole; return its pieces."""
    import sentencepiece

    whole = sorted({token for token in tokens if len(token) > 1})
    letters = sorted(set("".join([ALPHABET, *words, *words.values()])))
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter([" ".join(letters)] * 2),
        model_prefix=str(file.with_suffix("")),
        model_type="char",
        vocab_size=len(SPECIAL) + len(whole) + len(set(letters) | {MARK}),
        character_coverage=1.0,
        user_defined_symbols=whole,
        normalization_rule_name="identity",
        minloglevel=2,
    )
    file.with_suffix(".vocab").unlink()
    processor = sentencepiece.SentencePieceProcessor(model_file=str(file))
    return [processor.id_to_piece(number) for number in range(processor.get_piece_size())]


def _write_bpe(file: Path, words: Sequence[str]) -> list[str]:
    """Write merges that put the words together from their left; return the tokens that there can be."""
    merges: dict[str, None] = {}
    for word in words:
        letters = [*word[:-1], word[-1] + "</w>"]
        beginning = letters[0]
        for _, letter in pairwise(letters):
            merges[f"{beginning} {letter}"] = None
            beginning += letter
    file.write_text("\n".join(["#version: 0.2", *merges, ""]), "utf-8")
    letters = sorted({*ALPHABET, *"".join(words)})
    beginnings = {word[:end] for word in words for end in range(1, len(word))}
    return [*dict.fromkeys(words), *letters, *(f"{piece}@@" for piece in sorted({*letters, *beginnings}))]


def _codes(count: int, seed: int) -> Array:
    """Return vectors of +1 and -1, none much like another, each with as many of one as of the other."""
    half = np.repeat(np.array([1, -1], np.float32), CODE // 2)
    chance = np.random.default_rng(seed)
    return np.stack([chance.permutation(half) for _ in range(count)])


def _write_model(
    folder: Path, vocabulary: Sequence[str], pairs: Mapping[str, str], *, after: int, shared: bool, vmap: bool
) -> None:
    """Write the Transformer: one layer on each side, of which only the attention to the source does something."""
    import ctranslate2

    number = {token: at for at, token in enumerate(vocabulary)}
    says = [number[pairs.get(token, token)] for token in vocabulary]
    tokens, positions = _codes(len(vocabulary), 1), _codes(LONGEST, 2)
    width = 2 * CODE
    spec = ctranslate2.specs.TransformerSpec.from_config(num_layers=1, num_heads=1)
    spec.config.add_source_eos = True
    step = 1 if shared else -1
    spec.register_source_vocabulary(vocabulary[::step])
    spec.register_target_vocabulary(vocabulary)
    if vmap:
        (folder / "vmap.txt").write_text(_vocabulary_map(vocabulary, pairs), "utf-8")

    def vectors(left: Array | None, right: Array | None) -> Array:
        rows = max(len(part) for part in (left, right) if part is not None)
        filled = [np.zeros((rows, CODE), np.float32) if part is None else part for part in (left, right)]
        return np.concatenate(filled, axis=1)

    for side in (spec.encoder, spec.decoder):
        side.scale_embeddings = False
        _set_norm(side.layer_norm, width)
        _set_feed_forward(side.layer[0].ffn, width)
        attention = side.layer[0].self_attention
        _set_norm(attention.layer_norm, width)
        _set_linear(attention.linear[0], np.zeros((3 * width, width), np.float32))
        _set_linear(attention.linear[1], np.zeros((width, width), np.float32))
    # A vector has a token's code in its first half and a position's in its second.
    spec.encoder.embeddings[0].weight = vectors(tokens[says[::step]], None)
    spec.encoder.position_encodings.encodings = vectors(None, positions)
    spec.decoder.embeddings.weight = np.zeros((len(vocabulary), width), np.float32)
    # The position before the first is that of no token: the target prefix stands there.
    spec.decoder.position_encodings.encodings = vectors(None, np.roll(positions, after, axis=0))
    first = np.diag(np.repeat(np.array([1, 0], np.float32), CODE))
    second = np.diag(np.repeat(np.array([0, 1], np.float32), CODE))
    attention = spec.decoder.layer[0].attention
    _set_norm(attention.layer_norm, width)
    # What norms leave of a code: 1 of both halves in the encoder, the square root of 2 of the one in the decoder.
    _set_linear(attention.linear[0], second * SHARP / CODE * np.sqrt(width) / np.sqrt(2))
    _set_linear(attention.linear[1], np.concatenate([second, first]))
    _set_linear(attention.linear[2], first)
    spec.decoder.projection.weight = vectors(tokens * np.float32(SURE / CODE), None)
    spec.decoder.projection.bias = np.zeros(len(vocabulary), np.float32)
    spec.validate()
    spec.optimize(quantization="int8")
    spec.save(str(folder))


def _vocabulary_map(vocabulary: Sequence[str], pairs: Mapping[str, str]) -> str:
    """Return what each word may become, in CTranslate2's format; the first line is what any text may become."""
    always = " ".join(token for token in vocabulary if len(token) <= 1 or token in SPECIAL)
    return "\n".join([f"\t{always}", *(f"{word}\t{other}" for word, other in pairs.items()), ""])


def _set_norm(norm: Any, width: int) -> None:
    norm.gamma, norm.beta = np.ones(width, np.float32), np.zeros(width, np.float32)


def _set_linear(linear: Any, weight: NDArray[Any]) -> None:
    linear.weight, linear.bias = weight.astype(np.float32), np.zeros(len(weight), np.float32)


def _set_feed_forward(part: Any, width: int) -> None:
    _set_norm(part.layer_norm, width)
    _set_linear(part.linear_0, np.zeros((width, width), np.float32))
    _set_linear(part.linear_1, np.zeros((width, width), np.float32))
