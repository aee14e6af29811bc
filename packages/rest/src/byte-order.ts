/**
 * Orders strings by their UTF-8 bytes, as Go and the API server do.
 *
 * The plain `<` of JavaScript compares UTF-16 units and puts characters beyond U+FFFF before U+E000–U+FFFF.
 */
export function compareBytewise(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return rank(x) - rank(y);
  }
  return a.length - b.length;
}

/** Position of a UTF-16 unit in UTF-8 order: surrogates stand for characters above all others. */
function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}
