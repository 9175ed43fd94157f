// First looks: what stands above the fields because it should be seen first: differences, findings, unproved answers.

function firstLooks(report) {
  return [noTextBlock(report), differencesBlock(report), findingsBlock(report), unprovedBlock(report), unclaimedBlock(report), drawnBlock(report), notesBlock(report)];
}

const block = (kind, title, count, content, open = true) =>
  count ? el("details", { class: `first ${kind}`, open }, el("summary", {}, el("h2", {}, title)), content) : null;

function noTextBlock(report) {
  const status = report.line.status === "complete" ? [] : [el("p", { class: "warning" }, T("status_" + report.line.status))];
  if (report.missing) status.push(el("p", { class: "warning" }, T("missing_" + report.missing, report.reason || "")));
  const strange = strangers(report.sha256);
  if (strange) status.push(el("p", { class: "warning" }, T("strangers", strange)));
  return status.length ? el("div", {}, status) : null;
}

function differencesBlock(report) {
  const paths = Object.keys(report.doubts).filter((path) => report.doubts[path].includes("difference"));
  const heads = [T("field"), ...report.records.map((record) => record.backend)];
  const rows = paths.map((path) => {
    const slot = slotAt(report, path);
    const cells = report.records.map((record, index) => {
      const shown = factWords(slot.facts[index], slot.leaf);
      const take = () => takeFrom(path, index);
      return el("td", {}, el("button", { type: "button", class: "take", onclick: take, title: T("take_of", record.backend), "aria-label": `${T("take_of", record.backend)}: ${titleOf(path)} = ${shown}` }, quoted(shown)));
    });
    return el("tr", {}, el("th", { scope: "row" }, lookButton(path, titleOf(path))), cells);
  });
  const table = el("table", {}, el("caption", { class: "hidden" }, T("differences", paths.length)), el("thead", {}, el("tr", {}, heads.map((head) => el("th", { scope: "col" }, head)))), el("tbody", {}, rows));
  return block("differences", T("differences", paths.length), paths.length, el("div", { class: "grid", tabindex: "0", role: "group", "aria-label": T("differences", paths.length) }, table));
}

function factWords(fact, leaf) {
  if (!fact || fact.state === "absent") return T("state_absent");
  if (fact.check === "unproved") return T("check_unproved");
  return fact.state === "stated" ? shownValue(fact.value, leaf) : T("state_" + fact.state);
}

const lookButton = (key, ...content) =>
  el("button", { type: "button", class: "look", data: { key }, onclick: () => choose(key, { focus: false }) }, content);

function findingsBlock(report) {
  const items = report.findings.map((finding) =>
    el("li", { class: finding.severity }, lookButton(
      `finding:${finding.number}`,
      badge("defect-" + (finding.defect || "none"), T("defect_" + (finding.defect || "none"))),
      " ",
      quoted(findingMessage(finding)),
    )));
  return block("findings", T("findings", items.length), items.length, el("ol", { role: "list" }, items));
}

const findingMessage = (finding) => (LANG === "zh" && finding.message_zh) || finding.message;

function unprovedBlock(report) {
  const facts = report.records.flatMap((record) => record.facts.filter((fact) => fact.check === "unproved"));
  const items = facts.map((fact) =>
    el("li", {}, lookButton(
      fact.path,
      el("span", { class: "title" }, titleOf(fact.path)),
      el("span", { class: "value" }, quoted(fact.state === "stated" ? shownValue(fact.value, leafAt(fact.path)) : T("state_" + fact.state))),
      fact.printed ? el("span", { class: "printed" }, "‹", quoted(fact.printed), "›") : null,
      fact.reason ? el("span", { class: "soft" }, quoted(fact.reason)) : null,
      report.records.length > 1 ? el("span", { class: "soft" }, fact.backend) : null,
    )));
  return block("unproved", T("unproved_block", items.length), items.length, el("ul", { role: "list" }, items));
}

// The list is made when it is opened, and a part at a time: a report may print thousands of figures that prove nothing.
function unclaimedBlock(report) {
  const { unclaimed, printed, claimed } = report.figures;
  const list = el("ul", { role: "list" });
  const more = el("button", { type: "button", class: "more", onclick: () => extend() }, T("show_more"));
  const extend = () => {
    const from = list.childElementCount;
    const part = unclaimed.slice(from, from + LISTED_AT_ONCE);
    list.append(...part.map((figure, index) =>
      el("li", {}, lookButton(`figure:${from + index}`, el("span", { class: "value" }, quoted(figure.printed)), el("span", { class: "soft" }, quoted(figure.context))))));
    more.hidden = list.childElementCount >= unclaimed.length;
  };
  const content = [el("p", { class: "soft" }, T("unclaimed_account", printed, claimed)), list, more];
  const made = block("unclaimed", T("unclaimed_block", unclaimed.length), unclaimed.length, content, false);
  if (made) made.addEventListener("toggle", () => made.open && !list.childElementCount && extend());
  return made;
}

const LISTED_AT_ONCE = 200;

function notesBlock(report) {
  const unread = Object.entries(report.unread).map(([page, why]) => `${T("page_n", page)}: ${why}`);
  const notes = [...unread, ...report.warnings];
  return block("notes", T("notes_of_reading", notes.length), notes.length, el("ul", {}, notes.map((note) => el("li", {}, quoted(note)))), unread.length > 0);
}
