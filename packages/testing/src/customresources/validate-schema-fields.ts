import { isJSONObject, type JSONObject } from '../json.js';
import { listAt, objectAt, objectsAt, textAt } from '../json-fields.js';
import { type FieldError, forbiddenValue, invalidValue, notSupportedValue, requiredValue } from '../validation/field-errors.js';
import { rulesEngine } from './load-rules.js';
import type { RuleContext } from './rules/rule-context.js';
import { validateRuleFields } from './validate-rule-fields.js';

const types = ['array', 'boolean', 'integer', 'number', 'object', 'string'];
const unsupported = ['id', 'additionalItems', 'patternProperties', 'definitions', 'dependencies', '$ref'];

/** Where a part of a schema stands. */
interface Place {
  readonly path: string;
  readonly isRoot: boolean;
  /** Within kind, version or metadata of an object. */
  readonly isIdentity: boolean;
  /** Why there may be no default. */
  readonly noDefault: string | undefined;
  /** Where a list or map begins whose values cannot be found again in an update. */
  readonly uncorrelatable: string | undefined;
  /** Undefined where no rules are compiled. */
  readonly rules: RuleContext | undefined;
}

/** What is wrong with a schema, and with its rules. */
interface Problems {
  readonly schema: readonly FieldError[];
  readonly rules: readonly FieldError[];
}

/**
 * What is wrong with the fields of a schema and of all in it: something stands in it that servers do not take, or that does not go
 * together; then what is wrong with its rules (apiextensions-apiserver `apis/apiextensions/validation`).
 *
 * @param rules what rules are compiled with; undefined if they are not to be looked at
 * @param isKnown whether rules may cost what they do
 */
export function validateSchemaFields(
  schema: JSONObject,
  path: string,
  rules: RuleContext | undefined,
  isKnown: boolean,
): FieldError[] {
  const place = { path, isRoot: true, isIdentity: false, noDefault: undefined, uncorrelatable: undefined, rules };
  const problems = validate(schema, place, isKnown);
  return [...problems.schema, ...problems.rules];
}

function validate(schema: JSONObject, place: Place, isKnown: boolean): Problems {
  const { path } = place;
  const inner = childrenOf(schema, place).map(([child, where]) => validate(child, where, isKnown));
  const errors = [
    ...validateOwn(schema, place),
    ...inner.flatMap((one) => one.schema),
    ...validateMapAndListTypes(schema, path),
    ...validateRuleFields(schema, path),
  ];
  const rules = inner.flatMap((one) => one.rules);
  // What rules say of a wrong schema helps nobody.
  if (place.rules && errors.length === 0 && listAt(schema, 'x-kubernetes-validations').length > 0) {
    const { uncorrelatable } = place;
    rules.push(...rulesEngine().checkRules({ context: place.rules, path, uncorrelatable, isKnown }));
  }
  return { schema: errors, rules };
}

function* parts(schema: JSONObject, { path, isRoot, noDefault, ...place }: Place): Generator<[JSONObject, Place]> {
  const { additionalProperties, items } = schema;
  const inside = (at: string, more: Partial<Place> = {}): Place => ({ ...place, noDefault, path: at, isRoot: false, ...more });
  const known = place.rules;
  if (isJSONObject(additionalProperties)) {
    const reason = place.isIdentity ? 'inside additionalProperties applying to object metadata' : noDefault;
    const rules = known?.inside(additionalProperties);
    yield [additionalProperties, inside(`${path}.additionalProperties`, { noDefault: reason, rules })];
  }
  const uncorrelatable = place.uncorrelatable ?? path;
  const isResource = isRoot || schema['x-kubernetes-embedded-resource'] === true;
  for (const [name, property] of Object.entries(objectAt(schema, 'properties') ?? {})) {
    if (!isJSONObject(property)) continue;
    const isIdentity = place.isIdentity || (isResource && ['metadata', 'kind', 'apiVersion'].includes(name));
    const reason = isRoot && isIdentity ? `in top-level ${name}` : noDefault;
    const rules = known?.inside(property, name);
    yield [property, inside(`${path}.properties[${name}]`, { isIdentity, noDefault: reason, rules })];
  }
  const not = objectAt(schema, 'not');
  if (not) yield [not, inside(`${path}.not`, { rules: undefined })];
  for (const field of ['allOf', 'oneOf', 'anyOf'])
    for (const [i, one] of objectsAt(schema, field).entries())
      yield [one, inside(`${path}.${field}[${String(i)}]`, { rules: undefined })];
  if (!isJSONObject(items)) return;
  const rules = known?.inside(items);
  const isMap = schema['x-kubernetes-list-type'] === 'map';
  yield [items, inside(`${path}.items`, { rules, ...(!isMap && { uncorrelatable }) })];
}

