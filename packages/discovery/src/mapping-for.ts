import type { ResourceNames } from '@kubewright/rest';
import type { DiscoveryOptions } from './discovery.js';
import type { GroupVersionKind } from './group-version.js';
import { isNoMatch, NoResourceMatchError } from './match-errors.js';
import type { RESTMapper } from './rest-mapper.js';

/**
 * What somebody means who types `pods`, `deployments.apps`, `deployments.v1.apps`, `Deployment` or, with a `ShortcutExpander`,
 * `deploy` (cli-runtime `resource.Builder.mappingFor`). Rejects with a `NoResourceMatchError` if the server has nothing of that name,
 * or if it is no name: `.apps`.
 */
export async function mappingFor(mapper: RESTMapper, argument: string, options: DiscoveryOptions = {}): Promise<ResourceNames> {
  const [name = '', ...rest] = argument.split('.');
  const [version = '', ...group] = rest;
  const partialResource = { group: rest.join('.'), resource: name };
  // Mappers take no empty name.
  if (name === '') throw new NoResourceMatchError(partialResource);
  // The second part is a version, or the beginning of the group.
  const readings = [
    ...(group.length > 0 ? [{ version, group: group.join('.') }] : []),
    { version: undefined, group: rest.join('.') },
  ];
  let miss: Error | undefined;
  for (const reading of readings) {
    const found = await matched(() => mapper.kindFor({ ...reading, resource: name }, options));
    if (!(found instanceof Error)) return ofKind(mapper, found, options);
    miss ??= found;
  }
  for (const reading of readings) {
    const found = await matched(() => mapper.restMapping({ group: reading.group, kind: name }, versionsOf(reading), options));
    if (!(found instanceof Error)) return found;
  }
  throw new NoResourceMatchError(partialResource, miss?.cause === undefined ? {} : { cause: miss.cause });
}

function ofKind(
  mapper: RESTMapper,
  { group, kind, version }: GroupVersionKind,
  options: DiscoveryOptions,
): Promise<ResourceNames> {
  return mapper.restMapping({ group, kind }, [version], options);
}

function versionsOf({ version }: { version: string | undefined }): string[] {
  return version === undefined ? [] : [version];
}

/** What was found, or the error that nothing matches. */
async function matched<T extends object>(find: () => Promise<T>): Promise<T | Error> {
  try {
    return await find();
  } catch (error) {
    if (isNoMatch(error)) return error;
    throw error;
  }
}
