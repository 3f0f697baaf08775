"""Run dragoman, as `dragoman` or `python -m dragoman`."""

import _signal  # type: ignore[import-not-found]  # `signal` takes a while to load, and Ctrl-C may come at any time


def run() -> None:
    """Run the command line; Ctrl-C while it is being loaded ends the process without a word."""
    if _signal.getsignal(_signal.SIGINT) is _signal.default_int_handler:
        _signal.signal(_signal.SIGINT, _signal.SIG_DFL)
    from dragoman import main

    main.run()


if __name__ == "__main__":
    run()
