// Drafts: what was typed in the editor and not saved before another field or report was looked at, or the page was left. It is
// kept for this tab, and is there again when the field is changed; only Escape throws it away.

const DRAFTS = "giextract-review/drafts";
const drafts = new Map(); // "sha256/path" -> { sha256, path, adding, content }

const contentOfEditor = () => JSON.stringify([editor.value, editor.printed, editor.span, editor.note]);

// Close the editor without losing what is in it.
function setAside() {
  const report = current();
  const { path, adding, value, printed, span, note } = editor;
  if (path === null || !report) return;
  Object.assign(editor, { path: null, adding: null });
  highlight("place", []);
  if (contentOfEditor() === editor.begun) return;
  drafts.set(report.sha256 + path, { sha256: report.sha256, path, adding, content: { value, printed, span, note } });
  storeDrafts();
  if (slotElements(path).length) refreshFields(report, path, false);
  say(T("draft_kept", titleOf(path)));
}

const draftAt = (sha256, path) => drafts.get(sha256 + path) || null;

function dropDraft(sha256, path) {
  if (drafts.delete(sha256 + path)) storeDrafts();
}

function storeDrafts() {
  try {
    sessionStorage.setItem(DRAFTS, JSON.stringify([...drafts.values()]));
  } catch {
    // storage is switched off: they are kept until the page is left
  }
}

function readDrafts() {
  try {
    for (const one of JSON.parse(sessionStorage.getItem(DRAFTS)) || []) if (SHA_TO_LINE.has(one.sha256)) drafts.set(one.sha256 + one.path, one);
  } catch {
    // nothing is stored, or nothing of this page
  }
}

// Open what was begun in a report that is looked at again.
function resumeDraft(report) {
  const draft = [...drafts.values()].reverse().find((one) => one.sha256 === report.sha256);
  if (!draft) return;
  choose(draft.path, { focus: false });
  beginEditing(draft.path);
}
