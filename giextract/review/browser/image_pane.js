// The image pane: pictures of the pages with a box at each place; a picture is decoded when its page comes near the view.

const imagePane = { report: null, keyToElements: new Map() };
const ZOOMS = [1, 1.5, 2];

const hasPictures = (report) => report.pages.some((page) => page.media);

function showImages(report, body) {
  Object.assign(imagePane, { report, keyToElements: new Map() });
  const holder = el("div", { id: "pages" });
  const near = new IntersectionObserver((seen) => {
    for (const one of seen) if (one.isIntersecting) fillPage(one.target, near);
  }, { root: body, rootMargin: "100% 0px" });
  for (const page of report.pages) {
    const sheet = el("div", { class: "sheet", data: { page: page.number } });
    if (page.media) sheet.style.aspectRatio = `${page.width} / ${page.height}`;
    const why = report.unread[String(page.number)];
    holder.append(
      el(
        "figure",
        { class: "page" },
        el("figcaption", {}, T("page_n", page.number), why ? ` · ${T("page_unread", why)}` : "", page.media ? "" : ` · ${T("no_picture")}`),
        sheet,
      ),
    );
    if (page.media) near.observe(sheet);
  }
  body.replaceChildren(holder);
  refreshBoxes();
}

// Boxes anew on all pages, as it is after a decision.
function refreshBoxes() {
  imagePane.keyToElements = new Map();
  for (const sheet of document.querySelectorAll(".sheet")) {
    for (const box of sheet.querySelectorAll(".box[data-keys]")) box.remove();
    for (const box of boxesOf(imagePane.report, Number(sheet.dataset.page))) placeBox(sheet, box);
  }
}

function fillPage(sheet, observer) {
  observer.unobserve(sheet);
  const page = imagePane.report.pages.find((one) => String(one.number) === sheet.dataset.page);
  const source = byId(`image-${imagePane.report.number}-${page.number}`);
  if (!source) return;
  sheet.prepend(el("img", { src: `data:${page.media};base64,${source.textContent}`, alt: T("page_n", page.number), draggable: "false" }));
}

// [{ key, classes, box: [left, top, right, bottom] as fractions of the page }] of one page.
function boxesOf(report, number) {
  const found = [];
  const add = (key, classes, page, boxes) => {
    if (page === number) for (const box of boxes || []) found.push({ key, classes, box });
  };
  for (const slot of report.slots.values()) {
    const said = saidAt(report, slot);
    if (said.state === "removed") continue;
    if (said.fact === null && said.span) {
      for (const [page, box] of linesOf(report, said.span)) add(slot.path, factClasses(report, slot, said), page, [box]);
    }
    for (const fact of slot.facts) {
      if (fact && fact.boxes) add(slot.path, fact === said.fact ? factClasses(report, slot, said) : "other", fact.page, fact.boxes);
    }
  }
  report.figures.unclaimed.forEach((figure, index) => {
    if (figure.place) add(`figure:${index}`, "unclaimed", figure.place.page, figure.place.boxes);
  });
  for (const finding of report.findings) {
    for (const place of finding.places) if (place) add(`finding:${finding.number}`, "found", place.page, place.boxes);
  }
  return found;
}

// [[page, box]] of characters that no record has a box for: every character of a printed line gets the same share of it.
function linesOf(report, [from, to]) {
  return report.lines.filter(([start, end]) => start < to && end > from).map(([start, end, page, left, top, right, bottom]) => {
    const share = (point) => left + ((right - left) * (Math.min(Math.max(point, start), end) - start)) / (end - start);
    return [page, [share(from), top, share(to), bottom]];
  });
}

function placeBox(sheet, { key, classes, box }) {
  const made = boxElement(sheet, classes, box);
  made.dataset.keys = JSON.stringify([key]);
  imagePane.keyToElements.set(key, [...(imagePane.keyToElements.get(key) || []), made]);
}

function boxElement(sheet, classes, [left, top, right, bottom]) {
  const made = el("span", { class: "box " + classes });
  made.style.left = `${100 * left}%`;
  made.style.top = `${100 * top}%`;
  made.style.width = `${100 * (right - left)}%`;
  made.style.height = `${100 * (bottom - top)}%`;
  sheet.append(made);
  return made;
}

// Boxes around spans, for a highlight ("search", "place"); those of the same highlight before are gone.
function lightOnPages(name, spans) {
  const { report } = imagePane;
  for (const one of document.querySelectorAll(`.box.${name}`)) one.remove();
  const sheets = new Map([...document.querySelectorAll(".sheet")].map((sheet) => [sheet.dataset.page, sheet]));
  const made = [];
  for (const span of spans) {
    for (const [page, box] of linesOf(report, span)) {
      const sheet = sheets.get(String(page));
      if (sheet) made.push(boxElement(sheet, name, box));
    }
  }
  return made;
}

const imageElements = (key) => (imagePane.keyToElements.get(key) || []).filter((one) => one.isConnected);
