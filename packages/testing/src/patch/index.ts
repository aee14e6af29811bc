export { type DecodedPatch, decodePatch, type ParsedBody } from './decode-patch.js';
export { goText } from './go-text.js';
export { applyJSONPatch } from './json-patch.js';
export { applyMergePatch } from './merge-patch.js';
export { PatchPanic, undecodablePatch } from './patch-errors.js';
export * from './patch-media-types.js';
export { applyStrategicMergePatch } from './strategic-merge-patch.js';
export { conversionError } from './struct-conversion.js';
