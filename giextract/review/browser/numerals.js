// Numerals: what the chosen characters of a report most likely state, to be looked at by the person before it is kept.

const DIGIT = { 〇: 0, 零: 0, 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 };
const RANK = { 十: 10, 百: 100, 千: 1000 };
const LARGE = { 万: 10000, 亿: 100000000 };

// 一百三十 is 130, 二〇一七 is 2017; null where it is no numeral.
function chineseNumber(text) {
  const characters = [...text];
  if (!characters.length || characters.some((one) => !(one in DIGIT || one in RANK || one in LARGE))) return null;
  if (characters.every((one) => one in DIGIT)) return Number(characters.map((one) => DIGIT[one]).join(""));
  let whole = 0;
  let part = 0;
  let digit = null;
  for (const one of characters) {
    if (one in DIGIT) digit = DIGIT[one];
    else if (one in RANK) {
      part += (digit === null ? 1 : digit) * RANK[one];
      digit = null;
    } else {
      whole = (whole + part + (digit || 0)) * LARGE[one];
      part = 0;
      digit = null;
    }
  }
  return whole + part + (digit || 0);
}

// All numbers that `printed` may state for a field, in order: money in 万元, so that 380元 is 0.038; 1.2万 is 12000.
function numbersIn(printed, leaf) {
  const tight = printed.normalize("NFKC").replace(/\s+/g, "").replace(/(?<=\d)[,，](?=\d{3})/g, "");
  const isMoney = leaf.path.endsWith("_wan_yuan");
  const found = [];
  for (const match of tight.matchAll(/([-+]?\d+(?:\.\d+)?|[〇零一二两三四五六七八九十百千]+(?:[万亿][〇零一二两三四五六七八九十百千]*)*)(万元|亿元|元|万|亿)?/g)) {
    const number = /\d/.test(match[1]) ? Number(match[1]) : chineseNumber(match[1]);
    if (number === null) continue;
    const scale = isMoney ? { 万元: 1, 亿元: 10000, 元: 0.0001, 万: 1, 亿: 10000 } : { 万元: 10000, 亿元: 100000000, 万: 10000, 亿: 100000000 };
    found.push(Number((number * (scale[match[2]] || 1)).toPrecision(15)));
  }
  if (!found.length && /无|没有|未|不/.test(tight)) found.push(0);
  return found;
}

// The value, as text for the editor, that `printed` most likely states for a field; empty where nothing is found.
function proposedValue(printed, leaf) {
  if (leaf.type === "date") {
    const found = printed.normalize("NFKC").replace(/\s+/g, "").match(/(\d{4})[年./-](\d{1,2})[月./-](\d{1,2})/);
    return found ? [found[1], found[2].padStart(2, "0"), found[3].padStart(2, "0")].join("-") : "";
  }
  if (leaf.type === "bool") return /^(无|没有|未|不)/.test(printed.trim()) ? "false" : "true";
  if (leaf.type === "int" || leaf.type === "Decimal") {
    const [first] = numbersIn(printed, leaf);
    return first === undefined ? "" : String(first);
  }
  // Line breaks and spaces within Chinese text are the page's, not the name's.
  return printed.trim().replace(/(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])/g, "").replace(/\s+/g, " ");
}

// Whether `printed` states `value`, as far as this page can tell: a proof that plainly says something else is not kept.
function states(printed, value, leaf) {
  if (leaf.type === "int" || leaf.type === "Decimal") {
    const numbers = numbersIn(printed, leaf);
    return !numbers.length || numbers.includes(value);
  }
  if (leaf.type === "date") {
    const proposed = proposedValue(printed, leaf);
    return proposed === "" || proposed === value;
  }
  const bare = (text) => text.normalize("NFKC").replace(/\s+/g, "");
  return leaf.type === "bool" || bare(printed).includes(bare(String(value)));
}

// The value that the editor's text stands for; undefined where it does not fit the type.
function typedValue(text, type) {
  const plain = text.trim();
  if (type === "bool") return plain === "true" ? true : plain === "false" ? false : undefined;
  if (type === "int" || type === "Decimal") {
    const number = plain.normalize("NFKC").replace(/(?<=\d),(?=\d{3})/g, "");
    if (!(type === "int" ? /^[-+]?\d{1,15}$/ : /^[-+]?\d{1,15}(\.\d{1,6})?$/).test(number)) {
      const numeral = chineseNumber(plain);
      return numeral === null ? undefined : numeral;
    }
    return Number(number);
  }
  if (type === "date") {
    const day = /^\d{4}-\d{2}-\d{2}$/.test(plain) ? new Date(plain + "T00:00:00Z") : null;
    return day && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(plain) ? plain : undefined;
  }
  return plain || undefined;
}
