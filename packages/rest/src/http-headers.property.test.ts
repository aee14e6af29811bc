import { describe, expect, it } from '@jest/globals';
import fc from './fast-check.test-support.js';
import { HttpHeaders } from './http-headers.js';

type Change = { kind: 'add'; name: string; value: string } | { kind: 'set'; name: string; values: string[] };

const name = fc.constantFrom(
  'Accept',
  'accept',
  'ACCEPT',
  'Warning',
  'impersonate-group',
  'X',
  '__proto__',
  'constructor',
  'toString',
);
const value = fc.string({ maxLength: 5 });
const change: fc.Arbitrary<Change> = fc.oneof(
  fc.record({ kind: fc.constant('add' as const), name, value }),
  fc.record({ kind: fc.constant('set' as const), name, values: fc.array(value, { maxLength: 3 }) }),
);

function apply(headers: HttpHeaders, change: Change): void {
  if (change.kind === 'add') headers.add(change.name, change.value);
  else headers.set(change.name, ...change.values);
}

/** The lines of one name after all changes, by going through them. */
function linesOf(name: string, changes: readonly Change[]): string[] {
  let lines: string[] = [];
  for (const change of changes) {
    if (change.name.toLowerCase() !== name.toLowerCase()) continue;
    lines = change.kind === 'add' ? [...lines, change.value] : change.values;
  }
  return lines;
}

describe('HttpHeaders, after any changes', () => {
  it('holds the lines of each name in order, whatever its case', () => {
    fc.assert(
      fc.property(fc.array(change), name, (changes, name) => {
        const headers = new HttpHeaders();
        for (const change of changes) apply(headers, change);
        const lines = linesOf(name, changes);
        expect(headers.all(name)).toEqual(lines);
        expect(headers.get(name)).toBe(lines[0]);
        expect(headers.has(name)).toBe(lines.length > 0);
        const record = new Map(Object.entries(headers.toRecord()));
        expect([record.get(name.toLowerCase()) ?? []].flat()).toEqual(lines);
        expect(new Map(headers).get(name.toLowerCase()) ?? []).toEqual(lines);
      }),
      { numRuns: 500 },
    );
  });

  it('reads back what it would send, and a copy does not change with it', () => {
    fc.assert(
      fc.property(fc.array(change), fc.array(change), (changes, later) => {
        const headers = new HttpHeaders();
        for (const change of changes) apply(headers, change);
        const sent = [...headers].flatMap(([name, lines]) => lines.flatMap((line) => [name, line]));
        const copy = headers.clone();
        const before = [...headers].map(([name, lines]) => [name, [...lines]]);
        for (const change of later) apply(headers, change);
        expect([...copy]).toEqual(before);
        expect([...HttpHeaders.fromRaw(sent)]).toEqual(before);
      }),
      { numRuns: 300 },
    );
  });
});
