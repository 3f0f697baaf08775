// Lights up a term and its counterparts in the same segment, on hover and on keyboard focus.
// Without it, every term still links to its counterpart.
(() => {
  const text = document.getElementById("text");
  let lit = [];

  const counterparts = (term) => {
    const numbers = new Set(term.dataset.term.split(" "));
    const segment = term.closest(".segment");
    return [...segment.querySelectorAll("[data-term]")].filter((other) =>
      other.dataset.term.split(" ").some((number) => numbers.has(number)));
  };

  const light = (term) => {
    lit.forEach((other) => other.classList.remove("lit"));
    lit = term ? counterparts(term) : [];
    lit.forEach((other) => other.classList.add("lit"));
  };

  const termAt = (node) => node instanceof Element ? node.closest("[data-term]") : null;
  const focused = () => termAt(document.activeElement);

  text.addEventListener("pointerover", (event) => light(termAt(event.target) ?? focused()));
  text.addEventListener("pointerleave", () => light(focused()));
  text.addEventListener("focusin", (event) => light(termAt(event.target)));
  text.addEventListener("focusout", () => light(null));

  // Follows the link by moving the focus: the page stays where it is and the history stays clean.
  text.addEventListener("click", (event) => {
    const term = termAt(event.target);
    const other = term && document.getElementById(term.getAttribute("href").slice(1));
    if (!other || !other.matches("[data-term]") || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    other.focus({ preventScroll: true });
    other.scrollIntoView({ block: "nearest" });
  });
})();
