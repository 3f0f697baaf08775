"""RTF and old Word files, which become Word documents by LibreOffice where it is installed.

It runs without a window, in a folder of its own that goes with it, so that no running LibreOffice is disturbed, no
macro is run and nothing is fetched that a file links to; and not for longer than a time limit.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from dragoman.errors import DocumentError

SECONDS = 180
"""How long one conversion may take."""
_PROGRAMS = ("soffice", "libreoffice", "/Applications/LibreOffice.app/Contents/MacOS/soffice")
_FILTERS = {".rtf": "Rich Text Format", ".doc": "MS Word 97"}
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">{scripting}</item>
</oor:items>
"""
_FOLDERS = ("HOME", "TMPDIR", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR", "XDG_STATE_HOME")
"""Variables that name a folder of the user's, where LibreOffice and the libraries that it uses keep settings."""
_PROP = '<prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop>'
_SCRIPTING = {"MacroSecurityLevel": 3, "DisableMacrosExecution": "true", "BlockUntrustedRefererLinks": "true"}

CONVERTED = "{path}: {what}, converted by LibreOffice; --formats same and po apply write a Word document (.docx)"
_MISSING = (
    "{path}: this is {what}, which is read with the help of LibreOffice, and that is not installed; install it, or "
    "open the file in Word or LibreOffice, save it as .docx and try again"
)
_FAILED = (
    "{path}: LibreOffice cannot convert this file: it is damaged, or has a password; open it, save it as .docx and try "
    "again"
)
_TOO_LONG = "{path}: LibreOffice takes longer than {seconds} seconds; open the file, save it as .docx and try again"


def to_docx(label: str, data: bytes, what: str, suffix: str) -> bytes:
    """Return a file as a Word document; `what` is what it is called, `suffix` what LibreOffice knows it by.

    Raises `DocumentError` if LibreOffice is not installed, takes too long, or cannot read the file.
    """
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None:
        raise DocumentError(_MISSING.format(path=label, what=what))
    with tempfile.TemporaryDirectory(prefix="dragoman-") as name:
        folder = Path(name)
        settings = folder / "profile" / "user" / "registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        props = "".join(_PROP.format(name=key, value=value) for key, value in _SCRIPTING.items())
        settings.write_text(_SETTINGS.format(scripting=props), "utf-8")
        source, made = folder / f"report{suffix}", folder / "out" / "report.docx"
        source.write_bytes(data)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        options = ("--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck")
        # Without the name of the format, LibreOffice takes what is damaged for text and converts its bytes.
        kind = (f"--infilter={_FILTERS[suffix]}", "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(made.parent))
        _run(label, [program, profile, *options, *kind, str(source)], folder)
        if not made.is_file():
            raise DocumentError(_FAILED.format(path=label))
        return made.read_bytes()


def _run(label: str, command: Sequence[str], folder: Path) -> None:
    """Run a program with all that it starts, for which it is given a session of its own."""
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env=os.environ | dict.fromkeys(_FOLDERS, str(folder)),
        start_new_session=True,
    )
    try:
        process.wait(SECONDS)
    except subprocess.TimeoutExpired:
        raise DocumentError(_TOO_LONG.format(path=label, seconds=SECONDS)) from None
    finally:
        if hasattr(os, "killpg"):
            with contextlib.suppress(ProcessLookupError, PermissionError):  # all have ended
                os.killpg(process.pid, signal.SIGKILL)
        process.kill()
        process.wait()
