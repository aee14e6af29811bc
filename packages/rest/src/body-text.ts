/**
 * What is no text, or would change what a terminal shows: control characters other than line breaks, and what stands for bytes that
 * are no UTF-8.
 */
const noText = /[^\P{Cc}\n\r]|\ufffd/u;

/** What is printed of a body. */
export interface BodyText {
  readonly text: string;
  /** Whether the text is all of the body, as it is. */
  readonly isWhole: boolean;
}

/**
 * A body as people can read it: as text or, if it is none, as a hex dump. Of both there are at most `limit` characters, counted as
 * bytes, and then how many are missing (client-go `rest.truncateBody`).
 */
export function bodyText(body: Uint8Array, limit: number): BodyText {
  const end = Math.min(body.length, limit);
  const boundary = characterBoundary(body, end);
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(body.subarray(0, boundary));
  if (!noText.test(text)) return { text: text + missing(body.length - boundary), isWhole: boundary === body.length };
  // A byte takes several characters of a dump, so `limit` bytes are more than enough.
  const dump = hexDump(body.subarray(0, end)).slice(0, limit);
  return { text: dump + missing(hexDumpLength(body.length) - dump.length), isWhole: false };
}

function missing(characters: number): string {
  return characters > 0 ? ` [truncated ${String(characters)} chars]` : '';
}

/** `end`, or the beginning of the character that it would cut. */
function characterBoundary(body: Uint8Array, end: number): number {
  let boundary = end;
  while (boundary > end - 4 && ((body[boundary] ?? 0) & 0xc0) === 0x80) boundary--;
  return boundary;
}

const bytesPerLine = 16;

/** Offset, bytes and the characters among them, as `hexdump -C` prints them. */
function hexDump(body: Uint8Array): string {
  const lines: string[] = [];
  for (let offset = 0; offset < body.length; offset += bytesPerLine) {
    const bytes = [...body.subarray(offset, offset + bytesPerLine)];
    const hex = bytes.map((byte, i) => `${byte.toString(16).padStart(2, '0')}${i === 7 ? '  ' : ' '}`).join('');
    const characters = bytes.map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.')).join('');
    lines.push(`${offset.toString(16).padStart(8, '0')}  ${hex.padEnd(50)}|${characters}|`);
  }
  return lines.join('\n');
}

/** How many characters {@link hexDump} has for a body of this many bytes. */
function hexDumpLength(bytes: number): number {
  const frame = 62;
  const lines = Math.ceil(bytes / bytesPerLine);
  return bytes + lines * frame + Math.max(0, lines - 1);
}
