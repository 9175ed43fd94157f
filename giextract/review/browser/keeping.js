// Keeping: each decision is kept at once, under a key of its own, so that two tabs never overwrite one another: in the browser
// for good, or, where the page came from a server, until the server has it.

const PREFIX = `giextract-review/${INDEX.digest}/`;
const LIVE = INDEX.serve;
const RETRY_AFTER = 3000; // milliseconds
const TAB = Math.random().toString(36).slice(2, 8);
const keeping = { works: true, count: 0, revisions: {}, sending: false, offline: false, onChange: () => {}, onForeign: () => {} };
const sent = new Set(); // keys of what the server has, whether or not the browser forgot it
const unstored = []; // kept decisions that the browser would not store, as { key, sha256, decision }

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

// What is stored of this page, oldest first, as { key, sha256, decision }.
function stored() {
  const found = [...unstored];
  try {
    for (let index = 0; index < localStorage.length; index += 1) {
      const key = localStorage.key(index);
      if (!key.startsWith(PREFIX) || sent.has(key)) continue;
      const one = entry(key, localStorage.getItem(key));
      if (one) found.push(one);
    }
  } catch {
    keeping.works = false;
  }
  return found.sort((a, b) => (a.key < b.key ? -1 : 1));
}

// Its key orders a decision: when it was made, then how many of its tab were before it.
function entry(key, text) {
  try {
    const { sha256, decision } = JSON.parse(text);
    return sha256 && decision && decision.action ? { key, sha256, decision } : null;
  } catch {
    return null; // not written by this page
  }
}

function store(one) {
  try {
    localStorage.setItem(one.key, JSON.stringify({ sha256: one.sha256, decision: one.decision }));
  } catch {
    keeping.works = false;
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
    keeping.works = false;
  }
}

// The server may print a time in another way, so decisions are the same where they say the same at the same instant.
const sameDecision = (a, b) => a.action === b.action && (a.path || "") === (b.path || "") && Date.parse(a.at) === Date.parse(b.at);

function beginKeeping(onChange, onForeign) {
  keeping.onChange = onChange;
  keeping.onForeign = onForeign;
  keeping.works = prefer("works", "yes");
  takeIn(stored());
  if (LIVE) {
    fetchDecisions();
    setInterval(() => flush(), RETRY_AFTER);
    addEventListener("online", () => flush());
    addEventListener("focus", () => fetchDecisions());
  } else {
    addEventListener("storage", (event) => {
      const one = event.key && event.key.startsWith(PREFIX) && event.newValue !== null ? entry(event.key, event.newValue) : null;
      if (!one) return;
      setLog(one.sha256, stored().filter((other) => other.sha256 === one.sha256).map((other) => other.decision));
      keeping.onForeign(one.sha256, [one.decision]);
    });
  }
  addEventListener("beforeunload", (event) => {
    if (unstored.length) event.preventDefault();
  });
}

function takeIn(entries) {
  for (const { sha256, decision } of entries) setLog(sha256, [...logOf(sha256), decision]);
}

function keep(sha256, decision) {
  keeping.count += 1;
  const key = `${PREFIX}${decision.at}/${String(keeping.count).padStart(6, "0")}/${TAB}`;
  setLog(sha256, [...logOf(sha256), decision]);
  store({ key, sha256, decision });
  keeping.onChange();
  if (LIVE) flush();
}

const totalDecisions = () => INDEX.reports.reduce((sum, line) => sum + logOf(line.sha256).length, 0);

// --- with a server ---------------------------------------------------------------------------------------------------

async function ask(method, body) {
  const answer = await fetch("decisions", {
    method,
    cache: "no-store",
    headers: { "X-Giextract-Token": LIVE.token, ...(body ? { "Content-Type": "application/json" } : {}) },
    body: body ? JSON.stringify(body) : undefined,
  });
  return { status: answer.status, data: await answer.json().catch(() => ({})) };
}

// The server's log, and behind it what it has not got yet; what it has is stored here no longer.
async function fetchDecisions() {
  if (keeping.sending) return;
  try {
    const { status, data } = await ask("GET");
    if (status !== 200) throw new Error(String(status));
    if (keeping.sending) return;
    keeping.offline = false;
    keeping.revisions = { ...data.revisions };
    const before = new Map(INDEX.reports.map((line) => [line.sha256, logOf(line.sha256)]));
    for (const line of INDEX.reports) setLog(line.sha256, []);
    for (const one of data.reports) setLog(one.sha256, [...logOf(one.sha256), ...one.decisions]);
    for (const one of stored()) {
      if (logOf(one.sha256).some((other) => sameDecision(other, one.decision))) unstore(one);
      else takeIn([one]);
    }
    for (const [sha256, log] of before) {
      if (log.length !== logOf(sha256).length) keeping.onForeign(sha256, []);
    }
  } catch {
    keeping.offline = true;
  }
  keeping.onChange();
  flush();
}

// Send what waits, one after the other and from one tab at a time.
async function flush() {
  if (keeping.sending || !stored().length) return;
  keeping.sending = true;
  keeping.onChange();
  try {
    while (await navigator.locks.request(PREFIX, sendFirst)) keeping.onChange();
  } catch {
    keeping.offline = true;
  }
  keeping.sending = false;
  keeping.onChange();
}

// Whether there was anything to send.
async function sendFirst() {
  const first = stored()[0];
  if (!first) return false;
  const revision = keeping.revisions[first.sha256] || 0;
  const { status, data } = await ask("POST", { sha256: first.sha256, revision, decision: first.decision });
  keeping.offline = false;
  if (status === 200) {
    keeping.revisions[first.sha256] = data.revision;
    unstore(first);
  } else if (status === 409) {
    mergeForeign(first, data);
  } else if (status === 400 || status === 422) {
    unstore(first);
    setLog(first.sha256, logOf(first.sha256).filter((one) => !sameDecision(one, first.decision)));
    keeping.onForeign(first.sha256, []);
    say(T("rejected", data.error || data.detail || status));
  } else {
    throw new Error(String(status));
  }
  return true;
}

// Another tab was first: its decisions come before ours that still wait; the person is told which they were.
function mergeForeign(first, data) {
  const known = logOf(first.sha256);
  const foreign = data.decisions.filter((one) => !known.some((other) => sameDecision(one, other)));
  keeping.revisions[first.sha256] = data.revision;
  setLog(first.sha256, data.decisions);
  for (const one of stored()) {
    if (one.sha256 !== first.sha256) continue;
    if (data.decisions.some((other) => sameDecision(other, one.decision))) unstore(one);
    else takeIn([one]);
  }
  keeping.onForeign(first.sha256, foreign);
}

function keepingState() {
  if (!keeping.works) return { kind: "bad", text: T("not_kept") };
  if (!LIVE) return { kind: "good", text: T("kept_here") };
  const count = stored().length;
  if (keeping.offline) return { kind: "bad", text: T("offline", count) };
  return count ? { kind: "busy", text: T("saving", count) } : { kind: "good", text: T("saved") };
}
