// What a search has found, marked without touching the text: by the CSS Custom Highlight API, where the browser has it.

const MOST_ROWS_MARKED = 400;

const rangesIn = (cell, text) => {
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
  return findFolded(cell.textContent, text).map(([start, end]) => {
    const range = new Range();
    range.setStart(...point(start, false));
    range.setEnd(...point(end, true));
    return range;
  });
};

const highlight = (text) => {
  if (!globalThis.CSS?.highlights) return;
  CSS.highlights.delete("found");
  if (!text) return;
  const found = rows.filter((row) => !row.hidden).slice(0, MOST_ROWS_MARKED);
  const cells = found.flatMap((row) => [row.source, ...shownVersions(row).map((version) => version.target)]);
  CSS.highlights.set("found", new Highlight(...cells.flatMap((cell) => rangesIn(cell, text))));
};
