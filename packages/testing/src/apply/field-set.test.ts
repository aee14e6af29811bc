import { describe, expect, it } from '@jest/globals';
import fc from '../../../rest/src/fast-check.test-support.js';
import {
  difference,
  emptySet,
  equalSets,
  type FieldSet,
  hasPath,
  intersection,
  isEmptySet,
  leaves,
  pathsOf,
  recursiveDifference,
  setOf,
  union,
} from './field-set.js';
import { fieldsFromJSON, fieldsToJSON } from './fields-v1.js';

const step = fc.constantFrom('f:a', 'f:b', 'f:B', 'k:{"name":"a"}', 'k:{"name":"b","port":2}', 'v:1', 'v:"x"', 'i:0', 'i:10');
const path = fc.array(step, { minLength: 1, maxLength: 4 });
const set = fc.array(path, { maxLength: 12 }).map((paths) => setOf(...paths));

/** The members as texts: sets of texts are what JavaScript itself has. */
const texts = (fields: FieldSet): Set<string> => new Set([...pathsOf(fields)].map((of) => JSON.stringify(of)));

describe('a set of fields', () => {
  it('has the paths that it was made of, and no others', () => {
    fc.assert(
      fc.property(fc.array(path, { maxLength: 12 }), path, (paths, other) => {
        const wanted = new Set(paths.map((of) => JSON.stringify(of)));
        expect(texts(setOf(...paths))).toEqual(wanted);
        expect(hasPath(setOf(...paths), other)).toBe(wanted.has(JSON.stringify(other)));
      }),
    );
  });

  it('is the same after it was written and read', () => {
    fc.assert(
      fc.property(set, (fields) => {
        const read = fieldsFromJSON(fieldsToJSON(fields));
        expect(texts(read)).toEqual(texts(fields));
        expect(equalSets(read, fields)).toBe(true);
        expect(JSON.stringify(fieldsToJSON(read))).toBe(JSON.stringify(fieldsToJSON(fields)));
      }),
    );
  });

  it('is united, intersected and subtracted as sets are', () => {
    fc.assert(
      fc.property(set, set, (left, right) => {
        const [l, r] = [texts(left), texts(right)];
        expect(texts(union(left, right))).toEqual(new Set([...l, ...r]));
        expect(texts(intersection(left, right))).toEqual(new Set([...l].filter((of) => r.has(of))));
        expect(texts(difference(left, right))).toEqual(new Set([...l].filter((of) => !r.has(of))));
        expect([texts(left), texts(right)]).toEqual([l, r]);
      }),
    );
  });

  it('is subtracted with all that is below', () => {
    fc.assert(
      fc.property(set, set, (left, right) => {
        const gone = [...pathsOf(right)];
        const rest = [...pathsOf(left)].filter((of) => !gone.some((from) => from.every((at, index) => at === of[index])));
        expect(texts(recursiveDifference(left, right))).toEqual(new Set(rest.map((of) => JSON.stringify(of))));
      }),
    );
  });

  it('has leaves: what has nothing below it', () => {
    fc.assert(
      fc.property(set, (fields) => {
        const all = [...pathsOf(fields)];
        const isLeaf = (of: string[]): boolean =>
          !all.some((other) => other.length > of.length && of.every((at, index) => at === other[index]));
        expect(texts(leaves(fields))).toEqual(new Set(all.filter(isLeaf).map((of) => JSON.stringify(of))));
      }),
    );
  });

  it('keeps nothing of what has gone', () => {
    fc.assert(
      fc.property(set, (fields) => {
        expect(difference(fields, fields)).toEqual(emptySet);
        expect(isEmptySet(intersection(fields, emptySet))).toBe(true);
        expect(equalSets(union(fields, emptySet), fields)).toBe(true);
        expect(equalSets(difference(union(fields, setOf(['f:new'])), setOf(['f:new'])), fields)).toBe(true);
      }),
    );
  });
});
