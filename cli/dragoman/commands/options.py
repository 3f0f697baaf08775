"""Options that several commands share."""

from pathlib import Path
from typing import Annotated

import typer

From = Annotated[str, typer.Option("--from", metavar="LANG", help="Language of the report.")]
To = Annotated[
    str,
    typer.Option("--to", metavar="LANG[,LANG…]", help="Target language, or several: zh, zh_TW, es, pt-BR …"),
]
GlossaryFolder = Annotated[
    Path | None,
    typer.Option("--glossary", metavar="DIR", help="Glossary folder.", show_default="the one that ships with dragoman"),
]
Encoding = Annotated[
    str | None,
    typer.Option(
        "--encoding",
        metavar="NAME",
        help="Encoding of a text, Markdown or HTML report: GB18030, Big5 …",
        show_default="found out",
    ),
]
MaxSize = Annotated[float, typer.Option("--max-size", metavar="MB", min=0, help="Refuse larger reports.")]
Json = Annotated[bool, typer.Option("--json", help="Print data as JSON.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but data and errors.")]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="Print more: where things are, how long stages took.")]
