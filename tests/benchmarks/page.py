"""The bilingual page in a browser: what 10,000 segments cost its reader against 1,000."""

import shutil
import statistics
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from dragoman.languages import parse_language
from dragoman.model import Alignment, Block, Document, Record, Rendering, TermUse
from dragoman.summary import summarise
from dragoman.writers.html import write_html
from dragoman.writers.style import PLAIN
from measure import Row, Setup, seconds

_CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
_SOURCE = "The Land Survey said in volume {} that its maps of the northern provinces may be read by anyone who asks."
_TARGET = "土地测量局在第{}卷中表示，凡提出请求者均可查阅其北方各省地图。"
_SENTENCES = 4
"""In a block."""

_UNTIL_PAINTED = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
_TYPE = f"""async (text) => {{
  const query = document.getElementById("query");
  const began = performance.now();
  query.value = text;
  query.dispatchEvent(new Event("input"));
  await {_UNTIL_PAINTED};
  return performance.now() - began;
}}"""
_FILTER = f"""async () => {{
  const box = document.querySelector('[value="reviewed"]');
  const began = performance.now();
  box.checked = !box.checked;
  box.dispatchEvent(new Event("change", {{ bubbles: true }}));
  await {_UNTIL_PAINTED};
  return performance.now() - began;
}}"""
_SCROLL = """async () => {
  const frames = [];
  let before = performance.now();
  for (let step = 0; step < 120; step++) {
    scrollBy(0, 300);
    await new Promise(requestAnimationFrame);
    frames.push(performance.now() - before);
    before = performance.now();
  }
  return frames.sort((one, other) => one - other)[Math.floor(frames.length * 0.95)];
}"""
_QUERIES = ("m", "ma", "map", "maps", "maps of", "", "北方", "volume 77", "nothing is like this", "")

_Times = dict[str, float]
"""Milliseconds by what was done."""


def measure(setup: Setup) -> Iterator[Row]:
    """Yield the milliseconds until a page can be used, and those of a key, a filter and a frame while scrolling."""
    if _CHROMIUM is None:
        yield Row("no Chromium here", 1, unit="", note="install the Debian package chromium")
        return
    small, large = setup.size(1_000, 40), setup.size(10_000, 80)
    pages = {count: _write(setup.folder / f"{count}.html", count) for count in (small, large)}
    runs: dict[int, list[_Times]] = {small: [], large: []}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        for number in range(setup.times(5)):
            for count in (small, large) if number % 2 else (large, small):
                runs[count].append(_use(browser, pages[count]))
        browser.close()
    size = pages[large].stat().st_size / 2**20
    for name, budget in {"open": "<= 12", "search": "<= 12", "filter": "<= 12", "scroll": "<= 2"}.items():
        ours, baseline = ([run[name] for run in runs[count]] for count in (large, small))
        ratios = [one / other for one, other in zip(ours, baseline, strict=True)]
        yield Row(
            _NAMES[name],
            statistics.median(ours),
            unit="ms",
            baseline=statistics.median(baseline),
            ratio=statistics.median(ratios),
            spread=(min(ratios), max(ratios)),
            budget=budget,
            note=f"{large:,} segments ({size:.1f} MB) against {small:,}" if name == "open" else "",
        )


_NAMES = {
    "open": "open the page",
    "search": "search: from a key to the next picture, the slowest of ten",
    "filter": "choose a filter and take it back, each",
    "scroll": "a frame while scrolling, 95th percentile",
}


def _use(browser: Browser, path: Path) -> _Times:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    opened = 1000 * seconds(lambda: page.goto(path.as_uri()))
    _settle(page)
    times = {
        "open": opened,
        "search": max(page.evaluate(_TYPE, text) for text in _QUERIES),
        "filter": statistics.mean(page.evaluate(_FILTER) for _ in range(4)),
        "scroll": page.evaluate(_SCROLL),
    }
    page.close()
    return times


def _settle(page: Page) -> None:
    """Wait as a reader does who has just opened a page, while it makes itself ready."""
    page.evaluate("new Promise((done) => setTimeout(() => requestIdleCallback(done), 500))")


def _write(path: Path, count: int) -> Path:
    with path.open("wb") as file:
        write_html(_alignment(count), file, PLAIN)
    return path


def _alignment(count: int) -> Alignment:
    records = []
    for number in range(count):
        source, target = _SOURCE.format(number), _TARGET.format(number)
        term = TermUse("survey", "Land Survey", 4, 15, "土地测量局", 0, 5, "inline")
        start = number * 200
        records.append(
            Record(
                id=f"b{number // _SENTENCES + 1:03}s{number % _SENTENCES + 1:02}",
                block=number // _SENTENCES + 1,
                kind="paragraph",
                line=number + 1,
                start=start,
                end=start + len(source),
                source=source,
                target=target,
                origin="machine" if number % 3 else "reviewed",
                engine=None,
                score=-0.5,
                terms=(term,),
                findings=(),
            )
        )
    return Alignment(
        document=Document("survey.txt", "survey", "", tuple[Block, ...](), "utf-8"),
        source_language=parse_language("en"),
        target_language=parse_language("zh"),
        engine=None,
        draft=False,
        signature="benchmark",
        records=tuple(records),
        renderings={"survey": Rendering("survey", "土地测量局", (), (), "official", "", "", 1)},
        summary=summarise(records),
    )
