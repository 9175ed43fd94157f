// Keys: everything can be done with them; the same table makes the page of help.

// [shown, matches, word, action, repeatable]
const KEYS = [
  ["j ↓", ["j", "ArrowDown"], "key_next", () => step(1)],
  ["k ↑", ["k", "ArrowUp"], "key_previous", () => step(-1)],
  ["n", ["n"], "key_next_open", () => nextOpen(1)],
  ["N", ["N"], "key_previous_open", () => nextOpen(-1)],
  [".", ["."], "key_next_place", () => stepPlaces(1)],
  [",", [","], "key_previous_place", () => stepPlaces(-1)],
  ["h", ["h"], "key_next_finding", () => stepFindings(1)],
  ["H", ["H"], "key_previous_finding", () => stepFindings(-1)],
  ["]", ["]"], "key_next_report", () => goTo(pile.number + 1)],
  ["[", ["["], "key_previous_report", () => goTo(pile.number - 1)],
  ["}", ["}"], "key_next_open_report", () => nextOpenReport()],
  ["a", ["a"], "accept", () => accept()],
  ["s", ["s"], "accept_other", () => takeOther()],
  ["L", ["L"], "accept_list", () => acceptList()],
  ["A", ["A"], "accept_section", () => acceptSection()],
  ["R", ["R"], "accept_report", () => acceptReport()],
  ["c ↵", ["c"], "change", () => (chosen.figure !== null ? giveFigure() : beginEditing(chosen.path))],
  ["p", ["p"], "proof", () => beginProof()],
  ["1", ["1"], "state_stated", () => setState("stated")],
  ["2", ["2"], "state_blank", () => setState("blank")],
  ["3", ["3"], "state_illegible", () => setState("illegible")],
  ["4", ["4"], "state_absent", () => setState("absent")],
  ["5", ["5"], "state_unanswered", () => setState("unanswered")],
  ["i", ["i"], "add", () => addHere()],
  ["x", ["x"], "remove", () => removeItem()],
  ["m", ["m"], "note", () => beginEditing(chosen.path, { note: true })],
  ["u", ["u"], "undo", () => undo()],
  ["/", ["/"], "search", () => byId("search").select()],
  ["f", ["f"], "key_filter", () => byId("filter-show").focus()],
  ["o", ["o"], "pick_field", () => pickField((path) => goToField(path))],
  ["g", ["g"], "pile", () => showPile()],
  ["e", ["e"], "key_absent", () => toggleAbsent()],
  ["v", ["v"], "key_view", () => toggleView()],
  ["z", ["z"], "zoom", () => toggleZoom()],
  ["r", ["r"], "key_pane", () => switchPane()],
  ["w", ["w"], "download", () => showDownload()],
  ["l", ["l"], "language", () => toggleLanguage()],
  ["t", ["t"], "theme", () => toggleTheme()],
  ["?", ["?"], "key_help", () => showHelp()],
];

const PASSIVE = new Set(["?", "l", "t", "w", "g", "[", "]", "}"]); // what works without a report on the screen

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || document.querySelector("dialog[open]")) return;
  const typing = event.target.closest("input, select, textarea");
  if (event.key === "Escape") {
    escape(typing);
    return;
  }
  if (typing || preference("keys") === "off") return;
  const scrolls = event.key.startsWith("Arrow") && byId("report").contains(event.target);
  const known = KEYS.find(([, matches]) => matches.includes(event.key));
  if (known && !scrolls && (current() || PASSIVE.has(event.key))) {
    event.preventDefault();
    known[3]();
  } else if (event.key === "Enter" && event.target.classList.contains("is-chosen")) {
    event.preventDefault();
    beginEditing(chosen.path);
  }
}

function escape(typing) {
  if (editor.path !== null) endEditing();
  else if (filters.query) {
    byId("search").value = "";
    searchFor("");
    byId("fields-body").focus();
  } else if (typing) typing.blur();
  else choose(null);
}

const slotButtons = () => [...byId("fields-body").querySelectorAll(".slot")];

function step(by) {
  const all = slotButtons();
  const now = all.findIndex((one) => one.classList.contains("is-chosen"));
  const next = all[now < 0 ? (by > 0 ? 0 : all.length - 1) : now + by];
  if (next) choose(next.dataset.path, { focus: true });
}

