import { appendFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ask, servers, team } from '../ask.test-support.js';
import { type ServerProcess, startProcess } from '../cli/server-process.test-support.js';
import type { Collection } from '../store/collection.js';
import { Store } from '../store/store.js';
import { Persistence } from './persistence.js';
import type { TestServer } from '../test-server.js';
import { definitionOf, definitions } from '../custom-definition.test-support.js';

const { start, closeAll } = servers();
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'persist-'));
});

afterEach(async () => {
  await closeAll();
  await rm(folder, { recursive: true, force: true });
});

const configMaps = '/api/v1/namespaces/default/configmaps';
const configMap = (name: string, data: Record<string, string> = {}): object => ({ metadata: { name }, data });

/** All that a server holds of the resources that tests write. */
async function everything(server: Pick<TestServer, 'config' | 'url'>): Promise<unknown> {
  const lists = ['namespaces', 'configmaps', 'services', 'serviceaccounts', 'pods'].map((resource) =>
    ask(server, 'GET', `/api/v1/${resource}`).then(({ json }) => [resource, json]),
  );
  return Object.fromEntries((await Promise.all(lists)) as [string, unknown][]);
}

async function journalOf(inFolder: string): Promise<string> {
  const names = (await readdir(inFolder)).filter((name) => name.startsWith('journal-'));
  expect(names).toHaveLength(1);
  return join(inFolder, names[0] ?? '');
}

