import type { GroupVersion, ResourceNames } from '@kubewright/rest';
import type { GroupsAndResources } from './discovery.js';
import type { GroupKind, GroupVersionKind, GroupVersionResource, PartialResource } from './group-version.js';
import { describeResource } from './group-version.js';
import { AmbiguousKindError, AmbiguousResourceError, NoKindMatchError, NoResourceMatchError } from './match-errors.js';
import { VersionMapper } from './version-mapper.js';

/** A group, and one of its versions or any. */
type Priority = Pick<GroupVersion, 'group'> & { version?: string };

/**
 * Maps between the kinds and resources that discovery found; asks nobody (client-go `restmapper.NewDiscoveryRESTMapper`). Methods do
 * and throw what those of `RESTMapper` do.
 */
export class DiscoveryRESTMapper {
  /** By each plural and singular name, in the order of discovery. */
  readonly #byWord = new Map<string, VersionMapper[]>();
  /** By each kind, in the order of discovery. */
  readonly #byKind = new Map<string, VersionMapper[]>();
  readonly #priorities: readonly Priority[];
  readonly #incomplete: ErrorOptions;

  /** @param incomplete why not everything was found: the cause of errors that nothing matches */
  constructor({ groups, resources }: GroupsAndResources, incomplete?: Error) {
    this.#incomplete = incomplete ? { cause: incomplete } : {};
    const lists = new Map(resources.map((list) => [list.groupVersion, list.resources]));
    const priorities: Priority[] = [{ group: '', version: 'v1' }];
    for (const { name: group, versions, preferredVersion } of groups) {
      const found = versions.filter(({ groupVersion }) => lists.has(groupVersion));
      const preferred = found.filter(({ version }) => version === preferredVersion?.version);
      for (const { version } of new Set([...preferred, ...found])) priorities.push({ group, version });
      for (const { groupVersion, version } of found) {
        this.#add(new VersionMapper({ group, version }, lists.get(groupVersion) ?? []));
        // A group that is listed twice is not two.
        lists.delete(groupVersion);
      }
    }
    this.#priorities = [...priorities, ...groups.map(({ name }) => ({ group: name }))];
  }

  kindFor(resource: PartialResource): GroupVersionKind {
    const kinds = this.kindsFor(resource);
    const kind = first(kinds, this.#priorities);
    if (!kind) throw new AmbiguousResourceError(resource, { kinds });
    return kind;
  }

  kindsFor(resource: PartialResource): GroupVersionKind[] {
    const kinds = this.#matching(resource).flatMap((mapper) => {
      const kind = mapper.kindOf(resource.resource.toLowerCase());
      return kind === undefined ? [] : [{ ...mapper.groupVersion, kind }];
    });
    if (kinds.length === 0) throw new NoResourceMatchError(resource, this.#incomplete);
    return kinds;
  }

  resourceFor(resource: PartialResource): GroupVersionResource {
    const resources = this.resourcesFor(resource);
    const one = first(resources, this.#priorities);
    if (!one) throw new AmbiguousResourceError(resource, { resources });
    return one;
  }

  resourcesFor(resource: PartialResource): GroupVersionResource[] {
    const resources = this.#matching(resource).flatMap((mapper) =>
      mapper.pluralsOf(resource.resource.toLowerCase()).map((plural) => ({ ...mapper.groupVersion, resource: plural })),
    );
    if (resources.length === 0) throw new NoResourceMatchError(resource, this.#incomplete);
    return resources;
  }

  restMapping(kind: GroupKind, versions: readonly string[] = []): ResourceNames {
    const mappings = this.restMappings(kind, versions);
    const asked = versions.map((version) => ({ group: kind.group, version }));
    const mapping = first(mappings, asked.length === 0 ? this.#priorities : [...asked, ...this.#priorities]);
    if (!mapping)
      throw new AmbiguousKindError(
        kind,
        mappings.map(({ group, version, kind: found }) => ({ group, version, kind: found })),
      );
    return mapping;
  }

  restMappings(kind: GroupKind, versions: readonly string[] = []): ResourceNames[] {
    const asked = versions.filter((version) => version !== '');
    const mappings = (this.#byKind.get(kind.kind) ?? []).flatMap((mapper) => {
      const { group, version } = mapper.groupVersion;
      if (group !== kind.group || (asked.length > 0 && !asked.includes(version))) return [];
      return mapper.resourceOf(kind.kind) ?? [];
    });
    if (mappings.length === 0) throw new NoKindMatchError(kind, versions, this.#incomplete);
    return mappings;
  }

  resourceSingularizer(resource: string): string {
    let failure: Error = new NoResourceMatchError({ resource: resource.toLowerCase() }, this.#incomplete);
    for (const mapper of this.#byWord.get(resource.toLowerCase()) ?? []) {
      const plurals = mapper.pluralsOf(resource.toLowerCase());
      const [singular, ...others] = new Set(plurals.map((plural) => mapper.singularOf(plural)));
      if (singular !== undefined && others.length === 0) return singular;
      const names = plurals.map((plural) => describeResource({ ...mapper.groupVersion, resource: plural }));
      failure = new Error(`multiple possible singular resources ([${names.join(' ')}]) found for ${resource}`);
    }
    throw failure;
  }

  #add(mapper: VersionMapper): void {
    for (const word of mapper.words()) push(this.#byWord, word, mapper);
    for (const kind of mapper.kinds()) push(this.#byKind, kind, mapper);
  }

  /** The group-versions that have a resource of that name. A group may be given by its beginning: `storage` for `storage.k8s.io`. */
  #matching({ group = '', version = '', resource }: PartialResource): VersionMapper[] {
    if (resource === '') throw new Error(`a resource must be present, got: ${describeResource({ group, version, resource })}`);
    return (this.#byWord.get(resource.toLowerCase()) ?? []).filter(({ groupVersion }) => {
      if (version === '') return groupVersion.group.startsWith(group);
      return groupVersion.version === version && (group === '' || groupVersion.group === group);
    });
  }
}

/** The one that is left when only what each priority names is kept, unless it names none of them. */
function first<T extends GroupVersion>(candidates: readonly T[], priorities: readonly Priority[]): T | undefined {
  let left = candidates;
  const groups = new Set(candidates.map(({ group }) => group));
  for (const { group, version } of priorities) {
    if (left.length === 1) break;
    if (!groups.has(group)) continue;
    const named = left.filter((one) => one.group === group && (version === undefined || one.version === version));
    if (named.length > 0) left = named;
  }
  return left.length === 1 ? left[0] : undefined;
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const values = map.get(key);
  if (values) values.push(value);
  else map.set(key, [value]);
}
