import { isJSONObject, type JSONObject } from '../json.js';
import { objectAt, textAt } from '../json-fields.js';

/**
 * Puts parameters that say nothing of one kind under names of their own, and references to them where they stood (kube-openapi
 * `deduplicateParameters`). Changes the paths.
 *
 * @returns the parameters by their names
 */
export function shareParameters(paths: JSONObject): JSONObject {
  const names = new Map<string, string>();
  const shared: JSONObject = {};
  const share = (holder: JSONObject): void => {
    const { parameters } = holder;
    if (!Array.isArray(parameters)) return;
    holder['parameters'] = parameters.map((parameter) => {
      if (!isJSONObject(parameter) || !isShared(parameter)) return parameter;
      const text = JSON.stringify(parameter);
      let name = names.get(text);
      if (name === undefined) {
        name = `${textAt(parameter, 'name')}-${shortHash(text)}`;
        names.set(text, name);
        shared[name] = parameter;
      }
      return { $ref: `#/parameters/${name}` };
    });
  };
  for (const path of Object.values(paths))
    if (isJSONObject(path)) for (const holder of [path, ...Object.values(path)]) if (isJSONObject(holder)) share(holder);
  return shared;
}

/** Some name a kind, and by some clients of old find out what the server can do with a kind. */
function isShared(parameter: JSONObject): boolean {
  const { name, in: place } = parameter;
  if (place === 'body') return textAt(objectAt(parameter, 'schema'), '$ref').startsWith('#/definitions/io.k8s.apimachinery');
  return !(name === 'name' || (place === 'query' && (name === 'fieldValidation' || name === 'dryRun')));
}

/** The first 48 bits of the FNV-1 hash of 64, in eight characters. */
function shortHash(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (const byte of Buffer.from(text)) hash = BigInt.asUintN(64, hash * 0x100000001b3n) ^ BigInt(byte);
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(hash);
  return bytes.toString('base64url', 0, 6);
}
