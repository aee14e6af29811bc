import type { Config } from './config.js';
import { replaceUserinfo } from './userinfo.js';

const redacted = '--- REDACTED ---';
const truncated = '--- TRUNCATED ---';

/** The config without anything that proves who we are (client-go `rest.AnonymousClientConfig`). */
export function anonymousConfig(config: Config): Config {
  const { username, password, bearerToken, bearerTokenFile, credentials, impersonate, transport, wrapTransport, tls, ...rest } =
    config;
  if (rest.host) rest.host = replaceUserinfo(rest.host, '');
  if (!tls) return rest;
  const { certData, certFile, keyData, keyFile, ...trust } = tls;
  return { ...rest, tls: trust };
}

/** A copy that can be printed: credentials are masked, file names, hosts and user names stay (client-go `Config.String`). */
export function describeConfig(config: Config): Config {
  const shown: Config = { ...config };
  if (config.host) shown.host = replaceUserinfo(config.host, `${redacted}@`);
  if (config.proxy) shown.proxy = replaceUserinfo(config.proxy, `${redacted}@`);
  if (config.password) shown.password = redacted;
  if (config.bearerToken) shown.bearerToken = redacted;
  if (config.tls) {
    shown.tls = { ...config.tls };
    if (config.tls.keyData) shown.tls.keyData = redacted;
    if (config.tls.certData) shown.tls.certData = truncated;
  }
  return shown;
}
