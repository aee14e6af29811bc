import { labelKeyProblems } from '@kubewright/rest';
import type { JSONObject } from '../../json.js';
import { isMissing, numberAt, objectAt, objectsAt, textAt, textsAt } from '../../json-fields.js';
import {
  duplicateValue,
  type FieldError,
  forbiddenValue,
  invalidValue,
  notSupportedValue,
  requiredValue,
  tooLong,
} from '../../validation/field-errors.js';
import { meansTheSame } from '../semantic-equality.js';
import { checkDriverName } from './driver-name.js';
import { bytesOf, mostBytes } from './validate-storage.js';
import { checkNotNegative, repeats } from '../value-rules.js';
import { checkText, dnsSubdomain } from '../../validation/text-rules.js';

/** Kubernetes ValidateVolumeAttachment, but for volumes that stand in the attachment itself. */
export function validateAttachment(attachment: JSONObject): FieldError[] {
  const spec = objectAt(attachment, 'spec') ?? {};
  const source = objectAt(spec, 'source') ?? {};
  const errors = checkDriverName(textAt(spec, 'attacher'), 'spec.attacher');
  const [isNamed, isInline] = ['persistentVolumeName', 'inlineVolumeSpec'].map((field) => !isMissing(source, field));
  const volume = textAt(source, 'persistentVolumeName');
  const one = 'must specify exactly one of inlineVolumeSpec and persistentVolumeName';
  if (!isNamed && !isInline) errors.push(requiredValue('spec.source', one));
  else if (isNamed && isInline) errors.push(forbiddenValue('spec.source', one));
  else if (isNamed && volume === '') {
    errors.push(requiredValue('spec.source.persistentVolumeName', 'must specify non empty persistentVolumeName'));
  }
  errors.push(...checkText(dnsSubdomain, textAt(spec, 'nodeName'), 'spec.nodeName'));
  const status = objectAt(attachment, 'status');
  if (bytesOf(objectAt(status, 'attachmentMetadata')) > mostBytes) {
    errors.push(tooLong('status.attachmentMetadata', mostBytes));
  }
  for (const field of ['attachError', 'detachError']) {
    const error = objectAt(status, field);
    if (Buffer.byteLength(textAt(error, 'message')) > 1024) errors.push(tooLong(`status.${field}.message`, mostBytes));
    const code = numberAt(error, 'errorCode') ?? 0;
    const detail = 'must be between 0 and 2147483647, inclusive';
    if (code < 0) errors.push(invalidValue(`status.${field}.errorCode`, code, detail));
  }
  return isNamed ? [...errors, ...checkText(dnsSubdomain, volume, 'spec.source.persistentVolumeName')] : errors;
}

/** What an attachment attaches stays. */
export function validateAttachmentUpdate(attachment: JSONObject, old: JSONObject): FieldError[] {
  const errors = validateAttachment(attachment);
  const spec = objectAt(attachment, 'spec') ?? {};
  if (meansTheSame(spec, old['spec'])) return errors;
  const source = objectAt(spec, 'source');
  const shown = {
    Attacher: textAt(spec, 'attacher'),
    Source: {
      PersistentVolumeName: source?.['persistentVolumeName'] ?? null,
      InlineVolumeSpec: source?.['inlineVolumeSpec'] ?? null,
    },
    NodeName: textAt(spec, 'nodeName'),
  };
  return [...errors, invalidValue('spec', shown, 'field is immutable')];
}

/** Kubernetes ValidateCSINode. */
export function validateCSINode(node: JSONObject): FieldError[] {
  const isTaken = repeats<string>();
  return objectsAt(objectAt(node, 'spec'), 'drivers').flatMap((driver, index) => {
    const path = `spec.drivers[${index}]`;
    const [name, id] = [textAt(driver, 'name'), textAt(driver, 'nodeID')];
    const errors = checkDriverName(name, `${path}.name`);
    if (id === '') errors.push(requiredValue(`${path}.nodeID`));
    if (Buffer.byteLength(id) > 256) errors.push(invalidValue(`${path}.nodeID`, id, 'must be 256 characters or less'));
    errors.push(...checkNotNegative(numberAt(objectAt(driver, 'allocatable'), 'count'), `${path}.allocatable.count`));
    if (isTaken(name)) errors.push(duplicateValue(`${path}.name`, name));
    const isRepeated = repeats<string>();
    for (const key of textsAt(driver, 'topologyKeys')) {
      if (key === '') errors.push(requiredValue(path));
      if (isRepeated(key)) errors.push(duplicateValue(path, key));
      errors.push(...checkText(labelKeyProblems, key, path));
    }
    return errors;
  });
}

