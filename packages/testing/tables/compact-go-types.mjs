// @ts-check
// What of Go's types does the embedded server need? Those that the kinds it serves are made of, the numbers of their fields in
// protobuf, and the names of kinds that it knows and does not serve.

import { readFileSync } from 'node:fs';

const meta = 'io.k8s.apimachinery.pkg.apis.meta.v1';

/** The definitions of what the server answers with, and the OpenAPI documents do not have. */
const answers = {
  'meta.k8s.io/v1/PartialObjectMetadata': `${meta}.PartialObjectMetadata`,
  'meta.k8s.io/v1/PartialObjectMetadataList': `${meta}.PartialObjectMetadataList`,
  'meta.k8s.io/v1beta1/PartialObjectMetadata': `${meta}.PartialObjectMetadata`,
  'meta.k8s.io/v1beta1/PartialObjectMetadataList': `${meta}beta1.PartialObjectMetadataList`,
  'apidiscovery.k8s.io/v2/APIGroupDiscoveryList': 'io.k8s.api.apidiscovery.v2.APIGroupDiscoveryList',
  'apidiscovery.k8s.io/v2beta1/APIGroupDiscoveryList': 'io.k8s.api.apidiscovery.v2.APIGroupDiscoveryList',
};

/**
 * @param {URL} folder with the vectors that e2e/vectors/gotypes.go made
 * @param {Record<string, string>} served the definition of each kind that is served, by `group/version/kind`
 */
export function compactGoTypes(folder, served) {
  const all = vectors(new URL('go-types.json', folder));
  /** @type {Map<string, number>} */
  const indexes = new Map();
  /** @type {Map<string, Record<string, number>>} */
  const structs = new Map();
  /** @type {Record<string, string>} */
  const numbers = {};
  const open = [...new Set([...Object.values(served), ...Object.values(answers)])];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const fields = all.get(name);
    if (structs.has(name)) continue;
    if (!fields) throw new Error(`no Go type ${name}: its module is missing in e2e/vectors/gotypes.go`);
    numbers[name] = Object.values(fields)
      .map((text) => text.split('#')[1] ?? '')
      .join(' ');
    structs.set(
      name,
      Object.fromEntries(
        Object.entries(fields).map(([field, text]) => {
          const [type = ''] = text.split('#', 1);
          if (!indexes.has(type)) indexes.set(type, indexes.size);
          for (const [other] of type.matchAll(/(?<=[@\]*]|^|\/)[a-z0-9]+(?:\.[-A-Za-z0-9]+){3,}/g))
            if (all.has(other)) open.push(other);
          return [field, /** @type {number} */ (indexes.get(type))];
        }),
      ),
    );
    // What reads itself and is made of more.
    if (name.endsWith('.CustomResourceDefinition')) open.push(name.replace(/[^.]+$/, 'JSONSchemaProps'));
  }
  const known = [...vectors(new URL('known-kinds.json', folder))].flatMap(([version, kinds]) =>
    Object.entries(kinds).map(([kind, name]) => [`${version.includes('/') ? '' : '/'}${version}/${kind}`, name]),
  );
  return {
    types: [...indexes.keys()],
    structs: Object.fromEntries([...structs].sort(([a], [b]) => (a < b ? -1 : 1))),
    // In the order of the fields.
    numbers: Object.fromEntries(Object.entries(numbers).sort(([a], [b]) => (a < b ? -1 : 1))),
    unserved: Object.fromEntries(known.filter(([kind = '']) => !Object.hasOwn(served, kind))),
    answers,
  };
}

/**
 * @param {URL} file
 * @returns {Map<string, Record<string, string>>}
 */
function vectors(file) {
  /** @type {{ in: string; did: Record<string, string> }[]} */
  const list = JSON.parse(readFileSync(file, 'utf8'));
  return new Map(list.map(({ in: name, did }) => [name, did]));
}
