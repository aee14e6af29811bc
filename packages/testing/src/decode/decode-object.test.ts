import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { StatusError } from '@kubewright/rest';
import type { JSONObject } from '../json.js';
import { builtInSchema } from '../schemas.js';
import { completeObject } from './complete-object.js';
import { decodeObject } from './decode-object.js';
import type { DecodedObject, FieldValidation } from './request-body.js';
import type { GroupVersionKind } from '../resources/resource-table.js';

/** What kube-apiserver 1.36.3 answered; recorded by e2e/src/differential. */
interface Recorded {
  name: string;
  path: string;
  contentType?: string;
  body?: unknown;
  answer: { code: number; reason?: string; message?: string; warnings?: string[]; object?: JSONObject };
}

const file = new URL('../../../../e2e/src/differential/decode.answers.json', import.meta.url);
const recorded = JSON.parse(readFileSync(file, 'utf8')) as Recorded[];

const kinds: Readonly<Record<string, string>> = {
  configmaps: 'ConfigMap',
  controllerrevisions: 'ControllerRevision',
  customresourcedefinitions: 'CustomResourceDefinition',
  deployments: 'Deployment',
  endpointslices: 'EndpointSlice',
  events: 'Event',
  horizontalpodautoscalers: 'HorizontalPodAutoscaler',
  leases: 'Lease',
  limitranges: 'LimitRange',
  pods: 'Pod',
  resourcequotas: 'ResourceQuota',
  roles: 'Role',
  secrets: 'Secret',
  services: 'Service',
};

/** Of these the server sets nothing but metadata. */
const withoutDefaults = new Set(['ConfigMap', 'ControllerRevision', 'EndpointSlice', 'Lease', 'LimitRange', 'Role']);

function gvkOf(path: string): GroupVersionKind {
  const [, group = '', version = '', resource = ''] =
    /^\/(?:api|apis\/([^/]+))\/([^/]+)\/(?:namespaces\/[^/]+\/)?([a-z]+)\?/.exec(path) ?? [];
  return { group, version, kind: kinds[resource] ?? '' };
}

function decode({ path, body, contentType }: Recorded): DecodedObject {
  const gvk = gvkOf(path);
  const schema = builtInSchema(gvk.group, gvk.version, gvk.kind);
  if (!schema) throw new Error(`the test does not know the kind of ${path}`);
  const fieldValidation = /fieldValidation=(\w+)/.exec(path)?.[1] as FieldValidation | undefined;
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const decoded = decodeObject(new TextEncoder().encode(text), { contentType, fieldValidation, schema, gvk });
  completeObject(decoded.object, schema);
  return decoded;
}

const refused = recorded.filter(({ answer: { code } }) => code === 400 || code === 415);
const taken = recorded.filter(({ answer: { code } }) => code === 201 || code === 422);

describe('a body that kube-apiserver refuses', () => {
  it.each(refused)('is refused with the same words: $name', (each) => {
    let status: unknown;
    try {
      decode(each);
    } catch (error) {
      if (!(error instanceof StatusError)) throw error;
      status = { code: error.status.code, reason: error.status.reason, message: error.status.message };
    }
    expect(status).toEqual(each.answer);
  });
});

describe('a body that kube-apiserver takes', () => {
  it.each(taken)('is taken with the same warnings: $name', (each) => {
    expect(decode(each).warnings).toEqual(each.answer.warnings ?? []);
  });

  const comparable = taken.filter(({ path, answer: { object } }) => object && withoutDefaults.has(gvkOf(path).kind));
  it.each(comparable)('becomes the same object: $name', (each) => {
    const { metadata, ...object } = decode(each).object;
    const { labels } = metadata as { labels?: JSONObject };
    expect({ ...object, metadata: JSON.parse(JSON.stringify({ labels })) as JSONObject }).toEqual(each.answer.object);
  });

  it.each(taken.filter(({ path }) => path.includes('resourcequotas')))('has the same quantities: $name', (each) => {
    const { spec } = decode(each).object;
    if (each.answer.object) expect(spec).toEqual(each.answer.object['spec']);
    else expect(each.answer.code).toBe(422);
  });

  const written = taken.filter(({ answer: { object } }) => object);
  it.each(written)('is left alone once the server wrote it: $name', ({ path, answer: { object = {} } }) => {
    const again = decode({ name: '', path, body: object, answer: { code: 0 } });
    expect(again).toEqual({ object, warnings: [] });
  });

  it('was recorded often enough to mean something', () => {
    expect([refused.length > 150, taken.length > 100, comparable.length > 30]).toEqual([true, true, true]);
  });
});
