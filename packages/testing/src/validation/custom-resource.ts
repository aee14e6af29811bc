import { labelKeyProblems, quote } from '@kubewright/rest';
import { isJSONObject, type JSONObject } from '../json.js';
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
}

/**
 * What is wrong with a custom resource that is to be created (apiextensions-apiserver `registry/customresource`): kind and version,
 * metadata, what its schema says, objects embedded in it, lists that are sets or maps. Rules in CEL are not looked at.
 */
export function validateCustomResource(object: JSONObject, rules: CustomResourceRules): FieldError[] {
  const identity = validateIdentity(object, rules);
  if (identity.length > 0) return identity;
  const { schema, isNamespaced } = rules;
  return [
    ...validateMetadata(object, { isNamespaced, nameRule: 'dns-subdomain' }),
    ...validateBySchema(object, schema),
    ...validateEmbeddedResources(object, schema),
    ...validateListTypes(object, schema),
  ];
}

/** The same for one that is to replace another: what was wrong before, and has not changed, is let pass. */
export function validateCustomResourceUpdate(object: JSONObject, old: JSONObject, rules: CustomResourceRules): FieldError[] {
  const identity = validateIdentity(object, rules);
  if (identity.length > 0) return identity;
  const { schema } = rules;
  const wereListsRight = validateListTypes(old, schema).length === 0;
  return [
    ...validateMetadataUpdate(object, old),
    ...validateBySchema(object, schema, '', old),
    ...validateEmbeddedResources(object, schema),
    ...(wereListsRight ? validateListTypes(object, schema) : []),
  ];
}

/** What the server warns of in the finalizers of a custom resource; the names are let pass. */
export function finalizerWarnings({ metadata }: JSONObject): string[] {
  const finalizers = isJSONObject(metadata) && Array.isArray(metadata['finalizers']) ? metadata['finalizers'].map(String) : [];
  return finalizers.flatMap((finalizer) => {
    const problems = labelKeyProblems(finalizer);
    if (!finalizer.includes('/') && !['kubernetes', 'orphan', 'foregroundDeletion'].includes(finalizer))
      problems.push(
        `prefer a domain-qualified finalizer name ${finalizer.includes('.') ? 'including a path (/) ' : ''}to avoid accidental conflicts with other finalizer writers`,
      );
    return problems.map((problem) => `metadata.finalizers: ${quote(finalizer)}: ${problem}`);
  });
}

function validateIdentity({ apiVersion, kind }: JSONObject, rules: CustomResourceRules): FieldError[] {
  const version = `${rules.group}/${rules.version}`;
  return [
    ...(kind === rules.kind ? [] : [invalidValue('kind', kind ?? '', `must be ${rules.kind}`)]),
    ...(apiVersion === version ? [] : [invalidValue('apiVersion', apiVersion ?? '', `must be ${version}`)]),
  ];
}
