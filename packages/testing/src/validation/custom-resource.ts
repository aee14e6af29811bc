import { CauseType } from '@kubewright/rest';
import type { JSONObject } from '../json.js';
import { validateEmbeddedResources } from './embedded-resources.js';
import { type FieldError, invalidValue } from './field-errors.js';
import { validateListTypes } from './list-types.js';
import { validateMetadata, validateMetadataUpdate } from './metadata.js';
import { validateBySchema } from './schema-validation.js';
import type { StructuralSchema } from './structural-schema.js';

/** What the definition of a custom resource says of it. */
export interface CustomResourceRules {
  group: string;
  version: string;
  kind: string;
  isNamespaced: boolean;
  schema: StructuralSchema;
  /** What its rules in CEL say of an object; absent if it has none. */
  checkRules?: (object: JSONObject, old?: JSONObject) => readonly FieldError[];
}

/**
 * What is wrong with a custom resource that is to be created (apiextensions-apiserver `registry/customresource`): kind and version,
 * metadata, what its schema says, objects embedded in it, lists that are sets or maps, and its rules.
 */
export function validateCustomResource(object: JSONObject, rules: CustomResourceRules): FieldError[] {
  const identity = validateIdentity(object, rules);
  if (identity.length > 0) return identity;
  const { schema, isNamespaced } = rules;
  return withRules(object, undefined, rules, [
    ...validateMetadata(object, { isNamespaced, nameRule: 'dns-subdomain' }),
    ...validateBySchema(object, schema),
    ...validateEmbeddedResources(object, schema),
    ...validateListTypes(object, schema),
  ]);
}

/** The same for one that is to replace another: what was wrong before, and has not changed, is let pass. */
export function validateCustomResourceUpdate(object: JSONObject, old: JSONObject, rules: CustomResourceRules): FieldError[] {
  const identity = validateIdentity(object, rules);
  if (identity.length > 0) return identity;
  const { schema } = rules;
  const wereListsRight = validateListTypes(old, schema).length === 0;
  return withRules(object, old, rules, [
    ...validateMetadataUpdate(object, old),
    ...validateBySchema(object, schema, '', old),
    ...validateEmbeddedResources(object, schema),
    ...(wereListsRight ? validateListTypes(object, schema) : []),
  ]);
}

/** Mistakes that keep rules from being looked at. */
const blocking = new Set<string>([
  CauseType.FieldValueNotSupported,
  CauseType.FieldValueRequired,
  CauseType.FieldValueTooLong,
  CauseType.FieldValueTooMany,
  CauseType.FieldValueTypeInvalid,
]);

function withRules(
  object: JSONObject,
  old: JSONObject | undefined,
  { checkRules }: CustomResourceRules,
  errors: readonly FieldError[],
): FieldError[] {
  if (!checkRules) return [...errors];
  const detail =
    'some validation rules were not checked because the object was invalid; correct the existing errors to complete validation';
  if (errors.some(({ reason }) => blocking.has(reason))) return [...errors, invalidValue('<nil>', null, detail)];
  return [...errors, ...checkRules(object, old)];
}

function validateIdentity({ apiVersion, kind }: JSONObject, rules: CustomResourceRules): FieldError[] {
  const version = `${rules.group}/${rules.version}`;
  return [
    ...(kind === rules.kind ? [] : [invalidValue('kind', kind ?? '', `must be ${rules.kind}`)]),
    ...(apiVersion === version ? [] : [invalidValue('apiVersion', apiVersion ?? '', `must be ${version}`)]),
  ];
}
