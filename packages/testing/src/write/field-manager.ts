import type { FieldManagerContext } from '../apply/index.js';
import { rulesOf } from './rules-of.js';
import { type ServerState, timestamp } from './server-state.js';
import type { WriteOptions } from './write-options.js';
import type { WriteTarget } from './write-target.js';

/** What managed fields are told of a write. */
export function fieldManagerContext(
  state: ServerState,
  { resource, subresource }: WriteTarget,
  { manager }: Pick<WriteOptions, 'manager'>,
): FieldManagerContext {
  const { resetFields } = rulesOf(resource) ?? {};
  const reset = subresource === 'status' ? resetFields?.status : subresource === '' ? resetFields?.main : undefined;
  return {
    schema: resource.schema ?? {},
    apiVersion: resource.apiVersion,
    kind: resource.info.kind.kind,
    manager,
    subresource,
    now: timestamp(state),
    ...(reset && { resetFields: reset }),
  };
}
