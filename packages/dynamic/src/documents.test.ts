import { describe, expect, it } from '@jest/globals';
import { InvalidDocumentsError, loadDocuments } from './documents.js';

const object = (name: string): object => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } });
const yaml = (name: string): string => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}}\n`;

/** What an invalid text is refused with. */
function refusal(text: string, source?: string): InvalidDocumentsError {
  try {
    loadDocuments(text, { source });
  } catch (error) {
    if (error instanceof InvalidDocumentsError) return error;
    throw error;
  }
  throw new Error('it was not refused');
}

describe('loadDocuments', () => {
  it('reads YAML and JSON, and leaves out what is empty', () => {
    const text = `# a\n---\n${yaml('a')}---\n---\n${JSON.stringify(object('b'))}\n${JSON.stringify(object('c'))}\n---\nnull\n`;
    expect(loadDocuments(text)).toEqual([object('a'), object('b'), object('c')]);
    expect(loadDocuments('')).toEqual([]);
  });

  it('puts the items in the place of a list, in their order', () => {
    const { apiVersion: _apiVersion, kind: _kind, ...bare } = object('b') as { apiVersion: string; kind: string };
    const typed = { apiVersion: 'v1', kind: 'ConfigMapList', metadata: { resourceVersion: '1' }, items: [bare, object('c')] };
    const text = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [object('a'), typed] }) + JSON.stringify(object('d'));
    expect(loadDocuments(text)).toEqual(['a', 'b', 'c', 'd'].map(object));
    expect(loadDocuments('{"apiVersion":"v1","kind":"List","items":null}{"apiVersion":"v1","kind":"List"}')).toEqual([]);
  });

  it('takes a kind that ends with List, but has no items, as an object', () => {
    const list = { apiVersion: 'example.com/v1', kind: 'AllowList', metadata: { name: 'a' }, spec: {} };
    expect(loadDocuments(JSON.stringify(list))).toEqual([list]);
  });

  it('lets an object have generateName in the place of a name', () => {
    expect(loadDocuments('{apiVersion: v1, kind: Pod, metadata: {generateName: p-}}')).toHaveLength(1);
  });

  it('lists all that is wrong, with document, line and place', () => {
    const text = [
      yaml('a'),
      'kind: ConfigMap\nmetadata: {name: 1}\n',
      '- x\n',
      `apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: Pod}\n- null\n- {apiVersion: v1, kind: PodList, items: [7]}\n`,
      'apiVersion: a/b/c\nkind: [Pod]\nmetadata: x\n',
      'apiVersion: v1\nkind: List\nitems: {}\n',
    ].join('---\n');
    const { message, problems, name } = refusal(text, 'deploy.yaml');
    expect(problems).toEqual([
      { document: 2, line: 5, path: '', message: 'apiVersion is missing' },
      { document: 2, line: 5, path: '', message: 'metadata.name must be a text, not a number; quote it if it is one' },
      { document: 3, line: 8, path: '', message: 'it must be an object with apiVersion, kind and metadata, not an array' },
      { document: 4, line: 10, path: 'items[0]', message: 'metadata.name is missing' },
      { document: 4, line: 10, path: 'items[1]', message: 'it must be an object with apiVersion, kind and metadata, not null' },
      {
        document: 4,
        line: 10,
        path: 'items[2].items[0]',
        message: 'it must be an object with apiVersion, kind and metadata, not a number',
      },
      { document: 5, line: 17, path: '', message: 'kind must be a text, not an array; quote it if it is one' },
      {
        document: 5,
        line: 17,
        path: '',
        message: 'apiVersion must be a version or a group and a version, such as v1 or apps/v1',
      },
      { document: 5, line: 17, path: '', message: 'metadata must be an object, not a string' },
      { document: 6, line: 21, path: 'items', message: 'it must be an array of objects' },
    ]);
    expect(name).toBe('InvalidDocumentsError');
    expect(message).toContain(
      'deploy.yaml: not all documents are objects of Kubernetes: document 2 (line 5): apiVersion is missing; ',
    );
    expect(message).toContain('; document 4 (line 10), items[0]: metadata.name is missing; ');
  });

  it('takes a text, and not the bytes of a file', () => {
    const bytes: unknown = Buffer.from(yaml('a'));
    for (const given of [bytes, undefined])
      expect(() => loadDocuments(given as string)).toThrow(
        new TypeError("a manifest must be given as a text: read its file with the encoding 'utf8'"),
      );
  });

  it('says in which source the text is no YAML, and quotes nothing of it', () => {
    const text = `${yaml('a')}---\na: [s3cret\n`;
    expect(() => loadDocuments(text, { source: 'deploy.yaml' })).toThrow(
      /^deploy.yaml: not valid YAML in document 2, at line 6, column 1: bad indent: it is not in line with what it belongs to, or a bracket is not closed$/,
    );
    expect(() => loadDocuments(text)).toThrow(/^not valid YAML in document 2/);
    expect(refusal('s3cret\n---\nkind: {s3cret: s3cret}\napiVersion: s3cret/s3cret/s3cret').message).not.toContain('s3cret');
  });
});
