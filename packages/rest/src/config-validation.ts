import type { Config, ImpersonationConfig, TLSClientConfig } from './config.js';
import { longestDuration } from './duration.js';
import { isUnfitForHeader } from './header-value.js';
import { kindOf } from './kind-of.js';
import { hasTLSOptions } from './tls-identity.js';
import type { ConnectionTimeouts } from './transport-factory.js';

/** Checks a value; `name` is what messages call it. */
type Check = (name: string, value: unknown) => void;

/**
 * Checks what TypeScript has checked for those who use it: that each field of a config has its type, and that what becomes a header
 * can be one, and that no field is lost where the config is copied. No message holds the value of a text, for it may be a credential.
 *
 * @throws {TypeError} that names the field
 * @throws {Error} if a text holds what a header cannot carry
 */
export function checkFields(config: Config): void {
  if (typeof config !== 'object' || (config as unknown) === null || 'then' in config) {
    throw new TypeError('a client needs a Config, as `await loadConfig()` gives it (not the promise of one)');
  }
  checkOwn('', config, configFields);
  checkEach('', config, configFields);
  if (config.groupVersion?.version === '')
    throw new Error('GroupVersion has no version: give one, as { group: "apps", version: "v1" }');
}

/**
 * Throws if a transport of the caller's own is to be replaced, or would ignore what the config says about trust and certificates
 * (client-go `transport.New`).
 */
export function checkTransport(config: Config): void {
  if (!config.transport) return;
  if (config.transportFactory)
    throw new Error('transport or transportFactory may be set, but not both: leave one of them out of the config');
  if (hasTLSOptions(config)) {
    throw new Error(
      'using a custom transport with TLS certificate options or the insecure flag is not allowed: the transport would ignore them',
    );
  }
}

/** Throws if there are two ways to prove who we are (client-go `transport.HTTPWrappersForConfig`). */
export function checkAuthentication({ username, bearerToken, bearerTokenFile }: Config): void {
  if (username && (bearerToken || bearerTokenFile))
    throw new Error('username/password or bearer token may be set, but not both: leave one of them out of the config');
}

const text: Check = (name, value) => expectType(name, value, 'a string', typeof value === 'string');
const flag: Check = (name, value) => expectType(name, value, 'true or false', typeof value === 'boolean');
const object: Check = (name, value) =>
  expectType(
    name,
    value,
    'an object',
    typeof value === 'object' && value !== null && !Array.isArray(value) && !('then' in value),
  );
/** No Map, whose entries would be taken for no fields at all. */
const dictionary: Check = (name, value) => {
  object(name, value);
  expectType(name, value, 'an object', !(Symbol.iterator in (value as object)));
};
const callable: Check = (name, value) => expectType(name, value, 'a function', typeof value === 'function');

const number: Check = (name, value) => {
  expectType(name, value, 'a number', typeof value === 'number');
  if (Number.isNaN(value)) throw new TypeError(`${name} must be a number, not NaN`);
};

const milliseconds: Check = (name, value) => {
  number(name, value);
  if ((value as number) < 0 || (value as number) > longestDuration)
    throw new TypeError(`${name} must be a number of milliseconds, not ${String(value)}: 0 is no limit`);
};

const hostName: Check = (name, value) => {
  text(name, value);
  if (/[\s\p{Cc}]/u.test(value as string))
    throw new Error(`the ${name} contains white space or a control character: no host is called like that`);
};

const header: Check = (name, value) => {
  text(name, value);
  if (isUnfitForHeader(value as string))
    throw new Error(`the ${name} contains a line break or another control character: a header cannot carry it`);
};

/** A token is trimmed before it becomes a header. */
const token: Check = (name, value) => {
  text(name, value);
  header(name, (value as string).trim());
};

const headers: Check = (name, value) => {
  expectType(name, value, 'an array of strings', Array.isArray(value));
  (value as unknown[]).forEach((item, index) => header(`${name}[${String(index)}]`, item));
};

const headersByKey: Check = (name, value) => {
  dictionary(name, value);
  for (const [key, list] of Object.entries(value as object)) headers(`${name}[${JSON.stringify(key)}]`, list);
};

const proxy: Check = (name, value) => expectType(name, value, 'a URL or false', typeof value === 'string' || value === false);

/** An object of the caller's with these methods. */
function implementing(...methods: string[]): Check {
  return (name, value) => {
    object(name, value);
    for (const method of methods) callable(`${name}.${method}`, (value as Readonly<Record<string, unknown>>)[method]);
  };
}

/** An object with these fields; it may have others. */
function objectOf(fields: Readonly<Record<string, Check>>): Check {
  return (name, value) => {
    dictionary(name, value);
    checkOwn(`${name}.`, value as object, fields);
    checkEach(`${name}.`, value as object, fields);
  };
}

/** The same without others: a name with a typing mistake would be silently ignored. */
function objectOfOnly(fields: Readonly<Record<string, Check>>): Check {
  return (name, value) => {
    objectOf(fields)(name, value);
    const unknown = Object.keys(value as object).find((key) => !Object.hasOwn(fields, key));
    if (unknown !== undefined)
      throw new TypeError(`${name} has no field ${JSON.stringify(unknown)}, only ${Object.keys(fields).join(', ')}`);
  };
}

const tlsFields: Readonly<Record<keyof TLSClientConfig, Check>> = {
  insecure: flag,
  serverName: hostName,
  certFile: text,
  keyFile: text,
  caFile: text,
  certData: text,
  keyData: text,
  caData: text,
  toJSON: callable,
};

const impersonationFields: Readonly<Record<keyof ImpersonationConfig, Check>> = {
  userName: header,
  uid: header,
  groups: headers,
  extra: headersByKey,
};

const timeoutFields: Readonly<Record<keyof ConnectionTimeouts, Check>> = {
  connect: milliseconds,
  handshake: milliseconds,
  headers: milliseconds,
  idle: milliseconds,
};

const configFields: Readonly<Record<keyof Config, Check>> = {
  host: text,
  apiPath: text,
  groupVersion: objectOf({ group: text, version: text }),
  contentType: header,
  acceptContentTypes: header,
  username: text,
  password: text,
  bearerToken: token,
  bearerTokenFile: text,
  credentials: implementing('refresh'),
  impersonate: objectOfOnly(impersonationFields),
  tls: objectOfOnly(tlsFields),
  userAgent: header,
  disableCompression: flag,
  transport: callable,
  transportFactory: callable,
  wrapTransport: callable,
  qps: number,
  burst: number,
  rateLimiter: implementing('wait', 'tryAccept'),
  backoff: implementing('calculateBackoff', 'updateBackoff'),
  retryWrites: flag,
  warningHandler: callable,
  timeout: milliseconds,
  timeouts: objectOfOnly(timeoutFields),
  proxy,
  metrics: object,
  debug: number,
  toJSON: callable,
};

/** What is inherited, also an accessor of a class, is lost where `{ ...config }` is made. */
function checkOwn(prefix: string, object: object, fields: Readonly<Record<string, Check>>): void {
  for (const name of Object.keys(fields)) {
    if (name in object && !Object.hasOwn(object, name))
      throw new TypeError(`${prefix}${name} must be a field of the object itself, not of what it inherits from`);
  }
}

function checkEach(prefix: string, object: object, fields: Readonly<Record<string, Check>>): void {
  for (const [name, value] of Object.entries(object)) {
    if (value !== undefined) fields[name]?.(`${prefix}${name}`, value);
  }
}

function expectType(name: string, value: unknown, expected: string, is: boolean): void {
  if (!is) throw new TypeError(`${name} must be ${expected}, not ${kindOf(value)}`);
}
