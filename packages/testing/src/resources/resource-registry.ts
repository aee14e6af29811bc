import { builtInSchema } from '../schemas.js';
import type { Schema } from '../schema.js';
import type { Store } from '../store/store.js';
import { apiVersionOf, builtInGroups, type GroupInfo, groupResourceName, type ResourceInfo } from './resource-table.js';
import type { CustomResourceDetails, ServedResource } from './served-resource.js';
import { storageName } from './storage-name.js';

/** A resource that a CustomResourceDefinition brings, in one of its versions. */
export interface CustomResource {
  readonly info: ResourceInfo;
  readonly schema: Schema | undefined;
  readonly details: CustomResourceDetails;
}

/** All resources of a server: those of Kubernetes, and those that were defined since it started. */
export class ResourceRegistry {
  readonly #store: Store;
  readonly #builtIn: readonly GroupInfo[];
  readonly #served = new Map<string, ServedResource>();
  /** By group, those of one definition under its name. */
  readonly #custom = new Map<string, readonly CustomResource[]>();
  /** Of custom resources who wants to know that they are withdrawn. */
  readonly #listeners = new Map<string, Set<() => void>>();
  #groups: readonly GroupInfo[] | undefined;
  /** What was asked for so far. */
  readonly #byKind = new Map<string, ServedResource | undefined>();
  #byName: ReadonlyMap<string, ServedResource> | undefined;

  /** @param allVersions whether alpha and beta versions are served too, which a server has only if it is told to */
  constructor(store: Store, allVersions = false) {
    this.#store = store;
    this.#builtIn = allVersions ? builtInGroups() : stable(builtInGroups());
    for (const { versions } of this.#builtIn)
      for (const { resources } of versions)
        for (const info of resources) this.#serve(info, () => builtInSchema(info.kind.group, info.kind.version, info.kind.kind));
  }

  /** All groups in the order in which discovery lists them. */
  get groups(): readonly GroupInfo[] {
    return (this.#groups ??= withCustom(this.#builtIn, [...this.#custom.values()].flat()));
  }

  find(group: string, version: string, resource: string): ServedResource | undefined {
    return this.#served.get(`${group}/${version}/${resource}`);
  }

  /** The resource of a kind, in the version that discovery prefers. */
  ofKind(group: string, kind: string): ServedResource | undefined {
    const name = `${group}/${kind}`;
    if (!this.#byKind.has(name)) this.#byKind.set(name, this.#searchKind(group, kind));
    return this.#byKind.get(name);
  }

  #searchKind(group: string, kind: string): ServedResource | undefined {
    for (const { version, resources } of this.groups.find((one) => one.group === group)?.versions ?? []) {
      const info = resources.find((resource) => resource.kind.kind === kind);
      if (info) return this.find(group, version, info.resource);
    }
    return undefined;
  }

  /** The resource of that name, in the version that discovery prefers. @param groupResource as `deployments.apps` */
  named(groupResource: string): ServedResource | undefined {
    this.#byName ??= new Map([...this.preferred()].map((resource) => [resource.groupResource, resource]));
    return this.#byName.get(groupResource);
  }

  /** The name of a resource, for its singular or one of its short names; undefined for all else, a name that is right included. */
  pluralOf(name: string): string | undefined {
    const all = [...this.preferred()].map(({ info }) => info);
    if (all.some(({ resource }) => resource === name)) return undefined;
    return all.find(({ singular, shortNames }) => singular === name || shortNames.includes(name))?.resource;
  }

  /** Every resource once, in the version that discovery prefers. */
  *preferred(): Generator<ServedResource> {
    const seen = new Set<string>();
    for (const { group, versions } of this.groups)
      for (const { version, resources } of versions)
        for (const { resource } of resources) {
          const served = this.find(group, version, resource);
          if (!served || seen.has(served.groupResource)) continue;
          seen.add(served.groupResource);
          yield served;
        }
  }

  /** Serves what a definition brings, in the place of what it brought before. @param definition its name */
  define(definition: string, resources: readonly CustomResource[]): void {
    const before = this.#custom.get(definition) ?? [];
    if (JSON.stringify(before) === JSON.stringify(resources)) return;
    const withdrawn = before.flatMap(({ info }) => [...(this.#listeners.get(keyOf(info)) ?? [])]);
    for (const { info } of before) {
      this.#served.delete(keyOf(info));
      this.#listeners.delete(keyOf(info));
    }
    if (resources.length === 0) this.#custom.delete(definition);
    else this.#custom.set(definition, resources);
    for (const { info, schema, details } of resources) this.#serve(info, () => schema, details);
    this.#groups = undefined;
    this.#byKind.clear();
    this.#byName = undefined;
    for (const listener of withdrawn) listener();
  }

  #serve(info: ResourceInfo, schemaOf: () => Schema | undefined, custom?: CustomResourceDetails): void {
    const groupResource = groupResourceName(info);
    const store = this.#store;
    let schema: Schema | undefined;
    const listeners = new Set<() => void>();
    if (custom) this.#listeners.set(keyOf(info), listeners);
    this.#served.set(keyOf(info), {
      info,
      apiVersion: apiVersionOf(info.kind),
      groupResource,
      isCustom: custom !== undefined,
      custom,
      onWithdrawn: (listener) => {
        listeners.add(listener);
        return () => {
          listeners.delete(listener);
        };
      },
      get collection() {
        return store.collection(storageName(groupResource));
      },
      get schema() {
        return (schema ??= schemaOf());
      },
    });
  }
}

function keyOf({ group, version, resource }: ResourceInfo): string {
  return `${group}/${version}/${resource}`;
}

/** Without versions that are not stable, and groups that have no others. */
function stable(groups: readonly GroupInfo[]): GroupInfo[] {
  return groups
    .map((group) => ({ ...group, versions: group.versions.filter(({ version }) => !/alpha|beta/.test(version)) }))
    .filter(({ versions }) => versions.length > 0);
}

/** The groups with those of definitions behind them, their versions by age: `v1` before `v1beta1`. */
function withCustom(builtIn: readonly GroupInfo[], custom: readonly CustomResource[]): GroupInfo[] {
  const groups = new Map<string, Map<string, ResourceInfo[]>>();
  for (const { info } of custom) {
    const versions = groups.get(info.group) ?? new Map<string, ResourceInfo[]>();
    groups.set(info.group, versions.set(info.version, [...(versions.get(info.version) ?? []), info]));
  }
  const added = [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([group, versions]) => ({
      group,
      versions: [...versions]
        .sort(([a], [b]) => compareVersions(a, b))
        .map(([version, resources]) => ({
          version,
          resources: resources.sort((a, b) => (a.resource < b.resource ? -1 : 1)),
        })),
    }));
  return [...builtIn, ...added];
}

/** The more stable and the newer first (apimachinery `version.CompareKubeAwareVersionStrings`). */
export function compareVersions(a: string, b: string): number {
  const [x, y] = [parseVersion(a), parseVersion(b)];
  if (!x || !y) return x ? -1 : y ? 1 : a < b ? -1 : 1;
  for (let i = 0; i < x.length; i++) {
    const difference = (y[i] ?? 0) - (x[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Stability, major and minor. */
function parseVersion(version: string): number[] | undefined {
  const found = /^v(\d+)(?:(alpha|beta)(\d+))?$/.exec(version);
  if (!found) return undefined;
  const [, major, stage, minor = '0'] = found;
  return [stage === undefined ? 2 : stage === 'beta' ? 1 : 0, Number(major), Number(minor)];
}
