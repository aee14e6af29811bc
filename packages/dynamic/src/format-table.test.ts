import { describe, expect, it } from '@jest/globals';
import type { DynamicObject } from './dynamic-object.js';
import { formatTable, type FormatTableOptions, noResourcesFound, TablePrinter } from './format-table.js';
import type { Table, TableColumnDefinition, TableRow } from './table.js';

const column = (name: string, more: Partial<TableColumnDefinition> = {}): TableColumnDefinition => ({
  name,
  type: 'string',
  format: '',
  description: '',
  priority: 0,
  ...more,
});
const tableOf = (columnDefinitions: TableColumnDefinition[], rows: TableRow[]): Table => ({
  apiVersion: 'meta.k8s.io/v1',
  kind: 'Table',
  metadata: {},
  columnDefinitions,
  rows,
});
const object = (namespace: string, labels?: Record<string, string>): DynamicObject => ({
  apiVersion: 'meta.k8s.io/v1',
  kind: 'PartialObjectMetadata',
  metadata: { name: 'x', namespace, ...(labels && { labels }) },
});

const pods = tableOf(
  [
    column('Name', { format: 'name' }),
    column('Ready'),
    column('Restarts', { type: 'integer' }),
    column('Age'),
    column('IP', { priority: 1 }),
  ],
  [
    { cells: ['web-7d4b', '1/1', 0, '5d', '10.0.0.1'], object: object('default', { tier: 'front', app: 'web' }) },
    { cells: ['db-0', '0/1', 12, '<unknown>', null], object: object('kube-system') },
  ],
);

const lines = (table: Table, options?: FormatTableOptions): string[] => {
  const text = formatTable(table, options);
  expect(text.endsWith('\n')).toBe(true);
  return text.slice(0, -1).split('\n');
};

