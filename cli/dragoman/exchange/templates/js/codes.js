// Inline codes of what people have changed, drawn from their tags as `html/codes.py` draws the others.

const TAG = /<(\/?)\s*([a-z]*)(\d{1,4})\s*\/?>/gu; // as in segment/tags.py

const RAISED = /[⁰¹²³⁴-⁹⁺⁻⁼⁽⁾₀-₉₊₋₌₍₎]/u; // as in documents/raised.py

const codesOf = (row) => row.codes ??= new Map(JSON.parse(row.source.dataset.codes ?? "[]").map(
  ([number, name, title, alone, looks, isShown, href, className]) =>
    [number, { number, name, title, alone, looks, isShown, href, className }]));

// The stretches of a text and, between them, its tags with their codes.
const splitTags = (text, row) => {
  const pieces = [];
  let position = 0;
  for (const tag of text.matchAll(TAG)) {
    const code = codesOf(row).get(Number(tag[3]));
    if (!code || !["", code.name].includes(tag[2])) continue;
    pieces.push({ text: text.slice(position, tag.index) }, { code, closing: tag[1] !== "" });
    position = tag.index + tag[0].length;
  }
  return [...pieces, { text: text.slice(position) }].filter((piece) => piece.text !== "");
};

const withoutTags = (text, row) => splitTags(text, row).map((piece) => piece.text ?? "").join("");

const chip = ({ number, title, alone }, closing) => {
  const said = (closing ? "end of " : "") + title;
  const part = alone ? "" : closing ? " end" : " start";
  return make("span", { className: `tag${part}`, role: "img", ariaLabel: said, title: said, dataset: { number } });
};

const link = ({ href, title }, inner) => (href === ""
  ? make("span", { className: "link", title }, inner)
  : make("a", { className: "link", title, href, target: "_blank", rel: "noopener noreferrer" }, inner));

const draw = (text, row) => {
  let around = [];
  return splitTags(text, row).flatMap(({ text: stretch, code, closing }) => {
    if (stretch) {
      const isRaised = RAISED.test(stretch);
      const looks = new Map(around.flatMap((one) => one.looks.map((look) => [look, one])));
      const painted = around.filter((one) => one.className !== "")
        .reduceRight((inner, { className, title }) => make("span", { className, title }, inner), stretch);
      return [...looks].filter(([look]) => !(isRaised && ["sup", "sub"].includes(look)))
        .reduceRight((inner, [look, one]) => (look === "a" ? link(one, inner) : make(look, {}, inner)), painted);
    }
    if (closing) around = around.filter((one) => one !== code);
    else if (!code.alone) around.push(code);
    if (!code.isShown) return [chip(code, closing)];
    return code.alone ? [make(code.looks[0])] : [];
  });
};
