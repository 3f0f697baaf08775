"""Run dragoman, as `dragoman` or `python -m dragoman`."""

import _signal  # type: ignore[import-not-found]  # `signal` takes a while to load, and Ctrl-C may come at any time
import gc

GARBAGE = 50_000
"""New objects from which it pays to look for circles of them that nobody needs: modules and rows are many, all of them
stay, and looking every 700 objects takes a twentieth of a short command's time."""


def run() -> None:
    """Run the command line; Ctrl-C while it is being loaded ends the process without a word."""
    if _signal.getsignal(_signal.SIGINT) is _signal.default_int_handler:
        _signal.signal(_signal.SIGINT, _signal.SIG_DFL)
    gc.set_threshold(GARBAGE)
    from dragoman import main

    try:
        main.run()
    finally:
        gc.freeze()  # or the end of the process would begin with a search of all that is about to go


if __name__ == "__main__":
    run()
