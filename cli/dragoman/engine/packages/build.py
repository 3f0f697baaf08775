"""Argos packages made of models that users have elsewhere: Marian's, as OPUS-MT publishes them, and CTranslate2's.

CTranslate2's own converter reads Marian's `.npz` without PyTorch. What Argos packages have no field for, or CTranslate2
no code, is refused by name: models that a token in the source tells into which language to translate, and the decoders
with recurrent cells (SSRU) of Firefox's models. A package is tried out before it takes its place, as downloads are.
"""

import json
import re
import shutil
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from dragoman.engine.packages.archive import extract, opened
from dragoman.engine.packages.judge import judge
from dragoman.engine.packages.metadata import check_metadata
from dragoman.engine.packages.trial import try_package
from dragoman.errors import EngineError
from dragoman.model import Language

_TOKENIZERS = {
    "sentencepiece.model": ("sentencepiece.model", "source.spm", "spm.model", "sentencepiece.bpe.model"),
    "bpe.model": ("bpe.model", "source.bpe", "bpe.codes"),
}
"""What Argos calls a tokenizer, and what others do; that of the source tokenizes."""
_VOCABULARIES = ("*.vocab.yml", "*.vocab.yaml", "vocab*.yml", "vocab*.yaml")
_CTRANSLATE2 = (
    *("model.bin", "config.json", "shared_vocabulary.json", "source_vocabulary.json", "target_vocabulary.json"),
    *("shared_vocabulary.txt", "source_vocabulary.txt", "target_vocabulary.txt", "vmap.txt"),
)
_LANGUAGE_TOKEN = re.compile(r">>\w+<<")
_VOCABULARY_LIMIT = 4_000_000
"""Bytes of a vocabulary that are looked through for language tokens."""
_DATE = (2020, 1, 1, 0, 0, 0)
"""Of every member, so that the same model makes the same file."""
_CARDS = ("README.md", "README", "model-card.md")
_LICENCES = ("LICENSE", "LICENCE", "LICENSE.txt", "COPYING")


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """What a package is to say of itself."""

    source: Language
    target: Language
    version: str
    origin: str
    """Where the model comes from, an address or words."""
    licence: str
    """Its licence; empty to take it from a file that lies beside the model."""

    @property
    def name(self) -> str:
        """`translate-en_zh-1_0`, the name of the package's folder."""
        return f"translate-{self.source.argos}_{self.target.argos}-{self.version.replace('.', '_')}"


def build_package(model: Path, recipe: Recipe, out: Path) -> Path:
    """Make a package of a model and return its file, a new one in the folder `out`.

    `model` is a folder with a Marian model (`.npz`, vocabulary, SentencePiece or BPE) or a CTranslate2 model and its
    tokenizer, or the `.npz` itself.

    Raises:
        EngineError: something is missing, is of a kind that cannot be used, or does not translate; no file was written.
        OSError: the file cannot be written.
    """
    folder = model if model.is_dir() else model.parent
    if not model.exists():
        raise EngineError(f"{model}: no such model")
    with tempfile.TemporaryDirectory(prefix="dragoman-") as temporary:
        package = Path(temporary) / recipe.name
        package.mkdir()
        tokenizer, name = _find_tokenizer(folder)
        shutil.copyfile(tokenizer, package / name)
        if (folder / "model.bin").is_file() or (folder / "model" / "model.bin").is_file():
            _copy_model(folder if (folder / "model.bin").is_file() else folder / "model", package / "model")
        else:
            _convert(_find_weights(model), _find_vocabularies(folder), package / "model")
        _write_words(package, folder, recipe)
        file = Path(temporary) / f"{recipe.name}.argosmodel"
        _pack(package, file)
        _try(file, Path(temporary) / "trial", model)
        out.mkdir(parents=True, exist_ok=True)
        finished = out / file.name
        beside = finished.with_name(f".{finished.name}.new")
        shutil.copyfile(file, beside)
        beside.replace(finished)
    return finished


def _find_tokenizer(folder: Path) -> tuple[Path, str]:
    for name, others in _TOKENIZERS.items():
        for other in others:
            if (folder / other).is_file():
                return folder / other, name
    wanted = ", ".join(name for others in _TOKENIZERS.values() for name in others)
    raise EngineError(f"{folder}: there is no tokenizer; put it beside the model under one of the names {wanted}")


def _find_weights(model: Path) -> Path:
    """Return the `.npz` of a Marian model."""
    if model.is_file() and model.suffix != ".npz":
        raise EngineError(f"{model}: not a Marian model in NumPy format (.npz) and not a folder; name one of these")
    found = [model] if model.is_file() else sorted(model.glob("*.npz"))
    if len(found) > 1:
        best = [path for path in found if "best" in path.name]
        found = best if len(best) == 1 else found
    if len(found) == 1:
        return found[0]
    if any(model.glob("*.bin")):
        raise EngineError(
            f"{model}: this model is in Marian's binary format (.bin), as Firefox's models are, whose decoders (SSRU) "
            "do not run in CTranslate2; take an OPUS-MT model with a .npz file"
        )
    said = "several .npz files; name the one to take" if found else "no model: neither a .npz file nor model.bin"
    raise EngineError(f"{model}: {said}")


