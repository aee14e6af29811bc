import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { StatusError } from '@kubewright/rest';
import { builtInSchema } from '../schemas.js';
import type { StructuralSchema } from '../validation/structural-schema.js';
import { decodeCustomResource } from './decode-custom-resource.js';
import { decodeObject } from './decode-object.js';
import { parseExactly } from './go-json.js';

const seed =
  '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"a","labels":{"é":"\\u00e9\\"\\\\"},"creationTimestamp":"2024-01-01T00:00:00Z","ownerReferences":[{"controller":true}]},"spec":{"containers":[{"name":"a","ports":[{"containerPort":80}],"resources":{"limits":{"cpu":"100m","memory":0.5}},"livenessProbe":{"httpGet":{"port":"http"}}}],"priority":-12,"volumes":[{"name":"x","secret":{"optional":null}}]}}';
const pieces = [
  '{',
  '}',
  '[',
  ']',
  '"',
  ':',
  ',',
  'null',
  '1e9',
  '-',
  '0',
  '.',
  '\\',
  '\\u',
  '\\ud800',
  '\u0000',
  '\uFEFF',
  '99999999999999999999',
  '"spec":',
  'é',
];
const schema = JSON.parse(
  readFileSync(new URL('../../../../e2e/src/differential/custom-resources.schema.json', import.meta.url), 'utf8'),
) as StructuralSchema;

/** Numbers from 0 to below 1, the same ones every time. */
function randomNumbers(start: number): () => number {
  let state = start;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

function mutate(bytes: Uint8Array, random: () => number): Uint8Array {
  let text = Buffer.from(bytes);
  for (let i = 0; i <= random() * 3; i++) {
    const at = Math.floor(random() * text.length);
    const length = Math.floor(random() * 8);
    const piece = Buffer.from(pieces[Math.floor(random() * pieces.length)] ?? '');
    const other = text.subarray(Math.floor(random() * text.length)).subarray(0, Math.floor(random() * 40));
    const put = random() < 0.5 ? piece : random() < 0.5 ? other : Buffer.from([Math.floor(random() * 256)]);
    text = Buffer.concat([text.subarray(0, at), put, text.subarray(at + (random() < 0.5 ? 0 : length))]);
  }
  return text;
}

function refusal(decode: () => unknown): unknown {
  try {
    decode();
    return undefined;
  } catch (error) {
    return error;
  }
}

describe('a body that was broken at random', () => {
  const random = randomNumbers(6);
  const bodies = Array.from({ length: 2_000 }, () => mutate(Buffer.from(seed), random));
  const gvk = { group: '', version: 'v1', kind: 'Pod' };
  const pods = builtInSchema('', 'v1', 'Pod');
  if (!pods) throw new Error('no schema of Pods');

  it.each(['application/json', 'application/yaml'])('is read or refused with a 400: %s', (contentType) => {
    // YAML takes ten times as long.
    const some = contentType === 'application/yaml' ? bodies.slice(0, 400) : bodies;
    const errors = some.map((body) => refusal(() => decodeObject(body, { contentType, gvk, schema: pods })));
    expect(errors.filter((error) => error !== undefined && !(error instanceof StatusError && error.status.code === 400))).toEqual(
      [],
    );
    expect(errors.filter((error) => error !== undefined).length).toBeGreaterThan(100);
    expect(errors.filter((error) => error === undefined).length).toBeGreaterThan(10);
  });

  it('is read or refused with a 400 as a custom resource', () => {
    const widget = { group: '', version: 'v1', kind: 'Pod' };
    const options = { contentType: undefined, gvk: widget, schema };
    const errors = bodies.map((body) => refusal(() => decodeCustomResource(body, options)));
    expect(errors.filter((error) => error !== undefined && !(error instanceof StatusError && error.status.code === 400))).toEqual(
      [],
    );
  });

  it('is JSON to the exact reader if it is to JSON.parse, and the same', () => {
    const isRead = (read: () => unknown): boolean => refusal(read) === undefined;
    const texts = bodies.map((body) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(body));
    const differing = texts.filter((text) => isRead(() => JSON.parse(text)) !== isRead(() => parseExactly(text)));
    expect(differing).toEqual([]);
    const both = texts.filter(
      (text) => isRead(() => JSON.parse(text)) && parseExactly(text).repeated.size === 0 && !/\\ud/i.test(text),
    );
    expect(both.length).toBeGreaterThan(100);
    for (const text of both) expect(parseExactly(text).value).toEqual(JSON.parse(text));
  });
});

describe('a body that is nested deeply', () => {
  const gvk = { group: '', version: 'v1', kind: 'ConfigMap' };
  const configMaps = builtInSchema('', 'v1', 'ConfigMap');
  if (!configMaps) throw new Error('no schema of ConfigMaps');
  const nested = (levels: number): string => `{"x":${'['.repeat(levels)}${']'.repeat(levels)}}`;
  const decode = (text: string): unknown => decodeObject(text, { contentType: undefined, gvk, schema: configMaps });

  it('is read up to 10,000 levels, as Go reads it', () => {
    expect(decode(nested(9_999))).toEqual({ object: { kind: 'ConfigMap', apiVersion: 'v1' }, warnings: ['unknown field "x"'] });
    expect(() => decode(nested(10_000))).toThrow(/json parse error: invalid character '\[' exceeded max depth/);
    expect(() => decode('['.repeat(1_000_000))).toThrow(/exceeded max depth/);
  });

  it('is read as a custom resource, too', () => {
    const open: StructuralSchema = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };
    const text = nested(5_000).replace('{', '{"kind":"ConfigMap","apiVersion":"v1",');
    expect(decodeCustomResource(text, { contentType: undefined, gvk, schema: open }).warnings).toEqual([]);
    expect(decodeCustomResource(text, { contentType: undefined, gvk, schema: {} }).warnings).toEqual(['unknown field "x"']);
    const tooDeep = nested(10_000).replace('{', '{"kind":"ConfigMap","apiVersion":"v1",');
    expect(() => decodeCustomResource(tooDeep, { contentType: undefined, gvk, schema: open })).toThrow(/exceeded max depth/);
  });

  it('is read in little time if only strings have brackets', () => {
    const text = JSON.stringify({ metadata: { name: 'a' }, data: { a: '['.repeat(20_000) } });
    expect(decode(text)).toMatchObject({ warnings: [] });
  });
});
