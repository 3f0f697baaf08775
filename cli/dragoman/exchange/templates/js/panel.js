// The side panel: all that the glossary and the text say of one term.

const panel = document.getElementById("panel");
const panelTitle = document.getElementById("panel-title");
const panelContent = document.getElementById("panel-content");
const MOST_SEGMENTS_LISTED = 200;
let panelOpener = null;
let panelConcept = "";

const copies = (nodes) => Array.from(nodes, (node) => node.cloneNode(true));
const listed = (name, nodes, className) => nodes.length
  ? [make("dt", {}, name), make("dd", { className }, make("ul", {}, ...copies(nodes).map((node) => make("li", {}, node))))]
  : [];
const said = (name, node) => node ? [make("dt", {}, name), make("dd", {}, ...copies(node.childNodes))] : [];

const termIn = (line) => {
  const rendering = line.querySelector(".rendering, .absent");
  const facts = make("dl", {},
    ...listed("Also accepted", line.querySelectorAll(".accepted bdi"), "accepted"),
    ...listed("Forbidden", line.querySelectorAll(".forbidden bdi"), "forbidden"),
    ...listed("In the text as well", line.querySelectorAll(".seen bdi"), ""),
    ...said("Authority", line.querySelector(".authority")),
    ...said("Note", line.querySelector(".note")),
    ...said("Kept", line.querySelector(".amount")));
  const name = line.querySelector(".tongue");
  return make("section", {}, ...(name ? copies([name]) : []),
    make("p", { className: "preferred" }, ...copies([rendering]), " ", ...copies(line.querySelectorAll(".standing"))), facts);
};

const usesOf = (concept) => {
  const used = [...rowsOf(concept)];
  const items = used.slice(0, MOST_SEGMENTS_LISTED).map((row) => {
    const text = row.source.textContent;
    const link = make("a", { href: `#${row.id}` }, row.id);
    return make("li", {}, link, " ", make("bdi", { lang: row.source.lang }, text.length > 90 ? `${text.slice(0, 89)}…` : text));
  });
  const only = make("button", { type: "button" }, "Show only these");
  only.addEventListener("click", () => filterByTerm(concept));
  const rest = used.length - items.length;
  return [
    make("h3", {}, count(used.length, "segment", "segments"), " ", only),
    make("ol", {}, ...items),
    ...(rest ? [make("p", { className: "aside" }, `and ${rest.toLocaleString("en")} more`)] : []),
  ];
};

const openPanel = (concept, opener = null) => {
  const entry = document.getElementById(concept);
  if (!entry) return;
  panelConcept = concept;
  panelOpener = opener;
  panelTitle.replaceChildren(...copies(entry.querySelector("th").childNodes));
  panelContent.replaceChildren(...Array.from(entry.rows, termIn), ...usesOf(concept));
  panel.hidden = false;
  document.body.classList.add("with-panel");
  panelContent.scrollTop = 0;
  panelTitle.focus({ preventScroll: true });
  light(termAt(opener));
  opener?.scrollIntoView({ block: "nearest" });
};

const closePanel = () => {
  panel.hidden = true;
  panelConcept = "";
  document.body.classList.remove("with-panel");
  const back = panelOpener?.isConnected ? panelOpener : current?.element;
  if (back) back.focus({ preventScroll: true });
  else light(null);
};

// One term of the current row after the other.
const openNextTerm = () => {
  const row = inSight();
  const marks = row ? [...row.source.querySelectorAll("[data-concept]")] : [];
  if (!marks.length) return announce("This segment has no terms");
  if (row !== current) makeCurrent(row);
  const terms = marks.flatMap((mark) => mark.dataset.concept.split(" ").map((concept) => ({ mark, concept })));
  const here = panel.hidden ? -1 : terms.findIndex(({ concept }) => concept === panelConcept);
  const { mark, concept } = terms[(here + 1) % terms.length];
  openPanel(concept, mark);
};

document.getElementById("panel-close").addEventListener("click", closePanel);