def _find_vocabularies(folder: Path) -> list[Path]:
    """Return the vocabularies of a Marian model, one for both sides or that of the source and that of the target."""
    found = list(dict.fromkeys(path for pattern in _VOCABULARIES for path in sorted(folder.glob(pattern))))
    sides = [[path for path in found if side in path.name] for side in ("src", "trg")]
    if len(found) > 1 and all(len(side) == 1 for side in sides):
        found = [sides[0][0], sides[1][0]]
    if len(found) == 1 or (len(found) == 2 and all(sides)):
        return found
    said = f"{len(found)} vocabularies" if found else "no vocabulary"
    raise EngineError(f"{folder}: {said}; there must be one *.vocab.yml, or one with src and one with trg in its name")


def _convert(weights: Path, vocabularies: Sequence[Path], folder: Path) -> None:
    """Write a Marian model in CTranslate2's format, in 8-bit integers."""
    import numpy as np
    import yaml
    from ctranslate2.converters import MarianConverter

    for vocabulary in vocabularies:
        with vocabulary.open("rb") as file:
            if found := _LANGUAGE_TOKEN.search(file.read(_VOCABULARY_LIMIT).decode("utf-8", "replace")):
                raise EngineError(
                    f"{vocabulary}: this model translates into several languages, told by a token in the source "
                    f"({found[0]}), for which Argos packages have no field; take a model of one pair"
                )
    try:
        with np.load(weights) as arrays:
            config = yaml.safe_load(arrays["special:model.yml"].tobytes().rstrip(b"\0"))
    except (OSError, ValueError, KeyError, yaml.YAMLError) as error:
        raise EngineError(f"{weights}: not a Marian model ({error})") from error
    decoder = str(config.get("transformer-decoder-autoreg", "")) if isinstance(config, dict) else ""
    if decoder not in {"", "self-attention"}:
        raise EngineError(
            f"{weights}: its decoder is of the kind {decoder}{_cell(config)}, which CTranslate2 does not run, "
            "as it does not run Firefox's; take a model with self-attention in its decoder"
        )
    try:
        MarianConverter(str(weights), [str(path) for path in vocabularies]).convert(str(folder), quantization="int8")
    except (OSError, ValueError, KeyError, RuntimeError) as error:
        raise EngineError(f"{weights}: CTranslate2 cannot convert this model: {error}") from error


def _cell(config: dict[str, object]) -> str:
    return f" ({config['dec-cell']})" if "dec-cell" in config else ""


def _copy_model(folder: Path, to: Path) -> None:
    to.mkdir()
    for name in _CTRANSLATE2:
        if (folder / name).is_file():
            shutil.copyfile(folder / name, to / name)


def _write_words(package: Path, folder: Path, recipe: Recipe) -> None:
    """Write the metadata and the card."""
    fields = {
        "package_version": recipe.version,
        "argos_version": "1.9.0",
        "from_code": recipe.source.argos,
        "from_name": recipe.source.name,
        "to_code": recipe.target.argos,
        "to_name": recipe.target.name,
        "code": f"translate-{recipe.source.argos}_{recipe.target.argos}",
        "links": [],
    }
    try:
        check_metadata(fields)
    except ValueError as error:
        raise EngineError(f"invalid package name: {error}") from error
    (package / "metadata.json").write_text(json.dumps(fields, ensure_ascii=False, indent=2) + "\n", "utf-8")
    licence = recipe.licence or next(_words(folder, _LICENCES), "")
    if not licence:
        raise EngineError(f"{folder}: no licence lies beside the model; name it with --licence")
    card = next(_words(folder, _CARDS), "")
    said = f"# {recipe.source.name} → {recipe.target.name}, version {recipe.version}\n\nOrigin: {recipe.origin}\n\n"
    said += f"Licence: {licence}\n" + (f"\n## The model's own card\n\n{card}\n" if card else "")
    (package / "README.md").write_text(said, "utf-8")


def _words(folder: Path, names: Sequence[str]) -> Iterator[str]:
    """Yield what the files of these names that there are say."""
    for name in names:
        if (folder / name).is_file():
            yield (folder / name).read_text("utf-8", errors="replace").strip()


def _pack(package: Path, file: Path) -> None:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(path for path in package.rglob("*") if path.is_file()):
            member = zipfile.ZipInfo(path.relative_to(package.parent).as_posix(), _DATE)
            member.compress_type, member.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            with path.open("rb") as source, archive.open(member, "w") as target:
                shutil.copyfileobj(source, target)


def _try(file: Path, folder: Path, model: Path) -> None:
    """Judge the package as a download is judged, and let it translate a sentence."""
    unsound = f"{model}: cannot be made into a sound Argos package ({{}})"
    with opened(file, lambda why: EngineError(unsound.format(why))) as archive:
        content = judge(archive)
        extract(archive, content, folder / content.root)
    try:
        try_package(folder / content.root)
    except EngineError as error:
        raise EngineError(f"{model}: the package does not work ({error.__cause__ or error})") from error
