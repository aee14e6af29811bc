import { describe, expect, it } from '@jest/globals';
import type { ConfigMap } from '@kubewright/core-v1';
import type { Clientset } from '@kubewright/clientset';
import { isNotFound, isStatus, PatchType } from '@kubewright/rest';
import { ownNamespace } from './cluster.js';

const { clientset, namespace } = await ownNamespace();

const named = (name: string, fields: Partial<ConfigMap> = {}): ConfigMap => ({
  metadata: { name, labels: { suite: 'verbs' } },
  ...fields,
});

describe('a namespaced resource', () => {
  const configMaps = (): ReturnType<ReturnType<Clientset['coreV1']>['configMaps']> => clientset.coreV1().configMaps(namespace);

  it('is created and read, complete with what the server adds', async () => {
    const created = await configMaps().create(named('create', { data: { a: '1' } }));
    expect(created).toMatchObject({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'create', namespace },
      data: { a: '1' },
    });
    const read = await configMaps().get('create');
    expect(read).toEqual(created);
    expect(read.metadata.uid).toMatch(/^[0-9a-f-]{36}$/);
  });

  // No document declares the parameter, but servers look at it.
  it('is read at a version', async () => {
    const { metadata } = await configMaps().create(named('version'));
    const read = await configMaps().get('version', { resourceVersion: metadata.resourceVersion });
    expect(read.metadata.resourceVersion).toBe(metadata.resourceVersion);
    await expect(configMaps().get('version', { resourceVersion: 'x' })).rejects.toThrow('resourceVersion: Invalid value: "x"');
  });

  it('is not kept by a dry run', async () => {
    await configMaps().create(named('dry'), { dryRun: ['All'] });
    await expect(configMaps().get('dry')).rejects.toThrow('configmaps "dry" not found');
  });

  it('gets a name from generateName', async () => {
    const { metadata } = await configMaps().create({ metadata: { generateName: 'made-' } });
    expect(metadata.name).toMatch(/^made-.+/);
  });

  it('is listed by label and by field, with the type of each item', async () => {
    await configMaps().create({ metadata: { name: 'listed', labels: { color: 'red' } } });
    const byLabel = await configMaps().list({ labelSelector: 'color in (red, blue)' });
    expect(byLabel.items.map(({ kind, apiVersion, metadata }) => [kind, apiVersion, metadata.name])).toEqual([
      ['ConfigMap', 'v1', 'listed'],
    ]);
    expect(byLabel.kind).toBe('ConfigMapList');
    const byField = await configMaps().list({ fieldSelector: 'metadata.name=listed' });
    expect(byField.items).toHaveLength(1);
  });

  it('is listed in pages, and across namespaces', async () => {
    for (const i of [1, 2, 3, 4, 5])
      await configMaps().create({ metadata: { name: `page-${String(i)}`, labels: { paged: 'yes' } } });
    const first = await configMaps().list({ labelSelector: 'paged=yes', limit: 2 });
    expect(first.items).toHaveLength(2);
    expect(first.metadata.continue).toMatch(/./);
    const rest = await configMaps().list({ labelSelector: 'paged=yes', continue: first.metadata.continue });
    expect(rest.items.map(({ metadata }) => metadata.name)).toEqual(['page-3', 'page-4', 'page-5']);
    expect(rest.metadata.continue).toBeUndefined();
    const names: string[] = [];
    for await (const { metadata } of configMaps().listAll({ labelSelector: 'paged=yes', limit: 2 })) names.push(metadata.name);
    expect(names).toEqual(['page-1', 'page-2', 'page-3', 'page-4', 'page-5']);
    const everywhere = await clientset.coreV1().configMaps().list({ labelSelector: 'paged=yes' });
    expect(new Set(everywhere.items.map(({ metadata }) => metadata.namespace))).toEqual(new Set([namespace]));
  });

  it('is listed at an exact resource version', async () => {
    await configMaps().create(named('exact'));
    const { metadata } = await configMaps().list();
    await configMaps().delete('exact');
    const then = await configMaps().list({ resourceVersion: metadata.resourceVersion, resourceVersionMatch: 'Exact' });
    expect(then.items.map((item) => item.metadata.name)).toContain('exact');
  });

  it('is updated', async () => {
    const created = await configMaps().create(named('update', { data: { a: '1' } }));
    const updated = await configMaps().update({ ...created, data: { a: '2' } });
    expect(updated.data).toEqual({ a: '2' });
    expect(updated.metadata.resourceVersion).not.toBe(created.metadata.resourceVersion);
  });

  it('is patched in three ways', async () => {
    await configMaps().create(named('patch', { data: { a: '1', b: '2' } }));
    expect((await configMaps().patch('patch', PatchType.Merge, { data: { a: null, c: '3' } })).data).toEqual({ b: '2', c: '3' });
    expect((await configMaps().patch('patch', PatchType.JSON, [{ op: 'replace', path: '/data/b', value: '4' }])).data).toEqual({
      b: '4',
      c: '3',
    });
    expect((await configMaps().patch('patch', PatchType.StrategicMerge, { data: { d: '5' } })).data).toEqual({
      b: '4',
      c: '3',
      d: '5',
    });
  });

  it('is applied: created, changed, and freed of what is no longer applied', async () => {
    const mine = { fieldManager: 'mine' };
    const created = await configMaps().apply({ metadata: { name: 'apply' }, data: { a: '1', b: '2' } }, mine);
    expect(created.metadata.managedFields?.map(({ manager, operation }) => [manager, operation])).toEqual([['mine', 'Apply']]);
    expect((await configMaps().apply({ metadata: { name: 'apply' }, data: { a: '1' } }, mine)).data).toEqual({ a: '1' });
    const conflict = configMaps().apply({ metadata: { name: 'apply' }, data: { a: 'other' } }, { fieldManager: 'theirs' });
    await expect(conflict).rejects.toThrow(/conflict with "mine"/);
    expect(
      (await configMaps().apply({ metadata: { name: 'apply' }, data: { a: 'other' } }, { fieldManager: 'theirs', force: true }))
        .data,
    ).toEqual({ a: 'other' });
  });

  it('is deleted, under preconditions', async () => {
    const { metadata } = await configMaps().create(named('delete'));
    await expect(configMaps().delete('delete', { preconditions: { uid: 'another' } })).rejects.toThrow(
      /UID in the precondition \(another\) does not match/,
    );
    const answer = await configMaps().delete('delete', { preconditions: { uid: metadata.uid } });
    expect(isStatus(answer) && answer.status).toBe('Success');
    expect(
      isNotFound(
        await configMaps()
          .get('delete')
          .catch((error: unknown) => error),
      ),
    ).toBe(true);
  });

  it('answers the object itself when its deletion waits for a finalizer', async () => {
    await configMaps().create({ metadata: { name: 'held', finalizers: ['kubewright.test/hold'] } });
    const answer = await configMaps().delete('held');
    expect(isStatus(answer)).toBe(false);
    expect(answer).toMatchObject({ kind: 'ConfigMap', metadata: { name: 'held' } });
    await configMaps().patch('held', PatchType.Merge, { metadata: { finalizers: null } });
  });

  it('is deleted as a collection, of which the server answers a list, although its documents say a Status', async () => {
    for (const name of ['all-1', 'all-2']) await configMaps().create({ metadata: { name, labels: { all: 'yes' } } });
    const answer = await configMaps().deleteCollection({}, { labelSelector: 'all=yes' });
    expect(answer).toMatchObject({
      kind: 'ConfigMapList',
      items: [
        { kind: 'ConfigMap', apiVersion: 'v1', metadata: { name: 'all-1', namespace } },
        { kind: 'ConfigMap', apiVersion: 'v1', metadata: { name: 'all-2', namespace } },
      ],
    });
    expect((await configMaps().list({ labelSelector: 'all=yes' })).items).toEqual([]);
  });
});

