import { afterAll, describe, expect, it } from '@jest/globals';
import { Clientset } from '@kubewright/clientset';
import { anonymousConfig, isNotFound, isUnauthorized, isForbidden } from '@kubewright/rest';
import { undiciTransport } from '@kubewright/rest-undici';
import { adminConfig, ownNamespace } from './cluster.js';

const { clientset: byDefault, namespace } = await ownNamespace();
const config = { ...adminConfig(), transportFactory: undiciTransport };
const clientset = new Clientset(config);
afterAll(() => clientset.close());
const configMaps = clientset.coreV1().configMaps(namespace);

describe('a clientset on undici', () => {
  it('creates, reads, replaces, patches and deletes', async () => {
    const created = await configMaps.create({ metadata: { name: 'written' }, data: { a: '1' } });
    expect(await configMaps.get('written')).toEqual(created);
    const updated = await configMaps.update({ ...created, data: { a: '2' } });
    expect(updated.data).toEqual({ a: '2' });
    const applied = await configMaps.apply({ metadata: { name: 'written' }, data: { b: 'ünï' } }, { fieldManager: 'me' });
    expect(applied.data).toEqual({ a: '2', b: 'ünï' });
    await configMaps.delete('written');
    const missing = await configMaps.get('written').catch((error: unknown) => error);
    expect(isNotFound(missing)).toBe(true);
  });

  it('lists what the default transport lists, in one piece and in pages', async () => {
    for (let i = 0; i < 5; i++) await configMaps.create({ metadata: { name: `listed-${String(i)}`, labels: { listed: 'yes' } } });
    const options = { labelSelector: 'listed=yes' };
    const { items } = await configMaps.list(options);
    expect(items).toEqual((await byDefault.coreV1().configMaps(namespace).list(options)).items);
    expect(items).toHaveLength(5);
    const paged: string[] = [];
    for await (const { metadata } of configMaps.listAll({ ...options, limit: 2 })) paged.push(metadata.name);
    expect(paged).toEqual(items.map(({ metadata }) => metadata.name));
  });

  it('watches while it makes calls, sees everything in order, and leaves the watch', async () => {
    const { metadata } = await configMaps.list();
    const watch = await configMaps.watch({ resourceVersion: metadata.resourceVersion, labelSelector: 'watched=yes' });
    const names = Array.from({ length: 20 }, (_, i) => `watched-${String(i)}`);
    for (const name of names) await configMaps.create({ metadata: { name, labels: { watched: 'yes' } } });
    await configMaps.delete('watched-0');
    const seen: string[] = [];
    for await (const event of watch) {
      if (event.type === 'BOOKMARK') continue;
      seen.push(`${event.type} ${event.object.metadata.name}`);
      if (event.type === 'DELETED') break;
    }
    expect(seen).toEqual([...names.map((name) => `ADDED ${name}`), 'DELETED watched-0']);
  });

  it('ends a watch without an error when the server’s time is up', async () => {
    const watch = await configMaps.watch({ timeoutSeconds: 1, labelSelector: 'none=such' });
    for await (const event of watch) expect(event.type).toBe('never');
  });

  it('streams megabytes as they are, and ends a stream that is left', async () => {
    const openAPI = (from: Clientset) => from.rest.get().absPath('/openapi/v2');
    const whole = await openAPI(byDefault).doRaw();
    expect(whole.length).toBeGreaterThan(1_000_000);
    const pieces: Uint8Array[] = [];
    for await (const piece of await openAPI(clientset).stream()) pieces.push(piece);
    expect(pieces.length).toBeGreaterThan(1);
    expect(Buffer.concat(pieces).equals(whole)).toBe(true);

    const events = await clientset.rest.get().absPath('/api/v1/configmaps').param('watch', 'true').stream();
    for await (const piece of events) {
      expect(Buffer.from(piece).toString()).toContain('"type":"ADDED"');
      break;
    }
    // What was left takes nothing away from others.
    expect((await configMaps.list({ limit: 1 })).items).toHaveLength(1);
  });

  it('makes 300 calls at once', async () => {
    const { items } = await configMaps.list({ labelSelector: 'listed=yes' });
    const names = items.map(({ metadata }) => metadata.name);
    const asked = Array.from({ length: 300 }, (_, i) => names[i % names.length] as string);
    const answers = await Promise.all(asked.map((name) => configMaps.get(name)));
    expect(answers.map(({ metadata }) => metadata.name)).toEqual(asked);
  });

  // The clusters that tests start know their administrator by a client certificate.
  it('proves who it is as the default transport does, and is nobody without a credential', async () => {
    const who = async (by: Clientset): Promise<string | undefined> =>
      (await by.authenticationV1().selfSubjectReviews().create({})).status?.userInfo?.username;
    expect(await who(clientset)).toBe(await who(byDefault));
    await using stranger = new Clientset({ ...anonymousConfig(config), transportFactory: undiciTransport });
    const refusal = await who(stranger).catch((error: unknown) => error);
    expect(isUnauthorized(refusal) || isForbidden(refusal)).toBe(true);
  });

  it('refuses a server whose authority it was not told of', async () => {
    await using trusting = new Clientset({ host: config.host, transportFactory: undiciTransport });
    await expect(trusting.coreV1().configMaps(namespace).list()).rejects.toMatchObject({
      name: 'TransportError',
      code: expect.stringMatching(/CERT|SIGNATURE/),
    });
  });
});
