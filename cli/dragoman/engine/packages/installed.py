"""Argos packages on this machine: where they are, what they say of themselves, and which serve a language pair.

Reads `metadata.json` only; nothing here imports argostranslate, whose import makes folders in the user's home.
"""

import json
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from itertools import chain
from pathlib import Path

from dragoman import resources
from dragoman.engine.packages.archive import damaged, unpack
from dragoman.engine.packages.metadata import slots_of
from dragoman.errors import EngineError

_NO_PACKAGE = (
    "no Argos package translates {pairs}, directly or through English; "
    "install one with: {command} (needs the network once), {leave_out}or use --engine none"
)
_LEAVE_OUT = "leave the language out of --to, "
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


@dataclass(frozen=True)
class Package:
    """An unpacked Argos package."""

    path: Path
    from_code: str
    to_code: str
    version: str
    from_name: str
    to_name: str
    draft: bool
    """Its `metadata.json` says `"draft": true`."""
    inline: bool
    """Its `metadata.json` says `"terminology": "inline"`."""
    slots: Mapping[str, tuple[str, ...]]
    """By category of terms: symbols that its model puts where what they stand for goes, in their order; see `slots` in
    its `metadata.json`."""
    embedded: bool
    """Ships with dragoman; lies in dragoman's cache folder."""

    @property
    def pair(self) -> str:
        """`en-zh`."""
        return f"{self.from_code}-{self.to_code}"

    @property
    def readme(self) -> str:
        """The package's card, without control characters; empty where it has none."""
        path = self.path / "README.md"
        return _CONTROLS.sub("", path.read_text("utf-8", errors="replace")) if path.is_file() else ""

    @cached_property
    def fingerprint(self) -> str:
        """The first 12 hexadecimal digits of the SHA-256 of weights and tokenizer.

        Raises:
            EngineError: the weights cannot be read.
        """
        digest = sha256()
        try:
            for name in ("sentencepiece.model", "bpe.model", "model/model.bin"):
                if (self.path / name).is_file() or name == "model/model.bin":
                    with (self.path / name).open("rb") as file:
                        while chunk := file.read(1 << 20):
                            digest.update(chunk)
        except OSError as error:
            raise damaged(self.path, error.strerror or "unreadable") from error
        return digest.hexdigest()[:12]


def user_folder() -> Path:
    """Return the folder in which Argos Translate keeps its packages, by its own rules; it may not exist."""
    if configured := os.environ.get("ARGOS_PACKAGES_DIR"):
        return Path(configured)
    config = Path(os.environ.get("XDG_CONFIG_HOME") or resources.home() / ".config")
    try:
        settings = json.loads((config / "argos-translate" / "settings.json").read_text("utf-8"))
        if configured := settings.get("ARGOS_PACKAGES_DIR"):
            return Path(configured)
    except (OSError, ValueError, AttributeError):
        pass  # no settings, or none that Argos Translate could read either
    data = Path(os.environ.get("XDG_DATA_HOME") or resources.home() / ".local" / "share")
    return data / "argos-translate" / "packages"


def installed_packages() -> list[Package]:
    """Return the user's packages and those that ship with dragoman, the preferred one of each pair first.

    A damaged one is skipped, see `damaged_packages`: it must not stop the work of the others. The embedded
    packages are unpacked into dragoman's cache folder on first use.

    Raises:
        EngineError: an embedded package cannot be unpacked.
    """
    packages = sound_packages(user_folder())
    packages += [read_package(unpack_embedded(file), embedded=True) for file in resources.embedded_packages()]
    # A full package wins over a draft, and a later version over an earlier one.
    packages.sort(key=lambda package: version_key(package.version), reverse=True)
    packages.sort(key=lambda package: (package.from_code, package.to_code, package.draft))
    return packages


def sound_packages(folder: Path) -> list[Package]:
    """Return the packages in a folder that translate and say what, sorted by the names of their folders."""
    return [package for package in map(_try_to_read, _package_folders(folder)) if isinstance(package, Package)]


def damaged_packages(folder: Path) -> list[EngineError]:
    """Return what is wrong with the packages in a folder that cannot be read."""
    return [error for error in map(_try_to_read, _package_folders(folder)) if isinstance(error, EngineError)]


