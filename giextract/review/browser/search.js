// Search and filters: one line of words narrows the fields and lights the same words in the text.

function showHead(report) {
  const head = byId("fields-head");
  const option = (value, label, now) => el("option", { value, selected: value === now }, label);
  const shows = ["all", "open", "doubtful", "finding", "difference", "unproved", "sample", "settled"];
  const show = el("select", { id: "filter-show", onchange: () => { filters.show = show.value; afterFilter(); } }, shows.map((one) => option(one, T("show_" + one), filters.show)));
  const section = el("select", { id: "filter-section", onchange: () => { filters.section = section.value; afterFilter(); } }, option("", T("all_sections"), filters.section), INDEX.sections.map((one) => option(one.name, one.title, filters.section)));
  const search = el("input", { id: "search", type: "search", placeholder: T("search_hint"), autocomplete: "off", "aria-describedby": "search-found" });
  search.value = filters.query;
  search.addEventListener("input", () => searchFor(search.value));
  search.addEventListener("keydown", (event) => {
    if (event.key === "Enter") {
      event.preventDefault();
      stepFound(event.shiftKey ? -1 : 1);
    }
  });
  head.replaceChildren(
    el("label", { for: "search" }, el("span", { class: "hidden" }, T("search")), search),
    el("span", { id: "search-found", class: "soft" }),
    el("label", { for: "filter-show" }, T("show"), " ", show),
    el("label", { for: "filter-section" }, T("section"), " ", section),
    el("button", { type: "button", id: "absent", "aria-pressed": String(filters.absent), onclick: () => toggleAbsent(), title: T(filters.absent ? "absent_hide" : "absent_show"), "aria-label": T("absent_show") }, "∅", el("kbd", { "aria-hidden": "true" }, "e")),
  );
  if (filters.query && report) lightFound(report, { step: false });
}

const found = { ranges: [], at: -1 };

function searchFor(words) {
  const report = current();
  filters.query = words.trim().toLowerCase();
  if (!report) return;
  showFields(report);
  lightFound(report);
}

// Light the words that are searched for in the report that is shown; { step } also goes to the first of them.
function lightFound(report, { step = true } = {}) {
  const spans = filters.query && report.text !== null ? placesOf(filters.query, 1000) : [];
  Object.assign(found, { ranges: highlight("search", spans), at: -1 });
  const fields = new Set(slotButtons().map((one) => one.dataset.path)).size;
  const place = byId("search-found");
  if (place) place.textContent = filters.query ? T("search_found", fields, spans.length) : "";
  if (step && found.ranges.length) stepFound(1);
}

function stepFound(by) {
  if (!found.ranges.length) return;
  found.at = (found.at + by + found.ranges.length) % found.ranges.length;
  showRange(found.ranges[found.at]);
}

function afterFilter() {
  const report = current();
  if (report) showFields(report);
}

function toggleAbsent() {
  filters.absent = !filters.absent;
  const report = current();
  showHead(report);
  if (report) showFields(report);
}
