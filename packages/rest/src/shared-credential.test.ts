import { describe, expect, it } from '@jest/globals';
import type { Credential, CredentialSource } from './credential-source.js';
import { FakeClock } from './fake-clock.test-support.js';
import { SharedCredential } from './shared-credential.js';

interface Asked {
  signal: AbortSignal;
  give(credential: Credential): void;
  fail(error: Error): void;
}

/** A source that answers when the test says so. */
class Source implements CredentialSource {
  readonly asked: Asked[] = [];

  refresh(signal: AbortSignal): Promise<Credential> {
    return new Promise((give, fail) => this.asked.push({ signal, give, fail }));
  }
}

const never = new AbortController().signal;
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('SharedCredential', () => {
  it('is one for everybody who has the same source', () => {
    const source = new Source();
    expect(SharedCredential.of(source)).toBe(SharedCredential.of(source));
    expect(SharedCredential.of(source)).not.toBe(SharedCredential.of(new Source()));
  });

  it('asks the source once for all who wait, and again only when asked again', async () => {
    const source = new Source();
    const shared = SharedCredential.of(source);
    const clock = new FakeClock();
    const all = Promise.all(Array.from({ length: 50 }, () => shared.refreshed(clock, never)));
    await settled();
    expect(source.asked).toHaveLength(1);
    source.asked[0]!.give({ token: 'first' });
    expect(new Set(await all).size).toBe(1);
    expect(shared.current).toEqual({ token: 'first' });

    const next = shared.refreshed(clock, never);
    await settled();
    source.asked[1]!.give({ token: 'second' });
    expect(await next).toEqual({ token: 'second' });
    expect(shared.current).toBe(await next);
  });

  it('is fresh for ever without an end', async () => {
    const source = new Source();
    const shared = SharedCredential.of(source);
    const clock = new FakeClock();
    expect(shared.fresh(clock)).toBeUndefined();
    await refreshWith(shared, source, clock, { token: 't' });
    await clock.advance(1e12);
    expect(shared.fresh(clock)).toEqual({ token: 't' });
  });

  it.each([
    [3_600_000, 3_590_000],
    [100_000, 90_000],
    [1_000, 900],
  ])('with %d ms to live is fresh for %d ms, and valid to the end', async (life, fresh) => {
    const source = new Source();
    const shared = SharedCredential.of(source);
    const clock = new FakeClock({ now: 5_000 });
    await refreshWith(shared, source, clock, { token: 't', expiresAt: new Date(5_000 + life) });
    await clock.advance(fresh - 1);
    expect(shared.fresh(clock)).toBeDefined();
    await clock.advance(1);
    expect(shared.fresh(clock)).toBeUndefined();
    await clock.advance(life - fresh - 1);
    expect(shared.valid(clock)).toBeDefined();
    await clock.advance(1);
    expect(shared.valid(clock)).toBeUndefined();
  });

  it('gives what has ended already to those who asked for it, and to nobody else', async () => {
    const source = new Source();
    const shared = SharedCredential.of(source);
    const clock = new FakeClock({ now: 5_000 });
    const got = await refreshWith(shared, source, clock, { token: 't', expiresAt: new Date(4_000) });
    expect(got.token).toBe('t');
    expect(shared.fresh(clock)).toBeUndefined();
    expect(shared.valid(clock)).toBeUndefined();
  });

  it('keeps the last credential when a refresh fails, and asks again the next time', async () => {
    const source = new Source();
    const shared = SharedCredential.of(source);
    const clock = new FakeClock();
    const first = await refreshWith(shared, source, clock, { token: 'first' });
    const failing = [shared.refreshed(clock, never), shared.refreshed(clock, never)];
    await settled();
    source.asked[1]!.fail(new Error('no answer'));
    for (const refreshed of failing) await expect(refreshed).rejects.toThrow('no answer');
    expect(shared.current).toBe(first);
    await refreshWith(shared, source, clock, { token: 'second' });
    expect(shared.current).toEqual({ token: 'second' });
  });

  it('survives a source that throws at once', async () => {
    let calls = 0;
    const shared = SharedCredential.of({
      refresh() {
        calls++;
        throw new Error('broken');
      },
    });
    await expect(shared.refreshed(new FakeClock(), never)).rejects.toThrow('broken');
    await expect(shared.refreshed(new FakeClock(), never)).rejects.toThrow('broken');
    expect(calls).toBe(2);
  });

  it('lets others have what one gives up waiting for', async () => {
    const source = new Source();
    const shared = SharedCredential.of(source);
    const clock = new FakeClock();
    const controller = new AbortController();
    const impatient = shared.refreshed(clock, controller.signal);
    const patient = shared.refreshed(clock, never);
    await settled();
    controller.abort(new Error('enough'));
    await expect(impatient).rejects.toThrow('enough');
    expect(source.asked[0]!.signal.aborted).toBe(false);
    source.asked[0]!.give({ token: 't' });
    expect(await patient).toEqual({ token: 't' });
  });

  it('ends a refresh that nobody waits for any more, and asks again only when that has ended, ignoring what it gives', async () => {
    const source = new Source();
    const shared = SharedCredential.of(source);
    const clock = new FakeClock();
    const controllers = [new AbortController(), new AbortController()];
    const waiting = controllers.map(({ signal }) => shared.refreshed(clock, signal));
    await settled();
    for (const controller of controllers) controller.abort(new Error('enough'));
    for (const refreshed of waiting) await expect(refreshed).rejects.toThrow('enough');
    expect(source.asked[0]!.signal.aborted).toBe(true);

    const next = shared.refreshed(clock, never);
    await settled();
    expect(source.asked).toHaveLength(1);
    source.asked[0]!.give({ token: 'too late' });
    await settled();
    expect(shared.current).toBeUndefined();
    source.asked[1]!.give({ token: 'second' });
    expect(await next).toEqual({ token: 'second' });
  });

  it('never asks for those who gave up while the last refresh was ending', async () => {
    const source = new Source();
    const shared = SharedCredential.of(source);
    const clock = new FakeClock();
    for (let time = 0; time < 3; time++) {
      const controller = new AbortController();
      const refreshed = shared.refreshed(clock, controller.signal);
      await settled();
      controller.abort(new Error('enough'));
      await expect(refreshed).rejects.toThrow('enough');
    }
    const patient = shared.refreshed(clock, never);
    source.asked[0]!.fail(new Error('aborted'));
    await settled();
    expect(source.asked).toHaveLength(2);
    source.asked[1]!.give({ token: 't' });
    expect(await patient).toEqual({ token: 't' });
  });

  it('does not ask for somebody who has given up already', async () => {
    const source = new Source();
    await expect(SharedCredential.of(source).refreshed(new FakeClock(), AbortSignal.abort(new Error('enough')))).rejects.toThrow(
      'enough',
    );
    await settled();
    expect(source.asked).toHaveLength(0);
  });
});

async function refreshWith(shared: SharedCredential, source: Source, clock: FakeClock, given: Credential): Promise<Credential> {
  const refreshed = shared.refreshed(clock, never);
  await settled();
  source.asked.at(-1)!.give(given);
  return refreshed;
}
