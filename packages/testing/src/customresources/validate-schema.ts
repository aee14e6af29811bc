import type { JSONObject } from '../json.js';
import { type FieldError, forbiddenValue, invalidValue } from '../validation/field-errors.js';
import type { StructuralSchema } from '../validation/structural-schema.js';
import { hasRules, rulesEngine } from './load-rules.js';
import { validateDefaultValues } from './validate-default-values.js';
import { validateSchemaFields } from './validate-schema-fields.js';
import { validateStructuralSchema } from './validate-structural-schema.js';

/** What the server's structural schemas have no place for. */
const unconvertible = ['id', '$schema', '$ref', 'patternProperties', 'dependencies', 'additionalItems', 'definitions'];

/**
 * What is wrong with the schema of a version.
 *
 * @param path as `spec.versions[0].schema`
 * @param hasStatus whether the version has `/status`
 * @param isKnown whether the definition had it before: then its rules may cost what they do
 */
export function validateSchema(schema: JSONObject, path: string, hasStatus: boolean, isKnown: boolean): FieldError[] {
  const at = `${path}.openAPIV3Schema`;
  const errors: FieldError[] = [];
  if (hasStatus && schema['type'] !== undefined && schema['type'] !== 'object')
    errors.push(
      invalidValue(
        `${at}.type`,
        schema['type'],
        'only "object" is allowed as the type at the root of the schema if the status subresource is enabled',
      ),
    );
  if (schema['nullable'] === true) errors.push(forbiddenValue(`${at}.nullable`, 'nullable cannot be true at the root'));
  const isConvertible = !contains(schema, unconvertible);
  const structural = isConvertible ? validateStructuralSchema(schema, at) : [];
  errors.push(...structural);
  const node = schema as StructuralSchema;
  const defaults =
    isConvertible && structural.length === 0
      ? validateDefaultValues({ ...node, 'x-kubernetes-embedded-resource': true }, at)
      : [];
  errors.push(...defaults);
  const isSound = isConvertible && structural.length + defaults.length === 0;
  const rules = isSound && hasRules(node) ? rulesEngine().RuleContext.root(node) : undefined;
  errors.push(...validateSchemaFields(schema, at, rules, isKnown));
  return rules ? [...errors, ...rulesEngine().checkTotalCost(rules, at)] : errors;
}

function contains(schema: JSONObject, fields: readonly string[]): boolean {
  if (fields.some((field) => schema[field] !== undefined && schema[field] !== '')) return true;
  const inner = [...Object.values((schema['properties'] ?? {}) as JSONObject), schema['items'], schema['additionalProperties']];
  return inner.some((one) => typeof one === 'object' && one !== null && !Array.isArray(one) && contains(one, fields));
}
