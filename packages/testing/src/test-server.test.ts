import { afterEach, describe, expect, it } from '@jest/globals';
import { createServer } from 'node:net';
import { inspect } from 'node:util';
import { RESTClient } from '@kubewright/rest';
import { parseYAML } from '@kubewright/yaml';
import { eventually } from '../../rest/src/eventually.test-support.js';
import { FakeClock } from '../../rest/src/fake-clock.test-support.js';
import { leavesNothing } from '../../rest/src/resources-left.test-support.js';
import { ask, servers, team } from './ask.test-support.js';
import type { JSONObject } from './json.js';
import { openWatch } from './open-watch.test-support.js';
import { type GrowingRequestLog, keptRequests } from './request-log.js';
import { startTestServer, type TestServerOptions } from './test-server.js';

const { start, closeAll } = servers();
afterEach(closeAll);

const configMaps = '/api/v1/namespaces/team/configmaps';

describe('startTestServer', () => {
  it('listens on the loopback interface, and frees the port when it is closed, as often as that is asked', async () => {
    const server = await start();
    expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const port = Number(new URL(server.url).port);
    await Promise.all([server.close(), server.close()]);
    expect((await start({ port })).url).toBe(server.url);
  });

  it('rejects when the port is taken', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as { port: number };
    await expect(startTestServer({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
    await new Promise((resolve) => other.close(resolve));
  });

  it('is closed at the end of its scope, with watches that are open', async () => {
    let url = '';
    let ended: Promise<unknown> | undefined;
    {
      await using server = await startTestServer({ objects: [team] });
      url = server.url;
      const answer = await fetch(`${url}${configMaps}?watch=true`);
      ended = answer.text();
      ended.catch(() => undefined);
    }
    await expect(ended).rejects.toThrow();
    await expect(fetch(url)).rejects.toThrow();
  });

  it.each([
    ['over a socket', 0],
    ['without one', false],
  ] as const)('leaves nothing behind when it is closed, %s, whatever is open', async (_how, port) => {
    await leavesNothing(async () => {
      const server = await startTestServer({ objects: [team], port });
      server.faults.add({ verb: 'list', resource: 'configmaps', action: 'half-open' });
      server.faults.add({ verb: 'list', resource: 'secrets', action: { latency: 600_000 } });
      server.faults.add({ verb: 'watch', times: 1, action: { eventLatency: 600_000 } });
      const client = new RESTClient(server.config);
      const get = (path: string) => client.get().absPath(path).maxRetries(0).doRaw();
      const open = [
        get(configMaps),
        get('/api/v1/namespaces/team/secrets'),
        client.get().absPath(configMaps).param('watch', 'true').param('allowWatchBookmarks', 'true').stream(),
      ];
      const over = Promise.allSettled(open);
      await eventually(
        () => server.requests.length === 3,
        () => 'three requests',
      );
      expect(server.requests.map(({ verb }) => verb).sort()).toEqual(['list', 'list', 'watch']);
      await server.close();
      await client.close();
      for (const result of await over)
        if (result.status === 'fulfilled' && 'cancel' in result.value) await result.value.cancel().catch(() => undefined);
    });
  });

  it('speaks TLS, with a certificate that clients can verify', async () => {
    const server = await start({ tls: true });
    expect(server.url).toMatch(/^https:/);
    await using client = new RESTClient(server.config);
    expect((await client.get().absPath('/version').do()).into()).toMatchObject({ gitVersion: expect.stringMatching(/^v1\./) });
    expect(server.requests.at(-1)?.user).toBe('system:admin');
    await expect(fetch(`${server.url}/version`)).rejects.toThrow();
  });

  it('is open to everybody with TLS, too, if it knows nobody', async () => {
    const server = await start({ tls: true });
    const config = { tls: { caData: server.config.tls?.caData } };
    expect((await ask({ url: server.url, config }, 'GET', '/version')).status).toBe(200);
  });

  it('has what it was started with, statuses included, and notes no request for that', async () => {
    const web = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'web', namespace: 'team' },
      spec: { containers: [{ name: 'web', image: 'nginx' }] },
      status: { phase: 'Running' },
    };
    const server = await start({
      objects: [team, web, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', namespace: 'team' }, data: { b: 'c' } }],
      token: 'secret',
    });
    expect(server.requests).toHaveLength(0);
    const { json } = await ask(server, 'GET', '/api/v1/namespaces/team/pods/web', { token: 'secret' });
    expect(json.status).toMatchObject({ phase: 'Running' });
    expect((await ask(server, 'GET', `${configMaps}/a`, { token: 'secret' })).json).toMatchObject({ data: { b: 'c' } });
  });

  it('takes objects as another server gave them, with versions of their own', async () => {
    const metadata = { name: 'a', namespace: 'default', uid: 'u-1', resourceVersion: '12345' };
    const server = await start({ objects: [{ apiVersion: 'v1', kind: 'ConfigMap', metadata }] });
    const { json } = await ask(server, 'GET', '/api/v1/namespaces/default/configmaps/a');
    expect(Number((json['metadata'] as { resourceVersion: string }).resourceVersion)).toBeLessThan(1000);
  });

  it.each<[TestServerOptions, string]>([
    [{ persist: '' }, 'persist is empty'],
    [{ seed: NaN }, 'seed is NaN'],
    [{ seed: 1.5 }, 'seed is 1.5: give a whole number'],
    [{ watchWindow: -1 }, 'watchWindow is -1'],
    [{ token: '' }, 'token is empty'],
    [{ users: [{ name: '' }] }, 'needs a name'],
    [{ users: [{ name: 'jane', token: '' }] }, 'the token of user "jane" is empty'],
    [{ token: 'a', users: [{ name: 'jane', token: 'a' }] }, 'user "jane" has the same token as the administrator'],
    [{ users: ['jane', 'joe'].map((name) => ({ name, token: 'a' })) }, 'user "joe" has the same token as user "jane"'],
    [{ port: false, tls: true }, 'TLS needs a socket'],
  ])('does not start with %j', async (options, message) => {
    await expect(start(options)).rejects.toThrow(message);
  });

  // As JavaScript gives it, which no compiler has seen.
  it.each<[unknown, string]>([
    [{ object: [] }, 'startTestServer: there is no field "object": give one of port, tls'],
    [{ tls: 'yes' }, 'tls is of the type string: give a boolean'],
    [{ token: 3 }, 'token is of the type number: give a string'],
    [{ port: '8080' }, 'port is "8080": give a number, or false'],
    [{ clock: { date: () => new Date() } }, 'clock has no function now: give a Clock'],
    [{ objects: 'a.yaml' }, 'objects is of the type string: give an array'],
    [{ rules: [{ verbs: ['get'], resource: ['pods'] }] }, 'rules[0]: there is no field "resource": give one of users'],
    [{ rules: [{ resources: ['pods'] }] }, 'rules[0] has no array of verbs: give one'],
    [{ rules: [{ verbs: 'get' }] }, "rules[0] has no array of verbs: give one, as ['get', 'list'] or ['*']"],
    [{ users: [{ name: 'jane', group: ['devs'] }] }, 'there is no field "group": give one of name'],
    [null, 'startTestServer: null is no object: give one with port'],
  ])('does not start with %j, of which it would leave out a part', async (options, message) => {
    await expect(start(options as TestServerOptions)).rejects.toThrow(message);
  });

  it('says which object it could not load', async () => {
    const named = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', namespace: 'team' } };
    await expect(startTestServer({ objects: [team, named, named] })).rejects.toThrow(
      'loading ConfigMap "a": configmaps "a" already exists',
    );
    await expect(
      startTestServer({ objects: [{ apiVersion: 'acme.com/v1', kind: 'Thing', metadata: { name: 'a' } }] }),
    ).rejects.toThrow('loading Thing "a": no resource has the kind Thing of acme.com/v1');
    await expect(startTestServer({ objects: [{ kind: 'ConfigMap', metadata: { name: 'a' } }] })).rejects.toThrow(
      'loading ConfigMap "a": it has no apiVersion',
    );
    const numbers: JSONObject = { apiVersion: 5, kind: 5 };
    await expect(startTestServer({ objects: [numbers] })).rejects.toThrow('loading objects[0], a 5: its apiVersion is no text');
    await expect(startTestServer({ objects: [team, {}] })).rejects.toThrow('loading objects[1]: it has no apiVersion');
  });

  it('makes the same uids and names each time from a seed, on the clock that it is given', async () => {
    const run = async (seed: number): Promise<unknown> => {
      const server = await start({ seed, clock: new FakeClock({ now: Date.UTC(2030, 0, 1) }), objects: [team] });
      const body = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { generateName: 'x-' } };
      const { metadata } = (await ask(server, 'POST', configMaps, { body })).json as { metadata: JSONObject };
      return [metadata.name, metadata.uid, metadata.creationTimestamp];
    };
    const first = await run(1);
    expect(first).toEqual([
      expect.stringMatching(/^x-[bcdfghjklmnpqrstvwxz2456789]{5}$/),
      expect.stringMatching(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/),
      '2030-01-01T00:00:00Z',
    ]);
    expect(await run(1)).toEqual(first);
    expect(await run(2)).not.toEqual(first);
  });

  it.each([
    [2, 'ADDED'],
    [3, 'ERROR'],
  ])('remembers the last writes to the number: of %j with a window of 2 the first event is %s', async (writes, type) => {
    const server = await start({ watchWindow: 2, objects: [team] });
    const { resourceVersion } = (await ask(server, 'GET', configMaps)).json.metadata as { resourceVersion: string };
    for (let i = 0; i < writes; i++)
      await ask(server, 'POST', configMaps, {
        body: { kind: 'ConfigMap', apiVersion: 'v1', metadata: { name: `n${String(i)}` } },
      });
    const open = await openWatch(server, `${configMaps}?watch=true&resourceVersion=${resourceVersion}`);
    await open.came(1);
    expect(open.events[0]).toContain(type);
    open.close();
  });

  it('forgets writes beyond the window, for watches that begin in the past', async () => {
    const server = await start({ watchWindow: 2, objects: [team] });
    const { resourceVersion } = (await ask(server, 'GET', configMaps)).json.metadata as { resourceVersion: string };
    for (let i = 0; i < 10; i++) {
      const body = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: `n${String(i)}` } };
      await ask(server, 'POST', configMaps, { body });
    }
    const { text } = await ask(server, 'GET', `${configMaps}?watch=true&timeoutSeconds=1&resourceVersion=${resourceVersion}`);
    expect(JSON.parse(text)).toMatchObject({ type: 'ERROR', object: { code: 410 } });
  });

  it('gives no object of a revision that is yet to come, as it gives no list', async () => {
    const server = await start({ objects: [team] });
    const { resourceVersion } = (await ask(server, 'GET', configMaps)).json.metadata as { resourceVersion: string };
    const next = String(Number(resourceVersion) + 1);
    for (const path of [configMaps, '/api/v1/namespaces/team', '/api/v1/namespaces/none']) {
      const { status, json } = await ask(server, 'GET', `${path}?resourceVersion=${next}`);
      expect(status).toBe(504);
      expect(json['message']).toBe(`Timeout: Too large resource version: ${next}, current: ${resourceVersion}`);
    }
    expect((await ask(server, 'GET', `/api/v1/namespaces/team?resourceVersion=${resourceVersion}`)).status).toBe(200);
  });
});

