import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DeferredRESTMapper, DiscoveryClient, isNoMatch, MemoryCachedDiscovery, ShortcutExpander } from '@kubewright/discovery';
import { abortable, isConflict, isForbidden, type ResourceNames } from '@kubewright/rest';
import { settled, until } from '../../rest/src/eventually.test-support.js';
import { FakeClock } from '../../rest/src/fake-clock.test-support.js';
import {
  type AppliedDocument,
  applyDocuments,
  ApplyDocumentsError,
  type ApplyDocumentsOptions,
  throwIfFailed,
} from './apply-documents.js';
import { type ApplyingServer, fail, startApplyingServer } from './applying-server.test-support.js';
import { DynamicClient } from './dynamic-client.js';
import type { DynamicObject } from './dynamic-object.js';

const namespace: DynamicObject = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } };
const definition: DynamicObject = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'widgets.example.com' },
  spec: { group: 'example.com', scope: 'Namespaced', names: { plural: 'widgets', kind: 'Widget' } },
};
const widget: DynamicObject = {
  apiVersion: 'example.com/v1',
  kind: 'Widget',
  metadata: { name: 'w', namespace: 'shop' },
  spec: {},
};
const deployment: DynamicObject = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' }, spec: { replicas: 1 } };
const configMap = (name: string, data: object = {}): DynamicObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, namespace: 'shop' },
  data,
});
const pathOf = (name: string): string => `/api/v1/namespaces/shop/configmaps/${name}`;
const definitionPath = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions/widgets.example.com';

let server: ApplyingServer;
let dynamic: DynamicClient;

beforeEach(async () => {
  server = await startApplyingServer();
  dynamic = new DynamicClient(server.client);
});
afterEach(async () => {
  await server[Symbol.asyncDispose]();
});

const apply = (documents: DynamicObject[], options: Partial<ApplyDocumentsOptions> = {}): Promise<AppliedDocument[]> =>
  dynamic.apply(documents, { fieldManager: 'me', ...options });
