import { describe, expect, it } from '@jest/globals';
import { Clientset } from '@kubewright/clientset';
import {
  anonymousConfig,
  isAlreadyExists,
  isBadRequest,
  isConflict,
  isForbidden,
  isInvalid,
  isNotFound,
  isResourceExpired,
  isUnauthorized,
  isUnsupportedMediaType,
  retryOnConflict,
  StatusError,
} from '@kubewright/rest';
import { adminConfig, ownNamespace, restrictedConfig } from './cluster.js';
import { eventually } from './eventually.js';

const { clientset, namespace } = await ownNamespace();

const predicates = {
  isAlreadyExists,
  isBadRequest,
  isConflict,
  isForbidden,
  isInvalid,
  isNotFound,
  isResourceExpired,
  isUnauthorized,
  isUnsupportedMediaType,
};

/** The failure of a call, and the one predicate that knows it. */
async function failure(call: Promise<unknown>, predicate: keyof typeof predicates): Promise<StatusError> {
  return known(
    await call.then(
      () => new Error('the call succeeded'),
      (error: unknown) => error,
    ),
    predicate,
  );
}

function known(error: unknown, predicate: keyof typeof predicates): StatusError {
  expect(error).toBeInstanceOf(StatusError);
  expect(Object.entries(predicates).flatMap(([name, is]) => (is(error) ? [name] : []))).toEqual([predicate]);
  return error as StatusError;
}

describe('the server’s errors', () => {
  const configMaps = (): ReturnType<ReturnType<Clientset['coreV1']>['configMaps']> => clientset.coreV1().configMaps(namespace);

  it('404: what does not exist', async () => {
    const error = await failure(configMaps().get('missing'), 'isNotFound');
    expect(error).toMatchObject({
      code: 404,
      reason: 'NotFound',
      message: 'configmaps "missing" not found',
      details: { name: 'missing', kind: 'configmaps' },
    });
  });

  it('404: a path that the server does not know, without a Status of its own', async () => {
    await failure(
      clientset.rest
        .get()
        .absPath('/apis/none.example.com/v1/things')
        .do()
        .then((result) => result.into()),
      'isNotFound',
    );
  });

  it('409: a name that is taken', async () => {
    await configMaps().create({ metadata: { name: 'taken' } });
    expect(await failure(configMaps().create({ metadata: { name: 'taken' } }), 'isAlreadyExists')).toMatchObject({ code: 409 });
  });

  it('409: an update of an old version, which retryOnConflict heals', async () => {
    const old = await configMaps().create({ metadata: { name: 'conflict' } });
    await configMaps().update({ ...old, data: { a: '1' } });
    expect(await failure(configMaps().update({ ...old, data: { a: '2' } }), 'isConflict')).toMatchObject({ code: 409 });
    let tries = 0;
    const updated = await retryOnConflict(async () => {
      const base = tries++ === 0 ? old : await configMaps().get('conflict');
      return configMaps().update({ ...base, data: { a: '3' } });
    });
    expect([tries, updated.data]).toEqual([2, { a: '3' }]);
  });

  it('403: what a user may not do', async () => {
    await using restricted = new Clientset(restrictedConfig());
    const error = await failure(restricted.coreV1().secrets(namespace).list(), 'isForbidden');
    expect(error.message).toMatch(/secrets is forbidden: User .* cannot list resource "secrets"/);
    await failure(restricted.coreV1().secrets(namespace).watch(), 'isForbidden');
  });

  it('401: a token that is none', async () => {
    await using stranger = new Clientset({ ...anonymousConfig(adminConfig()), bearerToken: 'nonsense' });
    await failure(stranger.coreV1().pods('default').list(), 'isUnauthorized');
  });

  it('422: what the schema does not allow, with its causes', async () => {
    const error = await failure(
      clientset
        .coreV1()
        .services(namespace)
        .create({ metadata: { name: 'UPPER' }, spec: { ports: [{ port: 99_999 }] } }),
      'isInvalid',
    );
    expect(error.details?.causes?.map(({ field }) => field)).toEqual(
      expect.arrayContaining(['metadata.name', 'spec.ports[0].port']),
    );
  });

  it('400: an unknown field under strict validation', async () => {
    const body = { metadata: { name: 'strict' }, data: {}, unknown: true };
    const error = await failure(configMaps().create(body, { fieldValidation: 'Strict' }), 'isBadRequest');
    expect(error.message).toContain('unknown field "unknown"');
  });

  it('warns of an unknown field otherwise', async () => {
    const warnings: string[] = [];
    await using noisy = new Clientset({ ...adminConfig(), warningHandler: ({ text }) => warnings.push(text) });
    const body = { metadata: { name: 'warned' }, unknown: true };
    await noisy.coreV1().configMaps(namespace).create(body);
    expect(warnings).toEqual(['unknown field "unknown"']);
  });

  // The server of these tests compacts its history every second, where others wait for minutes, and notices within 15 seconds.
  const expires = (call: () => Promise<unknown>): Promise<StatusError> =>
    eventually(async () => {
      await configMaps().create({ metadata: { generateName: 'history-' } });
      return failure(call(), 'isResourceExpired');
    });
  /** The token of a second page. */
  const token = async (labelSelector: string): Promise<string> =>
    (await configMaps().list({ labelSelector, limit: 1 })).metadata.continue ?? '';

  it('410: a page whose token has expired', async () => {
    for (const name of ['page-1', 'page-2']) await configMaps().create({ metadata: { name, labels: { page: 'yes' } } });
    const old = await token('page=yes');
    const error = await expires(() => configMaps().list({ labelSelector: 'page=yes', limit: 1, continue: old }));
    expect(error).toMatchObject({ code: 410, reason: 'Expired' });
  });

  it('listAll goes on where a token has expired', async () => {
    for (const name of ['all-1', 'all-2', 'all-3']) await configMaps().create({ metadata: { name, labels: { all: 'yes' } } });
    const names: string[] = [];
    for await (const item of configMaps().listAll({ labelSelector: 'all=yes', limit: 1 })) {
      names.push(item.metadata.name);
      const younger = await token('all=yes');
      if (names.length === 1) await expires(() => configMaps().list({ labelSelector: 'all=yes', limit: 1, continue: younger }));
    }
    expect(names).toEqual(['all-1', 'all-2', 'all-3']);
  });

  it('410: a watch from a version that the server has forgotten', async () => {
    // The server of these tests watches pod templates in etcd, without a cache that remembers longer.
    const templates = clientset.coreV1().podTemplates(namespace);
    const { metadata } = await templates.list();
    const error = await expires(async () => {
      await using watch = await templates.watch({ resourceVersion: metadata.resourceVersion, timeoutSeconds: 1 });
      for await (const event of watch) expect(event.type).toBe('BOOKMARK');
    });
    expect(error).toMatchObject({ code: 410, reason: 'Expired' });
  });
});
