// Elements: made with text nodes and attributes that are safe whatever a report says; nothing ever parses markup.

const byId = (id) => document.getElementById(id);

// el("button", { class: "slot", onclick: f, "aria-label": "…" }, "text", another element, [more])
function el(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (key === "data") for (const [one, text] of Object.entries(value)) made.dataset[one] = text;
    else if (key === "value") made.value = value;
    else made.setAttribute(key, value === true ? "" : String(value));
  }
  made.append(...children.flat(4).filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

const parsed = (id) => {
  const found = byId(id);
  return found === null ? undefined : JSON.parse(found.textContent);
};

// Text from a report within the page's own words: its directions cannot reach what stands beside it.
const quoted = (text, attributes = {}) => el("bdi", attributes, text);

function button(label, key, onclick, attributes = {}) {
  const shown = key ? el("kbd", { "aria-hidden": "true" }, key) : null;
  return el("button", { type: "button", onclick, "aria-keyshortcuts": key || null, ...attributes }, label, shown);
}

function badge(kind, text, help) {
  return el("span", { class: "badge " + kind, title: help || null }, text);
}

// What a screen reader is told, and everyone sees for a moment.
function say(text) {
  const place = byId("said");
  place.textContent = text;
  place.classList.add("fresh");
  clearTimeout(say.timer);
  say.timer = setTimeout(() => place.classList.remove("fresh"), 4000);
}

// A modal dialog with a heading; gone when it is closed, and the focus is back where it was.
function dialog(title, ...content) {
  const before = document.activeElement;
  const id = "dialog-title";
  const made = el(
    "dialog",
    { "aria-labelledby": id },
    el("div", { class: "dialog-head" }, el("h2", { id }, title), button(T("close"), "Esc", () => made.close())),
    el("div", { class: "dialog-body", tabindex: "0", role: "group", "aria-label": title }, content),
  );
  made.addEventListener("close", () => {
    made.remove();
    const moved = document.activeElement !== document.body && document.activeElement !== null;
    if (!moved && before && before.isConnected) before.focus();
  });
  document.body.append(made);
  made.showModal();
  return made;
}
