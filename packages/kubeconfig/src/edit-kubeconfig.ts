import { isDeepStrictEqual } from 'node:util';
import { type Document, isMap, isScalar, isSeq, type YAMLMap, YAMLSeq } from 'yaml';
import { BODIES } from './entry-lists.js';
import { type FileEntry, isMapping } from './file-entry.js';
import { parseYAMLDocuments } from '@kubewright/yaml';

/** A change of one entry of a list, or of the name of the current context. */
export type Edit =
  | { list: 'clusters' | 'users' | 'contexts'; name: string; before: FileEntry | undefined; after: FileEntry | undefined }
  | { currentContext: string | undefined };

/**
 * The text of a kubeconfig with some of its entries changed. Everything else stays: comments, unknown fields, the order; blanks may not.
 * What is JSON stays JSON.
 *
 * Anchors, aliases and merge keys are not followed: whoever writes the result has to check it.
 *
 * @param text empty for a new file
 * @throws {SyntaxError} if the text cannot be changed; it quotes nothing of it
 */
export function editKubeconfig(text: string, edits: readonly Edit[]): string {
  const documents = parseYAMLDocuments(text.trim() === '' ? 'apiVersion: v1\nkind: Config\n' : text);
  const [document] = documents;
  if (document === undefined) throw new SyntaxError('not valid YAML: there is no document');
  if (documents.some(({ errors }) => errors.length > 0)) throw new SyntaxError('a document after the first is not valid YAML');
  if (!isMap(document.contents)) document.contents = document.createNode({ apiVersion: 'v1', kind: 'Config' }) as never;
  if (isMap(document.contents)) dropRepeated(document.contents);
  for (const edit of edits) {
    if ('list' in edit) editEntry(document, edit);
    else if (edit.currentContext === undefined) document.delete('current-context');
    else document.set('current-context', edit.currentContext);
  }
  if (isJSON(text)) return `${JSON.stringify(document.toJS(), undefined, 2)}\n`;
  // As kubectl writes lists: not indented.
  const indentSeq = !/^(?:clusters|users|contexts):[^\S\n]*\n(?:[^\S\n]*#.*\n)*- /mu.test(text);
  const options = {
    lineWidth: 0,
    indentSeq: text.trim() !== '' && indentSeq,
    flowCollectionPadding: !/[{[][^\s}\]]/u.test(text),
  };
  try {
    return documents.map((each) => each.toString(options)).join('');
  } catch {
    throw new SyntaxError('an alias (*name) would lose its anchor (&name): write out what it stands for');
  }
}

function editEntry(document: Document.Parsed, { list: key, name, before = {}, after }: Extract<Edit, { list: string }>): void {
  const entries: unknown = document.get(key);
  const list = isSeq(entries) ? entries : new YAMLSeq();
  if (list !== entries) document.set(key, list);
  const index = list.items.findIndex((item) => isMap(item) && item.get('name') === name);
  if (after === undefined) {
    if (index >= 0) list.delete(index);
    return;
  }
  const item = list.items[index];
  if (!isMap(item)) {
    // An empty list is written as [].
    if (list.items.length === 0) list.flow = false;
    list.add(document.createNode({ name, [BODIES[key]]: after }));
    return;
  }
  const body: unknown = item.get(BODIES[key]);
  if (isMap(body)) editFields(document, body, before, after);
  else item.set(BODIES[key], document.createNode(after));
}

/** Sets what differs, field by field, and within fields that are mappings, so that unknown fields and comments stay. */
function editFields(document: Document, body: YAMLMap, before: FileEntry, after: FileEntry): void {
  dropRepeated(body);
  for (const field of Object.keys(before)) if (!(field in after)) body.delete(field);
  for (const [field, value] of Object.entries(after)) {
    if (isDeepStrictEqual(before[field], value)) continue;
    const node: unknown = body.get(field, true);
    if (isMap(node) && isMapping(value)) editFields(document, node, isMapping(before[field]) ? before[field] : {}, value);
    else if (isScalar(node) && typeof value === 'string' && typeof node.value === 'string') node.value = value;
    else body.set(field, document.createNode(value));
  }
}

/** Of a repeated key the last counts for readers; writing would change the first. */
function dropRepeated(mapping: YAMLMap): void {
  const keys = mapping.items.map(({ key }) => (isScalar(key) ? key.value : key));
  mapping.items = mapping.items.filter((_, index) => keys.lastIndexOf(keys[index]) === index);
}

function isJSON(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
