import { decodeWords } from './encoded-words.js';

/** A warning of the server, as of a deprecated API or an unknown field (RFC 7234, section 5.5). */
export interface Warning {
  /** 299 is a warning for people; others mean something to caches. */
  code: number;
  /** Who warns; `-` for nobody in particular. */
  agent: string;
  text: string;
}

/** What to do with a warning. It is called for each, in order, before the call resolves. */
export type WarningHandler = (warning: Warning) => void;

/** One byte per character, as Node gives headers: what a line is decoded from. */
type Bytes = string;

/**
 * Reads one line of a `Warning` header, as Node gives it (one byte per character) or already decoded (apimachinery
 * `util/net.ParseWarningHeaders`): warnings separated by commas, each `code agent "text" "date"`, the date optional and ignored.
 *
 * At the first thing that is no warning it stops: `error` says what is wrong with it, `warnings` holds those before. Never
 * throws.
 */
export function parseWarningHeader(line: string): { warnings: Warning[]; error?: string } {
  const warnings: Warning[] = [];
  let rest = toBytes(line);
  try {
    while (rest !== '') {
      const parsed = parseOne(rest);
      warnings.push(parsed.warning);
      rest = parsed.rest;
    }
  } catch (error) {
    if (error instanceof InvalidWarning) return { warnings, error: error.message };
    throw error;
  }
  return { warnings };
}

/** {@link parseWarningHeader} for every line of the header: an error ends its line only. */
export function parseWarningHeaders(lines: readonly string[]): { warnings: Warning[]; errors: string[] } {
  const parsed = lines.map(parseWarningHeader);
  return { warnings: parsed.flatMap(({ warnings }) => warnings), errors: parsed.flatMap(({ error }) => error ?? []) };
}

/** What a {@link warningWriter} writes to, and how. A stream is one too. */
export interface WarningWriterOptions {
  /** Takes a line with its line end. Called as a method of these options. */
  write: (line: string) => void;
  /** Writes each text once only, for as long as the writer lives; it remembers all of them. @default false */
  deduplicate?: boolean;
  /** Colours the word `Warning:` yellow for a terminal. @default false */
  color?: boolean;
}

/**
 * A handler that writes the warnings meant for people (code 299), a line each (client-go `rest.NewWarningWriter`).
 *
 * @example `warningWriter(process.stdout)`
 */
export function warningWriter(options: WarningWriterOptions): WarningHandler {
  const { deduplicate = false, color = false } = options;
  const label = color ? '\u001b[33;1mWarning:\u001b[0m' : 'Warning:';
  const written = new Set<string>();
  return ({ code, text }) => {
    if (code !== 299 || text === '' || written.has(text)) return;
    if (deduplicate) written.add(text);
    options.write(`${label} ${text}\n`);
  };
}

/**
 * Writes the warnings meant for people to stderr, a line each (client-go `rest.WarningLogger`). What is done with warnings
 * unless told otherwise.
 */
export const logWarning: WarningHandler = warningWriter({ write: (line) => void process.stderr.write(line) });

class InvalidWarning extends Error {
  constructor(problem: string) {
    super(`invalid warning header: ${problem}`);
  }
}

function parseOne(header: Bytes): { warning: Warning; rest: Bytes } {
  const line = trim(header);
  const afterCode = line.indexOf(' ');
  const afterAgent = line.indexOf(' ', afterCode + 1);
  if (afterAgent < 0) throw new InvalidWarning('fewer than 3 segments');
  const code = line.slice(0, afterCode);
  const agent = line.slice(afterCode + 1, afterAgent);
  const tail = line.slice(afterAgent + 1);
  if (!/^[0-9]{3}$/.test(code)) throw new InvalidWarning('code segment is not 3 digits between 100-299');
  if (agent === '') throw new InvalidWarning('empty agent segment');
  const agentText = fromBytes(agent);
  if (agentText === undefined) throw new InvalidWarning('invalid agent');

  const [text, afterText] = unquote(tail);
  const decoded = fromBytes(decodeWords(text) ?? text);
  if (decoded === undefined) throw new InvalidWarning('invalid text');
  return { warning: { code: Number(code), agent: agentText, text: decoded }, rest: skipSeparator(skipDate(afterText)) };
}

/** The text of a quoted string, in which a backslash stands for the character behind it; and what follows. */
function unquote(quoted: Bytes): [text: Bytes, rest: Bytes] {
  if (!quoted.startsWith('"')) throw new InvalidWarning('invalid quoted string: missing initial quote');
  let text = '';
  for (let i = 1; i < quoted.length; i++) {
    const byte = quoted[i] as string;
    if (byte === '"') return [text, trim(quoted.slice(i + 1))];
    text += byte === '\\' ? (quoted[++i] ?? '') : byte;
  }
  throw new InvalidWarning('invalid quoted string: missing closing quote');
}

function skipDate(rest: Bytes): Bytes {
  if (!rest.startsWith('"')) return rest;
  const end = rest.indexOf('"', 1);
  if (end < 0) throw new InvalidWarning('unterminated date segment');
  return trim(rest.slice(end + 1));
}

function skipSeparator(rest: Bytes): Bytes {
  if (rest === '') return rest;
  if (!rest.startsWith(',')) throw new InvalidWarning('unexpected token after warn-date');
  return trim(rest.slice(1));
}

function toBytes(line: string): Bytes {
  return /^[\0-\xff]*$/.test(line) ? line : Buffer.from(line, 'utf8').toString('latin1');
}

/** Undefined for what is no UTF-8 or holds a control character. */
function fromBytes(bytes: Bytes): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.from(bytes, 'latin1'));
    return /\p{Cc}/u.test(text) ? undefined : text;
  } catch {
    return undefined;
  }
}

/** Unicode's white space at the beginning of UTF-8 bytes. */
const space = /(?:[\t-\r ]|\xc2[\x85\xa0]|\xe1\x9a\x80|\xe2\x80[\x80-\x8a\xa8\xa9\xaf]|\xe2\x81\x9f|\xe3\x80\x80)*/y;
const lastSpace = /(?:[\t-\r ]|\xc2[\x85\xa0]|\xe1\x9a\x80|\xe2\x80[\x80-\x8a\xa8\xa9\xaf]|\xe2\x81\x9f|\xe3\x80\x80)$/;

/** Go's `strings.TrimSpace`. */
function trim(bytes: Bytes): Bytes {
  space.lastIndex = 0;
  let trimmed = bytes.slice(space.exec(bytes)?.[0].length ?? 0);
  // One at a time: a search for a run of spaces at the end takes quadratic time.
  for (let found = lastSpace.exec(trimmed.slice(-3)); found; found = lastSpace.exec(trimmed.slice(-3)))
    trimmed = trimmed.slice(0, -found[0].length);
  return trimmed;
}
