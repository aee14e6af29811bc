import type { Dice } from './dice.test-support.js';

const documents = [
  '',
  ' ',
  'null',
  'true',
  '0',
  '"text"',
  '[]',
  '{}',
  '[{}]',
  '{',
  '}',
  '{"',
  '{"a"',
  '{"a":',
  '{"a":1,}',
  "{'a':1}",
  '{"a":1}{"b":2}',
  '{"a":1} x',
  '\ufeff{}',
  '\u0000',
  'NaN',
  '[1,2',
  '"\\u12"',
  '"\\x"',
  '"tab\there"',
  '/* */{}',
  '{"metadata":null}',
  '{"metadata":[]}',
  '{"metadata":{"name":null}}',
  '{"metadata":{"name":["a"]}}',
  '{"kind":5}',
  '{"kind":"List","apiVersion":"v1","items":[]}',
  '{"apiVersion":"a/b/c","kind":"X"}',
  '{"apiVersion":"/","kind":"/"}',
  '{"kind":"Status","apiVersion":"v1","status":"Failure","code":700}',
  '{"__proto__":{"polluted":1},"metadata":{"__proto__":{"name":"polluted"}}}',
  '{"metadata":{"name":"a","labels":{"__proto__":"b","constructor":"c","toString":"d"}}}',
];

const yamls = [
  'a: b: c',
  '- a\nb',
  '\ta: 1',
  'a: &x [1, 2]\nb: *x\nc: *y',
  'a: &a ["x","x","x","x","x","x","x","x","x"]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d]\nf: &f [*e,*e,*e,*e,*e,*e,*e,*e,*e]\ng: [*f,*f,*f,*f,*f,*f,*f,*f,*f]',
  'a: &a\n  <<: *a',
  '<<: 1',
  '? [a, b]\n: c',
  '? {a: b}\n: c',
  '!!binary "===="',
  '!!js/function "x"',
  'metadata: !!set {a, b}',
  '%YAML 9.9\n---\na: 1',
  '---\na: 1\n---\nb: 2',
  '...\n',
  'a: |\n  text\n b: 2',
  '"unclosed',
  'a: 0x1F\nb: 0o17\nc: 1_000\nd: .inf\ne: .nan\nf: 2001-12-14',
  '1: a\ntrue: b\nnull: c\n~: d',
  'metadata: {name: a, name: b}',
  `${'['.repeat(3000)}${']'.repeat(3000)}`,
  'a: '.repeat(500),
];

/** A text that no object was ever written as. */
export function oddDocument(dice: Dice): string {
  return dice.pick(dice.chance(0.6) ? documents : yamls);
}

/** Objects or lists in each other, thousands of them, closed or not. */
export function deepDocument(dice: Dice): string {
  const depth = dice.pick([500, 2000, 9999, 10_001, 20_000]);
  const [open, close, inner] = dice.pick([
    ['[', ']', ''],
    ['{"a":', '}', '1'],
    ['{"metadata":', '}', '{}'],
    ['{"spec":[', ']}', ''],
    ['[{"op":', '}]', '1'],
  ] as const);
  return `${open.repeat(depth)}${inner}${dice.chance(0.8) ? close.repeat(depth) : ''}`;
}

/** The bytes, damaged in a few places: cut, doubled, swapped, or none that UTF-8 has. */
export function damaged(dice: Dice, bytes: Uint8Array): Uint8Array {
  let result = Uint8Array.from(bytes);
  for (let left = 1 + dice.below(3); left > 0 && result.length > 0; left--) {
    const at = dice.below(result.length);
    const before = result.subarray(0, at);
    const after = result.subarray(at);
    result = dice.either(
      () => Uint8Array.from(before),
      () => Uint8Array.from([...before, ...after.subarray(1 + dice.below(8))]),
      () => Uint8Array.from([...before, ...dice.pick(insertions), ...after]),
      () => Uint8Array.from([...before, dice.below(256), ...after.subarray(1)]),
      () => Uint8Array.from([...before, ...after.subarray(0, 20), ...after]),
    );
  }
  return result;
}

const insertions: readonly (readonly number[])[] = [
  [0xff],
  [0xc0, 0x80],
  [0xed, 0xa0, 0x80],
  [0xf4, 0x90, 0x80, 0x80],
  [0xe2, 0x82],
  [0],
  [0x22],
  [0x5c],
  [0x2c],
  [0x7b],
  [0x5d],
  [0xef, 0xbb, 0xbf],
  [0x0a],
  [0x09],
];

/** A body of protobuf: an envelope as it has to be, or nearly, around fields of any numbers and types. */
export function oddProtobuf(dice: Dice, apiVersion: string, kind: string): Uint8Array {
  const text = (value: string): number[] => [...new TextEncoder().encode(value)];
  const typeMeta = [...field(1, text(apiVersion)), ...field(2, text(kind))];
  const body = [...field(1, typeMeta), ...field(2, message(dice, 0))];
  const whole = Uint8Array.from([0x6b, 0x38, 0x73, 0, ...body]);
  return dice.chance(0.3) ? damaged(dice, whole) : whole;
}

function message(dice: Dice, depth: number): number[] {
  return Array.from({ length: dice.below(5) }, () => {
    const number = 1 + dice.below(dice.chance(0.8) ? 8 : 60);
    return dice.either(
      () => (depth < 6 ? field(number, message(dice, depth + 1)) : []),
      () => field(number, [...new TextEncoder().encode(dice.pick(['a', 'name', '', 'TCP', '1Gi', 'x'.repeat(300)]))]),
      () => [...varint(number << 3), ...varint(dice.pick([0, 1, 2, 80, 2 ** 31, 2 ** 52]))],
      () => [...varint((number << 3) | 1), 1, 2, 3, 4, 5, 6, 7, 8],
      () => [...varint((number << 3) | 5), 255, 255, 255, 255],
      () => field(number, [0xff, 0xfe]),
      () => [...varint((number << 3) | 2), 255, 255, 255, 255, 15],
      () => varint((number << 3) | 3),
    );
  }).flat();
}

function field(number: number, bytes: readonly number[]): number[] {
  return [...varint((number << 3) | 2), ...varint(bytes.length), ...bytes];
}

function varint(value: number): number[] {
  const bytes: number[] = [];
  for (; value > 127; value = Math.floor(value / 128)) bytes.push((value % 128) | 128);
  return [...bytes, value];
}
