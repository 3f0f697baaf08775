"""Without a network every command works but those that say that they need it; no other ever asks for a socket."""

import json
import re
import shutil
import subprocess
import sys
import zipfile
from typing import Any

import pytest
import typer

from dragoman import resources
from dragoman.main import app
from running import REPOSITORY, SAMPLE, environment

OFFLINE = REPOSITORY / "tests" / "offline"
GLOSSARY = REPOSITORY / "tests" / "golden" / "glossary"

EXAMPLES: dict[str, list[str]] = {
    "translate": [
        "report.txt --to zh --fail-on never --formats html,jsonl,po,txt,xlsx",
        "report.txt --to zh --engine none --formats html",
    ],
    "segment": ["report.txt"],
    "glossary match": ["report.txt --to zh"],
    "glossary show": ["SPP"],
    "glossary lint": ["--glossary terms --fail-on never"],
    "glossary add": ["harbour --category institution --to zh --rendering 港口 --status proposed --glossary terms"],
    "glossary set": ["harbour note=checked --glossary terms"],
    "glossary propose": ["harbour --to zh --rendering 海港 --by Lin --glossary terms"],
    "glossary approve": ["harbour --to zh --rendering 海港 --by Lin --glossary terms"],
    "glossary remove": ["harbour --glossary terms"],
    "glossary list": ["--lang zh --status official --glossary terms"],
    "glossary log": ["supreme-peoples-procuratorate"],
    "glossary usage": ["locales"],
    "glossary stats": [""],
    "glossary diff": ["terms"],
    "glossary coverage": ["report.txt"],
    "glossary extract": ["report.txt"],
    "glossary export": ["glossary.xlsx --to zh --glossary terms"],
    "glossary import": ["glossary.xlsx --to zh --dry-run --glossary terms"],
    "po update": ["report.txt --to zh"],
    "po status": ["locales"],
    "po check": ["locales --fail-on never"],
    "po apply": ["report.txt --to zh --use machine"],
    "po import": ["locales/zh_CN/LC_MESSAGES/report.po --dry-run"],
    "memory import": ["reviewed.tmx --to zh"],
    "memory search": ["harbour --to zh"],
    "memory export": ["memory.tmx --to zh"],
    "po analyze": ["locales"],
    "po merge": [" ".join(["locales/zh_CN/LC_MESSAGES/report.po"] * 3)],
    "kit make": ["report.txt --to zh --out kits"],
    "kit status": [""],
    "kit take": ["kits/report-zh-1.zip"],
    "models build": ["en zh model --origin here --licence MIT --out built"],
    "models list": [""],
    "models available": ["--index mirror"],
    "models install": ["--file mirror/en_zh.argosmodel", "en zh --index mirror --force"],
    "models update": ["--index mirror"],
    "models info": ["en zh"],
    "models remove": ["en zh"],
    "evaluate": ["set.tsv --to zh"],
    "doctor": [""],
}
"""Arguments that work for every command, in an order in which each finds what it needs."""

ONLINE = ["models available", "models install en fr", "models update en zh"]
"""What needs the network, and says so."""

TMX = """<tmx version="1.4">
<header creationtool="x" creationtoolversion="1" segtype="sentence" o-tmf="x" adminlang="en" srclang="en"
 datatype="plaintext"/>
<body><tu>
<tuv xml:lang="en"><seg>The harbour opened.</seg></tuv>
<tuv xml:lang="zh"><seg>港口开放了。</seg></tuv>
</tu></body>
</tmx>
"""


def leaves(group: Any, *path: str) -> set[str]:
    """Return the words of every command that is not a group."""
    if not hasattr(group, "commands"):
        return {" ".join(path)}
    return set[str]().union(*(leaves(command, *path, name) for name, command in group.commands.items()))


