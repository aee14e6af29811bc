/** A resource of an API group, in any version (apimachinery `schema.GroupResource`). */
export interface GroupResource {
  /** Empty for the core group. */
  group: string;
  /** Plural lower-case name, as in the path. */
  resource: string;
}

/** `pods` or `deployments.apps`. */
export function formatGroupResource({ group, resource }: GroupResource): string {
  return group === '' ? resource : `${resource}.${group}`;
}
