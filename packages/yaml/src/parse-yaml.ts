import { Composer, type Document, LineCounter, Parser, type ScalarTag, type Tags, YAMLParseError } from 'yaml';
import { directiveProblem } from './directive-problem.js';
import { errorWords } from './error-words.js';
import { tooDeepAt } from './nesting.js';
import { documentValue, NodeError } from './node-value.js';
import { integer } from './number-value.js';

/**
 * Reads the first document of a YAML 1.1 text as kubectl does (sigs.k8s.io/yaml on go-yaml v2): unquoted `y`, `no`, `on` … are
 * booleans; numbers may have underscores and any of Go's prefixes; times and dates stay texts; of a repeated key the last counts.
 * JSON is YAML too.
 *
 * @throws {SyntaxError} with a line and a column. It quotes nothing of the text, for that may hold credentials.
 */
export function parseYAML(text: string): unknown {
  const lineCounter = new LineCounter();
  const [document] = checkedNodes(text, lineCounter);
  if (document === undefined) return null;
  try {
    return documentValue(document);
  } catch (error) {
    throw error instanceof NodeError ? invalid(lineCounter, error.offset, error.message) : error;
  }
}

/**
 * All documents of a YAML 1.1 text as nodes, which can be changed and written again; none for an empty text.
 *
 * @throws {SyntaxError} as {@link parseYAML}, if the first is not valid
 */
export function parseYAMLDocuments(text: string): Document.Parsed[] {
  return checkedNodes(text, new LineCounter());
}

function checkedNodes(text: string, lineCounter: LineCounter): Document.Parsed[] {
  const documents = parseNodes(text, lineCounter);
  const problem = directiveProblem(text) ?? earlyEnd(text);
  if (problem) throw invalid(lineCounter, problem.offset, problem.what);
  const [error] = documents[0]?.errors ?? [];
  if (error !== undefined) throw invalid(lineCounter, error.pos[0], errorWords(error));
  return documents;
}

/** A line of `...` with no document before it. */
function earlyEnd(text: string): { offset: number; what: string } | undefined {
  const [before] = /^\uFEFF?(?:[ \t]*(?:#[^\n]*)?\r?\n)*(?=\.\.\.(?:[ \t\r\n]|$))/.exec(text) ?? [];
  return before === undefined ? undefined : { offset: before.length, what: 'a line of ... needs a document before it' };
}

function invalid(lineCounter: LineCounter, offset: number, what: string): SyntaxError {
  const { line, col } = lineCounter.linePos(offset);
  return new SyntaxError(`not valid YAML at line ${String(line)}, column ${String(col)}: ${what}`);
}

/** The nodes of all documents, with the errors that each has. */
export function parseNodes(text: string, lineCounter: LineCounter): Document.Parsed[] {
  const composer = new Composer({
    version: '1.1',
    customTags: kubectlTags,
    resolveKnownTags: false,
    uniqueKeys: false,
    logLevel: 'silent',
  });
  const documents: Document.Parsed[] = [];
  let tooDeep: YAMLParseError | undefined;
  const add = (composed: Iterable<Document.Parsed>): void => {
    for (const document of composed) {
      if (tooDeep) document.errors.push(tooDeep);
      tooDeep = undefined;
      documents.push(document);
    }
  };
  for (const token of new Parser(lineCounter.addNewLine).parse(text)) {
    const at = token.type === 'document' ? tooDeepAt(token) : undefined;
    if (token.type === 'document' && at !== undefined) delete token.value;
    add(composer.next(token));
    if (at !== undefined) tooDeep = new YAMLParseError([at, at + 1], 'RESOURCE_EXHAUSTION', 'nested too deeply');
  }
  add(composer.end());
  return documents;
}

const NUMBERS_AND_TIMES = new Set(
  ['int', 'float', 'timestamp', 'binary', 'omap', 'pairs', 'set'].map((name) => `tag:yaml.org,2002:${name}`),
);

const kubectlTags = (tags: Tags): Tags => [
  ...tags.filter((tag) => typeof tag === 'string' || !NUMBERS_AND_TIMES.has(tag.tag)),
  int,
  integerAsFloat,
  float,
  infinity,
  binary,
];

const int: ScalarTag = {
  identify: (value) => typeof value === 'number' && Number.isInteger(value),
  default: true,
  tag: 'tag:yaml.org,2002:int',
  test: integer,
  resolve: (text) => integerOf(text),
};

/** Of `!!float 0x1F`; without a tag it is `int`. */
const integerAsFloat: ScalarTag = {
  default: true,
  tag: 'tag:yaml.org,2002:float',
  test: integer,
  resolve: (text) => integerOf(text),
};

function integerOf(text: string): number {
  const [, sign, digits = ''] = /^([-+]?)(.*)$/.exec(text.replaceAll('_', '')) ?? [];
  const value = Number(/^0[0-7]+$/.test(digits) ? `0o${digits}` : digits);
  return sign === '-' ? -value : value;
}

const float: ScalarTag = {
  identify: (value) => typeof value === 'number',
  default: true,
  tag: 'tag:yaml.org,2002:float',
  test: /^[-+]?(?:\.[0-9][0-9_]*|[0-9][0-9_]*(?:\.[0-9_]*)?)(?:[eE][-+]?[0-9][0-9_]*)?$/,
  resolve: (text) => Number(text.replaceAll('_', '')),
};

const infinity: ScalarTag = {
  default: true,
  tag: 'tag:yaml.org,2002:float',
  test: /^(?:[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/,
  resolve: (text) => (/nan/i.test(text) ? Number.NaN : text.startsWith('-') ? -Infinity : Infinity),
};

/** go-yaml gives the decoded bytes as a text. */
const binary: ScalarTag = {
  default: false,
  tag: 'tag:yaml.org,2002:binary',
  resolve(text, onError) {
    const base64 = text.replaceAll(/[\r\n]/g, '');
    if (base64.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(base64)) onError('not base64');
    return new TextDecoder().decode(Buffer.from(base64, 'base64'));
  },
};
