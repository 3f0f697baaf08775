// What a search has found, marked without touching the text: by the CSS Custom Highlight API, where the browser has it.

const ROWS_AT_ONCE = 40;
const MOST_ROWS_MARKED = 2000;
let marking = 0;

const rangesIn = (cell, text) => {
  const found = findFolded(cell.textContent, text);
  if (!found.length) return [];
  const nodes = [];
  const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
  let length = 0;
  while (walker.nextNode()) {
    nodes.push({ node: walker.currentNode, start: length });
    length += walker.currentNode.length;
  }
  const point = (offset, atEnd) => {
    const { node, start } = nodes.findLast(({ start }) => (atEnd ? start < offset : start <= offset));
    return [node, offset - start];
  };
  return found.map(([start, end]) => {
    const range = new Range();
    range.setStart(...point(start, false));
    range.setEnd(...point(end, true));
    return range;
  });
};

// The first rows at once, as they are in sight; the others while nothing else is to be done.
const highlight = (text) => {
  if (!globalThis.CSS?.highlights) return;
  CSS.highlights.delete("found");
  const turn = ++marking;
  if (!text) return;
  const found = new Highlight();
  CSS.highlights.set("found", found);
  const left = rows.filter((row) => !row.hidden).slice(0, MOST_ROWS_MARKED);
  const mark = () => {
    if (turn !== marking) return;
    for (const row of left.splice(0, ROWS_AT_ONCE)) {
      for (const cell of [row.source, ...shownVersions(row).map((version) => version.target)]) {
        for (const range of rangesIn(cell, text)) found.add(range);
      }
    }
    if (left.length) idle(mark);
  };
  mark();
};
