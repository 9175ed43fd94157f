// Reports: each is parsed when it is looked at, and brought into slots, one for each field that the schema or a record has.

const INDEX = parsed("index");
for (const line of INDEX.reports) line.doubts = Object.fromEntries(line.doubts); // path -> reasons, in the order of the fields
const ITEM = /\/(?:0|[1-9][0-9]*)(?=\/|$)/g;
const PATH_TO_LEAF = new Map();
for (const section of INDEX.sections) {
  for (const leaf of section.leaves) PATH_TO_LEAF.set(leaf.path, { ...leaf, section: section.name });
}
const SHA_TO_LINE = new Map(INDEX.reports.map((line) => [line.sha256, line]));
const NUMBER_TO_REPORT = new Map();

// The report with this number in the pile; null while its part of the page is still on its way.
function reportNumbered(number) {
  if (NUMBER_TO_REPORT.has(number)) return NUMBER_TO_REPORT.get(number);
  const data = parsed(`report-${number}`);
  if (data === undefined) return null;
  const text = parsed(`text-${number}`);
  const line = INDEX.reports[number];
  const report = { ...data, number, line, sha256: line.sha256, doubts: line.doubts, text, offsets: new Offsets(text || "") };
  report.slots = new Map();
  report.records.forEach((record, index) => {
    for (const fact of record.facts) slotAt(report, fact.path).facts[index] = fact;
  });
  report.findings.forEach((finding, index) => {
    finding.number = index;
    finding.paths.forEach((path) => slotAt(report, path).findings.push(finding));
  });
  NUMBER_TO_REPORT.set(number, report);
  return report;
}

const leafAt = (path) => PATH_TO_LEAF.get(path) || PATH_TO_LEAF.get(path.replace(ITEM, "/*")) || null;

// The slot at `path`, made where there is none; facts are by record, in the order of the records.
function slotAt(report, path) {
  let slot = report.slots.get(path);
  if (!slot) {
    slot = { path, leaf: leafAt(path), facts: [], findings: [] };
    report.slots.set(path, slot);
  }
  return slot;
}

// The path of the innermost list item that `path` is or lies in; null where it is in none.
function itemOf(path) {
  const found = path.match(/^(.*\/(?:0|[1-9][0-9]*))(?=\/|$)/);
  return found ? found[1] : null;
}

const listOf = (item) => item.slice(0, item.lastIndexOf("/"));
const indexOf = (item) => Number(item.slice(item.lastIndexOf("/") + 1));

// 按类别 第 2 项 · 数量: what a field is called where it stands alone.
function titleOf(path) {
  const leaf = leafAt(path);
  const item = itemOf(path);
  const title = leaf ? leaf.title : path;
  if (!leaf && item === path) {
    const below = [...PATH_TO_LEAF.values()].find((one) => one.path.startsWith(path.replace(ITEM, "/*") + "/"));
    if (below) return `${below.title.split(" · ").slice(0, -1).join(" · ")} ${T("item", indexOf(item) + 1)}`;
  }
  if (!item) return title;
  const parts = title.split(" · ");
  if (item === path) return `${title} ${T("item", indexOf(item) + 1)}`;
  return `${parts.slice(0, -1).join(" · ")} ${T("item", indexOf(item) + 1)} · ${parts[parts.length - 1]}`;
}

function shownValue(value, leaf) {
  if (value === null || value === undefined) return "";
  if (typeof value === "boolean") return T(value ? "yes" : "no");
  if (typeof value === "object") return JSON.stringify(value);
  return String(value) + (leaf && /_percent$|\/percent$/.test(leaf.path) ? "%" : "");
}
