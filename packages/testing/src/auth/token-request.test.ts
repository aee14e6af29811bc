import { afterEach, describe, expect, it } from '@jest/globals';
import { FakeClock } from '../../../rest/src/fake-clock.test-support.js';
import { type Answered, ask, servers, team } from '../ask.test-support.js';
import type { JSONObject } from '../json.js';
import type { TestServer, TestServerOptions } from '../test-server.js';

const { start: startServer, closeAll } = servers();
afterEach(closeAll);

const robot = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'robot', namespace: 'team' } };
const accounts = '/api/v1/namespaces/team/serviceaccounts';
const name = 'system:serviceaccount:team:robot';

function start(options: TestServerOptions = {}): Promise<TestServer> {
  return startServer({ objects: [team, robot], token: 'admin-token', ...options });
}

function request(server: TestServer, spec: object = {}, metadata: object = {}, account = 'robot'): Promise<Answered> {
  const body = { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', metadata, spec };
  return ask(server, 'POST', `${accounts}/${account}/token`, { token: 'admin-token', body });
}

async function issue(server: TestServer, spec: object = {}): Promise<string> {
  const { json } = await request(server, spec);
  return (json.status as JSONObject).token as string;
}

async function userOf(server: TestServer, token: string): Promise<unknown> {
  const { status } = await ask(server, 'GET', '/version', { token });
  return status === 200 ? server.requests.at(-1)?.user : status;
}

describe('TokenRequest', () => {
  it('issues a token of a service account for an hour', async () => {
    const server = await start({ clock: new FakeClock({ now: Date.UTC(2030, 0, 1) }) });
    const { status, json } = await request(server);
    const { json: account } = await ask(server, 'GET', `${accounts}/robot`, { token: 'admin-token' });
    expect(status).toBe(201);
    expect(json).toMatchObject({
      kind: 'TokenRequest',
      apiVersion: 'authentication.k8s.io/v1',
      metadata: {
        name: 'robot',
        namespace: 'team',
        uid: (account.metadata as JSONObject).uid,
        creationTimestamp: '2030-01-01T00:00:00Z',
      },
      spec: { audiences: ['https://kubernetes.default.svc.cluster.local'], expirationSeconds: 3600, boundObjectRef: null },
      status: { expirationTimestamp: '2030-01-01T01:00:00Z' },
    });
  });

  it('issues a token that says what a real server’s says', async () => {
    const server = await start({ clock: new FakeClock({ now: Date.UTC(2030, 0, 1) }) });
    const [, claims = ''] = (await issue(server, { expirationSeconds: 600, audiences: ['me'] })).split('.');
    const now = Date.UTC(2030, 0, 1) / 1000;
    expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toEqual({
      aud: ['me'],
      exp: now + 600,
      iat: now,
      iss: 'https://kubernetes.default.svc.cluster.local',
      jti: expect.stringMatching(/^[\da-f-]{36}$/),
      'kubernetes.io': { namespace: 'team', serviceaccount: { name: 'robot', uid: expect.stringMatching(/^[\da-f-]{36}$/) } },
      nbf: now,
      sub: name,
    });
  });

  it('makes a token that lets its service account in, with its groups', async () => {
    const server = await start();
    const token = await issue(server);
    const { json } = await ask(server, 'POST', '/apis/authentication.k8s.io/v1/selfsubjectreviews', {
      token,
      body: { apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview' },
    });
    expect((json.status as JSONObject).userInfo).toEqual({
      username: name,
      uid: expect.any(String),
      groups: ['system:serviceaccounts', 'system:serviceaccounts:team', 'system:authenticated'],
      extra: { 'authentication.kubernetes.io/credential-id': [expect.stringMatching(/^JTI=[\da-f-]{36}$/)] },
    });
  });

  it.each([
    ['where users are known', { token: 'admin-token' }],
    ['where everybody is an administrator', { token: undefined }],
  ])('makes a token that expires on the clock of the server, %s', async (_where, options) => {
    const clock = new FakeClock({ now: Date.UTC(2030, 0, 1) });
    const server = await start({ clock, ...options });
    const token = await issue(server, { expirationSeconds: 600 });
    await clock.advance(599_000);
    expect(await userOf(server, token)).toBe(name);
    await clock.advance(1000);
    expect(await userOf(server, token)).toBe(401);
  });

  it('makes a token that ends with its service account, also when another one gets its name', async () => {
    const server = await start();
    const token = await issue(server);
    await ask(server, 'DELETE', `${accounts}/robot`, { token: 'admin-token' });
    expect(await userOf(server, token)).toBe(401);
    await ask(server, 'POST', accounts, { token: 'admin-token', body: robot });
    expect(await userOf(server, token)).toBe(401);
  });

  it('makes a token that ends with what it is bound to', async () => {
    const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'key', namespace: 'team' } };
    const server = await start({ objects: [team, robot, secret] });
    const token = await issue(server, { boundObjectRef: { apiVersion: 'v1', kind: 'Secret', name: 'key' } });
    expect(await userOf(server, token)).toBe(name);
    await ask(server, 'DELETE', '/api/v1/namespaces/team/secrets/key', { token: 'admin-token' });
    expect(await userOf(server, token)).toBe(401);
  });

  it('makes a token for other audiences that does not let in here', async () => {
    const server = await start();
    expect(await userOf(server, await issue(server, { audiences: ['me'] }))).toBe(401);
  });

  it('makes tokens that nobody else could make', async () => {
    const [one, other] = [await start(), await start()];
    const token = await issue(one);
    const [head = '', claims = '', signature = ''] = token.split('.');
    const forged = Buffer.from(claims, 'base64url').toString().replace('team:robot', 'team:other');
    expect(await userOf(other, token)).toBe(401);
    expect(await userOf(one, `${head}.${Buffer.from(forged).toString('base64url')}.${signature}`)).toBe(401);
    expect(await userOf(one, `${token}.x`)).toBe(401);
  });

  // As a real server of 1.36.3 answers.
  it.each<[string, object, object, number, string]>([
    [
      'too short a time',
      { expirationSeconds: 5 },
      {},
      422,
      'TokenRequest.authentication.k8s.io "" is invalid: spec.expirationSeconds: Invalid value: 5: may not specify a duration less than 10 minutes',
    ],
    [
      'too long a time',
      { expirationSeconds: 2 ** 33 },
      {},
      422,
      'TokenRequest.authentication.k8s.io "" is invalid: spec.expirationSeconds: Invalid value: 8589934592: may not specify a duration larger than 2^32 seconds',
    ],
    [
      'another name',
      {},
      { name: 'other' },
      422,
      'TokenRequest.authentication.k8s.io "robot" is invalid: metadata.name: Invalid value: "other": must match the service account name if specified',
    ],
    [
      'another namespace',
      {},
      { namespace: 'zz' },
      400,
      'the namespace of the provided object does not match the namespace sent on the request',
    ],
    [
      'a pod that there is not',
      { boundObjectRef: { apiVersion: 'v1', kind: 'Pod', name: 'nope' } },
      {},
      404,
      'pods "nope" not found',
    ],
    [
      'a secret that there is not',
      { boundObjectRef: { apiVersion: 'v1', kind: 'Secret', name: 'nope' } },
      {},
      404,
      'secrets "nope" not found',
    ],
    [
      'what nothing can be bound to',
      { boundObjectRef: { apiVersion: 'v1', kind: 'Foo', name: 'nope' } },
      {},
      400,
      'cannot bind token to object of type /v1, Kind=Foo',
    ],
  ])('refuses %s', async (_what, spec, metadata, expected, message) => {
    const { status, json } = await request(await start(), spec, metadata);
    expect({ status, message: json.message }).toEqual({ status: expected, message });
  });

  it('refuses a service account that there is not, and any other method', async () => {
    const server = await start();
    expect((await request(server, {}, {}, 'nope')).json.message).toBe('serviceaccounts "nope" not found');
    expect((await ask(server, 'GET', `${accounts}/robot/token`, { token: 'admin-token' })).status).toBe(405);
  });
});
