import { parseWriteOptions, type WriteOptions } from '../write/write-options.js';
import type { ResourceCall } from './handler.js';

/**
 * What a request asks for beside its object. Throws a `StatusError` of 422 for options that mean nothing.
 *
 * @param isApply whether a manager and `force` have a meaning of their own
 */
export function writeOptionsOf(
  { request, query, user, warnings }: ResourceCall,
  kind: 'CreateOptions' | 'PatchOptions' | 'UpdateOptions',
  isApply = false,
): WriteOptions {
  return { ...parseWriteOptions(query, request.headers['user-agent'] ?? '', kind, isApply), user, warn: warnings.add };
}
