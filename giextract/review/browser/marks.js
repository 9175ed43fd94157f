// Marks: the places of a report's text that mean something, and the segments between their ends, each with its marks.

// [{ start, end (units), kind: "fact" | "figure" | "finding", path?, figure?, finding?, classes }], those of the first record
// and those that the person chose; places of other records only where they differ.
function marksOf(report) {
  const marks = [];
  const add = (span, mark) => {
    const start = report.offsets.unit(span[0]);
    const end = report.offsets.unit(span[1]);
    if (start < end && end <= report.text.length) marks.push({ start, end, ...mark });
  };
  const seen = new Set();
  for (const slot of report.slots.values()) {
    const said = saidAt(report, slot);
    if (said.span) {
      add(said.span, { kind: "fact", path: slot.path, classes: factClasses(report, slot, said) });
      seen.add(slot.path + said.span);
    }
    for (const fact of slot.facts) {
      if (fact && fact.span && said.state !== "removed" && !seen.has(slot.path + fact.span)) {
        add(fact.span, { kind: "fact", path: slot.path, classes: "other" });
      }
    }
  }
  report.figures.unclaimed.forEach((figure, index) => add(figure.span, { kind: "figure", figure: index, classes: "unclaimed" }));
  for (const finding of report.findings) {
    (finding.spans || []).forEach((span) => span && add(span, { kind: "finding", finding: finding.number, classes: "found" }));
  }
  marks.sort((a, b) => a.start - b.start || a.end - b.end);
  marks.forEach((mark, index) => (mark.index = index));
  return marks;
}

function factClasses(report, slot, said) {
  const classes = ["proof"];
  if (said.fact && said.fact.check === "unproved") classes.push("unproved");
  else if (report.doubts[slot.path] && !said.decision) classes.push("doubtful");
  if (said.decision) classes.push("settled");
  return classes.join(" ");
}

// The stretch [from, to) of the text as [{ start, end, marks }], cut at every end of a mark.
function segments(marks, from, to) {
  const here = marks.filter((mark) => mark.start < to && mark.end > from);
  const cuts = new Set([from, to]);
  for (const mark of here) {
    cuts.add(Math.max(mark.start, from));
    cuts.add(Math.min(mark.end, to));
  }
  const points = [...cuts].sort((a, b) => a - b);
  const found = [];
  for (let index = 0; index + 1 < points.length; index += 1) {
    const [start, end] = [points[index], points[index + 1]];
    found.push({ start, end, marks: here.filter((mark) => mark.start <= start && mark.end >= end) });
  }
  return found;
}

// Where chunks of the text end: at line ends where there are any, so that only what is looked at has to be laid out.
function chunkEnds(text, size = 1500, most = 6000) {
  const ends = [];
  let from = 0;
  while (from < text.length) {
    let end = text.indexOf("\n", from + size) + 1;
    if (!end) end = text.length;
    if (end - from > most) {
      const stop = text.lastIndexOf("。", from + most) + 1;
      end = stop > from ? stop : from + most;
      if (/[\udc00-\udfff]/.test(text[end] || "")) end += 1;
    }
    ends.push(end);
    from = end;
  }
  return ends;
}
