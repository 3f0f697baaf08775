"""The bilingual page in a browser: what 10,000 segments cost its reader against 1,000."""

import shutil
import statistics
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from dragoman.exchange.html.page import write_html
from dragoman.exchange.style import PLAIN
from material import invented_alignment
from measure import Row, Setup, seconds

_CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)

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
  const box = document.querySelector('[value="N001"]');
  const began = performance.now();
  box.checked = !box.checked;
  box.dispatchEvent(new Event("change", {{ bubbles: true }}));
  await {_UNTIL_PAINTED};
  return performance.now() - began;
}}"""
_SCROLL = """async (steps) => {
  const frames = [];
  let before = performance.now();
  for (let step = 0; step < steps; step++) {
    scrollBy(0, 300);
    await new Promise(requestAnimationFrame);
    frames.push(performance.now() - before);
    before = performance.now();
  }
  return frames.sort((one, other) => one - other)[Math.floor(frames.length * 0.95)];
}"""
_QUERIES = ("o", "of", "of t", "of the", "", "大中", "第77院", "nothing is like this", "")

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
                runs[count].append(_use(browser, pages[count], setup.size(120, 6)))
        browser.close()
    size = pages[large].stat().st_size / 2**20
    for name, budget in {"open": "<= 5", "search": "<= 12", "filter": "<= 12", "scroll": "<= 2"}.items():
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
    "search": "search: from a key to the next picture, the slowest of nine",
    "filter": "choose a filter and take it back, each",
    "scroll": "a frame while scrolling, 95th percentile",
}


def _use(browser: Browser, path: Path, steps: int) -> _Times:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    opened = 1000 * seconds(lambda: page.goto(path.as_uri()))
    _settle(page)
    times = {
        "open": opened,
        "search": max(page.evaluate(_TYPE, text) for text in _QUERIES),
        "filter": statistics.mean(page.evaluate(_FILTER) for _ in range(4)),
        "scroll": page.evaluate(_SCROLL, steps),
    }
    page.close()
    return times


def _settle(page: Page) -> None:
    """Wait as a reader does who has just opened a page, while it makes itself ready."""
    page.evaluate("new Promise((done) => setTimeout(() => requestIdleCallback(done), 500))")


def _write(path: Path, count: int) -> Path:
    with path.open("wb") as file:
        write_html(invented_alignment(count), file, PLAIN)
    return path
