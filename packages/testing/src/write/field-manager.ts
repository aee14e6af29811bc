import { customResetFieldsOf, type FieldManagerContext, resetFieldsOf } from '../apply/index.js';
import { type ServerState, timestamp } from './server-state.js';
import type { WriteOptions } from './write-options.js';
import type { WriteTarget } from './write-target.js';

/** What managed fields are told of a write. */
export function fieldManagerContext(
  state: ServerState,
  { resource, subresource }: WriteTarget,
  { manager }: Pick<WriteOptions, 'manager'>,
): FieldManagerContext {
  const { info, custom } = resource;
  const reset = custom
    ? customResetFieldsOf(subresource, custom.hasStatus)
    : resetFieldsOf(info.group, info.resource, subresource, 'status' in info.subresources);
  return {
    schema: resource.schema ?? {},
    apiVersion: resource.apiVersion,
    kind: info.kind.kind,
    manager,
    subresource,
    now: timestamp(state),
    ...reset,
  };
}
