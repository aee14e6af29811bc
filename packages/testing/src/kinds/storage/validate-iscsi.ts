import type { JSONObject } from '../../json.js';
import { isMissing, numberAt, objectAt, textAt } from '../../json-fields.js';
import { type FieldError, invalidValue, requiredValue } from '../../validation/field-errors.js';
import type { SourceOwner } from './volume-source-checks.js';

/** What the server says of a volume whose initiator would be called too long a name. */
export const tooLongForInitiator =
  'Total length of <volume name>:<iscsi.targetPortal> must be under 64 characters if iscsi.initiatorName is specified.';

/** Whether the name of a volume and the portal together are too long for an initiator of its own. */
export function isTooLong(source: JSONObject, { volume }: SourceOwner): boolean {
  return !isMissing(source, 'initiatorName') && Buffer.byteLength(`${volume}:${textAt(source, 'targetPortal')}`) > 64;
}

/** Kubernetes validateISCSIVolumeSource, validateISCSIPersistentVolumeSource. */
export function checkISCSI(source: JSONObject, path: string, owner: SourceOwner): FieldError[] {
  const errors: FieldError[] = [];
  const portal = textAt(source, 'targetPortal');
  const name = textAt(source, 'iqn');
  if (portal === '') errors.push(requiredValue(`${path}.targetPortal`));
  if (owner.isPersistent && isTooLong(source, owner)) {
    errors.push(invalidValue(`${path}.targetportal`, portal, tooLongForInitiator));
  }
  errors.push(...(name === '' ? [requiredValue(`${path}.iqn`)] : checkInitiator(name, `${path}.iqn`, owner)));
  errors.push(...checkUnit(numberAt(source, 'lun') ?? 0, `${path}.lun`));
  const secret = objectAt(source, 'secretRef');
  const isSecret = source['chapAuthDiscovery'] === true || source['chapAuthSession'] === true;
  if (isSecret && !secret) errors.push(requiredValue(`${path}.secretRef`));
  if (owner.isPersistent && secret && textAt(secret, 'name') === '') errors.push(requiredValue(`${path}.secretRef.name`));
  if (isMissing(source, 'initiatorName')) return errors;
  return [...errors, ...checkInitiator(textAt(source, 'initiatorName'), `${path}.initiatorname`, owner)];
}

/** How the three sorts of names of iSCSI go on after their first letters. */
const initiators: Readonly<Record<string, RegExp>> = {
  iqn: /iqn\.\d{4}-\d{2}\.[a-zA-Z0-9\-.]+:[^,;*&$|\s]+$/,
  eui: /^eui.[a-zA-Z0-9]{16}$/,
  naa: /^naa.[a-zA-Z0-9]{32}$/,
};

function checkInitiator(name: string, field: string, { isPersistent }: SourceOwner): FieldError[] {
  const format = initiators[name.slice(0, 3)];
  if (format?.test(name)) return [];
  const detail = 'must be valid format';
  return [invalidValue(field, name, format || isPersistent ? detail : `${detail} starting with iqn, eui, or naa`)];
}

/** The number of a logical unit. */
export function checkUnit(lun: number, field: string): FieldError[] {
  return lun >= 0 && lun <= 255 ? [] : [invalidValue(field, lun, 'must be between 0 and 255, inclusive')];
}
