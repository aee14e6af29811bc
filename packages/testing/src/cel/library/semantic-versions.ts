import { EvaluationError } from '../evaluation-error.js';
import type { Library } from '../functions.js';
import { Opaque } from '../values.js';

interface Version {
  /** Major, minor and patch. */
  readonly numbers: readonly [bigint, bigint, bigint];
  readonly prerelease: readonly string[];
}

const syntax =
  /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-((?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*)(?:\.(?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*))*))?(?:\+([0-9a-zA-Z-]+(?:\.[0-9a-zA-Z-]+)*))?$/;

function read(text: string, isNormalized = false): Opaque | undefined {
  const normal = isNormalized ? normalize(text) : text;
  const [, major, minor = '', patch = '', prerelease] = syntax.exec(normal) ?? [];
  if (major === undefined) return undefined;
  const numbers = [BigInt(major), BigInt(minor), BigInt(patch)] as const;
  if (numbers.some((number) => number >= 2n ** 64n)) return undefined;
  const value: Version = { numbers, prerelease: prerelease?.split('.') ?? [] };
  // Builds have no order and are equal.
  return new Opaque('kubernetes.Semver', `${numbers.join('.')}-${prerelease ?? ''}`, value);
}

/** Without a `v` before it and zeros before numbers, with zeros for numbers that are not there. */
function normalize(text: string): string {
  const plain = text.replace(/^v/, '');
  const [major = '', minor, ...patch] = plain.split('.');
  const parts = [major, ...(minor === undefined ? [] : [minor]), ...(patch.length > 0 ? [patch.join('.')] : [])];
  const trimmed = parts.map((part) => (part.length > 1 ? part.replace(/^0+(?=\d)/, '') : part));
  if (trimmed.length < 3 && /[+-]/.test(trimmed.at(-1) ?? '')) return '';
  while (trimmed.length < 3) trimmed.push('0');
  return trimmed.join('.');
}

function parse(text: string, isNormalized?: boolean): Opaque {
  const version = read(text, isNormalized);
  if (!version) throw new EvaluationError(problem(isNormalized ? normalize(text) : text));
  return version;
}

/** What is wrong with a version. */
function problem(text: string): string {
  if (text === '') return 'Version string empty';
  const parts = text.split('.');
  if (parts.length < 3) return 'No Major.Minor.Patch elements found';
  for (const part of parts.slice(0, 2)) {
    if (!/^\d+$/.test(part)) return `Invalid character(s) found in major number "${part}"`;
    if (/^0\d/.test(part)) return `Major number must not contain leading zeroes "${part}"`;
  }
  return `Invalid character(s) found in patch number "${parts.slice(2).join('.')}"`;
}

function version({ value }: Opaque): Version {
  return value as Version;
}

function compareVersions(a: Opaque, b: Opaque): -1 | 0 | 1 {
  const [{ numbers: left, prerelease: before }, { numbers: right, prerelease: other }] = [version(a), version(b)];
  for (const i of [0, 1, 2] as const) if (left[i] !== right[i]) return left[i] < right[i] ? -1 : 1;
  if (before.length === 0 || other.length === 0) return before.length === other.length ? 0 : before.length === 0 ? 1 : -1;
  for (let i = 0; i < Math.max(before.length, other.length); i++) {
    const [one, two] = [before[i], other[i]];
    if (one === undefined) return -1;
    if (two === undefined) return 1;
    const order = compareIdentifiers(one, two);
    if (order !== 0) return order;
  }
  return 0;
}

function compareIdentifiers(a: string, b: string): -1 | 0 | 1 {
  if (a === b) return 0;
  const [isNumber, isOther] = [/^\d+$/.test(a), /^\d+$/.test(b)];
  if (isNumber !== isOther) return isNumber ? -1 : 1;
  return (isNumber ? BigInt(a) < BigInt(b) : a < b) ? -1 : 1;
}

/** Semantic versions (apiserver `pkg/cel/library/semverlib.go`). */
export const semanticVersions: Library = {
  'semver(string) -> Semver': (text: string) => parse(text),
  'semver(string, bool) -> Semver': parse,
  'isSemver(string) -> bool': (text: string) => read(text) !== undefined,
  'isSemver(string, bool) -> bool': (text: string, isNormalized: boolean) => read(text, isNormalized) !== undefined,
  'Semver::isGreaterThan(Semver) -> bool': (a: Opaque, b: Opaque) => compareVersions(a, b) === 1,
  'Semver::isLessThan(Semver) -> bool': (a: Opaque, b: Opaque) => compareVersions(a, b) === -1,
  'Semver::compareTo(Semver) -> int': (a: Opaque, b: Opaque) => BigInt(compareVersions(a, b)),
  'Semver::major() -> int': (a: Opaque) => version(a).numbers[0],
  'Semver::minor() -> int': (a: Opaque) => version(a).numbers[1],
  'Semver::patch() -> int': (a: Opaque) => version(a).numbers[2],
};