describe('a server with `persist`', () => {
  it('goes on with the same objects, uids and revisions', async () => {
    const first = await start({ persist: folder, objects: [team] });
    await ask(first, 'POST', configMaps, { body: configMap('a', { text: 'ä\u2028\n' }) });
    await ask(first, 'POST', configMaps, { body: configMap('b') });
    await ask(first, 'PUT', `${configMaps}/a`, { body: configMap('a', { changed: 'yes' }) });
    await ask(first, 'DELETE', `${configMaps}/b`);
    await first.idle();
    const before = await everything(first);
    await first.close();

    const second = await start({ persist: folder, objects: [team] });

    expect(await everything(second)).toEqual(before);
  });

  it('goes on counting, so that nobody gets a revision twice', async () => {
    const first = await start({ persist: folder });
    const deleted = await ask(first, 'POST', configMaps, { body: configMap('gone') });
    await ask(first, 'DELETE', `${configMaps}/gone`);
    await first.close();
    const second = await start({ persist: folder });

    const { json } = await ask(second, 'POST', configMaps, { body: configMap('new') });

    expect(Number((json['metadata'] as { resourceVersion: string }).resourceVersion)).toBe(
      Number((deleted.json['metadata'] as { resourceVersion: string }).resourceVersion) + 2,
    );
  });

  it('lets watches go on that knew the last revision before the restart', async () => {
    const first = await start({ persist: folder });
    const { json } = await ask(first, 'GET', configMaps);
    await ask(first, 'POST', configMaps, { body: configMap('missed') });
    await first.close();
    const second = await start({ persist: folder });
    const { resourceVersion } = json['metadata'] as { resourceVersion: string };

    const { text } = await ask(second, 'GET', `${configMaps}?watch=1&timeoutSeconds=1&resourceVersion=${resourceVersion}`);

    expect(JSON.parse(text.split('\n')[0] ?? '')).toMatchObject({ type: 'ADDED', object: { metadata: { name: 'missed' } } });
  });

  it('knows which addresses and ports Services have', async () => {
    const services = '/api/v1/namespaces/default/services';
    const nodePort = (name: string, port?: number): object => ({
      metadata: { name },
      spec: { type: 'NodePort', ports: [{ port: 80, ...(port !== undefined && { nodePort: port }) }] },
    });
    const first = await start({ persist: folder });
    const { json } = await ask(first, 'POST', services, { body: nodePort('a') });
    await first.close();
    const second = await start({ persist: folder });
    const spec = json['spec'] as { clusterIP: string; ports: { nodePort: number }[] };

    const again = await ask(second, 'POST', services, { body: nodePort('b') });
    const same = await ask(second, 'POST', services, { body: nodePort('c', spec.ports[0]?.nodePort) });

    expect((again.json['spec'] as typeof spec).clusterIP).not.toBe(spec.clusterIP);
    expect(same).toMatchObject({ status: 422, json: { message: expect.stringContaining('provided port is already allocated') } });
  });

  it('serves custom resources, collects garbage and ends namespaces as before', async () => {
    const widgets = '/apis/example.com/v1/namespaces/team/widgets';
    const first = await start({ persist: folder, objects: [team] });
    await ask(first, 'POST', definitions, { body: definitionOf('Widget') });
    await first.idle();
    const owner = await ask(first, 'POST', widgets, {
      body: { apiVersion: 'example.com/v1', kind: 'Widget', metadata: { name: 'w' } },
    });
    const { uid } = owner.json['metadata'] as { uid: string };
    const ownerReferences = [{ apiVersion: 'example.com/v1', kind: 'Widget', name: 'w', uid }];
    await ask(first, 'POST', '/api/v1/namespaces/team/configmaps', { body: { metadata: { name: 'owned', ownerReferences } } });
    await first.close();
    const second = await start({ persist: folder });

    expect((await ask(second, 'GET', `${widgets}/w`)).json['metadata']).toEqual(owner.json['metadata']);
    await ask(second, 'DELETE', `${widgets}/w`);
    await second.idle();
    expect((await ask(second, 'GET', '/api/v1/namespaces/team/configmaps/owned')).status).toBe(404);
    await ask(second, 'DELETE', '/api/v1/namespaces/team');
    await second.idle();
    expect((await ask(second, 'GET', '/api/v1/namespaces/team')).status).toBe(404);
  });

  it('knows its certificates and the tokens of service accounts again', async () => {
    const first = await start({ persist: folder, tls: true, token: 'administrator' });
    const tokens = '/api/v1/namespaces/default/serviceaccounts/default/token';
    const { json } = await ask(first, 'POST', tokens, { token: 'administrator', body: { spec: {} } });
    const { config } = first;
    await first.close();
    const second = await start({ persist: folder, tls: true, token: 'administrator' });

    const { token } = json['status'] as { token: string };
    const answer = await ask({ url: second.url, config }, 'GET', '/api/v1/namespaces/default', { token });

    expect(answer.status).toBe(200);
  });

  it('shares its folder with no other server', async () => {
    const first = await start({ persist: folder });

    await expect(start({ persist: folder })).rejects.toThrow(`server with process id ${String(process.pid)} uses this folder`);
    await first.close();
    await start({ persist: folder });
  });

  it('leaves its folder when it cannot start', async () => {
    const bad = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'B!' } };

    await expect(start({ persist: folder, objects: [bad] })).rejects.toThrow('loading ConfigMap "B!"');

    await start({ persist: folder });
  });

  it.each(process.platform === 'linux' ? ['a-file/in/it', '/proc/in/it'] : ['a-file/in/it'])(
    'says which folder it cannot make, and does not go on trying: %s',
    async (path) => {
      await writeFile(join(folder, 'a-file'), '');

      await expect(start({ persist: resolve(folder, path) })).rejects.toThrow(
        /^persist: the folder .* cannot be made: .*; give another$/,
      );
    },
  );

  it('takes the folder of a server that was killed, and of a process whose id is used again', async () => {
    await writeFile(join(folder, 'server-4194304-00.lock'), 'of long ago');
    await writeFile(join(folder, `server-${String(process.pid)}-00.lock`), 'of another boot');

    await start({ persist: folder });

    expect((await readdir(folder)).filter((name) => name.endsWith('-00.lock'))).toEqual([]);
  });

  it('ignores a last line that was not written to its end, and says so', async () => {
    const first = await start({ persist: folder });
    await ask(first, 'POST', configMaps, { body: configMap('whole') });
    await first.idle();
    const before = await everything(first);
    await first.close();
    const journal = await journalOf(folder);
    const whole = await readFile(journal, 'utf8');
    await appendFile(journal, '{"put":"configmaps","object":{"kind":"Con');

    const { url, stop } = await startProcess('--persist', folder);
    const after = await everything({ url, config: {} });
    const { err } = await stop('SIGTERM');

    expect(after).toEqual(before);
    expect(await readFile(journal, 'utf8')).toBe(whole);
    expect(err).toContain(`${journal}: the last line was not written to its end`);
  });

  it.each([
    ['a damaged line', (lines: string[]) => lines.map((line, index) => (index === 2 ? 'x' : line)), /line 3 is damaged/],
    [
      'a missing line',
      (lines: string[]) => lines.filter((_, index) => index !== 2),
      /the writes from revision 4 to 4 are missing/,
    ],
  ])('does not start with %s in the middle of its journal', async (_what, damage, message) => {
    await (await start({ persist: folder })).close();
    const journal = await journalOf(folder);
    await writeFile(journal, damage((await readFile(journal, 'utf8')).split('\n')).join('\n'));

    await expect(start({ persist: folder })).rejects.toThrow(message);
  });

  it('has on its disk what it answered, whenever it is killed', async () => {
    let revisions: Record<string, string> = {};
    for (let round = 0; round < 3; round++) {
      const server = await startProcess('--persist', folder);
      const held = await namesAndRevisions(server);
      expect(held).toMatchObject(revisions);
      revisions = { ...revisions, ...(await killWhileWriting(server, round)) };
    }
    const server = await startProcess('--persist', folder);
    expect(await namesAndRevisions(server)).toMatchObject(revisions);
    expect(await server.stop('SIGTERM')).toMatchObject({ code: 0 });
  });
});

