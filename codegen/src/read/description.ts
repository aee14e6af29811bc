import type { Location } from '../generation-error.js';
import type { Shape } from './shape.js';

/** A reference as documents write it: the full name of another schema. */
export interface SchemaReference extends Location {
  readonly schema: string;
}

/** All documents of one folder, as plain data: what they say, not what it means. Fixups change it before the model is built. */
export interface Description {
  /** The folder, as generated files name it: `openapi/v1.36.3`. */
  readonly source: string;
  /** Minor version of Kubernetes, `1.36`; undefined if no document says it. */
  readonly kubernetes: string | undefined;
  /** One per document of a group-version, sorted by group and version. */
  readonly groupVersions: readonly GroupVersionDescription[];
  /** Every schema of every document, by full name. */
  readonly schemas: Map<string, SchemaDescription>;
  /** What kubectl calls resources, by {@link resourceKey}; empty if the folder has no discovery document. */
  readonly names: ReadonlyMap<string, ResourceNames>;
}

export interface GroupVersionDescription extends Location {
  /** Empty for the core group. */
  readonly group: string;
  readonly version: string;
  /** All but discovery of the group-version itself. */
  readonly operations: OperationDescription[];
}

export interface OperationDescription extends Location {
  readonly path: string;
  /** HTTP method in lower case. */
  readonly method: string;
  /** `x-kubernetes-action`: list, get, post, put, patch, delete, deletecollection, connect, watch, watchlist. */
  readonly action: string;
  readonly kind: GroupVersionKind;
  readonly query: readonly QueryParameter[];
  readonly body: RequestBody | undefined;
  /** What a 2xx response carries. */
  answer: Shape<SchemaReference>;
}

export interface GroupVersionKind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

export interface QueryParameter extends Location {
  readonly name: string;
}

export interface RequestBody extends Location {
  readonly mediaTypes: readonly string[];
  readonly shape: Shape<SchemaReference>;
}

export interface SchemaDescription extends Location {
  readonly description: string;
  /** Kinds that the schema is of, in all documents together. */
  readonly kinds: GroupVersionKind[];
  shape: Shape<SchemaReference>;
}

/** What discovery says of a resource beyond its OpenAPI document. */
export interface ResourceNames {
  readonly singular: string;
  readonly short: readonly string[];
  readonly categories: readonly string[];
}

/** Key of a resource in {@link Description.names}. */
export function resourceKey(group: string, version: string, resource: string): string {
  return `${group}/${version}/${resource}`;
}

/** `apps/v1`, and `v1` for the core group, as in `apiVersion`. */
export function apiVersion({ group, version }: { group: string; version: string }): string {
  return group === '' ? version : `${group}/${version}`;
}
