import { bypassesProxy } from './no-proxy.js';
import { readProxyURL } from './proxy-url.js';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The proxy on the way to a server: the config's, or without one the environment's. `NO_PROXY` is asked only in the latter case, as
 * client-go does. Throws if the proxy is of no use; the message tells nothing of it but its scheme.
 *
 * @param configured `false` for no proxy, whatever the environment says
 */
export function proxyOf(configured: string | false | undefined, server: URL, environment: Environment): string | undefined {
  if (configured === undefined) return environmentProxy(server, environment);
  if (configured === false || configured === '') return undefined;
  const proxy = readProxyURL(configured);
  if ('problem' in proxy) throw new Error(`the proxy of the config cannot be used: ${proxy.problem}`);
  return new URL(proxy.url).href;
}

/** What the environment says (Go `httpproxy.FromEnvironment`); Go ignores a value that it cannot parse. */
function environmentProxy(server: URL, environment: Environment): string | undefined {
  const name = variableFor(server, environment);
  const value = name === undefined ? undefined : environment[name];
  if (!value || bypassesProxy(server, environment['NO_PROXY'] || environment['no_proxy'] || '')) return undefined;
  const proxy = readProxyURL(withScheme(value));
  if ('url' in proxy) return new URL(proxy.url).href;
  throw new Error(
    `the environment's ${String(name)} cannot be used as a proxy: ${proxy.problem}. ` +
      "Change it, unset it, or set the config's proxy to false",
  );
}

function variableFor({ protocol }: URL, environment: Environment): string | undefined {
  const names = protocol === 'https:' ? ['HTTPS_PROXY', 'https_proxy'] : ['HTTP_PROXY', 'http_proxy'];
  // In a CGI program HTTP_PROXY is the header `Proxy` of whoever sent the request.
  if (protocol !== 'https:' && environment['REQUEST_METHOD']) return undefined;
  return names.find((name) => environment[name]);
}

/** Host and port alone mean http; `socks5h`, which has the proxy look names up, is what `socks5` does here. */
function withScheme(value: string): string {
  const text = /^[a-z][a-z0-9+.-]*:\/\/./i.test(value) ? value : `http://${value}`;
  return text.replace(/^socks5h:/i, 'socks5:');
}
