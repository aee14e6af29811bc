import type { JSONObject } from '../json.js';
import { copyField, ensureObject, removeField } from '../json-fields.js';
import type { KindRules } from '../kinds/kind-rules.js';
import { meansTheSame } from '../kinds/semantic-equality.js';
import type { ResourceInfo } from '../resources/resource-table.js';
import type { CustomResourceDetails } from '../resources/served-resource.js';
import { validateCustomResource, validateCustomResourceUpdate } from '../validation/custom-resource.js';
import { applySchemaDefaults } from '../validation/schema-defaults.js';
import { rulesOfSchema } from './verdicts.js';

/** What the server does with custom objects (apiextensions-apiserver `registry/customresource`). */
export function customResourceRules(
  info: ResourceInfo,
  { hasStatus, openAPIV3Schema: schema }: CustomResourceDetails,
): KindRules {
  const rules = { ...info.kind, isNamespaced: info.namespaced, schema, ...rulesOfSchema(schema) };
  return {
    allowCreateOnUpdate: false,
    allowUnconditionalUpdate: false,
    defaults: (object) => {
      applySchemaDefaults(object, schema);
    },
    prepareForCreate(object) {
      if (hasStatus) removeField(object, 'status');
      ensureObject(object, 'metadata')['generation'] = 1;
    },
    prepareForUpdate(object, old) {
      if (hasStatus) copyField(object, old, 'status');
      const metadata = ensureObject(object, 'metadata');
      copyField(metadata, ensureObject(old, 'metadata'), 'generation');
      if (!meansTheSame(withoutMetadata(object), withoutMetadata(old)))
        metadata['generation'] = Number(metadata['generation'] ?? 0) + 1;
    },
    validateCreate: (object) => validateCustomResource(object, rules),
    validateUpdate: (object, old) => validateCustomResourceUpdate(object, old, rules),
    validateStatusUpdate: (object, old) => validateCustomResourceUpdate(object, old, rules),
    prepareForStatusUpdate(object, old) {
      const { managedFields } = ensureObject(object, 'metadata');
      const { status } = object;
      const { resourceVersion } = ensureObject(object, 'metadata');
      for (const field of Object.keys(object)) removeField(object, field);
      Object.assign(object, structuredClone(old));
      if (status === undefined) removeField(object, 'status');
      else object['status'] = status;
      const metadata = ensureObject(object, 'metadata');
      if (managedFields === undefined) removeField(metadata, 'managedFields');
      else metadata['managedFields'] = managedFields;
      if (resourceVersion !== undefined) metadata['resourceVersion'] = resourceVersion;
    },
  };
}

function withoutMetadata({ metadata: _, ...rest }: JSONObject): JSONObject {
  return rest;
}
