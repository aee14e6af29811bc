import { readFileSync } from 'node:fs';
import { parseYAMLStream } from '@kubewright/yaml';
import { isJSONObject, type JSONObject, type JSONValue } from '../json.js';
import type { ObjectToLoad } from '../load-objects.js';

/** An object, and where it was found. */
export interface DataObject {
  readonly object: ObjectToLoad & JSONObject;
  /** As `objects.yaml, document 2 (line 17)`. */
  readonly place: string;
}

/**
 * Reads the objects of a file with YAML or JSON documents, those of lists one by one. Throws an `Error` that says where what is
 * wrong.
 */
export function readData(path: string): DataObject[] {
  return documentsOf(path).flatMap(({ value, line }, index) => {
    const place = `${path}, document ${String(index + 1)} (line ${String(line)})`;
    return objectsOf(value as JSONValue, place);
  });
}

function documentsOf(path: string): { value: unknown; line: number }[] {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new Error(`--data ${path}: cannot be read: ${(error as Error).message}`, { cause: error });
  }
  try {
    return parseYAMLStream(text);
  } catch (error) {
    throw new Error(`--data ${path}: ${(error as Error).message}`, { cause: error });
  }
}

function objectsOf(value: JSONValue | undefined, place: string): DataObject[] {
  if (!isJSONObject(value)) throw new Error(`--data ${place}: not an object`);
  const { apiVersion, kind, items } = value;
  for (const [name, field] of Object.entries({ apiVersion, kind }))
    if (typeof field !== 'string' || field === '') throw new Error(`--data ${place}: ${name} is missing`);
  if (Array.isArray(items) && typeof kind === 'string' && kind.endsWith('List'))
    return items.flatMap((item, index) => objectsOf(item, `${place}, item ${String(index + 1)}`));
  return [{ object: value, place }];
}
