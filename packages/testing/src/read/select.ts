import { matchesLabels, newBadRequest } from '@kubewright/rest';
import type { ServedResource } from '../resources/served-resource.js';
import { type Entry, objectOf } from '../store/entry.js';
import type { FieldRequirement } from './field-selector.js';
import type { ListOptions } from './list-options.js';
import { isSelectable, notSelectableText, selectableValue } from './selectable-fields.js';

/** Whether an object is one of those that are asked for. */
export type Selects = (entry: Entry) => boolean;

/** Undefined if all are. Throws a `StatusError` of 400 for a field by which objects of this resource cannot be selected. */
export function selectsOf(resource: ServedResource, options: ListOptions, namespace: string): Selects | undefined {
  const { labels, fields } = options;
  const unknown = fields.find(({ field }) => !isSelectable(resource, field));
  if (unknown) throw newBadRequest(notSelectableText(resource, unknown.field));
  const others = fields.filter(({ field }) => field !== 'metadata.name' && field !== 'metadata.namespace');
  const conditions: Selects[] = [];
  if (namespace !== '') conditions.push((entry) => entry.namespace === namespace);
  if (labels.length > 0) conditions.push((entry) => matchesLabels(labels, entry.labels));
  for (const { field, operator, value } of fields) {
    if (field === 'metadata.name') conditions.push((entry) => (entry.name === value) === (operator === '='));
    else if (field === 'metadata.namespace') conditions.push((entry) => (entry.namespace === value) === (operator === '='));
  }
  if (others.length > 0) conditions.push((entry) => meets(resource, entry, others));
  return conditions.length === 0 ? undefined : (entry) => conditions.every((condition) => condition(entry));
}

function meets({ groupResource }: ServedResource, entry: Entry, fields: readonly FieldRequirement[]): boolean {
  const object = objectOf(entry);
  return fields.every(
    ({ field, operator, value }) => (selectableValue(object, groupResource, field) === value) === (operator === '='),
  );
}
