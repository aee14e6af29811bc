import { copyField } from '../json-fields.js';
import type { UpdateRules } from '../write/update-rules.js';

/** `/finalize` of a namespace: changes the finalizers of its spec, which nothing else does. */
export const namespaceFinalizeRules: UpdateRules = {
  prepare(namespace, old) {
    copyField(namespace, old, 'status');
  },
};
