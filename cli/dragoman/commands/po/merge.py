"""`dragoman po merge`: two versions of a PO file as one, for `git merge` and for people."""

from pathlib import Path
from typing import Annotated

import typer


def merge(
    base: Annotated[Path, typer.Argument(metavar="BASE", help="The version that both come from.")],
    ours: Annotated[Path, typer.Argument(metavar="OURS", help="One version; replaced by the result.")],
    theirs: Annotated[Path, typer.Argument(metavar="THEIRS", help="The other version.")],
    out: Annotated[
        Path | None, typer.Option("--output", metavar="FILE", help="Write here instead.", show_default="OURS")
    ] = None,
) -> None:
    """Merge two versions of a PO file entry by entry; the exit status is 1 where people wrote two texts for one entry.

    As a merge driver: `git config merge.dragoman.driver 'dragoman po merge %O %A %B'`, and in `.gitattributes` the
    lines `*.po merge=dragoman` and `*.pot merge=dragoman`.

    Example: `dragoman po merge base.po ours.po theirs.po`
    """
    from dragoman import console
    from dragoman.files.outputs import Outputs
    from dragoman.po.catalogue import read_version
    from dragoman.po.layout import serialise
    from dragoman.po.merge import merge_versions

    versions = [read_version(path) for path in (base, ours, theirs)]
    merged = merge_versions(*versions)
    content = merged.content
    text = serialise(content.header, content.entries, content.trailer, wrap=not versions[1].no_wrap)
    with Outputs() as outputs:
        outputs.stage(out or ours, text.encode())
        outputs.commit()
    console.print_note(f"{out or ours}: {len(content.entries):,} entries")
    for source in merged.conflicts:
        console.print_message(f"two translations: {source}")
    if merged.conflicts:
        raise typer.Exit(1)
