// Actions: what the person does, each as decisions that are kept at once, and what shows it.

let lastInstant = 0;

// Kept decisions carry the instant; only those that one undo takes back together share it.
function newInstant() {
  lastInstant = Math.max(Date.now(), lastInstant + 1);
  return new Date(lastInstant).toISOString();
}

function decide(decision, { quiet = false, at = newInstant() } = {}) {
  const report = current();
  const whole = ["add", "remove"].includes(decision.action) || (decision.action === "set" && !isPresent(report, decision.path));
  keep(report.sha256, { ...decision, at });
  if (!quiet) showDecided(report, decision.path, whole);
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
  if (slot) takeFrom(slot.path, 0);
}

// The word of one record holds. Where its item is called otherwise in that record, what it says is set.
function takeFrom(path, index) {
  const report = current();
  const fact = slotAt(report, path).facts[index];
  const record = report.records[index];
  const isUnique = report.records.filter((one) => one.backend === record.backend).length === 1;
  const decision = { path, action: "accept" };
  if (fact && fact.check === "unproved") takeWords(report, path, fact); // to accept what failed its check is to set it
  else if (index === 0) decide(decision);
  else if (isUnique && (!fact || !fact.own)) decide({ ...decision, backend: record.backend });
  else takeWords(report, path, fact);
  say(T("accepted", titleOf(path)));
  choose(path, { focus: false, scroll: false });
  nextOpen(1, false);
}

function takeWords(report, path, fact) {
  const item = itemOf(path);
  const isThere = item === null || [...report.slots.values()].some((slot) => slot.facts[0] && (slot.path === item || slot.path.startsWith(item + "/"))) || standing(report.sha256).decided.has(item);
  const at = newInstant();
  if (!isThere) decide({ path: item, action: "add" }, { quiet: true, at });
  if (!fact) return decide({ path, action: "set", state: "absent" }, { at });
  const decision = { path, action: "set", state: fact.state };
  if (fact.state === "stated") decision.value = fact.value;
  if (fact.state === "stated" && fact.check === "proved" && fact.span) Object.assign(decision, { printed: fact.printed, span: fact.span });
  return decide(decision, { at });
}

function takeOther() {
  const slot = chosenSlot();
  if (!slot) return;
  if (current().records.length < 2) say(T("no_other"));
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
  decide({ path, action: "accept" }, { quiet: true });
  showDecided(report, path, true);
  if (before !== null) choose(before, { focus: true, scroll: false });
  say(T("accepted", name));
}

function setState(state) {
  const slot = chosenSlot();
  if (!slot) return;
  const report = current();
  const fact = slot.facts.find((one) => one && one.state === "stated");
  if (state !== "stated") decide({ path: slot.path, action: "set", state });
  else if (!fact) {
    beginEditing(slot.path);
    return;
  } else takeWords(report, slot.path, fact);
  say(T("set_to", titleOf(slot.path), T("state_" + state)));
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

function undo() {
  const report = current();
  const { list } = standing(report.sha256);
  if (!list.length) {
    say(T("nothing_to_undo"));
    return;
  }
  const last = list[list.length - 1];
  const count = list.filter((one) => one.at === last.at).length;
  for (let index = 0; index < count; index += 1) decide({ action: "undo" }, { quiet: true });
  const whole = !["accept", "set", "note"].includes(last.action) || last.path === "" || !slotElements(last.path).length || !isPresent(report, last.path);
  showDecided(report, last.path, whole || count > 1);
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
