// How far the review is, and the notices about work that the browser has kept.

const progress = document.getElementById("progress");
const notices = document.getElementById("notices");

const showProgress = () => {
  let [done, all, changed] = [0, 0, 0];
  for (const row of rows) {
    for (const version of shownVersions(row)) {
      if (version.origin === "verbatim") continue;
      all++;
      done += version.origin === "reviewed";
    }
  }
  for (const column of columns) changed += column.work.size + column.aside.length;
  progress.querySelector("progress").max = Math.max(all, 1);
  progress.querySelector("progress").value = done;
  progress.querySelector("output").textContent = `${done.toLocaleString("en")} of ${all.toLocaleString("en")} reviewed`;
  document.getElementById("changes").textContent = changed ? count(changed, "segment changed", "segments changed") : "Nothing changed yet";
  reviewBar.classList.toggle("with-work", changed > 0);
  for (const button of reviewBar.querySelectorAll("[data-needs-work]")) button.disabled = !changed;
};

const notice = (text, ...actions) => {
  const line = make("p", { className: "notice" }, text, " ");
  for (const [name, act] of [...actions, ["Close", () => {}]]) {
    const button = make("button", { type: "button" }, name);
    button.addEventListener("click", () => {
      line.remove();
      act();
      showProgress();
    });
    line.append(button, " ");
  }
  notices.append(line);
};

const tellStorageIsFull = () => {
  if (!notices.querySelector(".full")) notice("The browser’s storage is full: download your work before you close the page.");
  notices.lastElementChild.classList.add("full");
};

const dated = (saved) => {
  const date = new Date(saved);
  return Number.isNaN(date.valueOf()) ? "" : ` of ${date.toLocaleString("en", { dateStyle: "long", timeStyle: "short" })}`;
};

const discardAll = () => {
  if (editing) {
    editing.element.classList.remove("edited");
    document.getElementById("editor-home").append(editor);
    editing = null;
  }
  columns.forEach(discard);
  handedOver = true;
  showProgress();
};

const restoreAll = () => {
  if (!storage) {
    document.getElementById("kept").textContent = "This browser keeps nothing for this page: download your work before you close it.";
    return;
  }
  for (const column of columns) {
    const own = storageKey(column);
    const kept = read(own);
    if (kept) {
      restore(column, kept.segments);
      const found = column.work.size;
      if (found || column.aside.length) {
        review(true);
        const lost = column.aside.length ? ` ${count(column.aside.length, "is", "are")} of a text that this page no longer has; the PO file that you download holds them.` : "";
        notice(`Your work${dated(kept.saved)} is back: ${count(found, "segment", "segments")} in ${column.name}.${lost}`,
          ["Discard", () => discard(column)]);
      } else keep(column); // the page has it all by now
    }
    const older = Object.keys(storage).filter((key) => key.startsWith(`${PREFIX}${column.lang} `) && key !== own);
    for (const key of older) {
      const work = read(key);
      if (!work?.segments.length) continue;
      notice(`An earlier version of this page left work${dated(work.saved)}: ${count(work.segments.length, "segment", "segments")} in ${column.name}.`,
        ["Take over", () => {
          restore(column, work.segments);
          keep(column);
          storage.removeItem(key);
          handedOver = false;
          review(true);
        }],
        ["Discard", () => storage.removeItem(key)]);
    }
  }
};

document.getElementById("discard").addEventListener("click", () => {
  if (confirm("Discard all that you have changed on this page?")) discardAll();
});
addEventListener("pagehide", () => { if (editing) store(); });
addEventListener("beforeunload", (event) => {
  if (editing) store();
  if (!handedOver) event.preventDefault();
});
