import { describe, expect, it } from '@jest/globals';
import { SingleFlight } from './single-flight.js';

/** Work that ends when the test says so. */
function work(): {
  begun: AbortSignal[];
  end: (value: string) => void;
  fail: (error: Error) => void;
  begin: (signal: AbortSignal) => Promise<string>;
} {
  const begun: AbortSignal[] = [];
  let end: (value: string) => void = () => undefined;
  let fail: (error: Error) => void = () => undefined;
  return {
    begun,
    end: (value) => end(value),
    fail: (error) => fail(error),
    begin: (signal) => {
      begun.push(signal);
      return new Promise((resolve, reject) => ((end = resolve), (fail = reject)));
    },
  };
}

describe('a single flight', () => {
  it('does the work once for all who want it at the same time, and anew for those who come later', async () => {
    const flight = new SingleFlight<string>();
    const { begun, begin, end } = work();
    const all = [1, 2, 3].map(() => flight.run(begin));
    end('a');
    expect(await Promise.all(all)).toEqual(['a', 'a', 'a']);
    const later = flight.run(begin);
    end('b');
    expect(await later).toBe('b');
    expect(begun).toHaveLength(2);
  });

  it('fails for all, and is tried anew', async () => {
    const flight = new SingleFlight<string>();
    const { begun, begin, end, fail } = work();
    const all = [1, 2].map(() => flight.run(begin));
    fail(new Error('broken'));
    expect((await Promise.allSettled(all)).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    const later = flight.run(begin);
    end('b');
    expect(await later).toBe('b');
    expect(begun).toHaveLength(2);
  });

  it('goes on for those who still wait when one aborts', async () => {
    const flight = new SingleFlight<string>();
    const { begun, begin, end } = work();
    const controller = new AbortController();
    const aborted = flight.run(begin, controller.signal);
    const patient = flight.run(begin);
    controller.abort(new Error('enough'));
    await expect(aborted).rejects.toThrow('enough');
    expect(begun[0]?.aborted).toBe(false);
    end('a');
    expect(await patient).toBe('a');
  });

  it('ends when nobody waits any more, and the next one begins anew', async () => {
    const flight = new SingleFlight<string>();
    const { begun, begin, end } = work();
    const controller = new AbortController();
    const all = [1, 2].map(() => flight.run(begin, controller.signal));
    controller.abort(new Error('enough'));
    for (const one of all) await expect(one).rejects.toThrow('enough');
    expect(begun.map(({ aborted }) => aborted)).toEqual([true]);
    const next = flight.run(begin);
    end('b');
    expect(await next).toBe('b');
    expect(begun).toHaveLength(2);
  });

  it('does not begin for a signal that has aborted', async () => {
    const { begun, begin } = work();
    await expect(new SingleFlight<string>().run(begin, AbortSignal.abort(new Error('before')))).rejects.toThrow('before');
    expect(begun).toEqual([]);
  });

  it('begins anew after it was forgotten, and still gives what was begun to those who wait', async () => {
    const flight = new SingleFlight<string>();
    const old = work();
    const fresh = work();
    const early = flight.run(old.begin);
    flight.forget();
    const late = [1, 2].map(() => flight.run(fresh.begin));
    old.end('old');
    expect(await early).toBe('old');
    fresh.end('new');
    expect(await Promise.all(late)).toEqual(['new', 'new']);
    expect(fresh.begun).toHaveLength(1);
  });
});
