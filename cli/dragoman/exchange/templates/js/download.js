// The changed work as files: a table with all segments, and a PO file with those that were changed or approved.

const TABLE = ["id", "kind", "source", "target", "status", "comment", "exported"];

// What a spreadsheet would take for a formula gets an apostrophe, and one that is there a second, see delimited.py.
const guard = (text) => (/^[=+\-@\t\r\n＝＋－＠']/.test(text) ? `'${text}` : text);
const quoted = (text) => (/[\t\r\n"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const tableLine = (cells) => `${cells.map((cell) => quoted(guard(cell.replaceAll("\0", "\ufffd")))).join("\t")}\r\n`;

const tableOf = (column) => [TABLE, ...rows.map((row) => {
  const version = row.versions[column.number - 1];
  return [
    row.id, row.kind, sourceText(row), targetText(version), version.origin,
    workOf(version)?.comment ?? "", version.element.dataset.exported,
  ];
})].map(tableLine).join("");

const ESCAPES = { "\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r", "\x07": "\\a", "\b": "\\b", "\f": "\\f", "\v": "\\v", "\0": "\ufffd" };
const poString = (text) => `"${text.replace(/[\\"\n\t\r\x07\x08\f\v\0]/g, (found) => ESCAPES[found])}"`;

const poDate = (date) => {
  const two = (number) => String(number).padStart(2, "0");
  const away = -date.getTimezoneOffset();
  const zone = `${away < 0 ? "-" : "+"}${two(Math.trunc(Math.abs(away) / 60))}${two(Math.abs(away) % 60)}`;
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${two(date.getHours())}:${two(date.getMinutes())}${zone}`;
};

const poHeader = (column) => {
  const now = poDate(new Date());
  const fields = [
    ["Project-Id-Version", sheet.dataset.report], ["Report-Msgid-Bugs-To", ""], ["POT-Creation-Date", now],
    ["PO-Revision-Date", now], ["Last-Translator", "reviewed in the bilingual page"], ["Language-Team", "none"],
    ["Language", column.gettext], ["MIME-Version", "1.0"], ["Content-Type", "text/plain; charset=UTF-8"],
    ["Content-Transfer-Encoding", "8bit"], ["X-Generator", "dragoman bilingual page"], ["X-Dragoman-Signature", column.signature],
  ];
  const lines = fields.map(([name, value]) => poString(`${name}: ${foldLines(value)}\n`));
  return [`# Reviewed on the bilingual page of ${foldLines(sheet.dataset.name)}.`, 'msgid ""', 'msgstr ""', ...lines, ""].join("\n");
};

// A comment alone is no translation: it goes into the table only.
const isForCatalogue = ({ target, status }) => Boolean(target && status);

const poOf = (column) => {
  const entries = new Map();
  const add = (work, place) => {
    const key = `${work.kind}\0${work.source}`;
    if (entries.has(key)) entries.get(key).places.push(place);
    else entries.set(key, { ...work, places: [place] });
  };
  for (const row of rows) {
    const work = column.work.get(row.id);
    if (work && isForCatalogue(work)) add(work, row.element.dataset.line);
  }
  for (const work of column.aside) if (isForCatalogue(work)) add(work, "");
  const name = foldLines(sheet.dataset.name);
  const file = name.includes(" ") ? `\u2068${name}\u2069` : name;
  return poHeader(column) + Array.from(entries.values(), (work) => [
    "", ...(work.comment ? [`# ${work.comment}`] : []),
    `#: ${work.places.map((line) => (line ? (name.includes(" ") ? `\u2068${name}\u2069:${line}` : `${file}:${line}`) : file)).join(" ")}`,
    ...(work.status === "reviewed" ? [] : ["#, fuzzy"]),
    `msgctxt ${poString(work.kind)}`, `msgid ${poString(work.source)}`, `msgstr ${poString(work.target)}`, "",
  ].join("\n")).join("");
};

const download = (column, suffix, type, text) => {
  const link = make("a", {
    href: URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` })),
    download: `${sheet.dataset.report}.${column.lang}.${suffix}`,
  });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
};

const downloadAll = (suffix, type, content) => {
  if (editing) store();
  const changed = columns.filter((column) => column.work.size + column.aside.length);
  for (const column of changed) download(column, suffix, type, content(column));
  handedOver = true;
};

document.getElementById("download-tsv").addEventListener("click", () => downloadAll("tsv", "text/tab-separated-values", tableOf));
document.getElementById("download-po").addEventListener("click", () => downloadAll("po", "text/x-gettext-translation", poOf));
