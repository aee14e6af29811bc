import { getEventListeners } from 'node:events';
import { inspect, isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { errorCode, isForbidden, isServiceUnavailable } from '@kubewright/rest';
import { eventually } from '../../rest/src/eventually.test-support.js';
import { condition, created, deleted, field } from './wait-condition.js';
import { waitFor, type WaitableClient } from './wait-for.js';
import { WaitTimeoutError } from './wait-timeout-error.js';
import { startWaitingServer, type Thing, thing } from './waiting-server.test-support.js';

const comesToBe = (read: () => unknown, value: unknown): Promise<void> =>
  eventually(
    () => isDeepStrictEqual(read(), value),
    () => `${inspect(value)}; it is ${inspect(read())}`,
  );

const ready = (status: string): Thing['status'] => ({
  conditions: [{ type: 'Ready', status, reason: 'Because', message: 'it is so' }],
});
const modified = (object: Thing): { type: string; object: Thing } => ({ type: 'MODIFIED', object });
const expired = {
  type: 'ERROR',
  object: { kind: 'Status', status: 'Failure', reason: 'Expired', code: 410, message: 'too old resource version' },
};
const unavailable = { code: 503, reason: 'ServiceUnavailable' };

describe('waitFor', () => {
  it('asks once if the condition holds already', async () => {
    await using stand = await startWaitingServer({ lists: [{ version: '5', items: [thing(3, ready('True'))] }] });
    const found = await waitFor(stand.things, 'w', condition('Ready'));
    expect(found.metadata.resourceVersion).toBe('3');
    expect(stand.asked()).toEqual(['list']);
  });

  it('watches from the version of the list on, so that no change is missed, and closes the watch at the end', async () => {
    await using stand = await startWaitingServer({
      lists: [{ version: '5', items: [thing(3, ready('False'))] }],
      watches: [[modified(thing(6, ready('Unknown'))), modified(thing(7, ready('True')))]],
    });
    const found = await waitFor(stand.things, 'w', condition('Ready'));
    expect(found.metadata.resourceVersion).toBe('7');
    expect(stand.asked()).toEqual(['list', 'watch 5']);
    await comesToBe(() => stand.openWatches(), 0);
  });

  it('waits for an object that does not exist yet', async () => {
    await using stand = await startWaitingServer({
      lists: [{ version: '5', items: [] }],
      watches: [[{ type: 'ADDED', object: thing(6) }]],
    });
    expect((await waitFor(stand.things, 'w', created())).metadata.uid).toBe('u-1');
  });

  it('resolves with undefined for an object that is gone, or was never there', async () => {
    await using stand = await startWaitingServer({
      lists: [
        { version: '5', items: [thing(3)] },
        { version: '7', items: [] },
      ],
      watches: [[modified(thing(6)), { type: 'DELETED', object: thing(7) }]],
    });
    expect(await waitFor(stand.things, 'w', deleted())).toBeUndefined();
    expect(await waitFor(stand.things, 'w', deleted())).toBeUndefined();
    expect(stand.asked()).toEqual(['list', 'watch 5', 'list']);
  });

  it('goes on after a watch that has ended, from the last event or bookmark', async () => {
    await using stand = await startWaitingServer({
      lists: [{ version: '5', items: [thing(3)] }],
      watches: [
        [modified(thing(6)), 'end'],
        [{ type: 'BOOKMARK', object: { kind: 'Thing', metadata: { resourceVersion: '9' } } }, 'end'],
        [modified(thing(12)), 'break'],
        [modified(thing(13, { phase: 'Running' }))],
      ],
    });
    await waitFor(
      stand.things,
      'w',
      field((object: Thing) => object.status?.phase, 'Running'),
      { clock: stand.clock },
    );
    expect(stand.asked()).toEqual(['list', 'watch 5', 'watch 6', 'watch 9', 'watch 12']);
    expect(stand.clock.sleeps).toEqual([]);
  });

  it('lists again when the version is too old for the server', async () => {
    await using stand = await startWaitingServer({
      lists: [
        { version: '5', items: [thing(3)] },
        { version: '90', items: [thing(88, ready('True'))] },
      ],
      watches: [[expired]],
    });
    const found = waitFor(stand.things, 'w', condition('Ready'), { clock: stand.clock });
    await comesToBe(() => stand.clock.sleeping, 1);
    await stand.clock.advance(800);
    expect((await found).metadata.resourceVersion).toBe('88');
    expect(stand.asked()).toEqual(['list', 'watch 5', 'list']);
  });

  it('sees that an object was deleted and created anew while it could not look', async () => {
    await using stand = await startWaitingServer({
      lists: [
        { version: '5', items: [thing(3)] },
        { version: '90', items: [thing(88, {}, { uid: 'u-2' })] },
      ],
      watches: [{ code: 410, reason: 'Expired' }],
    });
    const gone = waitFor(stand.things, 'w', deleted(), { clock: stand.clock });
    await comesToBe(() => stand.clock.sleeping, 1);
    await stand.clock.advance(800);
    expect(await gone).toBeUndefined();
  });

  it('takes another object of the name for the deletion of the one that is meant', async () => {
    await using stand = await startWaitingServer({ lists: [{ version: '5', items: [thing(3, {}, { uid: 'u-2' })] }] });
    expect((await waitFor(stand.things, 'w', deleted('u-1')))?.metadata.uid).toBe('u-2');
  });

  it('waits longer and longer between tries that fail, at most 30 seconds, and anew after an event', async () => {
    const refusals = Array.from({ length: 7 }, () => unavailable);
    await using stand = await startWaitingServer({
      lists: [{ version: '5', items: [thing(3)] }],
      watches: [...refusals, [modified(thing(6)), expired], unavailable, [modified(thing(7, ready('True')))]],
    });
    const found = waitFor(stand.things, 'w', condition('Ready'), { clock: stand.clock });
    const waits = [800, 1600, 3200, 6400, 12_800, 25_600, 30_000, 800, 1600];
    for (const [index, wait] of waits.entries()) {
      await comesToBe(() => stand.clock.sleeps.length, index + 1);
      await stand.clock.advance(wait);
    }
    await found;
    expect(stand.clock.sleeps).toEqual(waits);
  });

  it('waits as long as the server asks', async () => {
    await using stand = await startWaitingServer({
      lists: [{ version: '5', items: [thing(3)] }],
      watches: [{ code: 429, reason: 'TooManyRequests', retryAfterSeconds: 7 }, [modified(thing(6, ready('True')))]],
    });
    const found = waitFor(stand.things, 'w', condition('Ready'), { clock: stand.clock });
    await comesToBe(() => stand.clock.sleeps, [7000]);
    await stand.clock.advance(7000);
    await found;
  });

  it('does not hurry where watches end at once', async () => {
    await using stand = await startWaitingServer({
      lists: [{ version: '5', items: [thing(3)] }],
      watches: [['end'], [modified(thing(6, ready('True')))]],
    });
    const found = waitFor(stand.things, 'w', condition('Ready'), { clock: stand.clock });
    await comesToBe(() => stand.clock.sleeps, [800]);
    await stand.clock.advance(800);
    await found;
    expect(stand.asked()).toEqual(['list', 'watch 5', 'watch 5']);
  });

  it('rejects with the error of the first read, and later with one that will not pass', async () => {
    await using first = await startWaitingServer({ lists: [unavailable] });
    expect(isServiceUnavailable(await waitFor(first.things, 'w', created()).catch((error: unknown) => error))).toBe(true);
    await using later = await startWaitingServer({
      lists: [{ version: '5', items: [] }],
      watches: [{ code: 403, reason: 'Forbidden' }],
    });
    expect(isForbidden(await waitFor(later.things, 'w', created()).catch((error: unknown) => error))).toBe(true);
    expect(later.asked()).toEqual(['list', 'watch 5']);
  });

  it.each([
    { what: 'a list that is cut', cut: '{"kind":"ThingList","items":[{"metadata":{"na' },
    { what: 'an empty list answer', cut: '' },
  ])('takes $what for a broken connection', async ({ cut }) => {
    const list = { version: '5', items: [thing(3)] };
    await using stand = await startWaitingServer({
      lists: [list, { ...list, text: cut }, { version: '7', items: [thing(7, ready('True'))] }],
      watches: [[expired]],
    });
    const found = waitFor(stand.things, 'w', condition('Ready'), { clock: stand.clock });
    for (const [index, wait] of [800, 1600].entries()) {
      await comesToBe(() => stand.clock.sleeps.length, index + 1);
      await stand.clock.advance(wait);
    }
    expect((await found).metadata.resourceVersion).toBe('7');
    expect(stand.asked()).toEqual(['list', 'watch 5', 'list', 'list']);
  });

  it.each([
    {
      what: 'an event that is cut by the end of the watch',
      frames: [{ text: '{"type":"MODIFIED","obj' }, 'end'],
      next: 'watch 5',
    },
    { what: 'an event that is no JSON', frames: [{ text: '{"type":,"object":{}}\n' }], next: 'list' },
  ] as const)('takes $what for a broken connection', async ({ frames, next }) => {
    await using stand = await startWaitingServer({
      lists: [{ version: '5', items: [thing(3)] }],
      watches: [[...frames], [modified(thing(6, ready('True')))]],
    });
    const found = waitFor(stand.things, 'w', condition('Ready'), { clock: stand.clock });
    await comesToBe(() => stand.clock.sleeps, [800]);
    await stand.clock.advance(800);
    expect((await found).metadata.resourceVersion).toBe('6');
    expect(stand.asked().slice(0, 3)).toEqual(['list', 'watch 5', next]);
  });

  it('rejects with a first list that is cut', async () => {
    await using stand = await startWaitingServer({ lists: [{ version: '5', items: [], text: '{"items":[' }] });
    await expect(waitFor(stand.things, 'w', created())).rejects.toThrow('is no JSON (10 bytes)');
  });

  it('rejects when its client is closed, and waits no more', async () => {
    await using stand = await startWaitingServer({ lists: [{ version: '5', items: [] }] });
    const caught = waitFor(stand.things, 'w', created(), { clock: stand.clock }).catch((error: unknown) => error);
    await comesToBe(() => stand.openWatches(), 1);
    await stand.close();
    expect(errorCode(await caught)).toBe('ERR_CLIENT_CLOSED');
    expect(stand.clock.sleeps).toEqual([]);
  });

  it('sees through the errors of a client that wraps them', async () => {
    await using stand = await startWaitingServer({ lists: [{ version: '5', items: [] }] });
    const { clock } = stand;
    const wrapping = async <T>(call: Promise<T>): Promise<T> => {
      return call.catch((cause: unknown) => {
        throw new Error('it could not be read', { cause });
      });
    };
    const things: WaitableClient<Thing> = {
      get: (name, options) => wrapping(stand.things.get(name, options)),
      list: (options) => wrapping(stand.things.list(options)),
      watch: (options) => wrapping(stand.things.watch(options)),
    };
    const caught = waitFor(things, 'w', created(), { clock }).catch((error: unknown) => error);
    await comesToBe(() => stand.openWatches(), 1);
    await stand.server[Symbol.asyncDispose]();
    await comesToBe(() => clock.sleeps, [800]); // the watch has ended
    await clock.advance(800);
    await comesToBe(() => clock.sleeps, [800, 1600]); // nobody listens, but that may pass
    await stand.close();
    await clock.advance(1600);
    expect(errorCode(await caught)).toBe('ERR_CLIENT_CLOSED');
    expect(clock.sleeps).toEqual([800, 1600]);
  });

  it('rejects with what the condition throws, and closes the watch', async () => {
    await using stand = await startWaitingServer({
      lists: [{ version: '5', items: [] }],
      watches: [[{ type: 'ADDED', object: thing(6) }]],
    });
    const failed = new Error('it has failed');
    const failing = (object: unknown): boolean => {
      if (object === undefined) return false;
      throw failed;
    };
    await expect(waitFor(stand.things, 'w', failing)).rejects.toBe(failed);
    await comesToBe(() => stand.openWatches(), 0);
  });

  it('passes over objects of other names, which a server without field selectors tells of', async () => {
    const other = thing(4, ready('True'), { name: 'other', uid: 'u-9' });
    await using stand = await startWaitingServer({
      lists: [{ version: '5', items: [other, thing(3)] }],
      watches: [[modified(other), modified(thing(6, ready('True')))]],
    });
    expect((await waitFor(stand.things, 'w', condition('Ready'))).metadata.name).toBe('w');
  });

  it('rejects when a name stands for objects of several namespaces', async () => {
    await using stand = await startWaitingServer({
      lists: [{ version: '5', items: [thing(3)] }],
      watches: [[modified(thing(6, ready('True'), { namespace: 'other' }))]],
    });
    await expect(waitFor(stand.things, 'w', condition('Ready'))).rejects.toThrow(
      'cannot wait for "w": objects of several namespaces have this name; use a client of one namespace',
    );
  });

  it('rejects when the first list has objects of several namespaces already', async () => {
    const other = thing(4, ready('False'), { namespace: 'other', uid: 'u-9' });
    await using stand = await startWaitingServer({ lists: [{ version: '5', items: [other, thing(3, ready('True'))] }] });
    await expect(waitFor(stand.things, 'w', () => true)).rejects.toThrow(
      'cannot wait for "w": objects of several namespaces have this name; use a client of one namespace',
    );
  });

  it('lists again after each watch where lists have no version', async () => {
    await using stand = await startWaitingServer({
      lists: [
        { version: '', items: [thing(3)] },
        { version: '', items: [] },
      ],
      watches: [['end'], []],
    });
    const gone = waitFor(stand.things, 'w', deleted(), { clock: stand.clock });
    await comesToBe(() => stand.clock.sleeps, [800]);
    await stand.clock.advance(800);
    expect(await gone).toBeUndefined();
    expect(stand.asked()).toEqual(['list', 'watch ', 'list']);
  });

  it.each([
    { lacks: 'kind', body: { metadata: { resourceVersion: '5' }, items: [thing(3)] } },
    { lacks: 'metadata', body: { kind: 'ThingList', items: [thing(3)] } },
  ])('takes a list without $lacks as it is', async ({ body }) => {
    await using stand = await startWaitingServer({
      lists: [{ version: '', items: [], body }],
      watches: [[modified(thing(6, ready('True')))]],
    });
    expect((await waitFor(stand.things, 'w', condition('Ready'))).metadata.resourceVersion).toBe('6');
  });

  it('does not hurry where each watch repeats its one event and ends', async () => {
    await using stand = await startWaitingServer({
      lists: [{ version: '5', items: [thing(3)] }],
      watches: [
        [modified(thing(6)), 'end'],
        [modified(thing(6)), 'end'],
        [modified(thing(6)), 'end'],
        [modified(thing(6, ready('True')))],
      ],
    });
    const found = waitFor(stand.things, 'w', condition('Ready'), { clock: stand.clock });
    await comesToBe(() => stand.clock.sleeps, [800]);
    await stand.clock.advance(800);
    await comesToBe(() => stand.clock.sleeps, [800, 1600]);
    await stand.clock.advance(1600);
    await found;
  });

  it('is over at once with a negative timeout, and refuses one that is no number', async () => {
    await using stand = await startWaitingServer({ lists: [{ version: '5', items: [] }] });
    const { clock } = stand;
    await expect(waitFor(stand.things, 'w', created(), { timeout: -5, clock })).rejects.toThrow(WaitTimeoutError);
    await expect(waitFor(stand.things, 'w', created(), { timeout: NaN, clock })).rejects.toThrow(TypeError);
    await expect(waitFor(undefined as never, 'w', created())).rejects.toThrow(/^waiting needs a client of a resource/);
  });

  it('demands a condition that says at once whether it holds', async () => {
    await using stand = await startWaitingServer({ lists: [{ version: '5', items: [thing(3)] }] });
    const async: unknown = () => Promise.resolve(false);
    const name: unknown = 'Ready';
    for (const [given, problem] of [
      [name, 'waiting needs a condition: a function of the object'],
      [undefined, 'waiting needs a condition: a function of the object'],
      [async, 'but it gave a promise: it must not be async'],
    ] as const)
      await expect(waitFor(stand.things, 'w', given as () => boolean)).rejects.toThrow(problem);
    await comesToBe(() => stand.openWatches(), 0);
  });

  it('demands a name', async () => {
    await using stand = await startWaitingServer({ lists: ['hang'] });
    await expect(waitFor(stand.things, '', created())).rejects.toThrow('cannot wait for an object without a name');
  });
});

describe('a wait whose time is up', () => {
  const timedOut = async (stand: Awaited<ReturnType<typeof startWaitingServer>>, waiting: Promise<unknown>, until: string) => {
    const caught = waiting.catch((error: unknown) => error);
    await comesToBe(() => stand.asked().at(-1), until);
    await comesToBe(() => until === 'list' || stand.openWatches() === 1, true);
    await stand.clock.advance(30_000);
    return (await caught) as WaitTimeoutError;
  };

  it('says what was waited for and what was last seen', async () => {
    await using stand = await startWaitingServer({ lists: [{ version: '5', items: [thing(3, ready('False'))] }] });
    const { clock } = stand;
    const error = await timedOut(stand, waitFor(stand.things, 'w', condition('Ready'), { timeout: 30_000, clock }), 'watch 5');
    expect(error).toBeInstanceOf(WaitTimeoutError);
    expect(error.message).toBe(
      'timed out after 30 s waiting for Thing "w" to have the condition Ready=True; last seen: Ready=False (Because: it is so)',
    );
    expect((error.object as Thing).metadata?.resourceVersion).toBe('3');
    expect(JSON.stringify(Object.entries(error))).not.toContain('u-1');
    await comesToBe(() => stand.openWatches(), 0);
    expect(clock.sleeping).toBe(0);
  });

  it('says that the object does not exist', async () => {
    await using stand = await startWaitingServer({ lists: [{ version: '5', items: [] }] });
    const waiting = waitFor(stand.things, 'w', created(), { timeout: 30_000, clock: stand.clock });
    expect((await timedOut(stand, waiting, 'watch 5')).message).toBe(
      'timed out after 30 s waiting for Thing "w" to exist; last seen: it does not exist',
    );
  });

  it('says that no answer came', async () => {
    await using stand = await startWaitingServer({ lists: ['hang'] });
    const waiting = waitFor(stand.things, 'w', () => true, { timeout: 30_000, clock: stand.clock });
    expect((await timedOut(stand, waiting, 'list')).message).toBe(
      'timed out after 30 s waiting for the object "w" to meet the condition; last seen: nothing, no answer has come',
    );
  });

  it('says what the last try failed with', async () => {
    await using stand = await startWaitingServer({
      lists: [{ version: '5', items: [thing(3, { phase: 'Pending', ...ready('False') })] }, unavailable],
      watches: [unavailable],
    });
    const caught = waitFor(stand.things, 'w', () => false, { timeout: 2000, clock: stand.clock }).catch((e: unknown) => e);
    await comesToBe(() => stand.clock.sleeps, [2000, 800]);
    await stand.clock.advance(800);
    await comesToBe(() => stand.clock.sleeps, [2000, 800, 1600]);
    await stand.clock.advance(1200);
    const error = (await caught) as WaitTimeoutError;
    expect(error.message).toBe(
      'timed out after 2 s waiting for Thing "w" to meet the condition; last seen: phase Pending, Ready=False (Because: it is so); the last try failed: refused: ServiceUnavailable',
    );
    expect(isServiceUnavailable(error.cause)).toBe(true);
  });
});

describe('what a condition of one’s own says of an object', () => {
  it.each([
    { what: 'is in the text of a timeout', describe: () => 'half done', message: /; last seen: half done$/ },
    {
      what: 'ends the wait if it throws',
      describe: () => {
        throw new Error('it is beyond words');
      },
      message: /^it is beyond words$/,
    },
  ])('$what', async ({ describe: say, message }) => {
    await using stand = await startWaitingServer({ lists: [{ version: '5', items: [thing(3)] }] });
    const never = Object.assign(() => false, { describe: say });
    const caught = waitFor(stand.things, 'w', never, { timeout: 100, clock: stand.clock }).catch((error: unknown) => error);
    await comesToBe(() => stand.openWatches(), 1);
    await stand.clock.advance(100);
    expect(((await caught) as Error).message).toMatch(message);
  });
});

describe('a wait that is aborted', () => {
  const reason = new Error('enough');

  it('asks nothing if it was aborted before', async () => {
    await using stand = await startWaitingServer({ lists: ['hang'] });
    await expect(waitFor(stand.things, 'w', created(), { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    expect(stand.asked()).toEqual([]);
  });

  const list = { version: '5', items: [thing(3)] };
  it.each([
    { when: 'reading', script: { lists: ['hang' as const] }, last: 'list', sleeping: 0 },
    { when: 'a watch is opened', script: { lists: [list], watches: ['hang' as const] }, last: 'watch 5', sleeping: 0 },
    { when: 'watching', script: { lists: [list] }, last: 'watch 5', sleeping: 0 },
    { when: 'waiting for the next try', script: { lists: [list], watches: [unavailable] }, last: 'watch 5', sleeping: 1 },
  ])('rejects with the reason while $when, and leaves nothing behind', async ({ script, last, sleeping }) => {
    await using stand = await startWaitingServer(script);
    const controller = new AbortController();
    const waiting = waitFor(stand.things, 'w', deleted(), { signal: controller.signal, clock: stand.clock });
    const caught = waiting.catch((error: unknown) => error);
    await comesToBe(() => [stand.asked().at(-1), stand.clock.sleeping], [last, sleeping]);
    controller.abort(reason);
    expect(await caught).toBe(reason);
    expect(stand.clock.sleeping).toBe(0);
    await comesToBe(() => getEventListeners(controller.signal, 'abort').length, 0);
    await comesToBe(() => stand.openWatches(), 0);
  });

  it('leaves nothing on the signal when the condition holds', async () => {
    await using stand = await startWaitingServer({ lists: [list] });
    const controller = new AbortController();
    await waitFor(stand.things, 'w', created(), { signal: controller.signal, timeout: 1000, clock: stand.clock });
    await comesToBe(() => getEventListeners(controller.signal, 'abort').length, 0);
    expect(stand.clock.sleeping).toBe(0);
  });
});
