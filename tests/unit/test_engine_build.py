"""Packages made of models from elsewhere: a Marian model that says one thing to everything, and CTranslate2's."""

import json
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import yaml

from dragoman.engine.argos import ArgosEngine
from dragoman.engine.packages.build import Recipe, build_package
from dragoman.engine.packages.install import install_file
from dragoman.errors import EngineError
from dragoman.languages import parse_language
from packages import dictionary_package

WIDTH, LAYERS = 32, 1
SAYS = ("▁koe", ".")
ORIGIN = "https://example.org/opus-mt-en-fi"


def recipe(licence: str = "CC BY 4.0", version: str = "1.0") -> Recipe:
    return Recipe(
        source=parse_language("en"), target=parse_language("fi"), version=version, origin=ORIGIN, licence=licence
    )


@pytest.fixture
def marian(tmp_path: Path) -> Path:
    return marian_model(tmp_path / "opus")


def marian_model(folder: Path, *, decoder: str = "self-attention", extra: tuple[str, ...] = ()) -> Path:
    """Write a Marian model whose decoder says the same to every source: its output looks at the position alone."""
    dictionary = dictionary_package(folder.parent / "dictionary", "en", "fi", {"A": "koe"})
    folder.mkdir()
    shutil.copyfile(dictionary / "sentencepiece.model", folder / "source.spm")
    vocabulary = ["</s>", "<unk>", *SAYS, "▁A", "▁trial", *extra, "<pad>"]
    lines = [f"{json.dumps(token, ensure_ascii=False)}: {number}" for number, token in enumerate(vocabulary)]
    (folder / "opus.vocab.yml").write_text("\n".join(lines) + "\n", "utf-8")
    config = {
        "type": "transformer",
        "transformer-decoder-autoreg": decoder,
        "transformer-no-projection": False,
        "transformer-ffn-activation": "relu",
        "transformer-preprocess": "",
        "transformer-postprocess": "dan",
        "transformer-postprocess-emb": "d",
        "transformer-postprocess-top": "",
        "transformer-guided-alignment-layer": "last",
        "transformer-heads": 2,
        "enc-depth": LAYERS,
        "dec-depth": LAYERS,
    } | ({"dec-cell": "ssru"} if decoder == "rnn" else {})
    arrays = dict(weights(len(vocabulary)))
    arrays["special:model.yml"] = np.frombuffer(yaml.safe_dump(config).encode() + b"\0", np.int8)
    np.savez(folder / "opus.npz", **arrays)  # type: ignore[arg-type]  # of its one option and the arrays
    return folder


def weights(size: int) -> Iterator[tuple[str, np.ndarray]]:
    """Yield arrays under Marian's names: nothing is added to the position's code, and the output knows three."""
    yield "encoder_Wemb", np.zeros((size, WIDTH), np.float32)
    yield "decoder_Wemb", np.zeros((size, WIDTH), np.float32)
    output = np.zeros((WIDTH, size), np.float32)
    for position, token in enumerate((2, 3, 0)):
        code = position_code(position)
        # Processors without VNNI add products of neighbours in 16 bits, which two great ones leave: one of them is 0.
        output[::2, token] = ((code - code.mean()) / code.std())[::2]
    yield "decoder_ff_logit_out_W", output
    yield "decoder_ff_logit_out_b", np.zeros((1, size), np.float32)
    for side, parts in (("encoder", ("self",)), ("decoder", ("self", "context"))):
        for part in parts:
            for name in "qkvo":
                yield f"{side}_l1_{part}_W{name}", np.zeros((WIDTH, WIDTH), np.float32)
                yield f"{side}_l1_{part}_b{name}", np.zeros((1, WIDTH), np.float32)
            yield from norm(f"{side}_l1_{part}_Wo")
        for name, shape in (("1", (WIDTH, 2 * WIDTH)), ("2", (2 * WIDTH, WIDTH))):
            yield f"{side}_l1_ffn_W{name}", np.zeros(shape, np.float32)
            yield f"{side}_l1_ffn_b{name}", np.zeros((1, shape[1]), np.float32)
        yield from norm(f"{side}_l1_ffn_ffn")


