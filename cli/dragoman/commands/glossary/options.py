"""Options that several commands of the group share."""

from pathlib import Path
from typing import Annotated

import typer

Target = Annotated[str, typer.Option("--to", metavar="LANG", help="Language of the rendering: zh, zh_TW, es …")]
Reports = Annotated[
    list[Path] | None,
    typer.Option("--report", metavar="FILE", help="Show the effect on this report; repeatable."),
]
