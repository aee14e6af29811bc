import { labelKeyProblems } from '@kubewright/rest';
import type { JSONObject } from '../../json.js';
import { isMissing, objectAt, objectsAt, textAt, textsAt } from '../../json-fields.js';
import {
  duplicateValue,
  type FieldError,
  forbiddenValue,
  invalidValue,
  requiredValue,
  tooLong,
} from '../../validation/field-errors.js';
import { placedContainers } from './placed-containers.js';
import { checkIP } from '../ip-rules.js';
import { checkText, dnsSubdomain, searchDomain } from '../../validation/text-rules.js';
import { repeats } from '../value-rules.js';

/** How a pod resolves names (Kubernetes validatePodDNSConfig). @param path of the settings */
export function validateDNS(spec: JSONObject, path: string): FieldError[] {
  const config = objectAt(spec, 'dnsConfig');
  if (!config && spec['dnsPolicy'] !== 'None') return [];
  const servers = textsAt(config, 'nameservers');
  if (textAt(spec, 'dnsPolicy') === 'None' && servers.length === 0) {
    const what = config ? 'at least one DNS nameserver' : '`dnsConfig`';
    return [requiredValue(config ? `${path}.nameservers` : path, `must provide ${what} when \`dnsPolicy\` is None`)];
  }
  const searches = textsAt(config, 'searches');
  const tooMany = (list: string, texts: string[], why: string): FieldError =>
    invalidValue(`${path}.${list}`, texts, `must not have more than ${why}`);
  return [
    ...(servers.length > 3 ? [tooMany('nameservers', servers, '3 nameservers')] : []),
    ...servers.flatMap((server, index) => checkIP(server, `${path}.nameservers[${index}]`)),
    ...(searches.length > 32 ? [tooMany('searches', searches, '32 search paths')] : []),
    ...(Buffer.byteLength(searches.join(' ')) > 2048
      ? [tooMany('searches', searches, '2048 characters (including spaces) in the search list')]
      : []),
    ...searches.flatMap((search, index) =>
      search === '.' ? [] : checkText(searchDomain, search.replace(/\.$/, ''), `${path}.searches[${index}]`),
    ),
    ...objectsAt(config, 'options').flatMap((option, index) =>
      textAt(option, 'name') === '' ? [requiredValue(`${path}.options[${index}]`, 'must not be empty')] : [],
    ),
  ];
}

/** Names that a pod knows for addresses (Kubernetes ValidateHostAliases). */
export function validateHostAliases(aliases: readonly JSONObject[], path: string): FieldError[] {
  return aliases.flatMap((alias, index) => [
    ...checkIP(textAt(alias, 'ip'), `${path}[${index}].ip`),
    ...textsAt(alias, 'hostnames').flatMap((name, at) => checkText(dnsSubdomain, name, `${path}[${index}].hostnames[${at}]`)),
  ]);
}

/** What else has to be true before a pod is ready, and what keeps it from being scheduled. @param path of the spec */
export function validateGates(spec: JSONObject, path: string): FieldError[] {
  const isRepeated = repeats<string>();
  return [
    ...objectsAt(spec, 'readinessGates').flatMap((gate, index) =>
      checkText(labelKeyProblems, textAt(gate, 'conditionType'), `${path}.readinessGates[${index}].conditionType`),
    ),
    ...objectsAt(spec, 'schedulingGates').flatMap((gate, index) => {
      const name = textAt(gate, 'name');
      const field = `${path}.schedulingGates[${index}]`;
      const errors = checkText(labelKeyProblems, name, field);
      if (isRepeated(name)) errors.push(duplicateValue(field, name));
      return errors;
    }),
  ];
}

/**
 * What a pod shares with its node (Kubernetes validatePodHostNetworkDeps).
 *
 * @param isPod whether it is a pod, and no template
 * @param path of the spec
 */
export function validateHostPorts(spec: JSONObject, isPod: boolean, path: string): FieldError[] {
  if (spec['hostNetwork'] !== true) return [];
  return objectsAt(spec, 'containers').flatMap((container, index) =>
    objectsAt(container, 'ports').flatMap(({ hostPort = 0, containerPort = 0 }, at) =>
      (isPod || hostPort !== 0) && hostPort !== containerPort
        ? [
            invalidValue(
              `${path}.containers[${index}].ports[${at}].hostPort`,
              hostPort,
              'must match `containerPort` when `hostNetwork` is true',
            ),
          ]
        : [],
    ),
  );
}

/** What users of its own rule out (Kubernetes validateHostUsers). @param path of the spec */
export function validateHostUsers(spec: JSONObject, path: string): FieldError[] {
  if (spec['hostUsers'] !== false) return [];
  const forbidden = (field: string): FieldError => forbiddenValue(field, 'when `hostUsers` is false');
  const shared = { hostNetwork: 'hostNetwork', hostPID: 'HostPID', hostIPC: 'HostIPC' };
  return [
    ...Object.entries(shared).flatMap(([field, shown]) => (spec[field] === true ? [forbidden(`${path}.${shown}`)] : [])),
    ...placedContainers(spec, path).flatMap(({ container, field }) =>
      objectsAt(container, 'volumeDevices').length > 0 ? [forbidden(`${field}.volumeDevices`)] : [],
    ),
  ];
}

/** A hostname in place of the one that a pod would have (Kubernetes validatePodHostName). @param path of the spec */
export function validateHostname(spec: JSONObject, path: string): FieldError[] {
  if (isMissing(spec, 'hostnameOverride')) return [];
  const name = textAt(spec, 'hostnameOverride');
  const field = `${path}.hostnameOverride`;
  return [
    ...['setHostnameAsFQDN', 'hostNetwork'].flatMap((other) =>
      spec[other] === true ? [forbiddenValue(field, `may not be specified when ${other} is true`)] : [],
    ),
    ...(Buffer.byteLength(name) > 64 ? [tooLong(field, 64)] : []),
    ...checkText(dnsSubdomain, name, field),
  ];
}
