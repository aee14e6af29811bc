import type { JSONObject } from '../json.js';
import { objectAt, textAt } from '../json-fields.js';
import { duplicateValue, type FieldError, invalidValue, requiredValue, tooMany } from '../validation/field-errors.js';
import type { StructuralSchema } from '../validation/structural-schema.js';
import { readFieldPath } from './rules/field-path.js';

const columnTypes = ['boolean', 'date', 'integer', 'number', 'string'];
const columnFormats = ['byte', 'date', 'date-time', 'double', 'float', 'int32', 'int64', 'password'];
const mostFields = 8;

/** What is wrong with a warning of deprecation. @param path of the version */
export function validateDeprecation(version: JSONObject, path: string): FieldError[] {
  const { deprecationWarning: text, deprecated } = version;
  if (typeof text !== 'string') return [];
  const fail = (what: string): FieldError => invalidValue(`${path}.deprecationWarning`, text, what);
  if (deprecated !== true) return [fail('can only be set for deprecated versions')];
  const errors: FieldError[] = [];
  if (Buffer.byteLength(text) > 256) errors.push(fail('must be <= 256 characters long'));
  if (text === '') errors.push(fail('must not be an empty string'));
  const wrong = text.search(/[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/u);
  if (wrong === -1) return errors;
  const index = Buffer.byteLength(text.slice(0, wrong));
  const what = 'must only contain printable UTF-8 characters; non-printable character found at index';
  return [...errors, fail(`${what} ${String(index)}`)];
}

/** What is wrong with the paths of `/scale`. @param path of the subresources */
export function validateSubresources(subresources: JSONObject | undefined, path: string): FieldError[] {
  const scale = objectAt(subresources, 'scale');
  if (!scale) return [];
  return [
    ...validateScalePath(textAt(scale, 'specReplicasPath'), `${path}.scale.specReplicasPath`, ['.spec'], true),
    ...validateScalePath(textAt(scale, 'statusReplicasPath'), `${path}.scale.statusReplicasPath`, ['.status'], true),
    ...validateScalePath(textAt(scale, 'labelSelectorPath'), `${path}.scale.labelSelectorPath`, ['.spec', '.status'], false),
  ];
}

function validateScalePath(text: string, path: string, parents: readonly string[], isRequired: boolean): FieldError[] {
  if (text === '') return isRequired ? [requiredValue(path)] : [];
  if (!text.startsWith('.')) return [invalidValue(path, text, 'must be a simple json path starting with .')];
  if (parents.some((parent) => text.startsWith(`${parent}.`))) return [];
  const where = parents.length > 1 ? `either ${parents.join(' or ')}` : parents.join('');
  return [invalidValue(path, text, `should be a json path under ${where}`)];
}

/** What is wrong with the columns that tables have. @param path of the list */
export function validateColumns(columns: readonly JSONObject[], path: string): FieldError[] {
  return columns.flatMap((column, i) => {
    const at = `${path}[${String(i)}]`;
    const errors: FieldError[] = [];
    const [name, type, format, jsonPath] = ['name', 'type', 'format', 'jsonPath'].map((field) => textAt(column, field));
    const oneOf = (list: readonly string[]): string => `must be one of ${list.join(',')}`;
    if (name === '') errors.push(requiredValue(`${at}.name`));
    if (type === '') errors.push(requiredValue(`${at}.type`, oneOf(columnTypes)));
    else if (!columnTypes.includes(type ?? '')) errors.push(invalidValue(`${at}.type`, type, oneOf(columnTypes)));
    if (format !== '' && !columnFormats.includes(format ?? ''))
      errors.push(invalidValue(`${at}.format`, format, oneOf(columnFormats)));
    if (jsonPath === '') errors.push(requiredValue(`${at}.JSONPath`));
    else if (!jsonPath?.startsWith('.'))
      errors.push(invalidValue(`${at}.JSONPath`, jsonPath, 'must be a simple json path starting with .'));
    return errors;
  });
}

/**
 * What is wrong with the fields that selectors know.
 *
 * @param schema undefined if it stands elsewhere: above all versions, or in each of them, and the fields do not
 * @param path of the list
 */
export function validateSelectableFields(
  fields: readonly JSONObject[],
  schema: StructuralSchema | undefined,
  path: string,
): FieldError[] {
  if (fields.length === 0) return [];
  if (!schema) {
    // Of a version the server says it the wrong way round.
    const isAbove = path === 'spec.selectableFields';
    const where = isAbove ? 'validations.schema is included' : '`version.schema.openAPIV3Schema` is not included';
    return [invalidValue(path, '', `may only be set when ${where}`)];
  }
  const known = new Set<string>();
  const errors = fields.flatMap((one, i) => {
    const at = `${path}[${String(i)}].jsonPath`;
    const text = textAt(one, 'jsonPath');
    if (text === '') return [requiredValue(at)];
    const found = readFieldPath(text, schema, false);
    if ('problem' in found) return [invalidValue(at, text, `is an invalid path: ${found.problem}`)];
    const problems: FieldError[] = [];
    if (/^metadata(\.|$)/.test(found.path)) problems.push(invalidValue(at, text, 'must not point to fields in metadata'));
    if (!['string', 'boolean', 'integer'].includes(found.schema.type ?? '')) {
      const what =
        'must point to a field of type string, boolean or integer. Enum string fields and strings with formats are allowed.';
      problems.push(invalidValue(at, text, what));
    }
    if (known.has(found.path)) problems.push(duplicateValue(at, text));
    known.add(found.path);
    return problems;
  });
  return known.size > mostFields ? [...errors, tooMany(path, known.size, mostFields)] : errors;
}
