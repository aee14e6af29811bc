import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { declareType, withMetadata } from '../customresources/rules/declared-type.js';
import { valueOf } from '../customresources/rules/schema-values.js';
import type { JSONObject } from '../json.js';
import type { StructuralSchema } from '../validation/structural-schema.js';
import { estimateCost } from './cost-estimate.js';
import { CostMeter } from './cost-meter.js';
import { CostExceededError, EvaluationError } from './evaluation-error.js';
import { compile, type Program } from './program.js';
import { formatType, int, listOf, string } from './types.js';
import { CelList, type CelValue, typeNameOf } from './values.js';

/** What cel-go does, in the environment of kube-apiserver; made by e2e/vectors. */
interface Vector {
  in: string;
  did: { issues?: string; type?: string; estimate?: string; cost?: string; value?: string; error?: string };
}

const folder = new URL('../../../../e2e/vectors/', import.meta.url);
const read = (name: string): unknown => JSON.parse(readFileSync(new URL(name, folder), 'utf8'));
const vectors = read('vectors/testing/cel.json') as Vector[];
const { schema, object } = read('cel/cases.json') as { schema: StructuralSchema; object: JSONObject };

const declared = declareType(schema, 'selfType', true);
if (!declared) throw new Error('the schema of the cases is one that rules can see');
const types = new Map([
  ['self', declared.type],
  ['oldSelf', declared.type],
]);
const values = new Map<string, CelValue>([['self', valueOf(object, withMetadata(schema))]]);

/** Of what is no expression at all, only the place and the beginning are those of cel-go. */
function comparable(issues: string): string {
  return /^ERROR: <input>:\d+:\d+: Syntax error/.exec(issues)?.[0] ?? issues;
}

function shown(value: CelValue): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'bigint' || typeof value === 'boolean') return String(value);
  const name = typeNameOf(value).replace(/^.*\./, '');
  return `a ${name === 'object' ? 'map' : name}`;
}

function outcome(program: Program): { value?: string; error?: string; cost?: string } {
  const meter = new CostMeter(10_000);
  try {
    return { value: shown(program.run(values, meter)), cost: String(meter.cost) };
  } catch (error) {
    if (error instanceof EvaluationError || error instanceof CostExceededError) return { error: error.message };
    throw error;
  }
}

describe('an expression', () => {
  it.each(vectors.map((one): [string, Vector['did']] => [one.in, one.did]))('is what it is for cel-go: %s', (text, did) => {
    const compiled = compile(text, types);
    if ('failure' in compiled) {
      const issues = compiled.failure.replace(/^compilation failed: /, '');
      expect(comparable(issues)).toBe(comparable(did.issues ?? ''));
      return;
    }
    const { estimate = '', ...rest } = did;
    expect({ type: formatType(compiled.type), ...outcome(compiled) }).toEqual(rest);
    // Beyond what a number holds exactly, only the size counts.
    expect(estimateCost(compiled.expression, declared).max).toBe(Number(estimate));
  });

  it('was recorded often enough to mean something', () => {
    const compiled = vectors.filter(({ did }) => did.issues === undefined);
    expect([vectors.length > 450, compiled.length > 350]).toEqual([true, true]);
  });
});

describe('an expression that would never end', () => {
  const run = (text: string, limit: number): CelValue => {
    const compiled = compile(text, new Map([['list', listOf(int)]]));
    if ('failure' in compiled) throw new Error(compiled.failure);
    const list = new CelList(Array.from({ length: 1000 }, (_, i) => BigInt(i)));
    return compiled.run(new Map([['list', list]]), new CostMeter(limit));
  };

  it('ends once it costs too much', () => {
    expect(() => run('list.all(x, list.all(y, list.all(z, x + y + z >= 0)))', 100_000)).toThrow(CostExceededError);
  });

  it('ends though errors are absorbed', () => {
    expect(() => run('list.exists(x, list.exists(y, 1 / (x - x) == 0)) || true', 10_000)).toThrow(CostExceededError);
  });

  it('takes time in proportion to a text, whatever the regular expression', () => {
    const compiled = compile('text.matches("^(a+)+$")', new Map([['text', string]]));
    if ('failure' in compiled) throw new Error(compiled.failure);
    const text = `${'a'.repeat(10_000)}!`;
    expect(compiled.run(new Map([['text', text]]), new CostMeter(1_000_000))).toBe(false);
  });

  it('is refused if it is nested too deeply', () => {
    const compiled = compile(`${'('.repeat(300)}1${')'.repeat(300)}`, new Map());
    expect('failure' in compiled && compiled.failure).toContain('max recursion depth exceeded');
  });
});
