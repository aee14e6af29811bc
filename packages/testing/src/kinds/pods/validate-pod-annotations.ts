import { quote } from '@kubewright/rest';
import type { JSONObject } from '../../json.js';
import { isMissing, objectAt, textAt } from '../../json-fields.js';
import { type FieldError, forbiddenValue, invalidValue } from '../../validation/field-errors.js';
import { allContainers, type PlacedContainer, placedContainers } from './placed-containers.js';
import { checkDescendingPath } from '../value-rules.js';

const mirror = 'kubernetes.io/config.mirror';
const deletionCost = 'controller.kubernetes.io/pod-deletion-cost';
const seccompOfPod = 'seccomp.security.alpha.kubernetes.io/pod';
const seccompOfContainers = 'container.seccomp.security.alpha.kubernetes.io/';
const appArmorOfContainers = 'container.apparmor.security.beta.kubernetes.io/';

/** What the server looks at in annotations (Kubernetes ValidatePodSpecificAnnotations). @param path as `metadata.annotations` */
export function validatePodAnnotations(pod: JSONObject, path: string): FieldError[] {
  const annotations = objectAt(pod, 'metadata', 'annotations');
  if (!annotations) return [];
  const spec = objectAt(pod, 'spec');
  const errors: FieldError[] = [];
  if (!isMissing(annotations, mirror) && textAt(spec, 'nodeName') === '') {
    const why = 'must set spec.nodeName if mirror pod annotation is set';
    errors.push(invalidValue(`${path}[${mirror}]`, textAt(annotations, mirror), why));
  }
  const cost = annotations[deletionCost];
  if (typeof cost === 'string' && !isInt32(cost)) {
    errors.push(invalidValue(`${path}[${deletionCost}]`, cost, 'must be a 32bit integer'));
  }
  const all = Object.entries(annotations).map(([key, value]): [string, string] => [key, typeof value === 'string' ? value : '']);
  const ofSeccomp = [
    ...all.filter(([key]) => key === seccompOfPod),
    ...all.filter(([key]) => key.startsWith(seccompOfContainers)),
  ];
  const ofAppArmor = all.filter(([key]) => key.startsWith(appArmorOfContainers));
  const names = new Set(allContainers(spec).map((container) => textAt(container, 'name')));
  return [
    ...errors,
    ...ofSeccomp.flatMap(([key, value]) => validateSeccomp(value, `${path}.${key}`)),
    ...ofAppArmor.flatMap(([key, value]) => validateAppArmor(key, value, names, `${path}[${key}]`)),
  ];
}

/**
 * Profiles that an annotation and a field name are the same (Kubernetes validateSeccompAnnotationsAndFields and the like).
 *
 * @param path of the spec
 */
export function validateProfiles(pod: JSONObject, path: string): FieldError[] {
  const annotations = objectAt(pod, 'metadata', 'annotations');
  if (!annotations || !Object.keys(annotations).some(isOfProfile)) return [];
  const spec = objectAt(pod, 'spec') ?? {};
  const isWindows = textAt(objectAt(spec, 'os'), 'name') === 'windows';
  const containers = placedContainers(spec, path);
  const match = ({ container, field }: PlacedContainer, kind: 'appArmor' | 'seccomp', key: string): FieldError[] => {
    const own = objectAt(container, 'securityContext', `${kind}Profile`);
    const profile = own ?? (kind === 'appArmor' ? objectAt(spec, 'securityContext', 'appArmorProfile') : undefined);
    const annotation = annotations[key];
    if (!profile || typeof annotation !== 'string') return [];
    const wrong = differsIn(profile, annotation, kind);
    if (wrong === undefined) return [];
    const [what, name] = [wrong === 'type' ? 'type' : 'profile', kind.toLowerCase()];
    const place = `${field}.securityContext.${kind}Profile.${wrong}`;
    return [forbiddenValue(place, `${name} ${what} in annotation and field must match`)];
  };
  return [
    ...match({ container: spec, field: path }, 'seccomp', seccompOfPod),
    ...containers.flatMap((one) => match(one, 'seccomp', seccompOfContainers + textAt(one.container, 'name'))),
    ...(isWindows ? [] : containers).flatMap((one) =>
      match(one, 'appArmor', appArmorOfContainers + textAt(one.container, 'name')),
    ),
  ];
}

