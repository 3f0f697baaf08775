"""Options that several commands of the group share."""

from pathlib import Path
from typing import Annotated

import typer

Target = Annotated[str, typer.Option("--to", metavar="LANG", help="Language of the rendering: zh, zh_TW, es …")]
Reports = Annotated[
    list[Path] | None,
    typer.Option("--report", metavar="FILE", help="Show the effect on this report; repeatable."),
]
Person = Annotated[
    str, typer.Option("--by", metavar="NAME", help="Who decides.", show_default="Git's user.name in the folder")
]
ReviewDate = Annotated[str, typer.Option("--date", metavar="DATE", help="When.", show_default="today")]
ReviewNote = Annotated[str, typer.Option("--note", metavar="TEXT", help="Why.", show_default=False)]
