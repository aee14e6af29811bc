import type { JSONObject } from '../json.js';
import type { KindContext } from '../kinds/kind-rules.js';
import type { ServedResource } from '../resources/served-resource.js';
import { subresourceRules } from '../subresources/subresource-rules.js';
import type { FieldError } from '../validation/field-errors.js';
import { rulesOf } from './rules-of.js';

/** What happens to an object between the change that was asked for and its being stored. */
export interface UpdateRules {
  allocate?(object: JSONObject, old: JSONObject | undefined, context: KindContext): FieldError[];
  prepare?(object: JSONObject, old: JSONObject, context: KindContext): void;
  validate?(object: JSONObject, old: JSONObject, context: KindContext): FieldError[];
}

/** The rules for an update of a resource, or of one of its subresources. @param subresource empty for the object itself */
export function updateRules(resource: ServedResource, subresource: string): UpdateRules {
  const rules = rulesOf(resource);
  if (subresource === 'status')
    return {
      prepare: (object, old, context) => rules?.prepareForStatusUpdate?.(object, old, context),
      validate: (object, old, context) => rules?.validateStatusUpdate?.(object, old, context) ?? [],
    };
  return (
    subresourceRules(resource.groupResource, subresource) ?? {
      allocate: (object, old, context) => rules?.allocate?.(object, old, context) ?? [],
      prepare: (object, old, context) => rules?.prepareForUpdate(object, old, context),
      validate: (object, old, context) => rules?.validateUpdate?.(object, old, context) ?? [],
    }
  );
}
