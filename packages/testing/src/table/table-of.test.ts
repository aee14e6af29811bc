import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { JSONObject, JSONValue } from '../json.js';
import type { GroupVersionKind } from '../resources/resource-table.js';
import type { StoredObject } from '../store/entry.js';
import { builtInColumns } from './table-columns.js';
import { tableOf } from './table-of.js';

/** An object, and what a real server said of it at a time: e2e/src/differential/record-table.mjs wrote it down. */
interface Vector {
  name: string;
  now: string;
  cells: JSONValue[];
  conditions?: JSONObject[];
  object: StoredObject;
}

interface CustomVector extends Vector {
  columns: JSONObject[];
  columnDefinitions: JSONObject[];
}

const vectors = read<Vector>('./table.vectors.json');
const customVectors = read<CustomVector>('./custom-table.vectors.json');

function read<T>(file: string): T[] {
  return JSON.parse(readFileSync(new URL(file, import.meta.url), 'utf8')) as T[];
}

function kindOf({ apiVersion, kind }: StoredObject): GroupVersionKind {
  const [group = '', version] = apiVersion.split('/');
  return version === undefined ? { group: '', version: group, kind } : { group, version, kind };
}

describe('tableOf', () => {
  it.each(vectors.map((vector): [string, Vector] => [vector.name, vector]))('gives %s', (_name, vector) => {
    const { now, object, cells, conditions } = vector;
    const { rows } = tableOf(kindOf(object), [object], new Date(now));
    expect(rows).toEqual([{ cells, ...(conditions && { conditions }) }]);
  });

  it.each(customVectors.map((vector): [string, CustomVector] => [vector.name, vector]))(
    'gives custom resources %s',
    (_name, { now, object, cells, columns, columnDefinitions }) => {
      expect(tableOf(kindOf(object), [object], new Date(now), columns)).toEqual({ columnDefinitions, rows: [{ cells }] });
    },
  );

  it('has a cell for each column, but of IP addresses, whose age has no column', () => {
    const lengths = vectors.map(({ object, cells }): [string, number, number | undefined] => {
      const { group, kind } = kindOf(object);
      return [kind, cells.length, builtInColumns(group, kind)?.length];
    });
    expect(lengths.filter(([kind, cells, columns]) => cells !== columns && kind !== 'IPAddress')).toEqual([]);
    expect(new Set(lengths.map(([kind]) => kind)).size).toBeGreaterThan(45);
  });

  it('says name and time of creation of kinds that the server has no columns for', () => {
    const metadata = { name: 'x', uid: 'u', resourceVersion: '1', creationTimestamp: '2026-01-01T00:00:00Z' };
    const object = { apiVersion: 'example.com/v1', kind: 'Unknown', metadata };
    const { columnDefinitions, rows } = tableOf(kindOf(object), [object], new Date());
    expect(columnDefinitions.map(({ name, type }) => `${name}: ${type}`)).toEqual(['Name: string', 'Created At: date']);
    expect(rows).toEqual([{ cells: ['x', '2026-01-01T00:00:00Z'] }]);
  });

  it('does not know the age of what has no time', () => {
    const object = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'x' } } as StoredObject;
    expect(tableOf(kindOf(object), [object], new Date()).rows).toEqual([{ cells: ['x', '<unknown>'] }]);
  });
});
