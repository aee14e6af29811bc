import { afterEach, describe, expect, it } from '@jest/globals';
import { ask, type Answered, servers } from './ask.test-support.js';
import { configMaps } from './lifecycle.test-support.js';
import type { TestServer } from './test-server.js';
import { definitionOf, definitions } from './custom-definition.test-support.js';

const { start, closeAll } = servers();
afterEach(closeAll);

const times = <T>(count: number, make: (index: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => make(index)));
const create = (server: TestServer, metadata: object, path = configMaps): Promise<Answered> =>
  ask(server, 'POST', path, { body: { metadata } });
const statuses = (answers: readonly Answered[]): number[] => answers.map(({ status }) => status).sort((a, b) => a - b);

describe('clients that write at the same time', () => {
  it('lose no update when they read again after each conflict', async () => {
    const server = await start();
    await ask(server, 'POST', configMaps, { body: { metadata: { name: 'counter' }, data: { n: '0' } } });
    const increment = async (): Promise<void> => {
      const { json } = await ask(server, 'GET', `${configMaps}/counter`);
      const { n } = json['data'] as { n: string };
      const body = { ...json, data: { n: String(Number(n) + 1) } };
      const { status } = await ask(server, 'PUT', `${configMaps}/counter`, { body });
      if (status === 409) await increment();
      else expect(status).toBe(200);
    };
    await times(20, increment);
    expect((await ask(server, 'GET', `${configMaps}/counter`)).json['data']).toEqual({ n: '20' });
  });

  it('get what they patch, all of it, without conflicts', async () => {
    const server = await start();
    await create(server, { name: 'shared' });
    const merged = await times(50, (index) =>
      ask(server, 'PATCH', `${configMaps}/shared`, {
        headers: { 'Content-Type': 'application/merge-patch+json' },
        body: { data: { [`k${String(index)}`]: 'v' } },
      }),
    );
    expect(new Set(statuses(merged))).toEqual(new Set([200]));
    expect(Object.keys((await ask(server, 'GET', `${configMaps}/shared`)).json['data'] as object)).toHaveLength(50);
  });

  it('create a name once, and as many generated ones as they like', async () => {
    const server = await start();
    expect(statuses(await times(20, () => create(server, { name: 'same' })))).toEqual([201, ...Array<number>(19).fill(409)]);
    const generated = await times(200, () => create(server, { generateName: 'some-' }));
    expect(new Set(generated.map(({ json }) => (json['metadata'] as { name: string }).name)).size).toBe(200);
  });

  it('leave nothing in a namespace that is deleted meanwhile but what has finalizers', async () => {
    const server = await start();
    await create(server, { name: 'going' }, '/api/v1/namespaces');
    const inside = '/api/v1/namespaces/going/configmaps';
    const writes = times(50, (index) =>
      create(server, { name: `c${String(index)}`, ...(index === 0 && { finalizers: ['example.com/hold'] }) }, inside),
    );
    const deleted = ask(server, 'DELETE', '/api/v1/namespaces/going');
    const later = times(50, (index) => create(server, { name: `d${String(index)}` }, inside));
    const codes = new Set(statuses([...(await writes), await deleted, ...(await later)]));
    expect([...codes].every((status) => [200, 201, 403, 404].includes(status))).toBe(true);
    await server.idle();
    const left = (await ask(server, 'GET', inside)).json['items'] as { metadata: { name: string } }[];
    expect(left.map(({ metadata }) => metadata.name)).toEqual(['c0']);
    await ask(server, 'PATCH', `${inside}/c0`, {
      headers: { 'Content-Type': 'application/merge-patch+json' },
      body: { metadata: { finalizers: null } },
    });
    await server.idle();
    expect((await ask(server, 'GET', '/api/v1/namespaces/going')).status).toBe(404);
  });

  it('leave no object of a definition that is deleted meanwhile, when it comes again', async () => {
    const server = await start();
    const body = definitionOf('Widget', { scope: 'Cluster' });
    const widgets = '/apis/example.com/v1/widgets';
    const write = (index: number): Promise<Answered> =>
      ask(server, 'POST', widgets, {
        body: { apiVersion: 'example.com/v1', kind: 'Widget', metadata: { name: `w${String(index)}` } },
      });
    await ask(server, 'POST', definitions, { body });
    await server.idle();
    const watched = ask(server, 'GET', `${widgets}?watch=1`);
    const writes = times(50, write);
    const deleted = ask(server, 'DELETE', `${definitions}/widgets.example.com`);
    const codes = new Set(statuses([...(await writes), await deleted, ...(await times(20, write))]));
    expect([...codes].every((status) => [200, 201, 404, 405].includes(status))).toBe(true);
    await server.idle();
    // It ends with the definition.
    expect((await watched).status).toBe(200);
    await ask(server, 'POST', definitions, { body });
    await server.idle();
    expect((await ask(server, 'GET', widgets)).json['items']).toEqual([]);
  });

  it('are all told when the server closes', async () => {
    const server = await start();
    const outcome = (asked: Promise<Answered>): Promise<number | string> =>
      asked.then(
        ({ status }) => status,
        (error: unknown) => (error as NodeJS.ErrnoException).code ?? '',
      );
    const open = [
      ...Array.from({ length: 20 }, () => outcome(ask(server, 'GET', `${configMaps}?watch=1`))),
      ...Array.from({ length: 20 }, () => outcome(create(server, { generateName: 'late-' }))),
    ];
    await Promise.all([server.close(), server.close()]);
    const outcomes = await Promise.all(open);
    expect(outcomes.filter((one) => ![200, 201, 'ECONNRESET', 'ECONNREFUSED', 'EPIPE'].includes(one))).toEqual([]);
  });
});
