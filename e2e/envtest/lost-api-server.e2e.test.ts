import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  DeferredRESTMapper,
  DiscoveryClient,
  discoveryConfig,
  type GroupDiscoveryFailedError,
  isGroupDiscoveryFailed,
  MemoryCachedDiscovery,
} from '@kubewright/discovery';
import { type ControlPlane, startControlPlane } from '@kubewright/envtest';
import { isServiceUnavailable, RESTClient } from '@kubewright/rest';
import { eventually } from '../src/eventually.js';
import { assets } from './programs.js';

// On a control plane of its own: a group-version that cannot be read stops others from deleting namespaces.

const lost = 'lost.example.com/v1';

describe('an API whose server cannot be reached', () => {
  let controlPlane: ControlPlane;
  let client: RESTClient;

  beforeAll(async () => {
    controlPlane = await startControlPlane({ assets });
    client = new RESTClient({ ...discoveryConfig(controlPlane.config), qps: -1 });
    const spec = {
      group: 'lost.example.com',
      version: 'v1',
      groupPriorityMinimum: 100,
      versionPriority: 100,
      insecureSkipTLSVerify: true,
      service: { namespace: 'default', name: 'nobody' },
    };
    const body = { apiVersion: 'apiregistration.k8s.io/v1', kind: 'APIService', metadata: { name: 'v1.lost.example.com' }, spec };
    const made = await client.post().absPath('/apis/apiregistration.k8s.io/v1/apiservices').body(body).do();
    expect(made.error()).toBeUndefined();
  });
  afterAll(async () => {
    await client.close();
    await controlPlane.stop();
  });

  /** The partial failure, once the server knows that it has lost somebody. */
  async function failureOf(discovery: DiscoveryClient): Promise<GroupDiscoveryFailedError> {
    return eventually(async () => {
      const error: unknown = await discovery.serverGroupsAndResources().catch((reason: unknown) => reason);
      if (!isGroupDiscoveryFailed(error)) throw new Error('everything was read', { cause: error });
      return error;
    });
  }

  it('is named as stale beside everything else', async () => {
    const { failures, resources, message } = await failureOf(new DiscoveryClient(client));
    expect([...failures.keys()]).toEqual([lost]);
    expect(message).toBe(`unable to retrieve the complete list of server APIs: ${lost}: stale GroupVersion discovery: ${lost}`);
    expect(resources.map(({ groupVersion }) => groupVersion)).toEqual(expect.arrayContaining(['v1', 'apps/v1']));
  });

  it('is unavailable where the server does not aggregate', async () => {
    const { failures, resources } = await failureOf(new DiscoveryClient(client, { legacy: true }));
    expect([...failures.keys()]).toEqual([lost]);
    expect(isServiceUnavailable(failures.get(lost))).toBe(true);
    expect(resources.map(({ groupVersion }) => groupVersion)).toEqual(expect.arrayContaining(['v1', 'apps/v1']));
  });

  it('is the cause when a mapper finds nothing, and is in nobody’s way', async () => {
    await failureOf(new DiscoveryClient(client));
    const mapper = new DeferredRESTMapper(new MemoryCachedDiscovery(new DiscoveryClient(client)));
    expect(await mapper.kindFor({ resource: 'pods' })).toMatchObject({ kind: 'Pod' });
    const miss: unknown = await mapper
      .restMapping({ group: 'lost.example.com', kind: 'Thing' })
      .catch((reason: unknown) => reason);
    expect(miss).toMatchObject({ name: 'NoKindMatchError', cause: { name: 'GroupDiscoveryFailedError' } });
  });
});
