// The rows of the page, read once, and what may be asked of them.

const sheet = document.getElementById("text");

const columns = [...sheet.querySelectorAll(".names .version")].map((head) => ({
  number: Number(head.dataset.column),
  lang: head.dataset.lang,
  gettext: head.dataset.gettext,
  signature: head.dataset.signature,
  name: head.firstElementChild.textContent,
  shown: true,
}));

const rows = [];
const parts = [];
const rowById = new Map();

const readRow = (element, block) => {
  const [, source, versions] = element.children;
  const row = { id: element.id, element, source, block, kind: element.dataset.kind ?? block.kind, number: rows.length, hidden: false, text: null };
  row.versions = Array.from(versions.children, (version, index) => ({
    row, element: version, column: columns[index], target: version.firstElementChild, origin: version.dataset.origin,
  }));
  rows.push(row);
  rowById.set(row.id, row);
  return row;
};

for (const element of sheet.querySelectorAll(":scope > .part")) {
  const part = { element, blocks: [] };
  for (const child of element.children) {
    const block = { element: child, kind: child.dataset.kind };
    block.rows = Array.from(child.children, (segment) => readRow(segment, block));
    part.blocks.push(block);
  }
  parts.push(part);
}

const rowOf = (node) => rowById.get(node?.closest?.(".segment")?.id);
const versionOf = (node) => {
  const element = node?.closest?.(".segment .version");
  return element && rowOf(element).versions.find((version) => version.element === element);
};
const shownVersions = (row) => columns.length === 1 ? row.versions : row.versions.filter((version) => version.column.shown);

// What stands in a cell: exactly, where HTML could not carry it, and nothing where it says that nothing does.
const cellText = (cell) => {
  if (cell.dataset.raw) return JSON.parse(cell.dataset.raw);
  return cell.firstElementChild?.classList.contains("absent") ? "" : cell.textContent;
};

const findingsOf = (version) => version.findings ??= [...version.element.querySelectorAll(".finding")].map((finding) => ({
  code: finding.dataset.code, severity: ["error", "warning", "info"].find((severity) => finding.classList.contains(severity)),
}));
const hasFindings = (row) => shownVersions(row).some((version) => findingsOf(version).length > 0);

let rowsByConcept = null;
const rowsOf = (concept) => {
  if (!rowsByConcept) {
    rowsByConcept = new Map();
    for (const mark of sheet.querySelectorAll(".source [data-concept]")) {
      for (const name of mark.dataset.concept.split(" ")) {
        if (!rowsByConcept.has(name)) rowsByConcept.set(name, new Set());
        rowsByConcept.get(name).add(rowOf(mark));
      }
    }
  }
  return rowsByConcept.get(concept) ?? new Set();
};

const count = (number, one, many) => `${number.toLocaleString("en")} ${number === 1 ? one : many}`;

const make = (tag, properties = {}, ...children) => {
  const { dataset, ...rest } = properties;
  const element = Object.assign(document.createElement(tag), rest);
  Object.assign(element.dataset, dataset);
  element.append(...children);
  return element;
};

const announcer = document.getElementById("announcer");
const announce = (text) => { announcer.textContent = text; };
