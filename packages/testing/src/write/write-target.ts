import type { ServedResource } from '../resources/served-resource.js';

/** What is written to. */
export interface WriteTarget {
  readonly resource: ServedResource;
  /** Empty for a resource without namespaces. */
  readonly namespace: string;
  readonly name: string;
  /** Empty for the object itself. */
  readonly subresource: string;
}
