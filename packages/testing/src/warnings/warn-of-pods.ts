import { quote } from '@kubewright/rest';
import type { JSONObject } from '../json.js';
import { isMissing, numberAt, objectAt, objectsAt, textAt, textsAt } from '../json-fields.js';
import { type PlacedContainer, placedContainers } from '../kinds/pods/placed-containers.js';
import { nameProblems } from '../validation/names.js';
import { addressWarnings } from './warn-of-addresses.js';
import { annotationWarnings, hasAnnotation } from './warn-of-annotations.js';
import { portWarnings, resourceWarnings, variableWarnings } from './warn-of-containers.js';
import { nodeLabelWarning, nodeLabelWarnings, nodeTermWarnings } from './warn-of-node-labels.js';
import { overlapWarnings, podVolumeWarnings } from './warn-of-pod-volumes.js';
import { byteWarnings } from './warn-of-quantities.js';

const annotations = {
  'scheduler.alpha.kubernetes.io/critical-pod': 'non-functional in v1.16+; use the "priorityClassName" field instead',
  'security.alpha.kubernetes.io/sysctls': 'non-functional in v1.11+; use the "sysctls" field instead',
  'security.alpha.kubernetes.io/unsafe-sysctls': 'non-functional in v1.11+; use the "sysctls" field instead',
};
const seccomp = 'non-functional in v1.27+; use the "seccompProfile" field instead';
const seccompOfPod = 'seccomp.security.alpha.kubernetes.io/pod';
const seccompOfContainers = 'container.seccomp.security.alpha.kubernetes.io/';
const appArmorOfContainers = 'container.apparmor.security.beta.kubernetes.io/';

/** What to warn of in a new Pod. */
export function newPodWarnings(pod: JSONObject): string[] {
  return [...nameWarnings(pod, "the Pod's hostname"), ...podWarnings(pod, '')];
}

/**
 * What to warn of in the name of an object, if it is no label of DNS.
 *
 * @param use where the name turns up, as `Pod names and hostnames`
 */
export function nameWarnings(object: JSONObject, use = 'Pod names and hostnames'): string[] {
  const problems = nameProblems('dns-label', textAt(objectAt(object, 'metadata'), 'name'));
  if (problems.length === 0) return [];
  const recommendation = `a DNS label is recommended: [${problems.join(' ')}]`;
  return [`metadata.name: this is used in ${use}, which can result in surprising behavior; ${recommendation}`];
}

/**
 * What to warn of in a pod or the template of one (Kubernetes `pkg/api/pod` warningsForPodSpecAndMeta).
 *
 * @param place of the template, as `spec.template`; empty for a pod
 */
export function podWarnings(pod: JSONObject | undefined, place: string): string[] {
  const prefix = place === '' ? '' : `${place}.`;
  const field = `${prefix}spec`;
  const spec = objectAt(pod, 'spec');
  const volumes = objectsAt(spec, 'volumes');
  const containers = placedContainers(spec, field);
  return [
    ...nodeLabelWarnings(objectAt(spec, 'nodeSelector'), (label) => `${field}.nodeSelector[${label}]`),
    ...nodeAffinityWarnings(objectAt(spec, 'affinity', 'nodeAffinity'), `${field}.affinity.nodeAffinity`),
    ...spreadWarnings(spec, `${field}.topologySpreadConstraints`),
    ...annotationWarnings(pod, prefix, annotations),
    ...podVolumeWarnings(volumes, `${field}.volumes`),
    ...overlapWarnings(volumes),
    ...duplicates(spec, 'hostAliases', 'ip', field),
    ...duplicates(spec, 'imagePullSecrets', 'name', field),
    ...objectsAt(spec, 'imagePullSecrets').flatMap((secret, i) =>
      textAt(secret, 'name') === '' ? [`${field}.imagePullSecrets[${String(i)}].name: invalid empty name ""`] : [],
    ),
    ...['memory', 'ephemeral-storage'].flatMap((name) => byteWarnings(objectAt(spec, 'overhead'), `${field}.overhead`, name)),
    ...(isMissing(objectAt(spec, 'securityContext'), 'seccompProfile')
      ? annotationWarnings(pod, prefix, { [seccompOfPod]: seccomp })
      : []),
    ...containers.flatMap((one) => [...profileWarnings(pod, one, place), ...resourceWarnings(one), ...variableWarnings(one)]),
    ...portWarnings(containers),
    ...((numberAt(spec, 'terminationGracePeriodSeconds') ?? 0) < 0
      ? [`${field}.terminationGracePeriodSeconds: must be >= 0; negative values are invalid and will be treated as 1`]
      : []),
    ...['podAffinity', 'podAntiAffinity'].flatMap((sort) =>
      podAffinityWarnings(objectAt(spec, 'affinity', sort), `${field}.affinity.${sort}`),
    ),
    ...textsAt(objectAt(spec, 'dnsConfig'), 'nameservers').flatMap((address, i) =>
      addressWarnings(`${field}.dnsConfig.nameservers[${String(i)}]`, address),
    ),
    ...objectsAt(spec, 'hostAliases').flatMap((alias, i) =>
      addressWarnings(`${field}.hostAliases[${String(i)}].ip`, textAt(alias, 'ip')),
    ),
  ];
}