describe('a cluster-scoped resource', () => {
  it('knows every verb', async () => {
    const classes = clientset.schedulingV1().priorityClasses();
    const name = `${namespace}-priority`;
    const created = await classes.create({ metadata: { name, labels: { own: namespace } }, value: 7 });
    expect(created.metadata.namespace).toBeUndefined();
    expect(await classes.get(name)).toEqual(created);
    expect((await classes.update({ ...created, description: 'updated' })).description).toBe('updated');
    expect((await classes.patch(name, PatchType.Merge, { description: 'patched' })).description).toBe('patched');
    expect(
      (await classes.apply({ metadata: { name }, description: 'applied' }, { fieldManager: 'me', force: true })).description,
    ).toBe('applied');
    expect((await classes.list({ labelSelector: `own=${namespace}` })).items).toHaveLength(1);
    const seen: string[] = [];
    for await (const event of await classes.watch({ labelSelector: `own=${namespace}` })) {
      if (event.type === 'BOOKMARK') continue;
      seen.push(`${event.type} ${event.object.metadata.name}`);
      break;
    }
    expect(seen).toEqual([`ADDED ${name}`]);
    await classes.delete(name);
    await classes.create({ metadata: { name, labels: { own: namespace } }, value: 7 });
    const deleted = await classes.deleteCollection({}, { labelSelector: `own=${namespace}` });
    expect(deleted).toMatchObject({ kind: 'PriorityClassList', items: [{ kind: 'PriorityClass', metadata: { name } }] });
    expect((await classes.list({ labelSelector: `own=${namespace}` })).items).toEqual([]);
  });
});

describe('resources that are only created', () => {
  it('answer and are kept nowhere', async () => {
    const review = await clientset
      .authorizationV1()
      .selfSubjectAccessReviews()
      .create({ spec: { resourceAttributes: { verb: 'list', resource: 'pods' } } });
    expect(review).toMatchObject({ kind: 'SelfSubjectAccessReview', status: { allowed: true } });
    const who = await clientset.authenticationV1().selfSubjectReviews().create({});
    expect(who.status?.userInfo?.groups).toContain('system:masters');
    const local = await clientset
      .authorizationV1()
      .localSubjectAccessReviews(namespace)
      .create({
        metadata: { namespace },
        spec: { user: 'nobody', resourceAttributes: { namespace, verb: 'get', resource: 'pods' } },
      });
    expect(local.status?.allowed).toBe(false);
    const rules = await clientset.authorizationV1().selfSubjectRulesReviews().create({ spec: { namespace } });
    expect(rules.status?.resourceRules.length).toBeGreaterThan(0);
  });
});
