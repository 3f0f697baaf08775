"""Argos packages made for tests: folders that only say what they are, and copies of the embedded one that translate."""

import json
import zipfile
from pathlib import Path
from typing import Any

from dragoman import resources

NAMES = {"en": "English", "zh": "Chinese", "es": "Spanish", "fr": "French", "xx": "Exemplish"}

INDEX_CODES = [
    *("ar", "az", "bg", "bn", "ca", "cs", "da", "de", "el", "en", "eo", "es", "et", "eu", "fa", "fi", "fr", "ga", "gl"),
    *("he", "hi", "hu", "id", "it", "ja", "ko", "ky", "lt", "lv", "ms", "nb", "nl", "pb", "pl", "pt", "ro", "ru", "sk"),
    *("sl", "sq", "sv", "th", "tl", "tr", "uk", "ur", "zh", "zt"),
]
"""The codes of the public index of Argos packages (2026)."""

Members = dict[str, bytes]


def metadata(source: str, target: str, version: str = "1.0", **more: Any) -> dict[str, Any]:
    """Return what `metadata.json` of a package says."""
    return {
        "package_version": version,
        "argos_version": "1.9.0",
        "from_code": source,
        "from_name": NAMES.get(source, source),
        "to_code": target,
        "to_name": NAMES.get(target, target),
        **more,
    }


def folder_name(source: str, target: str, version: str = "1.0") -> str:
    """Return the name of a package's folder, as the packages of the public index spell it."""
    return f"translate-{source}_{target}-{version.replace('.', '_')}"


def installed(packages: Path, source: str, target: str, version: str = "1.0", **more: Any) -> Path:
    """Make the folder of a package that cannot translate."""
    folder = packages / folder_name(source, target, version)
    (folder / "model").mkdir(parents=True)
    (folder / "metadata.json").write_text(json.dumps(metadata(source, target, version, **more)), "utf-8")
    (folder / "model" / "model.bin").write_bytes(f"weights {source} {target} {version}".encode())
    return folder


def members(source: str = "en", target: str = "zh", version: str = "1.0", **more: Any) -> Members:
    """Return the files of a package that cannot translate."""
    root = folder_name(source, target, version)
    return {
        f"{root}/metadata.json": json.dumps(metadata(source, target, version, **more)).encode(),
        f"{root}/model/model.bin": b"weights " * 200,
        f"{root}/model/shared_vocabulary.json": b"[]",
        f"{root}/sentencepiece.model": b"pieces",
        f"{root}/README.md": b"A card.",
    }


def zipped(file: Path, content: Members) -> Path:
    """Write a package file."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in content.items():
            archive.writestr(name, data)
    return file


def working_members(source: str, target: str, version: str = "1.0", **more: Any) -> Members:
    """Return the files of the embedded package under other languages: it translates, whatever the codes say."""
    [embedded] = resources.embedded_packages()
    root = folder_name(source, target, version)
    with zipfile.ZipFile(embedded) as archive:
        content = {
            f"{root}/{info.filename.partition('/')[2]}": archive.read(info)
            for info in archive.infolist()
            if not info.is_dir()
        }
    content[f"{root}/metadata.json"] = json.dumps(metadata(source, target, version, **more)).encode()
    return content


def stored(file: Path, content: Members) -> Path:
    """Write a package file without compression, which takes most of the time of writing one."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for name, data in content.items():
            archive.writestr(name, data)
    return file
