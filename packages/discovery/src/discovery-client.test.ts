import { describe, expect, it } from '@jest/globals';
import { RESTClient } from '@kubewright/rest';
import { sendJSON } from '../../rest/src/test-server.test-support.js';
import { DiscoveryClient } from './discovery-client.js';
import { discoveryConfig } from './discovery-config.js';
import { isGroupDiscoveryFailed } from './discovery-errors.js';
import { startDiscoveryServer } from './discovery-server.test-support.js';

const cluster = {
  v1: ['pods pod Pod', 'services service Service'],
  'zoo.example.com/v2': ['zebras zebra Zebra', 'apes ape Ape'],
  'zoo.example.com/v1': ['zebras zebra Zebra', 'bears bear Bear'],
  'apps/v1': ['deployments deployment Deployment'],
};
const order = ['v1', 'zoo.example.com/v2', 'zoo.example.com/v1', 'apps/v1'];
const v2 = { 'content-type': 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList' };

it.each([
  ['a clientset', { rest: {} }],
  ['nothing', undefined],
])('cannot be made with %s', (_what, client) => {
  expect(() => new DiscoveryClient(client as never)).toThrow(
    new TypeError('a DiscoveryClient needs a RESTClient, as clientset.rest'),
  );
});

describe.each([{ legacy: false }, { legacy: true }])('discovery, %j', (options) => {
  it('keeps the server’s order of groups, versions and resources', async () => {
    await using stand = await startDiscoveryServer(cluster, options);
    const { groups, resources } = await stand.discovery.serverGroupsAndResources();
    expect(groups.map(({ name }) => name)).toEqual(['', 'zoo.example.com', 'apps']);
    expect(resources.map(({ groupVersion }) => groupVersion)).toEqual(order);
    expect(resources[1]?.resources.map(({ name }) => name)).toEqual(['zebras', 'apes']);
    const preferred = await stand.discovery.serverPreferredResources();
    expect(preferred.map(({ groupVersion }) => groupVersion)).toEqual(order);
    expect(preferred.map(({ resources: { length } }) => length)).toEqual([2, 2, 1, 1]);
  });

  it('rejects with the signal’s reason, not with what it has so far', async () => {
    await using stand = await startDiscoveryServer(cluster, options);
    const controller = new AbortController();
    const last = options.legacy ? '/apis/apps/v1' : '/apis';
    stand.answers[last] = () => controller.abort(new Error('the user went home'));
    const calls = [
      stand.discovery.serverGroupsAndResources({ signal: controller.signal }),
      stand.discovery.serverPreferredNamespacedResources({ signal: controller.signal }),
    ];
    for (const call of calls) await expect(call).rejects.toThrow('the user went home');
  });

  it('sends nothing for a signal that has aborted', async () => {
    await using stand = await startDiscoveryServer(cluster, options);
    const signal = AbortSignal.abort(new Error('before'));
    await expect(stand.discovery.serverGroupsAndResources({ signal })).rejects.toThrow('before');
    await expect(stand.discovery.serverVersion({ signal })).rejects.toThrow('before');
    await expect(stand.discovery.openAPIV3().paths({ signal })).rejects.toThrow('before');
    expect(stand.takePaths()).toEqual([]);
  });
});

it('holds in a partial failure the groups, the rest of the resources, and the error of each group-version', async () => {
  await using stand = await startDiscoveryServer(cluster, { legacy: true });
  stand.answers['/apis/zoo.example.com/v1'] = (response) =>
    sendJSON(response, { kind: 'Status', status: 'Failure', code: 503 }, 503);
  const error: unknown = await stand.discovery.serverGroupsAndResources().catch((reason: unknown) => reason);
  if (!isGroupDiscoveryFailed(error)) throw error;
  expect(error.groups.map(({ name }) => name)).toEqual(['', 'zoo.example.com', 'apps']);
  expect(error.resources.map(({ groupVersion }) => groupVersion)).toEqual(['v1', 'zoo.example.com/v2', 'apps/v1']);
  expect([...error.failures.keys()]).toEqual(['zoo.example.com/v1']);
  expect(error.failures.get('zoo.example.com/v1')).toMatchObject({ name: 'StatusError', code: 503 });
});

describe('an answer that is not what was asked for', () => {
  it.each([
    ['/api', [], 'the answer of /api cannot be read: the whole is a list, not an object'],
    ['/api', 'text', 'the answer of /api cannot be read: the whole is a string, not an object'],
    ['/api', { kind: 'Pod' }, 'unexpected object: Pod; expected APIGroupDiscoveryList'],
    ['/api', { items: {} }, 'the answer of /api cannot be read: items is an object, not a list'],
    ['/apis', { items: [[]] }, 'the answer of /apis cannot be read: items[0] is a list, not an object'],
    ['/apis', { items: [{ metadata: 'x' }] }, 'the answer of /apis cannot be read: items[0].metadata is a string, not an object'],
    [
      '/apis',
      { items: [{ metadata: { name: 7 } }] },
      'the answer of /apis cannot be read: items[0].metadata.name is a number, not a string',
    ],
    [
      '/apis',
      { items: [{ versions: [{ version: null, resources: [{ verbs: ['get', 3] }] }] }] },
      'the answer of /apis cannot be read: items[0].versions[0].resources[0].verbs[1] is a number, not a string',
    ],
  ])('of %s: %j', async (path, body, message) => {
    await using stand = await startDiscoveryServer(cluster);
    stand.answers[path] = (response) => sendJSON(response, body, 200, v2);
    await expect(stand.discovery.serverGroups()).rejects.toThrow(message);
  });

  it.each([
    [{ kind: 'Pod' }, 'unexpected object: Pod; expected APIResourceList'],
    [
      { resources: [{ namespaced: 'yes' }] },
      'the answer of /apis/apps/v1 cannot be read: resources[0].namespaced is a string, not a boolean',
    ],
    [
      { resources: [{ shortNames: 'po' }] },
      'the answer of /apis/apps/v1 cannot be read: resources[0].shortNames is a string, not a list',
    ],
  ])('of a group-version: %j', async (body, message) => {
    await using stand = await startDiscoveryServer(cluster);
    stand.answers['/apis/apps/v1'] = (response) => sendJSON(response, body);
    await expect(stand.discovery.serverResourcesForGroupVersion('apps/v1')).rejects.toThrow(message);
  });

  it('does not quote what it could not read', async () => {
    await using stand = await startDiscoveryServer(cluster);
    stand.answers['/apis'] = (response) => response.end('token=secret');
    await expect(stand.discovery.serverGroups()).rejects.toThrow(
      /^the answer of \/apis is no JSON \(12 bytes, content type .*\)$/,
    );
  });
});

it.each(['..', 'apps/..', '../v1', 'a/b/c', '/v1', 'apps/', '.'])(
  'refuses %j as a group-version without asking the server',
  async (groupVersion) => {
    await using stand = await startDiscoveryServer(cluster);
    await expect(stand.discovery.serverResourcesForGroupVersion(groupVersion)).rejects.toThrow(
      `unexpected GroupVersion string: ${groupVersion}`,
    );
    expect(stand.takePaths()).toEqual([]);
  },
);

it('gets no OpenAPI document from another host', async () => {
  await using stand = await startDiscoveryServer(cluster);
  const serverRelativeURL = 'http://elsewhere.example.com/openapi/v3/api/v1?hash=A';
  stand.answers['/openapi/v3'] = (response) => sendJSON(response, { paths: { 'api/v1': { serverRelativeURL } } });
  stand.answers['/openapi/v3/api/v1'] = (response) => response.end('ours');
  const document = (await stand.discovery.openAPIV3().paths()).get('api/v1');
  expect(new TextDecoder().decode(await document?.schema())).toBe('ours');
});

it.each([
  ['/k8s/openapi/v3/api/v1?hash=A', '/openapi/v3/api/v1?hash=A'],
  ['/openapi/v3/api/v1?hash=A', '/openapi/v3/api/v1?hash=A'],
  ['/k8s-other/openapi/v3/api/v1?hash=A', '/k8s-other/openapi/v3/api/v1?hash=A'],
])('takes the path of the host from OpenAPI URLs that lie below it: %s', async (url, serverRelativeURL) => {
  await using stand = await startDiscoveryServer(cluster);
  await using client = new RESTClient(discoveryConfig({ host: `${stand.server.url}/k8s`, proxy: false }));
  stand.answers['/k8s/openapi/v3'] = (response) => sendJSON(response, { paths: { 'api/v1': { serverRelativeURL: url } } });
  const document = (await new DiscoveryClient(client).openAPIV3().paths()).get('api/v1');
  expect(document?.serverRelativeURL).toBe(serverRelativeURL);
  const path = `/k8s${serverRelativeURL.replace('?hash=A', '')}`;
  stand.answers[path] = (response) => response.end('below the host');
  expect(new TextDecoder().decode(await document?.schema())).toBe('below the host');
});
