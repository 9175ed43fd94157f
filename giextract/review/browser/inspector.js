// The inspector: all that is known of the chosen field, figure or finding, and what can be done about it.

const chosen = { path: null, figure: null, finding: null };

const chosenKey = () =>
  chosen.path !== null ? chosen.path : chosen.figure !== null ? `figure:${chosen.figure}` : chosen.finding !== null ? `finding:${chosen.finding}` : null;

function showInspector(report) {
  const place = byId("inspector");
  place.setAttribute("aria-label", T("chosen_field"));
  if (editor.path !== null) return showEditor(report);
  if (!report) return place.replaceChildren();
  if (chosen.path !== null) return place.replaceChildren(...fieldDetails(report, slotAt(report, chosen.path)));
  if (chosen.figure !== null) return place.replaceChildren(...figureDetails(report.figures.unclaimed[chosen.figure]));
  if (chosen.finding !== null) return place.replaceChildren(...findingDetails(report.findings[chosen.finding]));
  return place.replaceChildren(el("p", { class: "soft" }, T("nothing_chosen")));
}

function fieldDetails(report, slot) {
  const said = saidAt(report, slot);
  const { fact, decision } = said;
  const notes = standing(report.sha256).notes.get(slot.path) || [];
  const others = report.records.slice(1).map((record, index) => otherLine(slot, record, index + 1)).filter(Boolean);
  return [
    el("div", { class: "named" }, el("h2", { title: slot.leaf ? slot.leaf.help : null }, titleOf(slot.path)), el("code", {}, slot.path)),
    el(
      "div",
      { class: "facts" },
      el("span", { class: "value" }, quoted(said.state === "stated" ? shownValue(said.value, slot.leaf) : "")),
      badge("state-" + said.state, T("state_" + said.state)),
      fact ? badge(fact.check, T("check_" + fact.check)) : null,
      ...factBadges(fact),
      fact ? el("span", { class: "soft" }, fact.backend) : null,
      said.printed ? el("span", { class: "printed" }, "‹", quoted(said.printed), "›") : null,
      el("span", { class: "soft" }, said.span ? T("place_whole", said.span[0], said.span[1]) : said.state === "stated" ? T("no_place") : "", fact && fact.page ? ` · ${T("page_n", fact.page)}` : ""),
    ),
    fact && fact.reason ? el("p", { class: "warning" }, quoted(fact.reason)) : null,
    fact && fact.equations ? el("p", { class: "soft" }, T("badge_identity"), ": ", quoted(fact.equations.join("; "))) : null,
    ...others,
    ...slot.findings.map((finding) => el("p", {}, lookButton(`finding:${finding.number}`, badge("finding", T("badge_finding")), " ", quoted(findingMessage(finding))))),
    decision ? el("p", { class: "decided" }, "✓ ", T("decided_by_you"), ": ", T("decided_" + decision.action), decision.at ? ` · ${new Date(decision.at).toLocaleTimeString(LANG === "zh" ? "zh-CN" : "en-GB")}` : "") : null,
    ...notes.map((note) => el("p", { class: "note" }, "✎ ", quoted(note))),
    fieldActions(report, slot),
  ].filter(Boolean);
}

function factBadges(fact) {
  if (!fact) return [];
  return [
    fact.proof === "identity" ? badge("identity", T("badge_identity")) : null,
    fact.doubtful ? badge("doubtful", T("badge_doubtful")) : null,
    fact.approximate ? badge("approximate", T("badge_approximate")) : null,
    typeof fact.confidence === "number" ? badge("confidence", T("confidence", fact.confidence.toFixed(2))) : null,
  ];
}

function otherLine(slot, record, index) {
  const fact = slot.facts[index];
  const take = button(T("take"), index === 1 ? "s" : null, () => takeFrom(slot.path, index));
  return el("p", { class: "second" }, "⇄ ", el("span", { class: "soft" }, record.backend), " ", el("b", {}, quoted(factWords(fact, slot.leaf))), fact && fact.printed ? el("span", { class: "printed" }, " ‹", quoted(fact.printed), "› ") : " ", take);
}

function fieldActions(report, slot) {
  const inList = itemOf(slot.path) !== null;
  const states = ["stated", "blank", "illegible", "absent", "unanswered"].map((state, index) =>
    button(T("state_" + state), String(index + 1), () => setState(state), { class: "state", "aria-pressed": String(saidAt(report, slot).state === state) }));
  return el(
    "div",
    { class: "actions" },
    button(T("accept"), "a", () => accept(), { class: "main" }),
    button(T("change"), "c", () => beginEditing(slot.path)),
    button(T("proof"), "p", () => beginEditing(slot.path, { proof: true })),
    el("span", { class: "states", role: "group", "aria-label": T("set_state") }, states),
    inList ? button(T("add"), "i", () => addItem(listOf(itemOf(slot.path)))) : null,
    inList ? button(T("remove"), "x", () => removeItem()) : null,
    button(T("note"), "m", () => beginEditing(slot.path, { note: true })),
    button(T("undo"), "u", () => undo()),
    inList ? button(T("accept_list"), "L", () => acceptList()) : null,
    button(T("accept_section"), "A", () => acceptSection()),
    button(T("accept_report"), "R", () => acceptReport()),
  );
}

function figureDetails(figure) {
  return [
    el("div", { class: "named" }, el("h2", {}, T("unclaimed_figure"))),
    el("div", { class: "facts" }, el("span", { class: "value" }, quoted(figure.printed)), el("span", { class: "soft" }, quoted(figure.context))),
    el("div", { class: "actions" }, button(T("give_to_field"), "c", () => giveFigure(), { class: "main" })),
  ];
}

function findingDetails(finding) {
  const lines = finding.paths.map((path, index) =>
    el("li", { class: index ? "side-b" : "side-a" }, lookButton(path, titleOf(path), " ", el("b", {}, quoted(factWords(slotAt(current(), path).facts[0], leafAt(path)))))));
  const stated = finding.stated !== undefined && finding.expected !== undefined ? el("p", {}, T("stated_expected", finding.stated, finding.expected)) : null;
  const repair = finding.repair ? el("p", {}, lookButton(finding.repair.path, titleOf(finding.repair.path)), " ", T("repair", shownValue(finding.repair.value, null))) : null;
  return [
    el("div", { class: "named" }, el("h2", {}, badge("defect-" + (finding.defect || "none"), T("defect_" + (finding.defect || "none"))), " ", quoted(findingMessage(finding))), el("code", {}, finding.rule)),
    stated,
    repair,
    el("ul", { class: "sides", role: "list" }, lines),
  ].filter(Boolean);
}
