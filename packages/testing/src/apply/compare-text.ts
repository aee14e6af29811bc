/** Which text goes first by its bytes in UTF-8, as Go orders strings: negative, zero or positive. */
export function compareText(left: string, right: string): number {
  if (left === right) return 0;
  const length = Math.min(left.length, right.length);
  for (let at = 0; at < length; at++) {
    const [l, r] = [left.charCodeAt(at), right.charCodeAt(at)];
    if (l !== r) return aboveBasicPlane(l) - aboveBasicPlane(r);
  }
  return left.length - right.length;
}

/** Halves of surrogate pairs stand for code points above all others, but are themselves below some. */
function aboveBasicPlane(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}
