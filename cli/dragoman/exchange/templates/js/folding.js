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
      const after = pieces[index + 1]?.folded ?? "";
      // The last of several blanks is the one that stays, so that it is judged by both of its neighbours.
      if (after === " " || ENDS_CJK.test(before) || BEGINS_CJK.test(after)) return;
    }
    kept.push(piece);
  });
  return kept;
};

const places = (text, query) => {
  const found = [];
  for (let at = text.indexOf(query); at >= 0; at = text.indexOf(query, at + query.length)) found.push(at);
  return found;
};

// Where each character folds to one, and no blank falls away, offsets are the same in the folded text.
const WORD = "\\x21-\\x7e‘’“”–—";
const ONE_TO_ONE = new RegExp(`^(?:[${WORD}\\u3001-\\u3002\\u300a-\\u300b\\u4e00-\\u9fff\\uff01-\\uff5e]|(?<=[${WORD}]) (?=[${WORD}]))*$`);

// Where a folded query stands in a text, as pairs of offsets.
const findFolded = (text, query) => {
  if (ONE_TO_ONE.test(text)) return places(fold(text), query).map((at) => [at, at + query.length]);
  const pieces = foldedPieces(text);
  const starts = [];
  let folded = "";
  pieces.forEach((piece, index) => {
    for (let i = 0; i < piece.folded.length; i++) starts.push(index);
    folded += piece.folded;
  });
  return places(folded, query).map((at) => [pieces[starts[at]].start, pieces[starts[at + query.length - 1]].end]);
};
