"""OmegaT without its window, as Debian has it."""

import os
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest

_PROJECT = """\
<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<omegat><project version="1.0">
<source_dir>__DEFAULT__</source_dir><target_dir>__DEFAULT__</target_dir><tm_dir>__DEFAULT__</tm_dir>
<glossary_dir>__DEFAULT__</glossary_dir><glossary_file>__DEFAULT__</glossary_file>
<dictionary_dir>__DEFAULT__</dictionary_dir><source_lang>EN</source_lang><target_lang>ZH-CN</target_lang>
<sentence_seg>false</sentence_seg><support_default_translations>true</support_default_translations>
</project></omegat>
"""


def translate_with_omegat(folder: Path, sources: Iterable[Path], memory: Path | None) -> Path:
    """Let OmegaT translate files from English to Chinese from a memory; return the folder of the project.

    Below it, `target` holds the translated files and `project-omegat.tmx` what OmegaT has translated.
    """
    if not shutil.which("omegat"):
        pytest.skip("no omegat here; install the Debian package omegat")
    project = folder / "project"
    for name in ("source", "target", "omegat", "tm/auto", "glossary", "dictionary"):
        (project / name).mkdir(parents=True)
    (project / "omegat.project").write_text(_PROJECT, "utf-8")
    if memory:
        shutil.copy(memory, project / "tm" / "auto")
    for source in sources:
        shutil.copy(source, project / "source")
    java = ("java", "-Djava.awt.headless=true", f"-Duser.home={folder}", "-jar", "/usr/share/omegat/OmegaT.jar")
    how = ("--mode=console-translate", f"--config-dir={folder / 'settings'}", "--disable-project-locking")
    env = {"LC_ALL": "C.UTF-8", "PATH": os.environ["PATH"]}
    subprocess.run([*java, project, *how], capture_output=True, check=True, env=env)
    return project
