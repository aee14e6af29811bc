import type { ResourceRegistry } from '../resources/resource-registry.js';
import type { ServedResource } from '../resources/served-resource.js';
import { customOpenAPI } from './custom-openapi.js';
import { documentHash } from './document-hash.js';
import { openapiPaths } from './openapi.js';

/** `/openapi/v3`: where the documents are, those of definitions behind the others. */
export function openapiIndex(registry: ResourceRegistry): object {
  const paths = [...builtInPaths(registry), ...customVersions(registry).map(({ path }) => path)];
  return {
    paths: Object.fromEntries(
      paths.map((path) => [path, { serverRelativeURL: `/openapi/v3/${path}?hash=${openapiHash(registry, path) ?? ''}` }]),
    ),
  };
}

/** The documents of what is built in: those of group-versions that are served, and of what is no group-version. */
export function builtInPaths({ groups }: ResourceRegistry): string[] {
  const served = new Set(
    groups.flatMap(({ group, versions }) => [`apis/${group}`, ...versions.map(({ version }) => `apis/${group}/${version}`)]),
  );
  return openapiPaths().filter((path) => !path.startsWith('apis/') || served.has(path));
}

/**
 * The hash under which clients keep a document; undefined if there is none of that path. It has only to be another one for another
 * document.
 */
export function openapiHash(registry: ResourceRegistry, path: string): string | undefined {
  const custom = customVersions(registry).find((one) => one.path === path);
  if (!custom && !builtInPaths(registry).includes(path)) return undefined;
  const content = custom ? JSON.stringify(custom.resources.map(({ info, custom: details }) => [info, details])) : path;
  return documentHash(content);
}

/** The document of what definitions bring, as JSON; undefined if there is none of that path. @param path as `apis/example.com/v1` */
export function customDocument(registry: ResourceRegistry, path: string): string | undefined {
  const found = customVersions(registry).find((one) => one.path === path);
  return found && JSON.stringify(customOpenAPI(found.resources));
}

/** What definitions bring to a version of a group. */
interface CustomVersion {
  /** As `apis/example.com/v1`. */
  readonly path: string;
  readonly resources: readonly ServedResource[];
}

/** The resources that definitions bring, by group and version. */
export function customVersions(registry: ResourceRegistry): CustomVersion[] {
  return registry.groups.flatMap(({ group, versions }) =>
    versions.flatMap(({ version, resources }) => {
      const served = resources
        .flatMap(({ resource }) => registry.find(group, version, resource) ?? [])
        .filter((one) => one.isCustom);
      return served.length === 0 ? [] : [{ path: `apis/${group}/${version}`, resources: served }];
    }),
  );
}
