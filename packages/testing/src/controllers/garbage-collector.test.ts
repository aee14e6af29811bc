import { describe, expect, it } from '@jest/globals';
import { configMaps, lifecycle, ownedBy } from '../lifecycle.test-support.js';
import { definitionOf, definitions } from '../custom-definition.test-support.js';

describe('the garbage collector', () => {
  it('deletes what is owned, and what that owns, after the owner', async () => {
    await using cluster = await lifecycle();
    const owner = await cluster.configMap('owner');
    const child = await cluster.configMap('child', { ownerReferences: [ownedBy('owner', owner)] });
    await cluster.configMap('grandchild', { ownerReferences: [ownedBy('child', child)] });
    await cluster.remove(`${configMaps}/owner`);
    expect(await cluster.names()).toEqual([]);
  });

  it('takes away the reference to one of two owners', async () => {
    await using cluster = await lifecycle();
    const [one, two] = [await cluster.configMap('one'), await cluster.configMap('two')];
    await cluster.configMap('child', { ownerReferences: [ownedBy('one', one), ownedBy('two', two)] });
    await cluster.remove(`${configMaps}/one`);
    const { json } = await cluster.get(`${configMaps}/child`);
    expect(json).toMatchObject({ metadata: { ownerReferences: [{ uid: two }] } });
  });

  it('leaves what is owned by an orphaning owner, without its reference', async () => {
    await using cluster = await lifecycle();
    const owner = await cluster.configMap('owner');
    await cluster.configMap('child', { ownerReferences: [ownedBy('owner', owner)] });
    await cluster.remove(`${configMaps}/owner`, { propagationPolicy: 'Orphan' });
    expect(await cluster.names()).toEqual(['child']);
    expect((await cluster.get(`${configMaps}/child`)).json['metadata']).not.toHaveProperty('ownerReferences');
  });

  it('keeps an owner in the foreground until what blocks it is gone', async () => {
    await using cluster = await lifecycle();
    const owner = await cluster.configMap('owner');
    const finalizers = ['example.com/hold'];
    await cluster.configMap('child', { finalizers, ownerReferences: [ownedBy('owner', owner, true)] });
    await cluster.remove(`${configMaps}/owner`, { propagationPolicy: 'Foreground' });
    expect(await cluster.names()).toEqual(['child', 'owner']);
    await cluster.merge(`${configMaps}/child`, { metadata: { finalizers: null } });
    expect(await cluster.names()).toEqual([]);
  });

  it('lets an owner in the foreground go that a child gives up', async () => {
    await using cluster = await lifecycle();
    const owner = await cluster.configMap('owner');
    const finalizers = ['example.com/hold'];
    await cluster.configMap('child', { finalizers, ownerReferences: [ownedBy('owner', owner, true)] });
    await cluster.remove(`${configMaps}/owner`, { propagationPolicy: 'Foreground' });
    await cluster.merge(`${configMaps}/child`, { metadata: { ownerReferences: null } });
    expect(await cluster.names()).toEqual(['child']);
  });

  it('deletes two objects that own one another, if one of them is deleted in the foreground', async () => {
    await using cluster = await lifecycle();
    const one = await cluster.configMap('one');
    const two = await cluster.configMap('two', { ownerReferences: [ownedBy('one', one, true)] });
    await cluster.merge(`${configMaps}/one`, { metadata: { ownerReferences: [ownedBy('two', two, true)] } });
    await cluster.remove(`${configMaps}/one`, { propagationPolicy: 'Foreground' });
    expect(await cluster.names()).toEqual([]);
  });

  it('deletes what comes with an owner that is not there', async () => {
    await using cluster = await lifecycle();
    await cluster.configMap('child', { ownerReferences: [ownedBy('owner', 'none')] });
    expect(await cluster.names()).toEqual([]);
  });

  it('leaves alone what has an owner of a kind that nobody knows, until it is known', async () => {
    await using cluster = await lifecycle();
    const reference = { apiVersion: 'example.com/v1', kind: 'Widget', name: 'a', uid: 'none' };
    await cluster.configMap('child', { ownerReferences: [reference] });
    expect(await cluster.names()).toEqual(['child']);
    await cluster.post(definitions, definitionOf('Widget'));
    expect(await cluster.names()).toEqual([]);
  });

  it('leaves alone what has no namespace and an owner that has one', async () => {
    await using cluster = await lifecycle();
    const owner = await cluster.configMap('owner');
    await cluster.post('/api/v1/namespaces', {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: 'other', ownerReferences: [ownedBy('owner', owner)] },
    });
    await cluster.remove(`${configMaps}/owner`);
    expect((await cluster.get('/api/v1/namespaces/other')).json).toMatchObject({ status: { phase: 'Active' } });
  });
});
