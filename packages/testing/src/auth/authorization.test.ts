import { afterEach, describe, expect, it } from '@jest/globals';
import { ask, servers } from '../ask.test-support.js';
import { type AuthorizationRule, Authorizer } from './authorizer.js';

const { start, closeAll } = servers();
afterEach(closeAll);

const users = [{ name: 'jane', token: 'jane-token', groups: ['devs'] }];
const rules: AuthorizationRule[] = [
  { users: ['jane'], verbs: ['get', 'list'], apiGroups: [''], resources: ['configmaps'] },
  { users: ['jane'], verbs: ['get'], nonResourceURLs: ['/logs'] },
];
const inDefault = 'in the namespace "default"';
const anywhere = 'at the cluster scope';

describe('authorization', () => {
  // As a real server of 1.36.3 with RBAC answers.
  it.each([
    [
      'GET',
      '/api/v1/namespaces/default/pods',
      `pods is forbidden: User "jane" cannot list resource "pods" in API group "" ${inDefault}`,
    ],
    ['GET', '/api/v1/pods', `pods is forbidden: User "jane" cannot list resource "pods" in API group "" ${anywhere}`],
    [
      'GET',
      '/api/v1/namespaces/default/pods/x',
      `pods "x" is forbidden: User "jane" cannot get resource "pods" in API group "" ${inDefault}`,
    ],
    [
      'GET',
      '/api/v1/namespaces/default/pods/x/log',
      `pods "x" is forbidden: User "jane" cannot get resource "pods/log" in API group "" ${inDefault}`,
    ],
    [
      'GET',
      '/api/v1/namespaces/default/pods?watch=true',
      `pods is forbidden: User "jane" cannot watch resource "pods" in API group "" ${inDefault}`,
    ],
    [
      'GET',
      '/api/v1/watch/namespaces/default/pods',
      `pods is forbidden: User "jane" cannot watch resource "pods" in API group "" ${inDefault}`,
    ],
    [
      'GET',
      '/api/v1/namespaces/default/pods?fieldSelector=metadata.name%3Dx',
      `pods "x" is forbidden: User "jane" cannot list resource "pods" in API group "" ${inDefault}`,
    ],
    [
      'DELETE',
      '/api/v1/namespaces/default/pods',
      `pods is forbidden: User "jane" cannot deletecollection resource "pods" in API group "" ${inDefault}`,
    ],
    [
      'POST',
      '/api/v1/namespaces/default/pods',
      `pods is forbidden: User "jane" cannot create resource "pods" in API group "" ${inDefault}`,
    ],
    [
      'PUT',
      '/api/v1/namespaces/default/pods/x',
      `pods "x" is forbidden: User "jane" cannot update resource "pods" in API group "" ${inDefault}`,
    ],
    [
      'PATCH',
      '/api/v1/namespaces/default/pods/x',
      `pods "x" is forbidden: User "jane" cannot patch resource "pods" in API group "" ${inDefault}`,
    ],
    [
      'GET',
      '/apis/apps/v1/namespaces/default/deployments',
      `deployments.apps is forbidden: User "jane" cannot list resource "deployments" in API group "apps" ${inDefault}`,
    ],
    ['GET', '/api/v1/nodes/n1', `nodes "n1" is forbidden: User "jane" cannot get resource "nodes" in API group "" ${anywhere}`],
    [
      'GET',
      '/api/v1/namespaces/default',
      `namespaces "default" is forbidden: User "jane" cannot get resource "namespaces" in API group "" ${inDefault}`,
    ],
    [
      'GET',
      '/apis/nope.io/v1/things',
      `things.nope.io is forbidden: User "jane" cannot list resource "things" in API group "nope.io" ${anywhere}`,
    ],
    [
      'OPTIONS',
      '/api/v1/namespaces/default/pods',
      `pods is forbidden: User "jane" cannot  resource "pods" in API group "" ${inDefault}`,
    ],
    ['GET', '/nope', 'forbidden: User "jane" cannot get path "/nope"'],
  ])('refuses %s %s in the words of a real server', async (method, path, message) => {
    const server = await start({ users, rules });
    const { status, json, headers } = await ask(server, method, path, { token: 'jane-token' });
    expect({ status, message: json.message, reason: json.reason }).toEqual({ status: 403, message, reason: 'Forbidden' });
    expect(headers['x-content-type-options']).toBe('nosniff');
  });

  it('says in the details of what somebody was refused', async () => {
    const server = await start({ users, rules });
    const detailsOf = async (path: string) => (await ask(server, 'GET', path, { token: 'jane-token' })).json.details;
    expect(await detailsOf('/apis/apps/v1/namespaces/default/deployments/x')).toEqual({
      name: 'x',
      group: 'apps',
      kind: 'deployments',
    });
    expect(await detailsOf('/api/v1/pods')).toEqual({ kind: 'pods' });
    expect(await detailsOf('/nope')).toEqual({});
  });

  it('refuses before it reads what is in the body', async () => {
    const server = await start({ users, rules });
    const asking = { token: 'jane-token', body: '{' };
    expect((await ask(server, 'POST', '/api/v1/namespaces/default/pods', asking)).status).toBe(403);
  });

  it.each([
    ['what a rule names', '/api/v1/namespaces/default/configmaps', 200],
    ['discovery', '/api/v1', 200],
    ['OpenAPI documents', '/openapi/v3', 200],
    ['the version', '/version', 200],
    ['its health', '/readyz', 200],
    ['a path that a rule names, though there is nothing', '/logs', 404],
  ])('allows %s', async (_what, path, expected) => {
    const server = await start({ users, rules });
    expect((await ask(server, 'GET', path, { token: 'jane-token' })).status).toBe(expected);
  });

  it('allows everything without rules, and to the administrator always', async () => {
    const [open, closed] = [await start({ users }), await start({ users, rules: [] })];
    expect((await ask(open, 'GET', '/api/v1/secrets', { token: 'jane-token' })).status).toBe(200);
    expect((await ask(closed, 'GET', '/api/v1/secrets', { token: 'jane-token' })).status).toBe(403);
    expect((await ask(closed, 'GET', '/api/v1/secrets', { token: closed.config.bearerToken ?? '' })).status).toBe(200);
  });

  describe('rules', () => {
    const user = { name: 'jane', uid: '', groups: ['devs'], extra: {} };
    const wanted = {
      verb: 'get',
      isResourceRequest: true,
      group: 'apps',
      resource: 'deployments',
      subresource: '',
      namespace: 'team',
      name: 'web',
      path: '',
    };
    const log = { ...wanted, group: '', resource: 'pods', subresource: 'log' };
    const metrics = { ...wanted, isResourceRequest: false, path: '/metrics/cadvisor' };

    it.each<[string, AuthorizationRule, object, boolean]>([
      ['everything to everybody', { verbs: ['*'] }, wanted, true],
      ['no other verb', { verbs: ['list'] }, wanted, false],
      ['to a user', { users: ['jane'], verbs: ['*'] }, wanted, true],
      ['not to another user', { users: ['bob'], verbs: ['*'] }, wanted, false],
      ['to a group', { users: ['bob'], groups: ['devs'], verbs: ['*'] }, wanted, true],
      ['a group of resources', { verbs: ['*'], apiGroups: ['apps'] }, wanted, true],
      ['no other group', { verbs: ['*'], apiGroups: [''] }, wanted, false],
      ['all groups by a star', { verbs: ['*'], apiGroups: ['*'], resources: ['*'] }, wanted, true],
      ['no other resource', { verbs: ['*'], resources: ['pods'] }, wanted, false],
      ['a name', { verbs: ['*'], resourceNames: ['web'] }, wanted, true],
      ['no other name', { verbs: ['*'], resourceNames: ['db'] }, wanted, false],
      ['a namespace', { verbs: ['*'], namespaces: ['team'] }, wanted, true],
      ['no other namespace', { verbs: ['*'], namespaces: ['default'] }, wanted, false],
      ['nothing in all namespaces if it is for one', { verbs: ['*'], namespaces: ['team'] }, { ...wanted, namespace: '' }, false],
      ['no subresource with the resource', { verbs: ['*'], resources: ['pods'] }, log, false],
      ['a subresource', { verbs: ['*'], resources: ['pods/log'] }, log, true],
      ['a subresource of all resources', { verbs: ['*'], resources: ['*/log'] }, log, true],
      ['no path without paths', { verbs: ['*'] }, metrics, false],
      ['paths by their beginning', { verbs: ['get'], nonResourceURLs: ['/metrics/*'] }, metrics, true],
      ['no other path', { verbs: ['get'], nonResourceURLs: ['/metrics'] }, metrics, false],
      ['no resources with paths alone', { verbs: ['*'], nonResourceURLs: ['*'] }, wanted, false],
    ])('allow %s', (_what, rule, attributes, expected) => {
      expect(new Authorizer([rule]).allows(user, { ...wanted, ...attributes })).toBe(expected);
    });
  });
});
