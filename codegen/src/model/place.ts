import { SpecError } from '../generation-error.js';
import type { GroupVersionDescription, OperationDescription } from '../read/description.js';
import { rootPath } from '../read/file-name.js';

/** What a path of the API means. */
export interface Place {
  readonly plural: string;
  /** Whether the path names a namespace that the object lives in. */
  readonly inNamespace: boolean;
  /** Whether the path names one object. */
  readonly named: boolean;
  /** Such as `status`; empty for the resource itself. */
  readonly subresource: string;
  /** Whether it is one of the old paths for watches: `/api/v1/watch/pods`. */
  readonly watch: boolean;
}

/** Reads `[watch/][namespaces/{namespace}/]plural[/{name}[/subresource]]` below the root of a group-version. */
export function placeOf(operation: OperationDescription, groupVersion: GroupVersionDescription): Place {
  const segments = operation.path.slice(rootPath(groupVersion).length + 1).split('/');
  const watch = segments[0] === 'watch' && operation.action.startsWith('watch');
  if (watch) segments.shift();
  const inNamespace = segments[0] === 'namespaces' && segments[1] === '{namespace}';
  if (inNamespace) segments.splice(0, 2);
  const [plural = '', name, ...subresource] = segments;
  if (!/^[a-z]/.test(plural) || (name !== undefined && name !== '{name}')) {
    throw new SpecError(operation, `cannot tell which resource ${operation.path} belongs to`);
  }
  return { plural, inNamespace, named: name !== undefined, subresource: subresource.join('/'), watch };
}
