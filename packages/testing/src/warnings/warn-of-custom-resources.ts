import { labelKeyProblems, quote } from '@kubewright/rest';
import { isJSONObject, type JSONObject } from '../json.js';
import { objectAt, objectsAt, textsAt } from '../json-fields.js';

const standardFinalizers = ['foregroundDeletion', 'kubernetes', 'orphan'];

/** What to warn of in a custom object: finalizers that others may have too, if they were not there before. */
export function customObjectWarnings(object: JSONObject, old?: JSONObject): string[] {
  const before = textsAt(objectAt(old, 'metadata'), 'finalizers');
  const added = [...new Set(textsAt(objectAt(object, 'metadata'), 'finalizers'))].filter((one) => !before.includes(one));
  return added.sort().flatMap((finalizer) => {
    const texts = labelKeyProblems(finalizer);
    if (!finalizer.includes('/') && !standardFinalizers.includes(finalizer)) {
      const path = finalizer.includes('.') ? ' including a path (/)' : '';
      texts.push(`prefer a domain-qualified finalizer name${path} to avoid accidental conflicts with other finalizer writers`);
    }
    return texts.map((text) => `metadata.finalizers: ${quote(finalizer)}: ${text}`);
  });
}

/** Formats of texts that the server checks, without dashes (apiextensions-apiserver `validation/formats.go`). */
const textFormats = new Set(
  (
    'bsonobjectid uri email hostname ipv4 ipv6 cidr mac uuid uuid3 uuid4 uuid5 isbn isbn10 isbn13 creditcard ssn hexcolor rgbcolor ' +
    'byte password date duration datetime k8sshortname k8slongname'
  ).split(' '),
);
const formats: Readonly<Record<string, ReadonlySet<string>>> = {
  integer: new Set(['int32', 'int64']),
  number: new Set(['double', 'float']),
};

/** What to warn of in a CustomResourceDefinition: formats that mean nothing, if they were not there before. */
export function definitionWarnings(definition: JSONObject, old?: JSONObject): string[] {
  const before = old ? unknownFormats(old) : [];
  return unknownFormats(definition)
    .filter((format) => !before.includes(format))
    .map((format) => `unrecognized format ${quote(format)}`);
}

function unknownFormats(definition: JSONObject): string[] {
  return objectsAt(objectAt(definition, 'spec'), 'versions').flatMap((version) =>
    formatsIn(objectAt(version, 'schema', 'openAPIV3Schema')),
  );
}

function formatsIn(schema: JSONObject | undefined): string[] {
  if (!schema) return [];
  const { type = '', format } = schema;
  const isUnknown = typeof format === 'string' && format !== '' && !isFormat(typeof type === 'string' ? type : '', format);
  return [...(isUnknown ? [format] : []), ...schemasIn(schema).flatMap(formatsIn)];
}

function isFormat(type: string, format: string): boolean {
  return type === '' || type === 'string' ? textFormats.has(format.replaceAll('-', '')) : (formats[type]?.has(format) ?? false);
}

/** The schemas right in a schema. */
function schemasIn(schema: JSONObject): JSONObject[] {
  const single = ['items', 'additionalProperties', 'additionalItems', 'not'].map((field) => schema[field]);
  const lists = ['allOf', 'oneOf', 'anyOf'].flatMap((field) => objectsAt(schema, field));
  const maps = ['properties', 'patternProperties', 'definitions'].flatMap((field) =>
    Object.values(objectAt(schema, field) ?? {}),
  );
  return [...single, ...lists, ...maps].filter((one) => isJSONObject(one));
}
