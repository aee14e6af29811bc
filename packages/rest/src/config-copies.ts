import type { Config, TLSClientConfig } from './config.js';
import { configPrinting, tlsPrinting } from './config-printing.js';
import { withoutUserinfo } from './userinfo.js';

/**
 * A copy of a config (client-go `rest.CopyConfig`) that shows no credential when it is printed by `console.log`, `util.inspect` or
 * `JSON.stringify`, and neither does what `{ ...copy }` makes of it; `tls` is copied too. For that it has two properties more, the
 * method `toJSON` and one under a symbol: `structuredClone` and `postMessage` refuse it as they refuse every config with a function
 * in it, and a test compares it with `toMatchObject`, or with another copy. `console.dir` shows any object as it is.
 */
export function copyConfig(config: Config): Config {
  return { ...config, ...(config.tls && { tls: { ...config.tls, ...tlsPrinting } }), ...configPrinting };
}

/**
 * A copy without anything that proves who we are or acts as somebody else, and without what might: `transport` and `wrapTransport`
 * (client-go `rest.AnonymousClientConfig`). User name and password are dropped from `host` as well.
 */
export function anonymousConfig(config: Config): Config {
  const { username, password, bearerToken, bearerTokenFile, credentials, impersonate, transport, wrapTransport, tls, ...rest } =
    config;
  return copyConfig({
    ...rest,
    ...(rest.host && { host: withoutUserinfo(rest.host) }),
    ...(tls && { tls: trustOf(tls) }),
  });
}

function trustOf({ certData, certFile, keyData, keyFile, ...trust }: TLSClientConfig): TLSClientConfig {
  return trust;
}
