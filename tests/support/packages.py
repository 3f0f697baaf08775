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
from dataclasses import dataclass
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
LONGEST = 600
"""Positions."""
SHARP = 40.0
"""How much more attention the right token draws than any other, as a logarithm."""
SURE = 10.0
"""How much likelier the right token is than those unlike it, as a logarithm."""


@dataclass(frozen=True, slots=True)
class Shape:
    """The size of a model; what its weights do is the same in every size."""

    layers: int = 1
    """On each side. All but the last layer of the decoder do nothing, for as much work as others."""
    width: int = 128
    heads: int = 1
    feed_forward: int = 128
    vocabulary: int = 0
    """Tokens, at least; what the dictionary does not need is never said."""

    @property
    def code(self) -> int:
        """Width of a token's code, and of a position's."""
        return self.width // 2


SMALL = Shape()
STOCK = Shape(layers=6, width=512, heads=8, feed_forward=2048, vocabulary=32_000)
"""That of most packages of the public index."""


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
    shape: Shape = SMALL,
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
        shape: the size of the model.
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
    vocabulary += [f"<{number}>" for number in range(shape.vocabulary - len(vocabulary))]
    _write_model(folder / "model", vocabulary, pairs, shape, after=len(extra), shared=shared, vmap=vmap)
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


def _codes(count: int, width: int, seed: int) -> Array:
    """Return vectors of +1 and -1, none much like another, each with as many of one as of the other."""
    half = np.tile(np.repeat(np.array([1, -1], np.float32), width // 2), (count, 1))
    return np.random.default_rng(seed).permuted(half, axis=1)


def _write_model(
    folder: Path,
    vocabulary: Sequence[str],
    pairs: Mapping[str, str],
    shape: Shape,
    *,
    after: int,
    shared: bool,
    vmap: bool,
) -> None:
    """Write the Transformer, of which only the last layer's attention to the source does something."""
    import ctranslate2

    number = {token: at for at, token in enumerate(vocabulary)}
    says = [number[pairs.get(token, token)] for token in vocabulary]
    tokens, positions = _codes(len(vocabulary), shape.code, 1), _codes(LONGEST, shape.code, 2)
    spec = ctranslate2.specs.TransformerSpec.from_config(num_layers=shape.layers, num_heads=shape.heads)
    spec.config.add_source_eos = True
    step = 1 if shared else -1
    spec.register_source_vocabulary(vocabulary[::step])
    spec.register_target_vocabulary(vocabulary)
    if vmap:
        (folder / "vmap.txt").write_text(_vocabulary_map(vocabulary, pairs), "utf-8")
    for side in (spec.encoder, spec.decoder):
        side.scale_embeddings = False
        _set_norm(side.layer_norm, shape)
        for layer in side.layer:
            _set_feed_forward(layer.ffn, shape)
            _set_attention(layer.self_attention, shape)
    for layer in spec.decoder.layer:
        _set_attention(layer.attention, shape)
    # A vector has a token's code in its first half and a position's in its second.
    spec.encoder.embeddings[0].weight = _vectors(tokens[says[::step]], None)
    spec.encoder.position_encodings.encodings = _vectors(None, positions)
    spec.decoder.embeddings.weight = np.zeros((len(vocabulary), shape.width), np.float32)
    # The position before the first is that of no token: the target prefix stands there.
    spec.decoder.position_encodings.encodings = _vectors(None, np.roll(positions, after, axis=0))
    _set_copying(spec.decoder.layer[-1].attention, shape)
    spec.decoder.projection.weight = _vectors(tokens * np.float32(SURE / shape.code), None)
    spec.decoder.projection.bias = np.zeros(len(vocabulary), np.float32)
    spec.validate()
    spec.optimize(quantization="int8")
    _halve(spec)
    spec.save(str(folder))


def _halve(spec: Any) -> None:
    """Store the weights in numbers of 7 bits instead of 8, which every processor multiplies alike.

    Those without VNNI add two products of 8 bits in 16 bits, which is too few for weights as extreme as these.
    """
    variables = spec.variables()
    for name, weight in variables.items():
        if scale := variables.get(f"{name}_scale"):
            weight.array, scale.array = np.rint(weight.array / 2).astype(np.int8), scale.array / 2


def _vectors(tokens: Array | None, positions: Array | None) -> Array:
    """Return vectors with these halves, zeros where there is none."""
    known = tokens if tokens is not None else positions
    halves = [np.zeros_like(known) if half is None else half for half in (tokens, positions)]
    return np.concatenate(halves, axis=1)


def _set_copying(attention: Any, shape: Shape) -> None:
    """Let each head find the source token by a part of its position's code and bring a part of its token's code."""
    across = shape.width // shape.heads
    looks, brings = min(across, shape.code), shape.code // shape.heads
    query, value = (np.zeros((shape.width, shape.width)) for _ in range(2))
    for head in range(shape.heads):
        for at in range(looks):
            query[head * across + at, shape.code + (head * looks + at) % shape.code] = 1
        for at in range(brings):
            value[head * across + at, head * brings + at] = 1
    # What norms leave of a code: 1 of both halves in the encoder, the square root of 2 of the one in the decoder.
    _set_linear(attention.linear[0], query * SHARP / looks * np.sqrt(across / 2))
    _set_linear(attention.linear[1], np.concatenate([query, value]))
    _set_linear(attention.linear[2], value.T)


def _vocabulary_map(vocabulary: Sequence[str], pairs: Mapping[str, str]) -> str:
    """Return what each word may become, in CTranslate2's format; the first line is what any text may become."""
    always = " ".join(token for token in vocabulary if len(token) <= 1 or token in SPECIAL)
    return "\n".join([f"\t{always}", *(f"{word}\t{other}" for word, other in pairs.items()), ""])


def _set_norm(norm: Any, shape: Shape) -> None:
    norm.gamma, norm.beta = np.ones(shape.width, np.float32), np.zeros(shape.width, np.float32)


def _set_linear(linear: Any, weight: NDArray[Any]) -> None:
    linear.weight, linear.bias = weight.astype(np.float32), np.zeros(len(weight), np.float32)


def _set_attention(attention: Any, shape: Shape) -> None:
    """Let the attention add nothing; that to oneself has queries, keys and values in one matrix."""
    _set_norm(attention.layer_norm, shape)
    rows = {2: (3, 1), 3: (1, 2, 1)}[len(attention.linear)]
    for linear, count in zip(attention.linear, rows, strict=True):
        _set_linear(linear, np.zeros((count * shape.width, shape.width), np.float32))


def _set_feed_forward(part: Any, shape: Shape) -> None:
    _set_norm(part.layer_norm, shape)
    _set_linear(part.linear_0, np.zeros((shape.feed_forward, shape.width), np.float32))
    _set_linear(part.linear_1, np.zeros((shape.width, shape.feed_forward), np.float32))
