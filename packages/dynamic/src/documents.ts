import { parseYAMLStream } from '@kubewright/yaml';
import { documentProblems, isFields } from './document-problems.js';
import type { DynamicObject } from './dynamic-object.js';

/** Options of {@link loadDocuments}. */
export interface LoadDocumentsOptions {
  /** What messages call the text: a file's name or a URL. @default nothing */
  source?: string | undefined;
}

/** What is wrong with one document of a text. */
export interface DocumentProblem {
  /** Which one, from 1; empty documents do not count. */
  readonly document: number;
  /** Where it begins, from 1. */
  readonly line: number;
  /** Where in the document, such as `items[2]` of a list; empty for the document itself. */
  readonly path: string;
  /** It quotes nothing of the document, which may be a Secret. */
  readonly message: string;
}

/** Documents are no objects that can be sent to an API server. The message lists all that is wrong, and where. */
export class InvalidDocumentsError extends Error {
  override readonly name = 'InvalidDocumentsError';
  readonly problems: readonly DocumentProblem[];

  constructor(problems: readonly DocumentProblem[], source?: string) {
    const lines = problems.map(({ document, line, path, message }) => {
      return `document ${String(document)} (line ${String(line)})${path && `, ${path}`}: ${message}`;
    });
    super(`${prefix(source)}not all documents are objects of Kubernetes: ${lines.join('; ')}`);
    this.problems = problems;
  }
}

/**
 * Reads the objects of a manifest: YAML documents separated by `---`, JSON objects one behind the other, or both, as kubectl reads them.
 * A `List`, or a list of one kind as `kubectl get -o yaml` prints it, stands for its items.
 *
 * Each must have `apiVersion`, `kind` and `metadata.name`, or `metadata.generateName`, with which it can be created, but not applied.
 *
 * @throws {SyntaxError} for what is no YAML, with document, line and column; its text quotes nothing of the document
 * @throws {TypeError} for what is no text, as the bytes of a file
 * @throws {InvalidDocumentsError} for all objects that are not complete
 */
export function loadDocuments(text: string, { source }: LoadDocumentsOptions = {}): DynamicObject[] {
  if (typeof (text as unknown) !== 'string')
    throw new TypeError("a manifest must be given as a text: read its file with the encoding 'utf8'");
  const objects: DynamicObject[] = [];
  const problems: DocumentProblem[] = [];
  for (const [index, { value, line }] of parse(text, source).entries()) {
    for (const { item, path, problem } of itemsOf(value, '')) {
      const found = problem === undefined ? documentProblems(item) : [problem];
      if (found.length === 0) objects.push(item as DynamicObject);
      for (const message of found) problems.push({ document: index + 1, line, path, message });
    }
  }
  if (problems.length > 0) throw new InvalidDocumentsError(problems, source);
  return objects;
}

function parse(text: string, source: string | undefined): ReturnType<typeof parseYAMLStream> {
  try {
    return parseYAMLStream(text);
  } catch (error) {
    if (!(error instanceof SyntaxError) || source === undefined) throw error;
    throw new SyntaxError(prefix(source) + error.message, { cause: error });
  }
}

interface Item {
  item: unknown;
  path: string;
  problem?: string;
}

function* itemsOf(value: unknown, path: string): Generator<Item, void, undefined> {
  if (!isFields(value) || typeof value['kind'] !== 'string' || !value['kind'].endsWith('List'))
    return yield { item: value, path };
  const { apiVersion, kind, items } = value as { apiVersion?: unknown; kind: string; items?: unknown };
  // Other kinds may end like this; and Go writes null for no items.
  if (!Array.isArray(items)) {
    if (kind !== 'List' && !('items' in value)) return yield { item: value, path };
    if (items !== undefined && items !== null)
      yield { item: value, path: join(path, 'items'), problem: 'it must be an array of objects' };
    return;
  }
  for (const [index, item] of (items as unknown[]).entries()) {
    // Items of a list of one kind need not say which.
    const type = kind === 'List' ? {} : { apiVersion, kind: kind.slice(0, -'List'.length) };
    yield* itemsOf(isFields(item) ? { ...type, ...item } : item, join(path, `items[${String(index)}]`));
  }
}

const join = (path: string, step: string): string => (path === '' ? step : `${path}.${step}`);
const prefix = (source: string | undefined): string => (source === undefined ? '' : `${source}: `);
