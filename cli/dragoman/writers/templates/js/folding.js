// Text as searches compare it: without regard to case, accents, widths, kinds of quotation marks, and line breaks.

const CJK = "\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\u3000-\\u303f\\uff00-\\uffef";
const DROPPED = /[\u0300-\u036f\u0591-\u05c7\u0640\u064b-\u065f\u0670\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
const NEAR_CJK = new RegExp(`(?<=[${CJK}]) | (?=[${CJK}])`, "gu");
const ENDS_CJK = new RegExp(`[${CJK}]$`, "u");
const BEGINS_CJK = new RegExp(`^[${CJK}]`, "u");
const ALIKE = [[/[‘’ʼ＇]/g, "'"], [/[“”„«»＂]/g, '"'], [/[‐‑‒–—−]/g, "-"], [/ς/g, "σ"]];

const foldLetters = (text) => {
  let folded = text.normalize("NFKD").toLowerCase().replace(DROPPED, "");
  if (/[^\x00-\x7f]/.test(folded)) for (const [found, one] of ALIKE) folded = folded.replace(found, one);
  return folded;
};

const fold = (text) => foldLetters(text).replace(/\s+/g, " ").replace(NEAR_CJK, "");

// The pieces of the folded text, each with where it begins and ends in the text.
const foldedPieces = (text) => {
  const pieces = [];
  let start = 0;
  for (const character of text) {
    const folded = foldLetters(character);
    if (folded) pieces.push({ folded: /^\s+$/.test(folded) ? " " : folded, start, end: start + character.length });
    start += character.length;
  }
  const kept = [];
  pieces.forEach((piece, index) => {
    if (piece.folded === " ") {
      const before = kept.at(-1)?.folded ?? "";
      const after = pieces.slice(index + 1).find((other) => other.folded !== " ")?.folded ?? "";
      if (before === " " || ENDS_CJK.test(before) || BEGINS_CJK.test(after)) return;
    }
    kept.push(piece);
  });
  return kept;
};

// Where a folded query stands in a text, as pairs of offsets.
const findFolded = (text, query) => {
  const pieces = foldedPieces(text);
  const starts = [];
  let folded = "";
  pieces.forEach((piece, index) => {
    for (let i = 0; i < piece.folded.length; i++) starts.push(index);
    folded += piece.folded;
  });
  const found = [];
  for (let at = folded.indexOf(query); at >= 0; at = folded.indexOf(query, at + query.length)) {
    found.push([pieces[starts[at]].start, pieces[starts[at + query.length - 1]].end]);
  }
  return found;
};
