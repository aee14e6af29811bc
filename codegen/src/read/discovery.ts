import { resourceKey, type ResourceNames } from './description.js';
import type { JsonNode } from './json-node.js';

/** The aggregated discovery of the same server: `{ api, apis }`, each an `APIGroupDiscoveryList`. */
export const discoveryFileName = 'discovery.json';

/** Reads what only discovery knows of resources: their singular and short names and their categories. */
export function readDiscovery(node: JsonNode): ReadonlyMap<string, ResourceNames> {
  const groups = ['api', 'apis'].flatMap((root) => node.get(root).get('items').items());
  return new Map(groups.flatMap(readGroup));
}

function readGroup(group: JsonNode): [string, ResourceNames][] {
  const name = group.get('metadata').optional('name')?.string() ?? '';
  return group
    .get('versions')
    .items()
    .flatMap((version) =>
      (version.optional('resources')?.items() ?? []).map((resource): [string, ResourceNames] => [
        resourceKey(name, version.get('version').string(), resource.get('resource').string()),
        readNames(resource),
      ]),
    );
}

function readNames(resource: JsonNode): ResourceNames {
  return {
    singular: resource.optional('singularResource')?.string() ?? '',
    short: resource.optional('shortNames')?.strings() ?? [],
    categories: resource.optional('categories')?.strings() ?? [],
  };
}
