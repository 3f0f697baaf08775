"""Options that several commands of the group share."""

from pathlib import Path
from typing import Annotated

import typer

Target = Annotated[str, typer.Option("--to", metavar="LANG", help="Language of the rendering: zh, zh_TW, es …")]
Reports = Annotated[
    list[Path] | None,
    typer.Option("--report", metavar="FILE", help="Show the effect on a report; repeatable."),
]
Person = Annotated[
    str, typer.Option("--by", metavar="NAME", help="Person who decides.", show_default="Git's user.name in the folder")
]
ReviewDate = Annotated[str, typer.Option("--date", metavar="DATE", help="Date of the decision.", show_default="today")]
ReviewNote = Annotated[str, typer.Option("--note", metavar="TEXT", help="Reason.", show_default=False)]