@pytest.fixture(scope="module")
def ended(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """How each command line ended, where there is no network."""
    folder = tmp_path_factory.mktemp("offline")
    shutil.copy(SAMPLE, folder / "report.txt")
    shutil.copytree(GLOSSARY, folder / "terms")
    (folder / "set.tsv").write_text("source\treference\tterms\nThe SPP met.\t最高检开会。\tSPP = 最高检\n", "utf-8")
    (folder / "reviewed.tmx").write_text(TMX, "utf-8")
    (folder / "mirror").mkdir()
    [embedded] = resources.embedded_packages()
    shutil.copy(embedded, folder / "mirror" / "en_zh.argosmodel")
    with zipfile.ZipFile(embedded) as package:
        package.extractall(folder)
    [unpacked] = folder.glob("translate-*")
    shutil.move(unpacked / "model", folder)
    shutil.move(unpacked / "sentencepiece.model", folder / "model")
    entry = {"package_version": "0.1", "from_code": "en", "from_name": "English", "to_code": "zh", "to_name": "Chinese"}
    (folder / "mirror" / "index.json").write_text(json.dumps([entry | {"links": ["en_zh.argosmodel"]}]), "utf-8")
    lines = [f"{words} {arguments}".split() for words, examples in EXAMPLES.items() for arguments in examples]
    at = lines.index(["models", "remove", "en", "zh"])
    lines[at:at] = [line.split() for line in ONLINE]  # while there is something to update
    (folder / "commands.json").write_text(json.dumps(lines), "utf-8")
    env = {
        "PYTHONPATH": str(OFFLINE),
        "DRAGOMAN_SOCKETS": str(folder / "sockets.txt"),
        "ARGOS_PACKAGES_DIR": str(folder / "packages"),
        "DRAGOMAN_DATA": str(folder / "data"),
    }
    command = [*without_network(), sys.executable, str(OFFLINE / "run_all.py"), "commands.json"]
    done = subprocess.run(command, cwd=folder, env=environment(env), capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    results = json.loads(done.stdout.splitlines()[-1])
    return {" ".join(line): result for line, result in zip(lines, results, strict=True)}


def without_network() -> list[str]:
    """Return the command that runs another one where the kernel has no network for it either, if that can be had."""
    command = ["unshare", "--map-root-user", "--net", "--"]
    if shutil.which("unshare") and subprocess.run([*command, "true"], capture_output=True).returncode == 0:
        return command
    return []


def test_every_command_has_an_example() -> None:
    assert set(EXAMPLES) == leaves(typer.main.get_command(app))


@pytest.mark.parametrize("words", EXAMPLES)
def test_a_command_works_without_a_network_and_asks_for_no_socket(ended: dict[str, dict[str, Any]], words: str) -> None:
    for arguments in EXAMPLES[words]:
        result = ended[f"{words} {arguments}".strip()]
        assert result["code"] == 0, result
        assert result["sockets"] == []


@pytest.mark.parametrize("line", ONLINE)
def test_what_needs_the_network_says_so(ended: dict[str, dict[str, Any]], line: str) -> None:
    result = ended[line]
    assert (result["code"], result["stdout"]) == (2, "")
    assert result["stderr"].count("\n") == 1
    assert "no connection: Network is unreachable" in result["stderr"]
    assert "this command needs the network, or a package file" in result["stderr"]
    assert result["sockets"]


NETWORK = re.compile(
    r"^\s*(?:from|import) (?:aiohttp|asyncio|ftplib|fsspec|http\.client|httpx|requests|smtplib|socket|ssl"
    r"|urllib\.request|urllib3|xmlrpc)\b|^\s*from (?:http import client|urllib import request)",
    re.MULTILINE,
)


ABLE = {
    "dragoman/engine/packages/web.py",
    "dragoman/batch/addresses.py",  # where reports lie at addresses that a person names
}


def test_few_modules_can_open_a_connection() -> None:
    source = REPOSITORY / "cli"
    found = [path for path in source.rglob("*.py") if NETWORK.search(path.read_text("utf-8"))]
    assert {path.relative_to(source).as_posix() for path in found} == ABLE
