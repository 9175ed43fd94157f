// Lots: places that are looked at because the lot fell on them, so that one can tell how many errors nothing points at. Most
// are fields; a list or a section that was drawn asks whether anything of it is missing, and is accepted where nothing is.

const isDrawn = (report, path) => (report.doubts[path] || []).includes("sample");

function drawnBlock(report) {
  const wholes = Object.keys(report.doubts).filter((path) => isDrawn(report, path) && !leafAt(path));
  const items = wholes.map((path) => el("li", {}, slotElement(report, path, T("missing_in", wholeTitle(path)))));
  return block("drawn", T("drawn", items.length), items.length, el("ul", { role: "list" }, items));
}

// What a list or a section is called.
function wholeTitle(path) {
  const section = INDEX.sections.find((one) => `/${one.name}` === path);
  if (section) return section.title;
  const leaf = [...PATH_TO_LEAF.values()].find((one) => one.path.startsWith(path + "/*"));
  return leaf ? leaf.title.split(" · ")[0] : path;
}
