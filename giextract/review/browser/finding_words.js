// Finding words in a report's text: as they are, or where only their width, case, spaces or line ends differ (１２０ is 120).

// All places of `words`, as spans in code points, in order; at most `most`.
function placesOf(words, most = 2000) {
  const report = current();
  const wanted = report && report.text !== null ? fold(words).folded : "";
  const found = [];
  if (!wanted) return found;
  report.folded = report.folded || fold(report.text);
  const { folded, units } = report.folded;
  for (let at = folded.indexOf(wanted); at >= 0 && found.length < most; at = folded.indexOf(wanted, at + wanted.length)) {
    const end = units[at + wanted.length - 1] + 1;
    found.push([report.offsets.point(units[at]), report.offsets.point(end)]);
  }
  return found;
}

// The text without spaces, in one width and case, and for each of its units the one that it stands for.
function fold(text) {
  const units = new Uint32Array(text.length);
  const parts = [];
  let count = 0;
  for (let unit = 0; unit < text.length; unit += 1) {
    const folded = foldedUnit(text[unit]);
    if (folded === "") continue;
    units[count] = unit;
    count += 1;
    parts.push(folded);
  }
  return { folded: parts.join(""), units };
}

// Only what is one unit for one: so each place found is one in the text.
function foldedUnit(unit) {
  if (unit >= "\u3400" && unit < "\ufb00") return unit;
  if (/\s/.test(unit)) return "";
  const folded = unit.normalize("NFKC").toLowerCase();
  return folded.length === 1 ? folded : unit;
}
