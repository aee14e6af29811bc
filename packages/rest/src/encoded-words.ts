/** Charset, encoding and text of an encoded word. */
const word = /=\?([^?]*)\?([^])\?([^]*?)\?=/y;

/**
 * Decodes the encoded words of a header value, `=?utf-8?Q?caf=C3=A9?=` (RFC 2047), as Go's `mime.WordDecoder.DecodeHeader`.
 *
 * Text and result hold one byte per character. What is no well-formed word stays as it is, and white space between two words
 * goes. Undefined if a word's charset is none of UTF-8, ISO-8859-1 and US-ASCII.
 */
export function decodeWords(text: string): string | undefined {
  let decoded = '';
  /** End of what is in `decoded`. */
  let done = 0;
  let afterWord = false;
  for (let start = text.indexOf('=?'); start >= 0; start = text.indexOf('=?', done)) {
    word.lastIndex = start;
    const match = word.exec(text);
    // What looks like the beginning of a word and does not go on as one ends the search, as in Go.
    if (!match) break;
    const [all, charset = '', encoding = '', encoded = ''] = match;
    const content =
      encoding.toUpperCase() === 'B'
        ? fromBase64(encoded)
        : encoding.toUpperCase() === 'Q'
          ? fromQuotedPrintable(encoded)
          : undefined;
    const before = text.slice(done, start);
    done = start + all.length;
    if (content === undefined) {
      decoded += before + all;
      afterWord = false;
      continue;
    }
    const bytes = toUTF8(charset, content);
    if (bytes === undefined) return undefined;
    decoded += (afterWord && /^[ \t\r\n]*$/.test(before) ? '' : before) + bytes;
    afterWord = true;
  }
  return decoded + text.slice(done);
}

function fromBase64(text: string): string | undefined {
  // Line ends inside are fine with Go, missing padding is not.
  const digits = text.replace(/[\r\n]/g, '');
  if (digits.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(digits)) return undefined;
  return atob(digits);
}

function fromQuotedPrintable(text: string): string | undefined {
  if (!/^(?:=[0-9A-Fa-f]{2}|[ -<>-~\t\r\n])*$/.test(text)) return undefined;
  return text.replaceAll('_', ' ').replace(/=(..)/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
}

function toUTF8(charset: string, bytes: string): string | undefined {
  switch (charset.toLowerCase()) {
    case 'utf-8':
      return bytes;
    case 'iso-8859-1':
      return bytes.replace(/[\x80-\xff]/g, (byte) =>
        byte < '\xc0' ? `\xc2${byte}` : `\xc3${String.fromCharCode(byte.charCodeAt(0) - 0x40)}`,
      );
    case 'us-ascii':
      return bytes.replace(/[\x80-\xff]/g, '\xef\xbf\xbd');
    default:
      return undefined;
  }
}