def stray_folders(folder: Path) -> list[Path]:
    """Return the folders that are no packages, at which Argos Translate stops."""
    return [path for path in _subfolders(folder) if not (path / "metadata.json").exists()]


def _package_folders(folder: Path) -> list[Path]:
    return [path for path in _subfolders(folder) if (path / "metadata.json").is_file()]


def _try_to_read(folder: Path) -> Package | EngineError | None:
    """Return the package, what is wrong with it, or `None` for one that does not translate."""
    try:
        package = read_package(folder, embedded=False)
    except EngineError as error:
        return error
    return package if package.from_code else None


def find_route(source: str, target: str) -> tuple[Package, ...]:
    """Return the packages that translate Argos code `source` into `target`: one, or two that meet in English.

    Raises:
        EngineError: there is no such route; the message names the commands that install one.
    """
    return find_routes(source, [target])[0]


def find_routes(source: str, targets: Sequence[str]) -> list[tuple[Package, ...]]:
    """Return what `find_route` returns for each of the targets.

    Raises:
        EngineError: some of them have no route; the message names all of those.
    """
    if source in targets:
        raise EngineError(f"source and target languages are the same ({source}); choose another --to or --from")
    best: dict[tuple[str, str], Package] = {}
    for package in installed_packages():
        best.setdefault((package.from_code, package.to_code), package)
    damaged_ones = damaged_packages(user_folder())
    routes = []
    without: list[str] = []
    missing: dict[tuple[str, str], None] = {}
    for target in targets:
        steps = [(source, target)]
        if steps[0] not in best and source != "en" and target != "en":
            steps = [(source, "en"), ("en", target)]
        if lacking := [step for step in steps if step not in best]:
            without.append(f"{source} → {target}")
            missing |= dict.fromkeys(lacking)
        if damaged_ones and any(step in best and best[step].embedded for step in steps):
            raise damaged_ones[0]  # it may be the one that should be used in place of the draft
        routes.append(tuple(best[step] for step in steps if step in best))
    if without:
        command = f"dragoman models install {' '.join(chain(*missing))}"
        leave_out = _LEAVE_OUT if len(targets) > 1 else ""
        problems = "".join(f"; {problem}" for problem in damaged_ones)
        said = _NO_PACKAGE.format(pairs=" or ".join(without), command=command, leave_out=leave_out)
        raise EngineError(said + problems)
    return routes


def read_package(path: Path, *, embedded: bool) -> Package:
    """Read the metadata of the unpacked package at `path`; one that does not translate has no language codes.

    Raises:
        EngineError: `metadata.json` is missing, is not JSON or names no languages.
    """
    try:
        metadata = json.loads((path / "metadata.json").read_text("utf-8"))
        source, target = str(metadata.get("from_code") or ""), str(metadata.get("to_code") or "")
    except (OSError, ValueError, AttributeError, RecursionError) as error:
        raise damaged(path, f"metadata.json: {error}") from error
    if metadata.get("type", "translate") != "translate":
        source = target = ""
    elif not (source and target):
        raise damaged(path, "metadata.json names no from_code and to_code")
    version, *names = (str(metadata.get(key, "")) for key in ("package_version", "from_name", "to_name"))
    if not "".join([source, target, version, *names]).isprintable():  # it would be, on terminals and in pages
        raise damaged(path, "metadata.json has invalid characters")
    return Package(
        path=path,
        from_code=source,
        to_code=target,
        version=version,
        from_name=names[0] or source,
        to_name=names[1] or target,
        draft=metadata.get("draft") is True,
        inline=metadata.get("terminology") == "inline",
        slots=slots_of(metadata),
        embedded=embedded,
    )


def unpack_embedded(file: Path) -> Path:
    """Return the folder in dragoman's cache that holds the embedded package, unpacking it if it is not there, whole.

    Raises:
        EngineError: the file is damaged or the cache folder cannot be written.
    """
    return unpack(file, resources.cache_folder() / "packages")


def _subfolders(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if path.is_dir())
    except OSError:
        return []


def version_key(text: str) -> tuple[int, ...]:
    """Return the numbers of a dotted version, to sort by.

    >>> version_key("1.10") > version_key("1.9")
    True
    """
    return tuple(int(part) for part in text.split(".") if part.isdigit())
