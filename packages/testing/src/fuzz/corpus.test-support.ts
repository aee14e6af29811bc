import { isJSONObject, type JSONObject } from '../json.js';
import { recordedCases } from '../kinds/replay-kinds.test-support.js';
import { builtInGroups, type ResourceInfo } from '../resources/resource-table.js';
import type { Schema } from '../schema.js';
import { builtInSchema } from '../schemas.js';

/** A resource that requests are about. */
export interface Subject {
  readonly info: Pick<ResourceInfo, 'group' | 'kind' | 'namespaced' | 'resource' | 'verbs' | 'version'>;
  readonly subresources: readonly string[];
  readonly schema: Schema | undefined;
  /** Objects that a server takes, or nearly; may be empty. */
  readonly objects: readonly JSONObject[];
  /** Patches of them, most for strategic merge. */
  readonly patches: readonly JSONObject[];
}

const group = 'fuzz.example.com';

/** Two custom resources: one with a schema, status and scale, one that keeps everything. */
export const definitions: readonly JSONObject[] = [
  definition('Widget', 'widgets', true, {
    type: 'object',
    required: ['spec'],
    properties: {
      spec: {
        type: 'object',
        required: ['size'],
        properties: {
          size: { type: 'integer', minimum: 0, maximum: 100, default: 1 },
          color: { type: 'string', enum: ['red', 'green'] },
          pattern: { type: 'string', pattern: '^[a-z]+$', maxLength: 10 },
          ratio: { type: 'number', multipleOf: 0.5 },
          on: { 'x-kubernetes-int-or-string': true },
          maybe: { type: 'string', nullable: true },
          tags: { type: 'array', items: { type: 'string' }, 'x-kubernetes-list-type': 'set', maxItems: 5 },
          parts: {
            type: 'array',
            'x-kubernetes-list-type': 'map',
            'x-kubernetes-list-map-keys': ['name'],
            items: {
              type: 'object',
              required: ['name'],
              properties: { name: { type: 'string' }, count: { type: 'integer', format: 'int32' } },
            },
          },
          free: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
          map: { type: 'object', additionalProperties: { type: 'string' } },
          template: { type: 'object', 'x-kubernetes-embedded-resource': true, 'x-kubernetes-preserve-unknown-fields': true },
          choice: {
            type: 'object',
            properties: { a: { type: 'integer' }, b: { type: 'integer' } },
            oneOf: [{ required: ['a'] }, { required: ['b'] }],
          },
        },
      },
      status: { type: 'object', properties: { size: { type: 'integer' }, selector: { type: 'string' } } },
    },
  }),
  definition('Bag', 'bags', false, { type: 'object', 'x-kubernetes-preserve-unknown-fields': true }),
];

function definition(kind: string, plural: string, hasSubresources: boolean, openAPIV3Schema: JSONObject): JSONObject {
  const version = {
    name: 'v1',
    served: true,
    storage: true,
    schema: { openAPIV3Schema },
    ...(hasSubresources && {
      subresources: {
        status: {},
        scale: { specReplicasPath: '.spec.size', statusReplicasPath: '.status.size', labelSelectorPath: '.status.selector' },
      },
      additionalPrinterColumns: [{ name: 'Size', type: 'integer', jsonPath: '.spec.size' }],
    }),
  };
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.${group}` },
    spec: {
      group,
      scope: hasSubresources ? 'Namespaced' : 'Cluster',
      names: { kind, plural, shortNames: [plural.slice(0, 2)] },
      versions: [version],
    },
  };
}

const customObjects: Readonly<Record<string, readonly JSONObject[]>> = {
  Widget: [
    { spec: { size: 3 } },
    {
      spec: {
        size: 1,
        color: 'red',
        pattern: 'abc',
        ratio: 1.5,
        on: '5%',
        tags: ['a', 'b'],
        parts: [{ name: 'a', count: 1 }, { name: 'b' }],
        free: { any: ['thing', { a: 1 }] },
        map: { a: 'b' },
        template: { apiVersion: 'v1', kind: 'Pod', metadata: { labels: { a: 'b' } }, spec: {} },
        choice: { a: 1 },
      },
    },
  ],
  Bag: [{ a: 1, spec: { b: [1, 'x', { c: null }] } }],
};

/**
 * All built-in resources, and the custom ones of {@link definitions}; those with objects several times, so that they are met more
 * often.
 */
export function subjects(): Subject[] {
  const bodies = new Map<string, JSONObject[]>();
  const patches = new Map<string, JSONObject[]>();
  for (const { method, path, body } of recordedCases().flatMap(({ steps }) => steps)) {
    const [collection = ''] = path.split('?');
    if (!isJSONObject(body)) continue;
    if (method === 'POST') append(bodies, collection, body);
    if (method === 'PATCH') append(patches, collection.replace(/\/[^/]+(?:\/status)?$/, ''), body);
  }
  const builtIn = builtInGroups().flatMap(({ versions }) =>
    versions.flatMap(({ resources }) =>
      resources.map((info): Subject => {
        const path = collectionPath({ info }, '{ns}');
        const recorded = (bodies.get(path) ?? []).map((object) => ({
          apiVersion: apiVersionOf(info),
          kind: info.kind.kind,
          ...object,
        }));
        const own = info.kind.kind === 'CustomResourceDefinition' ? definitions : [];
        return {
          info,
          subresources: Object.keys(info.subresources),
          schema: builtInSchema(info.kind.group, info.kind.version, info.kind.kind),
          objects: [...recorded, ...own],
          patches: patches.get(path) ?? [],
        };
      }),
    ),
  );
  const custom = ['Widget', 'Bag'].map((kind): Subject => ({
    info: {
      group,
      version: 'v1',
      kind: { group, version: 'v1', kind },
      resource: `${kind.toLowerCase()}s`,
      namespaced: kind === 'Widget',
      verbs: ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete', 'deletecollection'],
    },
    subresources: kind === 'Widget' ? ['status', 'scale'] : [],
    schema: undefined,
    objects: (customObjects[kind] ?? []).map((object) => ({ apiVersion: `${group}/v1`, kind, ...object })),
    patches: [{ spec: { size: 7 } }],
  }));
  const all = [...builtIn, ...custom];
  const rich = all.filter(({ objects }) => objects.length > 0);
  return [...all, ...rich, ...rich, ...custom, ...custom, ...custom];
}

function append(lists: Map<string, JSONObject[]>, key: string, value: JSONObject): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

/** As `apps/v1`. */
export function apiVersionOf({ group: name, version }: { group: string; version: string }): string {
  return name === '' ? version : `${name}/${version}`;
}

/** The path of all objects of a resource in a namespace. */
export function collectionPath({ info }: Pick<Subject, 'info'>, namespace: string): string {
  const prefix = info.group === '' ? '/api' : `/apis/${info.group}`;
  return `${prefix}/${info.version}${info.namespaced ? `/namespaces/${namespace}` : ''}/${info.resource}`;
}
