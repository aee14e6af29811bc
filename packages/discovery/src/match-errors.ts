import {
  describeKind,
  describeResource,
  formatGroupVersion,
  type GroupKind,
  type GroupVersionKind,
  type GroupVersionResource,
  type PartialResource,
} from './group-version.js';

/** No resource is called so (apimachinery `meta.NoResourceMatchError`). Its cause, if any, is why not all resources are known. */
export class NoResourceMatchError extends Error {
  override readonly name = 'NoResourceMatchError';
  /** What was looked for. */
  readonly partialResource: PartialResource;

  constructor(partialResource: PartialResource, options?: ErrorOptions) {
    super(`no matches for ${describeResource(partialResource)}`, options);
    this.partialResource = partialResource;
  }
}

/** No kind is called so (apimachinery `meta.NoKindMatchError`). Its cause, if any, is why not all kinds are known. */
export class NoKindMatchError extends Error {
  override readonly name = 'NoKindMatchError';
  /** What was looked for. */
  readonly groupKind: GroupKind;
  /** In which versions; empty for all. */
  readonly searchedVersions: readonly string[];

  constructor(groupKind: GroupKind, searchedVersions: readonly string[], options?: ErrorOptions) {
    super(`no matches for kind ${JSON.stringify(groupKind.kind)} in ${describeVersions(groupKind, searchedVersions)}`, options);
    this.groupKind = groupKind;
    this.searchedVersions = searchedVersions;
  }
}

/** Several resources or kinds match, and nothing says which is meant (apimachinery `meta.AmbiguousResourceError`). */
export class AmbiguousResourceError extends Error {
  override readonly name = 'AmbiguousResourceError';
  /** What was looked for. */
  readonly partialResource: PartialResource;
  /** The resources to choose from, if a resource was wanted. */
  readonly matchingResources: readonly GroupVersionResource[];
  /** The kinds to choose from, if a kind was wanted. */
  readonly matchingKinds: readonly GroupVersionKind[];

  constructor(
    partialResource: PartialResource,
    matching: { resources?: readonly GroupVersionResource[]; kinds?: readonly GroupVersionKind[] },
  ) {
    const { resources = [], kinds = [] } = matching;
    const matches = [...resources.map(describeResource), ...kinds.map(describeKind)].join(' ');
    super(`${describeResource(partialResource)} matches multiple ${resources.length > 0 ? 'resources' : 'kinds'} [${matches}]`);
    this.partialResource = partialResource;
    this.matchingResources = resources;
    this.matchingKinds = kinds;
  }
}

/** Several kinds match, and nothing says which is meant (apimachinery `meta.AmbiguousKindError`). */
export class AmbiguousKindError extends Error {
  override readonly name = 'AmbiguousKindError';
  /** What was looked for. */
  readonly groupKind: GroupKind;
  /** The kinds to choose from. */
  readonly matchingKinds: readonly GroupVersionKind[];

  constructor(groupKind: GroupKind, matchingKinds: readonly GroupVersionKind[]) {
    const kind = describeKind({ ...groupKind, version: '' });
    super(`${kind} matches multiple kinds [${matchingKinds.map(describeKind).join(' ')}]`);
    this.groupKind = groupKind;
    this.matchingKinds = matchingKinds;
  }
}

/** Whether an error says that no resource or kind matches, also one of another copy of this package (apimachinery `meta.IsNoMatchError`). */
export function isNoMatch(error: unknown): error is NoResourceMatchError | NoKindMatchError {
  return error instanceof Error && ['NoResourceMatchError', 'NoKindMatchError'].includes(error.name);
}

/** Whether an error says that several match, also one of another copy of this package (apimachinery `meta.IsAmbiguousError`). */
export function isAmbiguous(error: unknown): error is AmbiguousResourceError | AmbiguousKindError {
  return error instanceof Error && ['AmbiguousResourceError', 'AmbiguousKindError'].includes(error.name);
}

function describeVersions({ group }: GroupKind, versions: readonly string[]): string {
  const searched = [...new Set(versions.map((version) => JSON.stringify(formatGroupVersion({ group, version }))))].sort();
  if (searched.length === 0) return `group ${JSON.stringify(group)}`;
  return searched.length === 1 ? `version ${searched.join('')}` : `versions [${searched.join(' ')}]`;
}
