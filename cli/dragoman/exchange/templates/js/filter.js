// Which rows are shown: search, origin, findings, term.

const query = document.getElementById("query");
const filters = document.getElementById("filters");
const filtersButton = document.getElementById("filters-button");
const termFilter = document.getElementById("term-filter");
const result = document.getElementById("result");
const nothing = document.getElementById("nothing");

const chosen = (name) => new Set(Array.from(filters.querySelectorAll(`[name="${name}"]:checked`), (box) => box.value));

const rowText = (row) => row.text ??= fold([
  row.id, row.source.textContent, ...shownVersions(row).map((version) => version.target.textContent),
].join("\u0001"));

const isUnreviewed = (version) => version.origin !== "verbatim" && version.origin !== "reviewed";

const passes = () => {
  const [text, origins, found, more] = [fold(query.value.trim()), chosen("origin"), chosen("finding"), chosen("more")];
  const term = termFilter?.value ? rowsOf(termFilter.value) : null;
  const tests = [];
  if (origins.size) tests.push((version) => origins.has(version.origin));
  if (found.size) tests.push((version) => findingsOf(version).some(({ code, severity }) => found.has(code) || found.has(severity)));
  if (more.has("unreviewed")) tests.push(isUnreviewed);
  if (more.has("changed")) tests.push((version) => workOf(version) !== undefined);
  if (!text && !term && !tests.length) return null;
  return (row) => (!term || term.has(row))
    && (!tests.length || shownVersions(row).some((version) => tests.every((test) => test(version))))
    && (!text || rowText(row).includes(text));
};

const setHidden = (thing, hidden) => {
  if (hidden !== (thing.gone ?? false)) thing.element.hidden = thing.gone = hidden;
};

// What is hidden as a whole is left alone inside: 10,000 rows are a few hundred parts.
const showRows = (test) => {
  let shown = 0;
  for (const part of parts) {
    let inPart = 0;
    let all = 0;
    for (const block of part.blocks) {
      block.shown = 0;
      for (const row of block.rows) {
        row.hidden = test !== null && !test(row);
        block.shown += !row.hidden;
      }
      inPart += block.shown;
      all += block.rows.length;
    }
    setHidden(part, inPart === 0);
    shown += inPart;
    if (!inPart) continue;
    // What takes its room while it is out of sight.
    part.element.style.containIntrinsicBlockSize = inPart < all ? `${inPart * 6}rem` : "";
    for (const block of part.blocks) {
      setHidden(block, block.shown === 0);
      if (block.shown) for (const row of block.rows) setHidden(row, row.hidden);
    }
  }
  return shown;
};

const applyFilters = () => {
  const test = passes();
  const shown = showRows(test);
  const active = filters.querySelectorAll(":checked:not(option)").length + (termFilter?.value ? 1 : 0);
  filtersButton.querySelector(".count").textContent = active ? `${active}` : "";
  result.hidden = test === null;
  result.querySelector("output").textContent = `${shown.toLocaleString("en")} of ${count(rows.length, "segment", "segments")}`;
  nothing.hidden = shown > 0 || rows.length === 0;
  highlight(fold(query.value.trim()));
};

let pending = 0;
const filterSoon = () => {
  cancelAnimationFrame(pending);
  pending = requestAnimationFrame(() => {
    applyFilters();
    // A list that has become short must not be left above the window, nor one that nobody sees yet below it.
    const { top } = sheet.getBoundingClientRect();
    if (top < 0 || top > innerHeight / 2) sheet.scrollIntoView({ block: "start" });
  });
};

const clearFilters = () => {
  query.value = "";
  if (termFilter) termFilter.value = "";
  for (const box of filters.querySelectorAll(":checked:not(option)")) box.checked = false;
  applyFilters();
  if (current) go(current, { focus: false });
};

const filterByTerm = (concept) => {
  fillTerms();
  termFilter.value = concept;
  filterSoon();
};

const fillTerms = () => {
  if (!termFilter || termFilter.options.length > 1) return;
  for (const entry of document.querySelectorAll(".terms tbody")) {
    const name = entry.querySelector("th bdi").textContent;
    termFilter.add(new Option(name.length > 60 ? `${name.slice(0, 59)}…` : name, entry.id));
  }
};

const showFilters = (open = filters.hidden) => {
  fillTerms();
  filters.hidden = !open;
  filtersButton.setAttribute("aria-expanded", String(open));
};

query.addEventListener("input", filterSoon);
filters.addEventListener("change", filterSoon);
filtersButton.addEventListener("click", () => showFilters());
for (const button of document.querySelectorAll(".clear-filters")) button.addEventListener("click", clearFilters);
query.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  if (event.key === "Enter") {
    event.preventDefault();
    step(event.shiftKey ? -1 : 1, () => true, { focus: false });
  } else if (event.key === "Escape" && query.value) {
    event.preventDefault();
    event.stopPropagation();
    query.value = "";
    filterSoon();
  }
});

// Folds the texts while nothing else is to be done, so that the first letter typed need not wait for it.
const idle = window.requestIdleCallback ?? ((work) => setTimeout(() => work({ timeRemaining: () => 8 }), 50));
let folded = 0;
const foldAhead = (deadline) => {
  while (folded < rows.length && deadline.timeRemaining() > 2) rowText(rows[folded++]);
  if (folded < rows.length) idle(foldAhead);
};
idle(foldAhead);