// kubectl's own printer makes the same of these tables, apart from blanks behind rows without metadata and control characters in headers.
describe('a table', () => {
  it('is shown as kubectl get shows it', () => {
    expect(lines(pods)).toEqual([
      'NAME       READY   RESTARTS   AGE',
      'web-7d4b   1/1     0          5d',
      'db-0       0/1     12         <unknown>',
    ]);
  });

  it('has all columns when it is wide, with nothing for null', () => {
    expect(lines(pods, { wide: true })).toEqual([
      'NAME       READY   RESTARTS   AGE         IP',
      'web-7d4b   1/1     0          5d          10.0.0.1',
      'db-0       0/1     12         <unknown>   ',
    ]);
  });

  it('begins with the namespace when it is of all of them', () => {
    expect(lines(pods, { withNamespace: true })).toEqual([
      'NAMESPACE     NAME       READY   RESTARTS   AGE',
      'default       web-7d4b   1/1     0          5d',
      'kube-system   db-0       0/1     12         <unknown>',
    ]);
  });

  it('leaves out the headers when asked to, and their width', () => {
    expect(lines(pods, { noHeaders: true })).toEqual(['web-7d4b   1/1   0     5d', 'db-0       0/1   12    <unknown>']);
  });

  it('ends with labels: chosen ones without their prefix, and all of them in order', () => {
    const table = tableOf(
      [column('Name')],
      [
        { cells: ['a'], object: object('default', { 'example.com/tier': 'front', app: 'web' }) },
        { cells: ['b'], object: object('default') },
      ],
    );
    expect(lines(table, { labelColumns: ['example.com/tier', 'app'], showLabels: true })).toEqual([
      'NAME   TIER    APP   LABELS',
      'a      front   web   app=web,example.com/tier=front',
      'b                    <none>',
    ]);
  });

  it('shows labels that are no texts', () => {
    const labels = JSON.parse('{"app":{"toString":1},"n":5,"x":null}') as Record<string, string>;
    const table = tableOf([column('Name')], [{ cells: ['a'], object: object('default', labels) }]);
    expect(lines(table, { labelColumns: ['app'], showLabels: true })).toEqual([
      'NAME   APP               LABELS',
      'a      map[toString:1]   app=map[toString:1],n=5,x=<nil>',
    ]);
  });

  it('has the kind before names, with its group if it has one', () => {
    expect(lines(pods, { kind: { group: '', kind: 'Pod' } })[1]).toMatch(/^pod\/web-7d4b {3}1\/1/);
    expect(lines(pods, { kind: { group: 'apps', kind: 'Deployment' } })[2]).toMatch(/^deployment\.apps\/db-0 {7}0\/1/);
  });

  it('has the kind nowhere if no column is that of the names', () => {
    const table = tableOf([column('Name'), column('Count', { type: 'integer', format: 'name' })], [{ cells: ['a', 1] }]);
    expect(lines(table, { kind: { group: '', kind: 'Pod' } })).toEqual(['NAME   COUNT', 'a      1']);
  });

  it('shows nothing of namespace and labels that it was not told', () => {
    const table = tableOf([column('Name')], [{ cells: ['a'] }, { cells: ['b'], object: null }]);
    expect(lines(table, { withNamespace: true, showLabels: true, labelColumns: ['app'] })).toEqual([
      'NAMESPACE   NAME   APP   LABELS',
      '            a            ',
      '            b            ',
    ]);
  });

  it('may have rows with fewer cells than columns, or more', () => {
    const table = tableOf([column('Name'), column('Ready')], [{ cells: ['a'] }, { cells: ['b', 'yes', 'surplus'] }]);
    expect(lines(table)).toEqual(['NAME   READY', 'a', 'b      yes']);
    expect(lines(table, { labelColumns: ['app'] })).toEqual(['NAME   READY   APP', 'a              ', 'b      yes     ']);
    const labelled = { ...table, rows: [{ cells: ['a'], object: { metadata: { name: 'a', labels: {} } } }] };
    expect(lines(labelled as typeof table, { labelColumns: ['constructor'], noHeaders: true }).join()).not.toContain('function');
  });

  it('is no text without rows, headers or not', () => {
    expect(formatTable({ ...pods, rows: [] })).toBe('');
    expect(formatTable({ ...pods, rows: [] }, { noHeaders: true, withNamespace: true })).toBe('');
  });

  it('keeps what a cell says on its line, and a tab in it begins another', () => {
    const table = tableOf(
      [column('Name'), column('Message'), column('Age')],
      [
        { cells: ['a', 'broken\nweb   Running', '1d'] },
        { cells: ['b', 'one\ttwo\vthree', '2d'] },
        { cells: ['c', '\u001b[2Jgone', '3d'] },
      ],
    );
    expect(lines(table)).toEqual([
      'NAME   MESSAGE     AGE',
      'a      broken...   1d',
      'b      one         two   three   2d',
      'c      ^[[2Jgone   3d',
    ]);
  });

  it('has headers in capitals, letter by letter, and on one line', () => {
    const table = tableOf([column('Größe'), column('up-to-date'), column('a\u001b\nb')], [{ cells: ['1', '2', '3'] }]);
    expect(lines(table)[0]).toBe('GRÖßE   UP-TO-DATE   A^[...');
  });

  it('is not changed by being printed', () => {
    const before = structuredClone(pods);
    formatTable(pods, { withNamespace: true, showLabels: true, kind: { group: '', kind: 'Pod' } });
    expect(pods).toEqual(before);
  });
});

describe('tables one after the other', () => {
  const row = (name: string): TableRow => ({ cells: [name, 'x'] });
  const columns = [column('Name'), column('Ready')];

  it('name their columns once, and keep their widths', () => {
    const printer = new TablePrinter();
    expect(printer.print(tableOf(columns, [row('a-long-name')]))).toBe('NAME          READY\na-long-name   x\n');
    expect(printer.print(tableOf(columns, [row('b')]))).toBe('b             x\n');
  });

  it('name other columns anew', () => {
    const printer = new TablePrinter();
    printer.print(tableOf(columns, [row('a')]));
    expect(printer.print(tableOf([column('Name'), column('Phase')], [row('b')]))).toBe('NAME   PHASE\nb      x\n');
  });

  it('wait with the names of the columns for the first row', () => {
    const printer = new TablePrinter();
    expect(printer.print(tableOf(columns, []))).toBe('');
    expect(printer.print(tableOf(columns, [row('a')]))).toBe('NAME   READY\na      x\n');
  });
});

it('says in kubectl’s words that nothing was found', () => {
  expect(noResourcesFound('default')).toBe('No resources found in default namespace.');
  expect(noResourcesFound()).toBe('No resources found');
});