const results = (applied: AppliedDocument[]): string[] => applied.map(({ result, error }) => error?.message ?? result);
const patched = (): string[] =>
  server
    .takeRequests()
    .filter((request) => request.startsWith('PATCH'))
    .map((request) => request.replace(/.*\//, ''));

describe('applyDocuments', () => {
  it('applies those first that others need, and reports in the order of the documents', async () => {
    const documents = [widget, deployment, configMap('c'), definition, namespace];
    const applied = await apply(documents);
    expect(results(applied)).toEqual(['created', 'created', 'created', 'created', 'created']);
    expect(applied.map(({ document }) => document)).toEqual(documents);
    expect(applied.map(({ object }) => object?.metadata.name)).toEqual(['w', 'web', 'c', 'widgets.example.com', 'shop']);
    expect(patched()).toEqual(['shop', 'widgets.example.com', 'c', 'web', 'w']);
    throwIfFailed(applied);
  });

  it('says what was created, configured and unchanged', async () => {
    await apply([configMap('same', { a: '1' }), configMap('other', { a: '1' })]);
    const applied = await apply([configMap('same', { a: '1' }), configMap('other', { a: '2' }), configMap('new')]);
    expect(results(applied)).toEqual(['unchanged', 'configured', 'created']);
  });

  it('does not take what a controller wrote into the status in between for a change, but fields that it now owns', async () => {
    await apply([deployment]);
    const path = '/apis/apps/v1/namespaces/default/deployments/web';
    const before = server.stored.get(path);
    server.answers.set(`PATCH ${path}`, (response) => {
      const answered = { ...before, status: { readyReplicas: 1 }, metadata: { ...before?.metadata, resourceVersion: '99' } };
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answered));
    });
    expect(results(await apply([deployment]))).toEqual(['unchanged']);
    expect(results(await apply([{ ...deployment, status: { readyReplicas: 1 } }]))).toEqual(['configured']);
    server.answers.clear();
    expect(results(await apply([deployment], { fieldManager: 'another', force: true }))).toEqual(['configured']);
  });

  it('goes on after a failure, and says what failed in one error', async () => {
    server.answers.set(`PATCH ${pathOf('b')}`, (response) => {
      fail(response, 403, 'Forbidden', 'configmaps "b" is forbidden');
    });
    const unknown = { apiVersion: 'example.com/v1', kind: 'Gadget', metadata: { name: 'g' } };
    const incomplete = { kind: 'ConfigMap', metadata: { name: 'x' } };
    const unnamed = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { generateName: 'x-' } };
    const applied = await apply([configMap('a'), configMap('b'), unknown, incomplete, unnamed, configMap('c')]);
    expect(results(applied)).toEqual([
      'created',
      'configmaps "b" is forbidden',
      'no matches for kind "Gadget" in version "example.com/v1"',
      'the document cannot be applied: apiVersion is missing',
      'the ConfigMap cannot be applied: it has no metadata.name; an object with generateName can only be created',
      'created',
    ]);
    expect(isForbidden(applied[1]?.error)).toBe(true);
    expect(isNoMatch(applied[2]?.error)).toBe(true);
    let thrown: unknown;
    try {
      throwIfFailed(applied);
    } catch (error) {
      thrown = error;
    }
    if (!(thrown instanceof ApplyDocumentsError)) throw new Error('nothing was thrown');
    expect(thrown.message).toMatch(
      /^4 of 6 documents were not applied: ConfigMap "b" in namespace "shop": configmaps "b" is forbidden; Gadget "g": no matches/,
    );
    expect(thrown.errors).toEqual([1, 2, 3, 4].map((index) => applied[index]?.error));
    expect(thrown.applied).toBe(applied);
  });

  it('fails with what is no object, and applies the others', async () => {
    const bad: unknown[] = [
      null,
      'text',
      [],
      { ...configMap('x'), apiVersion: null },
      { ...configMap('x'), apiVersion: 5 },
      { ...configMap('x'), kind: 5 },
      { ...configMap('x'), metadata: null },
      { ...configMap('x'), metadata: 'x' },
      { ...configMap('x'), metadata: { name: 5, namespace: {} } },
    ];
    const documents = [configMap('a'), ...(bad as DynamicObject[]), configMap('b')];
    const applied = await apply(documents);
    expect(applied.map(({ document }) => document)).toEqual(documents);
    expect(results(applied)).toEqual([
      'created',
      'the document cannot be applied: it must be an object with apiVersion, kind and metadata, not null',
      'the document cannot be applied: it must be an object with apiVersion, kind and metadata, not a string',
      'the document cannot be applied: it must be an object with apiVersion, kind and metadata, not an array',
      'the document cannot be applied: apiVersion is missing',
      'the document cannot be applied: apiVersion must be a text, not a number; quote it if it is one',
      'the document cannot be applied: kind must be a text, not a number; quote it if it is one',
      'the document cannot be applied: metadata.name is missing',
      'the document cannot be applied: metadata must be an object, not a string',
      'the document cannot be applied: metadata.name must be a text, not a number; quote it if it is one; ' +
        'metadata.namespace must be a text, not an object; quote it if it is one',
      'created',
    ]);
    expect(() => throwIfFailed(applied)).toThrow(
      /^9 of 11 documents were not applied: object "": the document cannot be applied: /,
    );
  });

  it('does not apply what it could not read before', async () => {
    server.answers.set(`GET ${pathOf('a')}`, (response) => {
      fail(response, 403, 'Forbidden', 'you cannot read');
    });
    expect(results(await apply([configMap('a')]))).toEqual(['you cannot read']);
    expect(server.takeRequests()).toEqual([`GET ${pathOf('a')}`]);
  });

  it('reports a conflict with another manager, and takes over by force', async () => {
    await apply([configMap('a', { a: '1' })]);
    const [refused] = await apply([configMap('a', { a: '2' })], { fieldManager: 'another' });
    expect(isConflict(refused?.error)).toBe(true);
    expect(results(await apply([configMap('a', { a: '2' })], { fieldManager: 'another', force: true }))).toEqual(['configured']);
  });

  it('passes the options of an apply on', async () => {
    const options = { force: true, dryRun: ['All'], fieldValidation: 'Strict' } as const;
    expect(results(await apply([configMap('a')], options))).toEqual(['created']);
    expect(server.stored.size).toBe(0);
    const query = { fieldManager: 'me', force: 'true', dryRun: 'All', fieldValidation: 'Strict' };
    expect(Object.fromEntries(server.queries.at(-1) ?? [])).toEqual(query);
    await apply([configMap('a')]);
    expect(results(await apply([configMap('a')], options))).toEqual(['unchanged']);
    expect(results(await apply([configMap('a', { a: '1' })], options))).toEqual(['configured']);
  });

  it('refuses managed fields', async () => {
    const read = { ...configMap('a'), metadata: { name: 'a', namespace: 'shop', managedFields: [{ manager: 'me' }] } };
    expect(results(await apply([read]))).toEqual([expect.stringMatching(/managedFields/)]);
    expect(patched()).toEqual([]);
  });

  it('needs a field manager', async () => {
    await expect(apply([], { fieldManager: '' })).rejects.toThrow(TypeError);
    await expect(applyDocuments(dynamic, [], undefined as never)).rejects.toThrow(/needs a fieldManager/);
    expect(await apply([])).toEqual([]);
  });

  it('needs documents in an array, and a dynamic client', async () => {
    for (const documents of ['kind: ConfigMap', configMap('a'), undefined])
      await expect(apply(documents as never)).rejects.toThrow(/^documents must be an array of objects, as loadDocuments/);
    await expect(applyDocuments({ rest: {} } as never, [], { fieldManager: 'me' })).rejects.toThrow(/needs a DynamicClient/);
  });
});

