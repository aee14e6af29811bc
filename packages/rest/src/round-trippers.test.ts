import { describe, expect, it } from '@jest/globals';
import type { Config } from './config.js';
import { FakeClock } from './fake-clock.test-support.js';
import { HttpHeaders } from './http-headers.js';
import { wrapTransport } from './round-trippers.js';
import type { HttpRequest, Transport } from './transport.js';

/** The headers that reach the transport, line by line, in the order they were set. */
async function sent(config: Config, own: Record<string, string> = {}, basicAuth?: string): Promise<[string, string][]> {
  const seen: HttpRequest[] = [];
  const transport: Transport = (request) => {
    seen.push(request);
    return Promise.reject(new Error('far enough'));
  };
  const headers = new HttpHeaders();
  for (const [name, value] of Object.entries(own)) headers.set(name, value);
  const before = [...headers].length;
  const send = wrapTransport(config, transport, { clock: new FakeClock(), log: () => undefined, basicAuth });
  await expect(send({ method: 'GET', url: new URL('http://h'), headers, use: 'call' })).rejects.toThrow('far enough');
  expect([...headers]).toHaveLength(before);
  return [...(seen[0] as HttpRequest).headers].flatMap(([name, lines]) => lines.map((line): [string, string] => [name, line]));
}

describe('wrapTransport', () => {
  it('impersonates user, uid, each group on a line of its own, and escaped extra keys', async () => {
    const impersonate = {
      userName: 'jane',
      uid: '7',
      groups: ['a', 'b'],
      extra: { 'test.example.com/thing.thing%20another.thing': ['x', 'y'], 'a|b': ['z'] },
    };
    expect(await sent({ impersonate })).toEqual([
      ['impersonate-user', 'jane'],
      ['impersonate-uid', '7'],
      ['impersonate-group', 'a'],
      ['impersonate-group', 'b'],
      ['impersonate-extra-test.example.com%2fthing.thing%2520another.thing', 'x'],
      ['impersonate-extra-test.example.com%2fthing.thing%2520another.thing', 'y'],
      ['impersonate-extra-a|b', 'z'],
    ]);
  });

  it('leaves a request alone that names a user to impersonate itself', async () => {
    expect(await sent({ impersonate: { userName: 'jane', groups: ['a'] } }, { 'impersonate-user': 'own' })).toEqual([
      ['impersonate-user', 'own'],
    ]);
  });

  it('names the user even if only a group is given, as client-go does', async () => {
    expect(await sent({ impersonate: { groups: ['a'] } })).toEqual([
      ['impersonate-user', ''],
      ['impersonate-group', 'a'],
    ]);
  });

  it('proves itself by token or by password, unless the request does so itself', async () => {
    expect(await sent({ bearerToken: 'secret\n' })).toEqual([['authorization', 'Bearer secret']]);
    expect(await sent({ username: 'me', password: 'pä' })).toEqual([
      ['authorization', `Basic ${Buffer.from('me:pä').toString('base64')}`],
    ]);
    expect(await sent({ username: 'me' }, { authorization: 'Own x' })).toEqual([['authorization', 'Own x']]);
    expect(await sent({ bearerToken: 'secret' }, { authorization: '' })).toEqual([['authorization', 'Bearer secret']]);
  });

  it('proves itself as the host says before anything else, but not before the request itself', async () => {
    expect(await sent({ bearerToken: 'secret' }, {}, 'Basic x')).toEqual([['authorization', 'Basic x']]);
    expect(await sent({ username: 'me' }, {}, 'Basic x')).toEqual([['authorization', 'Basic x']]);
    expect(await sent({}, { authorization: 'Own x' }, 'Basic x')).toEqual([['authorization', 'Own x']]);
  });

  it('refuses a password and a token together', () => {
    const wrap = (config: Config) => (): Transport =>
      wrapTransport(config, () => Promise.reject(new Error('not called')), { clock: new FakeClock(), log: () => undefined });
    const both = 'username/password or bearer token may be set, but not both';
    expect(wrap({ username: 'me', bearerToken: 't' })).toThrow(both);
    expect(wrap({ username: 'me', bearerTokenFile: '/gone' })).toThrow(both);
    expect(wrap({ password: 'p', bearerToken: 't' })).not.toThrow();
  });

  it('takes a wrapper that gives nothing for none', async () => {
    expect(await sent({ wrapTransport: () => undefined as never, userAgent: 'me/1' })).toEqual([['user-agent', 'me/1']]);
  });

  it('takes a password without a user name for nothing', async () => {
    expect(await sent({ password: 'p' })).toEqual([]);
  });

  it('names the user agent, unless the request does', async () => {
    expect(await sent({ userAgent: 'me/1' })).toEqual([['user-agent', 'me/1']]);
    expect(await sent({ userAgent: 'me/1' }, { 'user-agent': 'own' })).toEqual([['user-agent', 'own']]);
  });

  it('puts the caller’s wrapper innermost, where it sees every header', async () => {
    const order: string[] = [];
    await sent({
      userAgent: 'me/1',
      wrapTransport: (next) => (request) => {
        order.push(...[...request.headers].map(([name]) => name));
        return next(request);
      },
      bearerToken: 'secret',
    });
    expect(order.sort()).toEqual(['authorization', 'user-agent']);
  });
});
