import { labelKeyProblems, newBadRequest, quote } from '@kubewright/rest';
import { metadataOf, objectsAt, textAt, textsAt } from '../json-fields.js';
import type { JSONObject, JSONValue } from '../json.js';
import { type FieldError, forbiddenValue, invalidValue, requiredValue, tooLong } from './field-errors.js';
import { validateAnnotations, validateLabels } from './labels.js';
import { nameProblems, type NameRule } from './names.js';
import { validateFieldManager } from './request-options.js';
import { checkText } from './text-rules.js';

/** What {@link validateMetadata} has to know of a kind. */
export interface MetadataRules {
  isNamespaced: boolean;
  nameRule: NameRule;
}

/**
 * What is wrong with the finalizers of built-in kinds beyond that: without a slash, only those of Kubernetes itself
 * (kubernetes `core/validation`). The server tells it last, for each finalizer of a create or an update.
 */
export function validateKubeFinalizers(object: JSONObject): FieldError[] {
  return textsAt(metadataOf(object), 'finalizers').flatMap((finalizer, i) => {
    if (finalizer.includes('/') || standardFinalizers.has(finalizer)) return [];
    const what = 'name is neither a standard finalizer name nor is it fully qualified';
    return [invalidValue(`metadata.finalizers[${String(i)}]`, finalizer, what)];
  });
}

const standardFinalizers = new Set(['kubernetes', 'orphan', 'foregroundDeletion']);

/**
 * What is wrong with the metadata of an object that is to be created (apimachinery `api/validation.ValidateObjectMeta`). It has its
 * name already, also if the server made it, and its namespace.
 *
 * The server does it twice: with the rule of the kind, among the errors of its other fields; and, if nothing was wrong, with the
 * rule `path`. On an update it is done first, with the rule `path`.
 */
export function validateMetadata(object: JSONObject, { isNamespaced, nameRule }: MetadataRules): FieldError[] {
  const metadata = metadataOf(object);
  const [name, generateName, namespace] = [
    textAt(metadata, 'name'),
    textAt(metadata, 'generateName'),
    textAt(metadata, 'namespace'),
  ];
  const errors: FieldError[] = [];
  if (generateName !== '') {
    for (const problem of nameProblems(nameRule, generateName, true))
      errors.push(invalidValue('metadata.generateName', generateName, problem));
  }
  if (name === '') errors.push(requiredValue('metadata.name', 'name or generateName is required'));
  else for (const problem of nameProblems(nameRule, name)) errors.push(invalidValue('metadata.name', name, problem));
  if (!isNamespaced) {
    if (namespace !== '') errors.push(forbiddenValue('metadata.namespace', 'not allowed on this type'));
  } else if (namespace === '') {
    errors.push(requiredValue('metadata.namespace'));
  } else {
    for (const problem of nameProblems('dns-label', namespace))
      errors.push(invalidValue('metadata.namespace', namespace, problem));
  }
  const generation = metadata['generation'];
  if (typeof generation === 'number' && generation < 0)
    errors.push(invalidValue('metadata.generation', generation, 'must be greater than or equal to 0'));
  return [...errors, ...validateMaps(metadata), ...validateFinalizers(metadata), ...validateManagedFields(metadata)];
}

/**
 * What is wrong with the names of an object whose metadata are right by the rule of its kind, by the rule `path`: all that
 * {@link validateMetadata} could find in it now.
 */
export function validatePathNames(object: JSONObject): FieldError[] {
  const metadata = metadataOf(object);
  return (['generateName', 'name'] as const).flatMap((field) => {
    const name = textAt(metadata, field);
    return nameProblems('path', name, field === 'generateName').map((problem) =>
      invalidValue(`metadata.${field}`, name, problem),
    );
  });
}

/** What is wrong with the metadata of an object that is to replace another (apimachinery `ValidateObjectMetaUpdate`). */
export function validateMetadataUpdate(object: JSONObject, old: JSONObject): FieldError[] {
  const [metadata, before] = [metadataOf(object), metadataOf(old)];
  const errors: FieldError[] = [];
  if (typeof before['deletionTimestamp'] === 'string') {
    const present = new Set(textsAt(before, 'finalizers'));
    const added = [...new Set(textsAt(metadata, 'finalizers').filter((finalizer) => !present.has(finalizer)))].sort();
    const what = `no new finalizers can be added if the object is being deleted, found new finalizers []string{${added.map(quote).join(', ')}}`;
    if (added.length > 0) errors.push(forbiddenValue('metadata.finalizers', what));
  }
  if (textAt(metadata, 'resourceVersion') === '')
    errors.push(invalidValue('metadata.resourceVersion', '', 'must be specified for an update'));
  const generation = Number(metadata['generation'] ?? 0);
  if (generation < Number(before['generation'] ?? 0))
    errors.push(invalidValue('metadata.generation', generation, 'must not be decremented'));
  const texts = ['name', 'namespace', 'uid'].filter((field) => textAt(metadata, field) !== textAt(before, field));
  errors.push(...texts.map((field) => invalidValue(`metadata.${field}`, textAt(metadata, field), immutable)));
  const others = ['creationTimestamp', 'deletionTimestamp', 'deletionGracePeriodSeconds'];
  const changed = others.filter((field) => (metadata[field] ?? null) !== (before[field] ?? null));
  errors.push(...changed.map((field) => invalidValue(`metadata.${field}`, metadata[field] ?? null, immutable)));
  return [...errors, ...validateMaps(metadata), ...validateManagedFields(metadata)];
}

