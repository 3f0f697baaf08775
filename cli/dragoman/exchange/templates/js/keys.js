// The keyboard, and the dialog that tells of it.

const versionHere = () => {
  const row = inSight();
  return row && (versionOf(document.activeElement) ?? shownVersions(row).find(isEditable));
};

const approveHere = () => {
  if (!isReviewing()) return announce("Begin the review first, with r");
  const version = versionHere();
  if (!version || !isEditable(version)) return announce("This segment needs no review");
  if (!targetText(version)) return announce("An empty translation cannot be approved");
  change(version, { status: "reviewed" });
  announce(`${version.row.id} approved`);
  return step(1, (row) => shownVersions(row).some(isUnreviewed));
};

const KEYS = [
  ["/", "search", () => { query.focus(); query.select(); }],
  ["f", "open or close the filters", () => { showFilters(); if (!filters.hidden) filters.querySelector("input").focus(); }],
  ["n", "next finding", () => stepToFinding(1)],
  ["p", "previous finding", () => stepToFinding(-1)],
  ["j", "next segment", () => step(1, () => true)],
  ["k", "previous segment", () => step(-1, () => true)],
  ["u", "next segment that nobody has reviewed", () => step(1, (row) => shownVersions(row).some(isUnreviewed))],
  ["t", "the terms of the segment, one after the other", openNextTerm],
  ["r", "begin or end the review", () => review()],
  ["e", "edit the target", () => edit(versionHere())],
  ["a", "in a review: approve the target and go on", approveHere],
  ["?", "these keys", () => showKeys()],
  ["Esc", "leave the search, the panel, the filters"],
];
const EDITOR_KEYS = [
  ["Enter", "keep the text and go on to the next segment"],
  ["Ctrl+Enter", "approve the text and go on to the next that nobody has reviewed"],
  ["Alt+↓, Alt+↑", "keep the text and go down or up"],
  ["Esc", "keep the text and leave"],
];

const keysDialog = document.getElementById("keys");
const keysOn = document.getElementById("keys-on");
const KEYS_OFF = "dragoman keys off";

const keyList = (keys) => keys.map(([key, does]) =>
  make("div", {}, make("dt", {}, ...key.split(", ").flatMap((one, i) => [...(i ? [", "] : []), make("kbd", {}, one)])), make("dd", {}, does)));
document.getElementById("key-list").append(...keyList(KEYS));
document.getElementById("editor-key-list").append(...keyList(EDITOR_KEYS));

const showKeys = () => keysDialog.showModal();
document.getElementById("keys-button").addEventListener("click", showKeys);
document.getElementById("keys-close").addEventListener("click", () => keysDialog.close());
keysOn.checked = storage?.getItem(KEYS_OFF) === null || storage === null;
keysOn.addEventListener("change", () => {
  if (keysOn.checked) storage?.removeItem(KEYS_OFF);
  else storage?.setItem(KEYS_OFF, "1");
});

const isTyping = (node) => node instanceof Element && node.matches('input:not([type="checkbox"]), textarea, select, [contenteditable]');

const leave = () => {
  if (!panel.hidden) return closePanel();
  if (!filters.hidden) {
    showFilters(false);
    filtersButton.focus();
  }
};

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey || keysDialog.open) return;
  if (event.key === "Escape") return leave();
  if (isTyping(event.target) || !keysOn.checked) return;
  if (event.key === "Enter" && event.target.matches(".segment")) {
    event.preventDefault();
    if (isReviewing()) edit(versionHere());
    else openNextTerm();
    return;
  }
  const [, , act] = KEYS.find(([key]) => key === event.key) ?? [];
  if (!act) return;
  event.preventDefault();
  act();
});

showProgress();
restoreAll();
showProgress();
