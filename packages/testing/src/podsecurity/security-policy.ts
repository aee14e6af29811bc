import type { Labels } from '@kubewright/rest';
import { type FieldError, invalidValue } from '../validation/field-errors.js';
import { baselineChecks } from './baseline-checks.js';
import type { PodLike, VersionedCheck, Violation } from './check.js';
import { restrictedChecks } from './restricted-checks.js';

const levels = ['privileged', 'baseline', 'restricted'] as const;
type Level = (typeof levels)[number];

/** How strict pods are looked at, by the rules of which version of Kubernetes. */
export interface LevelVersion {
  readonly level: Level;
  /** The minor version; Infinity for the latest. */
  readonly minor: number;
}

/** What a namespace wants of its pods, as its labels say. */
export interface SecurityPolicy {
  readonly enforce: LevelVersion;
  readonly warn: LevelVersion;
  /** What is wrong with the labels. */
  readonly errors: readonly FieldError[];
}

/** By which all labels of policies begin. */
const policyPrefix = 'pod-security.kubernetes.io/';
const open: SecurityPolicy = {
  enforce: { level: 'privileged', minor: Infinity },
  warn: { level: 'privileged', minor: Infinity },
  errors: [],
};

/** The policy of a namespace (pod-security-admission `api` PolicyToEvaluate). Nobody sees what is audited. */
export function policyOf(labels: Labels): SecurityPolicy {
  if (!Object.keys(labels).some((label) => label.startsWith(policyPrefix))) return open;
  const errors: FieldError[] = [];
  const enforce = {
    level: levelOf('enforce', 'restricted', labels, errors),
    minor: minorOf('enforce-version', labels, errors),
  };
  levelOf('audit', 'privileged', labels, errors);
  minorOf('audit-version', labels, errors);
  const warn = { level: levelOf('warn', 'privileged', labels, errors), minor: minorOf('warn-version', labels, errors) };
  const isNamed = (label: string): boolean => labels[policyPrefix + label] !== undefined;
  const isKnown = levels.some((level) => level === labels[`${policyPrefix}enforce`]);
  // Who is not let in would be warned, too.
  if (isNamed('warn') || !isKnown || enforce.level === 'privileged') return { enforce, warn, errors };
  const minor = isNamed('warn-version') ? warn.minor : enforce.minor;
  return { enforce, warn: { level: enforce.level, minor }, errors };
}

/** As `baseline:v1.30`. */
export function policyText({ level, minor }: LevelVersion): string {
  return `${level}:${minor === Infinity ? 'latest' : `v1.${String(minor)}`}`;
}

/** Less than 0 if `a` is less strict than `b`, more than 0 if it is stricter. */
export function compareLevels(a: LevelVersion, b: LevelVersion): number {
  return levels.indexOf(a.level) - levels.indexOf(b.level);
}

/** What a pod does that a policy does not allow. */
export function violations({ level, minor }: LevelVersion, pod: PodLike): Violation[] {
  if (level === 'privileged') return [];
  const restricted = level === 'restricted' ? inVersion(restrictedChecks, minor) : [];
  const replaced = new Set(restricted.map(({ replaces }) => replaces));
  const baseline = inVersion(baselineChecks, minor).filter(({ name }) => !replaced.has(name));
  return [...baseline, ...restricted].flatMap(({ check }) => check(pod) ?? []);
}

/** As in `privileged (container "a" must not set securityContext.privileged=true), hostPort (…)`. */
export function violationsText(found: readonly Violation[]): string {
  return found.map(({ reason, detail }) => (detail === '' ? reason : `${reason} (${detail})`)).join(', ');
}

function inVersion(checks: Readonly<Record<string, VersionedCheck>>, minor: number) {
  return Object.entries(checks).flatMap(([name, { versions, replaces }]) => {
    const check = versions.findLast(([first]) => first <= minor)?.[1];
    return check ? [{ name, check, replaces }] : [];
  });
}

function levelOf(label: string, otherwise: Level, labels: Labels, errors: FieldError[]): Level {
  const value = labels[policyPrefix + label];
  if (value === undefined) return 'privileged';
  const known = levels.find((level) => level === value);
  if (known) return known;
  errors.push(wrong(label, value, `must be one of ${levels.join(', ')}`));
  return otherwise;
}

function minorOf(label: string, labels: Labels, errors: FieldError[]): number {
  const value = labels[policyPrefix + label];
  if (value === undefined || value === 'latest') return Infinity;
  const [, minor] = /^v1\.([0-9]|[1-9][0-9]*)$/.exec(value) ?? [];
  if (minor !== undefined) return Number(minor);
  errors.push(wrong(label, value, 'must be "latest" or "v1.x"'));
  return Infinity;
}

function wrong(label: string, value: string, why: string): FieldError {
  return invalidValue(`metadata.labels[${policyPrefix}${label}]`, value, why);
}
