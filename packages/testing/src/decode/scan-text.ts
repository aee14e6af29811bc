/** What a text of valid JSON has that `JSON.parse` does not tell. */
export interface TextFindings {
  /** Keys of all objects, those that are repeated included. */
  keys: number;
  /** Whether there is something that `JSON.parse` reads otherwise than Go: `1.0`, `1e3`, long integers, half surrogates. */
  isOdd: boolean;
  /** Whether it may be nested more deeply than Go takes: it has so many brackets. */
  isDeep: boolean;
}

const backslash = 0x5c;
const colon = 0x3a;

/**
 * Counts keys and looks for what is odd, without parsing: it jumps from string to string.
 *
 * @param text valid JSON, or the answer means nothing
 */
export function scanText(text: string): TextFindings {
  let keys = 0;
  let isOdd = false;
  let at = 0;
  for (;;) {
    const start = text.indexOf('"', at);
    const gapEnd = start === -1 ? text.length : start;
    // A gap is `:`, `,`, `],[{` and the like most of the time.
    if (!isOdd && gapEnd - at > 1 && isOddGap(text, at, gapEnd)) isOdd = true;
    if (start === -1) break;
    let end = text.indexOf('"', start + 1);
    while (end !== -1 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
    if (end === -1) break;
    at = end + 1;
    let next = text.charCodeAt(at);
    while (next === 0x20 || next === 0x0a || next === 0x0d || next === 0x09) next = text.charCodeAt(++at);
    if (next === colon) keys++;
  }
  return { keys, isOdd, isDeep: text.length > 10_000 && isNestedDeeply(text) };
}

/** Whether strings of the text may have escapes of half surrogates, which Go replaces. */
export function mayHaveHalfSurrogates(text: string): boolean {
  return text.includes('\\ud') || text.includes('\\uD');
}

/** An odd number of backslashes before the quote. */
function isEscaped(text: string, quote: number): boolean {
  let at = quote - 1;
  while (text.charCodeAt(at) === backslash) at--;
  return (quote - at) % 2 === 0;
}

/** Whether 10,000 brackets stand in the text before one that closes. */
function isNestedDeeply(text: string): boolean {
  let open = 0;
  let most = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x7b || code === 0x5b) most = Math.max(most, ++open);
    else if (code === 0x7d || code === 0x5d) open = Math.max(0, open - 1);
  }
  return most >= 10_000;
}

/** What is between strings: punctuation, numbers and literals. */
function isOddGap(text: string, from: number, to: number): boolean {
  let digits = 0;
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at);
    if (code >= 0x30 && code <= 0x39) {
      if (++digits > 15) return true;
    } else {
      // A point, or an e behind a digit.
      if (code === 0x2e || (digits > 0 && (code === 0x65 || code === 0x45))) return true;
      digits = 0;
    }
  }
  return false;
}
