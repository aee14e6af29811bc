export { generate, type GenerateOptions, type GenerateResult } from './generate.js';
export { GenerationError, SpecError, type Location } from './generation-error.js';
