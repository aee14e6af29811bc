declare const types: unique symbol;

/** What a resource is called: enough to build its paths, and to fill in `apiVersion` and `kind`. */
export interface ResourceNames {
  /** API group; empty for the core group. */
  readonly group: string;
  readonly version: string;
  /** Plural lower-case name, as in the path. */
  readonly resource: string;
  readonly kind: string;
  readonly namespaced: boolean;
}

/** A resource whose kind is not known: objects that are sent must have one. */
export interface UnmappedResource extends Omit<ResourceNames, 'kind' | 'namespaced'> {
  readonly kind?: undefined;
  /** Without it, the server says whether a namespace is needed. */
  readonly namespaced?: boolean | undefined;
}

/**
 * Names a resource, and carries the types of its object (`T`), of its list (`L`) and of its client (`C`) in an optional field
 * that is never set: whoever takes a descriptor infers all three, and nobody can ask one resource for another's client.
 */
export interface ResourceDescriptor<T = unknown, L = unknown, C = unknown> extends ResourceNames {
  readonly [types]?: (client: C) => [T, L, C];
}
