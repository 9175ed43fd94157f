// The editor: a field's value and the characters that prove it, chosen with the mouse or typed and found.

const editor = { path: null, span: null, places: [], at: 0, focus: "value", adding: null, taken: "", begun: "" };

// Open it for `path`; { proof } begins with the choice of the proof, { note } with the note, { span } brings a proof along,
// { adding } is the item that is only added when the value is saved. What was typed there and not saved is there again.
function beginEditing(path, { proof = false, note = false, span = null, adding = null } = {}) {
  const report = current();
  if (path === null) return say(T("choose_first"));
  if (editor.path !== null && editor.path !== path) setAside();
  const said = saidAt(report, slotAt(report, path));
  Object.assign(editor, { path, adding, span: span || said.span || null, places: [], at: 0, taken: "", focus: note ? "note" : proof ? "printed" : "value" });
  editor.value = said.state === "stated" ? String(said.value ?? "") : "";
  editor.printed = span && report.text !== null ? textOf(report, span) : said.printed || "";
  editor.note = "";
  editor.begun = contentOfEditor();
  if (span) editor.value = proposedValue(editor.printed, leafOf(path)) || editor.value;
  const draft = draftAt(report.sha256, path);
  if (draft && !span) Object.assign(editor, draft.content, { adding: adding || draft.adding });
  if (proof && report.text !== null) showView("text");
  if (draft && !span) say(T("draft_back"));
  else if (proof && report.text !== null) say(T("select_now"));
  showInspector(report);
  const first = byId(`edit-${editor.focus}`);
  first.focus();
  if (first.select) first.select();
  return undefined;
}

const leafOf = (path) => leafAt(path) || { path, type: "str" };
const typeAt = (path) => leafOf(path).type;

const textOf = (report, span) => report.text.slice(report.offsets.unit(span[0]), report.offsets.unit(span[1]));

function showEditor(report) {
  const { path } = editor;
  const type = typeAt(path);
  const input = type === "bool"
    ? el("select", { id: "edit-value" }, ["", "true", "false"].map((one) => el("option", { value: one }, one ? T(one === "true" ? "yes" : "no") : "")))
    : el("input", { id: "edit-value", type: "text", autocomplete: "off", spellcheck: "false", inputmode: type === "int" ? "numeric" : type === "Decimal" ? "decimal" : null, "aria-describedby": "edit-problem" });
  input.value = editor.value;
  input.addEventListener("input", () => {
    editor.value = input.value;
    checkEditor();
  });
  const printed = el("input", { id: "edit-printed", type: "text", autocomplete: "off", spellcheck: "false", placeholder: T("printed_hint"), "aria-describedby": "edit-place" });
  printed.value = editor.printed;
  printed.addEventListener("input", () => findPrinted(printed.value));
  const note = el("input", { id: "edit-note", type: "text", autocomplete: "off" });
  note.value = editor.note;
  note.addEventListener("input", () => (editor.note = note.value));
  const form = el(
    "form",
    { id: "editor", onsubmit: (event) => { event.preventDefault(); saveEditing(); } },
    el("h2", {}, `${T("editing")}: ${titleOf(path)}`),
    el("label", { for: "edit-value" }, T("value")), input,
    el("label", { for: "edit-printed" }, T("printed")),
    el("span", { class: "row" }, printed, button("‹", null, () => stepPlace(-1), { "aria-label": T("place_before") }), button("›", null, () => stepPlace(1), { "aria-label": T("place_next") })),
    el("span", { id: "edit-place", class: "soft" }),
    el("p", { id: "edit-problem", class: "warning", role: "alert" }),
    el("label", { for: "edit-note" }, T("note")), note,
    el("div", { class: "actions" }, el("button", { type: "submit", class: "main" }, T("save"), el("kbd", { "aria-hidden": "true" }, "Enter")), button(T("cancel"), "Esc", () => endEditing())),
  );
  byId("inspector").replaceChildren(form);
  checkEditor();
}

function checkEditor() {
  const report = current();
  const leaf = leafOf(editor.path);
  const wrong = editor.value.trim() === "" ? null : problemOf(editor.value, leaf, editor.printed);
  const typed = typedValue(editor.value, leaf.type);
  const isMisproved = !wrong && typed !== undefined && editor.printed !== "" && !isUnchanged(report) && !states(editor.printed, typed, leaf);
  showProblem(wrong ? T(wrong) : isMisproved ? proofProblem(leaf) : "");
  const place = byId("edit-place");
  if (!editor.span) place.textContent = editor.printed && report.text !== null ? T("place_none") : "";
  else if (editor.places.length > 1) place.textContent = T("place_n", editor.at + 1, editor.places.length);
  else place.textContent = T("place_whole", editor.span[0], editor.span[1]);
  const ranges = highlight("place", editor.span && report.text !== null ? [editor.span] : []);
  if (ranges.length) showRange(ranges[0]);
}

