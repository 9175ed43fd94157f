// Storing: what the browser keeps: settings, and decisions, each under a key of its own, so that two tabs never overwrite one
// another. The keys name the report, not the page, so that a page made again finds what was decided on an earlier one.

const PREFIX = "giextract-review/of/";
const OLD_KEY = /^giextract-review\/([0-9a-f]{16})\/([^/]+\/[^/]+\/[^/]+)$/; // of pages that named themselves in it
const KEEP_TO_LINE = new Map(INDEX.reports.map((line) => [line.keep, line]));
const TAB = tabName();
const storage = { works: true, count: 0 };
const sent = new Set(); // keys of what the server has, whether or not the browser forgot it
const unstored = []; // kept decisions that the browser would not store, as `stored` gives them
const keyToFits = new Map(); // whether a stored decision still fits; null as long as its report is not there to tell

// Settings of this person (language, name, theme) that every page shares.
function preference(name) {
  try {
    return localStorage.getItem("giextract-review/" + name);
  } catch {
    return null; // storage is switched off
  }
}

function prefer(name, value) {
  try {
    localStorage.setItem("giextract-review/" + name, value);
    return true;
  } catch {
    return false; // storage is switched off, or full
  }
}

// A name for this tab that outlives a reload: ids of decisions begin with it.
function tabName() {
  const made = randomName().slice(0, 8);
  try {
    const known = sessionStorage.getItem("giextract-review/tab");
    if (known) return known;
    sessionStorage.setItem("giextract-review/tab", made);
  } catch {
    return made; // storage is switched off
  }
  return made;
}

function randomName() {
  return [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => (byte % 36).toString(36)).join("");
}

const newId = () => `${TAB}-${randomName()}`;

const madeHere = (decision) => (decision.id || "").startsWith(TAB + "-");

// What is stored of this page's reports and fits its records, oldest first: { key, sha256, decision, whole, ground }. `whole` is
// what the records of the report were as a whole, `ground` what of them the decision rests on (see grounds.js).
const stored = () => [...unstored, ...allStored().filter((one) => fits(one))].sort((a, b) => (orderOf(a.key) < orderOf(b.key) ? -1 : 1));

function allStored() {
  const found = [];
  try {
    for (let index = 0; index < localStorage.length; index += 1) {
      const key = localStorage.key(index);
      const line = key.startsWith(PREFIX) && !sent.has(key) ? KEEP_TO_LINE.get(key.slice(PREFIX.length).split("/")[0]) : undefined;
      const one = line && entry(line, key, localStorage.getItem(key));
      if (one) found.push(one);
    }
  } catch {
    storage.works = false;
  }
  return found;
}

// A decision's key orders it: when it was made, then how many of its tab were before it.
const orderOf = (key) => key.slice(key.indexOf("/", PREFIX.length));

function entry(line, key, text) {
  const { decision, whole = null, ground = null } = parsedText(text) || {};
  return isDecision(decision) ? { key, sha256: line.sha256, decision, whole, ground } : null; // or not written by this page
}

const isDecision = (one) => Boolean(one) && typeof one.action === "string" && typeof (one.path ?? "") === "string";

function fits({ key, sha256, decision, whole, ground }) {
  const line = SHA_TO_LINE.get(sha256);
  if (whole === line.ground || ground === "") return true;
  if (keyToFits.has(key) && keyToFits.get(key) !== null) return keyToFits.get(key);
  const report = ground === null ? null : reportNumbered(INDEX.reports.indexOf(line));
  keyToFits.set(key, ground === null ? false : report && ground === groundOf(report, decision));
  return keyToFits.get(key);
}

// How many decisions on a report were made on other records of it and do not fit these.
const strangers = (sha256) => allStored().filter((one) => one.sha256 === sha256 && fits(one) === false).length;

function newEntry(report, decision) {
  storage.count += 1;
  const key = `${PREFIX}${report.line.keep}/${decision.at}/${String(storage.count).padStart(6, "0")}/${TAB}`;
  const about = (decision.action === "undo" && logOf(report.sha256).find((one) => one.id && one.id === decision.of)) || decision;
  return { key, sha256: report.sha256, decision, whole: report.line.ground, ground: groundOf(report, about) };
}

function store(one) {
  try {
    localStorage.setItem(one.key, JSON.stringify({ decision: one.decision, whole: one.whole, ground: one.ground }));
  } catch {
    storage.works = false;
    unstored.push(one);
  }
}

function unstore(one) {
  sent.add(one.key);
  const at = unstored.findIndex((other) => other.key === one.key);
  if (at >= 0) unstored.splice(at, 1);
  try {
    localStorage.removeItem(one.key);
  } catch {
    storage.works = false;
  }
}

// Decisions under the keys of earlier versions, which named the page. Those of a page of the very same records go over; of
// those of other pages a copy does, which holds what stands by itself.
function moveOver() {
  const pageToEntries = new Map();
  try {
    for (const key of Object.keys(localStorage).sort()) {
      const [, digest, order] = key.match(OLD_KEY) || [];
      const { sha256, decision } = (digest && parsedText(localStorage.getItem(key))) || {};
      const line = SHA_TO_LINE.get(sha256);
      if (!line || !isDecision(decision) || !(digest === INDEX.digest || isOpenToAll(line))) continue;
      const page = `${digest}/${sha256}`;
      pageToEntries.set(page, [...(pageToEntries.get(page) || []), { key, order, line, decision, isSame: digest === INDEX.digest }]);
    }
    for (const entries of pageToEntries.values()) moveEntries(entries);
  } catch {
    storage.works = false;
  }
}

function parsedText(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null; // not written by a page of ours
  }
}

const isOpenToAll = (line) => INDEX.reviewer === null && !line.by_people;

function moveEntries(entries) {
  const standing = [];
  const alone = new Set(); // ids of what stands by itself
  for (const { key, order, line, decision, isSame } of entries) {
    const made = { ...decision, id: decision.id || `moved-${hashOf(key)}` };
    if (isSame) localStorage.removeItem(key);
    if (decision.action === "undo") made.of = standing.pop();
    else standing.push(made.id);
    if (decision.action === "undo" ? alone.has(made.of) : decision.action !== "accept" && outerList(decision.path) === null) alone.add(made.id);
    const place = `${PREFIX}${line.keep}/${order}`;
    if ((decision.action === "undo" && !made.of) || (!isSame && localStorage.getItem(place) !== null)) continue;
    localStorage.setItem(place, JSON.stringify({ decision: made, whole: isSame ? line.ground : null, ground: alone.has(made.id) ? "" : null }));
  }
}
