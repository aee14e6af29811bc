import type { JSONObject } from '../json.js';
import { isMissing, listAt, objectAt, objectsAt, textAt, textsAt } from '../json-fields.js';
import { meansTheSame } from '../kinds/semantic-equality.js';
import { type FieldError, invalidValue, notSupportedValue, requiredValue } from '../validation/field-errors.js';
import { validateApproval } from './api-approval.js';
import { definitionCondition } from './definition-conditions.js';
import type { StructuralSchema } from '../validation/structural-schema.js';
import { validateSchema } from './validate-schema.js';
import { validateColumns, validateDeprecation, validateSelectableFields, validateSubresources } from './validate-version.js';
import { checkTextAtOnce, dns1035Label, dnsSubdomain, mixedCaseLabel, type TextRule } from '../validation/text-rules.js';

/** What is wrong with a new definition, beyond its metadata (apiextensions-apiserver `apis/apiextensions/validation`). */
export function validateDefinition(definition: JSONObject): FieldError[] {
  const spec = objectAt(definition, 'spec') ?? {};
  const name = textAt(objectAt(definition, 'metadata'), 'name');
  const errors: FieldError[] = [];
  if (name !== `${textAt(objectAt(spec, 'names'), 'plural')}.${textAt(spec, 'group')}`)
    errors.push(invalidValue('metadata.name', name, 'must be spec.names.plural+"."+spec.group'));
  return [...errors, ...validateSpec(spec), ...validateStoredVersions(definition), ...validateApproval(definition)];
}

/** What is wrong with a changed definition. */
export function validateDefinitionUpdate(definition: JSONObject, old: JSONObject): FieldError[] {
  const spec = objectAt(definition, 'spec') ?? {};
  return [
    ...validateSpec(spec, objectAt(old, 'spec')),
    ...validateImmutable(spec, old),
    ...validateStoredVersions(definition),
    ...validateApproval(definition, old),
  ];
}

function validateSpec(spec: JSONObject, old?: JSONObject): FieldError[] {
  const versions = objectsAt(spec, 'versions');
  const names = objectAt(spec, 'names') ?? {};
  const errors: FieldError[] = [...validateGroup(textAt(spec, 'group')), ...validateScope(textAt(spec, 'scope'))];
  const schemas = versions.map((version) => objectAt(version, 'schema', 'openAPIV3Schema'));
  schemas.forEach((schema, index) => {
    if (!schema) errors.push(requiredValue(`spec.versions[${String(index)}].schema.openAPIV3Schema`));
  });
  const [first] = schemas;
  // What all versions have alike the server keeps, and tells of, as if it stood above them.
  const isShared = first !== undefined && schemas.every((schema) => meansTheSame(schema, first));
  const sharesSubresources = areShared(versions, 'subresources');
  const sharesColumns = areShared(versions, 'additionalPrinterColumns');
  const sharesFields = areShared(versions, 'selectableFields');
  versions.forEach((version, index) => {
    const name = textAt(version, 'name');
    const path = `spec.versions[${String(index)}]`;
    errors.push(...checkTextAtOnce(dns1035Label, name, `${path}.name`));
    const schema = schemas[index];
    errors.push(...validateDeprecation(version, path));
    if (schema && !isShared)
      errors.push(...validateSchema(schema, `${path}.schema`, hasStatus(version), hadSchema(old, name, schema)));
    if (!sharesSubresources) errors.push(...validateSubresources(objectAt(version, 'subresources'), `${path}.subresources`));
    if (!sharesColumns) errors.push(...validateColumns(columnsOf(version), `${path}.additionalPrinterColumns`));
    if (!sharesFields) {
      const own = isShared ? undefined : (schema as StructuralSchema | undefined);
      errors.push(...validateSelectableFields(fieldsOf(version), own, `${path}.selectableFields`));
    }
  });
  const told = isMissing(spec, 'versions') ? null : versions.map(internalVersion);
  if (new Set(versions.map((version) => textAt(version, 'name'))).size < versions.length)
    errors.push(invalidValue('spec.versions', told, 'must contain unique version names'));
  if (versions.filter((version) => version['storage'] === true).length !== 1)
    errors.push(invalidValue('spec.versions', told, 'must have exactly one version marked as storage version'));
  // The name of the first version stands above all versions too.
  if (versions.length > 0) errors.push(...checkTextAtOnce(dns1035Label, textAt(versions[0], 'name'), 'spec.version'));
  for (const field of ['plural', 'singular', 'kind', 'listKind'])
    if (textAt(names, field) === '') errors.push(requiredValue(`spec.names.${field}`));
  errors.push(...validateNames(names));
  const [version = {}] = versions;
  if (isShared)
    errors.push(
      ...validateSchema(first, 'spec.validation', versions.some(hasStatus), hadSchema(old, textAt(version, 'name'), first)),
    );
  if (sharesSubresources) errors.push(...validateSubresources(objectAt(version, 'subresources'), 'spec.subresources'));
  if (sharesColumns) errors.push(...validateColumns(columnsOf(version), 'spec.additionalPrinterColumns'));
  if (sharesFields) {
    const schema = isShared ? (first as StructuralSchema) : undefined;
    errors.push(...validateSelectableFields(fieldsOf(version), schema, 'spec.selectableFields'));
  }
  const strategy = textAt(objectAt(spec, 'conversion'), 'strategy');
  if (!['None', 'Webhook'].includes(strategy))
    errors.push(notSupportedValue('spec.conversion.strategy', strategy, ['None', 'Webhook']));
  return errors;
}