async function namesAndRevisions({ url }: ServerProcess): Promise<Record<string, string>> {
  const { json } = await ask({ url, config: {} }, 'GET', configMaps);
  const items = json['items'] as { metadata: { name: string; uid: string; resourceVersion: string } }[];
  return Object.fromEntries(items.map(({ metadata }) => [metadata.name, `${metadata.uid} ${metadata.resourceVersion}`]));
}

/** Kills the server while many writes are on their way. @returns those that it answered */
async function killWhileWriting(server: ServerProcess, round: number): Promise<Record<string, string>> {
  const answered: Record<string, string> = {};
  let killed: Promise<unknown> | undefined;
  const write = async (writer: number): Promise<void> => {
    for (let i = 0; ; i++) {
      const name = `round-${String(round)}-writer-${String(writer)}-${String(i)}`;
      const body = configMap(name, { text: 'x'.repeat(1000) });
      const answer = await ask({ url: server.url, config: {} }, 'POST', configMaps, { body }).catch(() => undefined);
      if (!answer) return;
      const { uid, resourceVersion } = answer.json['metadata'] as { uid: string; resourceVersion: string };
      answered[name] = `${uid} ${resourceVersion}`;
      if (Object.keys(answered).length === 50) killed = server.stop('SIGKILL');
    }
  };
  await Promise.all(Array.from({ length: 8 }, (_, writer) => write(writer)));
  await killed;
  expect(Object.keys(answered).length).toBeGreaterThanOrEqual(50);
  return answered;
}

describe('Persistence', () => {
  const object = (name: string, value = '') => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, namespace: 'default', uid: name, resourceVersion: '', creationTimestamp: '' },
    data: { value },
  });
  const contents = ({ collections }: Store): unknown =>
    [...collections].map(([name, collection]: [string, Collection]) => [name, collection.all()]);

  it('replaces journals by a snapshot when they have grown, and restores from both', async () => {
    const store = new Store(10);
    const persistence = new Persistence(folder, store, 2_000);
    const collection = store.collection('configmaps');
    for (let i = 0; i < 50; i++) {
      store.put(collection, object(`object-${String(i % 5)}`, String(i)));
      await new Promise((resolve) => setImmediate(resolve));
    }
    await persistence.close();
    const files = await readdir(folder);
    const again = new Store(10);
    const restored = new Persistence(folder, again, 2_000);
    await restored.close();

    expect(files.filter((name) => name.startsWith('snapshot-'))).toHaveLength(1);
    expect(files.filter((name) => name.endsWith('.new'))).toEqual([]);
    expect(again.revision).toBe(store.revision);
    expect(contents(again)).toEqual(contents(store));
  });

  it('forgets what was before the snapshot, as etcd does when it is compacted', async () => {
    const store = new Store(10);
    const persistence = new Persistence(folder, store, 1);
    store.put(store.collection('configmaps'), object('a'));
    await persistence.close();
    const again = new Store(10);
    const restored = new Persistence(folder, again);
    await restored.close();

    expect(again.collection('configmaps').eventsAfter(1)).toBeUndefined();
    expect(again.collection('secrets').eventsAfter(1)).toBeUndefined();
    expect(again.collection('secrets').eventsAfter(2)).toEqual([]);
  });

  it('restores the same when a snapshot was made but the journals before were not removed', async () => {
    const store = new Store(10);
    const first = new Persistence(folder, store);
    store.put(store.collection('configmaps'), object('a'));
    store.delete(store.collection('configmaps'), object('a'), store.put(store.collection('configmaps'), object('a')));
    store.put(store.collection('configmaps'), object('b'));
    await first.close();
    const journal = await journalOf(folder);
    const text = await readFile(journal, 'utf8');
    const second = new Persistence(folder, new Store(10), 1);
    await second.close();
    await writeFile(journal, text);
    const again = new Store(10);
    const third = new Persistence(folder, again);
    await third.close();

    expect(again.revision).toBe(store.revision);
    expect(contents(again)).toEqual(contents(store));
  });

  it('settles all that was written before', async () => {
    const store = new Store(10);
    const persistence = new Persistence(folder, store);
    store.put(store.collection('configmaps'), object('a'));
    expect(persistence.isSettled).toBe(false);

    await Promise.all([persistence.settled(), persistence.settled()]);

    expect(persistence.isSettled).toBe(true);
    await persistence.close();
  });
});
