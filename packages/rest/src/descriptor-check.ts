import { kindOf } from './kind-of.js';
import { pathSegmentProblems } from './path-segment.js';
import { quote } from './quote.js';
import type { ResourceNames, UnmappedResource } from './resource-descriptor.js';

/** Throws a TypeError if `names` do not name a resource, and an Error if one of them would change the structure of a path. */
export function checkDescriptor(names: ResourceNames | UnmappedResource): void {
  if (typeof (names as unknown) !== 'object' || (names as unknown) === null)
    throw new TypeError(
      `a resource must be an object, as { group: 'apps', version: 'v1', resource: 'deployments' }, not ${kindOf(names)}`,
    );
  for (const field of ['group', 'version', 'resource'] as const) {
    const value: unknown = names[field];
    if (typeof value !== 'string') throw new TypeError(`${field} of a resource must be a string, not ${kindOf(value)}`);
    if (value === '' && field !== 'group') throw new Error(`${field} may not be empty`);
    const problems = pathSegmentProblems(value);
    if (problems.length > 0) throw new Error(`invalid ${field} ${quote(value)}: [${problems.join(' ')}]`);
  }
}
