import type { APIResourceList } from '@kubewright/meta-v1';
import type { ResourceNames } from '@kubewright/rest';
import type { Discovery, DiscoveryOptions } from './discovery.js';
import { foundResources } from './found-resources.js';
import {
  type GroupKind,
  groupOf,
  type GroupVersionKind,
  type GroupVersionResource,
  type PartialResource,
} from './group-version.js';
import { isNoMatch } from './match-errors.js';
import type { RESTMapper } from './rest-mapper.js';

/**
 * Knows short names too: `po`, `deploy` (client-go `restmapper.NewShortcutExpander`). A plural or singular name of any group beats a
 * short name; of several resources with the same short name the first that the server lists is meant.
 */
export class ShortcutExpander implements RESTMapper {
  readonly #mapper: RESTMapper;
  readonly #discovery: Discovery;
  readonly #warn: (warning: string) => void;

  /** @param warn is told, in one line for people, which other resources a short name could have meant */
  constructor(mapper: RESTMapper, discovery: Discovery, warn: (warning: string) => void = () => undefined) {
    this.#mapper = mapper;
    this.#discovery = discovery;
    this.#warn = warn;
  }

  kindFor(resource: PartialResource, options?: DiscoveryOptions): Promise<GroupVersionKind> {
    return this.#expanded(resource, options, (expanded) => this.#mapper.kindFor(expanded, options));
  }

  kindsFor(resource: PartialResource, options?: DiscoveryOptions): Promise<GroupVersionKind[]> {
    return this.#expanded(resource, options, (expanded) => this.#mapper.kindsFor(expanded, options));
  }

  resourceFor(resource: PartialResource, options?: DiscoveryOptions): Promise<GroupVersionResource> {
    return this.#expanded(resource, options, (expanded) => this.#mapper.resourceFor(expanded, options));
  }

  resourcesFor(resource: PartialResource, options?: DiscoveryOptions): Promise<GroupVersionResource[]> {
    return this.#expanded(resource, options, (expanded) => this.#mapper.resourcesFor(expanded, options));
  }

  restMapping(kind: GroupKind, versions?: readonly string[], options?: DiscoveryOptions): Promise<ResourceNames> {
    return this.#mapper.restMapping(kind, versions, options);
  }

  restMappings(kind: GroupKind, versions?: readonly string[], options?: DiscoveryOptions): Promise<ResourceNames[]> {
    return this.#mapper.restMappings(kind, versions, options);
  }

  resourceSingularizer(resource: string, options?: DiscoveryOptions): Promise<string> {
    return this.#expanded({ resource }, options, (expanded) => this.#mapper.resourceSingularizer(expanded.resource, options));
  }

  /** A miss can make the mapper look again; a short name that is new is known only then. */
  async #expanded<T>(
    resource: PartialResource,
    options: DiscoveryOptions | undefined,
    map: (expanded: PartialResource) => Promise<T>,
  ): Promise<T> {
    const expanded = await this.#expand(resource, options);
    try {
      return await map(expanded);
    } catch (error) {
      if (!isNoMatch(error)) throw error;
      const again = await this.#expand(resource, options);
      if (again.resource === expanded.resource && again.group === expanded.group) throw error;
      return map(again);
    }
  }

  async #expand(resource: PartialResource, options: DiscoveryOptions | undefined): Promise<PartialResource> {
    const lists = await foundResources(this.#discovery, options);
    if (isFullName(resource, lists)) return resource;
    const { group = '', resource: word } = resource;
    const shortcuts = shortcutsOf(lists).filter(({ shortName }) => shortName === word);
    const [match, ...others] = group === '' ? shortcuts : shortcuts.filter((shortcut) => shortcut.group === group);
    if (match) {
      this.#warnOf(word, match, others);
      return { group: match.group, resource: match.resource };
    }
    const byPrefix = shortcuts.find((shortcut) => shortcut.group.startsWith(group));
    return byPrefix ? { ...resource, group: byPrefix.group, resource: byPrefix.resource } : resource;
  }

  /** The same resource in another version is no other resource. */
  #warnOf(word: string, match: Shortcut, others: readonly Shortcut[]): void {
    const nameOf = ({ group, resource }: Shortcut): string => (group === '' ? resource : `${resource}.${group}`);
    const names = new Set(others.map(nameOf));
    names.delete(nameOf(match));
    for (const name of names) this.#warn(`short name "${word}" could also match lower priority resource ${name}`);
  }
}

interface Shortcut {
  shortName: string;
  group: string;
  resource: string;
}

function isFullName({ group = '', resource }: PartialResource, lists: readonly APIResourceList[]): boolean {
  return lists.some(
    ({ groupVersion, resources }) =>
      (group === '' || groupOf(groupVersion) === group) &&
      resources.some(({ name, singularName }) => name === resource || singularName === resource),
  );
}

function shortcutsOf(lists: readonly APIResourceList[]): Shortcut[] {
  return lists.flatMap(({ groupVersion, resources }) => {
    const group = groupOf(groupVersion);
    return resources.flatMap(({ name, shortNames = [] }) =>
      shortNames.map((shortName) => ({ shortName, group, resource: name })),
    );
  });
}
