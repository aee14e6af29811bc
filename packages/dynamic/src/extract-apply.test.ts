import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { differenceRows } from '../../../scripts/difference-rows.mjs';
import { extractApply, type ManagedObject } from './extract-apply.js';

interface Did {
  value?: unknown;
  error?: string;
}

interface Vector {
  id: string;
  in: { object: ManagedObject; manager: string; subresource?: string };
  did: Did;
}

const vectors = JSON.parse(
  readFileSync(new URL('../../../e2e/vectors/vectors/dynamic/extracts.json', import.meta.url), 'utf8'),
) as Vector[];

function extract({ object, manager, subresource }: Vector['in']): Did {
  try {
    const value = extractApply(object, manager, { subresource });
    return value === undefined ? {} : { value };
  } catch (error) {
    return { error: (error as Error).message };
  }
}

const settings = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings', namespace: 'shop' } };
const job = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'job', namespace: 'shop' } };
const web = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web', namespace: 'shop' } };

const nothing = 'extractApply: a manager who owns nothing';
const takenWhole = 'extractApply: a list or map of which a manager owns no entry';
const unreadable = 'extractApply: managed fields that cannot be read';
const unreadableText =
  'cannot read which fields of ConfigMap "settings" the manager "ci" owns: its metadata.managedFields are no FieldsV1:';

/** What we do otherwise than client-go, on purpose: its row in docs/differences-from-client-go.md, the case, and what we do in it. */
const differences: readonly (readonly [what: string, name: string, instead: Did])[] = [
  [nothing, 'an entry that owns nothing', {}],
  [
    'extractApply: empty lists and maps',
    'labels applied as empty',
    { value: { ...settings, metadata: { ...settings.metadata, labels: {} }, data: { a: '1' } } },
  ],
  [
    'extractApply: empty lists and maps',
    'empty structures',
    {
      value: {
        ...job,
        spec: {
          containers: [{ name: 'c', image: 'i', args: [], resources: {}, securityContext: {} }],
          volumes: [
            { name: 'v', emptyDir: {} },
            { name: 'w', projected: { sources: [] } },
          ],
          tolerations: [],
          securityContext: {},
        },
      },
    },
  ],
  [
    'extractApply: an empty map that another manager filled',
    'labels applied as empty and filled by another',
    { value: { ...settings, data: { a: '1' } } },
  ],
  [takenWhole, 'a map of which only itself is owned', { value: { ...settings, data: { a: '1' } } }],
  [
    takenWhole,
    'a list of elements owned as a whole',
    {
      value: {
        ...job,
        spec: {
          containers: [
            { name: 'a', image: 'a:1', args: ['x', 'y'], resources: {} },
            { name: 'b', image: 'b:1', resources: {} },
          ],
        },
      },
    },
  ],
  [
    takenWhole,
    'defaults in a struct that was applied as empty',
    {
      value: {
        ...web,
        spec: {
          replicas: 1,
          strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' } },
        },
      },
    },
  ],
  [
    'extractApply: a map that became atomic',
    'a part of an atomic map, as an older schema had it',
    { value: { ...job, spec: { nodeSelector: { disk: 'ssd' } } } },
  ],
  [
    'extractApply: two elements of one key',
    'two elements of one key',
    {
      value: {
        ...job,
        spec: {
          containers: [
            {
              name: 'a',
              env: [
                { name: 'X', value: '1' },
                { name: 'X', value: '2' },
              ],
            },
          ],
        },
      },
    },
  ],
  [unreadable, 'a key that is no JSON', { error: `${unreadableText} "k:{uid" has no JSON after its colon` }],
  [unreadable, 'managed fields that are no JSON object', { error: `${unreadableText} a set of fields must be an object` }],
];

/** The manager has no entry for what it applied (row {@link nothing}): client-go gives the object's identity, we say that there is nothing. */
const ownsNothing = ({ in: { object, manager, subresource } }: Vector): boolean =>
  !object.metadata?.managedFields?.some(
    (entry) => entry.manager === manager && entry.operation === 'Apply' && entry.subresource === subresource,
  );

function expectedOf(vector: Vector): Did {
  if (ownsNothing(vector)) return {};
  return differences.find(([, name]) => vector.id === `dynamic/extracts/${name}/ci`)?.[2] ?? vector.did;
}

describe('what a field manager applied is what client-go extracts, or what we say instead', () => {
  it.each(vectors)('$id', (vector) => {
    expect(extract(vector.in)).toEqual(expectedOf(vector));
  });

  it.each(differences)('is another in the case of a difference: %s: %s', (_what, name, instead) => {
    expect(vectors.find(({ id }) => id === `dynamic/extracts/${name}/ci`)?.did).toEqual(expect.anything());
    expect(vectors.find(({ id }) => id === `dynamic/extracts/${name}/ci`)?.did).not.toEqual(instead);
  });

  it('differs in what is named in the document', () => {
    const rows = differenceRows();
    expect(differences.map(([what]) => what).filter((what) => !rows.has(what))).toEqual([]);
  });

  it('is the same for four of five managers who own something', () => {
    const owners = vectors.filter((vector) => !ownsNothing(vector));
    const same = owners.filter((vector) => expectedOf(vector) === vector.did);
    expect(owners.length).toBeGreaterThanOrEqual(50);
    expect(same.length / owners.length).toBeGreaterThan(0.75);
  });
});

