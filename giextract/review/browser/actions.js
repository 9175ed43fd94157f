// Actions: what the person does, each as decisions that are kept at once, and what shows it.

let lastInstant = 0;

// Kept decisions carry the instant; only those that one undo takes back together share it.
function newInstant() {
  lastInstant = Math.max(Date.now(), lastInstant + 1);
  return new Date(lastInstant).toISOString();
}

function decide(decision, { quiet = false, at = newInstant() } = {}) {
  const report = current();
  const before = decision.action === "undo" ? null : decisionAt(report.sha256, decision.path);
  const whole = ["add", "remove"].includes(decision.action) || (before !== null && before.action === "remove") || (decision.action === "set" && !isPresent(report, decision.path));
  keep(report, { ...decision, at });
  if (!quiet) showDecided(report, before !== null && before.action === "remove" ? before.path : decision.path, whole);
}

function showDecided(report, path, whole) {
  refreshFields(report, path, whole);
  if (byId("text")) refreshMarks(path);
  else if (byId("pages")) refreshBoxes();
  showInspector(report);
  showBar();
  light();
}

function chosenSlot() {
  if (chosen.path === null) {
    say(T("choose_first"));
    return null;
  }
  return slotAt(current(), chosen.path);
}

function accept() {
  const slot = chosenSlot();
  if (!slot) return;
  if (isOfAdded(current(), slot.path)) keepAdded(slot);
  else takeFrom(slot.path, 0);
}

// Of an item that the person added no record says anything, so there is nothing to accept: it is settled, or was removed.
function keepAdded(slot) {
  const { decision } = saidAt(current(), slot);
  if (decision && decision.action === "remove" && decision.id) {
    decide({ action: "undo", of: decision.id }, { quiet: true });
    showDecided(current(), itemOf(slot.path), true);
    say(T("undone", titleOf(decision.path)));
  } else say(T("already_yours"));
  choose(slot.path, { focus: true, scroll: false });
}

function isOfAdded(report, path) {
  const item = itemOf(path);
  if (item === null) return false;
  const isSaid = (slot) => isUnder(slot.path, item) && slot.facts.some((fact) => fact && fact.state !== "absent");
  return ![...report.slots.values()].some(isSaid);
}

// The word of one record holds. Where its item is called otherwise in that record, what it says is set.
function takeFrom(path, index) {
  const report = current();
  const fact = slotAt(report, path).facts[index];
  const decision = acceptance(report, path, index);
  if (fact && fact.check === "unproved") {
    if (!takeWords(report, path, fact)) return; // to accept what failed its check is to set it
  }
  else if (index === 0 || (decision.backend && (!fact || !fact.own))) decide(decision);
  else takeWords(report, path, fact);
  say(T("accepted", titleOf(path)));
  choose(path, { focus: false, scroll: false });
  nextOpen(1, false);
}

// Where several records stand side by side, an accept names the one whose word it takes, in whatever order they are given later.
function acceptance(report, path, index = 0) {
  const { backend } = report.records[index];
  const isNamed = report.records.length > 1 && report.records.filter((one) => one.backend === backend).length === 1;
  return { path, action: "accept", ...(isNamed ? { backend } : {}) };
}

// Whether it was taken: an answer that has no value is brought to the editor instead.
function takeWords(report, path, fact) {
  if (fact && fact.state === "stated" && (fact.value === null || fact.value === undefined)) {
    beginEditing(path, { span: fact.span || null });
    return false;
  }
  const item = itemOf(path);
  const isThere = item === null || [...report.slots.values()].some((slot) => slot.facts[0] && (slot.path === item || slot.path.startsWith(item + "/"))) || standing(report.sha256).decided.has(item);
  const at = newInstant();
  if (!isThere) decide({ path: item, action: "add" }, { quiet: true, at });
  if (!fact) {
    decide({ path, action: "set", state: "absent" }, { at });
    return true;
  }
  const decision = { path, action: "set", state: fact.state };
  if (fact.state === "stated") decision.value = fact.value;
  if (fact.state === "stated" && fact.check === "proved" && fact.span && states(fact.printed, fact.value, leafOf(path))) Object.assign(decision, { printed: fact.printed, span: fact.span });
  decide(decision, { at });
  return true;
}

function takeOther() {
  const slot = chosenSlot();
  if (!slot) return;
  if (current().records.length < 2 || isOfAdded(current(), slot.path)) say(T("no_other"));
  else takeFrom(slot.path, 1);
}

// All that nobody decided on in the section, or in the whole report, is as the first record has it: also what is absent.
function acceptSection() {
  const slot = chosenSlot();
  if (!slot) return;
  const name = slot.leaf ? slot.leaf.section : "";
  if (slot.path.startsWith(`/${name}/`)) acceptBelow(`/${name}`, INDEX.sections.find((one) => one.name === name).title);
  else acceptBelow("", T("report"));
}