// The next field that is doubtful and not settled, from the chosen one on and round.
function nextOpen(by, told = true) {
  const report = current();
  const all = slotButtons();
  const now = all.findIndex((one) => one.classList.contains("is-chosen"));
  const wasDoubtful = told || chosen.path === null || report.doubts[chosen.path];
  if (!wasDoubtful) {
    step(by);
    return;
  }
  for (let count = 1; count <= all.length; count += 1) {
    const one = all[(((now < 0 && by > 0 ? -1 : now) + by * count) % all.length + all.length) % all.length];
    if (one.classList.contains("is-open")) {
      choose(one.dataset.path, { focus: true });
      return;
    }
  }
  const left = openDoubts(report.line).length;
  say(left ? T("nothing_left_shown", left) : T("nothing_left"));
}

// The next report of the pile that has something left to settle, from this one on and round.
function nextOpenReport() {
  const count = INDEX.reports.length;
  for (let step = 1; step < count; step += 1) {
    const number = (pile.number + step) % count;
    if (openDoubts(INDEX.reports[number]).length) {
      goTo(number);
      return;
    }
  }
  say(T("nothing_left_in_pile"));
}

function stepPlaces(by) {
  const report = current();
  const keys = placesInOrder(report);
  if (!keys.length) return;
  const now = keys.indexOf(chosenKey());
  choose(keys[(((now < 0 && by < 0 ? 0 : now) + by) % keys.length + keys.length) % keys.length], { focus: false });
}

// Keys of fields and unclaimed figures, in the order of their places in the text.
function placesInOrder(report) {
  const places = report.figures.unclaimed.map((figure, index) => ({ at: figure.span[0], key: `figure:${index}` }));
  for (const slot of report.slots.values()) {
    const { span } = saidAt(report, slot);
    if (span) places.push({ at: span[0], key: slot.path });
  }
  return places.sort((a, b) => a.at - b.at).map((one) => one.key);
}

function stepFindings(by) {
  const count = current().findings.length;
  if (count) choose(`finding:${((chosen.finding === null && by < 0 ? 0 : chosen.finding ?? -1) + by + count) % count}`, { focus: false });
}

function beginProof() {
  const span = selectedSpan();
  if (chosen.path === null) say(T("choose_first"));
  else beginEditing(chosen.path, { proof: !span, span });
}

function switchPane() {
  const inReport = byId("report").contains(document.activeElement);
  if (!inReport) byId("report-body").focus();
  else (byId("fields-body").querySelector(".is-chosen") || byId("fields-body")).focus();
}

function goToField(path) {
  if (!isPresent(current(), path) && !slotElements(path).length) filters.absent = true;
  Object.assign(filters, { show: "all", query: "", section: "" });
  showHead(current());
  showFields(current());
  choose(path, { focus: true });
}

function showHelp() {
  const rows = KEYS.map(([shown, , word]) => el("tr", {}, el("th", { scope: "row" }, shown.split(" ").map((one) => el("kbd", {}, one))), el("td", {}, T(word))));
  rows.push(el("tr", {}, el("th", { scope: "row" }, el("kbd", {}, "Esc")), el("td", {}, T("key_escape"))));
  const single = el("input", { type: "checkbox", id: "single-keys" });
  single.checked = preference("keys") !== "off";
  single.addEventListener("change", () => prefer("keys", single.checked ? "on" : "off"));
  const legend = ["fact", "doubtful", "unproved", "unclaimed", "side_a", "side_b"].map((one) => el("li", {}, el("mark", { class: LEGEND[one] }, "123"), " ", T("legend_" + one)));
  dialog(
    T("keys"),
    el("p", {}, T("keys_intro")),
    el("label", { class: "check" }, single, T("keys_single")),
    el("table", { class: "keys" }, el("caption", { class: "hidden" }, T("keys")), el("tbody", {}, rows)),
    el("h3", {}, T("legend")),
    el("ul", { class: "legend", role: "list" }, legend),
  );
}

const LEGEND = { fact: "proof", doubtful: "proof doubtful", unproved: "proof unproved", unclaimed: "unclaimed", side_a: "side-a", side_b: "side-b" };
