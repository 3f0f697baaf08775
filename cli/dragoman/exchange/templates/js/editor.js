// Review mode: one segment at a time is edited in its place.

const reviewButton = document.getElementById("review");
const reviewBar = document.getElementById("review-bar");
const editor = document.getElementById("editor");
const draft = document.getElementById("draft");
const comment = document.getElementById("comment");
let editing = null;
let loaded = "";

const isReviewing = () => document.body.classList.contains("reviewing");

const review = (on = !isReviewing()) => {
  if (!on) closeEditor();
  document.body.classList.toggle("reviewing", on);
  reviewButton.setAttribute("aria-pressed", String(on));
  reviewBar.hidden = !on;
  document.getElementById("only-changed").hidden = !on;
};

// The renderings that the segment requires; a click writes one where the caret is.
const requiredIn = (version) => {
  const marks = [...version.row.source.querySelectorAll("[data-concept]")];
  const concepts = new Set(marks.flatMap((mark) => mark.dataset.concept.split(" ")));
  return Array.from(concepts, (concept) => document.querySelector(`#${concept} [data-lang="${version.column.lang}"]`))
    .filter((line) => line?.querySelector(".rendering"))
    .map((line) => Array.from(line.querySelectorAll(".rendering, .accepted bdi"), (form) => form.textContent));
};

const showOwed = () => {
  const text = withoutTags(draft.value, editing.row);
  for (const chip of document.getElementById("required").children) {
    const kept = JSON.parse(chip.dataset.forms).some((form) => text.includes(form));
    chip.classList.toggle("kept", kept);
    chip.title = kept ? "in the text" : "not in the text: click to write it at the caret";
    chip.setAttribute("aria-label", `${chip.dataset.form}, ${chip.title}`);
  }
};

const edit = (version, { focus = true } = {}) => {
  if (!version || !isEditable(version)) return;
  if (!isReviewing()) review(true);
  if (editing !== version) {
    closeEditor();
    editing = version;
    const { lang, dir } = version.target;
    Object.assign(draft, { lang, dir });
    load();
    draft.setAttribute("aria-label", `${version.column.name} of segment ${version.row.id}`);
    comment.value = workOf(version)?.comment ?? "";
    document.getElementById("required").replaceChildren(...requiredIn(version).map((forms) =>
      make("button", { type: "button", className: "chip", lang, dir, dataset: { form: forms[0], forms: JSON.stringify(forms) } }, forms[0])));
    const others = twins(version.row).filter((row) => row !== version.row).map((row) => row.id);
    document.getElementById("twins").textContent = others.length
      ? `Same text in ${others.slice(0, 6).join(", ")}${others.length > 6 ? " …" : ""}: changed there too` : "";
    version.element.classList.add("edited");
    version.target.after(editor);
    editor.hidden = false;
    showOwed();
    showState();
    grow();
  }
  makeCurrent(version.row);
  version.row.element.scrollIntoView({ block: "nearest" });
  if (focus) draft.focus({ preventScroll: true });
};

const showState = () => {
  const reviewed = editing.origin === "reviewed";
  document.getElementById("approve").textContent = reviewed ? "Approved: go on" : "Approve and go on";
  document.getElementById("withdraw").hidden = !reviewed;
  document.getElementById("undo").hidden = !workOf(editing);
};

const load = () => {
  draft.value = targetText(editing);
  loaded = draft.value; // as the browser has it, which may have other line breaks
};

// What nobody has touched stays as it is, line breaks and all.
const settled = () => (draft.value === loaded ? targetText(editing) : foldLines(draft.value).trim());

const store = (changes = {}) => {
  if (!editing) return;
  const target = settled();
  const changed = target !== targetText(editing);
  change(editing, {
    target, comment: foldLines(comment.value).trim(), ...(changed ? { status: undefined } : {}), ...changes,
  });
  showState();
};

const closeEditor = () => {
  if (!editing) return;
  clearTimeout(waiting);
  store();
  editing.element.classList.remove("edited");
  editor.hidden = true;
  document.getElementById("editor-home").append(editor);
  editing = null;
};

const nextVersion = (version, direction, test) => {
  const at = (row) => row.versions[version.column.number - 1];
  const row = nextRow(version.row.number, direction, (other) => isEditable(at(other)) && test(at(other)));
  return row && at(row);
};

const move = (direction, test = () => true) => {
  const from = editing;
  const next = nextVersion(from, direction, test);
  closeEditor();
  if (next) return edit(next);
  announce(direction > 0 ? "That was the last one" : "That was the first one");
  return go(from.row);
};

const approve = () => {
  if (!settled()) return announce("An empty translation cannot be approved");
  store({ status: "reviewed" });
  return move(1, isUnreviewed);
};

const grow = () => {
  if (globalThis.CSS?.supports("field-sizing", "content")) return;
  draft.style.height = "auto";
  draft.style.height = `${draft.scrollHeight + 2}px`;
};

let waiting = 0;
const storeSoon = () => {
  clearTimeout(waiting);
  waiting = setTimeout(store, 250);
};

draft.addEventListener("input", () => {
  grow();
  showOwed();
  storeSoon();
});
comment.addEventListener("input", storeSoon);

editor.addEventListener("keydown", (event) => {
  if (event.isComposing) return; // Enter chooses a word in an input method
  const act = {
    Enter: () => (event.ctrlKey || event.metaKey ? approve() : event.target.tagName !== "BUTTON" && move(1)),
    Escape: () => {
      const { row } = editing;
      closeEditor();
      go(row);
    },
    ArrowDown: () => event.altKey && move(1),
    ArrowUp: () => event.altKey && move(-1),
  }[event.key];
  if (act && act() !== false) event.preventDefault();
});

document.getElementById("required").addEventListener("click", (event) => {
  const chip = event.target.closest(".chip");
  if (!chip) return;
  draft.setRangeText(chip.dataset.form, draft.selectionStart, draft.selectionEnd, "end");
  draft.focus();
  draft.dispatchEvent(new Event("input"));
});
document.getElementById("approve").addEventListener("click", approve);
document.getElementById("withdraw").addEventListener("click", () => {
  store({ status: "draft" });
  draft.focus();
});
document.getElementById("undo").addEventListener("click", () => {
  undo(editing);
  load();
  comment.value = "";
  showOwed();
  showState();
  grow();
  draft.focus();
});
reviewButton.addEventListener("click", () => review());
sheet.addEventListener("click", (event) => {
  if (!isReviewing() || !event.target.closest(".target") || getSelection().type === "Range") return;
  if (event.target.closest("a.link")) event.preventDefault(); // the text is edited here
  edit(versionOf(event.target));
});
