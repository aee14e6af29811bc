import { readdir, readFile, stat, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { APIResourceList } from '@kubewright/meta-v1';
import { isForbidden, isNotFound } from '@kubewright/rest';
import { isGroupDiscoveryFailed } from './discovery-errors.js';
import { expandCategory } from './expand-category.js';
import { describeKind, describeResource, parseGroupVersion } from './group-version.js';
import { isAmbiguous, isNoMatch } from './match-errors.js';
import type { RESTMapper } from './rest-mapper.js';
import { isResourceEnabled, serverSupportsVersion } from './server-supports.js';
import type { Call, Case, Did } from './vectors-file.test-support.js';
import { Stand } from './vectors-stand.test-support.js';

/** Does what a case says, against a real server. */
export async function replay(input: Case): Promise<Did[]> {
  await using stand = await Stand.start(input);
  const dids: Did[] = [];
  for (const call of input.calls) {
    const { value, error } = await run(stand, call);
    const did: Did = { warnings: stand.takeWarnings(), ...stand.takeRequests() };
    if (value !== undefined) did.value = value;
    if (error !== undefined) did.error = describeError(error);
    dids.push(did);
  }
  return dids;
}

/** Lists in the order that the vectors have: client-go's own is random in part. */
function sorted(lists: readonly APIResourceList[]): APIResourceList[] {
  return [...lists]
    .sort((a, b) => compare(a.groupVersion, b.groupVersion))
    .map((list) => ({ ...list, resources: [...list.resources].sort((a, b) => compare(a.name, b.name)) }));
}

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

async function run(stand: Stand, [method, ...texts]: Call): Promise<{ value?: unknown; error?: Error }> {
  try {
    return { value: await (method in calls ? calls[method]!(stand, ...texts) : callMapper(stand, method, texts)) };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    if (!isGroupDiscoveryFailed(error)) return { error };
    const resources = sorted(error.resources);
    return { error, value: method === 'everything' ? { groups: error.groups, resources } : resources };
  }
}

const calls: Readonly<Record<string, (stand: Stand, ...texts: string[]) => unknown>> = {
  groups: ({ discovery }) => discovery.serverGroups(),
  'resources of': async ({ discovery }, groupVersion = '') => discovery.serverResourcesForGroupVersion(groupVersion),
  everything: async ({ discovery }) => {
    const { groups, resources } = await discovery.serverGroupsAndResources();
    return { groups, resources: sorted(resources) };
  },
  preferred: async ({ discovery }) => sorted(await discovery.serverPreferredResources()),
  'preferred namespaced': async ({ discovery }) => sorted(await discovery.serverPreferredNamespacedResources()),
  version: ({ discovery }) => discovery.serverVersion(),
  supports: ({ discovery }, groupVersion = '') => serverSupportsVersion(discovery, groupVersion),
  enabled: ({ discovery }, groupVersion = '', resource = '') =>
    isResourceEnabled(discovery, { ...parseGroupVersion(groupVersion), resource }),
  openapi: async ({ discovery }) => {
    const paths = await discovery.openAPIV3().paths();
    return Object.fromEntries([...paths].map(([name, { serverRelativeURL }]) => [name, serverRelativeURL]));
  },
  document: async ({ discovery }, name = '') =>
    new TextDecoder().decode(await (await discovery.openAPIV3().paths()).get(name)!.schema()),
  fresh: ({ cached }) => cached!.fresh(),
  invalidate: ({ cached }) => cached!.invalidate(),
  files: ({ folder }) => everyFile(folder, (file) => readFile(file, 'utf8'), false),
  modes: ({ folder }) => everyFile(folder, async (file) => `0${((await stat(file)).mode & 0o777).toString(8)}`, true),
  write: ({ folder }, file = '', text = '') => writeFile(path.join(folder, file), text),
  age: async ({ folder }, file = '') => {
    const then = new Date(Date.now() - 2 * 60 * 60 * 1000);
    await utimes(path.join(folder, file), then, then);
  },
  category: async ({ discovery }, category = '') =>
    (await expandCategory(discovery, category))
      ?.map(({ group, resource }) => (group === '' ? resource : `${resource}.${group}`))
      .sort(),
  reset: ({ mapper }) => mapper!.reset(),
};

/** A method of a mapper, with `short` before it for the one that knows short names. */
async function callMapper({ mapper, expander }: Stand, call: string, [subject = '', ...versions]: string[]): Promise<unknown> {
  const method = call.replace(/^short /, '');
  const used: RESTMapper = method === call ? mapper! : expander!;
  const [group = '', version = '', ...rest] = subject.split('/');
  const resource = { group, version, resource: rest.join('/') };
  const kind = { group, kind: version };
  switch (method) {
    case 'kind for':
      return describeKind(await used.kindFor(resource));
    case 'kinds for':
      return (await used.kindsFor(resource)).map(describeKind);
    case 'resource for':
      return describeResource(await used.resourceFor(resource));
    case 'resources for':
      return (await used.resourcesFor(resource)).map(describeResource);
    case 'mapping':
      return used.restMapping(kind, versions);
    case 'mappings':
      return used.restMappings(kind, versions);
    case 'singular of':
      return used.resourceSingularizer(subject);
    default:
      throw new TypeError(`nobody replays ${call}`);
  }
}

async function everyFile<T>(folder: string, look: (file: string) => Promise<T>, folders: boolean): Promise<Record<string, T>> {
  const found: Record<string, T> = {};
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name);
    if (folders || entry.isFile()) found[path.relative(folder, file)] = await look(file);
  }
  return found;
}

function describeError(error: Error): NonNullable<Did['error']> {
  const predicates = {
    partial: isGroupDiscoveryFailed(error),
    'no match': isNoMatch(error),
    ambiguous: isAmbiguous(error),
    'not found': isNotFound(error),
    forbidden: isForbidden(error),
  };
  const is = Object.entries(predicates).flatMap(([name, holds]) => (holds ? [name] : []));
  const failures =
    isGroupDiscoveryFailed(error) && Object.fromEntries([...error.failures].map(([gv, { message }]) => [gv, message]));
  return { text: error.message, ...(is.length > 0 ? { is } : {}), ...(failures ? { failures } : {}) };
}