const immutable = 'field is immutable';

/**
 * Puts the namespace of the path into an object that says none; that of the path is empty for a kind without namespaces, and then
 * the object has none either (apiserver `rest.EnsureObjectNamespaceMatchesRequestNamespace`). **Changes the object.**
 *
 * @throws {StatusError} 400 if the object says another namespace
 */
export function matchNamespace(object: JSONObject, requested: string): void {
  const metadata = metadataOf(object);
  const namespace = textAt(metadata, 'namespace');
  if (namespace === requested) return;
  if (namespace !== '' && requested !== '')
    throw newBadRequest('the namespace of the provided object does not match the namespace sent on the request');
  const { namespace: _, ...rest } = metadata;
  object['metadata'] = requested === '' ? rest : { ...rest, namespace: requested };
}

/**
 * Whether a PUT is about the object that the path names (apiserver `endpoints/handlers/rest.go` checkName).
 *
 * @throws {StatusError} 400 if the object has no name or another one, or another namespace
 */
export function matchName(object: JSONObject, name: string, namespace: string): void {
  const metadata = metadataOf(object);
  const said = textAt(metadata, 'name');
  if (said === '') throw newBadRequest(`the name of the object (${name} based on URL) was undeterminable: name must be provided`);
  if (said !== name) throw newBadRequest(`the name of the object (${said}) does not match the name on the URL (${name})`);
  const where = textAt(metadata, 'namespace');
  if (namespace !== '' && where !== '' && where !== namespace)
    throw newBadRequest(`the namespace of the object (${where}) does not match the namespace on the request (${namespace})`);
}

function validateMaps(metadata: JSONObject): FieldError[] {
  return [
    ...validateLabels(metadata['labels'], 'metadata.labels'),
    ...validateAnnotations(metadata['annotations'], 'metadata.annotations'),
    ...validateOwners(metadata),
  ];
}

/** Their path has no index. */
function validateOwners(metadata: JSONObject): FieldError[] {
  const field = 'metadata.ownerReferences';
  const owners = objectsAt(metadata, 'ownerReferences');
  const errors: FieldError[] = [];
  let controller: string | undefined;
  for (const owner of owners) {
    const texts = ['apiVersion', 'kind', 'name', 'uid'].map((name) => textAt(owner, name));
    const [apiVersion = '', kind = '', name = '', uid = ''] = texts;
    const version = apiVersion.includes('/') ? apiVersion.slice(apiVersion.indexOf('/') + 1) : apiVersion;
    if (version === '' || version.includes('/'))
      errors.push(invalidValue(`${field}.apiVersion`, apiVersion, 'version must not be empty'));
    if (kind === '') errors.push(invalidValue(`${field}.kind`, kind, 'must not be empty'));
    if (name === '') errors.push(invalidValue(`${field}.name`, name, 'must not be empty'));
    if (uid === '') errors.push(invalidValue(`${field}.uid`, uid, 'must not be empty'));
    if (apiVersion === 'v1' && kind === 'Event')
      errors.push(invalidValue(field, inGoOrder(owner), '/v1, Kind=Event is disallowed from being an owner'));
    if (owner['controller'] !== true) continue;
    const what = `Only one reference can have Controller set to true. Found "true" in references for ${controller ?? ''} and ${kind}/${name}`;
    if (controller !== undefined) errors.push(invalidValue(field, owners.map(inGoOrder), what));
    controller ??= `${kind}/${name}`;
  }
  return errors;
}

/** As Go writes it for an error. */
function inGoOrder(owner: JSONObject): JSONObject {
  const always = Object.fromEntries(['apiVersion', 'kind', 'name', 'uid'].map((field) => [field, textAt(owner, field)]));
  const flags = ['controller', 'blockOwnerDeletion'].filter((field) => typeof owner[field] === 'boolean');
  return { ...always, ...Object.fromEntries(flags.map((field) => [field, owner[field] as JSONValue])) };
}

function validateFinalizers(metadata: JSONObject): FieldError[] {
  const field = 'metadata.finalizers';
  const finalizers = textsAt(metadata, 'finalizers');
  const errors = finalizers.flatMap((finalizer) => checkText(labelKeyProblems, finalizer, field));
  if (finalizers.includes('orphan') && finalizers.includes('foregroundDeletion'))
    errors.push(invalidValue(field, finalizers, 'finalizer orphan and foregroundDeletion cannot be both set'));
  return errors;
}

const longestSubresource = 256;

function validateManagedFields(metadata: JSONObject): FieldError[] {
  return objectsAt(metadata, 'managedFields').flatMap((entry, i) => {
    const field = `metadata.managedFields[${String(i)}]`;
    const [operation, fieldsType] = [textAt(entry, 'operation'), textAt(entry, 'fieldsType')];
    const errors: FieldError[] = [];
    if (operation !== 'Apply' && operation !== 'Update')
      errors.push(invalidValue(`${field}.operation`, operation, 'must be `Apply` or `Update`'));
    if (fieldsType !== '' && fieldsType !== 'FieldsV1')
      errors.push(invalidValue(`${field}.fieldsType`, fieldsType, 'must be `FieldsV1`'));
    errors.push(...validateFieldManager(textAt(entry, 'manager'), `${field}.manager`));
    if (Buffer.byteLength(textAt(entry, 'subresource')) > longestSubresource)
      errors.push(tooLong(`${field}.subresource`, longestSubresource));
    return errors;
  });
}
