// The picker: any field of the schema by its name, to go to it or to give it what was found in the text.

const MOST_CHOICES = 40;

function pickField(onPick) {
  const report = current();
  const choices = allChoices(report);
  const list = el("ul", { class: "choices", role: "list" });
  const input = el("input", { type: "search", placeholder: T("pick_hint"), "aria-label": T("pick_hint"), autocomplete: "off" });
  const made = dialog(T("pick_field"), input, list);
  const pick = (path) => {
    made.close();
    onPick(path);
  };
  const show = () => {
    const words = input.value.trim().toLowerCase();
    const fitting = choices.filter((one) => !words || one.words.includes(words)).slice(0, MOST_CHOICES);
    list.replaceChildren(...fitting.map((one) => el("li", {}, el("button", { type: "button", onclick: () => pick(one.path) }, one.title, " ", el("code", {}, one.path)))));
  };
  input.addEventListener("input", show);
  input.addEventListener("keydown", (event) => {
    const first = list.querySelector("button");
    if (event.key === "Enter" && first) {
      event.preventDefault();
      first.click();
    } else if (event.key === "ArrowDown" && first) {
      event.preventDefault();
      first.focus();
    }
  });
  show();
  input.focus();
}

// Every field outside lists, every field of the items that there are, and one further item of each list.
function allChoices(report) {
  const found = [];
  const add = (path, title) => found.push({ path, title, words: `${title}\n${path}`.toLowerCase() });
  for (const section of INDEX.sections) {
    for (const part of SECTION_TO_BLOCKS.get(section.name)) {
      for (const path of pathsOfBlock(report, part, true)) add(path, titleOf(path));
      if (part.list) {
        const further = `${part.list}/${nextFree(report, part.list)}`;
        const paths = part.kind === "list" ? [further] : part.columns.map(({ key }) => `${further}/${key}`);
        for (const path of paths) add(path, `${titleOf(path)}（${T("next_free")}）`);
      }
    }
  }
  return found;
}
