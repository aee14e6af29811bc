import { bindingAnswersStatus } from './binding-answers-status.js';
import { evictionAnswersStatus } from './eviction-answers-status.js';
import type { Fixup } from './fixup.js';
import { jsonSchemaPropsOrArray } from './json-schema-props-or-array.js';
import { jsonSchemaPropsOrBool } from './json-schema-props-or-bool.js';
import { jsonSchemaPropsOrStringArray } from './json-schema-props-or-string-array.js';
import { quantityIsAString } from './quantity-is-a-string.js';

/** Every known bug of Kubernetes' documents. */
export const fixups: readonly Fixup[] = [
  bindingAnswersStatus,
  evictionAnswersStatus,
  jsonSchemaPropsOrArray,
  jsonSchemaPropsOrBool,
  jsonSchemaPropsOrStringArray,
  quantityIsAString,
];
