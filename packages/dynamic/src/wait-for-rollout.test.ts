import { describe, expect, it } from '@jest/globals';
import { isNotFound } from '@kubewright/rest';
import { getEventListeners } from 'node:events';
import { eventually } from '../../rest/src/eventually.test-support.js';
import type { Workload } from './rollout-status.js';
import { waitForRollout } from './wait-for-rollout.js';
import { WaitTimeoutError } from './wait-timeout-error.js';
import { type Frame, startWaitingServer, type Thing, thing } from './waiting-server.test-support.js';

const web = (version: number, updatedReplicas: number, availableReplicas: number): Thing & Workload => ({
  ...thing(version),
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  spec: { replicas: 2 },
  status: { replicas: 2, updatedReplicas, availableReplicas } as object,
});
const modified = (object: Thing): Frame => ({ type: 'MODIFIED', object });
const updating = (count: number): string =>
  `Waiting for deployment "w" rollout to finish: ${count} out of 2 new replicas have been updated...`;
const available = 'Waiting for deployment "w" rollout to finish: 1 of 2 updated replicas are available...';

describe('waitForRollout', () => {
  it('tells how far it is whenever that changes, and resolves with the object when it is done', async () => {
    await using stand = await startWaitingServer({
      lists: [{ version: '5', items: [web(3, 0, 0)] }],
      watches: [[modified(web(6, 1, 0)), modified(web(7, 1, 1)), modified(web(8, 2, 1)), modified(web(9, 2, 2))]],
    });
    const messages: string[] = [];
    const object = await waitForRollout(stand.things, 'w', { onStatus: ({ message }) => messages.push(message) });
    expect(messages).toEqual([updating(0), updating(1), available, 'deployment "w" successfully rolled out']);
    expect(object.metadata.resourceVersion).toBe('9');
  });

  it('rejects when the object is deleted meanwhile', async () => {
    await using stand = await startWaitingServer({
      lists: [{ version: '5', items: [web(3, 0, 0)] }],
      watches: [[{ type: 'DELETED', object: web(6, 0, 0) }]],
    });
    await expect(waitForRollout(stand.things, 'w')).rejects.toMatchObject({
      name: 'RolloutError',
      reason: 'Deleted',
      message: 'object has been deleted',
    });
  });

  it('rejects with the server’s NotFound when there is no such object', async () => {
    await using stand = await startWaitingServer({ lists: [{ version: '5', items: [] }] });
    const error = await waitForRollout(stand.things, 'w').catch((caught: unknown) => caught);
    expect(isNotFound(error)).toBe(true);
    expect(stand.asked()).toEqual(['list', 'get']);
  });

  it('waits for an object that is there when it is asked for, though the list had none', async () => {
    await using stand = await startWaitingServer({
      type: { group: 'apps', version: 'v1', kind: 'Deployment' },
      lists: [{ version: '', items: [], body: { metadata: { resourceVersion: '5' }, items: [] } }],
      found: web(6, 2, 1),
      watches: [[{ type: 'ADDED', object: web(6, 2, 1) }, modified(web(7, 2, 2))]],
    });
    const messages: string[] = [];
    const object = await waitForRollout(stand.things, 'w', { onStatus: ({ message }) => messages.push(message) });
    expect(object.metadata.resourceVersion).toBe('7');
    expect(messages).toEqual([available, 'deployment "w" successfully rolled out']);
    expect(stand.asked()).toEqual(['list', 'get', 'watch 5']);
  });

  it('is over when its time is, also while it asks why there is no object, and leaves nothing behind', async () => {
    await using stand = await startWaitingServer({ lists: [{ version: '5', items: [] }], found: 'hang' });
    const controller = new AbortController();
    const options = { timeout: 1500, clock: stand.clock, signal: controller.signal };
    const caught = waitForRollout(stand.things, 'w', options).catch((error: unknown) => error);
    await eventually(
      () => stand.asked().at(-1) === 'get',
      () => stand.asked().join(),
    );
    await stand.clock.advance(1500);
    expect(await caught).toBeInstanceOf(WaitTimeoutError);
    expect([stand.clock.sleeping, stand.clock.now()]).toEqual([0, 1500]);
    await eventually(
      () => stand.server.connections() === 0 && getEventListeners(controller.signal, 'abort').length === 0,
      () => String(stand.server.connections()),
    );
  });

  it('ends with the reason of its signal while it asks why there is no object', async () => {
    await using stand = await startWaitingServer({ lists: [{ version: '5', items: [] }], found: 'hang' });
    const controller = new AbortController();
    const caught = waitForRollout(stand.things, 'w', { signal: controller.signal }).catch((error: unknown) => error);
    await eventually(
      () => stand.asked().at(-1) === 'get',
      () => stand.asked().join(),
    );
    const reason = new Error('enough');
    controller.abort(reason);
    expect(await caught).toBe(reason);
  });

  it('says in the text of a timeout how far it was', async () => {
    await using stand = await startWaitingServer({ lists: [{ version: '5', items: [web(3, 2, 1)] }] });
    const caught = waitForRollout(stand.things, 'w', { timeout: 1500, clock: stand.clock }).catch((error: unknown) => error);
    await eventually(
      () => stand.openWatches() === 1,
      () => stand.asked().join(),
    );
    await stand.clock.advance(1500);
    expect(((await caught) as Error).message).toBe(
      `timed out after 1.5 s waiting for Thing "w" to be rolled out; last seen: ${available}`,
    );
  });
});
