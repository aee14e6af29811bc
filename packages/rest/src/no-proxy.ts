import type net from 'node:net';
import { domainToASCII } from 'node:url';

/** Where a server is, as `NO_PROXY` sees it. */
interface Destination {
  readonly host: string;
  readonly port: string;
  /** 0 if the host is a name. */
  readonly family: 0 | 4 | 6;
}

/**
 * Whether a server is reached without the environment's proxy: this machine always is, others if the list names them (Go
 * `httpproxy.Config.NoProxy`).
 *
 * @param list names (with all below them; with a leading dot or `*.` only those below), addresses, both with or without port, networks
 * as `10.0.0.0/8`, or `*`; separated by commas
 */
export function bypassesProxy(server: URL, list: string): boolean {
  const host = server.hostname.replace(/^\[(.*)\]$/, '$1');
  const { isIP } = nodeNet();
  const family = isIP(host) as Destination['family'];
  const destination = { host, port: server.port || (server.protocol === 'https:' ? '443' : '80'), family };
  if (host === 'localhost' || isWithin('127.0.0.0/8', destination) || isWithin('::1/128', destination)) return true;
  return list.split(',').some((entry) => {
    const trimmed = entry.trim().toLowerCase();
    return trimmed === '*' || isWithin(trimmed, destination) || isNamed(trimmed, destination);
  });
}

/** Whether an address is one of a network, also if it is written as IPv6 for IPv4. */
function isWithin(network: string, { host, family }: Destination): boolean {
  const { BlockList, isIP } = nodeNet();
  const [, address = '', length = ''] = /^(.*)\/(\d{1,3})$/.exec(network) ?? [];
  const networkFamily = isIP(address);
  if (family === 0 || networkFamily === 0 || Number(length) > (networkFamily === 4 ? 32 : 128)) return false;
  const addresses = new BlockList();
  addresses.addSubnet(address, Number(length), familyName(networkFamily));
  return addresses.check(host, familyName(family));
}

/** Whether an entry names the server's name or address, and its port if it has one. */
function isNamed(entry: string, destination: Destination): boolean {
  const [, bracketed, plain = '', port = ''] = /^(?:\[([^\]]*)\]|([^:]*|.*:.*:.*?))(?::(\d*))?$/.exec(entry) ?? [];
  const name = bracketed ?? plain;
  if (name === '' || (port !== '' && port !== destination.port)) return false;
  const family = nodeNet().isIP(name);
  if (family !== 0) return isWithin(`${name}/${family === 4 ? '32' : '128'}`, destination);
  if (destination.family !== 0) return false;
  const domain = name.replace(/^\*?\./, '.');
  const ascii = domainToASCII(domain.replace(/^\./, '')) || domain.replace(/^\./, '');
  return destination.host.endsWith(`.${ascii}`) || (!domain.startsWith('.') && destination.host === ascii);
}

function familyName(family: number): 'ipv4' | 'ipv6' {
  return family === 4 ? 'ipv4' : 'ipv6';
}

/** Loaded only if the environment names a proxy. */
function nodeNet(): typeof net {
  return process.getBuiltinModule('node:net');
}
