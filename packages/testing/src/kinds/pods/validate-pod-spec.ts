import type { JSONObject } from '../../json.js';
import { type FieldError, forbiddenValue, invalidValue } from '../../validation/field-errors.js';
import { validateAnnotations, validateLabels } from '../../validation/labels.js';
import { isMissing, numberAt, objectAt, objectsAt, textAt } from '../../json-fields.js';
import { validateAffinity } from './validate-affinity.js';
import { validateContainers, validateEphemeral, validateInitContainers } from './validate-container.js';
import { validateFilesOfEnvironment } from './validate-environment.js';
import { validatePodAnnotations, validateProfiles } from './validate-pod-annotations.js';
import { validatePodOS } from './validate-pod-os.js';
import { validatePodClaims, validatePodResources } from './validate-pod-resources.js';
import {
  validateDNS,
  validateGates,
  validateHostAliases,
  validateHostname,
  validateHostPorts,
  validateHostUsers,
} from './validate-pod-settings.js';
import { validateVolumes } from './validate-pod-volumes.js';
import { validateResources } from './validate-resources.js';
import { validatePodSecurityContext } from './validate-security-context.js';
import { validateSpread } from './validate-spread.js';
import { validateTolerations } from './validate-tolerations.js';
import { validateHostProcesses } from './validate-windows-options.js';
import { checkOneOf } from '../value-rules.js';
import { checkText, dnsLabel, dnsSubdomain } from '../../validation/text-rules.js';

/** What a spec is validated with. */
export interface PodSpecOptions {
  /** Whether it is a pod's own, and not that of a template. */
  isPod?: boolean;
  /** The pod's name; absent for a template. */
  podName?: string;
  /** The spec that is replaced. */
  old?: JSONObject | undefined;
}

/** The spec of a pod or of a template (Kubernetes ValidatePodSpec). @param path as `spec.template.spec` */
export function validatePodSpec(
  spec: JSONObject,
  path: string,
  { isPod = false, podName = '', old }: PodSpecOptions = {},
): FieldError[] {
  const { volumes, errors } = validateVolumes(spec, `${path}.volumes`, isPod, podName);
  const text = (field: string, rule: (value: string) => string[]): FieldError[] => {
    const value = textAt(spec, field);
    return value === '' ? [] : checkText(rule, value, `${path}.${field}`);
  };
  const given = (field: string, check: (value: string, path: string) => FieldError[]): FieldError[] =>
    isMissing(spec, field) ? [] : check(textAt(spec, field), `${path}.${field}`);
  const restartPolicies = ['Always', 'OnFailure', 'Never'];
  const dnsPolicies = ['ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None'];
  const deadline = numberAt(spec, 'activeDeadlineSeconds');
  const isDeadline = deadline === undefined || (deadline >= 1 && deadline <= 2_147_483_647);
  return [
    ...errors,
    ...validatePodClaims(objectsAt(spec, 'resourceClaims'), `${path}.resourceClaims`),
    ...validateContainers(spec, volumes, `${path}.containers`),
    ...validateInitContainers(spec, volumes, `${path}.initContainers`),
    ...validateEphemeral(spec, volumes, `${path}.ephemeralContainers`),
    ...validatePodResources(spec, path),
    ...validateHostPorts(spec, isPod, path),
    ...checkOneOf(textAt(spec, 'restartPolicy'), restartPolicies, `${path}.restartPolicy`),
    ...checkOneOf(textAt(spec, 'dnsPolicy'), dnsPolicies, `${path}.dnsPolicy`),
    ...validateLabels(objectAt(spec, 'nodeSelector'), `${path}.nodeSelector`),
    ...validatePodSecurityContext(spec, path, old),
    ...validateAffinity(objectAt(spec, 'affinity'), `${path}.affinity`),
    ...validateDNS(spec, `${path}.dnsConfig`),
    ...validateGates(spec, path),
    ...validateSpread(objectsAt(spec, 'topologySpreadConstraints'), `${path}.topologySpreadConstraints`),
    ...validateHostProcesses(spec, path),
    ...validateHostUsers(spec, path),
    ...validateHostname(spec, path),
    ...text('serviceAccountName', dnsSubdomain),
    ...text('nodeName', dnsSubdomain),
    ...(isDeadline
      ? []
      : [invalidValue(`${path}.activeDeadlineSeconds`, deadline, 'must be between 1 and 2147483647, inclusive')]),
    ...text('hostname', dnsLabel),
    ...text('subdomain', dnsLabel),
    ...validateTolerations(objectsAt(spec, 'tolerations'), `${path}.tolerations`),
    ...validateHostAliases(objectsAt(spec, 'hostAliases'), `${path}.hostAliases`),
    ...text('priorityClassName', dnsSubdomain),
    ...given('runtimeClassName', (value, field) => checkText(dnsSubdomain, value, field)),
    ...given('preemptionPolicy', (value, field) => checkOneOf(value, ['PreemptLowerPriority', 'Never'], field)),
    ...(isMissing(spec, 'overhead') ? [] : validateResources({ limits: spec['overhead'] ?? {} }, `${path}.overhead`)),
    ...validatePodOS(spec, path),
    ...validateFilesOfEnvironment(spec, path),
  ];
}

/** A template of pods, with labels (Kubernetes ValidatePodTemplateSpec). @param old the one that is replaced */
export function validatePodTemplate(template: JSONObject, path: string, old?: JSONObject): FieldError[] {
  const options = { old: objectAt(old, 'spec') };
  return [
    ...validateLabels(objectAt(template, 'metadata', 'labels'), `${path}.labels`),
    ...validateAnnotations(objectAt(template, 'metadata', 'annotations'), `${path}.annotations`),
    ...validatePodAnnotations(template, `${path}.annotations`),
    ...validatePodSpec(objectAt(template, 'spec') ?? {}, `${path}.spec`, options),
    ...validateProfiles(template, `${path}.spec`),
    ...(objectsAt(objectAt(template, 'spec'), 'ephemeralContainers').length === 0
      ? []
      : [forbiddenValue(`${path}.spec.ephemeralContainers`, 'ephemeral containers not allowed in pod template')]),
  ];
}
