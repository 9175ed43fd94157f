// Start: the bar, the two panes and what links them, the page's settings, and the first report.

const view = { kind: "pages", zoom: 0, lit: [] }; // pictures of pages where there are any, until the person asks for text

// Choose a field (its path), "figure:3", "finding:0", or nothing; its places and its fields light up on both sides.
function choose(key, { focus = true, scroll = true } = {}) {
  const report = current();
  if (!report) return;
  if (editor.path !== null && editor.path !== key) setAside();
  const [, kind, number] = (key || "").match(/^(figure|finding):(\d+)$/) || [];
  let path = kind || key === null ? null : key;
  if (path !== null && !slotElements(path).length) {
    const below = slotButtons().find((one) => one.dataset.path.startsWith(path + "/"));
    if (below) path = below.dataset.path;
  }
  const before = chosen.path;
  Object.assign(chosen, { path, figure: kind === "figure" ? Number(number) : null, finding: kind === "finding" ? Number(number) : null });
  for (const one of [before, path]) if (one !== null) for (const element of slotElements(one)) fillSlot(report, element);
  showInspector(report);
  light();
  const [element] = path === null ? [] : slotElements(path);
  const folded = element && element.closest("details:not([open])");
  if (folded) folded.open = true;
  if (element && focus) element.focus({ preventScroll: true });
  if (element) element.scrollIntoView({ block: "nearest" });
  if (scroll) showPlaces(key);
  rememberPlace();
}

const shownElements = (key) => (byId("text") ? textElements(key) : imageElements(key));

function showPlaces(key) {
  if (key === null) return;
  const [first] = shownElements(key);
  if (first && !inView(first)) first.scrollIntoView({ block: "center", inline: "nearest" });
}

// Light the chosen one on both sides; of a finding its first path as one side and the others as the other.
function light() {
  const report = current();
  for (const [element, name] of view.lit) element.classList.remove(name);
  view.lit = [];
  const add = (elements, name) => {
    for (const element of elements) {
      element.classList.add(name);
      view.lit.push([element, name]);
    }
  };
  const key = chosenKey();
  if (!report || key === null) return;
  if (chosen.finding === null) {
    add(shownElements(key), "lit");
    return;
  }
  add(shownElements(key), "lit");
  report.findings[chosen.finding].paths.forEach((path, index) => {
    const side = index ? "side-b" : "side-a";
    add(shownElements(path), side);
    add(slotElements(path), side);
  });
}

function hover(keys) {
  for (const element of document.querySelectorAll(".hover")) element.classList.remove("hover");
  for (const key of keys) {
    for (const element of [...shownElements(key), ...slotElements(key)]) element.classList.add("hover");
  }
}

// What the pointer or a click means: the keys of the mark or field it is on.
function keysAt(target) {
  const marked = target.closest("[data-keys]");
  if (marked) return JSON.parse(marked.dataset.keys);
  const slot = target.closest(".slot");
  if (slot) return [slot.dataset.path];
  const look = target.closest("[data-key]");
  return look ? [look.dataset.key] : [];
}

// Of several marks over one another a click takes the next after the chosen one, fields before figures before findings.
function clicked(event) {
  const keys = keysAt(event.target);
  if (!keys.length || event.target.closest(".look, .take")) return;
  const inReport = byId("report").contains(event.target);
  if (inReport && selectedSpan()) return;
  if (inReport && editor.path !== null) {
    const place = textPane.marks.find((mark) => byId("text") && markKey(mark) === keys[0]);
    if (place) takeSelection([textPane.report.offsets.point(place.start), textPane.report.offsets.point(place.end)]);
    return;
  }
  const next = keys[(keys.indexOf(chosenKey()) + 1) % keys.length];
  if (inReport && chosenKey() !== next && !slotElements(next).length && !/^(figure|finding):/.test(next)) goToField(next);
  else choose(next, { focus: !inReport, scroll: !inReport });
}

function showLeft(report) {
  const kinds = [report.text !== null ? "text" : null, report.pages.length && hasPictures(report) ? "pages" : null].filter(Boolean);
  const kind = kinds.includes(view.kind) ? view.kind : kinds[0] || "none";
  const head = byId("report-head");
  const tabs = kinds.length > 1 ? kinds.map((one) => el("button", { type: "button", "aria-pressed": String(one === kind), onclick: () => showView(one) }, T("view_" + one))) : [];
  const zoom = kind === "pages" ? button(T("zoom"), "z", () => toggleZoom()) : null;
  head.replaceChildren(el("h1", {}, quoted(report.line.title)), el("span", { class: "soft path" }, quoted(report.line.path)), el("span", { class: "tabs" }, tabs, zoom));
  const body = byId("report-body");
  body.setAttribute("aria-label", T(kind === "pages" ? "report_pages" : "report_text"));
  body.className = kind;
  textPane.report = null;
  if (kind === "text") showText(report, body);
  else if (kind === "pages") {
    showImages(report, body);
    if (report.left_out) body.prepend(el("p", { class: "warning" }, T("pictures_left_out", report.left_out)));
  } else body.replaceChildren(el("p", { class: "soft" }, report.missing ? T("missing_" + report.missing, report.reason || "") : ""));
  body.style.setProperty("--zoom", String(ZOOMS[view.zoom]));
  light();
}

