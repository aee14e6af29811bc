import type { Config, TLSClientConfig } from './config.js';
import { maskUserinfo } from './userinfo.js';

const redacted = '--- REDACTED ---';
const truncated = '--- TRUNCATED ---';

/** Where Node's `util.inspect`, and `console.log` with it, look for what to show. */
const inspectCustom = Symbol.for('nodejs.util.inspect.custom');

/**
 * What a config may show of itself, as plain data: credentials are masked; file names, hosts, user names and whom it acts as stay
 * (client-go `Config.String`).
 */
export function describeConfig(config: Config): Record<string, unknown> {
  const { host, proxy, password, bearerToken, credentials, tls } = config;
  return {
    ...fields(config),
    ...(host && { host: maskUserinfo(host) }),
    ...(proxy && { proxy: maskUserinfo(proxy) }),
    ...(password && { password: redacted }),
    ...(bearerToken && { bearerToken: redacted }),
    ...(credentials && { credentials: redacted }),
    ...(tls && { tls: describeTLS(tls) }),
  };
}

function describeTLS(tls: TLSClientConfig): Record<string, unknown> {
  return { ...fields(tls), ...(tls.keyData && { keyData: redacted }), ...(tls.certData && { certData: truncated }) };
}

/** The fields of a config without those that print it. */
function fields({ toJSON, ...data }: Config | TLSClientConfig): Record<string, unknown> {
  return Object.fromEntries(Object.entries(data));
}

/**
 * What a config gets to be printed as {@link describeConfig} has it: properties of its own, which a spread copies, with the same
 * functions for all configs, so that equal configs compare as equal.
 */
export const configPrinting = { toJSON: describeThisConfig, [inspectCustom]: describeThisConfig };

/** The same for the TLS part alone. */
export const tlsPrinting = { toJSON: describeThisTLS, [inspectCustom]: describeThisTLS };

function describeThisConfig(this: Config): Record<string, unknown> {
  return describeConfig(this);
}

function describeThisTLS(this: TLSClientConfig): Record<string, unknown> {
  return describeTLS(this);
}
