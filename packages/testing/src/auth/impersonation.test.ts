import { afterEach, describe, expect, it } from '@jest/globals';
import { type ImpersonationConfig, RESTClient } from '@kubewright/rest';
import { type Answered, ask, servers } from '../ask.test-support.js';
import type { JSONObject } from '../json.js';

const { start, closeAll } = servers();
afterEach(closeAll);

const reviews = '/apis/authentication.k8s.io/v1/selfsubjectreviews';
const review = { apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview' };

const users = [{ name: 'imp', token: 'imp-token' }];
const rules = [
  { users: ['imp'], verbs: ['impersonate'], apiGroups: [''], resources: ['users'], resourceNames: ['jane'] },
  { users: ['imp'], verbs: ['impersonate'], apiGroups: [''], resources: ['groups'], resourceNames: ['devs'] },
];

describe('impersonation', () => {
  const whoAmI = async (headers: Record<string, string | string[]>): Promise<unknown> => {
    const { json } = await ask(await start(), 'POST', reviews, { headers, body: review });
    return (json.status as JSONObject).userInfo;
  };

  // As a real server of 1.36.3 answers.
  it.each<[string, Record<string, string | string[]>, object]>([
    ['a user', { 'Impersonate-User': 'jane' }, { username: 'jane', groups: ['system:authenticated'] }],
    [
      'a user with groups, uid and extra fields',
      {
        'Impersonate-User': 'jane',
        'Impersonate-Group': ['a', 'cn=b,dc=c'],
        'Impersonate-Uid': 'u',
        'Impersonate-Extra-Acme.com%2Ffoo': ['1', '2'],
      },
      { username: 'jane', uid: 'u', groups: ['a', 'cn=b,dc=c', 'system:authenticated'], extra: { 'acme.com/foo': ['1', '2'] } },
    ],
    [
      'a service account',
      { 'Impersonate-User': 'system:serviceaccount:default:robot' },
      {
        username: 'system:serviceaccount:default:robot',
        groups: ['system:serviceaccounts', 'system:serviceaccounts:default', 'system:authenticated'],
      },
    ],
    [
      'one who is authenticated in so many words',
      { 'Impersonate-User': 'jane', 'Impersonate-Group': 'system:authenticated' },
      { username: 'jane', groups: ['system:authenticated'] },
    ],
    [
      'one with an escape that is none',
      { 'Impersonate-User': 'jane', 'Impersonate-Extra-A%zz': 'x' },
      { username: 'jane', groups: ['system:authenticated'], extra: { 'a%zz': ['x'] } },
    ],
  ])('makes a request that of %s', async (_who, headers, expected) => {
    expect(await whoAmI(headers)).toEqual(expected);
  });

  it('reads names beyond ASCII as our client sends them', async () => {
    const server = await start();
    const impersonate: ImpersonationConfig = { userName: 'jané', groups: ['größe'] };
    await using client = new RESTClient({ ...server.config, impersonate });
    const answer = (await client.post().absPath(reviews).body(review).do()).into<{ status: JSONObject }>();
    expect(answer.status.userInfo).toEqual({ username: 'jané', groups: ['größe', 'system:authenticated'] });
    expect(server.requests.at(-1)?.user).toBe('jané');
  });

  it.each([
    [
      { 'Impersonate-User': 'bob' },
      'users "bob" is forbidden: User "imp" cannot impersonate resource "users" in API group "" at the cluster scope',
    ],
    [
      { 'Impersonate-User': 'jane', 'Impersonate-Group': 'qa' },
      'groups "qa" is forbidden: User "imp" cannot impersonate resource "groups" in API group "" at the cluster scope',
    ],
    [
      { 'Impersonate-User': 'jane', 'Impersonate-Uid': '1' },
      'uids.authentication.k8s.io "1" is forbidden: User "imp" cannot impersonate resource "uids" in API group "authentication.k8s.io" at the cluster scope',
    ],
    [
      { 'Impersonate-User': 'jane', 'Impersonate-Extra-Foo': 'b' },
      'userextras.authentication.k8s.io "b" is forbidden: User "imp" cannot impersonate resource "userextras/foo" in API group "authentication.k8s.io" at the cluster scope',
    ],
    [
      { 'Impersonate-User': 'system:serviceaccount:default:robot' },
      'serviceaccounts "robot" is forbidden: User "imp" cannot impersonate resource "serviceaccounts" in API group "" in the namespace "default"',
    ],
  ])('refuses %j to who may not, in the words of a real server', async (headers, message) => {
    const server = await start({ users, rules });
    const { status, json } = await ask(server, 'GET', '/version', { token: 'imp-token', headers });
    expect({ status, message: json.message }).toEqual({ status: 403, message });
  });

  it.each([
    [
      { 'Impersonate-Group': 'devs' },
      'requested &user.DefaultInfo{Name:"", UID:"", Groups:[]string{"devs"}, Extra:map[string][]string(nil)} without impersonating a user name',
    ],
    [
      { 'Impersonate-Uid': '1' },
      'requested &user.DefaultInfo{Name:"", UID:"1", Groups:[]string(nil), Extra:map[string][]string(nil)} without impersonating a user name',
    ],
    [
      { 'Impersonate-Extra-A': 'b' },
      'requested &user.DefaultInfo{Name:"", UID:"", Groups:[]string(nil), Extra:map[string][]string{"a":[]string{"b"}}} without impersonating a user name',
    ],
  ])('refuses %j, which names nobody', async (headers, message) => {
    const { status, json } = await ask(await start(), 'GET', '/version', { headers });
    expect({ status, message: json.message, reason: json.reason }).toEqual({ status: 400, message, reason: 'BadRequest' });
  });

  it('gives the rights of who is impersonated, and takes those of who impersonates', async () => {
    const own = { users: ['imp'], verbs: ['list'], resources: ['pods'] };
    const theirs = { users: ['jane'], groups: ['devs'], verbs: ['list'], resources: ['configmaps'] };
    const server = await start({ users, rules: [...rules, own, theirs] });
    const listed = (resource: string, headers: Record<string, string>): Promise<Answered> =>
      ask(server, 'GET', `/api/v1/${resource}`, { token: 'imp-token', headers });
    expect((await listed('pods', {})).status).toBe(200);
    expect((await listed('pods', { 'Impersonate-User': 'jane' })).status).toBe(403);
    expect((await listed('configmaps', { 'Impersonate-User': 'jane' })).status).toBe(200);
    expect((await listed('configmaps', {})).status).toBe(403);
    expect(server.requests.map(({ user }) => user)).toEqual(['imp', 'jane', 'jane', 'imp']);
  });
});