function showProblem(text) {
  byId("edit-problem").textContent = text;
  byId("edit-value").setAttribute("aria-invalid", String(text !== ""));
}

// Why the characters prove nothing: several things are stated there, or another one.
const proofProblem = (leaf) =>
  T((leaf.type === "int" || leaf.type === "Decimal") && numbersIn(editor.printed, leaf).length > 1 && statedNumber(editor.printed, leaf) === null ? "says_several" : "does_not_say", editor.printed);

// Whether the editor holds what is said already, proof and all: to save that is to confirm it.
function isUnchanged(report) {
  const said = saidAt(report, slotAt(report, editor.path));
  const value = typedValue(editor.value, typeAt(editor.path));
  return said.state === "stated" && value === said.value && String(editor.span) === String(said.span || null) && editor.printed === (said.printed || "");
}

// Typed characters are looked for in the text; the place nearest to the present one is taken.
function findPrinted(words) {
  const report = current();
  editor.printed = words;
  editor.places = placesOf(words);
  const near = editor.span ? editor.span[0] : 0;
  editor.at = editor.places.reduce((best, span, index, all) => (Math.abs(span[0] - near) < Math.abs(all[best][0] - near) ? index : best), 0);
  editor.span = editor.places[editor.at] || null;
  if (editor.span) editor.printed = textOf(report, editor.span); // as the report prints them, in its own width and with its line ends
  checkEditor();
}

function stepPlace(by) {
  if (!editor.places.length) editor.places = placesOf(editor.printed);
  const { places } = editor;
  if (!places.length) return;
  const now = places.findIndex((span) => editor.span && span[0] === editor.span[0]);
  editor.at = (Math.max(now, 0) + by + places.length) % places.length;
  editor.span = places[editor.at];
  editor.printed = textOf(current(), editor.span);
  checkEditor();
}

// The selection in the text becomes the proof, and proposes the value. Where it is the proof already, saving confirms it.
function takeSelection(span) {
  const report = current();
  if (String(span) === String(editor.span)) {
    say(T("same_proof"));
    byId("edit-value").focus();
    return;
  }
  Object.assign(editor, { span, places: [], printed: textOf(report, span) });
  const proposed = proposedValue(editor.printed, leafOf(editor.path));
  if (proposed) editor.value = proposed;
  byId("edit-value").value = editor.value;
  byId("edit-printed").value = editor.printed;
  checkEditor();
  byId("edit-value").focus();
}

function saveEditing() {
  const report = current();
  const { path, adding } = editor;
  const type = typeAt(path);
  const value = typedValue(editor.value, type);
  const said = saidAt(report, slotAt(report, path));
  const note = editor.note.trim();
  const isSame = isUnchanged(report);
  const tooLong = Object.entries({ printed: editor.printed, note }).find(([, text]) => text.length > LONGEST_TEXT);
  if (tooLong) {
    showProblem(T("bad_long"));
    byId(`edit-${tooLong[0]}`).focus();
    return undefined;
  }
  if (note && (isSame || (value === undefined && !editor.value.trim() && said.state !== "stated"))) {
    decide({ path, action: "note", note });
    endEditing();
    return say(T("noted"));
  }
  const wrong = problemOf(editor.value, leafOf(path), editor.printed);
  if (wrong) {
    showProblem(T(wrong));
    byId("edit-value").focus();
    return undefined;
  }
  if (isSame && said.fact && said.fact.check === "proved") {
    endEditing();
    decide(acceptance(report, path, slotAt(report, path).facts.indexOf(said.fact)));
    return say(T("accepted", titleOf(path)));
  }
  if (editor.printed && !states(editor.printed, value, leafOf(path))) {
    showProblem(proofProblem(leafOf(path)));
    byId("edit-printed").focus();
    return undefined;
  }
  const at = newInstant();
  if (adding && adding !== path) decide({ path: adding, action: "add" }, { quiet: true, at });
  const decision = adding === path ? { path, action: "add", value } : { path, action: "set", state: "stated", value };
  if (editor.span && editor.printed) Object.assign(decision, { printed: editor.printed, span: editor.span });
  if (note) decision.note = note;
  decide(decision, { at });
  endEditing();
  return say(T("set_to", titleOf(path), shownValue(value, leafAt(path))));
}

function endEditing() {
  const { path } = editor;
  if (path !== null) dropDraft(current().sha256, path);
  Object.assign(editor, { path: null, span: null, places: [], adding: null });
  highlight("place", []);
  showInspector(current());
  if (path !== null) choose(path, { focus: true, scroll: false });
}
