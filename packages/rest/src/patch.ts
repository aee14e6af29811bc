/** The media types of a patch body. Server-side apply has its own method, `apply`. */
export const PatchType = {
  /** RFC 6902: a list of operations. */
  JSON: 'application/json-patch+json',
  /** RFC 7396: `null` removes a field, arrays are replaced whole. */
  Merge: 'application/merge-patch+json',
  /** Kubernetes' own: arrays merge by their merge key. Not for custom resources. */
  StrategicMerge: 'application/strategic-merge-patch+json',
} as const;
export type PatchType = (typeof PatchType)[keyof typeof PatchType];

/** Media type of a server-side apply body; JSON is YAML, so the body is sent as JSON. */
export const applyPatchType = 'application/apply-patch+yaml';

/** One operation of a JSON patch (RFC 6902). Paths are JSON pointers: `/metadata/labels/app`. */
export type JSONPatchOperation =
  | { op: 'add' | 'replace' | 'test'; path: string; value: unknown }
  | { op: 'copy' | 'move'; from: string; path: string }
  | { op: 'remove'; path: string };

/** A JSON merge patch of `T`: every field optional, `null` removes it, an array replaces the whole array. */
export type MergePatch<T> = T extends readonly unknown[]
  ? T
  : T extends object
    ? { [K in keyof T]?: MergePatch<T[K]> | null }
    : T;

/**
 * A strategic merge patch of `T`: elements of an array may be partial, and directives say what merging alone cannot
 * (kubernetes/community contributors/devel/sig-api-machinery/strategic-merge-patch.md).
 */
export type StrategicMergePatch<T> = T extends readonly (infer E)[]
  ? (E | StrategicMergePatch<E>)[]
  : T extends object
    ? { [K in keyof T]?: StrategicMergePatch<T[K]> | T[K] | null } & StrategicMergeDirectives
    : T;

/** The `$`-directives of a strategic merge patch. */
export interface StrategicMergeDirectives {
  /** `replace` replaces instead of merging, `delete` removes this element or map. */
  $patch?: 'delete' | 'merge' | 'replace';
  /** Fields of a union that stay; all others are cleared. */
  $retainKeys?: string[];
  [order: `$setElementOrder/${string}`]: unknown[];
  [remove: `$deleteFromPrimitiveList/${string}`]: unknown[];
}

/** Which body each patch type takes, for an object of type `T`. */
export interface PatchBodies<T> extends CustomResourcePatchBodies<T> {
  'application/strategic-merge-patch+json': StrategicMergePatch<T>;
}

/** {@link PatchBodies} of a resource that knows no strategic merge patch: every custom resource. */
export interface CustomResourcePatchBodies<T> {
  'application/json-patch+json': readonly JSONPatchOperation[];
  'application/merge-patch+json': MergePatch<T>;
}