describe('the namespace', () => {
  it('is the one that a document names, else that of the options, else default', async () => {
    expect((await apply([deployment]))[0]?.object?.metadata.namespace).toBe('default');
    const applied = await apply([deployment, configMap('a'), namespace], { namespace: 'team' });
    expect(applied.map(({ object }) => object?.metadata.namespace)).toEqual(['team', 'shop', undefined]);
  });

  it('must be that of the options where it is enforced', async () => {
    const applied = await apply([deployment, configMap('a'), namespace], { namespace: 'team', enforceNamespace: true });
    expect(results(applied)).toEqual([
      'created',
      'the ConfigMap "a" in namespace "shop" is not for the namespace "team", which is enforced',
      'created',
    ]);
    await expect(apply([], { enforceNamespace: true })).rejects.toThrow('enforceNamespace needs the namespace that is enforced');
  });

  it('must not be named by what has none', async () => {
    const lost = { ...namespace, metadata: { name: 'shop', namespace: 'other' } };
    expect(results(await apply([lost]))).toEqual([
      'the Namespace "shop" in namespace "other" cannot be there: a Namespace has no namespace; remove metadata.namespace',
    ]);
  });
});

describe('custom resources', () => {
  it('wait until discovery shows them, with one wait for all of a kind', async () => {
    server.discoversAfter = 4; // Two requests each time.
    const clock = new FakeClock();
    const applying = apply([widget, definition, { ...widget, metadata: { name: 'v', namespace: 'shop' } }], { clock });
    await until(() => clock.sleeps.includes(100));
    await clock.advance(100);
    await until(() => clock.sleeps.includes(200));
    await clock.advance(200);
    expect(results(await applying)).toEqual(['created', 'created', 'created']);
  });

  it('are found by a mapper that cannot be told to forget, when its cache is no longer fresh', async () => {
    const clock = new FakeClock();
    const discovery = new MemoryCachedDiscovery(new DiscoveryClient(server.client), { clock });
    dynamic = new DynamicClient(server.client, { mapper: new ShortcutExpander(new DeferredRESTMapper(discovery), discovery) });
    const applying = apply([widget, definition], { clock });
    await until(() => clock.sleeps.includes(100));
    const state = { isDone: false };
    void applying.finally(() => (state.isDone = true));
    while (!state.isDone) {
      await clock.advance(1000);
      await settled();
    }
    expect(clock.now()).toBeGreaterThanOrEqual(10_000);
    expect(results(await applying)).toEqual(['created', 'created']);
  });

  it('are applied at once if their definition was served already', async () => {
    await apply([definition, widget]);
    server.establishes = false;
    expect(results(await apply([definition, widget]))).toEqual(['unchanged', 'unchanged']);
  });

  it('fail after the timeout if their definition is not established, and nothing else does', async () => {
    server.establishes = false;
    const clock = new FakeClock();
    const applying = apply([widget, definition, configMap('a')], { clock, definitionTimeout: 5000 });
    await until(() => server.queries.some((query) => query.get('watch') === 'true'));
    await clock.advance(5000);
    expect(results(await applying)).toEqual([expect.stringMatching(/Established=True/), 'created', 'created']);
  });

  it('fail after the timeout with all that the definition says, as that its names are taken', async () => {
    await apply([definition]);
    const conditions = [
      { type: 'NamesAccepted', status: 'False', reason: 'KindConflict', message: '"Widget" is already in use' },
    ];
    server.stored.set(definitionPath, { ...server.stored.get(definitionPath), status: { conditions } });
    const clock = new FakeClock();
    const applying = apply([widget, definition], { clock });
    await until(() => server.queries.some((query) => query.get('watch') === 'true'));
    await clock.advance(60_000);
    expect(results(await applying)).toEqual([
      expect.stringContaining('NamesAccepted=False (KindConflict: "Widget" is already in use)'),
      'unchanged',
    ]);
  });

  it('fail after the timeout if their definition does not serve their version', async () => {
    const clock = new FakeClock();
    const other = { ...widget, apiVersion: 'example.com/v2' };
    const applying = apply([other, definition], { clock, definitionTimeout: 250 });
    await until(() => clock.sleeps.includes(100));
    await clock.advance(100);
    expect(results(await applying)).toEqual([
      'the server does not serve example.com/v2 Widget within 250 ms of its CustomResourceDefinition "widgets.example.com"; ' +
        'does that have this version, and is it served?',
      'created',
    ]);
  });

  it('are applied in the versions that are served, if the first of them is of another', async () => {
    const clock = new FakeClock();
    const other = { ...widget, apiVersion: 'example.com/v2', metadata: { name: 'v', namespace: 'shop' } };
    const applying = apply([other, definition, widget], { clock, definitionTimeout: 250 });
    await until(() => clock.sleeps.includes(100));
    await clock.advance(100);
    expect(results(await applying)).toEqual([
      expect.stringMatching(/^the server does not serve example\.com\/v2 Widget/),
      'created',
      'created',
    ]);
    expect(server.queries.filter((query) => query.has('fieldSelector'))).toHaveLength(1);
  });

  it('are applied after one for which discovery has failed', async () => {
    const discovery = new MemoryCachedDiscovery(new DiscoveryClient(server.client));
    let failures = 1;
    class FailingMapper extends DeferredRESTMapper {
      override async restMapping(...args: Parameters<DeferredRESTMapper['restMapping']>): Promise<ResourceNames> {
        if (args[0].kind === 'Widget' && failures-- > 0) throw new Error('discovery has failed');
        return super.restMapping(...args);
      }
    }
    dynamic = new DynamicClient(server.client, { mapper: new FailingMapper(discovery) });
    const second = { ...widget, metadata: { name: 'v', namespace: 'shop' } };
    expect(results(await apply([definition, widget, second]))).toEqual(['created', 'discovery has failed', 'created']);
  });

  it('fail after the timeout if discovery does not answer', async () => {
    const clock = new FakeClock();
    let asked = 0;
    class SilentMapper extends DeferredRESTMapper {
      override async restMapping(...args: Parameters<DeferredRESTMapper['restMapping']>): Promise<ResourceNames> {
        if (args[0].kind !== 'Widget') return super.restMapping(...args);
        asked++;
        return abortable(new Promise(() => undefined), args[2]?.signal);
      }
    }
    const discovery = new MemoryCachedDiscovery(new DiscoveryClient(server.client));
    dynamic = new DynamicClient(server.client, { mapper: new SilentMapper(discovery) });
    const applying = apply([widget, definition], { clock, definitionTimeout: 250 });
    await until(() => asked === 1);
    await clock.advance(250);
    expect(results(await applying)).toEqual([expect.stringMatching(/does not serve .* within 250 ms/), 'created']);
    expect(clock.sleeping).toBe(0);
  });

  it('are applied after a first look at their definition that failed, as after later ones', async () => {
    const clock = new FakeClock();
    const path = definitionPath.slice(0, definitionPath.lastIndexOf('/'));
    server.answers.set(`GET ${path}`, (response) => {
      server.answers.clear();
      fail(response, 503, 'ServiceUnavailable', 'in a moment');
    });
    const applying = apply([widget, definition, { ...widget, metadata: { name: 'v', namespace: 'shop' } }], { clock });
    await until(() => clock.sleeps.includes(800));
    await clock.advance(800);
    expect(results(await applying)).toEqual(['created', 'created', 'created']);
  });

  it.each([
    { state: 'not established', establishes: false, message: /^timed out after -0.005 s .* Established=True/ },
    { state: 'established', establishes: true, message: /^the server does not serve .* within -5 ms/ },
  ])('fail at once with a negative timeout if their definition is $state', async ({ establishes, message }) => {
    await apply(establishes ? [definition, widget] : [definition]);
    server.takeRequests();
    const applied = await apply([widget, definition], { clock: new FakeClock(), definitionTimeout: -5 });
    expect(results(applied)).toEqual([expect.stringMatching(message), 'unchanged']);
    expect(server.takeRequests()).toEqual([`GET ${definitionPath}`, `PATCH ${definitionPath}`]);
  });

  it('are not waited for with a timeout that is no number', async () => {
    await expect(apply([widget, definition], { definitionTimeout: NaN })).rejects.toThrow(
      new TypeError('definitionTimeout must be a number of milliseconds, not NaN'),
    );
    expect(server.takeRequests()).toEqual([]);
  });

  it('are waited for without a limit where the timeout is 0', async () => {
    server.discoversAfter = 4;
    const clock = new FakeClock();
    const applying = apply([widget, definition], { clock, definitionTimeout: 0 });
    await until(() => clock.sleeps.includes(100));
    await clock.advance(100);
    await until(() => clock.sleeps.includes(200));
    await clock.advance(200);
    expect(results(await applying)).toEqual(['created', 'created']);
  });

  it('stop waiting when the signal aborts', async () => {
    server.establishes = false;
    const controller = new AbortController();
    const clock = new FakeClock();
    const applying = apply([widget, definition, configMap('a')], { signal: controller.signal, clock });
    await until(() => clock.sleeps.includes(60_000));
    controller.abort(new Error('enough'));
    await expect(applying).rejects.toThrow('enough');
    expect(clock.sleeping).toBe(0);
    expect(server.stored.has(definitionPath)).toBe(true);
  });

  it('do not wait for a definition that a dry run did not store', async () => {
    const [failed, dry] = await apply([widget, definition], { dryRun: ['All'] });
    expect([isNoMatch(failed?.error), dry?.result]).toEqual([true, 'created']);
  });
});

describe('aborting', () => {
  it('rejects with the reason, and asks nobody if it came before', async () => {
    await expect(apply([configMap('a')], { signal: AbortSignal.abort(new Error('too late')) })).rejects.toThrow('too late');
    expect(server.takeRequests()).toEqual([]);
  });

  it('applies nothing more', async () => {
    const controller = new AbortController();
    server.answers.set(`PATCH ${pathOf('a')}`, () => controller.abort(new Error('enough')));
    await expect(apply([configMap('a'), configMap('b')], { signal: controller.signal })).rejects.toThrow('enough');
    expect(patched()).toEqual(['a']);
  });
});