/** What to warn of in the addresses that a status of a pod tells. */
export function podStatusWarnings(pod: JSONObject): string[] {
  return ['podIPs', 'hostIPs'].flatMap((list) =>
    objectsAt(objectAt(pod, 'status'), list).flatMap((one, i) =>
      addressWarnings(`status.${list}[${String(i)}].ip`, textAt(one, 'ip')),
    ),
  );
}

function nodeAffinityWarnings(affinity: JSONObject | undefined, field: string): string[] {
  const required = 'requiredDuringSchedulingIgnoredDuringExecution';
  const preferred = 'preferredDuringSchedulingIgnoredDuringExecution';
  return [
    ...objectsAt(objectAt(affinity, required), 'nodeSelectorTerms').flatMap((term, i) =>
      nodeTermWarnings(term, `${field}.${required}.nodeSelectorTerms[${String(i)}]`),
    ),
    ...objectsAt(affinity, preferred).flatMap((term, i) =>
      nodeTermWarnings(objectAt(term, 'preference'), `${field}.${preferred}[${String(i)}].preference`, true),
    ),
  ];
}

function podAffinityWarnings(affinity: JSONObject | undefined, field: string): string[] {
  const required = 'requiredDuringSchedulingIgnoredDuringExecution';
  const preferred = 'preferredDuringSchedulingIgnoredDuringExecution';
  return [
    ...objectsAt(affinity, required).flatMap((term, i) => selectorWarnings(term, `${field}.${required}[${String(i)}]`)),
    ...objectsAt(affinity, preferred).flatMap((term, i) =>
      selectorWarnings(objectAt(term, 'podAffinityTerm'), `${field}.${preferred}[${String(i)}].podAffinityTerm`),
    ),
  ];
}

function spreadWarnings(spec: JSONObject | undefined, field: string): string[] {
  return objectsAt(spec, 'topologySpreadConstraints').flatMap((constraint, i) => {
    const at = `${field}[${String(i)}]`;
    const key = textAt(constraint, 'topologyKey');
    const warning = nodeLabelWarning(key);
    return [...(warning === undefined ? [] : [`${at}.topologyKey: ${key} is ${warning}`]), ...selectorWarnings(constraint, at)];
  });
}

/** A selector that is not there selects nothing, while an empty one selects all. */
function selectorWarnings(object: JSONObject | undefined, field: string): string[] {
  return isMissing(object, 'labelSelector') ? [`${field}.labelSelector: a null labelSelector results in matching no pod`] : [];
}

function duplicates(spec: JSONObject | undefined, list: string, key: string, field: string): string[] {
  const before = new Set<string>();
  return objectsAt(spec, list).flatMap((item, i) => {
    const value = textAt(item, key);
    if (before.has(value)) return [`${field}.${list}[${String(i)}].${key}: duplicate ${key} ${quote(value)}`];
    before.add(value);
    return [];
  });
}

/** Profiles were annotations once. */
function profileWarnings(pod: JSONObject | undefined, { container }: PlacedContainer, place: string): string[] {
  const prefix = place === '' ? '' : `${place}.`;
  const name = textAt(container, 'name');
  const context = objectAt(container, 'securityContext');
  const ofSeccomp = isMissing(context, 'seccompProfile')
    ? annotationWarnings(pod, prefix, { [seccompOfContainers + name]: seccomp })
    : [];
  const annotation = appArmorOfContainers + name;
  // A pod's own annotations become fields; that is said where it happens.
  if (place === '' || !isMissing(context, 'appArmorProfile') || !hasAnnotation(pod, annotation)) return ofSeccomp;
  const ofPod = objectAt(pod, 'spec', 'securityContext', 'appArmorProfile');
  const isSame = ofPod !== undefined && isProfile(ofPod, textAt(objectAt(pod, 'metadata', 'annotations'), annotation));
  if (isSame) return ofSeccomp;
  const text = 'deprecated since v1.30; use the "appArmorProfile" field instead';
  return [...ofSeccomp, ...annotationWarnings(pod, prefix, { [annotation]: text })];
}

/** Whether a profile is the one that an annotation names. */
function isProfile({ type, localhostProfile }: JSONObject, annotation: string): boolean {
  if (annotation === 'unconfined') return type === 'Unconfined';
  if (annotation === 'runtime/default') return type === 'RuntimeDefault';
  return (
    annotation.startsWith('localhost/') && type === 'Localhost' && localhostProfile === annotation.slice('localhost/'.length)
  );
}
