// Sections: how the fields of a section are laid out: single fields, lists, lists of items as tables, fixed tables as tables.

const SECTION_TO_BLOCKS = new Map(INDEX.sections.map((section) => [section.name, blocksOf(section)]));

// Consecutive leaves of a section as blocks, in the order of the schema:
// { kind: "fields", leaves } | { kind: "list", list, title, leaf } | { kind: "items", list, title, columns } |
// { kind: "table", title, rows: [{ path, title }], columns: [{ key, title }] } | { kind: "nested", leaves }: lists within lists
function blocksOf(section) {
  const root = `/${section.name}`;
  const base = section.leaves.every((leaf) => leaf.path.startsWith(root + "/")) ? root : "";
  const blocks = [];
  const last = () => blocks[blocks.length - 1];
  for (const leaf of section.leaves) {
    const within = leaf.path.slice(base.length + 1).split("/");
    const star = within.indexOf("*");
    const titles = leaf.title.split(" · ");
    if (star >= 0) {
      const list = [base, ...within.slice(0, star)].join("/");
      const key = within.slice(star + 1).join("/");
      if (!key) blocks.push({ kind: "list", list, title: leaf.title, leaf });
      else if (key.split("/").includes("*")) {
        if (!last() || last().kind !== "nested") blocks.push({ kind: "nested", leaves: [] });
        last().leaves.push(leaf);
      } else {
        if (!last() || last().list !== list) blocks.push({ kind: "items", list, title: titles.slice(0, -1).join(" · "), columns: [] });
        last().columns.push({ key, title: titles[titles.length - 1] });
      }
    } else if (within.length > 1) {
      if (!last() || last().kind !== "table") blocks.push({ kind: "table", title: section.title, rows: [], columns: [] });
      const path = leaf.path.slice(0, leaf.path.lastIndexOf("/"));
      const key = within[within.length - 1];
      if (!last().rows.some((row) => row.path === path)) last().rows.push({ path, title: titles.slice(0, -1).join(" · ") });
      if (!last().columns.some((column) => column.key === key)) last().columns.push({ key, title: titles[titles.length - 1] });
    } else {
      if (!last() || last().kind !== "fields") blocks.push({ kind: "fields", leaves: [] });
      last().leaves.push(leaf);
    }
  }
  return blocks;
}

// Whether a record or the person says anything at the path, or the lot fell on it.
function isPresent(report, path) {
  const slot = report.slots.get(path);
  if (isDrawn(report, path) || (slot && slot.facts.some((fact) => fact && fact.state !== "absent"))) return true;
  const decision = decisionAt(report.sha256, path);
  return decision !== null && ["set", "add"].includes(decision.action) && decision.path === path;
}

function pathsOfBlock(report, block, withAbsent) {
  const keepPath = (path) => withAbsent || isPresent(report, path);
  if (block.kind === "fields") return block.leaves.map((leaf) => leaf.path).filter(keepPath);
  if (block.kind === "list") return itemsOf(report, block.list).map((index) => `${block.list}/${index}`);
  if (block.kind === "items") {
    return itemsOf(report, block.list).flatMap((index) => block.columns.map(({ key }) => `${block.list}/${index}/${key}`)).filter(keepPath);
  }
  if (block.kind === "nested") {
    const patterns = new Set(block.leaves.map((leaf) => leaf.path));
    return [...report.slots.values()].filter((slot) => slot.leaf && patterns.has(slot.leaf.path) && isPresent(report, slot.path)).map((slot) => slot.path);
  }
  return block.rows.flatMap((row) => block.columns.map(({ key }) => `${row.path}/${key}`)).filter((path) => leafAt(path) && keepPath(path));
}

// Fields of the records that the schema does not have, because it is another version of it.
const strangePaths = (report) => [...report.slots.values()].filter((slot) => !slot.leaf && slot.facts.length).map((slot) => slot.path);
