import * as types from './types.js';
import type { CelType } from './types.js';

const simple: Readonly<Record<string, CelType>> = {
  bool: types.bool,
  bytes: types.bytes,
  double: types.double,
  duration: types.duration,
  dyn: types.dyn,
  int: types.int,
  null: types.nullType,
  string: types.string,
  timestamp: types.timestamp,
  uint: types.uint,
  URL: types.opaque('kubernetes.URL'),
  Quantity: types.opaque('kubernetes.Quantity'),
  Semver: types.opaque('kubernetes.Semver'),
  IP: types.opaque('net.IP'),
  CIDR: types.opaque('net.CIDR'),
  Format: types.opaque('kubernetes.NamedFormat'),
};

/** What a signature says, as `list(A)::indexOf(A) -> int` or `_+_(int, int) -> int`. */
export interface Signature {
  readonly name: string;
  readonly isMember: boolean;
  readonly params: readonly CelType[];
  readonly returns: CelType;
  readonly typeParams: readonly string[];
}

/** Reads a signature. Throws an `Error` for what is none: they stand in the libraries of this folder only. */
export function readSignature(text: string): Signature {
  const [, receiver, name = '', args = '', result = ''] = /^(?:(.+)::)?([^(]+)\((.*)\) -> (.+)$/.exec(text) ?? [];
  if (name === '') throw new Error(`no signature: ${text}`);
  const params = [...(receiver === undefined ? [] : [receiver]), ...split(args)].map(readType);
  const typeParams = [...new Set(text.match(/\b[A-Z]\b/g))];
  return { name, isMember: receiver !== undefined, params, returns: readType(result), typeParams };
}

function readType(text: string): CelType {
  const [, name = '', inner] = /^(\w+)(?:\((.*)\))?$/.exec(text) ?? [];
  if (inner === undefined) return simple[name] ?? types.param(name);
  const [first = types.dyn, second = types.dyn] = split(inner).map(readType);
  switch (name) {
    case 'list':
      return types.listOf(first);
    case 'map':
      return types.mapOf(first, second);
    case 'type':
      return types.typeOf(first);
    default:
      return types.optionalOf(first);
  }
}

/** At the commas that stand in no parentheses. */
function split(text: string): string[] {
  const parts: string[] = [];
  let [depth, start] = [0, 0];
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '(') depth++;
    else if (text[i] === ')') depth--;
    else if (text[i] === ',' && depth === 0) {
      parts.push(text.slice(start, i).trim());
      start = i + 1;
    }
  }
  const last = text.slice(start).trim();
  return last === '' ? parts : [...parts, last];
}
