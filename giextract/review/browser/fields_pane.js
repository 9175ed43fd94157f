// The fields pane: what was extracted, by section in the schema's order. Each field is a button that carries its path.

const filters = { show: "all", section: "", query: "", absent: false };

function showFields(report) {
  const body = byId("fields-body");
  const parts = filters.show === "all" && !filters.query && !filters.section ? firstLooks(report) : [];
  for (const section of INDEX.sections) {
    if (!filters.section || filters.section === section.name) parts.push(sectionElement(report, section));
  }
  const strange = strangePaths(report).filter((path) => fitsFilters(report, path));
  if (strange.length && !filters.section) {
    parts.push(el("section", { class: "part" }, el("h2", {}, T("other_fields")), fieldList(report, strange)));
  }
  body.replaceChildren(...parts.filter(Boolean));
  if (!body.querySelector(".slot, .look")) body.append(el("p", { class: "soft" }, T("nothing_fits")));
}

const isFiltered = () => filters.show !== "all" || filters.query !== "";

function fitsFilters(report, path) {
  const slot = slotAt(report, path);
  const settled = isSettled(report.sha256, path);
  const reasons = report.doubts[path] || [];
  const fits = {
    all: () => true,
    open: () => reasons.length > 0 && !settled,
    doubtful: () => reasons.length > 0,
    finding: () => slot.findings.length > 0,
    difference: () => reasons.includes("difference"),
    unproved: () => reasons.includes("unproved"),
    sample: () => reasons.includes("sample"),
    settled: () => settled,
  }[filters.show]();
  return fits && (!filters.query || searchable(report, slot).includes(filters.query));
}

function searchable(report, slot) {
  const said = saidAt(report, slot);
  return [titleOf(slot.path), slot.path, shownValue(said.value, slot.leaf), said.printed || ""].join("\n").toLowerCase();
}

function sectionElement(report, section) {
  const blocks = SECTION_TO_BLOCKS.get(section.name);
  const content = [];
  let absent = 0;
  if (isFiltered()) {
    const paths = blocks.flatMap((block) => pathsOfBlock(report, block, filters.absent)).filter((path) => fitsFilters(report, path));
    if (!paths.length) return null;
    content.push(fieldList(report, paths));
  } else {
    for (const block of blocks) {
      const made = blockElement(report, block);
      if (made) content.push(made);
      absent += block.kind === "fields" || block.kind === "table" ? pathsOfBlock(report, block, true).length - pathsOfBlock(report, block, false).length : 0;
    }
  }
  const result = report.records[0].sections[section.name];
  const id = `part-${section.name}`;
  const head = el(
    "div",
    { class: "part-head" },
    el("h2", { id }, section.title, " ", el("span", { class: "soft plain" }, section.name)),
    result && result.state !== "read"
      ? badge(result.state, result.state === "absent" ? T("section_absent") : T("section_unanswered", result.reason || ""))
      : null,
  );
  const foot = !isFiltered() && !filters.absent && absent
    ? el("button", { type: "button", class: "more", onclick: () => toggleAbsent() }, T("absent_n", absent))
    : null;
  return el("section", { class: "part", "aria-labelledby": id, data: { section: section.name } }, head, content, foot);
}

function blockElement(report, block) {
  const paths = pathsOfBlock(report, block, filters.absent);
  if (block.kind === "fields" || block.kind === "nested") return paths.length ? fieldList(report, paths) : null;
  if (!paths.length && !filters.absent) return null;
  if (block.kind === "list") return listElement(report, block);
  return block.kind === "items" ? itemsElement(report, block) : tableElement(report, block);
}

const fieldList = (report, paths) =>
  el("ul", { class: "slots", role: "list" }, paths.map((path) => el("li", {}, slotElement(report, path, titleOf(path)))));

const addButton = (block) =>
  el("button", { type: "button", class: "more add", onclick: () => addItem(block.list) }, `＋ ${T("add_item")}`);

function listElement(report, block) {
  const items = itemsOf(report, block.list);
  const rows = items.map((index) => el("li", {}, slotElement(report, `${block.list}/${index}`, String(index + 1))));
  return el("div", { class: "block" }, el("h3", {}, block.title), el("ol", { class: "slots", role: "list" }, rows), addButton(block));
}

