// Keeping: each decision is kept at once: in the browser for good, or, where the page came from a server, until the server has it.

const LIVE = INDEX.serve;
const RETRY_AFTER = 3000; // milliseconds
const LOCK = "giextract-review/sending";
const keeping = { revisions: {}, sending: false, offline: false, isAnotherRuns: false, hasAsked: false, onChange: () => {}, onForeign: () => {} };
const foreign = new Set(); // ids of decisions that other tabs made while this one was open

// The server may print a time in another way; decisions of older files have no id.
const sameDecision = (a, b) =>
  a.id && b.id ? a.id === b.id : a.action === b.action && (a.path || "") === (b.path || "") && Date.parse(a.at) === Date.parse(b.at);

function beginKeeping(onChange, onForeign) {
  keeping.onChange = onChange;
  keeping.onForeign = (sha256, decisions) => {
    for (const one of decisions) if (one.id) foreign.add(one.id);
    onForeign(sha256, decisions);
  };
  storage.works = prefer("works", "yes");
  moveOver();
  takeIn(stored());
  document.addEventListener("DOMContentLoaded", takeInLate);
  if (LIVE) {
    fetchDecisions();
    setInterval(() => flush(), RETRY_AFTER);
    addEventListener("online", () => flush());
    addEventListener("focus", () => fetchDecisions());
  } else {
    addEventListener("storage", (event) => {
      if (!event.key || !event.key.startsWith(PREFIX) || event.newValue === null) return;
      const one = stored().find((other) => other.key === event.key);
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

// Decisions of which only the whole page can tell whether they fit, because it was made of other records.
function takeInLate() {
  const late = new Set([...keyToFits.keys()].filter((key) => keyToFits.get(key) === null));
  const entries = stored().filter((one) => late.has(one.key));
  for (const sha256 of new Set(entries.map((one) => one.sha256))) {
    const mine = entries.filter((one) => one.sha256 === sha256).map((one) => one.decision);
    setLog(sha256, [...logOf(sha256), ...mine].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)));
    keeping.onForeign(sha256, []);
  }
  if (entries.length) keeping.onChange();
}

function keep(report, decision) {
  const one = newEntry(report, { ...decision, id: newId() });
  setLog(report.sha256, [...logOf(report.sha256), one.decision]);
  store(one);
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
  if (keeping.sending || keeping.isAnotherRuns) return;
  try {
    const { status, data } = await ask("GET");
    if (isRefused(status)) return;
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
      const others = logOf(sha256).filter((one) => !log.some((known) => sameDecision(known, one)));
      if (keeping.hasAsked) for (const one of others) foreign.add(one.id);
      if (others.length || log.length !== logOf(sha256).length) keeping.onForeign(sha256, []);
    }
    keeping.hasAsked = true;
  } catch {
    keeping.offline = true;
  }
  keeping.onChange();
  flush();
}

// Whether the server is another run's than this page, which no retrying mends: what waits goes over from that run's own page.
function isRefused(status) {
  if (status !== 401 && status !== 403) return false;
  Object.assign(keeping, { isAnotherRuns: true, offline: false });
  keeping.onChange();
  return true;
}

// Send what waits, one after the other and from one tab at a time.
async function flush() {
  if (keeping.sending || keeping.isAnotherRuns || !stored().length) return;
  keeping.sending = true;
  keeping.onChange();
  try {
    while (await navigator.locks.request(LOCK, sendFirst)) keeping.onChange();
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
  if (isRefused(status)) return false;
  keeping.offline = false;
  if (status === 200) {
    keeping.revisions[first.sha256] = data.revision;
    unstore(first);
  } else if (status === 409) {
    mergeForeign(first, data);
  } else if (status === 400 || status === 422) {
    const isGone = (one) => sameDecision(one, first.decision) || (one.action === "undo" && one.of === first.decision.id);
    for (const one of stored()) if (isGone(one.decision)) unstore(one);
    setLog(first.sha256, logOf(first.sha256).filter((one) => !isGone(one)));
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
  if (!storage.works) return { kind: "bad", text: T("not_kept") };
  if (!LIVE) return { kind: "good", text: T("kept_here") };
  const count = stored().length;
  if (keeping.isAnotherRuns) return { kind: "bad", text: T("another_run", count) };
  if (keeping.offline) return { kind: "bad", text: T("offline", count) };
  return count ? { kind: "busy", text: T("saving", count) } : { kind: "good", text: T("saved") };
}
