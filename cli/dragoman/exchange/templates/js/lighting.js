// Lights up a term and its counterparts in the same segment, on hover and on keyboard focus; a click opens the panel.
// Without script, every term still links to its counterpart.

let lit = [];

const counterparts = (term) => {
  const numbers = new Set(term.dataset.term.split(" "));
  return [...term.closest(".segment").querySelectorAll("[data-term]")].filter((other) =>
    other.dataset.term.split(" ").some((number) => numbers.has(number)));
};

const light = (term) => {
  lit.forEach((other) => other.classList.remove("lit"));
  lit = term ? counterparts(term) : [];
  lit.forEach((other) => other.classList.add("lit"));
};

const termAt = (node) => node instanceof Element ? node.closest("[data-term]") : null;
// The term that stays lit where none is pointed at.
const resting = () => termAt(document.activeElement) ?? (panel.hidden ? null : termAt(panelOpener));

sheet.addEventListener("pointerover", (event) => light(termAt(event.target) ?? resting()));
sheet.addEventListener("pointerleave", () => light(resting()));
sheet.addEventListener("focusin", () => light(resting()));
sheet.addEventListener("focusout", () => light(panel.hidden ? null : termAt(panelOpener)));

sheet.addEventListener("click", (event) => {
  const term = termAt(event.target);
  if (!term || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  if (isReviewing() && term.closest(".target")) return; // that is where the text is edited
  openPanel(term.dataset.concept.split(" ")[0], term);
});
