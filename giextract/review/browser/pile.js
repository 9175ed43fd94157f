// The pile: all reports of the page, how far each is done, and the way from one to the next.

const pile = { number: 0 };

const current = () => reportNumbered(pile.number);

function goTo(number) {
  if (number < 0 || number >= INDEX.reports.length) return;
  setAside();
  pile.number = number;
  Object.assign(chosen, { path: null, figure: null, finding: null });
  showReport();
  byId("report-body").scrollTop = 0;
  byId("fields-body").scrollTop = 0;
  if (current()) resumeDraft(current());
  rememberPlace();
}

function showReport() {
  const report = current();
  document.title = `${INDEX.reports[pile.number].title} · giextract review`;
  if (!report) {
    byId("fields-body").replaceChildren(el("p", { class: "soft" }, T("loading")));
    byId("report-body").replaceChildren();
    byId("inspector").replaceChildren();
    showBar();
    return;
  }
  showLeft(report);
  showFields(report);
  lightFound(report, { step: false });
  showInspector(report);
  showBar();
}

function pileProgress() {
  const done = INDEX.reports.filter((line) => openDoubts(line).length === 0).length;
  return { done, all: INDEX.reports.length };
}

function showPile() {
  const { done, all } = pileProgress();
  const list = el("ol", { class: "pile", role: "list" });
  const input = el("input", { type: "search", placeholder: T("pile_filter"), "aria-label": T("pile_filter"), autocomplete: "off" });
  const openOnly = el("input", { type: "checkbox", id: "pile-open" });
  const made = dialog(T("pile"), el("p", { class: "soft" }, T("pile_progress", done, all)), input, el("label", { class: "check" }, openOnly, T("pile_open_only")), list);
  const rows = INDEX.reports.map((line, number) => ({ line, number, element: pileRow(line, number, made) }));
  list.append(...rows.map((row) => row.element));
  const show = () => {
    const words = input.value.trim().toLowerCase();
    for (const { line, number, element } of rows) {
      const named = !words || `${line.title}\n${line.path}`.toLowerCase().includes(words);
      const within = named || (words.length > 1 && inText(number, words));
      element.hidden = !within || (openOnly.checked && openDoubts(line).length === 0);
      element.classList.toggle("by-text", !named && within);
    }
  };
  input.addEventListener("input", show);
  openOnly.addEventListener("change", show);
  input.focus();
}

// Whether the words stand in the text, which is looked through as it stands in the page, without being parsed.
function inText(number, words) {
  const source = byId(`text-${number}`);
  return source !== null && source.textContent.toLowerCase().includes(JSON.stringify(words).slice(1, -1));
}

function pileRow(line, number, made) {
  const doubts = Object.keys(line.doubts).length;
  const open = openDoubts(line).length;
  const go = () => {
    made.close();
    goTo(number);
  };
  return el(
    "li",
    {},
    el(
      "button",
      { type: "button", onclick: go, "aria-current": number === pile.number ? "true" : null },
      el("span", { class: "title" }, quoted(line.title)),
      el("span", { class: "soft" }, quoted(line.path), line.status === "complete" ? "" : ` · ${T("status_" + line.status)}`),
      el("span", { class: open ? "left open" : "left" }, doubts ? T("pile_row", open, doubts) : T("pile_clear")),
      el("progress", { max: String(Math.max(doubts, 1)), value: doubts ? doubts - open : 1, "aria-label": T("pile_row", open, doubts) }),
      el("span", { class: "by-text-mark" }, T("in_text")),
    ),
  );
}