def norm(name: str) -> Iterator[tuple[str, np.ndarray]]:
    yield f"{name}_ln_scale", np.ones((1, WIDTH), np.float32)
    yield f"{name}_ln_bias", np.zeros((1, WIDTH), np.float32)


def position_code(position: int) -> np.ndarray:
    """Return the sinusoids of Vaswani et al. 2017, all sines first, as Marian has them."""
    scales = np.power(10000, 2 * (np.arange(WIDTH // 2)) / WIDTH)
    return np.concatenate([np.sin(position / scales), np.cos(position / scales)])


def test_a_marian_model_becomes_a_package_that_translates(marian: Path, tmp_path: Path) -> None:
    file = build_package(marian, recipe(), tmp_path / "out")
    assert file == tmp_path / "out" / "translate-en_fi-1_0.argosmodel"
    assert [path.name for path in file.parent.iterdir()] == [file.name]
    package = install_file(file).package
    assert (package.pair, package.version, package.draft, package.inline) == ("en-fi", "1.0", False, False)
    assert ORIGIN in package.readme
    assert "Licence: CC BY 4.0" in package.readme
    [[hypothesis, *_]] = ArgosEngine([package]).translate(["A trial."])
    assert hypothesis.text == "koe."
    again = build_package(marian / "opus.npz", recipe(), tmp_path / "again")
    assert zipfile.ZipFile(again).namelist() == zipfile.ZipFile(file).namelist()
    assert again.read_bytes() == file.read_bytes()


def test_the_licence_beside_the_model_goes_into_the_card(marian: Path, tmp_path: Path) -> None:
    (marian / "LICENSE").write_text("Attribution 4.0 International\n", "utf-8")
    (marian / "README.md").write_text("Trained on OPUS.\n", "utf-8")
    file = build_package(marian, recipe(licence=""), tmp_path)
    card = zipfile.ZipFile(file).read("translate-en_fi-1_0/README.md").decode()
    assert "Licence: Attribution 4.0 International" in card
    assert "Trained on OPUS." in card


def test_a_ctranslate2_model_becomes_a_package(tmp_path: Path) -> None:
    dictionary = dictionary_package(tmp_path / "there", "en", "fi", {"trial": "koe"})
    folder = tmp_path / "model"
    shutil.copytree(dictionary / "model", folder)
    shutil.copyfile(dictionary / "sentencepiece.model", folder / "source.spm")
    package = install_file(build_package(folder, recipe(), tmp_path / "out")).package
    [[hypothesis, *_]] = ArgosEngine([package]).translate(["trial"])
    assert hypothesis.text == "koe"


def test_what_cannot_be_used_is_refused_by_name(marian: Path, tmp_path: Path) -> None:
    def refused(model: Path, **facts: str) -> str:
        with pytest.raises(EngineError) as caught:
            build_package(model, recipe(**facts), tmp_path / "out")
        assert not (tmp_path / "out").exists()
        return str(caught.value)

    firefox = tmp_path / "firefox"
    shutil.copytree(marian, firefox)
    (firefox / "opus.npz").rename(firefox / "model.enfi.intgemm.alphas.bin")
    assert "Firefox" in refused(firefox)
    assert "SSRU" in refused(firefox)
    assert "rnn (ssru)" in refused(marian_model(tmp_path / "one" / "ssru", decoder="rnn"))
    assert ">>fin<<" in refused(marian_model(tmp_path / "two" / "many", extra=(">>fin<<", ">>swe<<")))
    assert "--licence" in refused(marian, licence="")
    assert "no such model" in refused(tmp_path / "nowhere")
    assert "version" in refused(marian, version="new")
    (marian / "source.spm").rename(marian / "other.spm")
    assert "no tokenizer" in refused(marian)
    (marian / "other.spm").rename(marian / "source.spm")
    (marian / "opus.npz").write_bytes(b"PK nothing")
    assert "not a Marian model" in refused(marian)
    (marian / "opus.npz").unlink()
    assert "no model" in refused(marian)
