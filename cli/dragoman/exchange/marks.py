"""What an exported file says, beside each target, of the target as it was exported.

By it `dragoman po import` tells what a person changed from what came back as it went out, whatever has become of the PO
file in the meantime. A mark reads `machine-ee641d26b0b2`: the origin, and what stands for the text.
"""

import re
from hashlib import sha256
from typing import cast, get_args

from dragoman.files.xml import representable
from dragoman.model import LINE_BREAKS, Origin

_MARK = re.compile(rf"({'|'.join(get_args(Origin))})-([0-9a-f]{{12}})")
_LAID_OUT = re.compile(rf"\r\n|[{LINE_BREAKS}\t]")


def export_mark(origin: Origin, target: str) -> str:
    """Return the mark of a target that is written to a file for people to edit.

    >>> export_mark("machine", "收成报告")
    'machine-ee641d26b0b2'
    """
    return f"{origin}-{sha256(as_exported(target).encode('utf-8', 'replace')).hexdigest()[:12]}"


def exported_origin(mark: str) -> Origin | None:
    """Return the origin that a mark names; `None` where it is no mark."""
    found = _MARK.fullmatch(mark.strip())
    return cast("Origin", found[1]) if found else None


def is_as_exported(mark: str, target: str) -> bool:
    """Tell whether a mark stands for this text, so that nobody has changed it since it was exported."""
    origin = exported_origin(mark)
    return origin is not None and export_mark(origin, target) == mark.strip()


def as_exported(text: str) -> str:
    r"""Return a text without what some format cannot carry: texts that are equal then may be one and the same.

    >>> as_exported("收成\r\n报告\t2024\x07")
    '收成 报告 2024�'
    """
    return representable(_LAID_OUT.sub(" ", text))
