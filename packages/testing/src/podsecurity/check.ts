import type { JSONObject } from '../json.js';
import { objectAt, objectsAt, textAt } from '../json-fields.js';
import { containersOf } from '../kinds/pods/pod-defaults.js';

/** What is looked at: a pod, or the template of one. */
export interface PodLike {
  readonly annotations: JSONObject;
  readonly spec: JSONObject;
}

/** Why a pod is not allowed: in short, and in detail. */
export interface Violation {
  readonly reason: string;
  readonly detail: string;
}

/** Looks at one thing of a pod; undefined if it is allowed. */
export type Check = (pod: PodLike) => Violation | undefined;

/** A check, which may have become another with a minor version. */
export interface VersionedCheck {
  /** First minor version to check; the last that is not newer than the policy counts. */
  readonly versions: readonly (readonly [minor: number, check: Check])[];
  /** The baseline check that this one is instead of. */
  readonly replaces?: string;
}

/** All containers, in the order in which violations name them. */
export function allContainers(spec: JSONObject): JSONObject[] {
  return [...containersOf(spec), ...objectsAt(spec, 'ephemeralContainers')];
}

/** The names of the containers whose security context is so. */
export function containersWhere(spec: JSONObject, isSo: (context: JSONObject | undefined) => boolean): string[] {
  return allContainers(spec)
    .filter((container) => isSo(objectAt(container, 'securityContext')))
    .map((container) => textAt(container, 'name'));
}

/** As `containers "a", "b"`. */
export function namedContainers(names: readonly string[]): string {
  return `${plural('container', names.length)} ${quoted(names)}`;
}

/** Who sets something, as `pod and container "a"`; empty if nobody does. */
export function setters(isPod: boolean, containers: readonly string[]): string {
  return [...(isPod ? ['pod'] : []), ...(containers.length > 0 ? [namedContainers(containers)] : [])].join(' and ');
}

/** As `"a", "b"`. */
export function quoted(texts: Iterable<string>): string {
  return [...texts].map((text) => `"${text}"`).join(', ');
}

/** Each once, in order. */
export function sorted(texts: Iterable<string>): string[] {
  return [...new Set(texts)].sort();
}

/** The word, with an `s` behind it unless there is just one. */
export function plural(word: string, count: number): string {
  return count === 1 ? word : `${word}s`;
}

/** A check of pods but those that have users of their own, so that root in them is nobody outside. */
export function exceptOwnUsers(check: Check): Check {
  return (pod) => (pod.spec['hostUsers'] === false ? undefined : check(pod));
}

/** A check of pods but those for Windows, of which less has to be said. */
export function exceptWindows(check: Check): Check {
  return (pod) => (textAt(objectAt(pod.spec, 'os'), 'name') === 'windows' ? undefined : check(pod));
}
