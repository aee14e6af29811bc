import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { StructuralSchema } from '../validation/structural-schema.js';
import { RuleContext } from './rules/rule-context.js';
import { checkRules, checkTotalCost } from './rules/check-rules.js';
import { escapeName } from './rules/escape-names.js';
import { readFieldPath } from './rules/field-path.js';
import { ruleValidator } from './rules/rule-validator.js';
import { startProcess } from '../cli/server-process.test-support.js';
import { startTestServer } from '../test-server.js';
import { definitionOf } from '../custom-definition.test-support.js';

const integer: StructuralSchema = { type: 'integer' };
const withRule = (schema: StructuralSchema, rule: string): StructuralSchema => ({
  ...schema,
  'x-kubernetes-validations': [{ rule }],
});
const rootOf = (spec: StructuralSchema): StructuralSchema => ({ type: 'object', properties: { spec } });

const json = { 'content-type': 'application/json' };
const openAPIV3Schema = rootOf(withRule({ type: 'object', properties: { i: integer } }, 'self.i > 2'));
const definition = definitionOf('Widget', { versions: [{ schema: { openAPIV3Schema } }] });

describe('rules in CEL', () => {
  it('hold after a restart, in a process that read none of them', async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'kubewright-rules-'));
    const widgets = '/apis/example.com/v1/namespaces/default/widgets';
    const create = async (url: string, i: number): Promise<string> => {
      const body = JSON.stringify({ apiVersion: 'example.com/v1', kind: 'Widget', metadata: { name: 'a' }, spec: { i } });
      const response = await fetch(`${url}${widgets}?dryRun=All`, { method: 'POST', body, headers: json });
      return `${String(response.status)} ${((await response.json()) as { message?: string }).message ?? ''}`;
    };
    const first = await startTestServer({ persist: folder, objects: [definition] });
    try {
      await first.idle();
      await first.close();
      const second = await startProcess('--persist', folder);
      try {
        expect(await create(second.url, 3)).toBe('201 ');
        expect(await create(second.url, 2)).toBe(
          '422 Widget.example.com "a" is invalid: spec: Invalid value: failed rule: self.i > 2',
        );
      } finally {
        await second.stop('SIGTERM');
      }
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it('stop once all of them cost too much for one object', () => {
    const list = { type: 'array', items: integer } as const;
    const rule = 'self.all(x, self.all(y, x + y >= 0))';
    const validator = ruleValidator(
      rootOf({
        type: 'object',
        additionalProperties: withRule(list, rule),
      }),
    );
    const items = Array.from({ length: 300 }, (_, i) => i);
    const spec = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`k${String(i)}`, items]));
    const { errors } = validator?.validate({ spec }) ?? {};
    expect(errors?.map(({ message }) => message)).toEqual([
      'Invalid value: "array": validation failed due to running out of cost budget, no further validation rules will be run',
    ]);
  });

  it('cost nothing that was not asked for: a schema without rules has no validator', () => {
    expect(ruleValidator(rootOf(integer))).toBeUndefined();
  });

  it('are estimated by how often they may be evaluated', () => {
    const context = RuleContext.root({ type: 'array', maxItems: 20 }).inside(
      withRule({ type: 'string', maxLength: 10 }, 'self != ""'),
    );
    const check = { context, path: 'p', uncorrelatable: undefined, isKnown: false };
    expect(checkRules(check)).toEqual([]);
    expect(context.total.sum).toBe(20);
    expect(checkTotalCost(context, 'p')).toEqual([]);
  });
});

describe('escapeName', () => {
  it.each([
    ['plain', 'plain'],
    ['namespace', '__namespace__'],
    ['a-b.c/d', 'a__dash__b__dot__c__slash__d'],
    ['a__b', 'a__underscores__b'],
    ['1a', undefined],
    ['ä', undefined],
    ['', undefined],
  ])('gives the name by which rules know %j', (name, escaped) => {
    expect(escapeName(name)).toBe(escaped);
  });
});

describe('readFieldPath', () => {
  const schema = rootOf({
    type: 'object',
    properties: { 'a.b': integer, map: { type: 'object', additionalProperties: integer } },
  });

  it.each([
    [".spec['a.b']", 'spec.a.b'],
    [".spec.map['x\\'y']", "spec.map[x'y]"],
    ['.spec.map.x', 'spec.map[x]'],
  ])('reads %s', (text, path) => {
    expect(readFieldPath(text, schema)).toMatchObject({ path });
  });

  it.each([
    ['spec', 'expected [ or . but got: spec'],
    ['.spec[0]', 'expected single quoted string but got 0'],
    ['.nope', 'does not refer to a valid field'],
    ['.', 'unexpected end of JSON path'],
    [".spec['a.b'", 'unexpected end of JSON path'],
  ])('says what is wrong with %s', (text, problem) => {
    expect(readFieldPath(text, schema)).toEqual({ problem });
  });
});
