import type { ObjectShape, Property } from '../read/shape.js';
import type { Type, TypeReference } from '../model/type.js';
import { deprecationIn } from '../model/deprecation.js';
import { commentLines, type DocTags } from './doc-comment.js';
import type { Imports } from './imports.js';

/**
 * A type as TypeScript writes it.
 *
 * @param indentation columns before the line that the type begins on; only an object written inline takes more lines
 */
export function typeText(type: Type, imports: Imports, indentation = 0): string {
  switch (type.form) {
    case 'any':
      return 'unknown';
    case 'array': {
      const items = typeText(type.items, imports, indentation);
      return type.items.form === 'union' ? `(${items})[]` : `${items}[]`;
    }
    case 'map':
      return `{ [key: string]: ${typeText(type.values, imports, indentation)} }`;
    case 'object':
      return inlineObject(type, imports, indentation);
    case 'reference':
      return imports.reference(type.to);
    case 'union':
      return type.of.map((member) => typeText(member, imports, indentation)).join(' | ');
    default:
      return type.form;
  }
}

/** A property's name as TypeScript writes it, in quotes only where it must be. */
export function propertyName(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : quoted(name);
}

/** A text as a string of TypeScript in single quotes, on one line whatever is in it. */
function quoted(text: string): string {
  const lineTerminator = /[\n\r\u2028\u2029]/g;
  const escaped = text.replaceAll(/['\\]/g, '\\$&');
  return `'${escaped.replaceAll(lineTerminator, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)}'`;
}

/** What to say of a property: the spec's words, and what its type cannot tell. */
export function propertyDescription({ description, shape }: Property<TypeReference>): string {
  const content = contentOf(shape);
  if (content.form !== 'string') return description;
  const additions = [
    ...(content.base64 && !/base64/i.test(description) ? ['Bytes in base64.'] : []),
    ...(content.values.length > 0 && !description.includes('Possible enum values')
      ? [`Possible values: ${listValues(content.values)}.`]
      : []),
  ];
  return [description, ...additions].filter((text) => text !== '').join('\n\n');
}

/** What tags say of a property. */
export function propertyTags(property: Property<TypeReference>): DocTags {
  return { default: property.default, deprecation: deprecationIn(property.description) };
}

/** Whether a type has an object in it that has no name of its own. */
export function hasInlineObject(type: Type): boolean {
  if (type.form === 'union') return type.of.some(hasInlineObject);
  return contentOf(type).form === 'object';
}

/** What arrays and maps consist of in the end. */
function contentOf(type: Type): Type {
  if (type.form === 'array') return contentOf(type.items);
  return type.form === 'map' ? contentOf(type.values) : type;
}

function listValues(values: readonly string[]): string {
  return values.map((value) => `\`${JSON.stringify(value)}\``).join(', ');
}

/** Documents of custom resources nest objects without naming them. */
function inlineObject({ properties, open }: ObjectShape<TypeReference>, imports: Imports, indentation: number): string {
  const inner = indentation + 2;
  const members = properties.flatMap((property) => [
    ...commentLines(propertyDescription(property), propertyTags(property), inner),
    ...`${propertyName(property.name)}${property.required ? '' : '?'}: ${typeText(property.shape, imports, inner)};`.split('\n'),
  ]);
  return ['{', ...[...members, ...(open ? ['[key: string]: unknown;'] : [])].map((line) => `  ${line}`), '}'].join('\n');
}
