import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startTestServer, type TestServer } from '../test-server.js';
import { textAt } from '../json-fields.js';
import { bodyOf, complaintOf, textOf } from './answer-checks.test-support.js';
import { definitions, subjects } from './corpus.test-support.js';
import { Dice } from './dice.test-support.js';
import type { RandomRequest } from './framed-request.test-support.js';
import { namespace, RandomRequests } from './random-requests.test-support.js';
import { type RawAnswer, RawConnection } from './raw-connection.test-support.js';
import { StateReader } from './stored-state.test-support.js';
import { WatchedState } from './watched-state.test-support.js';

// Each seed begins with a server of its own: `npm test -- packages/testing/src/fuzz -t 'seed 17 '` repeats one alone.
const seeds = Array.from({ length: 40 }, (_, index) => index + 1);
const requestsOfSeed = 500;

const all = subjects();
let server: TestServer;
let connection: RawConnection;
let reading: RawConnection;
let reader: StateReader;

async function start(seed: number): Promise<void> {
  const objects = [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } }, ...definitions];
  server = await startTestServer({
    seed,
    objects,
  });
  connection = new RawConnection(server.url);
  reading = new RawConnection(server.url);
  reader = new StateReader(reading);
}

const polluted = (): string[] => Object.keys(Object.prototype);
const warnings: Error[] = [];
const note = (warning: Error): void => void warnings.push(warning);

beforeEach(() => {
  warnings.length = 0;
  process.on('warning', note);
});

afterEach(async () => {
  process.off('warning', note);
  connection.close();
  reading.close();
  await server.close();
});

describe('20,000 requests, right and wrong', () => {
  it.each(seeds)('of seed %i are answered as they should be, and leave a store that can be read', async (seed) => {
    await start(seed);
    const requests = new RandomRequests(new Dice(seed), all);
    const collections = await reader.collections();
    const watched: WatchedState[] = [];
    for (const { path } of collections.filter(({ verbs }) => verbs.includes('watch')))
      watched.push(await WatchedState.begin(server, reader, path));
    let revision = await reader.revision();
    for (let index = 0; index < requestsOfSeed; index++) {
      const request = requests.next();
      const answer = await connection.ask(request.bytes, request.method === 'HEAD', request.isLast);
      await server.idle();
      const after = await reader.revision();
      const complaint = complaintOf(request, answer) ?? changeProblem(request, answer, revision, after);
      if (complaint !== undefined)
        throw new Error(`${complaint}: request ${String(index)} of seed ${String(seed)}\n${shown(request, answer)}`);
      if (!answer.isStream) requests.learn(request, bodyOf(answer));
      revision = after;
    }
    for (const one of watched) await one.check(reader);
    for (const one of watched) one.close();
    const complaints: string[] = [];
    for (const collection of await reader.collections()) complaints.push(...(await reader.complaints(collection)));
    expect(complaints).toEqual([]);
    expect(warnings).toEqual([]);
    expect(polluted()).toEqual([]);
  });
});

/** What is refused, or only tried, changes nothing. */
function changeProblem(
  { method, target, isLast }: RandomRequest,
  answer: RawAnswer,
  before: number,
  after: number,
): string | undefined {
  if (after < before) return `the revision went from ${String(before)} to ${String(after)}`;
  if (after === before) return undefined;
  const { status } = answer;
  // A real server, too, finds out after the write that the object is not what the client wants to see.
  if (status >= 400 && /is (?:not )?a list\b|^Unable to convert to Table as requested/.test(textAt(bodyOf(answer), 'message')))
    return undefined;
  // A body whose length nobody says is read as the next request, and ends the connection before the first one is answered.
  if (status === 400 && isLast && textOf(answer) === '') return undefined;
  // The options of a deletion that has a body are those of its body.
  const isDry = target.includes('dryRun=All') && method !== 'DELETE';
  return status >= 400 || status === 0 || method === 'GET' || isDry ? 'something was written' : undefined;
}

function shown({ bytes }: RandomRequest, answer: RawAnswer): string {
  return `${Buffer.from(bytes).toString('latin1')}\n-> ${String(answer.status)} ${textOf(answer).slice(0, 2000)}\n`;
}