/** A driver of a node stays as it is but for how many volumes it takes. */
export function validateCSINodeUpdate(node: JSONObject, old: JSONObject): FieldError[] {
  const drivers = (of: JSONObject): JSONObject[] =>
    objectsAt(objectAt(of, 'spec'), 'drivers').map((driver) => ({
      Name: textAt(driver, 'name'),
      NodeID: textAt(driver, 'nodeID'),
      TopologyKeys: driver['topologyKeys'] ?? null,
      Allocatable: null,
    }));
  const now = drivers(node);
  const changed = drivers(old).flatMap((before) =>
    now.filter((driver) => driver['Name'] === before['Name'] && !meansTheSame(driver, before)),
  );
  return [...validateCSINode(node), ...changed.map((driver) => invalidValue('spec.drivers', driver, 'field is immutable'))];
}

/** Kubernetes ValidateCSIDriver. */
export function validateCSIDriver(driver: JSONObject): FieldError[] {
  const spec = objectAt(driver, 'spec') ?? {};
  const errors: FieldError[] = [];
  const policies = ['File', 'None', 'ReadWriteOnceWithFSType'];
  const policy = textAt(spec, 'fsGroupPolicy');
  if (!policies.includes(policy)) errors.push(notSupportedValue('spec.fsGroupPolicy', policy, policies));
  const tokens = objectsAt(spec, 'tokenRequests');
  const isRepeated = repeats<string>();
  for (const [index, token] of tokens.entries()) {
    const path = `spec.tokenRequests[${index}]`;
    const audience = textAt(token, 'audience');
    const seconds = numberAt(token, 'expirationSeconds');
    const wrong = (detail: string): void =>
      void errors.push(invalidValue(`${path}.expirationSeconds`, seconds, `may not specify a duration ${detail}`));
    if (isRepeated(audience)) errors.push(duplicateValue(`${path}.audience`, audience));
    else if (seconds !== undefined && seconds < 600) wrong('less than 10 minutes');
    else if (seconds !== undefined && seconds > 2 ** 32) wrong('larger than 2^32 seconds');
  }
  const modes = ['Persistent', 'Ephemeral'];
  for (const mode of textsAt(spec, 'volumeLifecycleModes')) {
    if (!modes.includes(mode)) errors.push(notSupportedValue('spec.volumeLifecycleModes', mode, modes));
  }
  const period = numberAt(spec, 'nodeAllocatableUpdatePeriodSeconds');
  if (period !== undefined && period < 10) {
    const detail = 'must be greater than or equal to 10 seconds';
    errors.push(invalidValue('spec.nodeAllocatableUpdatePeriodSeconds', period, detail));
  }
  const inSecrets = spec['serviceAccountTokenInSecrets'] ?? null;
  if (inSecrets !== null && tokens.length === 0) {
    const detail = 'serviceAccountTokenInSecrets is set but no tokenRequests are specified';
    errors.push(invalidValue('spec.serviceAccountTokenInSecrets', inSecrets, detail));
  }
  return errors;
}

/** What of a driver stays. */
export function validateCSIDriverUpdate(driver: JSONObject, old: JSONObject): FieldError[] {
  const [spec, before] = [objectAt(driver, 'spec'), objectAt(old, 'spec')];
  const kept = (field: string, told: string): FieldError[] => {
    if (meansTheSame(spec?.[field], before?.[field])) return [];
    return [invalidValue(`spec.${told}`, spec?.[field] ?? null, 'field is immutable')];
  };
  return [
    ...validateCSIDriver(driver),
    ...kept('attachRequired', 'attachedRequired'),
    ...kept('volumeLifecycleModes', 'volumeLifecycleModes'),
  ];
}
