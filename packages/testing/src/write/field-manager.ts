import type { FieldManagerContext } from '../apply/field-manager-context.js';
import { kindRules } from '../kinds/kind-rules-of.js';
import { type ServerState, timestamp } from './server-state.js';
import type { WriteOptions } from './write-options.js';
import type { WriteTarget } from './write-target.js';

/** What managed fields are told of a write. */
export function fieldManagerContext(
  state: ServerState,
  { resource, subresource }: WriteTarget,
  { manager }: Pick<WriteOptions, 'manager'>,
): FieldManagerContext {
  const reset = kindRules(resource.info.group, resource.info.kind.kind)?.resetFields;
  return {
    schema: resource.schema ?? {},
    apiVersion: resource.apiVersion,
    manager,
    subresource,
    now: timestamp(state),
    resetFields: subresource === 'status' ? reset?.status : subresource === '' ? reset?.main : undefined,
  };
}