describe('server.user', () => {
  it('gives nobody the token of somebody else', async () => {
    const server = await start({ users: [{ name: 'jane', token: 'a' }] });
    await expect(server.user({ name: 'joe', token: 'a' })).rejects.toThrow('user "joe" has the same token as user "jane"');
    await server.user({ name: 'jane', token: 'a', groups: ['devs'] });
  });
});

describe('server.config', () => {
  it('shows no credential when it is printed', async () => {
    const server = await start({ token: 'secret-token', port: false });
    expect(inspect([server.config, server.inProcessConfig])).not.toContain('secret-token');
    expect(JSON.stringify([server.config, server.inProcessConfig])).not.toContain('secret-token');
  });

  it('does not slow clients down', async () => {
    const server = await start();
    expect(server.config.qps).toBe(-1);
    expect(server.inProcessConfig.qps).toBe(-1);
  });
});

describe('server.kubeconfig', () => {
  interface Kubeconfig {
    clusters: { cluster: object }[];
    users: { user: Record<string, string> }[];
  }

  it('says all that kubectl needs: a token', async () => {
    const server = await start({ token: 'secret' });
    expect(parseYAML(server.kubeconfig())).toEqual({
      apiVersion: 'v1',
      kind: 'Config',
      clusters: [{ name: 'kubewright-testing', cluster: { server: server.url } }],
      users: [{ name: 'kubewright-testing', user: { token: 'secret' } }],
      contexts: [{ name: 'kubewright-testing', context: { cluster: 'kubewright-testing', user: 'kubewright-testing' } }],
      'current-context': 'kubewright-testing',
    });
  });

  it('says all that kubectl needs: certificates, those of another user too', async () => {
    const server = await start({ tls: true });
    const jane = await server.user({ name: 'jane' });
    const [own, other] = [parseYAML(server.kubeconfig()) as Kubeconfig, parseYAML(jane.kubeconfig()) as Kubeconfig];
    expect(own.clusters).toEqual(other.clusters);
    expect(own.clusters[0]?.cluster).toEqual({
      server: server.url,
      'certificate-authority-data': Buffer.from(server.config.tls?.caData ?? '').toString('base64'),
    });
    for (const { users } of [own, other]) {
      const { 'client-certificate-data': certificate = '', 'client-key-data': key = '' } = users[0]?.user ?? {};
      expect(Buffer.from(certificate, 'base64').toString()).toMatch(/^-----BEGIN CERTIFICATE-----/);
      expect(Buffer.from(key, 'base64').toString()).toMatch(/^-----BEGIN PRIVATE KEY-----/);
    }
    expect(own.users).not.toEqual(other.users);
  });

  it('is none where no socket is opened', async () => {
    const server = await start({ port: false });
    expect(() => server.kubeconfig()).toThrow('it opened no socket; start it without `port: false`');
    await expect(server.writeKubeconfig('nowhere')).rejects.toThrow('it opened no socket');
    const jane = await server.user({ name: 'jane', groups: ['devs'] });
    expect(() => jane.kubeconfig()).toThrow('it opened no socket');
    await using client = new RESTClient(jane.config);
    await client.get().absPath('/version').do();
    expect(server.requests.map(({ user }) => user)).toEqual(['jane']);
  });
});

