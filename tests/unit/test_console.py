"""What a person sees at a terminal while a run goes on."""

import io
import re

import pytest
from rich.console import Console

from dragoman import console
from dragoman.console import ProgressWatch
from dragoman.progress import WORDS


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    written = io.StringIO()
    terminal = Console(file=written, force_terminal=True, color_system=None, width=120)
    monkeypatch.setattr(console, "stderr", lambda: terminal)
    return written


def test_the_bar_of_words_tells_their_speed_and_the_time_that_is_left(screen: io.StringIO) -> None:
    watch = ProgressWatch()
    with watch.running(), watch.shown(WORDS, 1000) as advance:
        for _ in range(5):
            advance(100)
        assert watch._progress
        watch._progress.refresh()
        [line] = [line for line in screen.getvalue().split("\r") if "500/1000" in line][-1:]
        assert re.search(r"words .* 500/1000 0:00:0\d [\d,]+ words/s 0:00:0\d", line)
    assert watch.seconds == {}, "a bar is no stage, and its time is that of the stages below it"


def test_other_bars_tell_no_speed(screen: io.StringIO) -> None:
    watch = ProgressWatch()
    with watch.running(), watch.stage("read", 2) as advance:
        advance(2)
        assert watch._progress
        watch._progress.refresh()
    assert "2/2" in screen.getvalue()
    assert "words/s" not in screen.getvalue()
    assert list(watch.seconds) == ["read"]
