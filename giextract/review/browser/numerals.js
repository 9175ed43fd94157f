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
    const period = flat(printed).match(/(\d{4})年\d{1,2}月\d{1,2}日?[至到—~-]+(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日/);
    if (period) return [period[2] || period[1], period[3].padStart(2, "0"), period[4].padStart(2, "0")].join("-"); // its last day
    const found = [...flat(printed).matchAll(/(\d{4}|[〇○零一二三四五六七八九]{4})[年./-](\d{1,2}|[元一二三四五六七八九十]{1,3})[月./-](\d{1,2}|[一二三四五六七八九十]{1,3})/g)];
    if (found.length !== 1) return "";
    const part = (text, width) => String(/\d/.test(text) ? Number(text) : chineseNumber(text.replace(/○/g, "〇").replace("元", "一"))).padStart(width, "0");
    return [part(found[0][1], 4), part(found[0][2], 2), part(found[0][3], 2)].join("-");
  }
  if (leaf.type === "bool") return /^(无|没有|未|不)/.test(printed.trim()) ? "false" : "true";
  if (leaf.type === "int" || leaf.type === "Decimal") {
    const [first] = numbersIn(printed, leaf);
    return first === undefined ? "" : String(first);
  }
  // Line breaks and spaces within Chinese text are the page's, not the name's.
  return printed.trim().replace(/(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])/g, "").replace(/\s+/g, " ");
}

const DENIAL = /^(未|没|无|不(予|曾|存在|收)|免(?=[费收除缴])|尚|零|暂|目前|均|都|也|从|并|仍|还|为|是|共|合计)[^0-9]{0,24}$/;
const LARGEST_DIGITS = 15;
const LONGEST_TEXT = 20000;

const flat = (text) => text.normalize("NFKC").replace(/\s+/g, "");

// Whether words deny (未收到, 无) and so state 0, or no.
const denies = (text) => DENIAL.test(text) && /[未没无不免零]/.test(text);

// What looks like a number and counts nothing: marks of lists and headings, dates, articles, numbers of documents and pages.
const NO_COUNT = [
  /[（(][\d一二三四五六七八九十]+[）)]/g,
  /(?<![\d.一-龥])\d{1,2}[.．、](?!\d)/g,
  /(?<![〇零一二两三四五六七八九十百千])[一二三四五六七八九十]+[、是]/g,
  /(?:\d+\s*|[〇零一二三四五六七八九]{4})年(?:度|\d{1,2}月(?:\d{1,2}日)?)?|\d{1,2}月(?:\d{1,2}日)?|\d{1,2}日/g,
  /第[\d一二三四五六七八九十百]+[条款项章号页部期]?|[〔\[]\d{4}[〕\]](?:第?\d+号)?|\d+号/g,
  /(?:[A-Za-z×\-—–−]|(?<!\d)\.)[\d.]*\d|\d[\d.]*[A-Za-z×\-—–−]|(?<![\d.])0\d+/g,
];

// The one number that `printed` states for a field; null where there is none, or more than one, so that none is certain.
// Numbers in digits count before numerals in words (进一步公开12条).
function statedNumber(printed, leaf) {
  const text = printed.normalize("NFKC").trim();
  if (leaf.path.endsWith("/year")) {
    const years = new Set((flat(text).match(/(?:\d{4}|[〇○零一二三四五六七八九]{4})(?!年\d|\d|-)/g) || []).map((one) => (/\d/.test(one) ? Number(one) : chineseNumber(one.replace(/○/g, "〇")))));
    return years.size === 1 && !/\d{5}/.test(flat(text)) ? [...years][0] : null;
  }
  if (denies(flat(text))) return 0;
  if (/\n/.test(text)) return null;
  const signed = /^[-+][\d.]+[^\d]*$/.test(text) ? text.replace(/^[-+]/, "") : text;
  const bare = NO_COUNT.reduce((rest, pattern) => rest.replace(pattern, "§"), signed.replace(/(?<=\d)[,，](?=\d{3})/g, ""));
  const kept = /\d/.test(bare) ? [...bare.matchAll(/\d+(\.\d+)?\s*[余多]?\s*(%|万元|亿元|元|万|亿)?[\u4e00-\u9fff]?/g)] : [...bare.matchAll(/[〇零一二两三四五六七八九十百千万亿]+[余多]?(元)?[\u4e00-\u9fff]?/g)];
  if (kept.length !== 1) return null;
  const word = kept[0][0].replace(/[余多\s]/g, "");
  if (!/\d/.test(word) && /^[一二两三四五六七八九]{2,}/.test(word)) return null; // 四五次: four or five
  if (!fitsUnit(word, bare, leaf)) return null;
  const [number] = numbersIn(word, leaf);
  return number === undefined ? null : text.startsWith("-") && signed !== text ? -number : number;
}

// Whether the unit behind a number is that of the field: a share is no count, and money says in what.
function fitsUnit(word, text, leaf) {
  const name = leaf.path.slice(leaf.path.lastIndexOf("/") + 1);
  const isPlain = /^[\d.]+%?$/.test(text.trim());
  if (name.endsWith("_wan_yuan")) return /元$|元[\u4e00-\u9fff]?$|元\s*[\d.]+$/.test(word) || /元[\s|]*[\d.]+$/.test(text) || Number(word) === 0 || /\.\d{3,}$/.test(word);
  if (name.includes("percent")) return /%/.test(word) || text.includes("百分之") || isPlain;
  return !/[%元]/.test(word);
}

// Whether `printed` states `value`: what `giextract labels apply` would refuse is not kept here. Characters that state several
// things prove none of them; the person selects fewer.
function states(printed, value, leaf) {
  if (leaf.type === "int" || leaf.type === "Decimal") return statedNumber(printed, leaf) === value;
  if (leaf.type === "date") return proposedValue(printed, leaf) === value;
  if (leaf.type === "bool") return printed.trim() !== "";
  const bare = (text) => flat(text).toLowerCase();
  return bare(printed).includes(bare(String(value)));
}

// What is wrong with the editor's text for a field, as a key of the words; null where nothing is. The limits are those of
// `giextract labels apply`: a number is below zero only where it is a change or the proof prints it so.
function problemOf(text, leaf, printed) {
  const plain = text.trim();
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/.test(text)) return "bad_control";
  if (plain.length > LONGEST_TEXT) return "bad_long";
  if (leaf.type === "int" || leaf.type === "Decimal") {
    const number = plain.normalize("NFKC").replace(/(?<=\d),(?=\d{3})/g, "");
    if (/^[-+]?\d+(\.\d*)?$/.test(number) && number.replace(/^[-+]?0*/, "").split(".")[0].length > LARGEST_DIGITS) return "bad_large";
    if (Number(number) < 0 && !leaf.path.endsWith("/change") && statedNumber(printed, leaf) !== Number(number)) return "bad_negative";
    if (leaf.path.endsWith("/year") && /^\d+$/.test(number) && !(Number(number) >= 1978 && Number(number) <= 2099)) return "bad_year";
  }
  if (leaf.type === "date" && /^\d{4}-/.test(plain) && !(Number(plain.slice(0, 4)) >= 1949 && Number(plain.slice(0, 4)) <= 2099)) return "bad_year";
  return typedValue(text, leaf.type) === undefined ? "bad_" + leaf.type : null;
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
