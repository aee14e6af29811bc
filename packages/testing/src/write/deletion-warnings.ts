import type { ServedResource } from '../resources/served-resource.js';
import type { DeleteOptions } from './delete-options.js';

/** What a server warns of when an object of a resource is deleted. */
export function deletionWarnings({ groupResource }: ServedResource, options: DeleteOptions): string[] {
  if (groupResource !== 'jobs.batch' || options.propagation !== undefined || options.orphanDependents !== undefined) return [];
  return [
    'child pods are preserved by default when jobs are deleted; set propagationPolicy=Background to remove them or set propagationPolicy=Orphan to suppress this warning',
  ];
}