function hasStatus(version: JSONObject): boolean {
  return objectAt(version, 'subresources', 'status') !== undefined;
}

function columnsOf(version: JSONObject): JSONObject[] {
  return objectsAt(version, 'additionalPrinterColumns');
}

function fieldsOf(version: JSONObject): JSONObject[] {
  return objectsAt(version, 'selectableFields');
}

/** Whether all versions say the same of something, and do say something. */
function areShared(versions: readonly JSONObject[], field: string): boolean {
  const [first] = versions;
  return first?.[field] !== undefined && versions.every((version) => meansTheSame(version[field], first[field]));
}

/** Whether a version had its schema before an update. */
function hadSchema(old: JSONObject | undefined, name: string, schema: JSONObject): boolean {
  const before = objectsAt(old, 'versions').find((version) => textAt(version, 'name') === name);
  return before !== undefined && meansTheSame(objectAt(before, 'schema', 'openAPIV3Schema'), schema);
}

/** A version as the server's own types have it; what all versions have alike stands above them. */
function internalVersion(version: JSONObject): JSONObject {
  return {
    Name: textAt(version, 'name'),
    Served: version['served'] === true,
    Storage: version['storage'] === true,
    Deprecated: version['deprecated'] === true,
    DeprecationWarning: version['deprecationWarning'] ?? null,
    Schema: null,
    Subresources: null,
    AdditionalPrinterColumns: null,
    SelectableFields: null,
  };
}

function validateGroup(group: string): FieldError[] {
  if (group === '') return [requiredValue('spec.group')];
  const wrong = checkTextAtOnce(dnsSubdomain, group, 'spec.group');
  if (wrong.length > 0) return wrong;
  return group.includes('.') ? [] : [invalidValue('spec.group', group, 'should be a domain with at least one dot')];
}

function validateScope(scope: string): FieldError[] {
  if (scope === '') return [requiredValue('spec.scope')];
  return scope === 'Cluster' || scope === 'Namespaced' ? [] : [notSupportedValue('spec.scope', scope, ['Cluster', 'Namespaced'])];
}

function validateNames(names: JSONObject): FieldError[] {
  const path = 'spec.names';
  const one = (field: string, rule: TextRule): FieldError[] => {
    const name = textAt(names, field);
    return name === '' ? [] : checkTextAtOnce(rule, name, `${path}.${field}`);
  };
  const all = (field: string): FieldError[] =>
    textsAt(names, field).flatMap((name, index) => checkTextAtOnce(dns1035Label, name, `${path}.${field}[${String(index)}]`));
  const errors = [...one('plural', dns1035Label), ...one('singular', dns1035Label)];
  errors.push(...one('kind', mixedCaseLabel), ...one('listKind', mixedCaseLabel), ...all('shortNames'));
  const listKind = textAt(names, 'listKind');
  if (listKind !== '' && listKind === textAt(names, 'kind'))
    errors.push(invalidValue(`${path}.listKind`, listKind, 'kind and listKind may not be the same'));
  return [...errors, ...all('categories')];
}

/** The names of what is served already cannot change. */
function validateImmutable(spec: JSONObject, old: JSONObject): FieldError[] {
  const oldSpec = objectAt(old, 'spec') ?? {};
  const fields = ['group', ...(definitionCondition(old, 'Established')?.['status'] === 'True' ? ['scope'] : [])];
  const errors = fields.flatMap((field) => immutable(`spec.${field}`, spec[field], oldSpec[field]));
  if (fields.length === 1) return errors;
  const [names, oldNames] = [objectAt(spec, 'names') ?? {}, objectAt(oldSpec, 'names') ?? {}];
  return [...errors, ...['kind', 'plural'].flatMap((field) => immutable(`spec.names.${field}`, names[field], oldNames[field]))];
}

function immutable(field: string, value: JSONObject[string] | undefined, old: JSONObject[string] | undefined): FieldError[] {
  return meansTheSame(value, old) ? [] : [invalidValue(field, value ?? '', 'field is immutable')];
}

function validateStoredVersions(definition: JSONObject): FieldError[] {
  const stored = listAt(objectAt(definition, 'status'), 'storedVersions').map(String);
  if (stored.length === 0) return [invalidValue('status.storedVersions', null, 'must have at least one stored version')];
  const versions = objectsAt(objectAt(definition, 'spec'), 'versions');
  const present = versions.map((version) => textAt(version, 'name'));
  const missing = versions
    .filter((version) => version['storage'] === true && !stored.includes(textAt(version, 'name')))
    .map((version) => invalidValue('status.storedVersions', stored, `must have the storage version ${textAt(version, 'name')}`));
  const lost = stored.flatMap((name, index) =>
    present.includes(name)
      ? []
      : [
          invalidValue(
            `status.storedVersions[${String(index)}]`,
            name,
            `missing from spec.versions; ${name} was previously a storage version, and must remain in spec.versions until a storage migration ensures no data remains persisted in ${name} and removes ${name} from status.storedVersions`,
          ),
        ],
  );
  return [...missing, ...lost];
}
