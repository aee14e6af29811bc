import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { StatusError } from '@kubewright/rest';
import { decodeCustomResource } from '../decode/decode-custom-resource.js';
import type { FieldValidation } from '../decode/request-body.js';
import type { JSONObject } from '../json.js';
import { validateCustomResource, validateCustomResourceUpdate } from './custom-resource.js';
import { type FieldError, invalidObject } from './field-errors.js';
import { matchNamespace } from './metadata.js';
import { applySchemaDefaults } from './schema-defaults.js';
import type { StructuralSchema } from './structural-schema.js';
import { customObjectWarnings } from '../warnings/warn-of-custom-resources.js';

/** What kube-apiserver 1.36.3 answered; recorded by e2e/src/differential. */
interface Recorded {
  name: string;
  path: string;
  contentType?: string;
  body: unknown;
  answer: { code: number; message?: string; causes?: FieldError[]; object?: JSONObject; warnings?: string[] };
}

const folder = new URL('../../../../e2e/src/differential/', import.meta.url);
const read = (name: string): unknown => JSON.parse(readFileSync(new URL(name, folder), 'utf8'));
const recorded = read('custom-resources.answers.json') as Recorded[];
const schema = read('custom-resources.schema.json') as StructuralSchema;
const gvk = { group: 'differential.example.com', version: 'v1', kind: 'Widget' };
const rules = { ...gvk, isNamespaced: true, schema };

/** What the server does on a create. */
function create({ path, body, contentType }: Recorded): { object: JSONObject; warnings: string[]; errors: FieldError[] } {
  const fieldValidation = /fieldValidation=(\w+)/.exec(path)?.[1] as FieldValidation | undefined;
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const { object, warnings } = decodeCustomResource(text, { contentType, fieldValidation, schema, gvk });
  applySchemaDefaults(object, schema);
  matchNamespace(object, 'ns');
  return { object, warnings: [...warnings, ...customObjectWarnings(object)], errors: validateCustomResource(object, rules) };
}

/** The server tells errors of fields in no order. */
function sorted(errors: readonly FieldError[]): string[] {
  return errors.map(({ field, reason, message }) => `${field} ${reason} ${message}`).sort();
}

const having = (code: number): Recorded[] => recorded.filter(({ answer }) => answer.code === code);

describe('a custom resource', () => {
  it.each(having(201))('is taken as by the server: $name', (each) => {
    const { object, warnings, errors } = create(each);
    const { metadata: _, ...rest } = object;
    const { metadata: __, ...expected } = each.answer.object ?? {};
    expect({ errors, warnings, rest }).toEqual({ errors: [], warnings: each.answer.warnings ?? [], rest: expected });
  });

  it.each(having(422))('is judged as by the server: $name', (each) => {
    const { warnings, errors } = create(each);
    expect(sorted(errors)).toEqual(sorted(each.answer.causes ?? []));
    expect(warnings).toEqual(each.answer.warnings ?? []);
  });

  it.each(having(400))('is refused as by the server: $name', (each) => {
    let message: string | undefined;
    try {
      create(each);
    } catch (error) {
      if (!(error instanceof StatusError)) throw error;
      message = error.message;
    }
    expect(message).toBe(each.answer.message);
  });

  it('was recorded often enough to mean something', () => {
    expect([having(201).length > 60, having(422).length > 60, having(400).length > 12]).toEqual([true, true, true]);
  });

  it('is told as the server tells it', () => {
    const one = having(422).find(({ answer: { causes = [] } }) => causes.length === 1);
    if (!one) throw new Error('nothing of that kind was recorded');
    expect(invalidObject(gvk, 'a', create(one).errors).message).toBe(one.answer.message);
  });
});

describe('an update of a custom resource', () => {
  const widget = (spec: JSONObject): JSONObject => ({
    apiVersion: 'differential.example.com/v1',
    kind: 'Widget',
    metadata: { name: 'a', namespace: 'ns', resourceVersion: '1' },
    spec: { needed: 'x', ...spec },
  });

  it('may keep what is wrong, but not make it wrong otherwise', () => {
    const old = widget({ text: 'TOO LONG', map: [{ k: 'a', v: 'wrong' }], set: ['a', 'a'] });
    expect(validateCustomResourceUpdate(old, old, rules)).toEqual([]);
    const other = widget({ text: 'TOO LONG', flag: true, map: [{ k: 'b' }, { k: 'a', v: 'wrong' }], set: ['a', 'a', 'b'] });
    expect(validateCustomResourceUpdate(other, old, rules)).toEqual([]);
    const worse = widget({ text: 'LONGER THAN THAT', map: [{ k: 'a', v: 'other' }] });
    expect(validateCustomResourceUpdate(worse, old, rules).map(({ field }) => field)).toEqual(['spec.text', 'spec.map[0].v']);
  });
});
