import type { PackageName } from './type.js';

/** Words that can be no name of a constant beside the import of `rest`, or of a method beside a constructor. */
const reserved: ReadonlySet<string> = new Set([
  'arguments',
  'await',
  'break',
  'case',
  'catch',
  'class',
  'const',
  'constructor',
  'continue',
  'debugger',
  'default',
  'delete',
  'do',
  'else',
  'enum',
  'eval',
  'export',
  'extends',
  'false',
  'finally',
  'for',
  'function',
  'if',
  'implements',
  'import',
  'in',
  'instanceof',
  'interface',
  'let',
  'new',
  'null',
  'package',
  'private',
  'protected',
  'public',
  'rest',
  'return',
  'static',
  'super',
  'switch',
  'this',
  'throw',
  'true',
  'try',
  'typeof',
  'undefined',
  'var',
  'void',
  'while',
  'with',
  'yield',
]);

/** Names of a group-version: its package and what the package and others call it. */
export interface GroupVersionNames {
  readonly packageName: PackageName;
  readonly alias: string;
  readonly className: string;
}

/**
 * Names a group-version after the first label of its group, as client-go does: `rbac.authorization.k8s.io/v1` is package
 * `rbac-v1`, imported as `rbacV1`, with the class `RbacV1Client`. The core group is called core.
 */
export function groupVersionNames(group: string, version: string): GroupVersionNames {
  const label = group.split('.')[0] ?? '';
  const packageName = `${label === '' ? 'core' : label}-${version}`;
  const alias = packageAlias(packageName);
  return { packageName, alias, className: `${capitalize(alias)}Client` };
}

/** Name by which other packages import a package: `core-v1` is `coreV1`. */
export function packageAlias(packageName: PackageName): string {
  return camelCase(packageName);
}

/**
 * Names a resource as client-go does, without a table: the plural in the spelling of the kind.
 * `networkpolicies` of kind NetworkPolicy is `networkPolicies`, `csidrivers` of CSIDriver `csiDrivers`.
 */
export function resourceName(plural: string, kind: string): string {
  const shared = sharedPrefix(plural, kind.toLowerCase());
  return camelCase(lowerFirstWord(kind).slice(0, shared) + plural.slice(shared));
}

/** Whether a kind, or the last part of a schema's name, can name a type. Whatever else a document says must not end up in code. */
export function isTypeName(name: string): boolean {
  return /^[A-Z][A-Za-z0-9]*$/.test(name);
}

/** Whether this is a plural as Kubernetes allows it: a DNS label. */
export function isResourceName(plural: string): boolean {
  return /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(plural);
}

/** Whether a program can use a name of a resource. */
export function isUsableName(name: string): boolean {
  return !reserved.has(name);
}

/** The name of a resource as a sentence begins with it: `NetworkPolicies`, `CSIDrivers`. */
export function resourceTitle(plural: string, kind: string): string {
  const shared = sharedPrefix(plural, kind.toLowerCase());
  return capitalize(kind.slice(0, shared) + plural.slice(shared));
}

function sharedPrefix(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length += 1;
  return length;
}

/** CSIDriver → csiDriver, Pod → pod, DNS → dns. */
function lowerFirstWord(kind: string): string {
  return kind.replace(/^[A-Z]+(?![a-z])|^[A-Z]/, (word) => word.toLowerCase());
}

function camelCase(text: string): string {
  return text.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}

function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
