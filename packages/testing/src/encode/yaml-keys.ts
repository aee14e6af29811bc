/** Which key of a mapping goes first: numbers in keys count as numbers, letters stand behind all else (go-yaml's `keyList`). */
export function compareKeys(a: string, b: string): number {
  if (a === b) return 0;
  const [left, right] = [Array.from(a), Array.from(b)];
  const at = left.findIndex((character, i) => i >= right.length || character !== right[i]);
  if (at < 0 || at >= right.length) return left.length - right.length;
  const [l, r] = [left[at] ?? '', right[at] ?? ''];
  const [isLetterL, isLetterR] = [l, r].map((character) => /\p{L}/u.test(character));
  if (isLetterL && isLetterR) return codeOf(l) - codeOf(r);
  if (isLetterL || isLetterR) return isLetterR ? -1 : 1;
  const start = (l === '0' || r === '0') && isBehindDigits(left, at) ? 1n : 0n;
  const [x, y] = [numberAt(left, at, start), numberAt(right, at, start)];
  if (x.number !== y.number) return x.number < y.number ? -1 : 1;
  return x.end === y.end ? codeOf(l) - codeOf(r) : x.end - y.end;
}

/** Whether a number that is not zero goes on here. */
function isBehindDigits(characters: readonly string[], at: number): boolean {
  for (let i = at - 1; i >= 0 && isDigit(characters[i]); i--) if (characters[i] !== '0') return true;
  return false;
}

function numberAt(characters: readonly string[], at: number, start: bigint): { number: bigint; end: number } {
  let number = start;
  let end = at;
  for (; isDigit(characters[end]); end++) number = number * 10n + BigInt(codeOf(characters[end] ?? '') - 0x30);
  return { number: BigInt.asIntN(64, number), end };
}

function isDigit(character: string | undefined): boolean {
  return character !== undefined && /\p{Nd}/u.test(character);
}

function codeOf(character: string): number {
  return character.codePointAt(0) ?? 0;
}
