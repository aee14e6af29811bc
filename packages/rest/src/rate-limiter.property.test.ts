import { describe, expect, it } from '@jest/globals';
import fc from './fast-check.test-support.js';
import { FakeClock } from './fake-clock.test-support.js';
import { tokenBucket } from './rate-limiter.js';

interface Arrival {
  /** Milliseconds since the one before. */
  after: number;
  /** Asks for a token without waiting for one. */
  tries: boolean;
  /** Milliseconds after which it gives up. */
  patience: number | undefined;
  /** Milliseconds after which it would be too late for it; it is told at once. */
  deadline: number | undefined;
}

interface Outcome {
  /** When each may go, in milliseconds, in the order in which they were let go. */
  grants: { arrival: number; at: number }[];
  /** Time that passed until nobody waited any more. */
  end: number;
}

const milliseconds = fc.oneof(
  fc.constant(0),
  fc.integer({ min: 1, max: 20 }),
  fc.integer({ min: 1, max: 4_000 }),
  fc.double({ min: 0, max: 300, noNaN: true }),
);
const arrival: fc.Arbitrary<Arrival> = fc.record({
  after: milliseconds,
  tries: fc.oneof({ weight: 4, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
  patience: fc.option(milliseconds, { nil: undefined }),
  deadline: fc.option(milliseconds, { nil: undefined, freq: 4 }),
});
const limits = fc.record({
  qps: fc.oneof(fc.constantFrom(0.5, 1, 3, 5, 7, 10, 50), fc.double({ min: 0.2, max: 200, noNaN: true })),
  burst: fc.integer({ min: 1, max: 12 }),
});
/** Go counts in nanoseconds, cut off: what a grant may come early by, in tokens. */
const rounding = 1e-5;

/** Lets everybody arrive, wait, give up and go, then time pass until nobody is left. */
async function run(limiter: ReturnType<typeof tokenBucket>, clock: FakeClock, arrivals: readonly Arrival[]): Promise<Outcome> {
  const grants: Outcome['grants'] = [];
  const waits: Promise<void>[] = [];
  for (const [number, { after, tries, patience, deadline }] of arrivals.entries()) {
    await clock.advance(after);
    const go = (): void => void grants.push({ arrival: number, at: clock.now() });
    if (tries) {
      if (limiter.tryAccept()) go();
      continue;
    }
    const impatience = new AbortController();
    if (patience !== undefined) {
      void clock.sleep(patience).then(() => {
        impatience.abort(new Error('gave up'));
      });
    }
    const until = deadline === undefined ? undefined : clock.now() + deadline;
    waits.push(limiter.wait(impatience.signal, until).then(go, () => undefined));
  }
  while (clock.sleeping > 0) await clock.advance(60_000);
  await Promise.all(waits);
  return { grants, end: clock.now() };
}

describe('tokenBucket, for anybody who comes and gives up at any time', () => {
  it('lets no more than burst + qps·t go in any time t, each in the order of arrival', async () => {
    await fc.assert(
      fc.asyncProperty(limits, fc.array(arrival, { maxLength: 40 }), async ({ qps, burst }, arrivals) => {
        const clock = new FakeClock();
        const { grants } = await run(tokenBucket(qps, burst, clock), clock, arrivals);
        for (let first = 0; first < grants.length; first++) {
          for (let last = first; last < grants.length; last++) {
            const seconds = (grants[last]!.at - grants[first]!.at) / 1_000;
            expect(last - first + 1).toBeLessThanOrEqual(burst + qps * seconds + rounding);
          }
        }
        const order = grants.map(({ arrival }) => arrival);
        expect(order).toEqual(order.toSorted((a, b) => a - b));
      }),
      { numRuns: 600 },
    );
  });

  it('is full again after a while, however many gave up', async () => {
    await fc.assert(
      fc.asyncProperty(limits, fc.array(arrival, { maxLength: 40 }), async ({ qps, burst }, arrivals) => {
        const clock = new FakeClock();
        const limiter = tokenBucket(qps, burst, clock);
        await run(limiter, clock, arrivals);
        // Those who gave up in the middle of the queue have lost their tokens, once.
        await clock.advance(((arrivals.length + burst) / qps) * 1_000 + 1);
        const taken = Array.from({ length: burst + 1 }, () => limiter.tryAccept());
        expect(taken).toEqual([...Array.from({ length: burst }, () => true), false]);
      }),
      { numRuns: 400 },
    );
  });

  it('lets everybody go as early as the rate allows if nobody gives up', async () => {
    const patient = fc.array(milliseconds, { minLength: 1, maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(limits, patient, async ({ qps, burst }, times) => {
        const clock = new FakeClock();
        const arrivals = times.map((after) => ({ after, tries: false, patience: undefined, deadline: undefined }));
        const { grants } = await run(tokenBucket(qps, burst, clock), clock, arrivals);
        // The generic cell rate algorithm: the same rule, said with times instead of tokens.
        const interval = 1_000 / qps;
        let arrived = 0;
        let theoretical = 0;
        for (const [i, after] of times.entries()) {
          arrived += after;
          const at = Math.max(arrived, theoretical - (burst - 1) * interval);
          theoretical = Math.max(arrived, theoretical) + interval;
          expect(Math.abs(grants[i]!.at - at)).toBeLessThan(1e-4);
        }
        expect(grants.length).toBe(times.length);
      }),
      { numRuns: 400 },
    );
  });

  it('gives the place at the end of the queue to the next when it is given up', async () => {
    await fc.assert(
      fc.asyncProperty(limits, fc.integer({ min: 1, max: 10 }), async ({ qps, burst }, givingUp) => {
        const clock = new FakeClock();
        const limiter = tokenBucket(qps, burst, clock);
        while (limiter.tryAccept());
        for (let i = 0; i < givingUp; i++) {
          const impatience = new AbortController();
          const wait = limiter.wait(impatience.signal);
          impatience.abort(new Error('gave up'));
          await expect(wait).rejects.toThrow('gave up');
        }
        let gone = false;
        const wait = limiter.wait().then(() => {
          gone = true;
        });
        await clock.advance(1_000 / qps);
        expect(gone).toBe(true);
        await wait;
      }),
      { numRuns: 200 },
    );
  });
});