const acceptReport = () => acceptBelow("", T("report"));

function acceptList() {
  const slot = chosenSlot();
  const item = slot && itemOf(slot.path);
  if (slot && item === null) say(T("not_an_item"));
  else if (slot) acceptBelow(listOf(item), T("the_list"));
}

function acceptBelow(path, name) {
  const report = current();
  const before = chosen.path;
  decide(acceptance(report, path), { quiet: true });
  showDecided(report, path, true);
  if (before !== null) choose(before, { focus: true, scroll: false });
  const left = unprovedBelow(report.sha256, path).length;
  say(left ? T("accepted_but", name, left) : T("accepted", name));
}

function setState(state) {
  const slot = chosenSlot();
  if (!slot) return;
  const report = current();
  const fact = slot.facts.find((one) => one && one.state === "stated");
  const item = itemOf(slot.path);
  const isGone = state === "absent" || state === "unanswered";
  if (isGone && saidAt(report, slot).state === "removed") return say(T("removed", titleOf(item)));
  if (item !== null && isGone && isLastOfAdded(report, item, slot.path)) {
    decide({ path: item, action: "remove" }); // an item that was added is there for what it states
    return say(T("removed", titleOf(item)));
  }
  if (state !== "stated") decide({ path: slot.path, action: "set", state });
  else if (!fact) return beginEditing(slot.path);
  else if (!takeWords(report, slot.path, fact)) return undefined;
  return say(T("set_to", titleOf(slot.path), T("state_" + state)));
}

// Whether the item was added, not found by a record, and nothing but the part at `path` is said of it.
function isLastOfAdded(report, item, path) {
  if (!isOfAdded(report, path)) return false;
  const within = [...report.slots.values()].filter((slot) => isUnder(slot.path, item));
  const isSaid = (slot) => ["stated", "blank", "illegible"].includes(saidAt(report, slot).state);
  return within.some((slot) => slot.path === path && isSaid(slot)) && !within.some((slot) => slot.path !== path && isSaid(slot));
}

// A further item of the list: its first part is asked for with its proof, and the item is added when that is saved.
function addItem(list) {
  const item = `${list}/${nextFree(current(), list)}`;
  beginEditing(firstPart(item), { proof: true, adding: item });
  say(T("add_item"));
}

// The path of the item's first value: its own where the list is one of texts or figures.
function firstPart(item) {
  const pattern = item.replace(ITEM, "/*");
  if (PATH_TO_LEAF.has(pattern)) return item;
  const leaf = [...PATH_TO_LEAF.values()].find((one) => one.path.startsWith(pattern + "/"));
  return item + leaf.path.slice(pattern.length).replace(/\/\*/g, "/0");
}

function addHere() {
  const slot = chosenSlot();
  if (!slot) return;
  const item = itemOf(slot.path);
  if (item === null) say(T("not_an_item"));
  else addItem(listOf(item));
}

function removeItem() {
  const slot = chosenSlot();
  if (!slot) return;
  const item = itemOf(slot.path);
  if (item === null) {
    say(T("not_an_item"));
    return;
  }
  decide({ path: item, action: "remove" });
  say(T("removed", titleOf(item)));
}

// Take back what was decided last in this tab, or, where that is all taken back, before it was opened; never what another tab
// decided meanwhile.
function undo() {
  const report = current();
  const { made } = standing(report.sha256);
  const last = [...made].reverse().find(madeHere) || [...made].reverse().find((one) => !foreign.has(one.id));
  if (!last || (!last.id && last !== made[made.length - 1])) {
    say(T(made.length ? "nothing_of_this_tab" : "nothing_to_undo"));
    return;
  }
  const together = made.filter((one) => one === last || (one.id && last.id && one.at === last.at && madeHere(one) === madeHere(last)));
  for (const one of together.reverse()) decide(one.id ? { action: "undo", of: one.id } : { action: "undo" }, { quiet: true });
  const whole = !["accept", "set", "note"].includes(last.action) || last.path === "" || !slotElements(last.path).length || !isPresent(report, last.path);
  const item = itemOf(last.path);
  showDecided(report, item === null ? last.path : item, whole || together.length > 1 || item !== null);
  choose(last.path, { focus: true });
  say(T("undone", titleOf(last.path) || T("report")));
}

function giveFigure() {
  const figure = current().figures.unclaimed[chosen.figure];
  pickField((path) => {
    const item = itemOf(path);
    const isNew = item !== null && indexOf(item) === nextFree(current(), listOf(item));
    choose(path, { focus: false });
    beginEditing(path, { span: figure.span, adding: isNew ? item : null });
  });
}