function childrenOf(schema: JSONObject, place: Place): [JSONObject, Place][] {
  return [...parts(schema, place)];
}

function validateOwn(schema: JSONObject, { path, isIdentity, noDefault }: Place): FieldError[] {
  const errors: FieldError[] = [];
  const type = textAt(schema, 'type');
  if (type !== '' && !types.includes(type)) errors.push(notSupportedValue(`${path}.type`, type, types));
  if (schema['default'] !== undefined && noDefault !== undefined)
    errors.push(forbiddenValue(`${path}.default`, `must not be set ${noDefault}`));
  for (const field of unsupported) {
    const value = schema[field];
    const isSet = isJSONObject(value) ? Object.keys(value).length > 0 : value !== undefined && value !== '';
    if (isSet) errors.push(forbiddenValue(`${path}.${field}`, `${field} is not supported`));
  }
  if (type === 'null') errors.push(forbiddenValue(`${path}.type`, 'type cannot be set to null, use nullable as an alternative'));
  if (Array.isArray(schema['items']))
    errors.push(forbiddenValue(`${path}.items`, 'items must be a schema object and not an array'));
  if (isIdentity && schema['x-kubernetes-embedded-resource'] === true)
    errors.push(forbiddenValue(`${path}.x-kubernetes-embedded-resource`, 'must not be used inside of resource meta'));
  if (schema['uniqueItems'] === true)
    errors.push(
      forbiddenValue(`${path}.uniqueItems`, 'uniqueItems cannot be set to true since the runtime complexity becomes quadratic'),
    );
  const { additionalProperties } = schema;
  const hasProperties = Object.keys(objectAt(schema, 'properties') ?? {}).length > 0;
  if (hasProperties && additionalProperties !== undefined && additionalProperties !== true)
    errors.push(forbiddenValue(`${path}.additionalProperties`, 'additionalProperties and properties are mutual exclusive'));
  if (schema['x-kubernetes-preserve-unknown-fields'] === false)
    errors.push(invalidValue(`${path}.x-kubernetes-preserve-unknown-fields`, false, 'must be true or undefined'));
  return errors;
}

