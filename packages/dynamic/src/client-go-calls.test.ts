import { describe, expect, it } from '@jest/globals';
import { differenceRows } from '../../../scripts/difference-rows.mjs';
import { differences, expectedOf } from './vectors-calls-differences.test-support.js';
import { replay, vectors } from './vectors-calls.test-support.js';

/** Without what is undefined, which JSON does not have. */
const asJSON = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe('we do what client-go does, or what we say instead', () => {
  it.each(vectors)('$id', async (vector) => {
    expect(asJSON(await replay(vector.in))).toEqual(expectedOf(vector));
  });
});

describe('the list of differences', () => {
  it.each(differences)('changes what is expected: $what', (difference) => {
    const changed = vectors.filter(
      (vector) => JSON.stringify(expectedOf(vector)) !== JSON.stringify(expectedOf(vector, difference)),
    );
    expect(changed.map(({ id }) => id)).not.toEqual([]);
  });

  it('names rows that stand in the document', () => {
    const rows = differenceRows();
    expect(differences.map(({ what }) => what).filter((what) => !rows.has(what))).toEqual([]);
  });

  it('is about few of many cases, but for the media types', () => {
    const [mediaTypes] = differences;
    const same = vectors.filter((vector) => {
      const ours = expectedOf(vector);
      const theirs = mediaTypes?.instead(vector.did, vector.in);
      return JSON.stringify(ours) === JSON.stringify(theirs);
    });
    expect(same.length / vectors.length).toBeGreaterThan(0.7);
    expect(vectors.length).toBeGreaterThanOrEqual(140);
  });
});
