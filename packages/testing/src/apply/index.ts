export type { FieldManagerContext } from './field-manager.js';
export { managedUpdate } from './managed-update.js';
export { type ApplyContext, serverSideApply } from './server-side-apply.js';
