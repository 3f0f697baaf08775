// The current row, and ways to the next one.

let current = null;

const reveal = (row) => { if (row.hidden) clearFilters(); };

const makeCurrent = (row) => {
  current?.element.classList.remove("current");
  current = row;
  current?.element.classList.add("current");
};

const go = (row, { focus = true } = {}) => {
  reveal(row);
  makeCurrent(row);
  row.element.scrollIntoView({ block: "nearest" });
  if (focus) {
    row.element.tabIndex = -1;
    row.element.focus({ preventScroll: true });
  }
};

// Where reading begins: the current row while it is in sight, else the first one below the bars.
const inSight = () => {
  const top = sheet.querySelector(".columns").getBoundingClientRect().bottom;
  const { left, width } = sheet.getBoundingClientRect();
  const box = current && !current.hidden && current.element.getBoundingClientRect();
  if (box && box.bottom > top && box.top < innerHeight) return current;
  for (let y = Math.max(top, 0) + 4; y < innerHeight; y += 24) {
    const node = document.elementFromPoint(left + width / 2, y);
    // What has just come into view may not be laid out yet.
    const row = rowOf(node) ?? rowOf(node?.closest(".part")?.querySelector(".segment:not([hidden])"));
    if (row && !row.hidden) return row;
  }
  return null;
};

const nextRow = (from, direction, test) => {
  for (let i = from + direction; i >= 0 && i < rows.length; i += direction) {
    if (!rows[i].hidden && test(rows[i])) return rows[i];
  }
  return null;
};

const step = (direction, test, options) => {
  const here = inSight();
  let from = here ? here.number : direction > 0 ? -1 : rows.length;
  if (here && here !== current) from -= direction; // the first row in sight counts, as nobody has been there
  const row = nextRow(from, direction, test) ?? nextRow(direction > 0 ? -1 : rows.length, direction, test);
  if (row) go(row, options);
  return row;
};

const stepToFinding = (direction) => {
  const row = step(direction, hasFindings);
  if (!row) return announce("No findings among the segments shown");
  const found = rows.filter((other) => !other.hidden && hasFindings(other));
  const codes = shownVersions(row).flatMap(findingsOf).map(({ code }) => code).join(", ");
  announce(`Finding ${found.indexOf(row) + 1} of ${found.length}: ${codes}`);
  document.getElementById("finding-place").textContent = `${found.indexOf(row) + 1} of ${found.length}`;
};

document.getElementById("previous-finding")?.addEventListener("click", () => stepToFinding(-1));
document.getElementById("next-finding")?.addEventListener("click", () => stepToFinding(1));

sheet.addEventListener("focusin", (event) => {
  const row = rowOf(event.target);
  if (row && row !== current) makeCurrent(row);
});
sheet.addEventListener("pointerdown", (event) => {
  const row = rowOf(event.target);
  if (row) makeCurrent(row);
});

// Links to segments find them though a filter hides them.
document.addEventListener("click", (event) => {
  const link = event.target.closest?.('a[href^="#"]');
  const row = link && !link.closest(".segment .source, .segment .target") && rowById.get(link.getAttribute("href").slice(1));
  if (row && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    reveal(row);
    makeCurrent(row);
  }
});
addEventListener("hashchange", () => {
  const row = rowOf(document.getElementById(decodeURIComponent(location.hash.slice(1))));
  if (row?.hidden) go(row);
});

// The bar and the names of the columns stay in sight; what is scrolled to must not end up behind them.
const toolbar = document.getElementById("toolbar");
toolbar.hidden = false;
new ResizeObserver(() => {
  document.documentElement.style.setProperty("--bar", `${toolbar.offsetHeight}px`);
}).observe(toolbar);
