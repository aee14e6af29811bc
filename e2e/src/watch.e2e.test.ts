import { describe, expect, it } from '@jest/globals';
import type { WatchEvent } from '@kubewright/rest';
import type { ConfigMap } from '@kubewright/core-v1';
import { ownNamespace } from './cluster.js';

const { clientset, namespace } = await ownNamespace();

const show = ({ type, object }: WatchEvent<ConfigMap>): string =>
  type === 'BOOKMARK' ? type : `${type} ${object.metadata.name}`;

describe('a watch on a real server', () => {
  it('sees what is created, changed and deleted, in order', async () => {
    const configMaps = clientset.coreV1().configMaps(namespace);
    const { metadata } = await configMaps.list();
    const watch = await configMaps.watch({ resourceVersion: metadata.resourceVersion, fieldSelector: 'metadata.name=watched' });
    const created = await configMaps.create({ metadata: { name: 'watched' } });
    await configMaps.update({ ...created, data: { a: '1' } });
    await configMaps.delete('watched');
    const seen: string[] = [];
    for await (const event of watch) {
      seen.push(show(event));
      if (event.type === 'DELETED') break;
    }
    expect(seen).toEqual(['ADDED watched', 'MODIFIED watched', 'DELETED watched']);
  });

  it('begins with every object and a bookmark that ends them, when asked for initial events', async () => {
    const configMaps = clientset.coreV1().configMaps(namespace);
    for (const name of ['initial-1', 'initial-2']) await configMaps.create({ metadata: { name, labels: { initial: 'yes' } } });
    const watch = await configMaps.watch({
      labelSelector: 'initial=yes',
      sendInitialEvents: true,
      resourceVersionMatch: 'NotOlderThan',
      allowWatchBookmarks: true,
    });
    const seen: string[] = [];
    for await (const event of watch) {
      seen.push(show(event));
      if (event.type !== 'BOOKMARK') continue;
      expect(event.object.metadata.annotations?.['k8s.io/initial-events-end']).toBe('true');
      expect(Number(event.object.metadata.resourceVersion)).toBeGreaterThan(0);
      break;
    }
    expect(seen.sort()).toEqual(['ADDED initial-1', 'ADDED initial-2', 'BOOKMARK']);
  });

  it('ends without an error when the server’s time is up', async () => {
    const watch = await clientset.coreV1().configMaps(namespace).watch({ timeoutSeconds: 1, labelSelector: 'none=such' });
    for await (const event of watch) expect(event.type).toBe('never');
  });

  it('sees objects of all namespaces', async () => {
    const seen: string[] = [];
    const watch = await clientset
      .coreV1()
      .configMaps()
      .watch({ labelSelector: `everywhere=${namespace}` });
    await clientset
      .coreV1()
      .configMaps(namespace)
      .create({ metadata: { name: 'everywhere', labels: { everywhere: namespace } } });
    for await (const event of watch) {
      if (event.type === 'BOOKMARK') continue;
      seen.push(`${event.object.kind} ${event.object.metadata.namespace}/${event.object.metadata.name}`);
      break;
    }
    expect(seen).toEqual([`ConfigMap ${namespace}/everywhere`]);
  });
});
