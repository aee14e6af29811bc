export type { FieldValidation, ParsedBody } from './decode-patch.js';
export { applyJSONPatch } from './json-patch.js';
export { applyMergePatch } from './merge-patch.js';
export { PatchPanic } from './patch-errors.js';
export * from './patch-media-types.js';
export { patchObject, type PatchRequest } from './patch-object.js';
export { applyStrategicMergePatch } from './strategic-merge-patch.js';
