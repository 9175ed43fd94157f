// Decisions: what the person settled, in order; which of them hold; and what therefore is said at a path.

const SHA_TO_LOG = new Map(); // sha256 -> decisions, oldest first, as they go into the file
const SHA_TO_STANDING = new Map(); // what follows from a log, made anew after each change

const logOf = (sha256) => SHA_TO_LOG.get(sha256) || [];

function setLog(sha256, log) {
  SHA_TO_LOG.set(sha256, log);
  SHA_TO_STANDING.delete(sha256);
}

// { made: decisions that are not taken back, list: those of them that hold, decided: path -> what was set, added or removed there, accepted: path -> what was
// accepted there, notes: path -> notes }. An accept above a place overrules nothing that was decided or accepted of it.
function standing(sha256) {
  let known = SHA_TO_STANDING.get(sha256);
  if (known) return known;
  const made = notTakenBack(logOf(sha256));
  const list = made.filter((one, order) => !(one.action === "remove" && made.slice(order + 1).some((later) => bringsBack(later, one.path))));
  known = { made, list, decided: new Map(), accepted: new Map(), notes: new Map() };
  for (const decision of list) hold(known, decision);
  SHA_TO_STANDING.set(sha256, known);
  return known;
}

// An undo names the decision that it takes back; one of an older file, which names none, takes back the last that stands.
function notTakenBack(log) {
  let made = [];
  for (const decision of log) {
    if (decision.action !== "undo") made.push(decision);
    else if (decision.of === undefined) made.pop();
    else made = made.filter((one) => one.id !== decision.of);
  }
  return made;
}

// To accept or set an item that was removed, or a part of it, takes the removal back: the item is whole again.
const bringsBack = ({ action, path }, item) => (action === "accept" || action === "set") && isUnder(path, item);

const isUnder = (path, above) => path === above || path.startsWith(above + "/");

function hold({ decided, accepted, notes }, decision) {
  const { path, action } = decision;
  if (decision.note) notes.set(path, [...(notes.get(path) || []), decision.note]);
  if (action === "accept") {
    decided.delete(path);
    accepted.set(path, decision);
  } else if (action === "remove") {
    for (const kept of [decided, accepted]) for (const one of [...kept.keys()]) if (one.startsWith(path + "/")) kept.delete(one);
    accepted.delete(path);
    decided.set(path, decision);
  } else if (action !== "note") {
    accepted.delete(path);
    decided.set(path, decision);
  }
}

// The decision that holds at `path`. An item that was added says nothing of its parts, unless it came with them.
function decisionAt(sha256, path) {
  const { decided, accepted } = standing(sha256);
  if (!decided.size && !accepted.size) return null;
  let nearest = null;
  for (let prefix = path; ; prefix = prefix.slice(0, prefix.lastIndexOf("/"))) {
    const found = decided.get(prefix);
    if (found && (prefix === path || found.action === "remove" || (found.action === "add" && hasPart(found, prefix, path)))) return found;
    const accept = accepted.get(prefix);
    if (accept && !nearest && vouches(sha256, prefix, path)) nearest = accept;
    if (!prefix) return nearest;
  }
}

// Whether accepting `prefix` speaks of `path`: an answer that is not proved is accepted only by itself or with its item.
const vouches = (sha256, prefix, path) => prefix === path || itemOf(prefix) !== null || !isUnproved(sha256, path);

const isUnproved = (sha256, path) => (SHA_TO_LINE.get(sha256).doubts[path] || []).includes("unproved");

// The unproved answers at `path` and below it of which nobody has said anything yet.
const unprovedBelow = (sha256, path) =>
  Object.keys(SHA_TO_LINE.get(sha256).doubts).filter((one) => isUnder(one, path) && isUnproved(sha256, one) && !isSettled(sha256, one));

const hasPart = (decision, prefix, path) =>
  decision.value !== null && typeof decision.value === "object" && path.slice(prefix.length + 1) in decision.value;

const isSettled = (sha256, path) => decisionAt(sha256, path) !== null;

const openDoubts = (line) => Object.keys(line.doubts).filter((path) => !isSettled(line.sha256, path));

// What holds at a slot: { state, value, printed, span, fact, decision }; `fact` is the record's where it is the record's word.
function saidAt(report, slot) {
  const decision = decisionAt(report.sha256, slot.path);
  if (decision && decision.action === "set") return { ...decision, fact: null, decision };
  if (decision && decision.action === "remove") return { state: "removed", fact: null, decision };
  if (decision && decision.action === "add") {
    const value = decision.path === slot.path ? decision.value : decision.value[slot.path.slice(decision.path.length + 1)];
    const has = value !== undefined && value !== null;
    return { ...decision, state: has ? "stated" : "absent", value, fact: null, decision };
  }
  const which = decision && decision.backend ? report.records.findIndex((one) => one.backend === decision.backend) : 0;
  const fact = slot.facts[Math.max(which, 0)];
  if (!fact) return { state: "absent", fact: null, decision };
  return { state: fact.state, value: fact.value, printed: fact.printed, span: fact.span, fact, decision };
}

// Indices of the list's items, of the records' and those that were added, rising; those removed are still there.
function itemsOf(report, list) {
  const found = new Set();
  const collect = (path) => {
    if (path.startsWith(list + "/")) {
      const token = path.slice(list.length + 1).split("/")[0];
      if (/^(0|[1-9][0-9]*)$/.test(token)) found.add(Number(token));
    }
  };
  for (const [path, slot] of report.slots) if (slot.facts.length) collect(path);
  for (const path of standing(report.sha256).decided.keys()) collect(path);
  return [...found].sort((a, b) => a - b);
}

const nextFree = (report, list) => Math.max(-1, ...itemsOf(report, list)) + 1;