function validateMapAndListTypes(schema: JSONObject, path: string): FieldError[] {
  const errors: FieldError[] = [];
  const type = textAt(schema, 'type');
  const [mapType, listType] = [schema['x-kubernetes-map-type'], schema['x-kubernetes-list-type']];
  const items = objectAt(schema, 'items');
  const wrongType = (what: string): FieldError =>
    type === '' ? requiredValue(`${path}.type`, what) : invalidValue(`${path}.type`, type, what);
  if (mapType !== undefined && type !== 'object') errors.push(wrongType('must be object if x-kubernetes-map-type is specified'));
  if (mapType !== undefined && mapType !== 'atomic' && mapType !== 'granular')
    errors.push(notSupportedValue(`${path}.x-kubernetes-map-type`, mapType, ['atomic', 'granular']));
  if (listType !== undefined && type !== 'array') errors.push(wrongType('must be array if x-kubernetes-list-type is specified'));
  else if (listType === 'set' && items) errors.push(...validateSetItems(items, path));
  if (listType !== undefined && !['atomic', 'set', 'map'].some((known) => known === listType))
    errors.push(notSupportedValue(`${path}.x-kubernetes-list-type`, listType, ['atomic', 'set', 'map']));
  const keys = listAt(schema, 'x-kubernetes-list-map-keys').map(String);
  const mustBeMap = 'must be map if x-kubernetes-list-map-keys is non-empty';
  if (keys.length > 0 && listType === undefined) errors.push(requiredValue(`${path}.x-kubernetes-list-type`, mustBeMap));
  else if (keys.length > 0 && listType !== 'map')
    errors.push(invalidValue(`${path}.x-kubernetes-list-type`, listType, mustBeMap));
  if (listType === 'map') errors.push(...validateMapKeys(keys, items, path));
  if (items && (listType === 'map' || listType === 'set')) errors.push(...validateElements(keys, listType, items, path));
  return errors;
}

/** Elements of sets are compared as a whole. */
function validateSetItems(items: JSONObject, path: string): FieldError[] {
  const what = 'must be atomic as item of a list with x-kubernetes-list-type=set';
  const [type, listType] = [items['type'], items['x-kubernetes-list-type']];
  if (type === 'array' && listType !== undefined && listType !== 'atomic')
    return [invalidValue(`${path}.items.x-kubernetes-list-type`, listType, what)];
  if (type === 'object' && items['x-kubernetes-map-type'] !== 'atomic')
    return [invalidValue(`${path}.items.x-kubernetes-map-type`, listType ?? null, what)];
  return [];
}

function validateMapKeys(keys: readonly string[], items: JSONObject | undefined, path: string): FieldError[] {
  const errors: FieldError[] = [];
  const at = `${path}.x-kubernetes-list-map-keys`;
  if (keys.length === 0) errors.push(requiredValue(at, 'must not be empty if x-kubernetes-list-type is map'));
  if (!items) return [...errors, requiredValue(`${path}.items`, 'must have a schema if x-kubernetes-list-type is map')];
  const type = textAt(items, 'type');
  if (type !== 'object') {
    const what = "must be object if parent array's x-kubernetes-list-type is map";
    return [...errors, invalidValue(`${path}.items.type`, type, what)];
  }
  const seen = new Set<string>();
  for (const key of keys) {
    const property = objectAt(items, 'properties', key);
    if (!property) errors.push(invalidValue(at, [...keys], 'entries must all be names of item properties'));
    else if (['array', 'object'].includes(textAt(property, 'type')))
      errors.push(
        invalidValue(
          `${path}.items.properties[${key}].type`,
          type,
          "must be a scalar type if parent array's x-kubernetes-list-type is map",
        ),
      );
    if (seen.has(key)) errors.push(invalidValue(at, [...keys], 'must not contain duplicate entries'));
    seen.add(key);
  }
  return errors;
}

/** Elements that are known by something have it, and are not null. */
function validateElements(keys: readonly string[], listType: string, items: JSONObject, path: string): FieldError[] {
  const errors: FieldError[] = [];
  if (items['nullable'] === true)
    errors.push(forbiddenValue(`${path}.items.nullable`, `cannot be nullable when x-kubernetes-list-type is ${listType}`));
  if (listType !== 'map') return errors;
  const required = listAt(items, 'required');
  for (const key of keys) {
    const property = objectAt(items, 'properties', key);
    if (!property) continue;
    const at = `${path}.items.properties[${key}]`;
    const why = 'this property is in x-kubernetes-list-map-keys, so it';
    if (!required.includes(key) && property['default'] === undefined)
      errors.push(requiredValue(`${at}.default`, `${why} must have a default or be a required property`));
    if (property['nullable'] === true) errors.push(forbiddenValue(`${at}.nullable`, `${why} cannot be nullable`));
  }
  return errors;
}
