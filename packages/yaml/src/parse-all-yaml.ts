import { type Document, LineCounter } from 'yaml';
import { directiveProblem } from './directive-problem.js';
import { errorWords } from './error-words.js';
import { endOfJSONObject } from './json-values.js';
import { documentValue, NodeError } from './node-value.js';
import { parseNodes, parseYAML } from './parse-yaml.js';
import { type StreamPart, streamParts } from './stream-parts.js';

/** One of several documents of a text. */
export interface YAMLDocument {
  /** What JSON can say; never null or undefined. */
  value: unknown;
  /** Where in the whole text it begins, from 1. */
  line: number;
}

/**
 * The values of all documents of a YAML 1.1 text, as kubectl reads a manifest: documents are separated by lines of `---`; JSON objects
 * may also stand one behind the other; documents that are empty, `null` or comments only are left out (apimachinery
 * `yaml.NewYAMLOrJSONDecoder`, sigs.k8s.io/yaml). Values are read as by `parseYAML`.
 *
 * @throws {SyntaxError} with the number of the document, counted from 1 among those that are not left out, and line and column in the
 * whole text. It quotes nothing of the text, for that may hold credentials.
 */
export function parseAllYAML(text: string): unknown[] {
  return parseYAMLStream(text).map(({ value }) => value);
}

/**
 * {@link parseAllYAML}, with the line at which each document begins.
 *
 * @throws {SyntaxError} as {@link parseAllYAML}
 */
export function parseYAMLStream(text: string): YAMLDocument[] {
  const documents: YAMLDocument[] = [];
  for (const part of streamParts(text.replace(/(^|\n)\uFEFF/g, '$1'))) {
    const behind = takeJSONObjects(part, documents);
    takeYAML(part, behind, documents);
  }
  return documents;
}

/** Takes the JSON objects at the beginning of a part. Returns the offset of what is behind them. */
function takeJSONObjects({ text, line }: StreamPart, documents: YAMLDocument[]): number {
  let behind = 0;
  const lines = new LinesBefore(text, line);
  for (;;) {
    const start = skipSpaceAndComments(text, behind);
    const end = text[start] === '{' ? endOfJSONObject(text, start) : undefined;
    if (end === undefined) return behind;
    const value = parseJSON(text.slice(start, end));
    // In YAML an object may also be a key.
    if (value === undefined || (behind === 0 && /^[ \t]*:/.test(text.slice(end, end + 100)))) return behind;
    documents.push({ value, line: lines.at(start) });
    behind = end;
  }
}

/** Where the next value begins: behind spaces, comments and, at the beginning, the marker `---`. */
function skipSpaceAndComments(text: string, from: number): number {
  const isMarked = from === 0 && /^---[ \t\r\n]/.test(text.slice(0, 4));
  for (let at = isMarked ? 3 : from; ; at++) {
    if (text[at] === '#') {
      const newline = text.indexOf('\n', at);
      at = newline === -1 ? text.length : newline;
    }
    if (at >= text.length || !' \t\r\n'.includes(text.charAt(at))) return at;
  }
}

/** Undefined for what is no JSON: flow mappings of YAML look alike. A number that no float can hold is read as in YAML. */
function parseJSON(text: string): unknown {
  try {
    return mayOverflow.test(text) ? parseYAML(text) : (JSON.parse(text) as unknown);
  } catch {
    return undefined;
  }
}

const mayOverflow = /[\s:,[]-?(?:[0-9][0-9.]*[eE]\+?[0-9]{3}|[0-9]{309})/;

function takeYAML(part: StreamPart, behind: number, documents: YAMLDocument[]): void {
  if (skipSpaceAndComments(part.text, behind) === part.text.length) return;
  // Spaces in the place of what was taken keep lines and columns right.
  const text = part.text.slice(0, behind).replace(/[^\n]/g, ' ') + part.text.slice(behind);
  const lineCounter = new LineCounter();
  const fail = (offset: number, what: string): never => {
    const { line, col } = lineCounter.linePos(offset);
    const place = `document ${String(documents.length + 1)}, at line ${String(line + part.line - 1)}, column ${String(col)}`;
    throw new SyntaxError(`not valid YAML in ${place}: ${what}`);
  };
  const nodes = parseNodes(text, lineCounter);
  const control = text.search(/(?![\t\n\r\u0085])\p{Cc}/u);
  if (control !== -1) fail(control, 'control characters are not allowed');
  const problem = behind === 0 ? directiveProblem(text) : undefined;
  if (problem) fail(problem.offset, problem.what);
  for (const document of nodes) {
    const [error] = document.errors;
    if (error) fail(error.pos[0], errorWords(error));
    const value = valueOf(document, fail);
    if (value === null) continue;
    const { line } = lineCounter.linePos(document.contents?.range[0] ?? 0);
    documents.push({ value, line: line + part.line - 1 });
  }
}

function valueOf(document: Document.Parsed, fail: (offset: number, what: string) => never): unknown {
  try {
    return documentValue(document);
  } catch (error) {
    if (error instanceof NodeError) return fail(error.offset, error.message);
    throw error;
  }
}

/** Counts lines up to offsets that only grow. */
class LinesBefore {
  readonly #text: string;
  #offset = 0;
  #line: number;

  constructor(text: string, line: number) {
    this.#text = text;
    this.#line = line;
  }

  at(offset: number): number {
    for (;;) {
      const newline = this.#text.indexOf('\n', this.#offset);
      if (newline === -1 || newline >= offset) return this.#line;
      this.#line++;
      this.#offset = newline + 1;
    }
  }
}
