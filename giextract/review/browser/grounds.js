// Grounds: what of its report's records a decision rests on. The page may be made again of other records, and a decision is
// taken over where what it is about is the same there: an accept says nothing of a value that was not seen.

// A short hash of what the decision was made about; "" where it stands by itself, as a value that was set outside lists does.
function groundOf(report, { action, path = "", backend }) {
  const list = outerList(path);
  if (action === "undo" || (list === null && action !== "accept")) return "";
  const [item] = path.match(/^.*?\/(?:0|[1-9][0-9]*)(?=\/|$)/) || [null];
  const named = report.records.filter((record) => record.backend === backend);
  const isFirsts = item === null || report.records[0].facts.some((fact) => isUnder(fact.path, item));
  const records = named.length ? named : isFirsts ? report.records.slice(0, 1) : report.records;
  const scope = list === null ? path : list;
  return hashOf(JSON.stringify(records.map((record) => record.facts.filter((fact) => isUnder(fact.path, scope)).map(saidBy))));
}

const saidBy = (fact) => [fact.path, fact.state, fact.value ?? null, fact.printed ?? null, fact.span ?? null, fact.check];

// The list, by its path, that `path` is or whose item it is or lies in; null for what is in none.
function outerList(path) {
  const at = path.search(/\/(?:0|[1-9][0-9]*)(?=\/|$)/);
  if (at >= 0) return path.slice(0, at);
  return [...PATH_TO_LEAF.keys()].some((one) => one.startsWith(path + "/*")) ? path : null;
}

// 53 bits that tell texts apart that nobody chose to collide.
function hashOf(text) {
  let [high, low] = [0xdeadbeef, 0x41c6ce57];
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    high = Math.imul(high ^ unit, 2654435761);
    low = Math.imul(low ^ unit, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return (4294967296 * (2097151 & low) + (high >>> 0)).toString(36);
}
