// @ts-check
// What of a definition in an OpenAPI document counts for the embedded server? Everything but its words.

/** @typedef {import('../src/schema.js').Schema} Schema */

/** Those that say nothing to a server. */
const ignored = new Set(['description', 'x-kubernetes-group-version-kind', 'x-kubernetes-unions']);
const prefix = '#/components/schemas/';

/**
 * @param {any} node
 * @param {string} where for errors
 * @returns {Schema}
 */
export function compactDefinition(node, where) {
  /** @type {any} */
  const compact = {};
  for (const [key, value] of Object.entries(node)) {
    if (ignored.has(key)) continue;
    switch (key) {
      case 'default':
      case 'type':
      case 'format':
      case 'required':
      case 'enum':
        compact[key] = value;
        break;
      case '$ref':
        compact.ref = refOf(value, where);
        break;
      case 'allOf':
        if (value.length !== 1 || !value[0].$ref) throw new Error(`${where}: allOf is no single reference`);
        compact.ref = refOf(value[0].$ref, where);
        break;
      case 'oneOf':
        compact.types = value.map((/** @type {{ type: string }} */ { type }) => type);
        break;
      case 'properties':
        compact.properties = Object.fromEntries(
          Object.entries(value).map(([name, property]) => [name, compactDefinition(property, `${where}.${name}`)]),
        );
        break;
      case 'items':
      case 'additionalProperties':
        compact[key] = value === true ? {} : compactDefinition(value, `${where}.${key}`);
        break;
      case 'x-kubernetes-list-type':
        compact.listType = value;
        break;
      case 'x-kubernetes-list-map-keys':
        compact.listKeys = value;
        break;
      case 'x-kubernetes-map-type':
        compact.mapType = value;
        break;
      case 'x-kubernetes-patch-strategy':
        compact.patchStrategy = value.split(',');
        break;
      case 'x-kubernetes-patch-merge-key':
        compact.patchMergeKey = value;
        break;
      default:
        throw new Error(`${where}: unknown keyword ${key}`);
    }
  }
  return compact;
}

/**
 * @param {string} value
 * @param {string} where
 */
function refOf(value, where) {
  if (!value.startsWith(prefix)) throw new Error(`${where}: unknown reference ${value}`);
  return value.slice(prefix.length);
}
