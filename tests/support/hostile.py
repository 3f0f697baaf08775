"""Package files made after the cases in `tests/cases/hostile_packages.json`: each is harmful or useless in one way."""

import json
import stat
import struct
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from archives import folder_name, members, metadata

Case = Mapping[str, Any]

KINDS = {"link": stat.S_IFLNK, "device": stat.S_IFCHR, "pipe": stat.S_IFIFO}


def load_cases(name: str) -> list[Case]:
    """Return the cases of a file, in which the names differ."""
    cases: list[Case] = json.loads((Path(__file__).parents[1] / "cases" / f"{name}.json").read_text("utf-8"))
    assert len({case["name"] for case in cases}) == len(cases)
    return cases


def hostile_package(file: Path, case: Case) -> Path:
    """Write the package file of a case."""
    if "raw" in case:
        file.write_text(case["raw"])
        return file
    root = case.get("root", folder_name("en", "zh"))
    _write(file, case, _content(case, root))
    data = bytearray(file.read_bytes())
    for name, other in case.get("patch", {}).items():
        assert data.count(name.encode()) == 2  # in the archive's directory and before the file
        data = data.replace(name.encode(), other.encode())
    card = data.rfind(b"PK\x01\x02", 0, data.rfind(b"README.md"))
    if "encrypt" in case:
        data[card + 8] |= 1
    if "patch-size" in case:
        data[card + 24] -= 1
    if "flip" in case:
        data[data.find(b"A card.")] ^= 1
    if "decoy" in case:  # at the end of a name, or where the directory begins, which zipfile does not need
        at = case["decoy"]
        data[at : at + 4] = b"PK\x05\x06"
    if "zip64" in case:
        directory = struct.pack("<4sQHHIIQQQQ", b"PK\x06\x06", 44, 45, 45, 0, 0, 9, 9, 2**32, 0)
        data[-22:-22] = directory + struct.pack("<4sIQI", b"PK\x06\x07", 0, len(data) - 22, 1)
    file.write_bytes(data[case.get("skip", 0) : case.get("keep")])
    return file


def _content(case: Case, root: str) -> dict[str, bytes]:
    content = {name.replace(folder_name("en", "zh"), root): data for name, data in members().items()}
    for name in case.get("without", ()):
        del content[f"{root}/{name}"]
    if "only" in case:
        content = {}
    for name, text in case.get("add", {}).items():
        content[name.format(root=root, long="x" * 256)] = text.encode()
    if "fields" in case:
        fields = {**metadata("en", "zh"), **case["fields"]}
        fields = {name: value for name, value in fields.items() if value is not None}
        content[f"{root}/metadata.json"] = json.dumps(fields).encode()
    for name, text in (("metadata", case.get("metadata")), ("blanks", " " * case.get("blanks", 0))):
        if text:
            content[f"{root}/metadata.json"] = text.encode() if name == "metadata" else text.encode() + b"{}"
    if "nested" in case:
        content[f"{root}/metadata.json"] = b"[" * case["nested"]
    if "zeros" in case:
        content[f"{root}/model/model.bin"] = bytes(case["zeros"])
    content |= {f"{root}/{number}": b"" for number in range(case.get("many", 0))}
    return content


def _write(file: Path, case: Case, content: Mapping[str, bytes]) -> None:
    way = {"lzma": zipfile.ZIP_LZMA, None: zipfile.ZIP_DEFLATED}[case.get("compression")]
    root = case.get("root", folder_name("en", "zh"))
    modes = {name.format(root=root): KINDS[kind] for name, kind in case.get("modes", {}).items()}
    with zipfile.ZipFile(file, "w", way, compresslevel=1) as archive:
        for name, data in content.items():
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_STORED if name.endswith("README.md") else way
            info.external_attr = (modes.get(name, stat.S_IFREG) | 0o777) << 16 if not name.endswith("/") else 0
            if name in modes:
                info.external_attr = (modes[name] | 0o777) << 16
            archive.writestr(info, data)