function itemsElement(report, block) {
  const rows = itemsOf(report, block.list).map((index) => ({ path: `${block.list}/${index}`, title: String(index + 1) }));
  const columns = usedColumns(report, rows, block.columns);
  return el("div", { class: "block" }, grid(report, block.title, rows, columns.length ? columns : block.columns), addButton(block));
}

function tableElement(report, block) {
  const rows = filters.absent ? block.rows : block.rows.filter((row) => block.columns.some(({ key }) => isPresent(report, `${row.path}/${key}`)));
  return grid(report, block.title, rows, filters.absent ? block.columns : usedColumns(report, rows, block.columns));
}

const usedColumns = (report, rows, columns) =>
  filters.absent ? columns : columns.filter(({ key }) => rows.some((row) => isPresent(report, `${row.path}/${key}`)));

function grid(report, title, rows, columns) {
  const head = el("tr", {}, el("td", { class: "corner" }), columns.map((column) => el("th", { scope: "col" }, column.title)));
  const lines = rows.map((row) =>
    el(
      "tr",
      {},
      el("th", { scope: "row" }, row.title),
      columns.map(({ key }) => el("td", {}, leafAt(`${row.path}/${key}`) ? slotElement(report, `${row.path}/${key}`, null) : null)),
    ),
  );
  const table = el("table", {}, el("caption", {}, title), el("thead", {}, head), el("tbody", {}, lines));
  return el("div", { class: "grid", tabindex: "0", role: "group", "aria-label": title }, table);
}

// One field: a button with its title (none in a table, whose headings say it), its value, its badges.
function slotElement(report, path, title) {
  const made = el("button", { type: "button", class: "slot", data: { path, title: title || "" } });
  fillSlot(report, made);
  return made;
}

function fillSlot(report, made) {
  const { path, title } = made.dataset;
  const slot = slotAt(report, path);
  const said = saidAt(report, slot);
  const reasons = report.doubts[path] || [];
  const unproved = said.fact && said.fact.check === "unproved";
  made.className = ["slot", `is-${said.state}`, title ? "" : "cell", said.decision ? "is-settled" : reasons.length ? "is-open" : "", unproved ? "is-unproved" : "", chosen.path === path ? "is-chosen" : ""].filter(Boolean).join(" ");
  made.setAttribute("aria-current", chosen.path === path ? "true" : "false");
  const shown = said.state === "stated" ? shownValue(said.value, slot.leaf) : said.state === "absent" && !title ? "·" : T("state_" + said.state);
  const value = el("span", { class: "value" }, unproved ? T("check_unproved") : quoted(shown));
  const printed = title && said.printed && said.state === "stated" && said.printed !== shown ? el("span", { class: "printed" }, "‹", quoted(said.printed), "›") : null;
  const others = report.records.length > 1 && reasons.includes("difference") ? otherValues(report, slot) : null;
  made.replaceChildren(
    ...[
      title ? el("span", { class: "title" }, title) : el("span", { class: "hidden" }, titleOf(path) + " "),
      value,
      printed,
      others,
      draftAt(report.sha256, path) ? badge("draft", T("badge_draft")) : null,
      said.decision ? el("span", { class: "tick", title: T("decided_by_you") }, "✓", el("span", { class: "hidden" }, T("decided_by_you"))) : null,
      title ? reasons.map((reason) => badge(reason, T("reason_" + reason))) : reasons.length ? el("span", { class: "hidden" }, reasons.map((reason) => T("reason_" + reason)).join(" ")) : null,
    ].flat().filter(Boolean),
  );
}

function otherValues(report, slot) {
  return report.records.slice(1).map((record, index) => {
    const fact = slot.facts[index + 1];
    const shown = !fact || fact.check === "unproved" ? T("state_absent") : fact.state === "stated" ? shownValue(fact.value, slot.leaf) : T("state_" + fact.state);
    return el("span", { class: "second", title: record.backend }, "⇄ ", quoted(shown));
  });
}

const slotElements = (path) => [...byId("fields-body").querySelectorAll(".slot")].filter((one) => one.dataset.path === path);

// Show anew what is said at `path`; the whole pane where fields came or went.
function refreshFields(report, path, whole) {
  const elements = slotElements(path);
  if (whole || !elements.length) showFields(report);
  else for (const one of elements) fillSlot(report, one);
}
