import { describe, expect, it } from '@jest/globals';
import { differenceRows } from '../../../scripts/difference-rows.mjs';
import { replayResult, replayRetry, replayWatch } from './vectors-answers.test-support.js';
import { type Difference, differences } from './vectors-differences.test-support.js';
import { readVectors, type Vector, vectorTables } from './vectors-file.test-support.js';
import * as functions from './vectors-functions.test-support.js';
import { replayRequest, replayTemplate } from './vectors-requests.test-support.js';

/** How each table is replayed, against what is exported or against a real server. */
const replays: Readonly<Record<string, (input: unknown) => unknown>> = {
  backoffs: functions.replayBackoff,
  durations: functions.replayDuration,
  hosts: functions.replayHost,
  identities: replayRequest,
  'limiter-waits': functions.replayLimiterWait,
  limiters: functions.replayLimiter,
  'media-types': functions.replayMediaType,
  params: replayRequest,
  quotes: functions.replayQuote,
  requests: replayRequest,
  results: replayResult,
  retries: replayRetry,
  'url-backoffs': functions.replayURLBackoff,
  'url-templates': replayTemplate,
  'user-agents': functions.replayUserAgent,
  warnings: functions.replayWarnings,
  watches: replayWatch,
};

const vectors = vectorTables().flatMap(readVectors);

const choices = ({ vectors: chosen }: Difference): readonly (string | RegExp)[] => (chosen instanceof RegExp ? [chosen] : chosen);

const isChosen = (choice: string | RegExp, { id }: Vector): boolean =>
  typeof choice === 'string' ? choice === id : choice.test(id);

const selects = (difference: Difference, vector: Vector): boolean =>
  choices(difference).some((choice) => isChosen(choice, vector));

const differencesOf = (vector: Vector): Difference[] => differences.filter((each) => selects(each, vector));

/** What client-go did, in the form that a replay gives. */
const didOf = ({ id, did }: Vector): unknown => (id.startsWith('hosts/') ? functions.comparableHost(did) : did);

/** What we should do: what client-go did, with the deliberate differences. */
const expected = (vector: Vector): unknown =>
  differencesOf(vector).reduce((did, { instead }) => instead(did, vector.in), didOf(vector));

function replay({ id, in: input }: Vector): unknown {
  const replayOne = replays[id.slice(0, id.indexOf('/'))];
  if (!replayOne) throw new Error(`nobody replays ${id}`);
  return replayOne(input);
}

describe.each(vectorTables())('client-go and we agree on %s', (table) => {
  const agreed = readVectors(table).filter((vector) => differencesOf(vector).length === 0);
  it.each(agreed)('$id', async (vector) => {
    expect(await replay(vector)).toEqual(didOf(vector));
  });
});

describe('where we differ from client-go on purpose, we do what we say', () => {
  const different = vectors.filter((vector) => differencesOf(vector).length > 0);
  it.each(different)('$id', async (vector) => {
    expect(await replay(vector)).toEqual(expected(vector));
  });
});

describe('the list of differences', () => {
  it.each(differences)('changes every vector that it names: $what', (difference) => {
    const named = vectors.filter((vector) => selects(difference, vector));
    const unchanged = named.filter((vector) => {
      const others = differencesOf(vector).filter((each) => each !== difference);
      const without = others.reduce((did, { instead }) => instead(did, vector.in), didOf(vector));
      return isEqual(without, expected(vector));
    });
    expect(unchanged.map(({ id }) => id)).toEqual([]);
    expect(choices(difference).filter((choice) => !vectors.some((vector) => isChosen(choice, vector)))).toEqual([]);
  });

  it('names rows that stand in the document', () => {
    const rows = differenceRows();
    expect([...new Set(differences.map(({ what }) => what))].filter((what) => !rows.has(what))).toEqual([]);
  });
});

function isEqual(a: unknown, b: unknown): boolean {
  try {
    expect(a).toEqual(b);
    return true;
  } catch {
    return false;
  }
}
