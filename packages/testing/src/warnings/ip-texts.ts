/** An address, or a prefix of them, as bytes: 4 of IPv4, 16 of IPv6. */
export interface Address {
  readonly bytes: readonly number[];
  /** Whether the text is one that today's parsers take too: without leading zeros, and no IPv4 written as IPv6. */
  readonly isStandard: boolean;
}

/** A prefix as `10.0.0.0/8`. */
export interface Prefix extends Address {
  readonly length: number;
}

/** Reads an address as old versions of Go did (k8s.io/utils `net.ParseIPSloppy`); undefined if it is none. */
export function parseAddress(text: string): Address | undefined {
  if (!text.includes(':')) {
    const bytes = parseIPv4(text);
    return bytes && { bytes, isStandard: hasNoLeadingZeros(text) };
  }
  const bytes = parseIPv6(text);
  if (!bytes) return undefined;
  const isMapped = bytes.slice(0, 10).every((byte) => byte === 0) && bytes[10] === 255 && bytes[11] === 255;
  const last = text.slice(text.lastIndexOf(':') + 1);
  const isStandard = !isMapped && (!last.includes('.') || hasNoLeadingZeros(last));
  return { bytes: isMapped ? bytes.slice(12) : bytes, isStandard };
}

/** Reads a prefix the same way (`net.ParseCIDRSloppy`); undefined if it is none. */
export function parsePrefix(text: string): Prefix | undefined {
  const slash = text.indexOf('/');
  if (slash < 0) return undefined;
  const address = parseAddress(text.slice(0, slash));
  const digits = text.slice(slash + 1);
  if (!address || !/^\d+$/.test(digits)) return undefined;
  const isMapped = address.bytes.length === 4 && text.includes(':');
  const length = Number(digits) - (isMapped ? 96 : 0);
  if (length < 0 || length > address.bytes.length * 8) return undefined;
  return { ...address, isStandard: address.isStandard && (digits === '0' || !digits.startsWith('0')), length };
}

/** The address without the bits behind the prefix. */
export function masked({ bytes, length }: Prefix): number[] {
  return bytes.map((byte, index) => byte & (0xff << Math.min(8, Math.max(0, 8 * (index + 1) - length))) & 0xff);
}

/** The one way to write an address: of IPv6 that of RFC 5952. */
export function addressText(bytes: readonly number[]): string {
  if (bytes.length === 4) return bytes.join('.');
  const groups = Array.from({ length: 8 }, (_, index) => ((bytes[2 * index] ?? 0) << 8) | (bytes[2 * index + 1] ?? 0));
  const { start, length } = longestZeros(groups);
  const texts = groups.map((group) => group.toString(16));
  if (length < 2) return texts.join(':');
  return `${texts.slice(0, start).join(':')}::${texts.slice(start + length).join(':')}`;
}

function longestZeros(groups: readonly number[]): { start: number; length: number } {
  let best = { start: 0, length: 0 };
  for (let start = 0; start < groups.length; start++) {
    let end = start;
    while (groups[end] === 0) end++;
    if (end - start > best.length) best = { start, length: end - start };
  }
  return best;
}

function parseIPv4(text: string): number[] | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,}$/.test(part) && Number(part) <= 255)) return undefined;
  return parts.map(Number);
}

function parseIPv6(text: string): number[] | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [head, tail] = halves.map((half) => parseGroups(half));
  if (!head || (halves.length === 2 && !tail)) return undefined;
  const rest = tail ?? [];
  const missing = 16 - head.length - rest.length;
  if (halves.length === 2 ? missing < 2 : missing !== 0) return undefined;
  return [...head, ...Array.from({ length: missing }, () => 0), ...rest];
}

/** The bytes of groups between colons, of which the last may be an IPv4 address. */
function parseGroups(text: string): number[] | undefined {
  if (text === '') return [];
  const bytes: number[] = [];
  const groups = text.split(':');
  for (const [index, group] of groups.entries()) {
    const last = index === groups.length - 1 && group.includes('.') ? parseIPv4(group) : undefined;
    if (last) {
      bytes.push(...last);
      continue;
    }
    if (!/^[0-9a-f]{1,4}$/i.test(group)) return undefined;
    const number = Number.parseInt(group, 16);
    bytes.push(number >> 8, number & 0xff);
  }
  return bytes;
}

function hasNoLeadingZeros(text: string): boolean {
  return text.split('.').every((part) => part === '0' || !part.startsWith('0'));
}
