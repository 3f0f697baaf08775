// Line breaks as the PO file has them, see `fold_lines` in model.py.
const BLANK = "\\t\\x1c-\\x20\\xa0\\u1680\\u2000-\\u200a\\u202f\\u205f\\u3000";
const BREAK = "\\r\\n\\x0b\\x0c\\x85\\u2028\\u2029";
const LINE_BREAK = `(?<![${BLANK}])[${BLANK}]*[${BREAK}][${BLANK}${BREAK}]*(?:>[>${BLANK}${BREAK}]*)?`;
const SPACELESS = "\\u2e80-\\u312f\\u31a0-\\ua4cf\\uf900-\\ufaff\\ufe30-\\ufe6f\\uff00-\\uff60\\uffe0-\\uffe6";
const SPACELESS_BREAK = new RegExp(`(?<=[${SPACELESS}])${LINE_BREAK}(?=[${SPACELESS}\\p{Nd}])|(?<=[\\p{Nd}%])${LINE_BREAK}(?=[${SPACELESS}])`, "gu");
const ANY_BREAK = new RegExp(LINE_BREAK, "gu");
const foldLines = (text) => text.replace(SPACELESS_BREAK, "").replace(ANY_BREAK, " ");
