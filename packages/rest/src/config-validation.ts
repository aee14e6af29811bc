import type { Config } from './config.js';
import { hasTLSOptions } from './tls-identity.js';

/** Throws if parts of a config exclude each other (client-go `transport.HTTPWrappersForConfig`, `transport.New`). */
export function validateConfig(config: Config): void {
  if (typeof config !== 'object' || (config as unknown) === null || 'then' in config) {
    throw new TypeError('a client needs a Config, as `await loadConfig()` gives it (not the promise of one)');
  }
  for (const name of ['qps', 'burst', 'timeout'] as const) checkNumber(config, name);
  if (/[^\t\x20-\uffff]/.test(config.bearerToken?.trim() ?? '')) {
    throw new Error('the bearerToken contains a line break or another control character: a header cannot carry it');
  }
  const { username, bearerToken, bearerTokenFile, transport, groupVersion } = config;
  if (username && (bearerToken || bearerTokenFile))
    throw new Error('username/password or bearer token may be set, but not both: leave one of them out of the config');
  if (transport && hasTLSOptions(config)) {
    throw new Error(
      'using a custom transport with TLS certificate options or the insecure flag is not allowed: the transport would ignore them',
    );
  }
  if (groupVersion && groupVersion.version === '')
    throw new Error('GroupVersion has no version: give one, as { group: "apps", version: "v1" }');
}

function checkNumber(config: Config, name: 'burst' | 'qps' | 'timeout'): void {
  const value: unknown = config[name];
  if (value === undefined || (typeof value === 'number' && !Number.isNaN(value))) return;
  throw new TypeError(`${name} must be a number, not ${typeof value === 'number' ? 'NaN' : JSON.stringify(value)}`);
}
