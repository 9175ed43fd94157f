// Offsets: a record counts code points, a string of JavaScript UTF-16 units; they differ behind characters above U+FFFF.

class Offsets {
  constructor(text) {
    this.length = text.length;
    this.wide = []; // code-point offsets of the characters that take two units, rising
    if (/[\ud800-\udbff]/.test(text)) {
      for (const match of text.matchAll(/[\ud800-\udbff][\udc00-\udfff]/g)) this.wide.push(match.index - this.wide.length);
    }
  }

  // The offset in units of the code point at `point`.
  unit(point) {
    return point + this.before((wide) => wide < point);
  }

  // The offset in code points of the unit at `unit`; between the halves of a character it is the character's end.
  point(unit) {
    return unit - this.before((wide, index) => wide + index + 2 <= unit);
  }

  before(isBefore) {
    let low = 0;
    let high = this.wide.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (isBefore(this.wide[middle], middle)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