describe('extractApply', () => {
  const live = {
    apiVersion: 'example.com/v1',
    kind: 'Widget',
    metadata: {
      name: 'w',
      managedFields: [
        {
          manager: 'me',
          operation: 'Apply',
          fieldsV1: { 'f:spec': { 'f:atomic': {}, 'f:tags': { 'v:3': {}, 'v:"3"': {} }, 'f:granular': {} } },
        },
        { manager: 'other', operation: 'Update', fieldsV1: { 'f:spec': { 'f:granular': { 'f:theirs': {} } } } },
      ],
    },
    spec: { atomic: [{ a: 1 }], tags: ['3', 3, '4'], granular: { theirs: true }, off: false },
  };

  it('takes a custom resource, whose schema it does not know', () => {
    expect(extractApply(live, 'me')).toEqual({
      apiVersion: 'example.com/v1',
      kind: 'Widget',
      metadata: { name: 'w' },
      spec: { atomic: [{ a: 1 }], tags: ['3', 3] },
    });
  });

  it('shares nothing with the live object', () => {
    const before = structuredClone(live);
    const mine = extractApply(live, 'me');
    (mine?.spec?.atomic as { a: number }[])[0]!.a = 2;
    expect(live).toEqual(before);
  });

  it('finds elements of a list whatever the order of the fields in their key', () => {
    const fieldsV1 = { 'f:spec': { 'f:ports': { 'k:{"protocol":"TCP","port":1}': { '.': {}, 'f:name': {} } } } };
    const object = {
      kind: 'Widget',
      metadata: { name: 'w', managedFields: [{ manager: 'me', operation: 'Apply', fieldsV1 }] },
      spec: {
        ports: [
          { port: 1, protocol: 'UDP', name: 'no' },
          { port: 1, protocol: 'TCP', name: 'yes' },
        ],
      },
    };
    expect(extractApply(object, 'me')?.spec).toEqual({ ports: [{ name: 'yes' }] });
  });

  it('reads each item of a long list a few times, also where items lack a field of their key', () => {
    const count = 20_000;
    let reads = 0;
    const ports = Array.from({ length: count }, (_, index) => ({
      get port() {
        reads++;
        return index;
      },
      name: `p-${String(index)}`,
    }));
    const elements = ports.map((_port, index) => [`k:${JSON.stringify({ port: index, protocol: 'TCP' })}`, { 'f:name': {} }]);
    const fieldsV1 = { 'f:spec': { 'f:ports': Object.fromEntries(elements) as object } };
    const managedFields = [{ manager: 'me', operation: 'Apply', fieldsV1 }];
    const mine = extractApply({ kind: 'Widget', metadata: { name: 'w', managedFields }, spec: { ports } }, 'me');
    const extracted = (mine?.spec as { ports: object[] }).ports;
    expect(extracted.length).toBe(count);
    expect(extracted.at(-1)).toEqual({ name: `p-${String(count - 1)}` });
    expect(reads / count).toBeLessThanOrEqual(5);
  });

  it('takes the first key that fits an item that lacks fields of it', () => {
    const fieldsV1 = {
      'f:spec': {
        'f:ports': {
          'k:{"port":1,"protocol":"UDP"}': { 'f:a': {} },
          'k:{"port":1,"protocol":"TCP"}': { 'f:b': {} },
        },
      },
    };
    const managedFields = [{ manager: 'me', operation: 'Apply', fieldsV1 }];
    const object = { kind: 'Widget', metadata: { name: 'w', managedFields }, spec: { ports: [{ port: 1, a: 1, b: 1 }] } };
    expect(extractApply(object, 'me')?.spec).toEqual({ ports: [{ a: 1 }] });
  });

  it('takes null in the place of managed fields, or of one of them, for nothing', () => {
    for (const managedFields of [null, [null]])
      expect(extractApply({ kind: 'Widget', metadata: { name: 'w', managedFields } } as object, 'me')).toBeUndefined();
    expect(() => extractApply({ kind: 'Widget', metadata: null } as object, 'me')).toThrow(/without metadata\.name$/);
  });

  it.each([undefined, null])('demands an object: %j is none', (object) => {
    expect(() => extractApply(object as never, 'me')).toThrow(
      new TypeError('extracting what was applied needs an object, as the server answered it'),
    );
  });

  it('demands a field manager', () => {
    expect(() => extractApply({ metadata: { name: 'w' } }, undefined as never)).toThrow(
      new TypeError('extracting what was applied needs the fieldManager whose fields are wanted'),
    );
  });

  it('demands an object with a name', () => {
    expect(() => extractApply({ kind: 'Widget', metadata: {} }, 'me')).toThrow(
      new TypeError('cannot extract what was applied of an object without metadata.name'),
    );
  });
});
