import { ParseError } from './source.js';

const simple: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  "'": "'",
  '"': '"',
  '`': '`',
  '?': '?',
};
const escape = /\\(?:([abfnrtv\\'"`?])|[xX]([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-3][0-7]{2})|([^]?))/g;

/** What a literal means (cel-go `parser/unescape.go`). In bytes, `\xff` is one byte. @throws {ParseError} for a wrong escape */
export function unescapeText(
  text: string,
  { isBytes, isRaw }: { isBytes: boolean; isRaw: boolean },
  position: number,
): Uint8Array | string {
  if (isRaw) return isBytes ? Uint8Array.from(Buffer.from(text)) : text;
  const parts: Buffer[] = [];
  let plain = '';
  let end = 0;
  const fail = (message: string): never => {
    throw new ParseError({ position, message });
  };
  for (const found of text.matchAll(escape)) {
    const [all, letter, hex, short, long, octal, wrong] = found;
    plain += text.slice(end, found.index);
    end = found.index + all.length;
    if (wrong !== undefined) fail('unable to unescape string');
    const code = parseInt(hex ?? short ?? long ?? '', 16);
    if (letter !== undefined) {
      plain += simple[letter] ?? '';
    } else if (isBytes && (hex ?? octal) !== undefined) {
      parts.push(Buffer.from(plain), Buffer.from([hex === undefined ? parseInt(octal ?? '', 8) : code]));
      plain = '';
    } else if (octal === undefined) {
      if (isBytes || code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) fail('unable to unescape string');
      plain += String.fromCodePoint(code);
    } else {
      plain += String.fromCodePoint(parseInt(octal, 8));
    }
  }
  plain += text.slice(end);
  return isBytes ? Uint8Array.from(Buffer.concat([...parts, Buffer.from(plain)])) : plain;
}
