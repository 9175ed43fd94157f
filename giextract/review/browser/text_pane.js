// The text pane: the report's text in chunks, which get their marks when they come near the view or one of them is asked for.

const textPane = { report: null, chunks: [], marks: [], keyToMarks: new Map(), keyToElements: new Map(), near: null };
const FILLED_AT_ONCE = 12000; // units of text from its beginning: more than a screen shows

function showText(report, body) {
  if (textPane.near) textPane.near.disconnect();
  Object.assign(textPane, { report, keyToElements: new Map(), chunks: [] });
  placeMarks(marksOf(report));
  textPane.near = new IntersectionObserver((seen) => {
    for (const one of seen) if (one.isIntersecting) fillChunk(textPane.chunks.find((chunk) => chunk.element === one.target));
  }, { root: body, rootMargin: "100% 0px" });
  const holder = el("div", { id: "text", lang: "zh", dir: "ltr" });
  let from = 0;
  for (const end of chunkEnds(report.text)) {
    const chunk = { from, end, isFilled: false, element: el("div", { class: "chunk" }, report.text.slice(from, end)) };
    textPane.chunks.push(chunk);
    holder.append(chunk.element);
    if (from < FILLED_AT_ONCE) fillChunk(chunk);
    else textPane.near.observe(chunk.element);
    from = end;
  }
  body.replaceChildren(holder);
}

const markKey = (mark) => (mark.kind === "fact" ? mark.path : `${mark.kind}:${mark[mark.kind]}`);

function placeMarks(marks) {
  textPane.marks = marks;
  textPane.keyToMarks = new Map();
  for (const mark of marks) {
    const key = markKey(mark);
    const beside = textPane.keyToMarks.get(key);
    if (beside) beside.push(mark);
    else textPane.keyToMarks.set(key, [mark]);
  }
}

function fillChunk(chunk) {
  const nodes = segments(textPane.marks, chunk.from, chunk.end).map(({ start, end, marks }) => {
    const words = textPane.report.text.slice(start, end);
    if (!marks.length) return document.createTextNode(words);
    const classes = new Set(marks.flatMap((mark) => mark.classes.split(" ")));
    const keys = marks.map(markKey);
    const made = el("mark", { class: [...classes].join(" "), data: { keys: JSON.stringify(keys) } }, words);
    for (const key of keys) {
      const elements = textPane.keyToElements.get(key) || [];
      textPane.keyToElements.set(key, [...elements, made]);
    }
    return made;
  });
  chunk.isFilled = true;
  chunk.element.replaceChildren(...nodes);
  textPane.near.unobserve(chunk.element);
}

const touching = (chunk, marks) => marks.some((mark) => mark.start < chunk.end && mark.end > chunk.from);

// Mark anew what belongs to `path`, or everything, after a decision about it.
function refreshMarks(path) {
  if (!textPane.report) return;
  const fits = (mark) => path === "" || (mark.kind === "fact" && (mark.path === path || mark.path.startsWith(path + "/")));
  const before = textPane.marks.filter(fits);
  placeMarks(marksOf(textPane.report));
  const touched = [...before, ...textPane.marks.filter(fits)];
  for (const chunk of textPane.chunks) if (chunk.isFilled && touching(chunk, touched)) fillChunk(chunk);
}

function textElements(key) {
  const marks = textPane.keyToMarks.get(key) || [];
  for (const chunk of textPane.chunks) if (!chunk.isFilled && touching(chunk, marks)) fillChunk(chunk);
  const connected = (textPane.keyToElements.get(key) || []).filter((one) => one.isConnected);
  textPane.keyToElements.set(key, connected);
  return connected;
}

// The person's selection as a span in code points; null where nothing of the text is selected.
function selectedSpan() {
  const holder = byId("text");
  const selection = getSelection();
  if (!holder || !selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  if (!holder.contains(range.startContainer) || !holder.contains(range.endContainer)) return null;
  const { text, offsets } = textPane.report;
  let start = unitsBefore(range.startContainer, range.startOffset);
  let end = unitsBefore(range.endContainer, range.endOffset);
  while (start < end && /\s/.test(text[start])) start += 1;
  while (end > start && /\s/.test(text[end - 1])) end -= 1;
  return start < end ? [offsets.point(start), offsets.point(end)] : null;
}

function unitsBefore(node, offset) {
  const chunk = textPane.chunks.find((one) => one.element.contains(node));
  const range = document.createRange();
  if (!chunk) {
    // The selection ends between chunks: at the holder's own children.
    return offset < textPane.chunks.length ? textPane.chunks[offset].from : textPane.report.text.length;
  }
  range.setStart(chunk.element, 0);
  range.setEnd(node, offset);
  return chunk.from + range.toString().length;
}

// Light spans with one of the page's highlights ("search", "place"), in the text without touching its elements, on pictures of
// pages by boxes of their own; gives what `showRange` takes.
function highlight(name, spans) {
  if (byId("pages")) return lightOnPages(name, spans);
  if (!window.CSS || !CSS.highlights || !textPane.report) return [];
  const ranges = spans.flatMap((span) => rangesOf(span));
  CSS.highlights.set(name, new Highlight(...ranges));
  return ranges;
}

function rangesOf(span) {
  const { chunks } = textPane;
  const start = textPane.report.offsets.unit(span[0]);
  const end = textPane.report.offsets.unit(span[1]);
  const ranges = [];
  for (const chunk of chunks) {
    if (chunk.end <= start || chunk.from >= end) continue;
    const range = document.createRange();
    range.setStart(...pointIn(chunk, Math.max(start, chunk.from)));
    range.setEnd(...pointIn(chunk, Math.min(end, chunk.end)));
    ranges.push(range);
  }
  return ranges;
}

function pointIn(chunk, unit) {
  let left = unit - chunk.from;
  const walker = document.createTreeWalker(chunk.element, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (left <= node.length) return [node, left];
    left -= node.length;
  }
  return [chunk.element, chunk.element.childNodes.length];
}

// Bring a range into the middle of the pane, unless it is in view.
function showRange(range) {
  if (range instanceof Element) {
    if (!inView(range)) range.scrollIntoView({ block: "center", inline: "nearest" });
    return;
  }
  const target = range.startContainer.nodeType === Node.TEXT_NODE ? range.startContainer.parentElement : range.startContainer;
  if (!target.checkVisibility || !inView(range)) target.scrollIntoView({ block: "center" });
  if (!inView(range)) {
    const body = byId("report-body");
    const box = range.getBoundingClientRect();
    body.scrollTop += box.top - body.getBoundingClientRect().top - body.clientHeight / 2;
  }
}

function inView(thing) {
  const box = thing.getBoundingClientRect();
  const pane = byId("report-body").getBoundingClientRect();
  return box.height > 0 && box.top >= pane.top + 8 && box.bottom <= pane.bottom - 8;
}
