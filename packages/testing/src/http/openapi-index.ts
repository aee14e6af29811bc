import { createHash } from 'node:crypto';
import type { ResourceRegistry } from '../resources/resource-registry.js';
import type { ServedResource } from '../resources/served-resource.js';
import { customOpenAPI } from './custom-openapi.js';
import { openapiPaths } from './openapi.js';

/** `/openapi/v3`: where the documents are, those of definitions behind the others. */
export function openapiIndex(registry: ResourceRegistry): object {
  const custom = customVersions(registry).map(({ path, resources }): [string, string] => [
    path,
    JSON.stringify(resources.map(({ info, custom: details }) => [info, details])),
  ]);
  return {
    paths: Object.fromEntries(
      [...openapiPaths().map((path): [string, string] => [path, path]), ...custom].map(([path, content]) => [
        path,
        // Clients keep documents under the hash: it has only to be another one for another document.
        { serverRelativeURL: `/openapi/v3/${path}?hash=${createHash('sha256').update(content).digest('hex').toUpperCase()}` },
      ]),
    ),
  };
}

/** The document of what definitions bring, as JSON; undefined if there is none of that path. @param path as `apis/example.com/v1` */
export function customDocument(registry: ResourceRegistry, path: string): string | undefined {
  const found = customVersions(registry).find((one) => one.path === path);
  return found && JSON.stringify(customOpenAPI(found.group, found.version, found.resources));
}

interface CustomVersion {
  readonly group: string;
  readonly version: string;
  /** As `apis/example.com/v1`. */
  readonly path: string;
  readonly resources: readonly ServedResource[];
}

function customVersions(registry: ResourceRegistry): CustomVersion[] {
  return registry.groups.flatMap(({ group, versions }) =>
    versions.flatMap(({ version, resources }) => {
      const served = resources
        .flatMap(({ resource }) => registry.find(group, version, resource) ?? [])
        .filter((one) => one.isCustom);
      return served.length === 0 ? [] : [{ group, version, path: `apis/${group}/${version}`, resources: served }];
    }),
  );
}
