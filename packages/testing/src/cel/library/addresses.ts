import { isIP, isIPv4, isIPv6 } from 'node:net';
import { quote } from '@kubewright/rest';
import { EvaluationError } from '../evaluation-error.js';
import type { Library } from '../functions.js';
import { Opaque } from '../values.js';

interface Address {
  readonly family: 4 | 6;
  readonly bits: bigint;
}

interface Prefix {
  readonly address: Address;
  readonly length: number;
}

const widths = { 4: 32, 6: 128 } as const;

function readAddress(text: string): Address | undefined {
  if (isIPv4(text)) return { family: 4, bits: text.split('.').reduce((bits, part) => bits * 256n + BigInt(part), 0n) };
  if (!isIPv6(text) || text.includes('%')) return undefined;
  const [head = '', tail] = withoutDots(text).split('::');
  const groups = (part: string): bigint[] => (part === '' ? [] : part.split(':').map((group) => BigInt(`0x${group}`)));
  const [before, after] = [groups(head), groups(tail ?? '')];
  const zeros = new Array<bigint>(8 - before.length - after.length).fill(0n);
  return { family: 6, bits: [...before, ...zeros, ...after].reduce((bits, group) => bits * 65536n + group, 0n) };
}

/** An address of IPv4 at the end as two groups. */
function withoutDots(text: string): string {
  const [, head = '', dotted] = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text) ?? [];
  if (dotted === undefined) return text;
  const [a = 0, b = 0, c = 0, d = 0] = dotted.split('.').map(Number);
  return `${head}${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
}

/** In the shortest form: the longest zeros become `::`. */
function writeAddress({ family, bits }: Address): string {
  if (family === 4) return [24n, 16n, 8n, 0n].map((shift) => String((bits >> shift) & 255n)).join('.');
  const groups = Array.from({ length: 8 }, (_, i) => ((bits >> BigInt(112 - 16 * i)) & 65535n).toString(16));
  const runs = [...groups.join(':').matchAll(/(?:^|:)0(?::0)+(?=:|$)/g)].map(([run]) => run);
  const longest = runs.reduce((a, b) => (zeros(b) > zeros(a) ? b : a), '');
  if (longest === '') return groups.join(':');
  const text = groups.join(':').replace(longest, '::');
  return text.replace(':::', '::');
}

function zeros(run: string): number {
  return run.split('0').length - 1;
}

function isMapped({ family, bits }: Address): boolean {
  return family === 6 && bits >> 32n === 0xffffn;
}

function parseIP(text: string): Address {
  const address = readAddress(text);
  if (address && !isMapped(address)) return address;
  if (address) throw new EvaluationError(`IPv4-mapped IPv6 address ${quote(text)} is not allowed`);
  if (isIP(text) !== 0) throw new EvaluationError(`IP address ${quote(text)} with zone value is not allowed`);
  const why = `ParseAddr(${quote(text)}): ${addressProblem(text)}`;
  throw new EvaluationError(`IP Address ${quote(text)} parse error during conversion from string: ${why}`);
}

/** What is wrong with an address, in Go's words as far as it is one of IPv4. */
function addressProblem(text: string): string {
  if (!/^\d/.test(text) || !text.includes('.') || text.includes(':')) return 'unable to parse IP';
  const parts = text.split('.');
  for (const part of parts) {
    const wrong = /[^0-9]/.exec(part);
    if (wrong) return `unexpected character (at ${quote(text.slice(text.indexOf(wrong[0])))})`;
    if (part === '') return 'IPv4 field must have at least one digit (at ".")';
    if (/^0\d/.test(part)) return 'IPv4 field has octet with leading zero';
    if (Number(part) > 255) return 'IPv4 field has value >255';
  }
  return parts.length > 4 ? 'IPv4 address too long' : 'IPv4 address too short';
}

function parseCIDR(text: string): Prefix {
  const slash = text.lastIndexOf('/');
  const [head, tail] = [text.slice(0, slash), text.slice(slash + 1)];
  const address = slash === -1 ? undefined : readAddress(head);
  const length = Number(tail);
  if (!address || !/^(0|[1-9]\d*)$/.test(tail) || length > widths[address.family]) {
    const why =
      slash === -1 ? "no '/'" : address ? 'prefix length out of range' : `ParseAddr(${quote(head)}): unable to parse IP`;
    const what = `netip.ParsePrefix(${quote(text)}): ${why}`;
    const prefix = 'network address parse error during conversion from string: ';
    throw new EvaluationError(prefix + prefix + what);
  }
  if (isMapped(address))
    throw new EvaluationError(
      `network address parse error during conversion from string: IPv4-mapped IPv6 address ${quote(text)} is not allowed`,
    );
  return { address, length };
}

function ip(address: Address): Opaque {
  return new Opaque('net.IP', writeAddress(address), address);
}

function cidr(prefix: Prefix): Opaque {
  return new Opaque('net.CIDR', `${writeAddress(prefix.address)}/${String(prefix.length)}`, prefix);
}

function addressOf({ value }: Opaque): Address {
  return value as Address;
}

function prefixOf({ value }: Opaque): Prefix {
  return value as Prefix;
}

function masked({ address: { family, bits }, length }: Prefix): Prefix {
  const rest = BigInt(widths[family] - length);
  return { address: { family, bits: (bits >> rest) << rest }, length };
}

function containsIP(network: Prefix, { family, bits }: Address): boolean {
  const { address, length } = network;
  const rest = BigInt(widths[address.family] - length);
  return address.family === family && bits >> rest === address.bits >> rest;
}

function containsCIDR(network: Prefix, other: Prefix): boolean {
  return network.length <= other.length && containsIP(network, other.address);
}

function succeeds(parse: () => unknown): boolean {
  try {
    parse();
    return true;
  } catch {
    return false;
  }
}

/** Whether an address begins as a network. */
function within(v4: string, v6: string): (address: Opaque) => boolean {
  return (value) => containsIP(parseCIDR(addressOf(value).family === 4 ? v4 : v6), addressOf(value));
}

const isUnspecified = within('0.0.0.0/32', '::/128');
const isLoopback = within('127.0.0.0/8', '::1/128');
const isMulticast = within('224.0.0.0/4', 'ff00::/8');
const isLinkLocalUnicast = within('169.254.0.0/16', 'fe80::/10');
const isBroadcast = within('255.255.255.255/32', 'ff00::/8');

/** Addresses and networks (apiserver `pkg/cel/library/ip.go`, `cidr.go`). */
export const addresses: Library = {
  'ip(string) -> IP': (text: string) => ip(parseIP(text)),
  'isIP(string) -> bool': (text: string) => succeeds(() => parseIP(text)),
  'ip.isCanonical(string) -> bool': (text: string) => writeAddress(parseIP(text)) === text,
  'IP::family() -> int': (value: Opaque) => BigInt(addressOf(value).family),
  'IP::isUnspecified() -> bool': isUnspecified,
  'IP::isLoopback() -> bool': isLoopback,
  'IP::isLinkLocalMulticast() -> bool': within('224.0.0.0/24', 'ff02::/16'),
  'IP::isLinkLocalUnicast() -> bool': isLinkLocalUnicast,
  'IP::isGlobalUnicast() -> bool': (value: Opaque) =>
    ![isUnspecified, isLoopback, isMulticast, isLinkLocalUnicast, isBroadcast].some((is) => is(value)),
  'string(IP) -> string': ({ text }: Opaque) => text,
  'cidr(string) -> CIDR': (text: string) => cidr(parseCIDR(text)),
  'isCIDR(string) -> bool': (text: string) => succeeds(() => parseCIDR(text)),
  'CIDR::containsIP(string) -> bool': (network: Opaque, text: string) => containsIP(prefixOf(network), parseIP(text)),
  'CIDR::containsIP(IP) -> bool': (network: Opaque, value: Opaque) => containsIP(prefixOf(network), addressOf(value)),
  'CIDR::containsCIDR(string) -> bool': (network: Opaque, text: string) => containsCIDR(prefixOf(network), parseCIDR(text)),
  'CIDR::containsCIDR(CIDR) -> bool': (network: Opaque, other: Opaque) => containsCIDR(prefixOf(network), prefixOf(other)),
  'CIDR::ip() -> IP': (network: Opaque) => ip(prefixOf(network).address),
  'CIDR::prefixLength() -> int': (network: Opaque) => BigInt(prefixOf(network).length),
  'CIDR::masked() -> CIDR': (network: Opaque) => cidr(masked(prefixOf(network))),
  'string(CIDR) -> string': ({ text }: Opaque) => text,
};
