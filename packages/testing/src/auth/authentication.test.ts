import { afterEach, describe, expect, it } from '@jest/globals';
import { RESTClient } from '@kubewright/rest';
import { ask, servers } from '../ask.test-support.js';
import type { JSONObject } from '../json.js';
import type { TestServer } from '../test-server.js';

const { start, closeAll } = servers();
afterEach(closeAll);

const reviews = '/apis/authentication.k8s.io/v1/selfsubjectreviews';
const review = { apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview' };
const jane = { name: 'jane', token: 'jane-token', uid: 'jane-uid', groups: ['devs', 'qa'] };

async function whoAmI(server: TestServer, token?: string, headers: Record<string, string> = {}): Promise<unknown> {
  const { json } = await ask(server, 'POST', reviews, { ...(token !== undefined && { token }), headers, body: review });
  return (json.status as JSONObject).userInfo ?? json.message;
}

describe('authentication', () => {
  it('takes everybody for the administrator when it knows nobody', async () => {
    const server = await start();
    const expected = { username: 'system:admin', groups: ['system:masters', 'system:authenticated'] };
    expect(await whoAmI(server)).toEqual(expected);
    expect(await whoAmI(server, 'any-token')).toEqual(expected);
  });

  it('knows users by their tokens, with uid, groups and extra fields', async () => {
    const bob = { name: 'bob', token: 'bob-token', extra: { 'acme.com/floor': ['1', '2'] } };
    const server = await start({ users: [jane, bob] });
    expect(await whoAmI(server, 'jane-token')).toEqual({
      username: 'jane',
      uid: 'jane-uid',
      groups: ['devs', 'qa', 'system:authenticated'],
    });
    expect(await whoAmI(server, 'bob-token')).toEqual({
      username: 'bob',
      groups: ['system:authenticated'],
      extra: { 'acme.com/floor': ['1', '2'] },
    });
  });

  it.each([
    ['a token that is nobody’s', { Authorization: 'Bearer nope' }],
    ['no token', {}],
    ['an empty token', { Authorization: 'Bearer ' }],
    ['basic authentication', { Authorization: 'Basic Zm9vOmJhcg==' }],
  ])('refuses %s with the 401 of a real server', async (_what, headers) => {
    const server = await start({ users: [jane] });
    const { status, json } = await ask(server, 'GET', '/version', { headers });
    expect(status).toBe(401);
    expect(json).toEqual({
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message: 'Unauthorized',
      reason: 'Unauthorized',
      code: 401,
    });
    expect(server.requests.at(-1)).toMatchObject({ status: 401, user: '' });
  });

  it('lets in as system:anonymous who proves nothing, if that is wanted, but no wrong token', async () => {
    const server = await start({ users: [jane], anonymous: true });
    expect((await ask(server, 'GET', '/version')).status).toBe(200);
    expect(server.requests.at(-1)?.user).toBe('system:anonymous');
    expect((await ask(server, 'GET', '/version', { headers: { Authorization: 'Basic Zm9vOmJhcg==' } })).status).toBe(200);
    expect((await ask(server, 'GET', '/version', { token: 'nope' })).status).toBe(401);
  });

  it('makes a token for the administrator when there are users, and takes the one that it is given', async () => {
    const [own, given] = [await start({ users: [jane] }), await start({ token: 'secret' })];
    expect(await whoAmI(own, own.config.bearerToken)).toMatchObject({ username: 'system:admin' });
    expect(own.config.bearerToken).toMatch(/^[\da-f]{32}$/);
    expect(given.config.bearerToken).toBe('secret');
    expect(await whoAmI(given, 'secret')).toMatchObject({ username: 'system:admin' });
    expect((await ask(given, 'GET', '/version')).status).toBe(401);
  });

  it('lets users in later on, by a token where there is no TLS', async () => {
    const server = await start({ token: 'secret' });
    const { config } = await server.user({ name: 'late', groups: ['ops'] });
    expect(await whoAmI(server, config.bearerToken)).toEqual({ username: 'late', groups: ['ops', 'system:authenticated'] });
  });

  it('knows users by client certificates: the common name and the organizations', async () => {
    const server = await start({ tls: true, token: 'secret' });
    const { config } = await server.user({ name: 'jane', groups: ['devs', 'qa'] });
    await using client = new RESTClient(config);
    const answer = (await client.post().absPath(reviews).body(review).do()).into<{ status: { userInfo: JSONObject } }>();
    expect(answer.status.userInfo).toEqual({
      username: 'jane',
      groups: ['devs', 'qa', 'system:authenticated'],
      extra: { 'authentication.kubernetes.io/credential-id': [expect.stringMatching(/^X509SHA256=[\da-f]{64}$/)] },
    });
  });

  it('does not believe a certificate of an authority that it does not know', async () => {
    const server = await start({ tls: true, token: 'secret' });
    const { CertificateAuthority } = await import('../../../envtest/src/certificates.js');
    const { certificate, key } = await (await CertificateAuthority.create('other')).issueClient('jane', ['system:masters']);
    const config = { ...server.config, tls: { ...server.config.tls, certData: certificate, keyData: key } };
    expect((await ask({ url: server.url, config }, 'GET', '/version')).status).toBe(401);
  });
});
