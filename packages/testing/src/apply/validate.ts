import { isJSONObject, type JSONObject, type JSONValue } from '../json.js';
import { formatPlain, formatSyntax, formatType } from './go-format.js';
import { listElement } from './list-element.js';
import { fieldElement, printPathElement } from './path-element.js';
import { type ListType, type MapType, type ScalarType, shapeOf, typeOfField, type ValueType } from './value-type.js';

/**
 * What of an object is not as its type wants it, in the words of structured-merge-diff `typed/validate.go`; undefined if nothing.
 *
 * @param allowDuplicates whether elements may be there twice: in live objects, not in applied ones
 * @returns a text as `.spec.replica: field not declared in schema`; several stand in lines of their own
 */
export function mistakesOf(object: JSONObject, type: ValueType, allowDuplicates = false): string | undefined {
  const mistakes = validate(object, type, allowDuplicates);
  const texts = mistakes.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`));
  return texts.length > 1 ? ['errors:', ...texts.map((text) => `  ${text}`)].join('\n') : texts[0];
}

interface Mistake {
  path: string;
  message: string;
}

function validate(value: JSONValue, type: ValueType, duplicates: boolean): Mistake[] {
  const shape = shapeOf(type, value);
  if (shape === 'map') return validateMap(value, type.map as MapType, duplicates);
  if (shape === 'list') return validateList(value, type.list as ListType, duplicates);
  return shape === undefined ? mistake('schema error: invalid atom: inlined') : validateScalar(value, type.scalar as ScalarType);
}

function mistake(message: string): Mistake[] {
  return [{ path: '', message }];
}

function below(element: string, mistakes: Mistake[]): Mistake[] {
  return mistakes.map(({ path, message }) => ({ path: `${printPathElement(element)}${path}`, message }));
}

function validateScalar(value: JSONValue, scalar: ScalarType): Mistake[] {
  if (value === null) return [];
  switch (scalar) {
    case 'numeric':
      return typeof value === 'number' ? [] : mistake(`expected numeric (int or float), got ${formatType(value)}`);
    case 'string':
      return typeof value === 'string'
        ? []
        : mistake(`expected string, got &value.valueUnstructured{Value:${formatSyntax(value)}}`);
    case 'boolean':
      return typeof value === 'boolean' ? [] : mistake(`expected boolean, got &{${formatPlain(value)}}`);
    case 'untyped':
      return typeof value === 'object' ? mistake(`expected any scalar, got &{${formatPlain(value)}}`) : [];
  }
}

function validateMap(value: JSONValue, map: MapType, duplicates: boolean): Mistake[] {
  if (value === null) return [];
  if (!isJSONObject(value)) return mistake(`expected map, got &{${formatPlain(value)}}`);
  const mistakes: Mistake[] = [];
  for (const [name, field] of Object.entries(value)) {
    const type = typeOfField(map, name);
    if (type === undefined) return [...mistakes, { path: `.${name}`, message: 'field not declared in schema' }];
    mistakes.push(...below(fieldElement(name), validate(field, type, duplicates)));
  }
  return mistakes;
}

function validateList(value: JSONValue, list: ListType, duplicates: boolean): Mistake[] {
  if (value === null) return [];
  if (!Array.isArray(value)) return mistake(`expected list, got &{${formatPlain(value)}}`);
  const mistakes: Mistake[] = [];
  const seen = new Set<string>();
  for (const [index, item] of value.entries()) {
    let element = `i:${String(index)}`;
    if (!list.atomic) {
      try {
        element = listElement(list, item);
      } catch (error) {
        return [...mistakes, ...mistake(`element ${String(index)}: ${(error as Error).message}`)];
      }
      if (seen.has(element) && !duplicates) mistakes.push(...mistake(`duplicate entries for key ${printPathElement(element)}`));
      seen.add(element);
    }
    mistakes.push(...below(element, validate(item, list.items(), duplicates)));
  }
  return mistakes;
}