describe('server.requests', () => {
  it('says what was asked, in order', async () => {
    const server = await start({ objects: [team], users: [{ name: 'jane', token: 'jane-token' }] });
    const headers = { 'User-Agent': 'acme/1.0' };
    await ask(server, 'GET', `${configMaps}/x/status?pretty=true`, { token: 'jane-token', headers });
    await ask(server, 'DELETE', '/apis/apps/v1/namespaces/team/deployments/web', { token: 'jane-token', headers });
    await ask(server, 'GET', '/readyz', { token: 'jane-token', headers });
    const common = { user: 'jane', userAgent: 'acme/1.0' };
    expect(server.requests).toEqual([
      {
        ...common,
        method: 'GET',
        verb: 'get',
        isResourceRequest: true,
        group: '',
        version: 'v1',
        resource: 'configmaps',
        subresource: 'status',
        namespace: 'team',
        name: 'x',
        path: `${configMaps}/x/status`,
        query: { pretty: 'true' },
        status: 404,
      },
      {
        ...common,
        method: 'DELETE',
        verb: 'delete',
        isResourceRequest: true,
        group: 'apps',
        version: 'v1',
        resource: 'deployments',
        subresource: '',
        namespace: 'team',
        name: 'web',
        path: '/apis/apps/v1/namespaces/team/deployments/web',
        query: {},
        status: 404,
      },
      {
        ...common,
        method: 'GET',
        verb: 'get',
        isResourceRequest: false,
        group: '',
        version: '',
        resource: '',
        subresource: '',
        namespace: '',
        name: '',
        path: '/readyz',
        query: {},
        status: 200,
      },
    ]);
  });

  it('can be forgotten, and gives ordinary arrays', async () => {
    const server = await start();
    await ask(server, 'GET', '/version');
    expect(server.requests.filter(({ status }) => status === 200).constructor).toBe(Array);
    server.requests.clear();
    expect(server.requests).toHaveLength(0);
  });

  it('keeps the newest 10,000', async () => {
    const server = await start({ port: false });
    await using client = new RESTClient(server.config);
    const log = server.requests as GrowingRequestLog;
    for (let i = 0; i < keptRequests; i++) log.note({ ...blank, name: String(i) });
    await client.get().absPath('/version').doRaw();
    expect(server.requests).toHaveLength(keptRequests);
    expect(server.requests[0]?.name).toBe('1');
    expect(server.requests.at(-1)?.path).toBe('/version');
  });
});

const blank = {
  verb: 'get',
  isResourceRequest: true,
  group: '',
  version: 'v1',
  resource: 'pods',
  subresource: '',
  namespace: '',
  name: '',
  path: '',
  method: 'GET',
  query: {},
  user: '',
  userAgent: '',
  status: 200,
};
