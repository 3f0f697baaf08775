// Target languages shown and hidden, where there are several.

const columnRules = new CSSStyleSheet();
document.adoptedStyleSheets = [...document.adoptedStyleSheets, columnRules];

const toggleColumns = () => {
  for (const box of document.querySelectorAll("[data-toggle]")) columns[box.dataset.toggle - 1].shown = box.checked;
  if (editing && !editing.column.shown) closeEditor();
  const hidden = columns.filter((column) => !column.shown);
  columnRules.replaceSync(hidden.map(({ number }) => `.sheet .version[data-column="${number}"] { display: none; }`).join(""));
  sheet.dataset.columns = String(columns.length - hidden.length);
  for (const row of rows) row.text = null;
  applyFilters();
  showProgress();
};

document.getElementById("languages")?.addEventListener("change", toggleColumns);