/** Annotations of a pod that stay as they are (Kubernetes ValidatePodSpecificAnnotationUpdates). */
export function validateKeptAnnotations(pod: JSONObject, old: JSONObject): FieldError[] {
  const [now, before] = [pod, old].map((one) => objectAt(one, 'metadata', 'annotations') ?? {}) as [JSONObject, JSONObject];
  const check = (key: string, verb: string): FieldError[] => {
    const what = key === mirror ? 'mirror pod annotation' : 'AppArmor annotations';
    const isKept = key === mirror || key.startsWith(appArmorOfContainers);
    return isKept ? [forbiddenValue(`metadata.annotations[${key}]`, `may not ${verb} ${what}`)] : [];
  };
  return [
    ...Object.keys(before).flatMap((key) => (now[key] === before[key] ? [] : check(key, 'remove or update'))),
    ...Object.keys(now).flatMap((key) => (before[key] === undefined ? check(key, 'add') : [])),
  ];
}

/**
 * Puts profiles of AppArmor that only annotations name where they belong (Kubernetes applyAppArmorVersionSkew): changes the pod.
 *
 * @returns the annotations that should have been fields
 */
export function moveAppArmor(pod: JSONObject): string[] {
  const spec = objectAt(pod, 'spec');
  const annotations = objectAt(pod, 'metadata', 'annotations');
  if (!annotations || !Object.keys(annotations).some(isOfProfile)) return [];
  if (textAt(objectAt(spec, 'os'), 'name') === 'windows') return [];
  const ofPod = objectAt(spec, 'securityContext', 'appArmorProfile');
  return allContainers(spec).flatMap((container) => {
    const key = appArmorOfContainers + textAt(container, 'name');
    const annotation = annotations[key];
    const context = objectAt(container, 'securityContext');
    if (typeof annotation !== 'string' || !isMissing(context, 'appArmorProfile')) return [];
    const profile = profileOf(annotation);
    if (!profile) return [key];
    if (ofPod && differsIn(ofPod, annotation, 'appArmor') === undefined) return [];
    container['securityContext'] = { ...context, appArmorProfile: profile };
    return [key];
  });
}

function isOfProfile(annotation: string): boolean {
  const starts = [seccompOfPod, seccompOfContainers, appArmorOfContainers];
  return starts.some((start) => annotation.startsWith(start));
}

const localhost = 'localhost/';

function profileOf(annotation: string): JSONObject | undefined {
  if (annotation === 'unconfined') return { type: 'Unconfined' };
  if (annotation === 'runtime/default') return { type: 'RuntimeDefault' };
  const name = annotation.startsWith(localhost) ? annotation.slice(localhost.length) : '';
  return name === '' || name !== name.trim() || Buffer.byteLength(name) > 4095
    ? undefined
    : { type: 'Localhost', localhostProfile: name };
}

/** The field of a profile in which an annotation says something else; undefined if there is none. */
function differsIn(profile: JSONObject, annotation: string, kind: string): string | undefined {
  const type = textAt(profile, 'type');
  if (type === 'Unconfined') return annotation === 'unconfined' ? undefined : 'type';
  if (type === 'RuntimeDefault') {
    const isDefault = annotation === 'runtime/default' || (kind === 'seccomp' && annotation === 'docker/default');
    return isDefault ? undefined : 'type';
  }
  if (type !== 'Localhost') return undefined;
  if (!annotation.startsWith(localhost)) return 'type';
  return annotation.slice(localhost.length) === profile['localhostProfile'] ? undefined : 'localhostProfile';
}

function isInt32(text: string): boolean {
  const number = Number(text);
  return /^(?:0|[1-9]\d*|-\d+)$/.test(text) && number >= -2_147_483_648 && number <= 2_147_483_647;
}

function validateSeccomp(value: string, path: string): FieldError[] {
  if (['runtime/default', 'docker/default', 'unconfined'].includes(value)) return [];
  if (value.startsWith(localhost)) return checkDescendingPath(value.slice(localhost.length), path);
  return [invalidValue(path, value, 'must be a valid seccomp profile')];
}

function validateAppArmor(key: string, value: string, containers: ReadonlySet<string>, path: string): FieldError[] {
  const name = key.slice(appArmorOfContainers.length);
  const errors = containers.has(name) ? [] : [invalidValue(path, name, 'container not found')];
  if (['', 'runtime/default', 'unconfined'].includes(value) || value.startsWith(localhost)) return errors;
  return [...errors, invalidValue(path, value, `invalid AppArmor profile name: ${quote(value)}`)];
}