function showView(kind) {
  const report = current();
  if (byId("report-body").className === kind || (kind === "text" && report.text === null) || (kind === "pages" && !hasPictures(report))) return;
  view.kind = kind;
  showLeft(report);
  lightFound(report, { step: false });
  if (byId("editor")) checkEditor();
  showPlaces(chosenKey());
}

const toggleView = () => showView(byId("text") ? "pages" : "text");

function toggleZoom() {
  view.zoom = (view.zoom + 1) % ZOOMS.length;
  byId("report-body").style.setProperty("--zoom", String(ZOOMS[view.zoom]));
  showPlaces(chosenKey());
}

// A button of the bar, which shows a sign alone where there is no room for its word.
function tool(sign, word, key, onclick, attributes = {}) {
  const label = [el("span", { class: "long" }, T(word)), el("span", { class: "short", "aria-hidden": "true" }, sign)];
  return button(label, key, onclick, { "aria-label": T(word), title: T(word), ...attributes });
}

function buildBar() {
  const only = INDEX.reports.length === 1;
  byId("bar").replaceChildren(
    el("span", { class: "brand" }, "giextract review"),
    only ? "" : el("span", { class: "pile-nav", role: "group", "aria-label": T("pile") }, button("‹", "[", () => goTo(pile.number - 1), { "aria-label": T("back") }), button("", "g", () => showPile(), { id: "pile-button" }), button("›", "]", () => goTo(pile.number + 1), { "aria-label": T("forward") })),
    el("span", { id: "progress" }),
    el("span", { id: "kept", role: "status" }),
    el(
      "span",
      { class: "tools" },
      tool("↶", "undo", "u", () => undo()),
      LIVE && !keeping.isAnotherRuns ? null : tool("⤓", "download", "w", () => showDownload(), { id: "download" }),
      tool(LANG === "zh" ? "EN" : "中", "language", "l", () => toggleLanguage(), { lang: LANG === "zh" ? "en" : "zh" }),
      tool("◐", "theme", "t", () => toggleTheme()),
      tool("?", "keys", "?", () => showHelp()),
    ),
  );
  byId("report").setAttribute("aria-label", T("report"));
  byId("fields").setAttribute("aria-label", T("fields"));
  byId("fields-body").setAttribute("aria-label", T("fields"));
  document.documentElement.lang = LANG === "zh" ? "zh-CN" : "en";
}

function showBar() {
  const line = INDEX.reports[pile.number];
  const doubts = Object.keys(line.doubts).length;
  const open = openDoubts(line).length;
  const { decided, accepted } = standing(line.sha256);
  const settled = decided.size + accepted.size;
  const words = T("progress_fields", open, settled);
  byId("progress").replaceChildren(el("progress", { max: String(Math.max(doubts, 1)), value: doubts ? doubts - open : 1, "aria-label": words }), " ", words);
  const pileButton = byId("pile-button");
  if (pileButton) {
    const { done, all } = pileProgress();
    pileButton.replaceChildren(T("pile_of", pile.number + 1, all), el("progress", { max: String(all), value: done, "aria-label": T("pile_progress", done, all) }), el("kbd", { "aria-hidden": "true" }, "g"));
    pileButton.setAttribute("aria-label", `${T("pile")}: ${T("pile_of", pile.number + 1, all)}. ${T("pile_progress", done, all)}`);
  }
  showKept();
}

function showKept() {
  const { kind, text } = keepingState();
  const place = byId("kept");
  if (keeping.isAnotherRuns && !byId("download")) buildBar();
  place.className = kind;
  if (place.textContent !== text) place.textContent = text;
}

function toggleLanguage() {
  LANG = LANG === "zh" ? "en" : "zh";
  prefer("language", LANG);
  buildBar();
  showHead(current());
  showReport();
}

function toggleTheme() {
  const dark = document.documentElement.dataset.theme ? document.documentElement.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  document.documentElement.dataset.theme = dark ? "light" : "dark";
  prefer("theme", document.documentElement.dataset.theme);
}

// --- the decisions as a file -----------------------------------------------------------------------------------------

