import type { JSONObject } from '../../json.js';
import { objectAt, objectsAt } from '../../json-fields.js';
import { type FieldError, invalidValue } from '../../validation/field-errors.js';
import { asInternalStruct } from '../internal-struct.js';
import { meansTheSame } from '../semantic-equality.js';
import { asGoMap } from '../shown-map.js';

/**
 * Where a pod may run that is not to be scheduled yet: on fewer nodes than before, but not on others (Kubernetes
 * validateNodeSelectorMutation, validateNodeAffinityMutation).
 */
export function validateNarrowed(spec: JSONObject, before: JSONObject): FieldError[] {
  return [...validateNodeSelector(spec, before), ...validateNodeAffinity(spec, before)];
}

function validateNodeSelector(spec: JSONObject, before: JSONObject): FieldError[] {
  const selector = objectAt(spec, 'nodeSelector');
  const was = Object.entries(objectAt(before, 'nodeSelector') ?? {});
  if (was.every(([key, value]) => selector?.[key] === value)) return [];
  const why = 'only additions to spec.nodeSelector are allowed (no mutations or deletions)';
  return [invalidValue('spec.nodeSelector', asGoMap(selector), why)];
}

const required = 'requiredDuringSchedulingIgnoredDuringExecution';

function validateNodeAffinity(spec: JSONObject, before: JSONObject): FieldError[] {
  const [terms, was] = [spec, before].map((one) =>
    objectsAt(objectAt(one, 'affinity', 'nodeAffinity', required), 'nodeSelectorTerms'),
  ) as [JSONObject[], JSONObject[]];
  const field = `spec.affinity.nodeAffinity.${required}.nodeSelectorTerms`;
  if (was.length > 0 && was.length !== terms.length) {
    const why = 'no additions/deletions to non-empty NodeSelectorTerms list are allowed';
    const shown = terms.map((term) => asInternalStruct('NodeSelectorTerm', term));
    return [invalidValue(field, shown.length > 0 ? shown : null, why)];
  }
  return was.flatMap((old, index) => {
    const term = terms[index] ?? {};
    if (isNarrowed(term, old)) return [];
    const shown = asInternalStruct('NodeSelectorTerm', term);
    return [invalidValue(`${field}[${index}]`, shown, 'only additions are allowed (no mutations or deletions)')];
  });
}

/** Whether a term has what it had, and perhaps more behind it. What picks nothing stays so. */
function isNarrowed(term: JSONObject, old: JSONObject): boolean {
  const lists = ['matchExpressions', 'matchFields'];
  const count = (one: JSONObject): number => lists.reduce((sum, list) => sum + objectsAt(one, list).length, 0);
  if (count(old) === 0) return count(term) === 0;
  return lists.every((list) => {
    const was = objectsAt(old, list);
    return meansTheSame(objectsAt(term, list).slice(0, was.length), was);
  });
}
