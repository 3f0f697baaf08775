// What a reviewer has changed: in memory, on the page, and in the browser's storage, so that a closed tab loses nothing.

const PREFIX = `dragoman review ${JSON.stringify([sheet.dataset.report])} `;
const storageKey = (column) => `${PREFIX}${column.lang} ${sheet.dataset.digest} ${column.signature}`;

const storage = (() => {
  try {
    const test = "dragoman test";
    localStorage.setItem(test, test);
    localStorage.removeItem(test);
    return localStorage;
  } catch {
    return null; // switched off, or a browser that gives pages from a file none
  }
})();

for (const column of columns) Object.assign(column, { work: new Map(), aside: [] });
let handedOver = true; // nothing was changed since the last download

const workOf = (version) => version.column.work.get(version.row.id);

const original = (version) => version.original ??= {
  text: cellText(version.target), origin: version.origin, nodes: [...version.target.childNodes],
};

const sourceText = (row) => row.sourceText ??= foldLines(cellText(row.source));
const targetText = (version) => workOf(version)?.target ?? original(version).text;
const isEditable = (version) => original(version).origin !== "verbatim" || "optional" in version.element.dataset;

// Segments with one text in one role are one entry of the PO file, so what is done to one is done to all.
const entryKey = (row) => `${row.kind}\0${sourceText(row)}`;
let rowsByEntry = null;
const twins = (row) => {
  if (!rowsByEntry) {
    rowsByEntry = new Map();
    for (const other of rows) {
      const key = entryKey(other);
      if (rowsByEntry.has(key)) rowsByEntry.get(key).push(other);
      else rowsByEntry.set(key, [other]);
    }
  }
  return rowsByEntry.get(entryKey(row));
};

const show = (version) => {
  const work = workOf(version);
  const { text, origin, nodes } = original(version);
  const changed = work !== undefined && work.target !== text;
  if (changed) {
    const drawn = draw(work.target, version.row);
    version.target.replaceChildren(...(version.row.kind === "heading" ? [make("h3", {}, ...drawn)] : drawn));
  }
  else if (version.target.firstChild !== nodes[0]) version.target.replaceChildren(...nodes);
  version.origin = work?.status ?? origin;
  const badge = version.element.querySelector(".badge.origin");
  badge.className = `badge origin ${version.origin}`;
  badge.textContent = sheet.dataset[`origin${version.origin[0].toUpperCase()}${version.origin.slice(1)}`];
  version.element.classList.toggle("changed", work !== undefined);
  version.element.querySelector(".comment")?.remove();
  if (work?.comment) version.element.querySelector(".status").append(make("span", { className: "comment" }, make("bdi", {}, work.comment)));
  version.row.text = null;
};

const set = (version, target, status, comment) => {
  const { text, origin } = original(version);
  const unchanged = target === text && !comment && (status === undefined || status === origin);
  if (unchanged) version.column.work.delete(version.row.id);
  else version.column.work.set(version.row.id, { kind: version.row.kind, source: sourceText(version.row), target, status, comment });
  show(version);
};

// `status` is "reviewed", "draft", or undefined: as it was while nothing but a comment is there, else a draft.
const change = (version, changes) => {
  const before = workOf(version);
  for (const row of twins(version.row)) {
    const other = row.versions[version.column.number - 1];
    const { target, status, comment = "" } = { target: targetText(other), ...workOf(other), ...changes };
    const differs = target !== original(other).text;
    set(other, target, status ?? (differs ? "draft" : undefined), comment);
  }
  if (JSON.stringify(before) === JSON.stringify(workOf(version))) return;
  handedOver = false;
  keep(version.column);
  showProgress();
};

const undo = (version) => {
  if (!workOf(version)) return;
  for (const row of twins(version.row)) {
    const other = row.versions[version.column.number - 1];
    set(other, original(other).text, undefined, "");
  }
  keep(version.column);
  showProgress();
};

const keep = (column) => {
  if (!storage) return;
  const segments = [...Array.from(column.work, ([id, work]) => ({ id, ...work })), ...column.aside];
  try {
    if (segments.length) storage.setItem(storageKey(column), JSON.stringify({ saved: new Date().toISOString(), segments }));
    else storage.removeItem(storageKey(column));
  } catch {
    tellStorageIsFull();
  }
};

const read = (key) => {
  try {
    const { saved, segments } = JSON.parse(storage.getItem(key));
    return { saved: String(saved), segments: segments.filter(({ id, kind, source, target }) => [id, kind, source, target].every((one) => typeof one === "string")) };
  } catch {
    return null; // not ours, or of another version
  }
};

// Puts kept work on the page again; what has no segment here any more is kept aside.
const restore = (column, segments) => {
  for (const { id, kind, source, target, status, comment } of segments) {
    const row = rowById.get(id);
    const here = row && sourceText(row) === source ? row : rows.find((other) => other.kind === kind && sourceText(other) === source);
    const version = here?.versions[column.number - 1];
    if (!version) column.aside.push({ id, kind, source, target, status, comment });
    else if (status && status === original(version).origin && target === original(version).text) continue; // taken over
    else if (!workOf(version)) set(version, target, ["reviewed", "draft"].includes(status) ? status : undefined, String(comment ?? ""));
  }
};

const discard = (column) => {
  for (const id of [...column.work.keys()]) {
    const version = rowById.get(id).versions[column.number - 1];
    set(version, original(version).text, undefined, "");
  }
  column.aside = [];
  keep(column);
};

// Two windows with the same page see the same work, and neither writes over the other's.
addEventListener("storage", (event) => {
  const column = columns.find((one) => storageKey(one) === event.key);
  if (!column) return;
  const kept = read(event.key);
  const ids = new Set(kept?.segments.map(({ id }) => id));
  for (const id of [...column.work.keys()]) {
    const version = rowById.get(id).versions[column.number - 1];
    if (!ids.has(id) || version !== editing) set(version, original(version).text, undefined, "");
  }
  column.aside = [];
  if (kept) restore(column, kept.segments);
  showProgress();
});
