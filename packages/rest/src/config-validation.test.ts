import { describe, expect, it } from '@jest/globals';
import type { Config } from './config.js';
import { copyConfig } from './config-copies.js';
import { checkFields } from './config-validation.js';

/** As a program in JavaScript writes it. */
const check = (config: unknown) => (): void => checkFields(config as Config);
const lineBreak = 'contains a line break or another control character: a header cannot carry it';

describe('checkFields', () => {
  it.each([{}, { host: undefined, tls: undefined, timeouts: undefined }, { toJSON: undefined }, { ownField: 7 }])(
    'lets pass %j',
    (config) => {
      expect(check(config)).not.toThrow();
    },
  );

  it('lets pass what every field may be', () => {
    const config: Config = {
      host: 'h',
      apiPath: '/apis',
      groupVersion: { group: '', version: 'v1' },
      bearerToken: 'token\n',
      credentials: { refresh: () => Promise.reject(new Error('none')) },
      impersonate: { userName: 'jürgen', groups: ['a\tb'], extra: { 'k ey': ['v'] } },
      tls: { insecure: false, caData: 'line\nline' },
      password: 'any\nthing',
      qps: Infinity,
      burst: 0,
      timeout: 0,
      timeouts: { connect: 1, handshake: 0, headers: 5.5, idle: undefined },
      proxy: false,
      metrics: {},
      debug: 9,
    };
    expect(check(config)).not.toThrow();
    expect(check(copyConfig(config))).not.toThrow();
  });

  it.each([undefined, null, 'https://h', Promise.resolve({})])('refuses %p as a config', (config) => {
    expect(check(config)).toThrow('a client needs a Config, as `await loadConfig()` gives it (not the promise of one)');
  });

  it.each([
    ...['host', 'apiPath', 'contentType', 'acceptContentTypes', 'username', 'password', 'bearerToken', 'bearerTokenFile'],
    'userAgent',
  ])('refuses a number as %s, without showing it', (name) => {
    expect(check({ [name]: 12345 })).toThrow(new TypeError(`${name} must be a string, not a number`));
  });

  it.each([
    [{ host: null }, 'host must be a string, not null'],
    [{ host: new URL('http://h') }, 'host must be a string, not an object'],
    [{ bearerToken: Promise.resolve('s3cret') }, 'bearerToken must be a string, not a promise: await it'],
    [{ tls: { caData: Buffer.from('s3cret') } }, 'tls.caData must be a string, not bytes: decode them'],
    [{ tls: { keyData: 7 } }, 'tls.keyData must be a string, not a number'],
    [{ tls: { insecure: 'false' } }, 'tls.insecure must be true or false, not a string'],
    [{ tls: ['s3cret'] }, 'tls must be an object, not an array'],
    [{ disableCompression: 1 }, 'disableCompression must be true or false, not a number'],
    [{ retryWrites: 'no' }, 'retryWrites must be true or false, not a string'],
    [{ transport: {} }, 'transport must be a function, not an object'],
    [{ transportFactory: 'got' }, 'transportFactory must be a function, not a string'],
    [{ wrapTransport: [] }, 'wrapTransport must be a function, not an array'],
    [{ warningHandler: {} }, 'warningHandler must be a function, not an object'],
    [{ rateLimiter: 5 }, 'rateLimiter must be an object, not a number'],
    [{ rateLimiter: { wait: () => undefined } }, 'rateLimiter.tryAccept must be a function, not undefined'],
    [{ backoff: { calculateBackoff: () => 0 } }, 'backoff.updateBackoff must be a function, not undefined'],
    [{ credentials: () => 's3cret' }, 'credentials must be an object, not a function'],
    [{ credentials: { token: 's3cret' } }, 'credentials.refresh must be a function, not undefined'],
    [{ metrics: true }, 'metrics must be an object, not a boolean'],
    [{ groupVersion: 'apps/v1' }, 'groupVersion must be an object, not a string'],
    [{ groupVersion: { group: 'apps', version: 1 } }, 'groupVersion.version must be a string, not a number'],
    [{ impersonate: 'jane' }, 'impersonate must be an object, not a string'],
    [{ impersonate: { groups: 'a,b' } }, 'impersonate.groups must be an array of strings, not a string'],
    [{ impersonate: { groups: ['a', 7] } }, 'impersonate.groups[1] must be a string, not a number'],
    [{ impersonate: { extra: ['s3cret'] } }, 'impersonate.extra must be an object, not an array'],
    [{ impersonate: { extra: { key: 's3cret' } } }, 'impersonate.extra["key"] must be an array of strings, not a string'],
    [{ proxy: true }, 'proxy must be a URL or false, not a boolean'],
    [{ impersonate: Promise.resolve({ userName: 'jane' }) }, 'impersonate must be an object, not a promise: await it'],
    [{ impersonate: new Map([['userName', 'jane']]) }, 'impersonate must be an object, not a Map'],
    [
      { impersonate: { userName: 'jane', extra: new Map([['key', ['value']]]) } },
      'impersonate.extra must be an object, not a Map',
    ],
    [{ impersonate: { extra: Promise.resolve({}) } }, 'impersonate.extra must be an object, not a promise: await it'],
    [{ tls: Promise.resolve({ caFile: '/ca' }) }, 'tls must be an object, not a promise: await it'],
    [{ tls: new Map([['caFile', '/ca']]) }, 'tls must be an object, not a Map'],
    [{ timeouts: Promise.resolve({ idle: 5 }) }, 'timeouts must be an object, not a promise: await it'],
    [{ groupVersion: new Map([['version', 'v1']]) }, 'groupVersion must be an object, not a Map'],
    [{ credentials: Promise.resolve({ refresh: () => undefined }) }, 'credentials must be an object, not a promise: await it'],
  ])('says which field of %j has the wrong type', (config, message) => {
    expect(check(config)).toThrow(new TypeError(message));
  });

  it.each([
    [{ qps: Number.NaN }, 'qps must be a number, not NaN'],
    [{ burst: '5' }, 'burst must be a number, not a string'],
    [{ debug: null }, 'debug must be a number, not null'],
    [{ timeout: '5s' }, 'timeout must be a number, not a string'],
    [{ timeout: ['s3cret'] }, 'timeout must be a number, not an array'],
    [{ debug: () => 's3cret' }, 'debug must be a number, not a function'],
    [{ qps: Buffer.from('s3cret') }, 'qps must be a number, not bytes: decode them'],
    [{ burst: Object.create(null) as unknown }, 'burst must be a number, not an object'],
    [{ timeout: 1e300 }, 'timeout must be a number of milliseconds, not 1e+300: 0 is no limit'],
    [{ timeout: -1 }, 'timeout must be a number of milliseconds, not -1: 0 is no limit'],
    [{ timeout: Infinity }, 'timeout must be a number of milliseconds, not Infinity: 0 is no limit'],
    [{ timeouts: { idle: -5 } }, 'timeouts.idle must be a number of milliseconds, not -5: 0 is no limit'],
    [{ timeouts: { connect: Number.NaN } }, 'timeouts.connect must be a number, not NaN'],
    [{ timeouts: 5 }, 'timeouts must be an object, not a number'],
  ])('says which number of %p is none', (config, message) => {
    expect(check(config)).toThrow(new TypeError(message));
  });

  it.each([
    [{ timeouts: { overall: 5 } }, 'timeouts has no field "overall", only connect, handshake, headers, idle'],
    [{ impersonate: { username: 'jane' } }, 'impersonate has no field "username", only userName, uid, groups, extra'],
    [{ tls: { ca: 's3cret' } }, 'tls has no field "ca", only insecure, serverName, certFile,'],
  ])('knows no other field in %j', (config, message) => {
    expect(check(config)).toThrow(message);
  });

  it.each([
    [{ bearerToken: 's3cret\r\nX-Evil: 1' }, 'bearerToken'],
    [{ bearerToken: 's3cret\u0000' }, 'bearerToken'],
    [{ userAgent: 'a\nb' }, 'userAgent'],
    [{ contentType: 'a\nb' }, 'contentType'],
    [{ acceptContentTypes: 'a\u007fb' }, 'acceptContentTypes'],
    [{ impersonate: { userName: 'a\nb' } }, 'impersonate.userName'],
    [{ impersonate: { uid: 'a\nb' } }, 'impersonate.uid'],
    [{ impersonate: { groups: ['a', 'b\u0085'] } }, 'impersonate.groups[1]'],
    [{ impersonate: { extra: { k: ['\u001b[1m'] } } }, 'impersonate.extra["k"][0]'],
  ])('refuses what would break a header: %j', (config, name) => {
    expect(check(config)).toThrow(new Error(`the ${name} ${lineBreak}`));
  });

  it.each<[string, object, string]>([
    [
      'an accessor of a config',
      new (class {
        get bearerToken(): string {
          return 's3cret';
        }
      })(),
      'bearerToken',
    ],
    ['what a config has from another', Object.create({ impersonate: { userName: 'jane' } }) as object, 'impersonate'],
    [
      'an accessor',
      {
        impersonate: new (class {
          get userName(): string {
            return 'jane';
          }
        })(),
      },
      'impersonate.userName',
    ],
    ['what TLS options have from others', { tls: Object.create({ caFile: '/ca' }) as object }, 'tls.caFile'],
  ])('refuses %s, which a copy would lose', (_what, config, name) => {
    expect(check(config)).toThrow(new TypeError(`${name} must be a field of the object itself, not of what it inherits from`));
  });

  it('lets pass an object of a class, and one without a prototype, whose fields are its own', () => {
    class Whom {
      userName = 'jane';
    }
    const tls = Object.assign(Object.create(null) as object, { caFile: '/ca' });
    expect(check({ impersonate: new Whom(), tls })).not.toThrow();
  });

  it.each(['a\0b', 'a\nb', 'a b'])('refuses %j as a name to expect in a certificate', (serverName) => {
    expect(check({ tls: { serverName } })).toThrow('the tls.serverName contains white space or a control character');
  });

  it('needs a version in a group-version', () => {
    expect(check({ groupVersion: { group: 'apps', version: '' } })).toThrow('GroupVersion has no version');
  });
});
