export type { FieldManagerContext } from './field-manager.js';
export { managedUpdate } from './managed-update.js';
export { customResetFieldsOf, type ResetFields, resetFieldsOf } from './reset-fields.js';
export { parentManagedFields, type ReplicasPaths, scaleManagedFields } from './scale-fields.js';
export { type ApplyContext, serverSideApply } from './server-side-apply.js';
export { withoutNewTimestamps } from './timestamps.js';
