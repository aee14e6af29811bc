import { compareQuantities } from '@kubewright/rest';
import type { JSONObject } from '../../json.js';
import { isMissing, objectAt, objectsAt, textAt } from '../../json-fields.js';
import { duplicateValue, type FieldError, forbiddenValue, invalidValue, requiredValue } from '../../validation/field-errors.js';
import { validateAnnotations, validateLabels } from '../../validation/labels.js';
import { validateClaimSpec } from '../storage/validate-claims.js';
import type { Volumes } from './validate-mounts.js';
import { validateDownward, validateKeys, validateProjected } from '../storage/validate-projected.js';
import { validateSources } from '../storage/validate-volume-sources.js';
import type { SourceCheck } from '../storage/volume-source-checks.js';
import { checkOneOf } from '../value-rules.js';
import { checkText, dnsLabel, dnsSubdomain } from '../../validation/text-rules.js';

/** Sources of volumes in the server's order, which decides what of two is one too many. */
const order =
  `emptyDir hostPath gitRepo gcePersistentDisk awsElasticBlockStore secret nfs iscsi glusterfs flocker persistentVolumeClaim rbd
  cinder cephfs quobyte downwardAPI fc flexVolume configMap azureFile vsphereVolume photonPersistentDisk portworxVolume azureDisk
  storageos projected scaleIO csi ephemeral image`.split(/\s+/);

/** What only pods have as sources. */
const checks: Readonly<Record<string, SourceCheck>> = {
  configMap: validateKeys,
  downwardAPI: validateDownward,
  emptyDir: (source, path) =>
    isMissing(source, 'sizeLimit') || compareQuantities(textAt(source, 'sizeLimit'), 0) >= 0
      ? []
      : [forbiddenValue(`${path}.sizeLimit`, 'SizeLimit field must be a valid resource quantity')],
  ephemeral: (source, path, { volume, podName }) => {
    const template = objectAt(source, 'volumeClaimTemplate');
    const field = `${path}.volumeClaimTemplate`;
    const errors = template
      ? [
          ...validateTemplateMetadata(objectAt(template, 'metadata'), `${field}.metadata`),
          ...validateClaimSpec(objectAt(template, 'spec') ?? {}, `${field}.spec`),
        ]
      : [];
    if (podName === '' || volume === '') return errors;
    const claim = `${podName}-${volume}`;
    const wrong = dnsSubdomain(claim).map((detail) =>
      invalidValue(path.replace(/ephemeral$/, 'name'), volume, `PVC name "${claim}": ${detail}`),
    );
    return [...errors, ...wrong];
  },
  image: (source, path, { isPod }) => [
    ...(isPod && textAt(source, 'reference') === '' ? [requiredValue(`${path}.reference`)] : []),
    ...checkOneOf(textAt(source, 'pullPolicy'), ['Always', 'IfNotPresent', 'Never'], `${path}.pullPolicy`),
  ],
  projected: validateProjected,
  secret: validateKeys,
};

/** The volumes of a pod or of a template (Kubernetes ValidateVolumes). @param podName empty for a template */
export function validateVolumes(
  spec: JSONObject,
  path: string,
  isPod: boolean,
  podName: string,
): { volumes: Volumes; errors: FieldError[] } {
  const volumes = new Map<string, JSONObject>();
  const errors: FieldError[] = [];
  const all = objectsAt(spec, 'volumes');
  const ephemeral = podName === '' ? [] : all.filter((volume) => objectAt(volume, 'ephemeral'));
  const made = ephemeral.map((volume) => `${podName}-${textAt(volume, 'name')}`);
  for (const [index, volume] of all.entries()) {
    const field = `${path}[${index}]`;
    const name = textAt(volume, 'name');
    const wrong = validateSources(volume, order, checks, field, { isPersistent: false, volume: name, isPod, podName });
    if (name === '') wrong.push(requiredValue(`${field}.name`));
    else wrong.push(...checkText(dnsLabel, name, `${field}.name`));
    if (volumes.has(name)) wrong.push(duplicateValue(`${field}.name`, name));
    if (wrong.length === 0) volumes.set(name, volume);
    errors.push(...wrong);
    const claim = textAt(objectAt(volume, 'persistentVolumeClaim'), 'claimName');
    if (made.includes(claim)) {
      const detail = 'must not reference a PVC that gets created for an ephemeral volume';
      errors.push(invalidValue(`${field}.persistentVolumeClaim.claimName`, claim, detail));
    }
  }
  return { volumes, errors };
}

/** Metadata that the server tells of if a template has them, as Go calls them. */
const notOfTemplates = `name generateName namespace selfLink uid resourceVersion generation creationTimestamp deletionTimestamp
  deletionGracePeriodSeconds ownerReferences finalizers managedFields`.split(/\s+/);

/** Of the metadata of a template only labels and annotations mean something (Kubernetes ValidateTemplateObjectMeta). */
function validateTemplateMetadata(metadata: JSONObject | undefined, path: string): FieldError[] {
  if (!metadata) return [];
  const others = notOfTemplates.filter((field) => {
    const value = metadata[field];
    return !isMissing(metadata, field) && value !== '' && value !== 0;
  });
  return [
    ...validateAnnotations(metadata['annotations'], `${path}.annotations`),
    ...validateLabels(metadata['labels'], `${path}.labels`),
    ...others.map((field) => forbiddenValue(`${path}.${field === 'uid' ? 'uID' : field}`, 'cannot be set')),
  ];
}