function decisionsFile(reviewer) {
  const reports = INDEX.reports.filter((line) => logOf(line.sha256).length);
  return {
    giextract_review: 1,
    reviewer,
    reports: reports.map((line) => ({ sha256: line.sha256, path: line.path, schema: line.schema, ...(line.backends.length > 1 ? { records: line.backends } : {}), decisions: logOf(line.sha256) })),
  };
}

// Whether the page shows what two people decided, for a third: their records, not a backend's, are what is accepted here.
const isToSettle = () => INDEX.reports.some((line) => line.by_people && line.backends.length > 1);

function showDownload() {
  if (LIVE && !keeping.isAnotherRuns) {
    flush();
    return;
  }
  const name = el("input", { id: "reviewer", type: "text", required: true, maxlength: "200", autocomplete: "name" });
  name.value = preference("reviewer") || INDEX.reviewer || "";
  const reports = INDEX.reports.filter((line) => logOf(line.sha256).length).length;
  const save = (event) => {
    event.preventDefault();
    const reviewer = name.value.replace(/[\u0000-\u001f\u007f]+/g, " ").trim(); // a pasted name may hold a tab
    if (!reviewer) return;
    prefer("reviewer", reviewer);
    const blob = new Blob([JSON.stringify(decisionsFile(reviewer), null, 1) + "\n"], { type: "application/json" });
    const link = el("a", { href: URL.createObjectURL(blob), download: "decisions.json" });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    made.close();
  };
  const made = dialog(
    T("download"),
    el("p", {}, T("download_count", reports, totalDecisions())),
    el("pre", {}, isToSettle() ? "giextract labels settle decisions.json A B RECORDS… -o labels" : "giextract labels apply decisions.json RECORDS… -o labels"),
    el("form", { onsubmit: save }, el("label", { for: "reviewer" }, T("reviewer")), name, el("p", { class: "soft" }, T("reviewer_why")), el("button", { type: "submit", class: "main" }, T("download"))),
  );
  name.focus();
}

// --- the first report ------------------------------------------------------------------------------------------------

const placeName = `place/${INDEX.digest}`;

const rememberPlace = () => prefer(placeName, JSON.stringify({ number: pile.number, path: chosen.path }));

function rememberedPlace() {
  try {
    return JSON.parse(preference(placeName)) || {};
  } catch {
    return {};
  }
}

function onForeign(sha256, decisions) {
  const report = current();
  if (report && report.sha256 === sha256 && editor.path === null) {
    showReport();
    if (chosen.path !== null) choose(chosen.path, { focus: false, scroll: false });
  }
  if (decisions.length) say(T("other_tab", decisions.map((one) => (one.path ? titleOf(one.path) : T("undo"))).join("、")));
}

// While the editor is open, what is selected in the text becomes the proof: when the mouse lets go, or, where a selection is
// made otherwise (by touch, by keys), when it has come to rest.
function watchSelection() {
  let timer = 0;
  let pressed = false;
  const take = () => {
    const span = editor.path !== null && current().text !== null ? selectedSpan() : null;
    if (span && String(span) === editor.taken) return;
    editor.taken = String(span);
    if (span) takeSelection(span);
  };
  document.addEventListener("pointerdown", () => (pressed = true));
  for (const name of ["pointerup", "pointercancel"]) {
    document.addEventListener(name, () => {
      pressed = false;
      setTimeout(take, 0);
    });
  }
  document.addEventListener("selectionchange", () => {
    clearTimeout(timer);
    timer = setTimeout(() => !pressed && take(), 300);
  });
}

function begin() {
  LANG = preference("language") || (navigator.language.startsWith("zh") ? "zh" : "en");
  const theme = preference("theme");
  if (theme) document.documentElement.dataset.theme = theme;
  const remembered = rememberedPlace();
  readDrafts();
  if (Number.isInteger(remembered.number) && INDEX.reports[remembered.number]) pile.number = remembered.number;
  buildBar();
  beginKeeping(showBar, onForeign);
  showHead(null);
  showReport();
  const resume = () => {
    if (remembered.path) choose(remembered.path, { focus: false });
    resumeDraft(current());
  };
  if (current()) resume();
  else {
    document.addEventListener("DOMContentLoaded", () => {
      showReport();
      resume();
    });
  }
  addEventListener("pagehide", () => setAside());
  document.addEventListener("keydown", onKey);
  byId("work").addEventListener("click", clicked);
  for (const id of ["report-body", "fields-body"]) {
    byId(id).addEventListener("pointerover", (event) => hover(keysAt(event.target)));
    byId(id).addEventListener("pointerleave", () => hover([]));
  }
  watchSelection();
}

begin();
